// Server-sent events: graphql-sse's own client with resume.ts, a browser's EventSource, and the
// stream itself, byte by byte.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { EventSource } from "eventsource";
import { createClient } from "graphql-sse";
import { resumable } from "../../../playground/src/resume.ts";
import { fetchWithLateEnd } from "../../../playground/src/resume-sse.ts";
import { Cutter } from "../support/cutter.mjs";
import { Person } from "../support/person.mjs";
import { randomly, SEED } from "../support/random.mjs";
import { startServer } from "../support/server.mjs";
import { pause, until, within } from "../support/wait.mjs";
import { CUTS, GENERATION_EVENTS, LIMIT, PROJECT_EVENTS, collect, followThroughCuts, plainClient, sameEvents } from "./story.mjs";

const JSON_TYPE = { "content-type": "application/json" };
const STREAM = { accept: "text/event-stream" };

function connect(port, person) {
  const client = createClient({
    url: `http://localhost:${port}/graphql`,
    headers: () => person.headers,
    retryAttempts: Infinity,
    retry: () => pause(Math.random() * 10),
    fetchFn: fetchWithLateEnd,
  });
  return { ...resumable(client), dispose: () => client.dispose() };
}

describe("server-sent events", { timeout: 2 * LIMIT }, () => {
  let server, ada;
  before(async () => {
    server = await startServer();
    ada = await Person.register(server);
  });
  after(() => server.close());

  /** A project with a finished turn: a stream that has an end. */
  async function turn() {
    const { id } = await ada.project();
    const generationId = await ada.say(await ada.conversation(id), "a habit tracker with streaks");
    const client = plainClient(server, ada);
    const items = await collect(client, "generationEvents", GENERATION_EVENTS, { generationId });
    await client.dispose();
    return { generationId, items };
  }

  const ask = (body, headers = {}) =>
    fetch(server.endpoint, { method: "POST", headers: { ...JSON_TYPE, ...STREAM, ...ada.headers, ...headers }, body: JSON.stringify(body) });

  it(`follows files and turns through ${CUTS} cut connections`, (t) => followThroughCuts(t, server, connect, SEED));

  it("goes on when the server restarts", async () => {
    const { id: projectId, eventsCursor: after } = await ada.project();
    const client = connect(server.port, ada);
    const reading = collect(client, "projectEvents", PROJECT_EVENTS, { projectId, after }, ({ event }) => event.paths?.includes("2.txt") ?? false);
    await ada.write(projectId, "1.txt", "");
    await server.stop();
    await server.start();
    await ada.write(projectId, "2.txt", "");
    assert.deepEqual((await reading).map(({ event }) => event.paths), [["1.txt"], ["2.txt"]]);
    client.dispose();
  });

  describe("over a longer time", { concurrency: 4 }, () => {
    /** Reads as a page does: the browser connects again and says the last event's id; nothing else. */
    function follow(port, query, variables, field) {
      const items = [];
      const address = `http://localhost:${port}/graphql?${new URLSearchParams({ query, variables: JSON.stringify(variables) })}`;
      const asks = [];
      const source = new EventSource(address, {
        fetch: (input, init) => {
          asks.push(init.headers["Last-Event-ID"]);
          return fetch(input, { ...init, headers: { ...init.headers, ...ada.headers } });
        },
      });
      const ended = new Promise((resolve, reject) => {
        source.addEventListener("next", ({ data, lastEventId }) => {
          const item = JSON.parse(data).data[field];
          if (lastEventId !== item.cursor) reject(new Error(`The id is ${lastEventId}, the cursor ${item.cursor}`));
          items.push(item);
        });
        source.addEventListener("complete", () => {
          source.close();
          resolve(items);
        });
        source.addEventListener("error", ({ code, message }) => {
          if (source.readyState === EventSource.CLOSED) reject(new Error(`${code} ${message}`));
        });
      });
      return { items, asks, ended, close: () => source.close() };
    }

    it("a browser's EventSource reads a stream to its end", async () => {
      const { generationId, items } = await turn();
      const reader = follow(server.port, GENERATION_EVENTS, { generationId }, "generationEvents");
      sameEvents(await within(10_000, reader.ended, "the end"), items);
      assert.equal(reader.asks.length, 1);
    });

    it("a browser's EventSource resumes with Last-Event-ID, over variables that name an earlier cursor", async () => {
      const { id: projectId, eventsCursor: after } = await ada.project();
      // Browsers wait for seconds before they come again, so these are few cuts.
      const cutter = await Cutter.start(server.port, randomly(SEED), 3);
      const reader = follow(cutter.port, PROJECT_EVENTS, { projectId, after }, "projectEvents");
      let written = 0;
      while (!cutter.done) {
        await ada.write(projectId, `${written++}.txt`, "");
        await pause(20);
      }
      await ada.write(projectId, "last.txt", "");
      await until(() => reader.items.some(({ event }) => event.paths?.includes("last.txt")), "the last file", 20_000);
      reader.close();
      assert.deepEqual(reader.items.flatMap(({ event }) => event.paths), [...Array.from({ length: written }, (_, index) => `${index}.txt`), "last.txt"]);
      assert.ok(reader.asks.filter(Boolean).length > 0);
      await cutter.close();
    });

    it("has signs of life while nothing happens", async () => {
      const { id: projectId } = await ada.project();
      const control = new AbortController();
      const response = await fetch(server.endpoint, {
        method: "POST", signal: control.signal, headers: { ...JSON_TYPE, ...STREAM, ...ada.headers },
        body: JSON.stringify({ query: PROJECT_EVENTS, variables: { projectId } }),
      });
      const reader = response.body.getReader();
      const { value } = await within(25_000, reader.read(), "a heartbeat");
      // A comment, which every reader skips.
      assert.match(Buffer.from(value).toString(), /^:[^\n]*\n\n?/);
      control.abort();
    });
  });

  it("begins behind Last-Event-ID, whatever the variables say", async () => {
    const { generationId, items } = await turn();
    const at = Math.floor(items.length / 2);
    for (const variables of [{ generationId }, { generationId, after: items[0].cursor }]) {
      const response = await ask({ query: GENERATION_EVENTS, variables }, { "last-event-id": items[at].cursor });
      const events = parse(await response.text());
      sameEvents(events.filter(({ event }) => event === "next").map(({ data }) => JSON.parse(data).data.generationEvents), items.slice(at + 1));
    }
  });

  it("is written as the protocol has it: next with data and the cursor as id, then complete", async () => {
    const { generationId, items } = await turn();
    const response = await ask({ query: GENERATION_EVENTS, variables: { generationId } });
    assert.equal(response.status, 200);
    assert.match(response.headers.get("content-type"), /^text\/event-stream(; *charset=utf-8)?$/);
    assert.match(response.headers.get("cache-control") ?? "", /no-cache|no-store/);
    const events = parse(await response.text());
    // An empty `data`, without which EventSource would not say that the stream is complete.
    assert.deepEqual(events.at(-1), { event: "complete", data: "" });
    const nexts = events.slice(0, -1);
    assert.ok(nexts.every(({ event }) => event === "next"));
    assert.deepEqual(nexts.map(({ id }) => id), items.map(({ cursor }) => cursor));
    assert.deepEqual(nexts.map(({ data }) => JSON.parse(data)), items.map((generationEvents) => ({ data: { generationEvents } })));
  });

  it("answers single results with one next", async () => {
    const response = await ask({ query: "{ viewer { id } }" });
    assert.deepEqual(parse(await response.text()), [
      { event: "next", data: JSON.stringify({ data: { viewer: { id: ada.id } } }) },
      { event: "complete", data: "" },
    ]);
  });

  it("reports what is wrong with a document as an event, because that is what was accepted", async () => {
    for (const [query, code] of [
      ["subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"],
      ["{", "GRAPHQL_VALIDATION_FAILED"],
      ['subscription { generationEvents(generationId: "gen_01arz3ndektsv4rrffq69g5fav") { cursor } }', "NOT_FOUND"],
    ]) {
      const response = await ask({ query });
      assert.equal(response.status, 200, query);
      const [next, complete] = parse(await response.text());
      const { errors } = JSON.parse(next.data);
      assert.equal(errors[0].extensions.code, code);
      assert.match(errors[0].extensions.requestId, /^[0-9a-f]{16}$/);
      assert.equal(complete.event, "complete");
    }
  });

  it("refuses a bad token as every request: 401", async () => {
    const response = await ask({ query: "{ viewer { id } }" }, { authorization: "Bearer nonsense" });
    assert.equal(response.status, 401);
    await response.text();
  });

  it("refuses mutations in addresses: 405", async () => {
    const address = `${server.endpoint}?${new URLSearchParams({ query: 'mutation { projectCreate(input: { name: "x" }) { project { id } } }' })}`;
    const response = await fetch(address, { headers: { ...STREAM, ...ada.headers } });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get("allow"), "POST");
    await response.text();
  });

  it("refuses subscriptions to those who accept no stream", async () => {
    const response = await ask({ query: PROJECT_EVENTS, variables: { projectId: "x" } }, { accept: "application/graphql-response+json" });
    assert.ok(response.status >= 400 && response.status < 500);
    assert.ok((await response.json()).errors.length > 0);
  });

  it("ends a stream within 2 s of its session: what follows needs another token", async () => {
    const other = await ada.onAnotherDevice();
    const { id: projectId, eventsCursor: after } = await ada.project();
    const response = await ask({ query: PROJECT_EVENTS, variables: { projectId, after } }, other.headers);
    const body = response.text().catch(() => "");
    await other.signOut();
    const text = await within(3_000, body, "the end of the stream");
    assert.ok(!parse(text).some(({ data }) => data.includes('"projectEvents":{')));
  });
});

/** The events of a stream, as https://html.spec.whatwg.org/multipage/server-sent-events.html reads them. */
function parse(text) {
  const blocks = text.split(/\r?\n\r?\n/).map((block) => block.split(/\r?\n/).filter((line) => line && !line.startsWith(":")));
  return blocks.filter((lines) => lines.length > 0).map((lines) => {
    const event = {};
    for (const line of lines) {
      const [, name, value] = /^(\w+)(?:: ?(.*))?$/.exec(line);
      event[name] = name in event ? `${event[name]}\n${value ?? ""}` : (value ?? "");
    }
    return event;
  });
}
