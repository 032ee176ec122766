/**
 * The session of the person at the playground: adopts the tokens that a result brings, keeps
 * the access token in the “Headers” editor, and exchanges it in time. Knows GraphQL results and
 * headers, but neither the editors nor the network: `refresh` is handed in.
 */
import type { Store } from "./store.ts";

export interface Session {
  accessToken: string | null;
  refreshToken: string | null;
  /** RFC 3339, as the server gave it; null where it said none. */
  expiresAt: string | null;
  displayName: string | null;
  /** Earlier access tokens of this browser; a header that holds one may be overwritten. */
  former: readonly string[];
}

export const SIGNED_OUT: Session = { accessToken: null, refreshToken: null, expiresAt: null, displayName: null, former: [] };

/** What the account mutations and `sessionRefresh` answer with. */
export interface Tokens {
  accessToken?: string | null | undefined;
  refreshToken?: string | null | undefined;
  expiresAt?: string | null | undefined;
  user?: { displayName?: string | null | undefined } | null | undefined;
}

/** Asks the server for fresh tokens. Null: the refresh token is no longer good. Throws: not reached. */
export type Refresh = (refreshToken: string) => Promise<Tokens | null>;

/** A token that runs out on its way to the server is as good as expired. */
const MARGIN = 20_000;
const MAX_FORMER = 20;

/** The tokens that a result carries, whichever mutation gave them. */
export function findTokens(data: unknown): Tokens | null {
  if (typeof data !== "object" || data === null) return null;
  for (const value of Object.values(data)) {
    if (typeof (value as Tokens | null)?.accessToken === "string") return value as Tokens;
  }
  return null;
}

export function adopt(session: Session, tokens: Tokens): Session {
  return {
    accessToken: tokens.accessToken ?? null,
    refreshToken: tokens.refreshToken ?? null,
    expiresAt: tokens.expiresAt ?? null,
    displayName: tokens.user?.displayName ?? session.displayName,
    former: remember(session),
  };
}

export function signOut(session: Session): Session {
  return { ...SIGNED_OUT, former: remember(session) };
}

function remember({ accessToken, former }: Session): readonly string[] {
  return accessToken === null ? former : [...former, accessToken].slice(-MAX_FORMER);
}

export function isExpired(session: Session, now: number): boolean {
  return session.expiresAt !== null && Date.parse(session.expiresAt) - MARGIN <= now;
}

/**
 * The headers editor's text with the session's token in it; null where nothing changes. A
 * header that a person typed stays: only an absent, empty or earlier token is replaced.
 */
export function fillHeaders(text: string, session: Session): string | null {
  const headers = parse(text);
  if (!headers) return null;
  const key = keyOf(headers);
  const token = key === undefined ? "" : bearerOf(headers[key]);
  if (token === null || token === (session.accessToken ?? "")) return null;
  if (token !== "" && !session.former.includes(token)) return null;
  if (session.accessToken === null) {
    const rest = Object.entries(headers).filter(([name]) => name !== key);
    return rest.length ? JSON.stringify(Object.fromEntries(rest), null, 2) : "";
  }
  return JSON.stringify({ ...headers, [key ?? "Authorization"]: `Bearer ${session.accessToken}` }, null, 2);
}

function parse(text: string): Record<string, unknown> | null {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    // Being edited, or with comments: not ours to rewrite.
    return null;
  }
}

function keyOf(headers: Readonly<Record<string, unknown>>): string | undefined {
  return Object.keys(headers).find((name) => name.toLowerCase() === "authorization");
}

/** The token of an `Authorization` header; empty where there is none, null where it is another scheme. */
function bearerOf(header: unknown): string | null {
  if (typeof header !== "string") return null;
  if (header.trim() === "") return "";
  return /^Bearer\s*(\S*)$/i.exec(header.trim())?.[1] ?? null;
}

/** The `Authorization` that requests are sent with. */
export class Authorizer {
  readonly #store: Store<Session>;
  readonly #refresh: Refresh;
  readonly #now: () => number;

  constructor(store: Store<Session>, refresh: Refresh, now: () => number = Date.now) {
    this.#store = store;
    this.#refresh = refresh;
    this.#now = now;
  }

  /** The headers of the editor, with a token that is still good where they hold one of ours. */
  async authorize(headers: Readonly<Record<string, unknown>>): Promise<Record<string, string>> {
    const { key, rest } = split(headers);
    if (key === undefined || !this.#isOurs(headers[key])) return strings(headers);
    if (isExpired(this.#store.get(), this.#now())) await this.renew();
    const { accessToken } = this.#store.get();
    return accessToken === null ? rest : { ...rest, [key]: `Bearer ${accessToken}` };
  }

  /** The headers without our token: to log in, an expired one would only be in the way. */
  anonymous(headers: Readonly<Record<string, unknown>>): Record<string, string> {
    const { key, rest } = split(headers);
    return key !== undefined && this.#isOurs(headers[key]) ? rest : strings(headers);
  }

  /** True where another token could be had after the server refused the one in `headers`. */
  async retry(headers: Readonly<Record<string, unknown>>): Promise<boolean> {
    const { key } = split(headers);
    if (key === undefined || !this.#isOurs(headers[key])) return false;
    return this.renew(bearerOf(headers[key]) ?? undefined);
  }

  /**
   * Exchanges the tokens, or ends the session where the server refuses. One tab at a time:
   * a refresh token that is used twice looks stolen, and the server would end the session.
   */
  async renew(refused?: string): Promise<boolean> {
    return exclusively(async () => {
      this.#store.reload();
      const session = this.#store.get();
      const renewedMeanwhile = refused === undefined ? !isExpired(session, this.#now()) : session.accessToken !== refused;
      if (session.accessToken !== null && renewedMeanwhile) return true;
      const tokens = session.refreshToken === null ? null : await this.#refresh(session.refreshToken);
      this.#store.set(tokens ? adopt(session, tokens) : signOut(session));
      return tokens !== null;
    });
  }

  #isOurs(header: unknown): boolean {
    const token = bearerOf(header);
    const { accessToken, former } = this.#store.get();
    return token !== null && token !== "" && (token === accessToken || former.includes(token));
  }
}

/** Runs `work` alone among the tabs of this browser, where it offers locks (it may not over plain HTTP). */
async function exclusively<T>(work: () => Promise<T>): Promise<T> {
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  if (locks) return (await locks.request("maquette:session", work));
  const turn = queue.then(work, work);
  queue = turn.catch(() => undefined);
  return turn;
}
let queue: Promise<unknown> = Promise.resolve();

function split(headers: Readonly<Record<string, unknown>>): { key: string | undefined; rest: Record<string, string> } {
  const key = keyOf(headers);
  const rest = strings(headers);
  if (key !== undefined) Reflect.deleteProperty(rest, key);
  return { key, rest };
}

function strings(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== null && value !== "");
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
