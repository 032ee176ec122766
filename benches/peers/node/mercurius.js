// Mercurius on Fastify: loaders, and graphql-jit from the second time that a query is seen.
import Fastify from "fastify";
import mercurius from "mercurius";
import * as app from "./app.js";

const server = Fastify({ logger: false });

const ids = (queries, column) => [...new Set(queries.map(({ obj }) => obj[column]).filter(Boolean))];

server.register(mercurius, {
  schema: app.typeDefs,
  resolvers: {
    ...app.fields,
    Query: {
      projects: async (_, { first }, { viewer }) => ({ nodes: await app.projects(viewer, first) }),
    },
    Mutation: {
      fileWrite: async (_, { projectId, input }, { viewer }) => {
        const { file } = await app.writeFile(viewer, projectId, input.path, input.text);
        return { file, userErrors: [] };
      },
    },
  },
  loaders: {
    Project: {
      async owner(queries) {
        const users = app.by(await app.users(ids(queries, "owner_id")), "id");
        return queries.map(({ obj }) => users.get(obj.owner_id));
      },
      async headVersion(queries) {
        const versions = app.by(await app.versions(ids(queries, "head_version_id")), "id");
        return queries.map(({ obj }) => versions.get(obj.head_version_id));
      },
      async files(queries) {
        const pages = new Map(queries.map(({ obj }) => [obj.id, []]));
        for (const file of await app.files([...pages.keys()], queries[0].params.first)) {
          pages.get(file.project_id).push(file);
        }
        return queries.map(({ obj }) => ({ nodes: pages.get(obj.id) }));
      },
    },
  },
  jit: 1,
  graphiql: false,
  context: (request) => ({ viewer: app.viewerOf(request.headers.authorization) }),
});

await server.listen({ port: app.port, host: "127.0.0.1", backlog: 1024 });
