/**
 * Makes the server's event streams resume exactly after a dropped connection.
 *
 * A stream's events carry a cursor, and its field takes the last one as `after`. graphql-ws and
 * graphql-sse connect again by themselves, but then send an operation's *original* variables, so
 * that a stream would start over. `resumable` wraps a client of either so that the variable
 * `after` is always the cursor of the last event that was delivered: every event arrives once, in
 * order.
 *
 * ```ts
 * import { createClient } from "graphql-ws";
 * const client = resumable(createClient({ url, connectionParams, retryAttempts: 20, shouldRetry: () => true }));
 *
 * import { createClient } from "graphql-sse";
 * const client = resumable(createClient({ url, headers, retryAttempts: 20, fetchFn: fetchWithLateEnd }));
 *
 * for await (const result of client.iterate({ query, variables: { generationId } })) { … }
 * ```
 *
 * Both clients ask for `connectionParams` or `headers` before every attempt where these are
 * functions: that is where a fresh access token comes from. Without `shouldRetry`, graphql-ws gives
 * up where a connection is refused, as it is while the server restarts; `resume-sse.ts` says what
 * graphql-sse needs `fetchWithLateEnd` for.
 *
 * The document has to pass the variable on and to ask for the cursor:
 * `subscription ($id: ID!, $after: StreamCursor) { generationEvents(generationId: $id, after: $after) { cursor … } }`.
 * Where it does neither (as for `presence`, which has no cursor) the wrapper changes nothing.
 *
 * `projectEvents` and `previewEvents` begin with what happens from now on, and “now” is another
 * moment after a dropped connection. To miss nothing, read the state with its `eventsCursor` and
 * begin with that: `variables: { projectId, after: project.eventsCursor }`.
 *
 * A cursor may have become too old for the server to resume from. That is the coded error
 * `CURSOR_EXPIRED`, which ends the operation like any error: read the state again.
 */
import type { FormattedExecutionResult, Sink, SubscribePayload } from "graphql-ws";

type Data = Record<string, unknown>;
type Result<D = Data, E = unknown> = FormattedExecutionResult<D, E>;

/**
 * What a client has to offer. graphql-sse's does in its distinct connections mode, the default:
 * with a single connection it sends a copy of its first payload again.
 */
export interface Subscribing {
  subscribe(payload: SubscribePayload, sink: Sink<{ data?: unknown }>): () => void;
}

/** What runs operations, as both clients do. */
export interface Operations {
  subscribe<D = Data, E = unknown>(payload: SubscribePayload, sink: Sink<Result<D, E>>): () => void;
  iterate<D = Data, E = unknown>(payload: SubscribePayload): AsyncIterableIterator<Result<D, E>, undefined>;
}

/** The name of the variable that takes the cursor. */
const AFTER = "after";

/** Wraps a client of graphql-ws or graphql-sse, so that its subscriptions go on where they were interrupted. */
export function resumable(client: Subscribing): Operations {
  function subscribe<D = Data, E = unknown>(payload: SubscribePayload, sink: Sink<Result<D, E>>): () => void {
    const position = new Position(payload);
    return client.subscribe(position.payload, {
      next(result) {
        // Taken note of first: an event that the sink has seen must not come again.
        position.advance(result.data);
        sink.next(result as Result<D, E>);
      },
      error: (error) => { sink.error(error); },
      complete: () => { sink.complete(); },
    });
  }
  return {
    subscribe,
    iterate<D = Data, E = unknown>(payload: SubscribePayload) {
      return iterateOver<Result<D, E>>((sink) => subscribe<D, E>(payload, sink));
    },
  };
}

/** How far one subscription has come. */
class Position {
  /**
   * What the client sends. It serialises its payload for every attempt, so `variables` is a
   * property that always answers with the latest cursor.
   */
  readonly payload: SubscribePayload;
  #cursor: string | null = null;

  constructor(original: SubscribePayload) {
    const variables = (): Record<string, unknown> | null | undefined =>
      this.#cursor === null ? original.variables : { ...original.variables, [AFTER]: this.#cursor };
    this.payload = Object.defineProperty({ ...original }, "variables", { enumerable: true, get: variables });
  }

  /** A subscription has one root field; its value carries the cursor. */
  advance(data: unknown): void {
    if (typeof data !== "object" || data === null) return;
    for (const value of Object.values(data)) {
      const cursor = (value as { cursor?: unknown } | null)?.cursor;
      if (typeof cursor === "string") this.#cursor = cursor;
    }
  }
}

/** Turns a subscription into an async iterator that keeps what its reader has not asked for yet. */
export function iterateOver<T>(subscribe: (sink: Sink<T>) => () => void): AsyncIterableIterator<T, undefined> {
  const waiting: T[] = [];
  let ended: { error: unknown } | "completed" | null = null;
  let wake: (() => void) | null = null;
  const end = (how: { error: unknown } | "completed"): void => {
    ended ??= how;
    wake?.();
  };
  const unsubscribe = subscribe({
    next(value) {
      waiting.push(value);
      wake?.();
    },
    error: (error) => { end({ error }); },
    complete: () => { end("completed"); },
  });
  async function* values(): AsyncGenerator<T, undefined> {
    for (;;) {
      while (waiting.length > 0) yield waiting.shift() as T;
      if (ended === "completed") return undefined;
      if (ended) throw ended.error;
      await new Promise<void>((resolve) => { wake = resolve; });
    }
  }
  const generator = values();
  return {
    [Symbol.asyncIterator]() { return this; },
    next: () => generator.next(),
    async return() {
      // A generator that waits would not see its own `return`, so the wait ends first.
      waiting.length = 0;
      end("completed");
      unsubscribe();
      return generator.return(undefined);
    },
    throw: (error) => generator.throw(error),
  };
}
