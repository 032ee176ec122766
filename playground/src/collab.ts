/**
 * Keeps a Yjs document together with a wireframe on a Maquette server, through the provider of
 * npm `y-websocket` as it is. What this adds to it:
 *
 * - A socket is opened with a ticket, which lives for a minute: before every connection, also
 *   every one again, `ticket` is asked for another (the mutation `collabTicketCreate`).
 * - The server says up to where this page's edits are kept for good (`ack=1`): `unsaved` counts
 *   those of which that is not known yet.
 * - A socket that the server closed for good, because of a right that is lost or a wireframe that
 *   is gone, is not opened again: `state` says why.
 *
 * ```ts
 * const collab = new Collab({ doc, wireframeId, ticket: () => api.createTicket(wireframeId) });
 * collab.subscribe(() => { show(collab.state, collab.unsaved); });
 * collab.awareness.setLocalState({ x: 10, y: 20, selection: [] });
 * ```
 */
import * as decoding from "lib0/decoding";
import type { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import type * as Y from "yjs";

export interface Ticket {
  /** The address of the sockets, as `collabTicketCreate` says it, or another that leads to the same server. */
  readonly url: string;
  readonly ticket: string;
  /** Whether edits are taken. */
  readonly canEdit: boolean;
}

export type CollabState =
  | { readonly kind: "connecting" }
  /** In sync with the server. */
  | { readonly kind: "online" }
  /** Not reached; edits are kept here and sent when the connection is back. */
  | { readonly kind: "offline" }
  /** The server will not have this page back as it is. */
  | { readonly kind: "closed"; readonly code: number; readonly reason: string };

/** `ticket` throws this where asking again would not help. */
export class TicketRefused extends Error {
  override readonly name = "TicketRefused";
}

export interface CollabOptions {
  readonly doc: Y.Doc;
  readonly wireframeId: string;
  /** Gets a ticket. Throws `TicketRefused` where there is none to be had; whatever else it throws is tried again. */
  readonly ticket: () => Promise<Ticket>;
  /** Instead of the platform's, for tests. */
  readonly WebSocket?: typeof WebSocket;
}

/** Codes with which the server closes a socket. */
export const CLOSED = { malformed: 4400, ticket: 4401, forbidden: 4403, notFound: 4404, refused: 4413 } as const;

/** After these nothing would be better the next time. After another right, the next ticket says which. */
const FINAL: ReadonlySet<number> = new Set([CLOSED.malformed, CLOSED.notFound, CLOSED.refused]);
const ACKNOWLEDGED = 101;
const FIRST_DELAY = 250;
const LONGEST_DELAY = 8_000;

export class Collab {
  readonly #options: CollabOptions;
  readonly #listeners = new Set<() => void>();
  readonly #ledger = new Ledger();
  readonly #provider: WebsocketProvider;
  readonly #stop = new AbortController();
  #state: CollabState = { kind: "connecting" };
  #canEdit = false;
  #attempts = 0;
  #asking = false;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(options: CollabOptions) {
    this.#options = options;
    const { doc } = options;
    // Before the provider's own listener, which sends the edit at once.
    doc.on("update", this.#edited);
    this.#provider = new WebsocketProvider("", options.wireframeId, doc, {
      connect: false,
      // Other tabs are reached through the server, which says who they are.
      disableBc: true,
      shouldReconnect: () => false,
      WebSocketPolyfill: counting(options.WebSocket ?? WebSocket, this.#ledger),
    });
    this.#provider.messageHandlers[ACKNOWLEDGED] = (_encoder, decoder) => {
      this.#ledger.acknowledge(decoding.readVarUint(decoder));
      this.#tell();
    };
    this.#provider.on("sync", (synced) => {
      if (!synced) return;
      this.#attempts = 0;
      this.#enter({ kind: "online" });
    });
    this.#provider.on("connection-close", (event) => { this.#closed(event); });
    if (typeof window !== "undefined") {
      const { signal } = this.#stop;
      // The platform knows before the socket does.
      window.addEventListener("offline", () => { this.#disconnect(); }, { signal });
      window.addEventListener("online", () => { this.#attempts = 0; void this.#connect(); }, { signal });
    }
    void this.#connect();
  }

  get state(): CollabState {
    return this.#state;
  }

  /** How many edits of this page are not known to be kept by the server. */
  get unsaved(): number {
    return this.#ledger.unsaved;
  }

  /** What the last ticket said; false before the first. */
  get canEdit(): boolean {
    return this.#canEdit;
  }

  get awareness(): Awareness {
    return this.#provider.awareness;
  }

  /** Calls `listener` whenever `state`, `unsaved` or `canEdit` changes. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => { this.#listeners.delete(listener); };
  };

  destroy(): void {
    this.#stop.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#options.doc.off("update", this.#edited);
    this.#provider.awareness.setLocalState(null);
    this.#provider.destroy();
    this.#listeners.clear();
  }

  readonly #edited = (_update: Uint8Array, origin: unknown): void => {
    if (origin === this.#provider) return;
    this.#ledger.edit();
    this.#tell();
  };

  async #connect(): Promise<void> {
    if (this.#asking || this.#provider.ws || this.#state.kind === "closed" || this.#stop.signal.aborted) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#asking = true;
    try {
      const ticket = await this.#options.ticket();
      if (this.#isOver()) return;
      this.#canEdit = ticket.canEdit;
      this.#open(ticket);
      this.#tell();
    } catch (error) {
      if (this.#isOver()) return;
      if (error instanceof TicketRefused) this.#enter({ kind: "closed", code: CLOSED.ticket, reason: error.message });
      else this.#later();
    } finally {
      this.#asking = false;
    }
  }

  /** Asked anew after every wait. */
  #isOver(): boolean {
    return this.#stop.signal.aborted;
  }

  #open({ url, ticket }: Ticket): void {
    this.#provider.serverUrl = url.replace(/^http/, "ws").replace(/\/+$/, "");
    this.#provider.params = { ticket, ack: "1" };
    this.#ledger.opened();
    this.#provider.connect();
  }

  /** The provider would come back with the same ticket; this comes back with another. */
  #closed(event: CloseEvent | null): void {
    this.#provider.shouldConnect = false;
    this.#ledger.closed();
    if (this.#stop.signal.aborted) return;
    const { code = 1006, reason = "" } = event ?? {};
    if (FINAL.has(code)) this.#enter({ kind: "closed", code, reason });
    else this.#later();
  }

  #disconnect(): void {
    this.#provider.disconnect();
    if (this.#state.kind !== "closed") this.#enter({ kind: "offline" });
  }

  #later(): void {
    this.#enter({ kind: "offline" });
    if (this.#timer !== null) clearTimeout(this.#timer);
    const longest = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.#attempts++);
    // Whoever lost the same server does not come back at the same moment.
    this.#timer = setTimeout(() => { void this.#connect(); }, longest * (0.5 + Math.random() / 2));
  }

  #enter(state: CollabState): void {
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/**
 * Counts edits against the messages that carried them. The server counts this socket's update
 * messages in order of arrival and says how many are durable.
 */
export class Ledger {
  /** Edits that no message of the open socket has carried yet. */
  #waiting = 0;
  /** How many edits each message carried that is not acknowledged. */
  #sent: number[] = [];
  #acknowledged = 0;

  get unsaved(): number {
    return this.#waiting + this.#sent.reduce((sum, edits) => sum + edits, 0);
  }

  edit(): void {
    this.#waiting++;
  }

  opened(): void {
    this.closed();
    this.#acknowledged = 0;
  }

  /** Whatever was under way may be lost: the next sync carries it again. */
  closed(): void {
    this.#waiting = this.unsaved;
    this.#sent = [];
  }

  /** An update message leaves: one edit, or, in answer to the server's state, all that it lacks. */
  send(message: "update" | "everything"): void {
    const edits = message === "everything" ? this.#waiting : Math.min(1, this.#waiting);
    this.#waiting -= edits;
    this.#sent.push(edits);
  }

  /** So many of the socket's messages are durable. */
  acknowledge(count: number): void {
    this.#sent.splice(0, Math.max(0, count - this.#acknowledged));
    this.#acknowledged = Math.max(this.#acknowledged, count);
  }
}

const SYNC = 0;
const SYNC_STEP_2 = 1;
const SYNC_UPDATE = 2;

/** A WebSocket that tells the ledger which update messages it sends. */
function counting(Base: typeof WebSocket, ledger: Ledger): typeof WebSocket {
  return class extends Base {
    override send(data: Parameters<WebSocket["send"]>[0]): void {
      if (data instanceof Uint8Array && data[0] === SYNC) {
        if (data[1] === SYNC_STEP_2) ledger.send("everything");
        else if (data[1] === SYNC_UPDATE) ledger.send("update");
      }
      super.send(data);
    }
  };
}
