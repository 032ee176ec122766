// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Authorizer, SIGNED_OUT, type Session } from "../src/session.ts";
import { Store } from "../src/store.ts";
import { createFetcher, type Listener } from "../src/transport.ts";
import type { Result } from "../src/requests.ts";

const OURS = { Authorization: "Bearer at-1" };
const answer = (body: unknown, status = 200) => new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
const refusal = { errors: [{ message: "The access token has expired.", extensions: { code: "UNAUTHENTICATED" } }] };

interface Body {
  query: string;
  operationName?: string | null;
}

function setUp(fetching: (headers: Headers, body: Body) => Response | Promise<Response>, session: Partial<Session> = {}) {
  localStorage.clear();
  const requests: (string | null)[] = [];
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    requests.push(headers.get("authorization"));
    return fetching(headers, JSON.parse(init.body as string) as Body);
  });
  const store = new Store<Session>({ ...SIGNED_OUT, accessToken: "at-1", refreshToken: "rt-1", ...session });
  const refresh = vi.fn(() => Promise.resolve({ accessToken: "at-2", refreshToken: "rt-2" }));
  const listener = {
    objection: vi.fn((): string | null => null),
    started: vi.fn(),
    received: vi.fn(),
    completed: vi.fn(),
    reached: vi.fn(),
    signedOut: vi.fn(),
  } satisfies Listener;
  const fetcher = createFetcher("/graphql", new Authorizer(store, refresh), listener);
  const run = (query: string, headers: Record<string, string> = OURS) => fetcher({ query, variables: {} }, { headers }) as Promise<Result>;
  return { run, fetcher, requests, store, refresh, listener };
}

describe("a query", () => {
  beforeEach(() => { vi.unstubAllGlobals(); });

  it("is sent with the headers of the editor and told about", async () => {
    const { run, requests, listener } = setUp(() => answer({ data: { viewer: null } }));
    expect(await run("query Who { viewer { id } }")).toEqual({ data: { viewer: null } });
    expect(requests).toEqual(["Bearer at-1"]);
    expect(listener.received).toHaveBeenCalledWith("Who", { data: { viewer: null } });
    expect(listener.completed).toHaveBeenCalledWith("Who");
    expect(listener.reached).toHaveBeenCalledWith(true);
  });

  it("asks for its own operation, whatever the tab before it held", async () => {
    const asked: unknown[] = [];
    const { fetcher, listener } = setUp((_headers, body) => {
      asked.push(body.operationName);
      return answer({ data: {} });
    });
    await fetcher({ query: "query Who { viewer { id } }", operationName: "Register" }, { headers: OURS });
    await fetcher({ query: "query A { a } query B { b }", operationName: "B" }, { headers: OURS });
    expect(asked).toEqual(["Who", "B"]);
    expect(listener.completed.mock.calls).toEqual([["Who"], ["B"]]);
  });

  it("is sent again, once, with a fresh token after the server refused the old one", async () => {
    const { run, requests, refresh } = setUp((headers) => (headers.get("authorization") === "Bearer at-2" ? answer({ data: { ok: true } }) : answer(refusal, 401)));
    expect(await run("{ ok }")).toEqual({ data: { ok: true } });
    expect(requests).toEqual(["Bearer at-1", "Bearer at-2"]);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it("is not sent again where something was executed", async () => {
    const partial = { data: { a: 1, b: null }, errors: refusal.errors };
    const { run, requests } = setUp(() => answer(partial));
    expect(await run("mutation { a b }")).toEqual(partial);
    expect(requests).toHaveLength(1);
  });

  it("gives up where the fresh token is refused too", async () => {
    const { run, requests, listener } = setUp(() => answer(refusal, 401));
    expect(await run("{ ok }")).toEqual(refusal);
    expect(requests).toHaveLength(2);
    expect(listener.signedOut).toHaveBeenCalled();
    expect(listener.completed).not.toHaveBeenCalled();
  });

  it("logs in without a token of an earlier session", async () => {
    const { run, requests } = setUp(() => answer({ data: {} }));
    await run("mutation LogIn { accountLogin { accessToken } }");
    await run("mutation Both { accountLogin { accessToken } projectDelete { deletedId } }");
    expect(requests).toEqual([null, "Bearer at-1"]);
  });

  it("says in words that the server is away, or is not ours", async () => {
    const away = setUp(() => { throw new TypeError("Failed to fetch"); });
    expect((await away.run("{ ok }")).errors?.[0]?.message).toMatch(/does not answer\. Is it running\?/);
    expect(away.listener.reached).toHaveBeenLastCalledWith(false);

    const proxy = setUp(() => answer("<h1>Bad Gateway</h1>", 502));
    expect((await proxy.run("{ ok }")).errors?.[0]?.message).toMatch(/502.*not with GraphQL: <h1>Bad Gateway/);
  });

  it("is not sent while a captured value is missing", async () => {
    const { run, requests, listener } = setUp(() => answer({}));
    listener.objection.mockReturnValue("Run CreateProject first.");
    expect(await run("{ ok }")).toEqual({ errors: [{ message: "Run CreateProject first." }] });
    expect(requests).toEqual([]);
  });
});
