// What all servers here share: who asks, the pool, the statements. Each statement is prepared once a
// connection, as a careful engineer would have it.
import { createHash } from "node:crypto";
import { createVerifier } from "fast-jwt";
import pg from "pg";

// Times are microseconds since 1970: exact as numbers until the year 2255.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export const port = Number(process.env.PORT);
export const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: Number(process.env.POOL),
});

const verify = createVerifier({ key: process.env.SECRET, algorithms: ["HS256"], cache: 1000 });

/** The viewer's id; fails where the token is not good. */
export function viewerOf(authorization) {
  if (!authorization?.startsWith("Bearer ")) throw new Error("Sign in first.");
  return verify(authorization.slice(7)).sub;
}

const select = async (name, text, values) => (await pool.query({ name, text, values })).rows;

export const projects = (viewer, first) =>
  select(
    "projects",
    `SELECT p.id, p.name, p.description, p.owner_id, p.head_version_id, p.created_at, p.updated_at
     FROM projects p JOIN project_members m ON m.project_id = p.id
     WHERE m.user_id = $1 AND p.deleted_at IS NULL ORDER BY p.updated_at DESC, p.id DESC LIMIT $2`,
    [viewer, first],
  );

export const users = (ids) =>
  select("users", "SELECT id, display_name FROM users WHERE id = ANY($1::uuid[])", [ids]);

export const versions = (ids) =>
  select("versions", "SELECT id, number, message, created_at FROM versions WHERE id = ANY($1::uuid[])", [ids]);

export const files = (projects, first) =>
  select(
    "files",
    `SELECT f.project_id, f.path, f.size, f.blob_id, f.updated_at FROM unnest($1::uuid[]) AS p (id)
     CROSS JOIN LATERAL (SELECT * FROM files WHERE project_id = p.id ORDER BY path LIMIT $2) f`,
    [projects, first],
  );

/** The rows by one of their columns. */
export const by = (rows, column) => new Map(rows.map((row) => [row[column], row]));

/** The role of somebody in a project. */
export const role = async (viewer, project) =>
  (
    await select("role", "SELECT role FROM project_members WHERE project_id = $1 AND user_id = $2", [
      project,
      viewer,
    ])
  )[0]?.role;

/** Writes a file in a transaction, with the same rows as Maquette: contents by git's id, what is unsaved,
 * the project's totals and revision, an event for those who follow it. */
export async function writeFile(viewer, project, path, text) {
  const content = Buffer.from(text);
  const id = createHash("sha1").update(`blob ${content.length}\0`).update(content).digest();
  const now = Date.now() * 1000;
  const client = await pool.connect();
  const run = async (name, text, values) => (await client.query({ name, text, values })).rows;
  try {
    await client.query("BEGIN");
    const [locked] = await run(
      "lock",
      `UPDATE projects p SET revision = revision + 1, updated_at = $3 FROM project_members m
       WHERE p.id = $1 AND p.deleted_at IS NULL AND m.project_id = p.id AND m.user_id = $2
       AND m.role IN ('owner', 'editor') RETURNING p.revision`,
      [project, viewer, now],
    );
    if (!locked) throw new Error("There is no such project that you may change.");
    await run(
      "blob",
      `INSERT INTO blobs (id, size, data, touched_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE SET touched_at = excluded.touched_at`,
      [id, content.length, content, now],
    );
    const [former] = await run("former", "SELECT size FROM files WHERE project_id = $1 AND path = $2", [
      project,
      path,
    ]);
    await run(
      "file",
      `INSERT INTO files (project_id, path, blob_id, size, updated_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (project_id, path) DO UPDATE SET blob_id = excluded.blob_id, size = excluded.size,
       updated_at = excluded.updated_at`,
      [project, path, id, content.length, now],
    );
    await run("unsaved", "INSERT INTO unsaved_paths (project_id, path) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
      project,
      path,
    ]);
    await run(
      "totals",
      "UPDATE projects SET file_count = file_count + $2, file_bytes = file_bytes + $3 WHERE id = $1",
      [project, former ? 0 : 1, content.length - (former?.size ?? 0)],
    );
    const [stream] = await run(
      "stream",
      `INSERT INTO streams (kind, subject, head, floor) VALUES (2, $1, 1, 0)
       ON CONFLICT (kind, subject) DO UPDATE SET head = streams.head + 1 RETURNING head`,
      [project],
    );
    const payload = JSON.stringify({ type: "files_changed", paths: [path], revision: locked.revision });
    await run(
      "event",
      "INSERT INTO events (kind, subject, seq, occurred_at, actor_id, payload) VALUES (2, $1, $2, $3, $4, $5)",
      [project, stream.head, now, viewer, payload],
    );
    await client.query("COMMIT");
    const event = { cursor: String(stream.head), occurred_at: now, paths: [path], revision: locked.revision };
    return { file: { path, size: content.length, blob_id: id, updated_at: now }, event };
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

/** The part of Maquette's schema that is measured. */
export const typeDefs = /* GraphQL */ `
  scalar DateTime
  type Query {
    projects(first: Int!): ProjectConnection!
  }
  type ProjectConnection {
    nodes: [Project!]!
  }
  type Project {
    id: ID!
    name: String!
    description: String
    createdAt: DateTime!
    updatedAt: DateTime!
    owner: User!
    headVersion: Version
    files(first: Int!): FileConnection!
  }
  type User {
    id: ID!
    displayName: String!
  }
  type Version {
    id: ID!
    number: Int!
    message: String!
    createdAt: DateTime!
  }
  type FileConnection {
    nodes: [File!]!
  }
  type File {
    path: String!
    size: Int!
    hash: String!
    updatedAt: DateTime!
  }
  input FileWriteInput {
    path: String!
    text: String!
  }
  type FileWritePayload {
    file: File
    userErrors: [UserError!]!
  }
  type UserError {
    message: String!
  }
  type Mutation {
    fileWrite(projectId: ID!, input: FileWriteInput!): FileWritePayload!
  }
`;

const time = (microseconds) => new Date(microseconds / 1000).toISOString();

/** What is a column under another name, or written otherwise. */
export const fields = {
  Project: {
    createdAt: (project) => time(project.created_at),
    updatedAt: (project) => time(project.updated_at),
  },
  User: { displayName: (user) => user.display_name },
  Version: { createdAt: (version) => time(version.created_at) },
  File: {
    hash: (file) => file.blob_id.toString("hex"),
    updatedAt: (file) => time(file.updated_at),
  },
};

export { time };
