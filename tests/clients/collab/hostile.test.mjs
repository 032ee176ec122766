// What a client must not do to a room: the process lives, the others go on, the drawing is unharmed, and the
// sender is told why it was shown out.
import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import * as Y from "yjs";
import { Person } from "../support/person.mjs";
import { randomly, SEED } from "../support/random.mjs";
import { startServer } from "../support/server.mjs";
import { pause, until } from "../support/wait.mjs";
import { good, hostile } from "./corpus.mjs";
import { isForest, sameElements, told } from "./elements.mjs";
import { Painter } from "./painter.mjs";
import { createWireframe, elementsOf, ticket } from "./wireframe.mjs";

const SYNC = 0;
const AWARENESS = 1;
/** What builds on something that nobody has may be asked for, once more, before its sender is shown out. */
const INCOMPLETE = new Set(["future-clock", "last-clock", "future-deletion", "gap", "unknown-parent", "long-skip"]);
/** What may pass as a drawing, or be put right: it is not the update that is wrong, but what it says. */
const MENDED = new Set([
  "element-is-a-number", "props-are-a-number", "fields-of-other-types", "out-of-range", "not-numbers", "unknown-component",
  "names", "large-prop", "many-props", "long-order", "deep-maps", "deep-parents", "long-cycle", "forgotten",
]);

