// GraphQL Yoga with DataLoader, and graphql-ws for subscriptions.
import { createServer } from "node:http";
import DataLoader from "dataloader";
import { useServer } from "graphql-ws/use/ws";
import { createPubSub, createSchema, createYoga } from "graphql-yoga";
import { WebSocketServer } from "ws";
import * as app from "./app.js";

const events = createPubSub();

const loader = (read, column = "id") =>
  new DataLoader(async (keys) => {
    const rows = app.by(await read(keys), column);
    return keys.map((key) => rows.get(key));
  });

const filesLoader = (first) =>
  new DataLoader(async (projects) => {
    const pages = new Map(projects.map((project) => [project, []]));
    for (const file of await app.files(projects, first)) pages.get(file.project_id).push(file);
    return projects.map((project) => pages.get(project));
  });

function loaders() {
  const files = new Map();
  return {
    users: loader(app.users),
    versions: loader(app.versions),
    files(first) {
      if (!files.has(first)) files.set(first, filesLoader(first));
      return files.get(first);
    },
  };
}

const schema = createSchema({
  typeDefs: `${app.typeDefs}
    type Subscription { projectEvents(projectId: ID!): ProjectEventItem! }
    type ProjectEventItem { cursor: ID! occurredAt: DateTime! event: ProjectEvent! }
    union ProjectEvent = FilesChanged
    type FilesChanged { paths: [String!]! revision: Int! }
  `,
  resolvers: {
    ...app.fields,
    Query: {
      projects: async (_, { first }, { viewer }) => ({ nodes: await app.projects(viewer, first) }),
    },
    Project: {
      ...app.fields.Project,
      owner: (project, _, { load }) => load.users.load(project.owner_id),
      headVersion: (project, _, { load }) =>
        project.head_version_id && load.versions.load(project.head_version_id),
      files: async (project, { first }, { load }) => ({ nodes: await load.files(first).load(project.id) }),
    },
    Mutation: {
      fileWrite: async (_, { projectId, input }, { viewer }) => {
        const { file, event } = await app.writeFile(viewer, projectId, input.path, input.text);
        events.publish("project", projectId, event);
        return { file, userErrors: [] };
      },
    },
    Subscription: {
      projectEvents: {
        subscribe: async (_, { projectId }, { viewer }) => {
          if (!(await app.role(viewer, projectId))) throw new Error("There is no such project.");
          return events.subscribe("project", projectId);
        },
        resolve: (event) => event,
      },
    },
    ProjectEventItem: { occurredAt: (event) => app.time(event.occurred_at), event: (event) => event },
    ProjectEvent: { __resolveType: () => "FilesChanged" },
  },
});

const yoga = createYoga({
  schema,
  logging: false,
  graphiql: false,
  landingPage: false,
  context: ({ request, connectionParams }) => ({
    viewer: app.viewerOf(request?.headers?.get?.("authorization") ?? connectionParams?.authorization),
    load: loaders(),
  }),
});

const server = createServer(yoga);
const sockets = new WebSocketServer({ server, path: yoga.graphqlEndpoint });
useServer(
  {
    execute: (args) => args.rootValue.execute(args),
    subscribe: (args) => args.rootValue.subscribe(args),
    onSubscribe: async (context, _id, params) => {
      const enveloped = yoga.getEnveloped({ ...context, req: context.extra.request, params });
      const args = {
        schema: enveloped.schema,
        operationName: params.operationName,
        document: enveloped.parse(params.query),
        variableValues: params.variables,
        contextValue: await enveloped.contextFactory(),
        rootValue: { execute: enveloped.execute, subscribe: enveloped.subscribe },
      };
      const errors = enveloped.validate(args.schema, args.document);
      return errors.length > 0 ? errors : args;
    },
  },
  sockets,
);
server.listen(app.port, "127.0.0.1", 1024);
