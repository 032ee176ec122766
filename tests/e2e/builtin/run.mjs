// Drives generated apps in a real browser: every description and follow-up under prompts/.
//
//   node run.mjs [--host ./host.mjs] [--prompts first,second,…] [--only id,id] [--pages 4] [--shots DIR]
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { check } from "./checks.mjs";

const { values: options } = parseArgs({
  options: {
    host: { type: "string", default: new URL("./host.mjs", import.meta.url).pathname },
    prompts: { type: "string", default: "first,second,third,fourth,fifth,sixth,seventh,eighth,ninth" },
    pages: { type: "string", default: "4" },
    only: { type: "string" },
    shots: { type: "string" },
  },
});

const { open } = await import(pathToFileURL(resolve(options.host)));
const host = await open();
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

let failed = 0;
let passed = 0;
const started = Date.now();
const only = options.only?.split(",");
const queue = [];
for (const file of options.prompts.split(",")) {
  const { default: prompts } = await import(`./prompts/${file}.mjs`);
  queue.push(...prompts.filter((prompt) => !only || only.includes(prompt.id)));
}
const apps = queue.length;
async function work() {
  for (let prompt = queue.shift(); prompt; prompt = queue.shift()) await run(prompt);
}
await Promise.all(Array.from({ length: Number(options.pages) }, work));
await browser.close();
await host.close();
console.log(`${apps} apps: ${passed} steps passed, ${failed} failed, in ${Math.round((Date.now() - started) / 1000)} s`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

async function run(prompt) {
  const context = await browser.newContext({ viewport: { width: 1180, height: 860 } });
  const page = await context.newPage();
  // A loaded machine is slow, which is no fault of the app.
  page.setDefaultTimeout(20000);
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  try {
    const app = await host.create(prompt.prompt, prompt.id);
    const steps = [{ say: prompt.prompt, expect: prompt.expect }, ...prompt.then];
    for (const [at, step] of steps.entries()) {
      if (at > 0) {
        // An open preview would reload itself at the commit, in the middle of what is done here.
        await page.goto("about:blank");
        await app.followUp(step.say);
      }
      await page.goto(app.url);
      await page.locator("h1").first().waitFor();
      const problems = await check(page, step.expect, app.reply);
      problems.push(...errors.splice(0).map((error) => `console: ${error.slice(0, 300)}`));
      if (problems.length === 0) passed += 1;
      else failed += 1;
      for (const problem of problems) console.log(`✗ ${prompt.id} #${at} “${step.say.slice(0, 60)}”\n    ${problem}`);
      if (options.shots && (at === 0 || at === steps.length - 1)) await shots(page, `${prompt.id}-${at}`);
    }
  } catch (error) {
    failed += 1;
    console.log(`✗ ${prompt.id}: ${error.message.slice(0, 600)}`);
  }
  await context.close();
}

async function shots(page, name) {
  mkdirSync(options.shots, { recursive: true });
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of [1180, 390]) {
      await page.setViewportSize({ width, height: 860 });
      await page.reload();
      await page.locator("h1").first().waitFor();
      await page.screenshot({ path: `${options.shots}/${name}-${scheme}-${width}.png` });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1180, height: 860 });
}
