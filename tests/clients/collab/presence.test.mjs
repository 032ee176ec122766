// Who is here, for Yjs' clients and GraphQL's: also after a server was killed, nobody who is not.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { Person } from "../support/person.mjs";
import { randomly, SEED } from "../support/random.mjs";
import { startServer } from "../support/server.mjs";
import { pause, until } from "../support/wait.mjs";
import { Painter } from "./painter.mjs";
import { createWireframe } from "./wireframe.mjs";

/** Within which whoever is gone is gone for all, in milliseconds. */
const GONE = 2_000;

const PRESENCE = `subscription ($id: ID!, $session: ID) {
  presence(projectId: $id, sessionId: $session) {
    __typename
    ... on PresenceSnapshot { sessions { sessionId user { displayName } wireframeId x } }
    ... on PresenceChanged { session { sessionId user { displayName } wireframeId x } }
    ... on PresenceLeft { sessionId }
  }
}`;

describe("presence", { timeout: 120_000 }, () => {
  let server, ada, bob, projectId;
  before(async () => {
    server = await startServer();
    [ada, bob] = [await Person.register(server, "Ada"), await Person.register(server, "Bob")];
    projectId = (await ada.project()).id;
    await ada.invite(projectId, bob, "EDITOR");
  });
  after(() => server.close());

  async function painter(person, wireframe, state) {
    const one = new Painter({ name: person.email, network: server, person, wireframe, random: randomly(SEED) });
    one.provider.awareness.setLocalState(state);
    await one.connect();
    await until(() => one.synced, "a painter is there");
    return one;
  }

  /** Follows who is in the project; `here` is kept up to date. `session` is its own. */
  function watch(person, session) {
    const here = new Map();
    const client = createClient({
      url: server.socket, webSocketImpl: WebSocket, connectionParams: () => person.headers,
      retryAttempts: Infinity, retryWait: () => pause(20), shouldRetry: () => true,
    });
    client.subscribe({ query: PRESENCE, variables: { id: projectId, session } }, {
      next: ({ data }) => {
        const { __typename, sessions = [], session: one, sessionId } = data.presence;
        if (__typename === "PresenceSnapshot") here.clear();
        for (const each of one ? [one] : sessions) here.set(each.sessionId, each);
        if (__typename === "PresenceLeft") here.delete(sessionId);
      },
      error: () => {},
      complete: () => {},
    });
    return { here, leave: () => void client.dispose() };
  }

  const session = (one) => `y-${one.doc.clientID}`;
  const ids = (here) => [...here.keys()].sort();
  /** The sessions that a painter sees, its own included. */
  const seenBy = (one) => [...one.provider.awareness.getStates()].map(([id, state]) => state.sessionId ?? `y-${id}`).sort();

  it("is one thing for Yjs' clients and for GraphQL's: the same people, named by the server", async () => {
    const { id: wireframe } = await createWireframe(ada, projectId);
    const one = await painter(ada, wireframe, { x: 1, y: 2, selection: ["a"], user: { name: "Somebody else", id: "forged" } });
    const other = await painter(bob, wireframe, { x: 3 });
    const program = watch(bob, "program");
    await bob.change(
      `mutation ($id: ID!, $wireframe: ID!) {
        presenceUpdate(projectId: $id, input: { sessionId: "program", wireframeId: $wireframe, x: 5 }) { accepted userErrors { message } }
      }`,
      { id: projectId, wireframe },
    );
    const all = [session(one), session(other), "program"].sort();
    await until(() => ids(program.here).join() === all.join(), "GraphQL sees all");
    for (const each of [one, other]) await until(() => seenBy(each).join() === all.join(), "Yjs sees all");
    assert.deepEqual(program.here.get(session(one)), { sessionId: session(one), user: { displayName: "Ada" }, wireframeId: wireframe, x: 1 });
    const seen = other.provider.awareness.getStates().get(one.doc.clientID);
    assert.equal(seen.user.name, "Ada");
    assert.equal(seen.user.id, ada.id);
    assert.match(seen.user.color, /^#[0-9a-f]{6}$/i);
    assert.deepEqual({ x: seen.x, y: seen.y, selection: seen.selection }, { x: 1, y: 2, selection: ["a"] });

    const left = performance.now();
    one.leave();
    await until(() => !program.here.has(session(one)) && seenBy(other).join() === ["program", session(other)].sort().join(), "it is gone", GONE);
    assert.ok(performance.now() - left < GONE);
    for (const each of [other, program]) each.leave();
  });

  it("shows no ghosts after a kill: within two seconds only those who are connected", async () => {
    const { id: wireframe } = await createWireframe(ada, projectId);
    const staying = [await painter(ada, wireframe, { x: 1 }), await painter(bob, wireframe, { x: 2 })];
    const going = [await painter(ada, wireframe, { x: 3 }), await painter(bob, wireframe, { x: 4 })];
    const watcher = watch(ada);
    const all = [...staying, ...going].map(session).sort();
    await until(() => ids(watcher.here).join() === all.join(), "all are seen");

    await server.kill();
    for (const one of going) one.leave();
    await server.start();
    const begun = performance.now();
    const left = staying.map(session).sort();
    await until(() => staying.every(({ synced }) => synced), "those who stay are back", 10_000);
    await pause(Math.max(0, GONE - (performance.now() - begun)));
    const late = watch(bob);
    await until(() => late.here.size > 0, "a snapshot");
    assert.deepEqual(ids(late.here), left, "who asks now");
    assert.deepEqual(ids(watcher.here), left, "who has been watching");
    for (const one of staying) assert.deepEqual(seenBy(one), left, "a client of Yjs");
    for (const one of [...staying, watcher, late]) one.leave();
  });
});
