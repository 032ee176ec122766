// Somebody who draws through GraphQL: operations over HTTP that are tried again until they are answered, and
// events over graphql-ws that go on where they were cut.
import { request } from "node:http";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { resumable } from "../../../playground/src/resume.ts";
import { pause } from "../support/wait.mjs";
import { anything } from "./elements.mjs";
import { APPLY, EVENTS, REDO, UNDO } from "./wireframe.mjs";

/** Milliseconds after which an answer is not waited for any longer. */
const PATIENCE = 1500;
/** Codes of errors that pass. */
const PASSING = new Set(["UNAVAILABLE", "RATE_LIMITED"]);

export class Program {
  /** What was acknowledged and has to be there in the end: id → text, and texts of elements named by the server. */
  kept = new Map();
  anonymous = [];
  /** What the events have told, by id. */
  told = new Map();
  cursors = [];
  failure = null;
  #made = 0;
  #client;
  #busy = Promise.resolve();
  #stopped = false;

  /** @param undoes whether it also takes back what its session did; then nothing of it is there for sure */
  constructor({ name, network, person, wireframe, cursor, random, undoes = false }) {
    Object.assign(this, { name, network, person, wireframe, random, undoes });
    this.#client = createClient({
      url: `ws://127.0.0.1:${network.port}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: () => person.headers,
      retryAttempts: Infinity,
      retryWait: () => pause(20 + Math.random() * 60),
      shouldRetry: () => true,
    });
    this.#follow(cursor).catch((error) => {
      if (!this.#stopped) this.failure = new Error(`${name}'s events ended: ${error.message ?? JSON.stringify(error)}`);
    });
  }

  async #follow(after) {
    for await (const { data, errors } of resumable(this.#client).iterate({ query: EVENTS, variables: { id: this.wireframe, after } })) {
      if (errors) throw new Error(JSON.stringify(errors));
      const { cursor, event } = data.wireframeEvents;
      this.cursors.push(cursor);
      if (event.__typename !== "WireframeElementsChanged") continue;
      for (const { id, ...element } of event.changed) this.told.set(id, element);
      for (const id of event.removedIds) this.told.delete(id);
    }
    throw new Error("complete");
  }

  get synced() {
    return true;
  }

  seen() {
    return this.told;
  }

  fresh() {
    return `${this.name}-${++this.#made}`;
  }

  /** Writes something that has to be there in the end, once it is answered. */
  keep() {
    if (this.undoes) return this.play();
    const text = `${this.name} wrote ${++this.#made}`;
    const own = [...this.kept.keys()];
    const what = this.random();
    if (own.length && what < 0.4) {
      const id = own[Math.floor(this.random() * own.length)];
      this.#later([{ set: { id, props: { text } } }], () => this.kept.set(id, text));
      return;
    }
    const add = { component: "Text", x: 10, y: 10, width: 100, height: 20, props: { text } };
    // Where the server names the element, a second try would make a second element.
    if (what < 0.6) this.#later([{ add }], () => this.anonymous.push(text));
    else {
      const id = `keep-${this.fresh()}`;
      this.#later([{ add: { id, ...add } }], () => this.kept.set(id, text));
    }
  }

  /** Does something that others may overwrite or make impossible, or takes back what it did. */
  play() {
    if (this.undoes && this.random() < 0.3) {
      const body = JSON.stringify({ query: this.random() < 0.6 ? UNDO : REDO, variables: { id: this.wireframe } });
      this.#busy = this.#busy.then(() => this.#post(body)).then(({ errors }) => {
        if (errors?.some(({ extensions }) => !PASSING.has(extensions?.code))) this.failure ??= new Error(JSON.stringify(errors));
      });
      return;
    }
    const operation = anything(this.random, this.told, () => this.fresh());
    if (operation) this.#later([operation]);
  }

  /** One after the other, as a program would. `answered` is told of what was done; where it is absent, it may fail. */
  #later(operations, answered) {
    this.#busy = this.#busy.then(async () => {
      const errors = await this.#apply({ operations, clientKey: this.fresh() });
      if (!errors.length) answered?.();
      else if (answered) throw new Error(`${this.name}: ${JSON.stringify(errors)} for ${JSON.stringify(operations)}`);
    }).catch((error) => { this.failure ??= error; });
  }

  /** What is wrong with an edit, in the end. */
  async #apply(input) {
    while (!this.#stopped) {
      const { data, errors } = await this.#post(JSON.stringify({ query: APPLY, variables: { id: this.wireframe, input } }));
      if (data?.wireframeApply) return data.wireframeApply.userErrors;
      if (errors?.some(({ extensions }) => !PASSING.has(extensions?.code))) {
        throw new Error(JSON.stringify(errors));
      }
      await pause(30 + this.random() * 100);
    }
    return ["stopped"];
  }

  /** An answer, or nothing: over a connection of its own, so that it meets what the network does. */
  #post(body) {
    return new Promise((resolve) => {
      const nothing = () => resolve({});
      const headers = { "content-type": "application/json", ...this.person.headers };
      const call = request({ host: "127.0.0.1", port: this.network.port, path: "/graphql", method: "POST", headers, agent: false, timeout: PATIENCE }, (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("error", nothing);
        response.on("end", () => {
          try {
            resolve(JSON.parse(Buffer.concat(chunks)));
          } catch {
            nothing();
          }
        });
      });
      call.on("timeout", () => call.destroy());
      call.on("error", nothing);
      call.on("close", nothing);
      call.end(body);
    });
  }

  /** Comes back once all was answered. */
  async settle() {
    await this.#busy;
  }

  leave() {
    this.#stopped = true;
    void this.#client.dispose();
  }
}
