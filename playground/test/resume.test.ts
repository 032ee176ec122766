import { createClient, type Sink, type SubscribePayload } from "graphql-ws";
import { describe, expect, it } from "vitest";
import { iterateOver, resumable } from "../src/resume.ts";

const item = (cursor: string) => ({ data: { generationEvents: { cursor } } });
const payload: SubscribePayload = { query: "subscription ($id: ID!, $after: StreamCursor) { … }", variables: { id: "gen_1" } };

/** A client that hands its payload and sink to the test. */
function fakeClient() {
  const calls: { payload: SubscribePayload; sink: Sink<never>; unsubscribed: boolean }[] = [];
  return {
    calls,
    subscribe(given: SubscribePayload, sink: Sink<never>) {
      const call = { payload: given, sink, unsubscribed: false };
      calls.push(call);
      return () => { call.unsubscribed = true; };
    },
  };
}
const sent = (given: SubscribePayload | undefined): unknown => JSON.parse(JSON.stringify(given));

describe("resumable", () => {
  it("sends the original variables first, and the last cursor after events", () => {
    const client = fakeClient();
    const seen: unknown[] = [];
    resumable(client as never).subscribe(payload, { next: (result) => { seen.push(result); }, error: () => undefined, complete: () => undefined });
    const [call] = client.calls;
    expect(sent(call?.payload)).toEqual(payload);
    call?.sink.next(item("7") as never);
    call?.sink.next(item("8") as never);
    expect(sent(call?.payload)).toEqual({ ...payload, variables: { id: "gen_1", after: "8" } });
    expect(seen).toEqual([item("7"), item("8")]);
    expect(payload.variables).toEqual({ id: "gen_1" });
  });

  it("keeps the cursor that the caller began with until there is a later one", () => {
    const client = fakeClient();
    const from = { ...payload, variables: { id: "gen_1", after: "5" } };
    resumable(client as never).subscribe(from, { next: () => undefined, error: () => undefined, complete: () => undefined });
    expect(sent(client.calls[0]?.payload)).toEqual(from);
    client.calls[0]?.sink.next(item("6") as never);
    expect(sent(client.calls[0]?.payload)).toMatchObject({ variables: { after: "6" } });
  });

  it("changes nothing for streams without cursors, errors and empty data", () => {
    const client = fakeClient();
    resumable(client as never).subscribe(payload, { next: () => undefined, error: () => undefined, complete: () => undefined });
    for (const odd of [{ data: { presence: { sessions: [] } } }, { data: null }, { errors: [] }, { data: { a: null, b: 3 } }]) client.calls[0]?.sink.next(odd as never);
    expect(sent(client.calls[0]?.payload)).toEqual(payload);
  });

  it("keeps the cursors of two subscriptions apart", () => {
    const client = fakeClient();
    const operations = resumable(client);
    const sink = { next: () => undefined, error: () => undefined, complete: () => undefined };
    operations.subscribe(payload, sink);
    operations.subscribe(payload, sink);
    client.calls[0]?.sink.next(item("9") as never);
    expect(sent(client.calls[1]?.payload)).toEqual(payload);
  });

  it("iterates, and unsubscribes when the reader stops in the middle", async () => {
    const client = fakeClient();
    const results = resumable(client as never).iterate(payload);
    client.calls[0]?.sink.next(item("1") as never);
    client.calls[0]?.sink.next(item("2") as never);
    for await (const result of results) {
      expect(result).toEqual(item("1"));
      break;
    }
    expect(client.calls[0]?.unsubscribed).toBe(true);
  });

  it("works with graphql-ws itself: every event once, over dropped sockets", async () => {
    const server = new FakeServer(20, [3, 9, 10]);
    const client = resumable(createClient({ url: "ws://test/graphql", webSocketImpl: server.socket(), retryAttempts: 5, retryWait: () => Promise.resolve() }));
    const cursors: string[] = [];
    for await (const { data } of client.iterate<{ generationEvents: { cursor: string } }>(payload)) cursors.push(data?.generationEvents.cursor ?? "");
    expect(cursors).toEqual(Array.from({ length: 20 }, (_, index) => index.toString()));
    expect(server.resumedAfter).toEqual([undefined, "3", "9", "10"]);
  });
});

describe("iterateOver", () => {
  it("delivers what came before an error, then the error", async () => {
    const values: number[] = [];
    const reading = (async () => {
      for await (const value of iterateOver<number>((sink) => {
        sink.next(1);
        sink.next(2);
        sink.error(new Error("gone"));
        return () => undefined;
      })) values.push(value);
    })();
    await expect(reading).rejects.toThrow("gone");
    expect(values).toEqual([1, 2]);
  });

  it("can be ended while it waits", async () => {
    let unsubscribed = false;
    const values = iterateOver<number>(() => () => { unsubscribed = true; });
    const waiting = values.next();
    await values.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(unsubscribed).toBe(true);
  });
});

/** Speaks graphql-transport-ws: `count` events, and a dropped socket after each of `drops`. */
class FakeServer {
  readonly resumedAfter: (string | undefined)[] = [];
  readonly #count: number;
  readonly #drops: Set<number>;

  constructor(count: number, drops: number[]) {
    this.#count = count;
    this.#drops = new Set(drops);
  }

  socket(): unknown {
    const receive = (socket: FakeSocket, text: string): void => { this.#receive(socket, text); };
    return class extends FakeSocket {
      send(text: string): void {
        receive(this, text);
      }
    };
  }

  #receive(socket: FakeSocket, text: string): void {
    const message = JSON.parse(text) as { type: string; id: string; payload?: { variables?: { after?: string } } };
    if (message.type === "connection_init") socket.answer({ type: "connection_ack" });
    if (message.type !== "subscribe") return;
    const after = message.payload?.variables?.after;
    this.resumedAfter.push(after);
    for (let index = after === undefined ? 0 : Number(after) + 1; index < this.#count; index++) {
      socket.answer({ type: "next", id: message.id, payload: item(index.toString()) });
      if (this.#drops.delete(index)) {
        socket.drop();
        return;
      }
    }
    socket.answer({ type: "complete", id: message.id });
  }
}

abstract class FakeSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readyState = 1;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string; wasClean: boolean }) => void) | null = null;
  onerror: (() => void) | null = null;

  constructor() {
    queueMicrotask(() => this.onopen?.());
  }

  abstract send(text: string): void;

  answer(message: unknown): void {
    queueMicrotask(() => { if (this.readyState === 1) this.onmessage?.({ data: JSON.stringify(message) }); });
  }

  drop(): void {
    queueMicrotask(() => {
      this.readyState = 3;
      this.onclose?.({ code: 1006, reason: "", wasClean: false });
    });
  }

  close(code = 1000, reason = ""): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    queueMicrotask(() => this.onclose?.({ code, reason, wasClean: true }));
  }
}
