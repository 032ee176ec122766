// From a prompt to a deployed app: the API does the work, a browser uses what comes of it.
//
//   MAQUETTE_URL=http://localhost:3001 node --test tour/
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { launch, openPage, shoot } from "../support/browser.mjs";
import { Api, askHost, SERVER, statusOf } from "../support/api.mjs";
import { addAndTick, assertTicked } from "../support/habits.mjs";
import { story } from "../support/steps.mjs";
import * as operations from "./operations.mjs";

const PROMPT = "a habit tracker with streaks and a weekly chart";
const COMPONENT = "src/App.tsx";
const STYLES = "src/styles.css";

test("from a prompt to a deployed app", { timeout: 300_000 }, async (t) => {
  const api = new Api();
  const browser = await launch();
  const { page, errors } = await openPage(browser);
  const streams = [];
  const follow = (...subscription) => {
    const stream = api.follow(...subscription);
    streams.push(stream);
    return stream;
  };
  t.after(async () => {
    for (const stream of streams) await stream.stop();
    await browser.close();
  });
  let project, conversation, generation, previews, deployed;

  const file = async (path) => (await api.ask(operations.FILE, { id: project.id, path })).project.file;
  const write = (path, text) => api.change(operations.WRITE, { id: project.id, input: { path, text } });
  const edit = async (path, from, to) => {
    const { text } = await file(path);
    assert.ok(text.includes(from), `${path} has ${from}`);
    await write(path, text.replace(from, to));
  };
  /** A mark that a reload wipes out. */
  const mark = () => page.evaluate(() => { window.survivor = true; });
  const isMarked = () => page.evaluate(() => window.survivor === true);
  const noErrors = () => assert.deepEqual(errors, [], "the browser's console is free of errors");

  await story(t, [
    ["a person registers, creates a project and describes the app", async () => {
      const account = { email: `tour-${randomUUID()}@example.com`, password: randomUUID() };
      api.token = (await api.change(operations.REGISTER, { input: account })).accessToken;
      ({ project } = await api.change(operations.CREATE, { input: { name: "Habits" } }));
      ({ conversation } = await api.change(operations.CONVERSE, { id: project.id }));
      ({ generation } = await api.change(operations.SEND, { id: conversation.id, input: { text: PROMPT, clientKey: randomUUID() } }));
    }],

    ["the stream shows every file being written, and ends", async () => {
      const items = await follow(operations.WATCH_GENERATION, { id: generation.id }).ended;
      const events = items.map(({ event }) => event);
      const last = events.at(-1);
      assert.equal(last.__typename, "GenerationFinished");
      assert.equal(last.status, "SUCCEEDED", last.failure);
      assert.equal(last.version.number, 1);
      assert.equal(events.filter(({ __typename }) => __typename === "GenerationFinished").length, 1);
      const streamed = new Map();
      for (const event of events) {
        if (event.__typename === "GenerationFileStarted") streamed.set(event.path, "");
        if (event.__typename === "GenerationFileDelta") streamed.set(event.path, streamed.get(event.path) + event.text);
      }
      assert.ok(streamed.has(COMPONENT) && streamed.has(STYLES), [...streamed.keys()].join(", "));
      for (const [path, text] of streamed) assert.equal(text, (await file(path))?.text, `${path} is what was streamed`);

      const middle = items[Math.floor(items.length / 2)];
      const rest = await follow(operations.WATCH_GENERATION, { id: generation.id, after: middle.cursor }).ended;
      assert.deepEqual(rest, items.slice(items.indexOf(middle) + 1), "a cursor brings exactly what came after it");
    }],

    ["the preview runs the app, and it can be used", async () => {
      await page.goto(project.preview.url);
      await page.getByRole("heading", { level: 1, name: "Habit Tracker" }).waitFor();
      await addAndTick(page, "Read a book");
      await page.reload();
      await assertTicked(page, "Read a book");
      await shoot(page, "tour-1-preview");
      noErrors();
    }],

    ["the API does not answer on the preview's host, nor the preview on the API's", async () => {
      const query = JSON.stringify({ query: "{ viewer { id } server { version } }" });
      const json = { "content-type": "application/json", authorization: `Bearer ${api.token}` };
      const refused = await askHost(project.preview.url, "/graphql", { method: "POST", body: query, headers: json });
      assert.equal(refused.status, 405);
      for (const path of ["/graphql", "/playground/", "/schema.graphql", "/health/ready"]) {
        const { status, text } = await askHost(project.preview.url, path);
        assert.equal(status, 404, path);
        assert.doesNotMatch(text, /maquette/i, path);
      }
      for (const path of ["/src/App.tsx", "/__maquette/client.js", "/__maquette/events"]) {
        assert.equal(await statusOf(path), 404, path);
      }
      const inPage = await page.evaluate(async (api) => {
        const own = await fetch("/graphql", { method: "POST", body: "{}" }).then(({ status }) => status);
        const other = await fetch(`${api}/graphql`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }).then(() => "answered", () => "refused");
        return { own, other };
      }, SERVER);
      assert.deepEqual(inPage, { own: 405, other: "refused" });
      errors.splice(0);
    }],

    ["a style sheet is exchanged without a reload", async () => {
      const { preview } = (await api.ask(operations.PREVIEW, { id: project.id })).project;
      previews = follow(operations.WATCH_PREVIEW, { id: project.id, after: preview.eventsCursor });
      await mark();
      const { text } = await file(STYLES);
      await write(STYLES, `${text}\n.app { outline: 7px solid rgb(1, 2, 3); }\n`);
      await page.waitForFunction(() => getComputedStyle(document.querySelector(".app")).outlineColor === "rgb(1, 2, 3)");
      assert.ok(await isMarked(), "the page was not reloaded");
      const { event } = await previews.first(({ event }) => event.paths?.includes(STYLES), "the event of the style sheet");
      assert.equal(event.stylesOnly, true);
    }],

    ["a component is changed with a reload", async () => {
      await mark();
      await edit(COMPONENT, "<h1>Habit Tracker</h1>", "<h1>Daybreak</h1>");
      await page.getByRole("heading", { level: 1, name: "Daybreak" }).waitFor();
      assert.ok(!(await isMarked()), "the page was reloaded");
      await assertTicked(page, "Read a book");
      const { event } = await previews.first(({ event }) => event.paths?.includes(COMPONENT), "the event of the component");
      assert.equal(event.stylesOnly, false);
      noErrors();
    }],

    ["a broken component is shown with its place, and reported", async () => {
      await edit(COMPONENT, "<h1>Daybreak</h1>", "<h1>Daybreak</h2>");
      const overlay = page.getByRole("alert");
      await overlay.waitFor();
      const words = await overlay.innerText();
      const [, line] = /src\/App\.tsx:(\d+)/.exec(words) ?? assert.fail(words);
      const source = (await file(COMPONENT)).text.split("\n");
      assert.match(source[line - 1], /Daybreak/, "the line is the broken one");
      assert.match(words, /h1/, "the message says what is wrong");
      const { event } = await previews.first(({ event }) => event.__typename === "PreviewErrored", "the report");
      assert.deepEqual([event.path, event.line], [COMPONENT, Number(line)]);
      const { diagnostics } = (await api.ask(operations.DIAGNOSTICS, { id: project.id })).project;
      assert.ok(diagnostics.some((found) => found.path === COMPONENT && found.severity === "ERROR"), JSON.stringify(diagnostics));
      await shoot(page, "tour-2-broken");
      errors.splice(0);
    }],

    ["an error while it runs is reported with its place in the source", async () => {
      await edit(COMPONENT, "<h1>Daybreak</h2>", "<h1 onClick={() => { throw new Error(\"a slip of mine\"); }}>Daybreak</h1>");
      const heading = page.getByRole("heading", { level: 1, name: "Daybreak" });
      await heading.waitFor();
      await page.getByRole("alert").waitFor({ state: "detached" });
      await heading.click();
      await page.getByRole("alert").getByText("a slip of mine", { exact: true }).waitFor();
      const { event } = await previews.first(({ event }) => event.message?.includes("a slip of mine"), "the report");
      const source = (await file(COMPONENT)).text.split("\n");
      assert.equal(event.path, COMPONENT);
      assert.match(source[event.line - 1], /a slip of mine/);
      errors.splice(0);
    }],

    ["restoring version 1 brings its files back, and keeps what was there", async () => {
      const { versions } = (await api.ask(operations.VERSIONS, { id: project.id })).project;
      const first = versions.nodes.find(({ number }) => number === 1);
      const { version } = await api.change(operations.RESTORE, { id: first.id });
      assert.equal(version.kind, "RESTORE");
      await page.getByRole("heading", { level: 1, name: "Habit Tracker" }).waitFor();
      await page.getByRole("alert").waitFor({ state: "detached" });
      await assertTicked(page, "Read a book");
      assert.doesNotMatch((await file(STYLES)).text, /outline: 7px/);
      const after = (await api.ask(operations.VERSIONS, { id: project.id })).project.versions.nodes;
      assert.deepEqual(after.map(({ number, kind }) => [number, kind]), [[3, "RESTORE"], [2, "MANUAL"], [1, "GENERATION"]]);
      noErrors();
    }],

    ["the export is the app with its git history", async () => {
      const { exportUrl, versions } = (await api.ask(operations.EXPORT, { id: project.id })).project;
      const folder = mkdtempSync(join(tmpdir(), "maquette-export-"));
      try {
        const response = await fetch(exportUrl);
        assert.equal(response.status, 200);
        const archive = join(folder, "app.zip");
        writeFileSync(archive, Buffer.from(await response.arrayBuffer()));
        execFileSync("unzip", ["-q", archive, "-d", folder]);
        rmSync(archive);
        const [top, ...others] = readdirSync(folder);
        assert.deepEqual(others, [], "everything lies in one folder");
        const git = (...args) => execFileSync("git", ["-C", join(folder, top), ...args], { encoding: "utf8", stdio: "pipe" });
        assert.equal(git("fsck", "--full", "--strict").trim(), "");
        assert.deepEqual(git("log", "--format=%H").trim().split("\n"), versions.nodes.map(({ commitId }) => commitId));
        assert.equal(git("status", "--porcelain").trim(), "", "the files are those of the head commit");
        assert.match(git("show", "HEAD~1:src/App.tsx"), /a slip of mine/, "the edits before the restore are in the history");
        assert.equal(readFileSync(join(folder, top, COMPONENT), "utf8"), (await file(COMPONENT)).text);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }],

    ["a deployment goes live", async () => {
      const { deployment } = await api.change(operations.DEPLOY, { id: project.id });
      const items = await follow(operations.WATCH_DEPLOYMENT, { id: deployment.id }).ended;
      const statuses = items.flatMap(({ event }) => event.deployment?.status ?? []);
      assert.equal(statuses.at(-1), "READY", JSON.stringify(items.at(-1)));
      assert.equal(new Set(statuses).size, statuses.length, `each status once: ${statuses}`);
      assert.ok(items.some(({ event }) => event.line), "there are log lines");
      deployed = (await api.ask(operations.LIVE, { id: project.id })).project;
      assert.equal(deployed.liveDeployment.id, deployment.id);
    }],

    ["the deployed app works, on its live address and on its own", async () => {
      await page.goto(deployed.liveUrl);
      await page.getByRole("heading", { level: 1, name: "Habit Tracker" }).waitFor();
      await page.getByRole("heading", { name: "No habits yet" }).waitFor();
      await addAndTick(page, "Water the plants");
      await page.reload();
      await assertTicked(page, "Water the plants");
      await shoot(page, "tour-3-deployed");
      await page.goto(deployed.liveDeployment.url);
      await page.getByRole("heading", { level: 1, name: "Habit Tracker" }).waitFor();
      assert.equal(await page.getByRole("article").count(), 0, "another origin has another storage");
      noErrors();
    }],

    ["the deployed app stays as it is while the project goes on", async () => {
      await edit(COMPONENT, "<h1>Habit Tracker</h1>", "<h1>Unfinished</h1>");
      await page.goto(deployed.liveUrl);
      await page.getByRole("heading", { level: 1, name: "Habit Tracker" }).waitFor();
      await assertTicked(page, "Water the plants");
      for (const path of ["/__maquette/client.js", "/__maquette/events", "/schema.graphql"]) {
        assert.equal((await askHost(deployed.liveUrl, path)).status, 404, path);
      }
      noErrors();
    }],

    ["a rotated preview leaves its old address empty", async () => {
      const { preview } = await api.change(operations.ROTATE, { id: project.id });
      assert.notEqual(preview.url, project.preview.url);
      assert.equal((await askHost(project.preview.url, "/", { headers: { accept: "text/html" } })).status, 404);
      await page.goto(preview.url);
      await page.getByRole("heading", { level: 1, name: "Unfinished" }).waitFor();
      noErrors();
    }],
  ]);
});
