// @apollo/client (without React) as an app uses it: with its own links for tokens, persisted documents,
// sockets and uploads.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, HttpLink, InMemoryCache, ServerError, gql } from "@apollo/client";
import { SetContextLink } from "@apollo/client/link/context";
import { ErrorLink } from "@apollo/client/link/error";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import UploadHttpLink from "apollo-upload-client/UploadHttpLink.mjs";
import { createClient as createSocket } from "graphql-ws";
import { from, lastValueFrom, mergeMap } from "rxjs";
import WebSocket from "ws";
import { resumable } from "../../../playground/src/resume.ts";
import { Person } from "../support/person.mjs";
import { startServer } from "../support/server.mjs";
import { until } from "../support/wait.mjs";
import { REFRESH, archive, recorder } from "./app.mjs";

const PROJECT = gql`
  query Project($id: ID!, $first: Int = 2) {
    project(id: $id) { ...Head files(first: $first) { totalCount nodes { path text } } }
  }
  fragment Head on Project { id name owner { id displayName } }
`;
const CREATE = gql`
  mutation Create($input: ProjectCreateInput!) {
    projectCreate(input: $input) { project { id name } userErrors { code field message } }
  }
`;
const IMPORT = gql`
  mutation Import($archive: Upload!) {
    projectImport(input: { archive: $archive }) { project { id name files(first: 5) { nodes { path text } } } userErrors { message } }
  }
`;
const EVENTS = gql`
  subscription Events($id: ID!, $after: StreamCursor) {
    projectEvents(projectId: $id, after: $after) { cursor event { ... on FilesChanged { paths } } }
  }
`;
// Apollo's link looks for what browsers have, and Node has from its version 22.
globalThis.WebSocket ??= WebSocket;
const sha256 = (text) => createHash("sha256").update(text).digest("hex");

