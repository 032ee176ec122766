// Hocuspocus as its documentation sets it up: documents in SQLite through the extension for databases,
// stored two seconds after an edit and after ten at the latest. UNMERGED=1 sends every update by itself.
import { DatabaseSync } from "node:sqlite";
import { Database } from "@hocuspocus/extension-database";
import { Server } from "@hocuspocus/server";

const database = new DatabaseSync(process.env.DATABASE);
database.exec("PRAGMA journal_mode = WAL");
database.exec("CREATE TABLE IF NOT EXISTS documents (name TEXT PRIMARY KEY, data BLOB NOT NULL)");
const find = database.prepare("SELECT data FROM documents WHERE name = ?");
const keep = database.prepare("INSERT INTO documents VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET data = excluded.data");

const server = new Server({
  port: Number(process.env.PORT),
  address: "127.0.0.1",
  quiet: true,
  ...(process.env.UNMERGED && { flushDelay: false }),
  extensions: [
    new Database({
      fetch: async ({ documentName }) => find.get(documentName)?.data ?? null,
      store: async ({ documentName, state }) => { keep.run(documentName, state); },
    }),
  ],
});
await server.listen();
