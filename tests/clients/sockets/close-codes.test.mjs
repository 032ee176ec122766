// Why the server closes a socket: a row a rule of graphql-transport-ws (PROTOCOL.md of graphql-ws),
// and the rules of this server about tokens, origins and restarts.
import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import WebSocket from "ws";
import { Person } from "../support/person.mjs";
import { startServer } from "../support/server.mjs";
import { PROTOCOL, RawSocket, shakeHands } from "../support/socket.mjs";
import { pause, until, within } from "../support/wait.mjs";

const TYPENAME = "{ __typename }";
const PROJECT_EVENTS = "subscription ($id: ID!, $after: StreamCursor) { projectEvents(projectId: $id, after: $after) { cursor } }";
const LISTED = "https://app.example.com";
const CONCURRENTLY = { concurrency: 16, timeout: 30_000 };

let server, ada, project;
before(async () => {
  server = await startServer({ settings: { CORS_ORIGINS: `${LISTED}, http://localhost:5173` } });
  ada = await Person.register(server);
  project = await ada.project();
});
after(() => server.close());

/** Closes with `code` at once, that is, before anything that takes time would. */
async function closes(socket, code, limit = 2_000) {
  const closed = await socket.close(limit);
  assert.equal(closed.code, code, `${closed.code} ${closed.reason}`);
  // The protocol of WebSocket has room for 123 bytes.
  assert.ok(Buffer.byteLength(closed.reason) <= 123);
}

describe("4400: invalid messages", CONCURRENTLY, () => {
  const subscribe = (payload) => JSON.stringify({ id: "1", type: "subscribe", payload });
  const invalid = [
    ["a binary frame", Buffer.from(JSON.stringify({ type: "ping" }))],
    ["no JSON", "connection_init"],
    ["an empty frame", ""],
    ["half an object", '{"type":"ping"'],
    ["null", "null"],
    ["a number", "1"],
    ["a string", '"ping"'],
    ["a list", '[{"type":"ping"}]'],
    ["no type", '{"id":"1"}'],
    ["an empty type", '{"type":""}'],
    ["a type that is no string", '{"type":1}'],
    ["an unknown type", '{"type":"start","id":"1","payload":{"query":"{ __typename }"}}'],
    ["the server's own connection_ack", '{"type":"connection_ack"}'],
    ["the server's own next", '{"type":"next","id":"1","payload":{"data":{}}}'],
    ["a ping whose payload is a string", '{"type":"ping","payload":"x"}'],
    ["a ping whose payload is a list", '{"type":"ping","payload":[]}'],
    ["a pong whose payload is a number", '{"type":"pong","payload":1}'],
    ["a subscribe without id", '{"type":"subscribe","payload":{"query":"{ __typename }"}}'],
    ["a subscribe whose id is a number", '{"type":"subscribe","id":1,"payload":{"query":"{ __typename }"}}'],
    ["a subscribe whose id is empty", '{"type":"subscribe","id":"","payload":{"query":"{ __typename }"}}'],
    ["a subscribe without payload", '{"type":"subscribe","id":"1"}'],
    ["a subscribe whose payload is null", subscribe(null)],
    ["a subscribe whose payload is a string", subscribe(TYPENAME)],
    ["a subscribe whose payload is a list", subscribe([{ query: TYPENAME }])],
    ["a subscribe without query", subscribe({ variables: {} })],
    ["a subscribe whose query is null", subscribe({ query: null })],
    ["a subscribe whose query is an object", subscribe({ query: {} })],
    ["a subscribe whose variables are a list", subscribe({ query: TYPENAME, variables: [] })],
    ["a subscribe whose variables are a string", subscribe({ query: TYPENAME, variables: "{}" })],
    ["a subscribe whose operationName is a number", subscribe({ query: TYPENAME, operationName: 1 })],
    ["a subscribe whose extensions are a list", subscribe({ query: TYPENAME, extensions: [] })],
    ["a complete without id", '{"type":"complete"}'],
    ["a complete whose id is a number", '{"type":"complete","id":1}'],
  ];
  for (const [what, frame] of invalid) {
    it(what, async () => {
      const socket = await RawSocket.ready(server, ada);
      socket.ws.send(frame);
      await closes(socket, 4400);
      assert.deepEqual(socket.messages.slice(1), [], "nothing was executed");
    });
  }

  const uninvited = [
    ["a binary frame before connection_init", Buffer.from('{"type":"connection_init"}')],
    ["no JSON before connection_init", "hello"],
    ["a connection_init whose payload is a string", '{"type":"connection_init","payload":"token"}'],
    ["a connection_init whose payload is a list", '{"type":"connection_init","payload":[]}'],
    ["a connection_init of more than 16 KB", JSON.stringify({ type: "connection_init", payload: { filler: "x".repeat(16 * 1024) } })],
  ];
  for (const [what, frame] of uninvited) {
    it(what, async () => {
      const socket = await RawSocket.open(server);
      socket.ws.send(frame);
      await closes(socket, 4400);
      assert.deepEqual(socket.messages, []);
    });
  }

  it("is said of nothing that the protocol allows", async () => {
    const socket = await RawSocket.open(server);
    // Before connection_init, a ping may come; a filler below the bound is somebody's own business.
    await socket.fence();
    socket.send({ type: "connection_init", payload: { filler: "x".repeat(15 * 1024) }, extra: 1 });
    for (const message of [
      { type: "ping" }, { type: "ping", payload: null }, { type: "pong" }, { type: "pong", payload: null }, { type: "pong", payload: { a: 1 } },
      { type: "complete", id: "never heard of" },
      { type: "subscribe", id: "nulls", payload: { query: TYPENAME, variables: null, operationName: null, extensions: null } },
    ]) socket.send(message);
    assert.deepEqual((await socket.end("nulls")).map(({ type }) => type), ["next", "complete"]);
    await socket.fence();
    assert.equal(socket.closed, null);
    socket.terminate();
  });

  it("does not wait for a frame that would never fit: 1009", async () => {
    const socket = await RawSocket.ready(server, ada);
    socket.subscribe("1", `# ${"x".repeat(2 * 1024 * 1024)}\n${TYPENAME}`);
    await closes(socket, 1009);
  });
});

