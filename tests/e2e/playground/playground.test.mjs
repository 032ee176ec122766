// The starter tabs alone: from nothing to a deployed app, as a newcomer who types nothing.
// Needs a server that nobody else uses, and leaves a screenshot of every step in output/.
//
//   MAQUETTE_URL=http://localhost:3001 node --test playground/
import assert from "node:assert/strict";
import { test } from "node:test";
import { SERVER, statusOf } from "../support/api.mjs";
import { launch, openPage, shoot } from "../support/browser.mjs";
import { addAndTick, assertTicked } from "../support/habits.mjs";
import { story } from "../support/steps.mjs";

/** The tabs in order; what the answer must say; whether it comes as a stream. */
const TABS = [
  ["Register", /"role":"ADMIN"/],
  ["CreateProject", /"viewerRole":"OWNER"/],
  ["StartConversation", /"kind":"AI"/],
  ["SendPrompt", /"status":"QUEUED"/],
  ["WatchGeneration", /"GenerationFinished"[^]*"SUCCEEDED"/],
  ["ReadApp", /"project":\{/],
  ["SendFollowUp", /"status":"QUEUED"/],
  ["WatchFollowUp", /"GenerationFinished"[^]*"SUCCEEDED"/],
  ["CompareVersions", /"project":\{/],
  ["RestoreVersion", /"kind":"RESTORE"/],
  ["Export", /\/exports\//],
  ["Deploy", /"provider":"LOCAL"/],
  ["WatchDeployment", /"status":"READY"/],
  ["LiveAddress", /apps\.localhost/],
];

test("the starter tabs lead a newcomer to a deployed app", { timeout: 300_000 }, async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const { context, page, errors } = await openPage(browser);
  const strip = page.getByRole("complementary", { name: "Tour" });
  const card = strip.getByRole("region", { name: "Next step" });
  const noErrors = () => assert.deepEqual(errors, [], "the browser's console is free of errors");
  /** Opens what a link of the strip leads to. */
  const openLink = async (name) => {
    const [opened] = await Promise.all([context.waitForEvent("page"), strip.getByRole("link", { name }).first().click()]);
    return opened;
  };
  let number = 0;
  const shot = (name) => shoot(page, `playground-${String(number++).padStart(2, "0")}-${name}`);
  let preview;

  /** Runs the tab that is open with its own button, and waits for the strip to tick it off. */
  async function run(name, expected) {
    await page.getByRole("tab", { name, selected: true }).waitFor();
    await page.getByRole("button", { name: /^Execute query/ }).click();
    const answer = await waitForAnswer(page, expected);
    assert.doesNotMatch(answer, /"errors":\[\{/, answer);
    assert.doesNotMatch(answer, /"userErrors":\[\{/, answer);
    await strip.locator(".step[aria-current]").getByText("(done)").waitFor({ state: "attached" });
    assert.deepEqual(await strip.locator(".notice-bad").allInnerTexts(), []);
    await page.waitForTimeout(150);
    await shot(name);
  }

  await story(t, [
    ["the first page leads to the playground", async () => {
      await page.goto(SERVER);
      await shot("first-page");
      for (const link of await page.getByRole("link").all()) {
        assert.equal(await statusOf(await link.getAttribute("href")), 200, await link.innerText());
      }
      await page.getByRole("link", { name: "Open the playground" }).click();
      await page.getByRole("button", { name: /^Execute query/ }).waitFor();
      await card.getByText("Make an account").waitFor();
      await page.waitForFunction(() => document.querySelector(".graphiql-editor-tool")?.textContent.includes("example.com"));
      await shot("start");
      noErrors();
    }],
    ...TABS.map(([name, expected], index) => [`tab ${index + 1}: ${name}`, async () => {
      if (index > 0) await page.getByRole("tab", { name, exact: true }).click();
      await run(name, expected);
      if (name === "ReadApp") {
        preview = await openLink("Open the preview");
        await preview.getByRole("heading", { level: 1, name: "Habit Tracker" }).waitFor();
        await addAndTick(preview, "Read a book");
      }
      if (name === "WatchFollowUp") await showsTitle(preview, "Daybreak");
      if (name === "RestoreVersion") await showsTitle(preview, "Habit Tracker");
      noErrors();
    }]),
    ["the deployed app can be used", async () => {
      const app = await openLink("Open the deployed app");
      await app.getByRole("heading", { level: 1, name: "Habit Tracker" }).waitFor();
      await addAndTick(app, "Water the plants");
      await app.reload();
      await assertTicked(app, "Water the plants");
      await card.getByText("That was the tour").waitFor();
      noErrors();
    }],
    ["a reload keeps the session, the tabs and the tour", async () => {
      await page.reload();
      await card.getByText("That was the tour").waitFor();
      await strip.getByText("Signed in as You").waitFor();
      await page.getByRole("tab", { name: "ReadApp", exact: true }).click();
      await run("ReadApp", /"project":\{/);
      noErrors();
    }],
    ["mistakes are explained: a tab that waits for another one", async () => {
      await card.getByRole("button", { name: "Start over" }).click();
      await card.getByText("Create a project").waitFor();
      await page.getByRole("tab", { name: "StartConversation", exact: true }).click();
      await page.getByRole("button", { name: /^Execute query/ }).click();
      await strip.getByRole("status").getByText("Run the tab “CreateProject”").waitFor();
      await shot("needs-a-project");
      noErrors();
    }],
    ["mistakes are explained: an address that is taken", async () => {
      await page.getByRole("tab", { name: "Register", exact: true }).click();
      await page.getByRole("button", { name: /^Execute query/ }).click();
      await waitForAnswer(page, /"TAKEN"/);
      await strip.getByRole("status").getByText(/sign in/).waitFor();
      await shot("taken");
      await strip.getByRole("button", { name: "Sign out" }).click();
      await card.getByText("Make an account").waitFor();
      await strip.getByRole("button", { name: "Or log in" }).click();
      await run("LogIn", /"accessToken":"ey/);
      noErrors();
    }],
    ["the panel's own button runs tabs and opens the next one", async () => {
      await card.getByRole("button", { name: "Open the next tab" }).click();
      await page.getByRole("tab", { name: "CreateProject", selected: true }).waitFor();
      await card.getByRole("button", { name: "Run this tab" }).click();
      await waitForAnswer(page, /"viewerRole":"OWNER"/);
      await card.getByText("Start a conversation").waitFor();
      noErrors();
    }],
  ]);
});

test("the pages follow the colours that the system prefers", async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const { page, errors } = await openPage(browser, { colorScheme: "dark" });
  const darkness = (selector) => page.locator(selector).first().evaluate((element) => {
    const [red, green, blue] = getComputedStyle(element).backgroundColor.match(/[\d.]+/g).map(Number);
    return red + green + blue < 200;
  });
  await page.goto(SERVER);
  assert.ok(await darkness("main"));
  await shoot(page, "playground-dark-first-page");
  await page.goto(`${SERVER}/playground/`);
  await page.getByRole("button", { name: /^Execute query/ }).waitFor();
  await page.getByRole("tab", { name: "Register", selected: true }).waitFor();
  assert.ok(await darkness(".strip"));
  await shoot(page, "playground-dark-start");
  assert.deepEqual(errors, []);
});

async function showsTitle(page, name) {
  // A page in the background gives up its stream, and catches up when it is looked at.
  await page.bringToFront();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await assertTicked(page, "Read a book");
}

/**
 * The response pane's text, once it matches: what is in sight of it, for the editor draws no more,
 * and without white space, for it breaks lines where they fit.
 */
async function waitForAnswer(page, expected) {
  await page.bringToFront();
  const pane = page.getByRole("region", { name: "Operation Response" }).or(page.locator(".result-window"));
  const end = Date.now() + 30_000;
  for (;;) {
    const text = (await pane.first().innerText()).replace(/\s/g, "");
    if (expected.test(text)) return text;
    if (Date.now() > end) assert.fail(`${expected} in the response pane: ${text}`);
    await page.waitForTimeout(50);
  }
}
