// @urql/core as an app uses it: with its own exchanges for tokens, persisted documents and sockets.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Client, fetchExchange, gql, subscriptionExchange } from "@urql/core";
import { authExchange } from "@urql/exchange-auth";
import { persistedExchange } from "@urql/exchange-persisted";
import { createClient as createSocket } from "graphql-ws";
import WebSocket from "ws";
import { resumable } from "../../../playground/src/resume.ts";
import { Person } from "../support/person.mjs";
import { startServer } from "../support/server.mjs";
import { until, within } from "../support/wait.mjs";
import { REFRESH, archive, recorder } from "./app.mjs";

const PROJECT = gql`
  query Project($id: ID!, $first: Int = 2) {
    project(id: $id) { ...Head files(first: $first) { totalCount nodes { ...Leaf } } }
  }
  fragment Head on Project { id name owner { ...Who } }
  fragment Who on User { id displayName }
  fragment Leaf on File { path text }
`;
const CREATE = gql`
  mutation Create($input: ProjectCreateInput!) {
    projectCreate(input: $input) { project { id name } userErrors { code field message } }
  }
`;
const IMPORT = gql`
  mutation Import($archive: Upload!) {
    projectImport(input: { archive: $archive }) { project { name files(first: 5) { nodes { path text } } } userErrors { message } }
  }
`;
const EVENTS = gql`
  subscription Events($id: ID!, $after: StreamCursor) {
    projectEvents(projectId: $id, after: $after) { cursor event { ... on FilesChanged { paths } } }
  }
`;

