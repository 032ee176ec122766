// @vitest-environment happy-dom
/** Builds the shared modules as the server gets them, and uses them as a page would. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type * as ReactModule from "react";
import type * as JsxRuntimeModule from "react/jsx-runtime";
import type * as ReactDomClientModule from "react-dom/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build, loadConfigFromFile, mergeConfig } from "vite";

let folder = "";
const load = async <T>(flavour: string, file: string): Promise<T> => (await import(/* @vite-ignore */ pathToFileURL(join(folder, flavour, file)).href)) as T;

beforeAll(async () => {
  // What is in node_modules is imported by Node itself, as it stands.
  folder = await mkdtemp(resolve("node_modules", ".shared-modules-"));
  await writeFile(join(folder, "package.json"), '{"type": "module"}');
  for (const mode of ["modules", "modules-production"]) {
    const loaded = await loadConfigFromFile({ command: "build", mode }, "vite.preview.config.ts");
    await build(mergeConfig(loaded?.config ?? {}, { mode, build: { outDir: join(folder, mode), emptyOutDir: true } }));
  }
}, 60_000);

afterAll(async () => { await rm(folder, { recursive: true, force: true }); });

describe.each(["modules", "modules-production"])("%s", (flavour) => {
  it("are five entries, their chunks and the version", async () => {
    const files = await readdir(join(folder, flavour));
    expect(files).toEqual(expect.arrayContaining(["react.js", "react-dom.js", "react-dom-client.js", "react-jsx-runtime.js", "react-jsx-dev-runtime.js", "versions.json"]));
    expect(files.filter((file) => !/^(react[a-z-]*\.js|shared-[\w-]+\.js|versions\.json)$/.test(file))).toEqual([]);
    const installed = JSON.parse(await readFile("node_modules/react/package.json", "utf8")) as { version: string };
    expect(JSON.parse(await readFile(join(folder, flavour, "versions.json"), "utf8"))).toEqual({ react: installed.version });
  });

  it("import nothing but each other, and leave no process.env behind", async () => {
    for (const file of await readdir(join(folder, flavour))) {
      const text = await readFile(join(folder, flavour, file), "utf8");
      for (const [, specifier] of text.matchAll(/(?:^|[;\n])import\s*(?:[\w{},\s*$]+from\s*)?["'`]([^"'`]+)["'`]/g)) expect(specifier).toMatch(/^\.\/shared-/);
      expect(text).not.toContain("process.env");
    }
  });

  it("export every name of either flavour, and a default", async () => {
    const react = await load<typeof ReactModule & { default: typeof ReactModule }>(flavour, "react.js");
    for (const name of ["useState", "useEffect", "Suspense", "createContext", "lazy", "act", "captureOwnerStack", "version"]) expect(react).toHaveProperty(name);
    expect(react.default.useState).toBe(react.useState);
    expect(await load(flavour, "react-dom.js")).toHaveProperty("createPortal");
    expect(await load(flavour, "react-jsx-dev-runtime.js")).toHaveProperty("jsxDEV");
  });

  it("share one React: hooks work across them", async () => {
    const { useState, useEffect } = await load<typeof ReactModule>(flavour, "react.js");
    const { createRoot } = await load<typeof ReactDomClientModule>(flavour, "react-dom-client.js");
    const { jsx } = await load<typeof JsxRuntimeModule>(flavour, "react-jsx-runtime.js");
    const Counter = (): ReactModule.ReactNode => {
      const [count, setCount] = useState(0);
      useEffect(() => { setCount(1); }, []);
      return jsx("output", { children: count });
    };
    const container = document.createElement("div");
    createRoot(container).render(jsx(Counter, {}));
    await expect.poll(() => container.textContent).toBe("1");
  });
});
