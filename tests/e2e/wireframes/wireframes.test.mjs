// What is drawn from words, by hand and with a project's own components comes out of the server as it was
// drawn: as pictures, as pages, as code. `SCREENSHOTS=1` leaves all of it in tests/e2e/output/wireframes.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { launch, OUTPUT } from "../support/browser.mjs";
import { story } from "../support/steps.mjs";
import { look as open } from "../wireframes-live/canvas.mjs";
import { bundled, lay, typeProblems } from "./code.mjs";
import { begin, built, drawn, exported, imported, told, withComponent } from "./drawings.mjs";
import { broken, misplaced } from "./pages.mjs";
import { SCREENS, TICKET } from "./screens.mjs";

const folder = path.join(OUTPUT, "wireframes");
const fixtures = path.join(import.meta.dirname, "fixtures");
const keeps = Boolean(process.env.SCREENSHOTS);
const only = process.env.ONLY;
/** Widths of a phone, a tablet and a small laptop. */
const NARROW = [390, 820, 1100];

test("exports of wireframes", async (t) => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const who = await begin();
  const drawings = new Map();
  const add = async (name, id) => drawings.set(name, await exported(who, id));
  const browser = await launch();
  let served = new Map();
  try {
    await story(t, [
      ["ten screens are drawn from words", async () => {
        for (const [at, prompt] of SCREENS.entries()) await add(`words-${at}`, await drawn(who, prompt));
        for (const { name, elements } of drawings.values()) assert.ok(elements.length >= 5, `${name} has ${elements.length} elements`);
      }],
      ["what was drawn by hand is imported", async () => {
        for (const file of readdirSync(fixtures)) await add(`hand-${path.basename(file, ".json")}`, await imported(who, readFileSync(path.join(fixtures, file), "utf8")));
      }],
      ["a component of the project's own shows what its template says, in every export", async () => {
        await add("own", await withComponent(who, TICKET, { route: "Leeds – Bergen", priority: true, stops: ["Hull", "Stavanger"] }));
        const { svg, html, react } = drawings.get("own");
        for (const { text } of [svg, html, react]) assert.ok(["Leeds – Bergen", "Stavanger"].every((words) => text.includes(words)), text);
      }],
      ["the canvas shows the template too, and follows what it is told", async () => {
        const { id } = drawings.get("own");
        const { context, page, errors } = await open(browser, who, id);
        const pass = page.locator('[data-element="pass"]');
        await pass.getByText("Leeds – Bergen").waitFor();
        assert.equal(await pass.locator("li").count(), 2);
        await told(who, id, "pass", { stops: ["Hull", "Stavanger", "Haugesund <b>pier</b>"] });
        await pass.getByText("3. Haugesund <b>pier</b>").waitFor();
        if (keeps) await page.screenshot({ path: path.join(folder, "own-canvas.png") });
        assert.deepEqual(errors, []);
        await context.close();
      }],
      ["pictures are as large as the canvas", async () => {
        for (const [name, { width, height, svg, png }] of drawings) {
          const picture = Buffer.from(png.base64, "base64");
          assert.deepEqual([picture.readUInt32BE(16), picture.readUInt32BE(20)], [width, height], name);
          assert.match(svg.text, /^<svg [^>]*>/);
          if (keeps) writeFileSync(path.join(folder, `${name}.png`), picture);
          if (keeps) writeFileSync(path.join(folder, `${name}.svg`), svg.text);
        }
      }],
      ["an app is built of them, and of the project's own component", async () => {
        const [landing, board, own] = ["words-0", "words-6", "own"].map((name) => drawings.get(name));
        const files = await built(who, [landing.id, board.id, own.id]);
        const all = files.map(({ text }) => text).join("\n");
        for (const { id, elements } of [landing, board, own]) {
          for (const element of elements) assert.ok(all.includes(`${id}/${element.id}`), `${element.component} ${element.id} is not in the code`);
        }
        const component = files.find(({ path }) => path.endsWith(`/components/${TICKET.name}.tsx`));
        assert.match(component?.text ?? "nothing", /stops\.map/);
        drawings.get("own").app = files.filter(({ path, text }) => text && path.startsWith("src/"));
      }],
      ["the code passes tsc --strict, and is bundled", async () => {
        const sources = path.join(folder, "code");
        const names = [...drawings.keys()];
        const code = lay(sources, names.map((name) => ({ path: `${name}.tsx`, text: drawings.get(name).react.text })));
        code.push(...lay(path.join(folder, "app"), drawings.get("own").app));
        assert.deepEqual(typeProblems(code), []);
        served = await bundled(sources, names);
        for (const [name, { html }] of drawings) served.set(`/${name}-html.html`, { contentType: "text/html", body: html.text });
      }],
      ["pages are as drawn, and whole on narrow screens", async () => {
        const problems = [];
        const context = await browser.newContext();
        await context.route("http://exports.test/**", (route) => route.fulfill(served.get(new URL(route.request().url()).pathname) ?? { status: 404 }));
        for (const [name, drawing] of drawings) {
          if (only && !name.includes(only)) continue;
          for (const kind of ["html", "react"]) problems.push(...(await look(context, name, kind, drawing)));
        }
        assert.equal(problems.length, 0, `${problems.length} problems:\n${problems.join("\n")}`);
      }],
    ]);
  } finally {
    await browser.close();
    if (!keeps) rmSync(folder, { recursive: true, force: true });
  }
});

/** What is wrong with a page, each with its name. */
async function look(context, name, kind, drawing) {
  const page = await context.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(`throws: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && !message.text().includes("404") && problems.push(`logs: ${message.text()}`));
  await page.setViewportSize({ width: drawing.width, height: drawing.height });
  await page.goto(`http://exports.test/${name}-${kind}.html`);
  await page.locator("[data-element]").first().waitFor({ state: "attached" });
  problems.push(...(await misplaced(page, drawing)));
  // By hand, one can draw less room than words need.
  problems.push(...(await broken(page)).filter((problem) => !(name.startsWith("hand-") && problem.includes(" cuts "))));
  if (keeps) await page.screenshot({ path: path.join(folder, `${name}-${kind}.png`), fullPage: true });
  for (const width of NARROW.filter((width) => width < drawing.width)) {
    await page.setViewportSize({ width, height: 844 });
    // Charts are drawn again once they have been measured.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    problems.push(...(await broken(page)).map((problem) => `at ${width} px: ${problem}`));
    if (keeps) await page.screenshot({ path: path.join(folder, `${name}-${kind}-${width}.png`), fullPage: true });
  }
  await page.close();
  return problems.map((problem) => `${name} (${drawing.name}, ${kind}): ${problem}`);
}
