// graphql-ws' own client with resume.ts: through cut sockets and restarted servers, every event once.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { resumable } from "../../../playground/src/resume.ts";
import { Person } from "../support/person.mjs";
import { SEED } from "../support/random.mjs";
import { startServer } from "../support/server.mjs";
import { pause, until } from "../support/wait.mjs";
import { CUTS, LIMIT, PROJECT_EVENTS, collect, followThroughCuts, plainClient, sameEvents } from "./story.mjs";

/** A client as an app would make it, but that it does not wait for seconds before it comes again. */
function connect(port, person) {
  const client = createClient({
    url: `ws://localhost:${port}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: () => person.headers,
    retryAttempts: Infinity,
    retryWait: () => pause(Math.random() * 10),
    shouldRetry: () => true,
  });
  return { ...resumable(client), dispose: () => client.dispose() };
}

describe("graphql-ws with resume.ts", { timeout: 2 * LIMIT }, () => {
  let server;
  before(async () => { server = await startServer(); });
  after(() => server.close());

  it(`follows files and turns through ${CUTS} cut sockets`, (t) => followThroughCuts(t, server, connect, SEED));

  for (const [what, stop] of [["restarts", () => server.stop()], ["is killed and started", () => server.kill()]]) {
    it(`goes on when the server ${what}`, async () => {
      const person = await Person.register(server);
      const { id: projectId, eventsCursor: after } = await person.project();
      const client = connect(server.port, person);
      const isLast = ({ event }) => event.paths?.includes("9.txt") ?? false;
      const items = [];
      const reading = collect(
        { iterate: (payload) => watched(client.iterate(payload), items) },
        "projectEvents", PROJECT_EVENTS, { projectId, after }, isLast,
      );
      for (let index = 0; index < 10; index++) {
        await person.write(projectId, `${index}.txt`, "");
        if (index % 3 !== 2) continue;
        await until(() => items.length > index, "the events so far");
        await stop();
        await server.start();
      }
      const seen = await reading;
      const uncut = plainClient(server, person);
      sameEvents(seen, await collect(uncut, "projectEvents", PROJECT_EVENTS, { projectId, after }, isLast));
      assert.equal(seen.length, 10);
      await uncut.dispose();
      client.dispose();
    });
  }

  it("gets itself another token where the first expires: 4403 is worth another try", async () => {
    const person = await Person.register(server);
    const { id: projectId, eventsCursor: after } = await person.project();
    let attempts = 0;
    const client = createClient({
      url: server.socket,
      webSocketImpl: WebSocket,
      connectionParams: () => ({ authorization: `Bearer ${attempts++ === 0 ? person.tokenUntil(Date.now() / 1000 + 1) : person.token}` }),
      retryAttempts: 5,
      retryWait: () => pause(10),
    });
    const reading = collect(resumable(client), "projectEvents", PROJECT_EVENTS, { projectId, after }, ({ event }) => event.paths.includes("2.txt"));
    await person.write(projectId, "1.txt", "");
    await until(() => attempts === 2, "another attempt");
    await person.write(projectId, "2.txt", "");
    assert.deepEqual((await reading).map(({ event }) => event.paths), [["1.txt"], ["2.txt"]]);
    await client.dispose();
  });

  it("does not try again where it cannot help: an invalid message is fatal", async () => {
    let attempts = 0;
    const client = createClient({
      url: server.socket, webSocketImpl: WebSocket, retryAttempts: 5, retryWait: () => pause(10), shouldRetry: () => true,
      connectionParams: () => { attempts++; return { filler: "x".repeat(20_000) }; },
    });
    await assert.rejects(collect(client, "viewer", "{ viewer { id } }", {}), ({ code }) => code === 4400);
    assert.equal(attempts, 1);
  });
});

/** The same results, noted in `seen` as they come. */
async function* watched(results, seen) {
  for await (const result of results) {
    seen.push(result);
    yield result;
  }
}
