/** The schema that operations are tested against: the server's, as it printed it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSchema } from "graphql";

const file = process.env["MAQUETTE_SCHEMA"] ?? fileURLToPath(new URL("../../schema.graphql", import.meta.url));

export const schema = buildSchema(readFileSync(file, "utf8"));
