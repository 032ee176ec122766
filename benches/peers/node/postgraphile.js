// PostGraphile 5 on Node's own server: its schema comes from the tables, what the viewer may see from a
// function of ours, a write is a function in the database.
import { createServer } from "node:http";
import { connection, context } from "postgraphile/grafast";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { TYPES } from "postgraphile/@dataplan/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { extendSchema } from "postgraphile/utils";
import { pool, port, viewerOf } from "./app.js";

const viewer = extendSchema(({ pgResources }) => ({
  typeDefs: /* GraphQL */ `
    extend type Query {
      projects: ProjectConnection
    }
    extend type Mutation {
      fileWrite(projectId: UUID!, path: String!, text: String!): File
    }
  `,
  plans: {
    Query: {
      projects() {
        const viewer = { step: context().get("viewer"), pgCodec: TYPES.uuid };
        const projects = pgResources.viewer_projects.execute([viewer]);
        projects.orderBy({ attribute: "updated_at", direction: "DESC" });
        projects.orderBy({ attribute: "id", direction: "DESC" });
        projects.setOrderIsUnique();
        return connection(projects);
      },
    },
    Mutation: {
      fileWrite(_, fields) {
        const { $projectId, $path, $text } = fields;
        const args = [
          { step: context().get("viewer"), pgCodec: TYPES.uuid },
          { step: $projectId, pgCodec: TYPES.uuid },
          { step: $path, pgCodec: TYPES.text },
          { step: $text, pgCodec: TYPES.text },
        ];
        return pgResources.write_file.execute(args, "mutation");
      },
    },
  },
}));

const served = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [viewer],
  pgServices: [makePgService({ pool, schemas: ["public"] })],
  grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false },
  grafast: {
    explain: false,
    context: ({ node }) => ({ viewer: viewerOf(node?.req.headers.authorization) }),
  },
});

const server = createServer();
await served.createServ(grafserv).addTo(server);
server.listen(port, "127.0.0.1", 1024);