describe("4401: operations of nobody", CONCURRENTLY, () => {
  it("before connection_init", async () => {
    const socket = await RawSocket.open(server);
    socket.subscribe("1", TYPENAME);
    await closes(socket, 4401);
    assert.deepEqual(socket.messages, []);
  });

  it("also after a ping", async () => {
    const socket = await RawSocket.open(server);
    await socket.fence();
    socket.subscribe("1", TYPENAME);
    await closes(socket, 4401);
  });
});

describe("4403: tokens", CONCURRENTLY, () => {
  const refused = [
    ["that are nothing of ours", () => "Bearer nonsense"],
    ["that somebody has changed", () => `${ada.authorization.slice(0, -4)}AAAA`],
    ["that have expired", () => `Bearer ${ada.tokenUntil(Date.now() / 1000 - 60)}`],
    ["of another scheme", () => "Basic YWRhOmFkYQ=="],
    ["that are no strings", () => 42],
  ];
  for (const [what, authorization] of refused) {
    it(what, async () => {
      const socket = await RawSocket.open(server);
      socket.send({ type: "connection_init", payload: { authorization: authorization() } });
      await closes(socket, 4403);
      assert.deepEqual(socket.messages, []);
    });
  }

  it("that expire while the socket is open", async () => {
    const socket = await RawSocket.open(server);
    const expires = Math.ceil(Date.now() / 1000) + 1;
    socket.send({ type: "connection_init", payload: { authorization: `Bearer ${ada.tokenUntil(expires)}` } });
    socket.subscribe("1", PROJECT_EVENTS, { id: project.id });
    await socket.fence();
    assert.equal(socket.closed, null);
    await closes(socket, 4403, expires * 1000 + 2_500 - Date.now());
    assert.ok(Date.now() >= expires * 1000, "not before");
  });

  const endings = [
    ["a session that signs out", (other) => other.signOut()],
    ["a session that another device ends", async (other) => {
      const { viewer } = await other.ask("{ viewer { sessions { id current } } }");
      const { id } = viewer.sessions.find(({ current }) => current);
      await ada.change("mutation ($id: ID!) { sessionRevoke(id: $id) { revoked userErrors { message } } }", { id });
    }],
  ];
  for (const [what, endSession] of endings) {
    it(`of ${what}, within 2 s`, async () => {
      const other = await ada.onAnotherDevice();
      const [busy, idle, others] = await Promise.all([RawSocket.ready(server, other), RawSocket.ready(server, other), RawSocket.ready(server, ada)]);
      busy.subscribe("1", PROJECT_EVENTS, { id: project.id });
      await busy.fence();
      await endSession(other);
      await Promise.all([closes(busy, 4403, 2_000), closes(idle, 4403, 2_000)]);
      await others.fence();
      assert.equal(others.closed, null, "the other session's socket stays");
      others.terminate();
    });
  }

  it("of other sessions, when the password changes", async () => {
    const eve = await Person.register(server, "Eve");
    const other = await eve.onAnotherDevice();
    const [own, others] = await Promise.all([RawSocket.ready(server, eve), RawSocket.ready(server, other)]);
    await eve.change(
      'mutation { passwordChange(input: { currentPassword: "correct horse battery staple", newPassword: "another horse, another staple" }) { userErrors { message } } }',
    );
    await closes(others, 4403, 2_000);
    await own.fence();
    assert.equal(own.closed, null);
    own.terminate();
  });

  it("of accounts that are deleted, within 2 s", async () => {
    const eve = await Person.register(server, "Eve");
    const socket = await RawSocket.ready(server, eve);
    await eve.change('mutation { accountDelete(password: "correct horse battery staple") { userErrors { message } } }');
    await closes(socket, 4403, 2_000);
  });

  it("but not of those who lose a membership: only the operation ends, within 2 s", async () => {
    const bob = await Person.register(server, "Bob");
    const { id, eventsCursor } = await ada.project("Shared");
    await ada.invite(id, bob, "VIEWER");
    const socket = await RawSocket.ready(server, bob);
    socket.subscribe("watch", PROJECT_EVENTS, { id, after: eventsCursor });
    await ada.write(id, "before.txt", "seen");
    await socket.next((message) => message.id === "watch" && message.type === "next");
    await ada.remove(id, bob.id);
    const removed = performance.now();
    await socket.end("watch");
    assert.ok(performance.now() - removed < 2_000);
    const seen = socket.of("watch").length;
    await ada.write(id, "after.txt", "not seen");
    await socket.fence();
    assert.equal(socket.of("watch").length, seen);
    assert.equal(socket.closed, null);
    socket.terminate();
  });
});

