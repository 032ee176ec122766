/**
 * Makes the server's event streams resume exactly after a dropped connection.
 *
 * A stream's events carry a cursor, and its field takes the last one as `after`. graphql-ws
 * connects again by itself, but then sends an operation's *original* variables, so that a
 * stream would start over. `resumable` wraps a client so that the variable `after` is always
 * the cursor of the last event that was delivered: every event arrives once, in order.
 *
 * ```ts
 * const client = resumable(createClient({ url, connectionParams, retryAttempts: 20 }));
 * for await (const result of client.iterate({ query, variables: { generationId } })) { … }
 * ```
 *
 * The document has to pass the variable on and to ask for the cursor:
 * `subscription ($id: ID!, $after: StreamCursor) { generationEvents(generationId: $id, after: $after) { cursor … } }`.
 * Where it does neither (as for `presence`, which has no cursor) the wrapper changes nothing.
 *
 * A cursor may have become too old for the server to resume from. That is the coded error
 * `CURSOR_EXPIRED`, which ends the operation like any error: read the state again.
 */
import type { Client, FormattedExecutionResult, Sink, SubscribePayload } from "graphql-ws";

type Data = Record<string, unknown>;
type Result<D = Data, E = unknown> = FormattedExecutionResult<D, E>;

/** The part of a graphql-ws client that runs operations. */
export type Operations = Pick<Client, "subscribe" | "iterate">;

/** The name of the variable that takes the cursor. */
const AFTER = "after";

/** Wraps a graphql-ws client, so that its subscriptions go on where they were interrupted. */
export function resumable(client: Pick<Client, "subscribe">): Operations {
  function subscribe<D = Data, E = unknown>(payload: SubscribePayload, sink: Sink<Result<D, E>>): () => void {
    const position = new Position(payload);
    return client.subscribe<D, E>(position.payload, {
      next(result) {
        // Taken note of first: an event that the sink has seen must not come again.
        position.advance(result.data);
        sink.next(result);
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
