// Type-checks exported React code (`tsc --strict`) and builds it into pages that check.mjs opens:
//   node react.mjs <folder>
// The folder has react-src/<name>/src/… for each wireframe; the pages are put into react/<name>/.
// TypeScript, React and Vite are those of the playground.
import { mkdirSync, readdirSync, readFileSync, symlinkSync, existsSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const folder = path.resolve(process.argv[2] ?? ".");
const playground = path.resolve(process.env.PLAYGROUND ?? new URL("../../../playground", import.meta.url).pathname);
const require = createRequire(path.join(playground, "package.json"));
const ts = require("typescript");
const { build } = await import(pathToFileURL(path.join(path.dirname(require.resolve("vite/package.json")), "dist/node/index.js")).href);

const sources = path.join(folder, "react-src");
if (!existsSync(path.join(sources, "node_modules"))) symlinkSync(path.join(playground, "node_modules"), path.join(sources, "node_modules"));
const names = readdirSync(sources).filter((name) => existsSync(path.join(sources, name, "src")));
const files = (at) =>
  readdirSync(at, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? files(path.join(at, entry.name)) : [path.join(at, entry.name)]));

const code = names.flatMap((name) => files(path.join(sources, name, "src"))).filter((file) => /\.tsx?$/.test(file));
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
const problems = ts.getPreEmitDiagnostics(program);
for (const problem of problems.slice(0, 40)) {
  const place = problem.file ? `${path.relative(sources, problem.file.fileName)}:${problem.file.getLineAndCharacterOfPosition(problem.start).line + 1} ` : "";
  console.log(`${place}${ts.flattenDiagnosticMessageText(problem.messageText, "\n")}`);
}
console.log(`tsc --strict: ${code.length} files of ${names.length} wireframes, ${problems.length} problems`);
if (problems.length) process.exit(1);

for (const name of names) {
  const source = path.join(sources, name, "src");
  const screen = readdirSync(source).find((file) => file.endsWith("Screen.tsx"));
  const component = path.basename(screen, ".tsx");
  writeFileSync(
    path.join(sources, name, "main.tsx"),
    `import { createRoot } from "react-dom/client";\nimport { ${component} } from "./src/${component}";\ncreateRoot(document.getElementById("root")!).render(<${component} />);\n`,
  );
  const out = path.join(folder, "react", name);
  await build({
    root: path.join(sources, name),
    configFile: false,
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
    oxc: { jsx: { runtime: "automatic" } },
    build: { outDir: out, emptyOutDir: true, minify: false, lib: { entry: "main.tsx", formats: ["iife"], name: "screen", fileName: () => "screen.js", cssFileName: "screen" } },
  });
  mkdirSync(out, { recursive: true });
  const css = readFileSync(path.join(out, "screen.css"), "utf8");
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title><style>${css}</style></head><body><div id="root"></div><script src="screen.js"></script></body></html>\n`;
  writeFileSync(path.join(out, "index.html"), page);
}
console.log(`built ${names.length} pages`);