describe("hostile clients", { timeout: 600_000 }, () => {
  let server, ada, bob, eve, projectId, wireframe, painters;
  before(async () => {
    server = await startServer();
    [ada, bob, eve] = [await Person.register(server, "Ada"), await Person.register(server, "Bob"), await Person.register(server, "Eve")];
    projectId = (await ada.project()).id;
    for (const other of [bob, eve]) await ada.invite(projectId, other, "EDITOR");
    ({ id: wireframe } = await createWireframe(ada, projectId));
    painters = [ada, bob].map((person, index) => new Painter({ name: `p${index}`, network: server, person, wireframe, random: randomly(SEED + index) }));
    for (const one of painters) await one.connect();
    for (let count = 0; count < 10; count++) painters.forEach((one) => one.keep());
    await goOn("the beginning");
  });
  after(async () => {
    for (const one of painters) one.leave();
    await server.close();
  });

  /** The others can still draw, and nothing that they drew has been lost. */
  async function goOn(what) {
    painters.forEach((one) => one.keep());
    for (const [one, other] of [painters, painters.toReversed()]) {
      const arrived = () => [...one.kept].every(([id, text]) => other.seen().get(id)?.props.text === text);
      await until(arrived, `the others go on after ${what}`, 5_000);
    }
    for (const one of painters) assert.deepEqual(one.closes, [], `nobody else is shown out after ${what}`);
  }

  /** A socket of Eve's, by hand. */
  async function open(query, id = wireframe) {
    const address = `ws://localhost:${server.port}/collab/${id}?${query ?? `ticket=${await ticket(eve, wireframe)}&ack=1`}`;
    const socket = new WebSocket(address);
    const seen = { socket, messages: [], closed: null };
    socket.on("message", (data) => seen.messages.push(data));
    socket.on("close", (code, reason) => { seen.closed = { code, reason: reason.toString() }; });
    socket.on("error", () => {});
    await Promise.race([once(socket, "open"), once(socket, "close")]);
    return seen;
  }

  const sync = (kind, payload) => encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, SYNC);
    encoding.writeVarUint(encoder, kind);
    encoding.writeVarUint8Array(encoder, payload);
  });

  const awareness = (update) => encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, AWARENESS);
    encoding.writeVarUint8Array(encoder, update);
  });

  /** Sends something, and comes back once the server has dealt with it: with its end, or none. */
  async function send(messages, query) {
    const seen = await open(query);
    // As every client does: an answer to what the server asks first.
    if (seen.socket.readyState === WebSocket.OPEN) seen.socket.send(sync(1, new Uint8Array([0, 0])));
    for (const message of messages) if (seen.socket.readyState === WebSocket.OPEN) seen.socket.send(message);
    // The server answers in order: what it has missed.
    const before = () => seen.messages.filter((data) => data[0] === SYNC && data[1] === 1).length;
    if (seen.socket.readyState === WebSocket.OPEN) seen.socket.send(sync(0, new Uint8Array([0])));
    await until(() => seen.closed || before() > 0, `an answer or an end to ${messages.at(-1).length} bytes`, 20_000);
    const asked = seen.messages.filter((data) => data[0] === SYNC && data[1] === 0).length;
    seen.socket.terminate();
    return { ...seen, asked };
  }

  function wasToldWhy({ closed }, name, codes = [4400, 4413, 1009]) {
    assert.ok(closed, `${name} is not taken`);
    assert.ok(codes.includes(closed.code), `${name}: closed with ${closed.code} ${closed.reason}`);
    assert.ok(closed.code === 1009 || closed.reason.length > 10, `${name}: a reason`);
  }

  it("takes good updates", async () => {
    for (const [name, update] of Object.entries(good)) {
      const { closed } = await send([sync(2, update)]);
      assert.equal(closed, null, `${name}: ${JSON.stringify(closed)}`);
    }
    await goOn("good updates");
  });

  it("survives updates made to hurt", async (t) => {
    const ends = {};
    for (const [name, update] of Object.entries(hostile)) {
      for (const kind of [1, 2]) {
        const seen = await send([sync(kind, update)]);
        if (!seen.closed && INCOMPLETE.has(name)) assert.ok(seen.asked > 1, `${name}: the server asks for what is missing`);
        else if (seen.closed || !(MENDED.has(name) || /^(noise|cut|bit)-/.test(name))) wasToldWhy(seen, name);
        const end = seen.closed ? `${seen.closed.code} ${seen.closed.reason}` : "taken or asked for again";
        (ends[end] ??= new Set()).add(name);
      }
      await goOn(name);
    }
    for (const [end, names] of Object.entries(ends)) t.diagnostic(`${end}: ${[...names].join(" ")}`);
  });

  it("shows out who sends again and again what builds on nothing", async () => {
    const ahead = await send(Array(20).fill(sync(2, hostile["future-clock"])));
    assert.equal(ahead.closed, null, "what it builds on could be in the answer");
    assert.equal(ahead.asked, 2, "it is asked for once");
    const seen = await send(Array(20).fill(sync(1, hostile["future-clock"])));
    wasToldWhy(seen, "what builds on nothing, twenty times in answer");
    await goOn("what builds on nothing");
  });

  it("survives messages that are none", async () => {
    const messages = {
      "no bytes": Buffer.alloc(0),
      "a number without end": Buffer.alloc(32, 0xff),
      "an unknown sync message": Buffer.from([0, 9, 0]),
      "a length that lies": Buffer.from([0, 2, 0xff, 0xff, 0xff, 0x7f, 1]),
      "a state vector of noise": sync(0, Buffer.alloc(64, 0xff)),
      "a state vector of millions": sync(0, encoding.encode((encoder) => encoding.writeVarUint(encoder, 50_000_000))),
      "awareness of noise": awareness(Buffer.alloc(64, 0xff)),
      "awareness of millions": awareness(encoding.encode((encoder) => encoding.writeVarUint(encoder, 50_000_000))),
      "text": "{}",
      "three megabytes": Buffer.alloc(3 * 1024 * 1024, 1),
    };
    for (const [name, message] of Object.entries(messages)) {
      wasToldWhy(await send([message]), name);
      await goOn(name);
    }
  });

  it("takes no names and no crowds from awareness", async () => {
    const state = (id, clock, json) => encoding.encode((encoder) => {
      for (const value of [1, id, clock]) encoding.writeVarUint(encoder, value);
      encoding.writeVarString(encoder, json);
    });
    const crowd = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 2_000);
      for (let id = 1; id <= 2_000; id++) {
        encoding.writeVarUint(encoder, id);
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarString(encoder, '{"x":1}');
      }
    });
    const victim = painters[0];
    victim.provider.awareness.setLocalState({ x: 7 });
    await until(() => painters[1].provider.awareness.getStates().get(victim.doc.clientID)?.x === 7, "the victim is seen");
    for (const update of [
      state(victim.doc.clientID, 1_000_000, "null"), state(victim.doc.clientID, 1_000_001, '{"x":666}'), crowd,
      state(5, 1, "{"), state(5, 2, '"text"'), state(5, 3, `{"x":${"9".repeat(400)}}`), state(5, 4, `{"state":"${"x".repeat(100_000)}"}`),
      state(5, 5, `${"[".repeat(50_000)}`), state(5, 0xffff_ffff, '{"x":1}'), state(2 ** 53 - 1, 1, '{"x":1}'),
    ]) await send([awareness(update)]);
    await pause(300);
    const states = painters[1].provider.awareness.getStates();
    assert.equal(states.get(victim.doc.clientID)?.x, 7, "nobody speaks for another");
    assert.ok(states.size < 20, `${states.size} are said to be here`);
    await goOn("awareness");
  });

  it("opens for tickets only, each for its own wireframe", async () => {
    const { id: other } = await createWireframe(ada, projectId);
    for (const [query, id, code] of [
      ["", wireframe, 4401], ["ticket=", wireframe, 4401], ["ticket=nonsense", wireframe, 4401], [`ticket=${"x".repeat(4_000)}`, wireframe, 4401],
      [`ticket=${await ticket(eve, other)}`, wireframe, 4404], [`ticket=${await ticket(eve, wireframe)}`, "wfr_01arz3ndektsv4rrffq69g5fav", 4404],
    ]) {
      const seen = await open(query, id);
      await until(() => seen.closed, "the end", 5_000);
      assert.equal(seen.closed.code, code, `${query} for ${id}: ${JSON.stringify(seen.closed)}`);
      assert.ok(seen.closed.reason);
    }
  });

  it("takes nothing from viewers", async () => {
    const viewer = await Person.register(server, "Vic");
    await ada.invite(projectId, viewer, "VIEWER");
    const drawn = new Y.Doc();
    drawn.getMap("elements").set("never", new Y.Map([["component", "Box"]]));
    const update = Y.encodeStateAsUpdate(drawn);
    await send([sync(2, update), sync(1, update)], `ticket=${await ticket(viewer, wireframe)}`);
    await goOn("a viewer");
    for (const one of painters) assert.ok(!one.seen().has("never"), "nothing of it");
  });

  it("is unharmed in the end, also for who reads it anew", async () => {
    const elements = told(await elementsOf(ada, wireframe));
    isForest(elements);
    for (const one of painters) sameElements(one.seen(), elements, one.name);
    await server.kill();
    await server.start();
    sameElements(told(await elementsOf(ada, wireframe)), elements, "after a restart");
  });
});
