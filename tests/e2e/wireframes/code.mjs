// Exported React code: type-checked (`tsc --strict`) and made into pages. TypeScript, React and Vite are
// those of the playground.
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const playground = path.resolve(import.meta.dirname, "../../../playground");
const require = createRequire(path.join(playground, "package.json"));
const ts = require("typescript");

/** Writes files into a folder in which React is found. */
export function lay(folder, files) {
  mkdirSync(folder, { recursive: true });
  const modules = path.join(folder, "node_modules");
  if (!existsSync(modules)) symlinkSync(path.join(playground, "node_modules"), modules);
  for (const { path: name, text } of files) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return files.map(({ path: name }) => path.join(folder, name)).filter((file) => /\.tsx?$/.test(file));
}

/** What `tsc --strict` has to say, and that nothing stands there unused. */
export function typeProblems(code) {
  const program = ts.createProgram(code, {
    strict: true,
    noEmit: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    jsx: ts.JsxEmit.ReactJSX,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: [],
    skipLibCheck: true,
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const place = file ? `${file.fileName}:${file.getLineAndCharacterOfPosition(start).line + 1} ` : "";
    return place + ts.flattenDiagnosticMessageText(messageText, "\n");
  });
}

/** Bundles modules whose default exports are screens; answers what a browser is to be served, by path. */
export async function bundled(folder, names) {
  const { build } = await import(pathToFileURL(path.join(path.dirname(require.resolve("vite/package.json")), "dist/node/index.js")).href);
  const input = {};
  for (const name of names) {
    const entry = path.join(folder, `${name}.main.tsx`);
    writeFileSync(entry, `import { createRoot } from "react-dom/client";\nimport Page from "./${name}.tsx";\ncreateRoot(document.getElementById("root")!).render(<Page />);\n`);
    input[name] = entry;
  }
  const out = path.join(folder, "out");
  await build({
    root: folder,
    configFile: false,
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
    oxc: { jsx: { runtime: "automatic" } },
    build: { outDir: out, emptyOutDir: true, minify: false, modulePreload: false, rolldownOptions: { input, output: { entryFileNames: "[name].js", chunkFileNames: "[name].js" } } },
  });
  const served = new Map();
  for (const file of readdirSync(out)) served.set(`/${file}`, { contentType: "text/javascript", body: readFileSync(path.join(out, file), "utf8") });
  for (const name of names) {
    const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title></head><body><div id="root"></div><script type="module" src="/${name}.js"></script></body></html>\n`;
    served.set(`/${name}-react.html`, { contentType: "text/html", body });
  }
  return served;
}
