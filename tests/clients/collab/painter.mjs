// Somebody with npm y-websocket's provider, as it is, and with Yjs' own undo.
import * as decoding from "lib0/decoding";
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { pause } from "../support/wait.mjs";
import { anything, drawn, isWithin } from "./elements.mjs";
import { ticket } from "./wireframe.mjs";

const COMMITTED = 101;

export class Painter {
  /** What was written so that it has to be there in the end: id → text; and how often something was. */
  kept = new Map();
  writes = 0;
  /** Which writes went to which element, oldest first. */
  history = new Map();
  /** As far as the server has said that it is durable: how many of the writes. */
  acknowledged = 0;
  closes = [];
  /** What happened to its sockets, for whoever looks for the reason of something. */
  log = [];
  #made = 0;
  #gone = false;

  constructor({ name, network, person, wireframe, random, ack = false }) {
    Object.assign(this, { name, network, person, wireframe, random, ack });
    this.doc = new Y.Doc();
    this.elements = this.doc.getMap("elements");
    this.undo = new Y.UndoManager(this.elements, { trackedOrigins: new Set(["hand"]), captureTimeout: 20 });
    this.provider = new WebsocketProvider(`ws://127.0.0.1:${network.port}/collab`, wireframe, this.doc, {
      connect: false, disableBc: true, WebSocketPolyfill: this.#counting(), shouldReconnect: () => false,
    });
    this.provider.messageHandlers[COMMITTED] = (_encoder, decoder) => {
      this.acknowledged = Math.max(this.acknowledged, this.sent[decoding.readVarUint(decoder) - 1]);
    };
    this.provider.on("sync", (synced) => this.#note(synced ? "in sync" : "out of sync"));
    this.provider.on("connection-close", (event) => {
      this.#note(`closed ${event?.code}`);
      if (event?.code >= 4000) this.closes.push([event.code, event.reason]);
      // With another ticket, which the provider would not ask for.
      this.provider.shouldConnect = false;
      void this.connect();
    });
  }

  #note(what) {
    this.log.push(`${(performance.now() / 1000).toFixed(3)} ${what}`);
  }

  /** A WebSocket that notes how many writes each message with updates completes. */
  #counting() {
    const painter = this;
    return class extends WebSocket {
      constructor(...given) {
        super(...given);
        painter.sent = [];
      }

      send(data, ...rest) {
        if (data[0] === 0 && data[1] > 0) painter.sent.push(painter.writes);
        super.send(data, ...rest);
      }
    };
  }

  /** Connects as soon as a ticket is to be had. */
  async connect() {
    while (!this.#gone) {
      try {
        this.provider.params = { ticket: await ticket(this.person, this.wireframe), ...(this.ack && { ack: "1" }) };
        break;
      } catch (error) {
        if (error.refused) throw error;
        await pause(50 + this.random() * 100);
      }
    }
    if (!this.#gone) this.provider.connect();
  }

  get synced() {
    return this.provider.synced;
  }

  seen() {
    return drawn(this.elements);
  }

  fresh() {
    return `${this.name}-${++this.#made}`;
  }

  /** Writes something that has to be there in the end. */
  keep() {
    const text = `${this.name} wrote ${++this.writes}`;
    const own = [...this.kept.keys()];
    const id = own.length && this.random() < 0.5 ? own[Math.floor(this.random() * own.length)] : `keep-${this.fresh()}`;
    this.doc.transact(() => {
      if (this.elements.has(id)) this.elements.get(id).get("props").set("text", text);
      else this.#add({ id, component: "Text", parentId: null, x: 10, y: 10, width: 100, height: 20, props: { text } });
    }, "keep");
    this.kept.set(id, text);
    this.history.set(id, [...(this.history.get(id) ?? []), this.writes]);
  }

  /** What its document waits for, without which it cannot take what it has been sent. */
  get missing() {
    const { pendingStructs, pendingDs } = this.doc.store;
    return pendingStructs ? JSON.stringify([...pendingStructs.missing]) : pendingDs ? "what was deleted" : null;
  }

  /** What its document has seen of everybody. */
  get vector() {
    return [...Y.decodeStateVector(Y.encodeStateVector(this.doc))].sort(([a], [b]) => a - b);
  }

  /** Does something that others may undo, overwrite or make impossible. */
  play() {
    const what = this.random();
    if (what < 0.12) return this.undo.undo();
    if (what < 0.2) return this.undo.redo();
    const operation = anything(this.random, this.seen(), () => this.fresh());
    if (operation) this.doc.transact(() => this.#do(operation), "hand");
  }

  #do({ add, set, move, remove }) {
    if (add) this.#add(add);
    if (set) {
      const { id, props = {}, ...frame } = set;
      for (const [key, value] of Object.entries(frame)) this.elements.get(id).set(key, value);
      for (const [key, value] of Object.entries(props)) this.elements.get(id).get("props").set(key, value);
    }
    if (move) {
      this.elements.get(move.id).set("parent", move.parentId);
      this.elements.get(move.id).set("order", this.#order());
    }
    if (remove) {
      const seen = this.seen();
      for (const id of seen.keys()) if (isWithin(seen, id, remove.id)) this.elements.delete(id);
    }
  }

  #add({ id, parentId, props, ...rest }) {
    const fields = { ...rest, parent: parentId, order: this.#order(), props: new Y.Map(Object.entries(props)) };
    this.elements.set(id, new Y.Map(Object.entries(fields)));
  }

  #order() {
    return `V${Math.floor(this.random() * 1e6).toString(36)}V`;
  }

  /** Goes for good, with all that was not sent. */
  leave() {
    this.#gone = true;
    this.provider.ws?.terminate();
    this.provider.destroy();
    this.doc.destroy();
  }
}
