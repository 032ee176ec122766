// @vitest-environment happy-dom
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import { Collab, Ledger, TicketRefused } from "../../src/collab.ts";

/** A server in memory: one document, whose sockets are cut and acknowledged by the test. */
class Socket {
  static readonly OPEN = 1;
  static all: Socket[] = [];
  static server = new Y.Doc();
  readonly OPEN = 1;
  readonly url: string;
  readyState = 0;
  binaryType = "blob";
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  updates = 0;

  constructor(url: string) {
    this.url = url;
    Socket.all.push(this);
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
    this.#answer((encoder) => {
      encoding.writeVarUint(encoder, 0);
      sync.writeSyncStep1(encoder, Socket.server);
    });
  }

  send(data: Uint8Array): void {
    const decoder = decoding.createDecoder(data);
    if (decoding.readVarUint(decoder) !== 0) return;
    const reply = encoding.createEncoder();
    encoding.writeVarUint(reply, 0);
    const kind = sync.readSyncMessage(decoder, reply, Socket.server, this);
    if (kind !== sync.messageYjsSyncStep1) this.updates++;
    else this.#deliver(reply);
  }

  acknowledge(count: number): void {
    this.#answer((encoder) => {
      encoding.writeVarUint(encoder, 101);
      encoding.writeVarUint(encoder, count);
    });
  }

  close(code = 1005, reason = ""): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }

  #answer(write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    write(encoder);
    this.#deliver(encoder);
  }

  #deliver(encoder: encoding.Encoder): void {
    this.onmessage?.({ data: encoding.toUint8Array(encoder).slice().buffer });
  }
}

const last = (): Socket => {
  const socket = Socket.all.at(-1);
  if (!socket) throw new Error("no socket was opened");
  return socket;
};
const settle = (time = 0) => vi.advanceTimersByTimeAsync(time);
let collab: Collab;
let doc: Y.Doc;
let tickets = 0;
const ticket = vi.fn(() => Promise.resolve({ url: "http://host/collab/", ticket: `t${(++tickets).toString()}`, canEdit: true }));

function start(): void {
  collab = new Collab({ doc, wireframeId: "wfr_1", ticket, WebSocket: Socket as unknown as typeof WebSocket });
}

beforeEach(() => {
  vi.useFakeTimers();
  Socket.all = [];
  Socket.server = new Y.Doc();
  doc = new Y.Doc();
  tickets = 0;
  ticket.mockClear();
});
afterEach(() => {
  collab.destroy();
  vi.useRealTimers();
});

const edit = (key: string) => { doc.getMap("elements").set(key, 1); };

describe("the connection", () => {
  it("takes a ticket to the socket, and another for every connection again", async () => {
    start();
    await settle();
    expect(last().url).toBe("ws://host/collab/wfr_1?ticket=t1&ack=1");
    last().open();
    expect(collab.state).toEqual({ kind: "online" });
    expect(collab.canEdit).toBe(true);
    last().close(1006);
    expect(collab.state).toEqual({ kind: "offline" });
    await settle(10_000);
    expect(last().url).toBe("ws://host/collab/wfr_1?ticket=t2&ack=1");
    expect(Socket.all).toHaveLength(2);
    last().close(4401);
    await settle(10_000);
    expect(last().url).toContain("ticket=t3");
  });

  it("never comes back with a ticket that was used", async () => {
    start();
    await settle();
    for (let i = 0; i < 6; i++) {
      last().close(1006);
      await settle(20_000);
    }
    expect(new Set(Socket.all.map(({ url }) => url)).size).toBe(Socket.all.length);
    expect(Socket.all).toHaveLength(7);
  });

  it.each([[4404, "gone"], [4413, "too large"], [4400, "malformed"]])("ends at %i, and says why", async (code, reason) => {
    start();
    await settle();
    last().open();
    last().close(code, reason);
    expect(collab.state).toEqual({ kind: "closed", code, reason });
    await settle(60_000);
    expect(Socket.all).toHaveLength(1);
  });

  it("asks again where a ticket could not be had, but not where it was refused", async () => {
    ticket.mockRejectedValueOnce(new Error("unreachable"));
    start();
    await settle();
    expect(collab.state).toEqual({ kind: "offline" });
    await settle(1_000);
    expect(Socket.all).toHaveLength(1);
    ticket.mockRejectedValueOnce(new TicketRefused("No longer yours"));
    last().close(4403);
    await settle(60_000);
    expect(collab.state).toMatchObject({ kind: "closed", reason: "No longer yours" });
    expect(Socket.all).toHaveLength(1);
  });

  it("believes the platform when it says that the network is gone, and back", async () => {
    start();
    await settle();
    last().open();
    window.dispatchEvent(new Event("offline"));
    expect(collab.state).toEqual({ kind: "offline" });
    await settle(60_000);
    window.dispatchEvent(new Event("online"));
    await settle();
    last().open();
    expect(collab.state).toEqual({ kind: "online" });
  });
});

describe("what is not kept yet", () => {
  it("is counted until the server says that it is durable", async () => {
    start();
    await settle();
    last().open();
    // The answer to the server's state is its first message.
    expect(last().updates).toBe(1);
    edit("a");
    edit("b");
    expect([collab.unsaved, last().updates]).toEqual([2, 3]);
    last().acknowledge(2);
    expect(collab.unsaved).toBe(1);
    last().acknowledge(3);
    expect(collab.unsaved).toBe(0);
    expect(Socket.server.getMap("elements").toJSON()).toEqual({ a: 1, b: 1 });
  });

  it("counts edits made offline, which the next sync carries", async () => {
    start();
    await settle();
    last().open();
    edit("a");
    last().close(1006);
    edit("b");
    edit("c");
    expect(collab.unsaved).toBe(3);
    await settle(10_000);
    last().open();
    expect(collab.unsaved).toBe(3);
    last().acknowledge(1);
    expect(collab.unsaved).toBe(0);
    expect(Socket.server.getMap("elements").toJSON()).toEqual({ a: 1, b: 1, c: 1 });
  });

  it("does not count what others do", async () => {
    Socket.server.getMap("elements").set("theirs", 1);
    start();
    await settle();
    last().open();
    expect(doc.getMap("elements").toJSON()).toEqual({ theirs: 1 });
    expect(collab.unsaved).toBe(0);
  });
});

describe("Ledger", () => {
  it("is not confused by an edit between opening and syncing", () => {
    const ledger = new Ledger();
    for (let i = 0; i < 3; i++) ledger.edit();
    ledger.opened();
    ledger.edit();
    ledger.send("update");
    ledger.send("everything");
    ledger.acknowledge(1);
    expect(ledger.unsaved).toBe(3);
    ledger.acknowledge(2);
    ledger.acknowledge(1);
    expect(ledger.unsaved).toBe(0);
  });
});
