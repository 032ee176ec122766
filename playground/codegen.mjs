/**
 * Writes `src/gql/`: types for the operations in `src/**\/*.graphql` and for the part of the
 * schema that they use, from `../schema.graphql`, which the server prints. With `--check` it
 * writes nothing and fails where a file would change.
 *
 * It calls graphql-codegen's client preset directly; the command-line tool around it would
 * bring some 230 more packages and a newer Node.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { codegen } from "@graphql-codegen/core";
import { preset } from "@graphql-codegen/client-preset";
import { buildASTSchema, parse, printSchema, validate } from "graphql";

const root = fileURLToPath(new URL(".", import.meta.url));
const schemaFile = process.env.MAQUETTE_SCHEMA ?? join(root, "../schema.graphql");
const outDir = join(root, "src/gql/");
const check = process.argv.includes("--check");

/** Every operation document of the playground, in a stable order. */
async function readDocuments() {
  const entries = await readdir(join(root, "src"), { recursive: true });
  const files = entries.filter((entry) => entry.endsWith(".graphql")).sort();
  return Promise.all(
    files.map(async (file) => {
      const location = join(root, "src", file);
      const rawSDL = await readFile(location, "utf8");
      return { location: relative(root, location), rawSDL, document: parse(rawSDL, { noLocation: true }) };
    }),
  );
}

async function generate() {
  const schemaAst = buildASTSchema(parse(await readFile(schemaFile, "utf8"), { noLocation: true }));
  const documents = await readDocuments();
  for (const { location, document } of documents) {
    const [error] = validate(schemaAst, document);
    if (error) throw new Error(`${location}: ${error.message}`);
  }
  const outputs = await preset.buildGeneratesSection({
    baseOutputDir: "src/gql/",
    schema: parse(printSchema(schemaAst)),
    schemaAst,
    documents,
    config: {
      useTypeImports: true,
      enumsAsTypes: true,
      strictScalars: true,
      scalars: { DateTime: "string", JSON: "unknown", URL: "string", StreamCursor: "string", Upload: "File" },
      // The server may be newer than this client, so it may know more values.
      futureProofEnums: true,
      documentMode: "string",
    },
    // Documents are `.graphql` files, so the `graphql()` function of the preset has no use.
    presetConfig: { fragmentMasking: false },
    plugins: [],
    pluginMap: {},
    pluginContext: {},
    profiler: { run: (work) => work(), collect: () => [] },
    cache: (_namespace, _key, factory) => factory(),
  });
  return Promise.all(outputs.map(async (output) => [output.filename, await codegen(output)]));
}

async function differs([file, content]) {
  const current = await readFile(join(root, file), "utf8").catch(() => null);
  return current !== content;
}

const files = (await generate()).filter(([file]) => /\/graphql\.ts$/.test(file));
if (check) {
  const stale = [];
  for (const file of files) if (await differs(file)) stale.push(file[0]);
  if (stale.length) {
    console.error(`${stale.join(", ")}: not what the schema gives; run npm run codegen`);
    process.exit(1);
  }
} else {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  for (const [file, content] of files) await writeFile(join(root, file), content);
}
