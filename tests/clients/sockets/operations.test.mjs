// What operations over a socket answer, in graphql-transport-ws by hand.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Person } from "../support/person.mjs";
import { startServer } from "../support/server.mjs";
import { RawSocket } from "../support/socket.mjs";
import { pause, until } from "../support/wait.mjs";

const PROJECT_EVENTS = `subscription ($id: ID!, $after: StreamCursor) {
  projectEvents(projectId: $id, after: $after) { cursor event { ... on FilesChanged { paths } } }
}`;

describe("operations over a socket", { concurrency: 8, timeout: 30_000 }, () => {
  let server, ada, stranger, project;
  before(async () => {
    server = await startServer();
    [ada, stranger] = await Promise.all([Person.register(server, "Ada"), Person.register(server, "Stranger")]);
    project = await ada.project();
  });
  after(() => server.close());

  /** Everything that an operation on a socket of its own is answered with. */
  async function answer(person, payload) {
    const socket = await RawSocket.ready(server, person);
    socket.send({ id: "it", type: "subscribe", payload });
    const messages = await socket.end("it");
    await socket.fence();
    assert.equal(socket.closed, null, "the socket stays");
    assert.equal(socket.of("it").length, messages.length, "nothing follows the end");
    socket.terminate();
    return messages;
  }

  it("answers a ping with its payload, and one without with none", async () => {
    const socket = await RawSocket.ready(server, ada);
    const payload = { at: 1, nested: { é: ["∞", null, 1.5] } };
    socket.send({ type: "ping", payload });
    socket.send({ type: "ping" });
    await until(() => socket.messages.length === 3, "two pongs");
    assert.deepEqual(socket.messages.slice(1), [{ type: "pong", payload }, { type: "pong" }]);
    socket.terminate();
  });

  it("answers a query with one next, then complete", async () => {
    const query = "query Named($id: ID!) { project(id: $id) { ...Words } } fragment Words on Project { id name } query Other { viewer { id } }";
    const messages = await answer(ada, { query, variables: { id: project.id }, operationName: "Named" });
    assert.deepEqual(messages, [
      { id: "it", type: "next", payload: { data: { project: { id: project.id, name: "Habits" } } } },
      { id: "it", type: "complete" },
    ]);
  });

  it("answers in the order of the selection, whichever field is ready first", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `f${index}`);
    const fields = ["id", "headVersion { id }", "name", "files(first: 1) { totalCount }", "owner { displayName id }", "__typename"];
    const query = `{ ${names.map((name, index) => `${name}: projects(first: ${1 + (index * 7) % 5}) { nodes { ${fields.join(" ")} } }`).join(" ")} }`;
    const [{ payload: { data } }] = await answer(ada, { query });
    assert.deepEqual(Object.keys(data), names);
    for (const { nodes } of Object.values(data)) {
      assert.deepEqual(Object.keys(nodes[0]), fields.map((field) => /\w+/.exec(field)[0]));
      assert.deepEqual(Object.keys(nodes[0].owner), ["displayName", "id"]);
    }
  });

  it("executes mutations, each once however often it is selected", async () => {
    const query = `mutation {
      projectCreate(input: { name: "Once" }) { project { id } }
      projectCreate(input: { name: "Once" }) { project { name } userErrors { message } }
    }`;
    const [next, complete] = await answer(ada, { query });
    assert.equal(next.payload.data.projectCreate.project.name, "Once");
    assert.equal(complete.type, "complete");
    const { projects } = await ada.ask('{ projects(first: 10, filter: { search: "Once" }) { totalCount } }');
    assert.equal(projects.totalCount, 1);
  });

  it("puts what the user can put right into the payload", async () => {
    const [next] = await answer(ada, { query: 'mutation { projectCreate(input: { name: "" }) { project { id } userErrors { code field } } }' });
    assert.equal(next.payload.errors, undefined);
    const { project: made, userErrors } = next.payload.data.projectCreate;
    assert.equal(made, null);
    assert.deepEqual(userErrors.map(({ field }) => field), [["name"]]);
  });

  it("executes a mutation as a whole or not at all when the client goes away", async () => {
    const rounds = Array.from({ length: 20 }, (_, index) => `left-behind-${100 + index}`);
    await Promise.all(rounds.map(async (name, index) => {
      const socket = await RawSocket.ready(server, ada);
      const creations = [1, 2, 3].map((part) => `p${part}: projectCreate(input: { name: "${name} ${part}" }) { project { id } }`);
      socket.subscribe("it", `mutation { ${creations.join(" ")} }`);
      await pause(index);
      if (index % 2) socket.terminate();
      else socket.ws.close(1000);
      await socket.close();
    }));
    const counts = async () => {
      const fields = rounds.map((name, index) => `r${index}: projects(first: 1, filter: { search: "${name}" }) { totalCount }`);
      return Object.values(await ada.ask(`{ ${fields.join(" ")} }`)).map(({ totalCount }) => totalCount);
    };
    const isWhole = (count) => count === 0 || count === 3;
    await until(async () => (await counts()).every(isWhole), "whole mutations");
    // What is still under way would be seen in part.
    await pause(300);
    await until(async () => (await counts()).every(isWhole), "whole mutations");
    assert.ok((await counts()).includes(3), "some came to their end");
  });

  it("sends nothing of an operation that the client has completed", async () => {
    const { id, eventsCursor: after } = await ada.project("Quiet");
    const socket = await RawSocket.ready(server, ada);
    socket.subscribe("stopped", PROJECT_EVENTS, { id, after });
    socket.subscribe("going on", PROJECT_EVENTS, { id, after });
    await ada.write(id, "one.txt", "1");
    await socket.next((message) => message.id === "stopped");
    socket.complete("stopped");
    await socket.fence();
    const seen = socket.of("stopped").length;
    await ada.write(id, "two.txt", "2");
    await until(() => socket.of("going on").some(({ payload }) => payload.data.projectEvents.event.paths?.includes("two.txt")), "the other's event");
    assert.equal(socket.of("stopped").length, seen);
    // A query that is completed at once may be answered before that is read, but never in part.
    for (let round = 0; round < 20; round++) {
      socket.subscribe(`query ${round}`, "{ viewer { id } }");
      socket.complete(`query ${round}`);
    }
    await socket.fence();
    for (let round = 0; round < 20; round++) assert.ok([0, 1, 2].includes(socket.of(`query ${round}`).length));
    socket.terminate();
  });

  it("takes 50 operations at once and answers each by its id", async () => {
    const socket = await RawSocket.ready(server, ada);
    const ids = Array.from({ length: 50 }, (_, index) => `query ${index}`);
    for (const id of ids) socket.subscribe(id, "query ($id: ID!) { project(id: $id) { id } again: node(id: $id) { __typename } }", { id: project.id });
    for (const id of ids) {
      const messages = await socket.end(id);
      assert.deepEqual(messages.map(({ type }) => type), ["next", "complete"]);
      assert.deepEqual(messages[0].payload, { data: { project: { id: project.id }, again: { __typename: "Project" } } });
    }
    socket.terminate();
  });

  it("refuses more operations at once than Server.limits says, and goes on with the others", async () => {
    const { server: described } = await ada.ask("{ server { limits { name value } } }");
    const limit = described.limits.find(({ name }) => name === "operations_per_socket");
    assert.ok(limit, "Server.limits has operations_per_socket");
    const socket = await RawSocket.ready(server, ada);
    for (let index = 0; index <= limit.value; index++) socket.subscribe(`${index}`, PROJECT_EVENTS, { id: project.id });
    const [refusal] = await socket.end(`${limit.value}`);
    assert.equal(refusal.type, "error");
    assert.equal(refusal.payload[0].extensions.code, "LIMIT_EXCEEDED");
    assert.equal(refusal.payload[0].extensions.limit, "operations_per_socket");
    socket.complete("0");
    socket.subscribe("room", "{ __typename }");
    assert.deepEqual((await socket.end("room")).map(({ type }) => type), ["next", "complete"]);
    assert.equal(socket.closed, null);
    socket.terminate();
  });

  describe("errors before the first result are error messages", () => {
    const generation = "gen_01arz3ndektsv4rrffq69g5fav";
    const refused = [
      ["a document that is none", { query: "{" }, "GRAPHQL_VALIDATION_FAILED"],
      ["an empty document", { query: "" }, null],
      ["an unknown field", { query: "{ nothing }" }, "GRAPHQL_VALIDATION_FAILED"],
      ["an unknown field of a subscription", { query: "subscription { nothing { cursor } }" }, "GRAPHQL_VALIDATION_FAILED"],
      ["two fields in a subscription", { query: 'subscription { a: projectEvents(projectId: "x") { cursor } b: projectEvents(projectId: "y") { cursor } }' }, "GRAPHQL_VALIDATION_FAILED"],
      ["a variable of the wrong type", { query: "query ($first: Int!) { projects(first: $first) { totalCount } }", variables: { first: "x" } }, null],
      ["a variable that is missing", { query: "query ($id: ID!) { project(id: $id) { id } }" }, null],
      ["an operation that is not there", { query: "query A { viewer { id } }", operationName: "B" }, null],
      ["an operation that is not named among several", { query: "query A { viewer { id } } query B { viewer { id } }" }, null],
      ["a document that is nested too deep", { query: `{ a(b: ${"[".repeat(2_000)}${"]".repeat(2_000)}) }` }, "LIMIT_EXCEEDED"],
      ["a document with too many tokens", { query: `{ ${"a ".repeat(3_000)} }` }, "LIMIT_EXCEEDED"],
      ["a subscription to what does not exist", { query: `subscription { generationEvents(generationId: "${generation}") { cursor } }` }, "NOT_FOUND"],
      ["a malformed identifier", { query: 'subscription { generationEvents(generationId: "1") { cursor } }' }, null],
      ["a malformed cursor", () => ({ query: `subscription { projectEvents(projectId: "${project.id}", after: "nonsense") { cursor } }` }), "BAD_USER_INPUT"],
    ];
    for (const [what, payload, code] of refused) {
      it(what, async () => {
        const messages = await answer(ada, typeof payload === "function" ? payload() : payload);
        assert.deepEqual(messages.map(({ type }) => type), ["error"]);
        const [{ payload: errors }] = messages;
        assert.ok(Array.isArray(errors) && errors.length > 0);
        for (const error of errors) {
          assert.equal(typeof error.message, "string");
          assert.match(error.extensions.code, /^[A-Z_]+$/);
          assert.match(error.extensions.requestId, /^[0-9a-f]{16}$/);
          assert.notEqual(error.extensions.code, "INTERNAL_SERVER_ERROR");
        }
        if (code) assert.equal(errors[0].extensions.code, code);
      });
    }

    it("a subscription of somebody who is signed out", async () => {
      const [error, ...more] = await answer(null, { query: PROJECT_EVENTS, variables: { id: project.id } });
      assert.deepEqual([error.type, more.length], ["error", 0]);
      assert.equal(error.payload[0].extensions.code, "UNAUTHENTICATED");
    });

    it("a subscription to what is somebody else's, as if it did not exist", async () => {
      const missing = "prj_00000000000000000000000000";
      const [[theirs], [nobodys]] = await Promise.all([project.id, missing].map((id) => answer(stranger, { query: PROJECT_EVENTS, variables: { id } })));
      assert.deepEqual([theirs.type, nobodys.type], ["error", "error"]);
      assert.equal(theirs.payload[0].extensions.code, "NOT_FOUND");
      assert.equal(theirs.payload[0].message, nobodys.payload[0].message);
    });
  });

  it("answers a query with field errors by next: there is data beside them", async () => {
    const query = `{ viewer { id } projects(first: 1, after: "nonsense") { totalCount } }`;
    const messages = await answer(ada, { query });
    assert.deepEqual(messages.map(({ type }) => type), ["next", "complete"]);
    assert.equal(messages[0].payload.errors[0].extensions.code, "BAD_USER_INPUT");
    assert.deepEqual(messages[0].payload.errors[0].path, ["projects"]);
  });
});