describe("4406: other protocols", CONCURRENTLY, () => {
  for (const [what, headers] of [
    ["none", {}],
    ["graphql-ws, the protocol before this one", { "sec-websocket-protocol": "graphql-ws" }],
    ["something else", { "sec-websocket-protocol": "soap, mqtt" }],
  ]) {
    it(what, async () => {
      const { status, protocol, code } = await shakeHands(server, headers);
      assert.deepEqual({ status, protocol, code }, { status: 101, protocol: undefined, code: 4406 });
    });
  }

  it("but this one is chosen from among several", async () => {
    const socket = await RawSocket.open(server, {}, ["graphql-ws", PROTOCOL]);
    assert.equal(socket.ws.protocol, PROTOCOL);
    await socket.initialise();
    socket.terminate();
  });
});

describe("4408: no connection_init within 3 s", CONCURRENTLY, () => {
  it("from somebody who is silent", async () => {
    const opened = performance.now();
    const socket = await RawSocket.open(server);
    await closes(socket, 4408, 4_500);
    assert.ok(performance.now() - opened > 2_500);
  });

  it("from somebody who only sends pings", async () => {
    const socket = await RawSocket.open(server);
    const timer = setInterval(() => socket.ws.readyState === WebSocket.OPEN && socket.send({ type: "ping" }), 300);
    await closes(socket, 4408, 4_500);
    clearInterval(timer);
  });

  it("but not from those who came in time", async () => {
    const socket = await RawSocket.ready(server);
    await pause(3_500);
    await socket.fence();
    assert.equal(socket.closed, null);
    socket.terminate();
  });
});

