// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { adopt, Authorizer, fillHeaders, findTokens, isExpired, signOut, SIGNED_OUT, type Session, type Tokens } from "../src/session.ts";
import { Store } from "../src/store.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const signedIn: Session = { ...SIGNED_OUT, accessToken: "at-2", refreshToken: "rt-2", expiresAt: "2026-11-21T12:15:00Z", former: ["at-1"] };
const expired: Session = { ...signedIn, expiresAt: "2026-11-21T12:00:10Z" };

beforeEach(() => { localStorage.clear(); });

describe("tokens in results", () => {
  it("are found under any mutation", () => {
    expect(findTokens({ accountLogin: { accessToken: "a" } })).toEqual({ accessToken: "a" });
    expect(findTokens({ accountLogin: { accessToken: null, userErrors: [] } })).toBeNull();
    expect(findTokens(null)).toBeNull();
  });

  it("replace earlier ones, which are remembered", () => {
    const after = adopt(signedIn, { accessToken: "at-3", refreshToken: "rt-3", expiresAt: null, user: { displayName: "Ada" } });
    expect(after).toEqual({ accessToken: "at-3", refreshToken: "rt-3", expiresAt: null, displayName: "Ada", former: ["at-1", "at-2"] });
  });

  it("expire a little before they do", () => {
    expect(isExpired(signedIn, NOW)).toBe(false);
    expect(isExpired(expired, NOW)).toBe(true);
    expect(isExpired(SIGNED_OUT, NOW)).toBe(false);
  });
});

describe("fillHeaders", () => {
  const header = (text: string, session = signedIn): unknown => JSON.parse(fillHeaders(text, session) ?? "null");

  it("adds the token, and replaces an earlier one whatever its key's case", () => {
    expect(header("")).toEqual({ Authorization: "Bearer at-2" });
    expect(header('{"X-Trace": "1"}')).toEqual({ "X-Trace": "1", Authorization: "Bearer at-2" });
    expect(header('{"authorization": "Bearer at-1"}')).toEqual({ authorization: "Bearer at-2" });
    expect(header('{"Authorization": ""}')).toEqual({ Authorization: "Bearer at-2" });
  });

  it("leaves what a person typed", () => {
    for (const text of ['{"Authorization": "Bearer mine"}', '{"Authorization": "Basic eA=="}', '{"Authorization": "Bearer at-2"}', '{"Auth']) {
      expect(fillHeaders(text, signedIn)).toBeNull();
    }
  });

  it("takes the token away after signing out", () => {
    const out = signOut(signedIn);
    expect(fillHeaders('{"Authorization": "Bearer at-2"}', out)).toBe("");
    expect(JSON.parse(fillHeaders('{"Authorization": "Bearer at-2", "X": "1"}', out) ?? "")).toEqual({ X: "1" });
    expect(fillHeaders("", out)).toBeNull();
  });
});

describe("Authorizer", () => {
  const authorizer = (session: Session, refresh: (token: string) => Promise<Tokens | null>) => {
    const store = new Store(session, "session");
    store.set(session);
    return { store, authorizer: new Authorizer(store, refresh, () => NOW) };
  };
  const ours = { Authorization: "Bearer at-2" };

  it("passes on a token that is still good, and foreign ones", async () => {
    const refresh = vi.fn();
    const { authorizer: subject } = authorizer(signedIn, refresh);
    expect(await subject.authorize(ours)).toEqual(ours);
    expect(await subject.authorize({ Authorization: "Bearer at-1" })).toEqual(ours);
    expect(await subject.authorize({ Authorization: "Bearer mine", "X": 1 })).toEqual({ Authorization: "Bearer mine", X: "1" });
    expect(refresh).not.toHaveBeenCalled();
  });

  it("exchanges an expired token once, however many requests wait for it", async () => {
    const refresh = vi.fn(() => Promise.resolve({ accessToken: "at-3", refreshToken: "rt-3", expiresAt: "2026-11-21T12:15:00Z" }));
    const { authorizer: subject } = authorizer(expired, refresh);
    const all = await Promise.all([subject.authorize(ours), subject.authorize(ours), subject.authorize(ours)]);
    expect(all).toEqual(Array(3).fill({ Authorization: "Bearer at-3" }));
    expect(refresh.mock.calls).toEqual([["rt-2"]]);
  });

  it("takes up the tokens that another tab has fetched", async () => {
    const refresh = vi.fn();
    const { store, authorizer: subject } = authorizer(expired, refresh);
    localStorage.setItem("session", JSON.stringify(adopt(signedIn, { accessToken: "at-9", refreshToken: "rt-9", expiresAt: "2026-11-21T12:15:00Z" })));
    expect(await subject.authorize(ours)).toEqual({ Authorization: "Bearer at-9" });
    expect(store.get().refreshToken).toBe("rt-9");
    expect(refresh).not.toHaveBeenCalled();
  });

  it("ends the session where the refresh token is refused, and keeps it where the server is away", async () => {
    const refused = authorizer(expired, () => Promise.resolve(null));
    expect(await refused.authorizer.authorize(ours)).toEqual({});
    expect(refused.store.get().accessToken).toBeNull();

    const away = authorizer(expired, () => Promise.reject(new Error("away")));
    await expect(away.authorizer.authorize(ours)).rejects.toThrow("away");
    expect(away.store.get().refreshToken).toBe("rt-2");
  });

  it("exchanges a token that the server refused before its time, but only its own", async () => {
    const { authorizer: subject } = authorizer(signedIn, () => Promise.resolve({ accessToken: "at-3" }));
    expect(await subject.retry({ Authorization: "Bearer mine" })).toBe(false);
    expect(await subject.retry(ours)).toBe(true);
    expect(await subject.authorize(ours)).toEqual({ Authorization: "Bearer at-3" });
  });

  it("leaves its token out for signing in, but not what a person typed", () => {
    const { authorizer: subject } = authorizer(expired, () => Promise.resolve(null));
    expect(subject.anonymous(ours)).toEqual({});
    expect(subject.anonymous({ Authorization: "Bearer mine" })).toEqual({ Authorization: "Bearer mine" });
  });
});
