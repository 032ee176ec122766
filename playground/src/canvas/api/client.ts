/**
 * GraphQL as the canvas uses it: with the session that the playground keeps, exchanged in time.
 * Answers data or throws a sentence.
 */
import { createClient, type Client } from "graphql-ws";
import { RefreshSessionDocument, type RefreshSessionMutation, type TypedDocumentString } from "../../gql/graphql.ts";
import { send, userErrorsOf, type Result } from "../../requests.ts";
import { adopt, Authorizer, findTokens, signOut, SIGNED_OUT, type Session, type Tokens } from "../../session.ts";
import { Store } from "../../store.ts";

const ENDPOINT = "/graphql";

export const session = new Store<Session>(SIGNED_OUT, "maquette:playground:session");

/** A mistake of the person's, or a right that is missing: the server's sentence. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** The server was not reached. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

async function refresh(refreshToken: string): Promise<Tokens | null> {
  const outcome = await send(ENDPOINT, { query: RefreshSessionDocument.toString(), variables: { refreshToken } }, {});
  if (outcome.kind === "unreachable") throw new Unreachable("The server cannot be reached.");
  const payload = (outcome.result.data as RefreshSessionMutation | null | undefined)?.sessionRefresh;
  return payload?.accessToken ? payload : null;
}

const authorizer = new Authorizer(session, refresh);

function headers(): Record<string, string> {
  const { accessToken } = session.get();
  return accessToken === null ? {} : { authorization: `Bearer ${accessToken}` };
}

/** Runs an operation. */
export async function ask<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<Data> {
  const request = { query: document.toString(), variables };
  let authorized = await authorizer.authorize(headers());
  let outcome = await send(ENDPOINT, request, authorized);
  if (outcome.kind === "unauthenticated" && (await authorizer.retry(authorized))) {
    authorized = await authorizer.authorize(headers());
    outcome = await send(ENDPOINT, request, authorized);
  }
  const { result, kind } = outcome;
  if (kind === "unreachable") throw new Unreachable(result.errors?.[0]?.message ?? "The server cannot be reached.");
  if (kind === "unauthenticated") {
    session.update(signOut);
    throw new Refused("Your session has ended. Sign in again to go on.", "UNAUTHENTICATED");
  }
  return dataOf(result) as Data;
}

/** Signs in or registers: what it answers with becomes the session. */
export async function signInWith<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<void> {
  const { result, kind } = await send(ENDPOINT, { query: document.toString(), variables }, {});
  if (kind === "unreachable") throw new Unreachable("The server cannot be reached.");
  const tokens = findTokens(dataOf(result));
  if (tokens) session.update((now) => adopt(now, tokens));
}

function dataOf({ data, errors }: Result): NonNullable<Result["data"]> {
  const [error] = errors ?? [];
  if (error) throw new Refused(error.message, codeIn(error.extensions));
  const [mistake] = userErrorsOf(data);
  if (mistake !== undefined) throw new Refused(mistake, codeOf(data));
  return data ?? {};
}

function codeIn(extensions: Readonly<Record<string, unknown>> | undefined): string {
  const code = extensions?.["code"];
  return typeof code === "string" ? code : "UNKNOWN";
}

function codeOf(data: Result["data"]): string {
  for (const payload of Object.values(data ?? {})) {
    const [first] = (payload as { userErrors?: { code?: string }[] } | null)?.userErrors ?? [];
    if (first?.code !== undefined) return first.code;
  }
  return "INVALID";
}

let client: Client | null = null;

function socket(): Client {
  const url = new URL(ENDPOINT, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  client ??= createClient({
    url: url.href,
    lazy: true,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    keepAlive: 20_000,
    async connectionParams() {
      const { authorization } = await authorizer.authorize(headers());
      return authorization === undefined ? {} : { authorization };
    },
  });
  return client;
}

/** Follows a subscription until the returned function is called. `again` is called whenever something may have been missed. */
export function follow<Data, Variables extends Record<string, unknown>>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  sink: { next: (data: Data) => void; again?: () => void; end?: (error: unknown) => void },
): () => void {
  const connection = socket();
  const stopListening = connection.on("connected", () => sink.again?.());
  const stop = connection.subscribe<Data>(
    { query: document.toString(), variables },
    {
      next({ data }) { if (data) sink.next(data); },
      error(error) { sink.end?.(error); },
      complete() { sink.end?.(null); },
    },
  );
  return () => {
    stopListening();
    stop();
  };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
