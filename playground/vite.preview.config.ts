/**
 * Builds what preview pages load from the server's binary, into `dist/preview/`:
 *
 *   vite build -c vite.preview.config.ts --mode client               client.js
 *   vite build -c vite.preview.config.ts --mode modules              modules/*.js
 *   vite build -c vite.preview.config.ts --mode modules-production   modules/production/*.js
 *
 * The shared modules are React as ES modules with named exports. All of one flavour come from
 * one build, so that they share one React through a common chunk, whatever address a page
 * imports them by. Previews take the development flavour (warnings, component stacks),
 * published apps the production one.
 */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin, type UserConfig } from "vite";

/** File name under `modules/` → the specifier that apps import. */
const MODULES: Record<string, string> = {
  react: "react",
  "react-dom": "react-dom",
  "react-dom-client": "react-dom/client",
  "react-jsx-runtime": "react/jsx-runtime",
  "react-jsx-dev-runtime": "react/jsx-dev-runtime",
};
const LICENCE = "/*! React, MIT licence, Copyright (c) Meta Platforms, Inc. and affiliates. */";
const ENTRY = "shared-module:";
const require = createRequire(import.meta.url);

/**
 * The names that a CommonJS module exports in either flavour. React's two flavours differ
 * (`act` and `captureOwnerStack` are of development only), and an ES module that lacks a name
 * does not even link, where CommonJS just gave `undefined`: so both flavours export all names.
 */
function exportedNames(specifier: string): string[] {
  const names = new Set<string>();
  for (const environment of ["production", "development"]) {
    const before = process.env["NODE_ENV"];
    process.env["NODE_ENV"] = environment;
    for (const key of Object.keys(require.cache)) if (/[\\/]react(-dom)?[\\/]/.test(key)) Reflect.deleteProperty(require.cache, key);
    for (const name of Object.keys(require(specifier) as object)) names.add(name);
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
  return [...names].filter((name) => name !== "default").sort();
}

/** Entries that re-export a CommonJS package by name and as default. */
function sharedModules(): Plugin {
  return {
    name: "shared-modules",
    resolveId: (id) => (id.startsWith(ENTRY) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${ENTRY}`)) return null;
      const specifier = id.slice(ENTRY.length + 1);
      const names = exportedNames(specifier);
      const locals = names.map((name, index) => `const e${index.toString()} = module[${JSON.stringify(name)}];`);
      const exports = names.map((name, index) => `e${index.toString()} as ${name}`);
      return [
        `import module from ${JSON.stringify(specifier)};`,
        ...locals,
        `export { module as default, ${exports.join(", ")} };`,
      ].join("\n");
    },
    generateBundle() {
      const { version } = require("react/package.json") as { version: string };
      this.emitFile({ type: "asset", fileName: "versions.json", source: `${JSON.stringify({ react: version })}\n` });
    },
  };
}

function modules(flavour: "development" | "production"): UserConfig {
  return {
    plugins: [sharedModules()],
    define: { "process.env.NODE_ENV": JSON.stringify(flavour) },
    build: {
      outDir: flavour === "production" ? "dist/preview/modules/production" : "dist/preview/modules",
      emptyOutDir: flavour === "development",
      target: "es2022",
      rolldownOptions: {
        preserveEntrySignatures: "strict",
        input: Object.fromEntries(Object.entries(MODULES).map(([file, specifier]) => [file, ENTRY + specifier])),
        output: { entryFileNames: "[name].js", chunkFileNames: "shared-[hash].js", postBanner: LICENCE },
      },
    },
  };
}

const client: UserConfig = {
  build: {
    outDir: "dist/preview",
    emptyOutDir: false,
    target: "es2022",
    rolldownOptions: {
      preserveEntrySignatures: "strict",
      input: { client: fileURLToPath(new URL("preview-client/client.ts", import.meta.url)) },
      output: { entryFileNames: "[name].js" },
    },
  },
};

export default defineConfig(({ mode }) => ({
  configFile: false,
  publicDir: false,
  logLevel: "warn",
  ...(mode === "client" ? client : modules(mode === "modules-production" ? "production" : "development")),
}));
