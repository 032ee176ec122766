// A session: eight who draw one wireframe together while their networks fail and the server is killed; in the
// end all have the same, and nothing that was acknowledged is missing.
import assert from "node:assert/strict";
import { randomly } from "../support/random.mjs";
import { pause, until } from "../support/wait.mjs";
import { isForest, sameElements, spelled, told } from "./elements.mjs";
import { Network } from "./network.mjs";
import { Painter } from "./painter.mjs";
import { Program } from "./program.mjs";
import { Snake } from "./pycrdt.mjs";
import { createWireframe, elementsOf } from "./wireframe.mjs";

/** Things that each does. */
const STEPS = 25;
/** Milliseconds between two of them, at most. */
const PACE = 120;
/** Milliseconds within which all have the same once nothing fails any more. */
const QUIET = 30_000;

export class Session {
  #all = [];
  #networks = [];

  /** @param people who takes part: all of them may draw in the project, the last does nothing else with its session */
  static async start({ server, people, projectId, seed, interpreter }) {
    const session = new Session();
    const { id: wireframe, eventsCursor: cursor } = await createWireframe(people[0], projectId);
    Object.assign(session, { server, seed, wireframe, owner: people[0] });
    const random = randomly(seed);
    const make = async (Kind, name, more = {}) => {
      const network = await Network.start(server.port);
      session.#networks.push(network);
      const person = people[session.#all.length % (people.length - 1)];
      const one = new Kind({ name, network, person, wireframe, cursor, interpreter, random: randomly(Math.floor(random() * 2 ** 31)), ...more });
      session.#all.push(one);
      return one;
    };
    session.painters = [];
    for (const name of ["ada", "bob", "cleo", "dan"]) session.painters.push(await make(Painter, name));
    // One that goes for good, with what it has not sent: of it there must be what was acknowledged.
    session.leaver = await make(Painter, "eve", { ack: true });
    session.programs = [
      await make(Program, "fay"),
      // On a device of its own: what it takes back is what its session did.
      await make(Program, "gus", { undoes: true, person: people.at(-1) }),
    ];
    session.snake = interpreter ? await make(Snake, "hal") : null;
    session.random = randomly(Math.floor(random() * 2 ** 31));
    await Promise.all(session.#all.map((one) => one.connect?.()));
    return session;
  }

  /** All draw, while all goes wrong. */
  async draw() {
    const leave = Math.floor(this.random() * STEPS);
    await Promise.all([
      ...this.#all.map(async (one) => {
        for (let step = 0; step < STEPS; step++) {
          if (one === this.leaver && step >= leave) return this.#leave();
          if (one.random() < 0.3) one.keep();
          else one.play();
          await pause(one.random() * PACE);
        }
      }),
      ...this.#networks.map((network) => this.#fail(network)),
    ]);
  }

  /** It is gone; what it was told is durable stays. */
  #leave() {
    this.durable = this.leaver.acknowledged;
    this.leaver.leave();
  }

  async #fail(network) {
    const random = randomly(Math.floor(this.random() * 2 ** 31));
    const end = performance.now() + STEPS * PACE / 2;
    while (performance.now() < end) {
      await pause(random() * 1200);
      const how = random();
      if (how < 0.3) network.cut(true);
      else if (how < 0.6) network.cut(false);
      else if (how < 0.85) network.stall();
      else network.halfClose();
      await pause(random() * 500);
      network.heal();
    }
  }

  get #staying() {
    return this.#all.filter((one) => one !== this.leaver);
  }

  /** Waits until all are quiet, and holds what was promised. */
  async check() {
    if (this.durable === undefined) this.#leave();
    for (const one of this.#staying) await one.settle?.();
    let last = [];
    const alike = async () => {
      this.#failures();
      if (!this.#staying.every(({ synced }) => synced)) return false;
      const [elements] = await Promise.all([elementsOf(this.owner, this.wireframe), this.snake?.look()]);
      last = [["GraphQL", told(elements)], ...this.#staying.map((one) => [one.name, one.seen()])];
      return new Set(last.map(([, seen]) => spelled(seen))).size === 1;
    };
    await until(alike, "all have the same", QUIET).catch((error) => this.#differ(last, error));
    // Nothing more is under way.
    await pause(300);
    if (!(await alike())) this.#differ(last, new Error("They were alike and are not any more"));
    const elements = last[0][1];
    isForest(elements);
    this.#vectors();
    for (const one of this.#staying) for (const [id, text] of one.kept) assert.equal(elements.get(id)?.props.text, text, `${id} of ${one.name} was kept`);
    this.#acknowledged(elements);
    const texts = [...elements.values()].map(({ props }) => props.text);
    for (const text of this.programs.flatMap(({ anonymous }) => anonymous)) {
      const count = texts.filter((other) => other === text).length;
      assert.equal(count, 1, `“${text}” is there once`);
    }
    for (const { name, cursors } of this.programs) assert.equal(new Set(cursors).size, cursors.length, `${name}: no event twice`);
    return { elements: elements.size, events: this.programs.map(({ cursors }) => cursors.length), durable: this.durable };
  }

  /** What the one who left had acknowledged is there, or what it wrote over it later. */
  #acknowledged(elements) {
    const number = (text) => Number(text?.split(" ").at(-1));
    for (const [id, writes] of this.leaver.history) {
      const durable = writes.filter((write) => write <= this.durable).at(-1);
      if (durable === undefined) continue;
      const found = number(elements.get(id)?.props.text);
      assert.ok(found >= durable, `${id}: write ${durable} was acknowledged, there is ${elements.get(id)?.props.text}`);
    }
  }

  /** Yjs' documents have seen the same edits, also those that left nothing to be seen. */
  #vectors() {
    const vectors = this.painters.map(({ vector }) => JSON.stringify(vector));
    assert.equal(new Set(vectors).size, 1, "the state vectors are equal");
  }

  #failures() {
    for (const { failure } of this.#all) if (failure) throw failure;
    for (const { name, closes } of this.painters) {
      const bad = closes.find(([code]) => code !== 4401);
      assert.equal(bad, undefined, `${name} was closed with ${bad}`);
    }
  }

  #differ([, ...others], error) {
    this.#failures();
    const waiting = this.#staying.filter(({ synced }) => !synced);
    if (waiting.length) {
      const words = waiting.map(({ name, log, ends }) => `${name} (${(log ?? ends).slice(-12).join(", ")})`);
      throw new Error(`${error.message}: did not come back: ${words.join("; ")}`);
    }
    if (!others.length) throw error;
    const behind = this.painters.filter(({ missing }) => missing);
    if (behind.length) {
      const words = behind.map(({ name, missing, log }) => `${name} lacks ${missing}; its sockets: ${log.join(", ")}`);
      throw new Error(`${error.message}: ${words.join("; ")}`);
    }
    const [name, first] = others[0];
    for (const [who, seen] of others) sameElements(seen, first, `${who} beside ${name}`);
    throw new Error(`${error.message}: the clients agree, GraphQL does not`);
  }

  async close() {
    for (const one of this.#staying) one.leave();
    if (this.durable === undefined) this.leaver.leave();
    for (const network of this.#networks) await network.close();
  }
}