describe("@apollo/client", { timeout: 60_000, concurrency: 4 }, () => {
  let server, ada;
  before(async () => {
    server = await startServer();
    ada = await Person.register(server);
  });
  after(() => server.close());

  /** A client as an app has it; `calls` are the requests that it made. */
  function app(tokens = { access: ada.token, refresh: ada.refreshToken }, { links = [], http = {}, uploads = false } = {}) {
    const { fetch, calls } = recorder();
    const refreshed = async () => {
      const response = await fetch(server.endpoint, {
        method: "POST", headers: { "content-type": "application/json" },
        body: JSON.stringify({ query: REFRESH, variables: { token: tokens.refresh } }),
      });
      const { data } = await response.json();
      tokens.access = data.sessionRefresh.accessToken;
      tokens.refresh = data.sessionRefresh.refreshToken;
    };
    // Both answers that Apollo makes of a refused token: by the status, or by what is in the response.
    const isSignedOut = (error) =>
      CombinedGraphQLErrors.is(error)
        ? error.errors.some(({ extensions }) => extensions.code === "UNAUTHENTICATED")
        : ServerError.is(error) && error.statusCode === 401;
    const again = new ErrorLink(({ error, operation, forward }) => {
      if (!isSignedOut(error) || !tokens.refresh) return undefined;
      const before = tokens.access;
      return from(tokens.access === before ? refreshed() : Promise.resolve()).pipe(
        mergeMap(() => {
          if (!tokens.access) throw error;
          return forward(operation);
        }),
      );
    });
    const signedIn = new SetContextLink(({ headers }) => ({ headers: { ...headers, authorization: `Bearer ${tokens.access}` } }));
    const sockets = createSocket({
      url: server.socket, webSocketImpl: WebSocket, connectionParams: () => ({ authorization: `Bearer ${tokens.access}` }), retryAttempts: 5,
    });
    const HttpKind = uploads ? UploadHttpLink : HttpLink;
    const client = new ApolloClient({
      cache: new InMemoryCache(),
      defaultOptions: { query: { fetchPolicy: "network-only" } },
      link: ApolloLink.split(
        ({ operationType }) => operationType === "subscription",
        new GraphQLWsLink({ ...sockets, ...resumable(sockets) }),
        ApolloLink.from([again, signedIn, ...links, new HttpKind({ uri: server.endpoint, fetch, ...http })]),
      ),
    });
    return { client, calls, tokens, dispose: () => { client.stop(); return sockets.dispose(); } };
  }

  it("queries with fragments, variables and their defaults, and finds them in its cache", async () => {
    const { id } = await ada.project("Letters");
    for (const letter of ["a", "b", "c"]) await ada.write(id, `${letter}.txt`, letter.toUpperCase());
    const { client, calls } = app();
    const { data } = await client.query({ query: PROJECT, variables: { id } });
    assert.deepEqual(data.project.files.nodes.map(({ path, text }) => [path, text]), [["a.txt", "A"], ["b.txt", "B"]]);
    assert.equal((await client.query({ query: PROJECT, variables: { id, first: 3 } })).data.project.files.nodes.length, 3);
    await client.query({ query: PROJECT, variables: { id }, fetchPolicy: "cache-first" });
    assert.equal(calls.length, 2);
    assert.equal(client.readFragment({ id: `Project:${id}`, fragment: gql`fragment Name on Project { name }` }).name, "Letters");
    assert.ok(calls.every(({ status, type }) => status === 200 && type.startsWith("application/graphql-response+json")));
  });

  it("queries by GET, and mutates by POST all the same", async () => {
    const { id } = await ada.project("By GET");
    const { client, calls } = app(undefined, { http: { useGETForQueries: true } });
    assert.equal((await client.query({ query: PROJECT, variables: { id } })).data.project.name, "By GET");
    await client.mutate({ mutation: CREATE, variables: { input: { name: "By POST" } } });
    assert.deepEqual(calls.map(({ method, status }) => [method, status]), [["GET", 200], ["POST", 200]]);
  });

  it("mutates, and sees what the user can put right as data", async () => {
    const { client } = app();
    const made = await client.mutate({ mutation: CREATE, variables: { input: { name: "Made by Apollo" } } });
    assert.equal(made.data.projectCreate.project.name, "Made by Apollo");
    const refused = await client.mutate({ mutation: CREATE, variables: { input: { name: " " } } });
    assert.deepEqual(refused.data.projectCreate.userErrors.map(({ field }) => field), [["name"]]);
  });

  it("sees coded errors, and data beside them where it wants them", async () => {
    const { client } = app();
    await assert.rejects(client.query({ query: gql`{ nothing }` }), (error) =>
      CombinedGraphQLErrors.is(error) && error.errors[0].extensions.code === "GRAPHQL_VALIDATION_FAILED");
    const query = gql`{ viewer { id } projects(first: 1, after: "nonsense") { totalCount } }`;
    await assert.rejects(client.query({ query }), (error) => error.errors[0].extensions.code === "BAD_USER_INPUT");
  });

  it("gets itself another token where the first has expired, and asks again", async () => {
    const other = await ada.onAnotherDevice();
    const { client, calls, tokens } = app({ access: other.tokenUntil(Date.now() / 1000 - 60), refresh: other.refreshToken });
    const { data } = await client.query({ query: gql`{ viewer { id } }` });
    assert.equal(data.viewer.id, ada.id);
    assert.deepEqual(calls.map(({ status }) => status), [401, 200, 200], "asked, refreshed, asked again");
    assert.notEqual(tokens.refresh, other.refreshToken);
  });

  it("is told that it is signed out where the session has ended", async () => {
    const other = await ada.onAnotherDevice();
    await other.signOut();
    const { client } = app({ access: other.token, refresh: other.refreshToken });
    await assert.rejects(client.query({ query: gql`{ viewer { id } }` }), (error) =>
      CombinedGraphQLErrors.is(error) && error.errors[0].extensions.code === "UNAUTHENTICATED");
  });

  it("uploads a file as a multipart request", async () => {
    const { client, calls } = app(undefined, { uploads: true, http: { headers: { "Apollo-Require-Preflight": "true" } } });
    const { data } = await client.mutate({ mutation: IMPORT, variables: { archive: archive("Carried", { "index.html": "<p>hé</p>" }) } });
    assert.deepEqual(data.projectImport.userErrors, []);
    assert.deepEqual(data.projectImport.project.files.nodes.map(({ path, text }) => [path, text]), [["index.html", "<p>hé</p>"]]);
    assert.match(calls[0].sent, /^multipart\/form-data; boundary=/);
  });

  for (const useGETForHashedQueries of [false, true]) {
    it(`persists documents by ${useGETForHashedQueries ? "GET" : "POST"}: sends them once, then only their hashes`, async () => {
      const { client, calls } = app(undefined, { links: [new PersistedQueryLink({ sha256, useGETForHashedQueries })] });
      // A document that no other test has sent.
      const query = gql(`query Persisted${useGETForHashedQueries ? "ByGet" : "ByPost"} { viewer { id displayName } }`);
      for (const round of [1, 2]) {
        const { data } = await client.query({ query });
        assert.equal(data.viewer.id, ada.id, `round ${round}`);
      }
      const hasQuery = ({ url, body }) => url.includes("query=") || /"query":/.test(body);
      assert.deepEqual(calls.map(hasQuery), [false, true, false], "unknown, sent, known");
      assert.equal(calls.at(-1).method, useGETForHashedQueries ? "GET" : "POST");
      const { data } = await client.mutate({ mutation: CREATE, variables: { input: { name: "Persisted" } } });
      assert.equal(data.projectCreate.project.name, "Persisted");
      assert.equal(calls.at(-1).method, "POST", "mutations never by GET");
    });
  }

  it("does not accept a document under another one's hash", async () => {
    const { client } = app(undefined, { links: [new PersistedQueryLink({ sha256: (text) => sha256(`${text} `) })] });
    await assert.rejects(client.query({ query: gql`query Forged { viewer { id } }` }), (error) => CombinedGraphQLErrors.is(error));
  });

  it("subscribes", async () => {
    const { id, eventsCursor: after } = await ada.project("Watched");
    const { client, dispose } = app();
    const paths = [];
    let problem;
    const subscription = client.subscribe({ query: EVENTS, variables: { id, after } }).subscribe(({ data, error }) => {
      problem ??= error;
      if (data) paths.push(...data.projectEvents.event.paths);
    });
    for (const path of ["1.txt", "2.txt", "3.txt"]) await ada.write(id, path, "");
    await until(() => paths.length === 3 || problem, "three events");
    assert.equal(problem?.message, undefined);
    assert.deepEqual(paths, ["1.txt", "2.txt", "3.txt"]);
    subscription.unsubscribe();
    await dispose();
  });

  it("sees why it cannot subscribe", async () => {
    const { client, dispose } = app();
    const events = client.subscribe({ query: EVENTS, variables: { id: "prj_00000000000000000000000000" } });
    const { error } = await lastValueFrom(events);
    assert.ok(CombinedGraphQLErrors.is(error));
    assert.equal(error.errors[0].extensions.code, "NOT_FOUND");
    await dispose();
  });
});
