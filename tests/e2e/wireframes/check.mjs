// Opens exported wireframes in Chromium and holds them against what was drawn:
//   node check.mjs <folder>
// The folder has, for each wireframe, <name>.json (as exported), <name>.html and, if it was built,
// react/<name>/index.html (see react.mjs). At the width of the canvas, every element's box must lie
// within 8 px of its frame; at 390 px nothing may be wider than the window, and what can be read must
// not lie over one another. Screenshots are put beside the pages.
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const folder = path.resolve(process.argv[2] ?? ".");
const TOLERANCE = 8;

/** Frames on the canvas by element id. */
function frames({ elements }) {
  const byId = new Map(elements.map((element) => [element.id, element]));
  const frame = (element) => {
    const above = element.parentId && byId.get(element.parentId);
    const { x, y } = above ? frame(above) : { x: 0, y: 0 };
    return { x: x + element.x, y: y + element.y, width: element.width, height: element.height };
  };
  return new Map(elements.map((element) => [element.id, frame(element)]));
}

/** The boxes of all elements in a page, by element id. */
function boxes(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("[data-element]")].map((tag) => {
      const { x, y, width, height } = tag.getBoundingClientRect();
      const id = tag.getAttribute("data-element").split("/").pop();
      return { id, x: x + scrollX, y: y + scrollY, width, height };
    }),
  );
}

async function exact(page, drawing) {
  const wanted = frames(drawing);
  const found = new Map((await boxes(page)).map((box) => [box.id, box]));
  const problems = [];
  for (const [id, frame] of wanted) {
    const box = found.get(id);
    if (!box) {
      problems.push(`${id} is missing`);
      continue;
    }
    const off = ["x", "y", "width", "height"].map((side) => box[side] - frame[side]);
    if (off.some((distance) => Math.abs(distance) > TOLERANCE)) {
      problems.push(`${id} is off by ${off.map((distance) => distance.toFixed(1)).join(", ")} (x, y, width, height)`);
    }
  }
  return problems;
}

/** What is wrong with a page on a narrow screen. */
function narrow(page) {
  return page.evaluate(() => {
    const problems = [];
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > wide) problems.push(`scrolls to ${document.documentElement.scrollWidth} px`);
    const scrolls = (tag) => {
      for (let above = tag; above && above !== document.body; above = above.parentElement) {
        if (["auto", "scroll"].includes(getComputedStyle(above).overflowX)) return true;
      }
      return false;
    };
    for (const tag of document.querySelectorAll("[data-element], [data-element] *")) {
      if (tag.closest("svg") && tag.tagName !== "svg") continue;
      const box = tag.getBoundingClientRect();
      if (box.width > 0 && box.right > wide + 1 && !scrolls(tag)) {
        problems.push(`<${tag.tagName.toLowerCase()} class="${tag.getAttribute("class") ?? ""}"> reaches ${box.right.toFixed(0)} px`);
      }
    }
    // Siblings in the flow do not lie over one another.
    const leaves = [...document.querySelectorAll("[data-element]")].filter((tag) => !tag.querySelector("[data-element]"));
    const layered = (tag) => {
      for (let above = tag; above && above !== document.body; above = above.parentElement) {
        if (getComputedStyle(above).position === "absolute") return true;
      }
      return false;
    };
    const flowing = leaves.filter((tag) => !layered(tag)).map((tag) => [tag, tag.getBoundingClientRect()]);
    flowing.forEach(([a, one], at) => {
      for (const [b, other] of flowing.slice(at + 1)) {
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (across > 2 && down > 2) problems.push(`${a.dataset.element} lies over ${b.dataset.element} by ${across.toFixed(0)} × ${down.toFixed(0)}`);
      }
    });
    return [...new Set(problems)].slice(0, 12);
  });
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const shots = path.join(folder, "screenshots");
mkdirSync(shots, { recursive: true });
let failed = 0;
for (const file of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
  const name = path.basename(file, ".json");
  const drawing = JSON.parse(readFileSync(path.join(folder, file), "utf8"));
  const pages = { html: path.join(folder, `${name}.html`), react: path.join(folder, "react", name, "index.html") };
  for (const [kind, source] of Object.entries(pages)) {
    if (!existsSync(source)) continue;
    const page = await browser.newPage({ viewport: { width: drawing.width, height: drawing.height } });
    const errors = [];
    page.on("pageerror", (error) => errors.push(`error: ${error.message}`));
    page.on("console", (message) => message.type() === "error" && errors.push(`console: ${message.text()}`));
    await page.goto(pathToFileURL(source).href);
    await page.waitForSelector("[data-element]", { state: "attached", timeout: 5000 }).catch(() => {});
    const problems = await exact(page, drawing);
    await page.screenshot({ path: path.join(shots, `${name}-${kind}.png`), fullPage: true });
    await page.setViewportSize({ width: 390, height: 844 });
    problems.push(...(await narrow(page)).map((problem) => `at 390 px: ${problem}`), ...errors);
    await page.screenshot({ path: path.join(shots, `${name}-${kind}-390.png`), fullPage: true });
    await page.setViewportSize({ width: 820, height: 1180 });
    problems.push(...(await narrow(page)).map((problem) => `at 820 px: ${problem}`));
    await page.screenshot({ path: path.join(shots, `${name}-${kind}-820.png`), fullPage: true });
    await page.close();
    console.log(`${problems.length ? "FAILED" : "ok    "} ${name} (${kind}), ${drawing.elements.length} elements`);
    problems.forEach((problem) => console.log(`         ${problem}`));
    failed += problems.length;
  }
}
await browser.close();
console.log(failed ? `${failed} problems` : "all within 8 px, and whole at 390 px");
process.exit(failed ? 1 : 0);
