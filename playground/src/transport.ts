/**
 * What GraphiQL sends its operations through: queries and mutations over HTTP, subscriptions
 * over graphql-ws, both with a token that is still good. It tells the rest of the page what
 * came back (`Listener`) and decides nothing about it.
 */
import { createClient } from "graphql-ws";
import { getOperationAST, Kind, OperationTypeNode, parse, type OperationDefinitionNode } from "graphql";
import type { Fetcher } from "@graphiql/toolkit";
import { isUnauthenticated, problem, send, unreachable, type Request, type Result } from "./requests.ts";
import { iterateOver, resumable } from "./resume.ts";
import type { Authorizer } from "./session.ts";

export interface Listener {
  /** Why this cannot be run yet, in a sentence. */
  objection(variables: unknown): string | null;
  started(operation: string): void;
  received(operation: string, result: Result): void;
  /** The operation came to its end, without an error that ended it early. */
  completed(operation: string): void;
  reached(yes: boolean): void;
  signedOut(): void;
}

/** Operations that give a token must not fail because of an old one. */
const SIGNING_IN = new Set(["accountRegister", "accountLogin", "sessionRefresh"]);

/** Several events a frame are more than anybody can read, and each costs the editor a layout. */
const DISPLAY_INTERVAL = 50;
const FORBIDDEN = 4403;
const RETRIES = 12;

export function createFetcher(endpoint: string, authorizer: Authorizer, listener: Listener): Fetcher {
  return (asked, options) => {
    const request = withItsOwnOperation(asked);
    const operation = operationOf(request);
    const headers = (options?.headers ?? {}) as Record<string, unknown>;
    const name = operation?.name?.value ?? "";
    const objection = listener.objection(request.variables);
    if (objection !== null) return problem(objection) as never;
    const call = { endpoint, authorizer, listener, headers, request, name };
    if (operation?.operation === OperationTypeNode.SUBSCRIPTION) return watch(call) as never;
    return ask(call, signsIn(operation)) as never;
  };
}

interface Call {
  endpoint: string;
  authorizer: Authorizer;
  listener: Listener;
  headers: Record<string, unknown>;
  request: Request;
  name: string;
}

async function ask(call: Call, signingIn: boolean): Promise<Result> {
  const { endpoint, authorizer, listener, headers, request, name } = call;
  listener.started(name);
  const prepare = async (): Promise<Record<string, string>> =>
    signingIn ? authorizer.anonymous(headers) : authorizer.authorize(headers);
  let prepared: Record<string, string>;
  let outcome;
  try {
    prepared = await prepare();
    outcome = await send(endpoint, request, prepared);
    // Revoked, or expired by the server's clock: once more, with a token exchanged for it.
    if (outcome.kind === "unauthenticated" && (await authorizer.retry(prepared))) {
      outcome = await send(endpoint, request, await prepare());
    }
  } catch {
    outcome = { kind: "unreachable", result: problem(unreachable(endpoint)) } as const;
  }
  listener.reached(outcome.kind !== "unreachable");
  if (outcome.kind === "unauthenticated") listener.signedOut();
  listener.received(name, outcome.result);
  if (!outcome.result.errors?.length) listener.completed(name);
  return outcome.result;
}

/** Runs a subscription; ends with the error as a last result, where there is one. */
function watch(call: Call): AsyncIterableIterator<Result> {
  const { listener, request, name } = call;
  listener.started(name);
  return iterateOver<Result>((sink) => {
    const display = throttle(DISPLAY_INTERVAL, (result: Result) => { sink.next(result); });
    const finish = (last?: Result): void => {
      display.flush();
      if (last) sink.next(last);
      sink.complete();
    };
    const client = resumable(connect(call));
    const { query, variables, operationName } = request;
    return client.subscribe(
      { query, operationName, variables: variables as Record<string, unknown> | null | undefined },
      {
        next(result) {
          listener.received(name, result);
          display.push(result);
        },
        error(error) {
          const result = explain(error, call.endpoint);
          if (isUnauthenticated(result)) listener.signedOut();
          listener.received(name, result);
          finish(result);
        },
        complete() {
          listener.completed(name);
          finish();
        },
      },
    );
  });
}

/** A socket of its own for each subscription, since each tab has headers of its own. */
function connect({ endpoint, authorizer, listener, headers }: Call) {
  const url = new URL(endpoint, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  let refused: Record<string, string> | null = null;
  let sent: Record<string, string> = {};
  return createClient({
    url: url.href,
    lazy: true,
    retryAttempts: RETRIES,
    keepAlive: 20_000,
    shouldRetry: () => true,
    async connectionParams() {
      if (refused) await authorizer.retry(refused);
      refused = null;
      sent = await authorizer.authorize(headers);
      const authorization = Object.entries(sent).find(([name]) => name.toLowerCase() === "authorization")?.[1];
      return authorization === undefined ? {} : { authorization };
    },
    on: {
      connected: () => { listener.reached(true); },
      closed(event) {
        const { code, wasClean } = event as CloseEvent;
        if (code === FORBIDDEN) refused = sent;
        else if (!wasClean) listener.reached(false);
      },
    },
  });
}

function explain(error: unknown, endpoint: string): Result {
  // GraphQL errors come as a list.
  if (Array.isArray(error)) return { errors: error as NonNullable<Result["errors"]> };
  const { code, reason } = (error ?? {}) as Partial<CloseEvent>;
  if (code === FORBIDDEN || code === 4401) {
    return { errors: [{ message: "The server refused the access token. Log in again.", extensions: { code: "UNAUTHENTICATED" } }] };
  }
  if (code === 1006 || error instanceof Event) return problem(unreachable(endpoint));
  if (code !== undefined) return problem(`The connection was closed (${code.toString()}${reason ? `: ${reason}` : ""}).`);
  return problem(error instanceof Error ? error.message : String(error));
}

/**
 * GraphiQL reads a document's operations a moment after it has changed, and until then asks for the
 * operation of the tab that was open before. A document of one operation leaves no doubt.
 */
function withItsOwnOperation<R extends Request>(request: R): R {
  const only = operationOf({ query: request.query });
  return only ? { ...request, operationName: only.name?.value ?? null } : request;
}

function operationOf(request: Request): OperationDefinitionNode | null {
  try {
    return getOperationAST(parse(request.query), request.operationName ?? null) ?? null;
  } catch {
    // The server says what is wrong with it, with a position.
    return null;
  }
}

function signsIn(operation: OperationDefinitionNode | null): boolean {
  const fields = operation?.selectionSet.selections ?? [];
  return fields.length > 0 && fields.every((field) => field.kind === Kind.FIELD && SIGNING_IN.has(field.name.value));
}

/** Passes the first value on at once, and then the latest one at most every `interval` ms. */
function throttle<T>(interval: number, pass: (value: T) => void): { push(value: T): void; flush(): void } {
  let waiting: { value: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const latest = waiting;
    waiting = null;
    if (latest) pass(latest.value);
  };
  const tick = (): void => {
    timer = null;
    if (!waiting) return;
    flush();
    timer = setTimeout(tick, interval);
  };
  return {
    flush,
    push(value) {
      waiting = { value };
      if (timer === null) {
        flush();
        timer = setTimeout(tick, interval);
      }
    },
  };
}