describe("4409: an id that is in use", CONCURRENTLY, () => {
  it("by a subscription", async () => {
    const socket = await RawSocket.ready(server, ada);
    socket.subscribe("same", PROJECT_EVENTS, { id: project.id });
    socket.subscribe("same", PROJECT_EVENTS, { id: project.id });
    await closes(socket, 4409);
  });

  it("whatever the operation", async () => {
    const socket = await RawSocket.ready(server, ada);
    socket.subscribe("same", PROJECT_EVENTS, { id: project.id });
    socket.subscribe("same", TYPENAME);
    await closes(socket, 4409);
    assert.match(socket.closed.reason, /same/);
  });

  it("with a name too long for the reason", async () => {
    const socket = await RawSocket.ready(server, ada);
    const id = "é".repeat(300);
    socket.subscribe(id, PROJECT_EVENTS, { id: project.id });
    socket.subscribe(id, PROJECT_EVENTS, { id: project.id });
    await closes(socket, 4409);
  });

  it("but not once the client has completed it", async () => {
    const socket = await RawSocket.ready(server, ada);
    for (let round = 0; round < 50; round++) {
      socket.subscribe("again", PROJECT_EVENTS, { id: project.id });
      socket.complete("again");
    }
    await socket.fence();
    assert.equal(socket.closed, null);
    assert.deepEqual(socket.of("again"), []);
    socket.terminate();
  });

  it("nor once the server has", async () => {
    const socket = await RawSocket.ready(server, ada);
    for (let round = 1; round <= 50; round++) {
      socket.subscribe("again", TYPENAME);
      await until(() => socket.of("again").length === 2 * round || socket.closed, "the answer");
    }
    assert.equal(socket.closed, null);
    socket.terminate();
  });

  it("nor on another socket", async () => {
    const [one, other] = await Promise.all([RawSocket.ready(server, ada), RawSocket.ready(server, ada)]);
    for (const socket of [one, other]) socket.subscribe("same", PROJECT_EVENTS, { id: project.id });
    await Promise.all([one.fence(), other.fence()]);
    assert.deepEqual([one.closed, other.closed], [null, null]);
    one.terminate();
    other.terminate();
  });
});

describe("4429: a second connection_init", CONCURRENTLY, () => {
  it("after the first was acknowledged", async () => {
    const socket = await RawSocket.ready(server, ada);
    socket.send({ type: "connection_init" });
    await closes(socket, 4429);
  });

  it("in the same breath", async () => {
    const socket = await RawSocket.open(server);
    socket.send({ type: "connection_init", payload: { authorization: ada.authorization } });
    socket.send({ type: "connection_init", payload: { authorization: ada.authorization } });
    await closes(socket, 4429);
  });
});

describe("the origin of a page", CONCURRENTLY, () => {
  const refused = ["https://evil.example", `${LISTED}.evil.example`, "http://app.example.com", "null", "http://x.preview.localhost:3001"];
  for (const origin of refused) {
    it(`${origin}: 403`, async () => {
      const { status } = await shakeHands(server, { origin, "sec-websocket-protocol": PROTOCOL });
      assert.equal(status, 403);
    });
  }
  for (const [what, origin] of [["a listed one", () => LISTED], ["the server's own", () => server.url], ["none, as of programs", () => undefined]]) {
    it(`${what}: welcome`, async () => {
      const socket = await RawSocket.ready(server, ada, { origin: origin() });
      socket.terminate();
    });
  }
});

describe("1000: the client's own goodbye", CONCURRENTLY, () => {
  const goodbyes = [
    ["before connection_init", (socket) => socket],
    ["after it", (socket) => socket.initialise(ada)],
    ["in the middle of an operation", async (socket) => {
      await socket.initialise(ada);
      socket.subscribe("1", PROJECT_EVENTS, { id: project.id, after: project.eventsCursor });
      await socket.fence();
    }],
  ];
  for (const [what, prepare] of goodbyes) {
    it(`is answered in kind ${what}`, async () => {
      const socket = await RawSocket.open(server);
      await prepare(socket);
      socket.ws.close(1000, "Normal Closure");
      // Without an answer this would be 1006: lost.
      await closes(socket, 1000);
    });
  }
});

describe("1012: the server restarts", () => {
  it("tells every socket to come again, and ends within its deadline", { timeout: 60_000 }, async () => {
    const other = await startServer();
    const eve = await Person.register(other, "Eve");
    const { id } = await eve.project();
    const busy = await RawSocket.ready(other, eve);
    busy.subscribe("1", PROJECT_EVENTS, { id });
    const sockets = [busy, await RawSocket.ready(other, eve), await RawSocket.open(other), await RawSocket.ready(other)];
    await busy.fence();
    const stopped = within(20_000, other.stop(), "the server's end");
    for (const socket of sockets) await closes(socket, 1012, 5_000);
    await stopped;
    // Nobody is let in any more.
    const late = new WebSocket(other.socket, [PROTOCOL]);
    const [error] = await once(late, "error");
    assert.equal(error.code, "ECONNREFUSED");
    await other.start();
    await other.close();
  });
});