describe("@urql/core", { timeout: 60_000, concurrency: 4 }, () => {
  let server, ada;
  before(async () => {
    server = await startServer();
    ada = await Person.register(server);
  });
  after(() => server.close());

  /** A client as an app has it; `calls` are the requests that it made. */
  function app(tokens = { access: ada.token, refresh: ada.refreshToken }, { exchanges = [], ...options } = {}) {
    const { fetch, calls } = recorder();
    const sockets = createSocket({
      url: server.socket, webSocketImpl: WebSocket, connectionParams: () => ({ authorization: `Bearer ${tokens.access}` }), retryAttempts: 5,
    });
    const events = resumable(sockets);
    const client = new Client({
      url: server.endpoint,
      fetch,
      preferGetMethod: false,
      requestPolicy: "network-only",
      exchanges: [
        authExchange(async (utilities) => ({
          addAuthToOperation: (operation) =>
            tokens.access ? utilities.appendHeaders(operation, { authorization: `Bearer ${tokens.access}` }) : operation,
          didAuthError: (error) => error.graphQLErrors.some(({ extensions }) => extensions.code === "UNAUTHENTICATED"),
          async refreshAuth() {
            tokens.access = null;
            const { data } = await utilities.mutate(REFRESH, { token: tokens.refresh });
            tokens.access = data?.sessionRefresh.accessToken ?? null;
            tokens.refresh = data?.sessionRefresh.refreshToken ?? null;
          },
        })),
        ...exchanges,
        fetchExchange,
        subscriptionExchange({
          forwardSubscription: (request) => ({
            subscribe: (sink) => ({ unsubscribe: events.subscribe({ ...request, query: request.query ?? "" }, sink) }),
          }),
        }),
      ],
      ...options,
    });
    return { client, calls, dispose: () => sockets.dispose() };
  }

  it("queries with fragments, variables and their defaults", async () => {
    const { id } = await ada.project("Letters");
    for (const letter of ["a", "b", "c"]) await ada.write(id, `${letter}.txt`, letter.toUpperCase());
    const { client, calls } = app();
    const { data, error } = await client.query(PROJECT, { id });
    assert.equal(error?.message, undefined);
    assert.deepEqual(data.project.files.nodes.map(({ path, text }) => [path, text]), [["a.txt", "A"], ["b.txt", "B"]]);
    assert.equal(data.project.owner.displayName, "Ada");
    const more = await client.query(PROJECT, { id, first: 3 });
    assert.equal(more.data.project.files.nodes.length, 3);
    assert.ok(calls.every(({ method, status, type }) => method === "POST" && status === 200 && /^application\/(graphql-response\+)?json/.test(type)));
  });

  it("queries by GET", async () => {
    const { id } = await ada.project("By GET");
    const { client, calls } = app(undefined, { preferGetMethod: true });
    assert.equal((await client.query(PROJECT, { id })).data.project.name, "By GET");
    assert.deepEqual(calls.map(({ method, status }) => [method, status]), [["GET", 200]]);
  });

  it("mutates, and sees what the user can put right as data", async () => {
    const { client } = app();
    const made = await client.mutation(CREATE, { input: { name: "Made by urql" } });
    assert.equal(made.data.projectCreate.project.name, "Made by urql");
    const refused = await client.mutation(CREATE, { input: { name: " " } });
    assert.equal(refused.error?.message, undefined);
    assert.deepEqual(refused.data.projectCreate.userErrors.map(({ field }) => field), [["name"]]);
    assert.equal(refused.data.projectCreate.project, null);
  });

  it("sees coded errors, and data beside them", async () => {
    const { client } = app();
    const invalid = await client.query(gql`{ nothing }`, {});
    assert.equal(invalid.error.graphQLErrors[0].extensions.code, "GRAPHQL_VALIDATION_FAILED");
    const partial = await client.query(gql`{ viewer { id } node(id: "nonsense") { id } }`, {});
    assert.equal(partial.data.viewer.id, ada.id);
  });

  it("gets itself another token where the first has expired, and asks again", async () => {
    const other = await ada.onAnotherDevice();
    const tokens = { access: other.tokenUntil(Date.now() / 1000 - 60), refresh: other.refreshToken };
    const { client, calls } = app(tokens);
    const { data, error } = await client.query(gql`{ viewer { id } }`, {});
    assert.equal(error?.message, undefined);
    assert.equal(data.viewer.id, ada.id);
    assert.equal(calls.length, 3, "asked, refreshed, asked again");
    assert.notEqual(tokens.refresh, other.refreshToken);
  });

  it("is told that it is signed out where the session has ended", async () => {
    const other = await ada.onAnotherDevice();
    await other.signOut();
    const { client } = app({ access: other.token, refresh: other.refreshToken });
    const { error } = await client.mutation(CREATE, { input: { name: "x" } });
    assert.equal(error.graphQLErrors[0].extensions.code, "UNAUTHENTICATED");
  });

  it("uploads a file as a multipart request", async () => {
    const { client, calls } = app();
    const { data, error } = await client.mutation(IMPORT, { archive: archive("Carried", { "index.html": "<p>hé</p>" }) });
    assert.equal(error?.message, undefined);
    assert.deepEqual(data.projectImport.userErrors, []);
    assert.deepEqual(data.projectImport.project.files.nodes.map(({ path, text }) => [path, text]), [["index.html", "<p>hé</p>"]]);
    assert.match(calls[0].sent, /^multipart\/form-data; boundary=/);
  });

  for (const preferGetForPersistedQueries of [false, true]) {
    it(`persists documents by ${preferGetForPersistedQueries ? "GET" : "POST"}: sends them once, then only their hashes`, async () => {
      const { client, calls } = app(undefined, {
        exchanges: [persistedExchange({ preferGetForPersistedQueries, enableForMutation: true })],
      });
      // A document that no other test has sent.
      const document = gql(`query Persisted${preferGetForPersistedQueries ? "ByGet" : "ByPost"} { viewer { id displayName } }`);
      for (const round of [1, 2]) {
        const { data, error } = await client.query(document, {});
        assert.equal(error?.message, undefined, `round ${round}`);
        assert.equal(data.viewer.id, ada.id);
      }
      const hasQuery = ({ url, body }) => url.includes("query=") || /"query":/.test(body);
      assert.deepEqual(calls.map(hasQuery), [false, true, false], "unknown, sent, known");
      assert.equal(calls.at(-1).method, preferGetForPersistedQueries ? "GET" : "POST");
      const { data } = await client.mutation(CREATE, { input: { name: "Persisted" } });
      assert.equal(data.projectCreate.project.name, "Persisted");
      assert.equal(calls.at(-1).method, "POST", "mutations never by GET");
    });
  }

  const transports = [["a socket", {}], ["server-sent events", { fetchSubscriptions: true }]];
  for (const [what, options] of transports) {
    it(`subscribes over ${what}`, async () => {
      const { id, eventsCursor: after } = await ada.project("Watched");
      const { client, calls, dispose } = app(undefined, options);
      const paths = [];
      let problem;
      const { unsubscribe } = client.subscription(EVENTS, { id, after }).subscribe(({ data, error }) => {
        problem ??= error;
        if (data) paths.push(...data.projectEvents.event.paths);
      });
      for (const path of ["1.txt", "2.txt", "3.txt"]) await ada.write(id, path, "");
      await until(() => paths.length === 3 || problem, "three events");
      assert.equal(problem?.message, undefined);
      assert.deepEqual(paths, ["1.txt", "2.txt", "3.txt"]);
      unsubscribe();
      if (options.fetchSubscriptions) assert.match(calls[0].type, /^text\/event-stream/);
      await dispose();
    });

    it(`sees why it cannot subscribe over ${what}`, async () => {
      const { client, dispose } = app(undefined, options);
      const events = client.subscription(EVENTS, { id: "prj_00000000000000000000000000" });
      const { error } = await within(10_000, new Promise((resolve) => { events.subscribe(resolve); }), "an error");
      assert.equal(error.graphQLErrors[0].extensions.code, "NOT_FOUND");
      await dispose();
    });
  }
});
