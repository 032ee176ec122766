// Somebody with PyPI's pycrdt and its provider, in a Python of its own.
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { pause } from "../support/wait.mjs";
import { anything } from "./elements.mjs";
import { ticket } from "./wireframe.mjs";

const HERE = new URL("pycrdt/", import.meta.url).pathname;
const run = promisify(execFile);

/** The path of a Python that has what `requirements.txt` names, in a folder of the user's cache. */
export async function python() {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "maquette", "pycrdt");
  const wanted = readFileSync(join(HERE, "requirements.txt"), "utf8");
  const note = join(folder, "installed.txt");
  if (!existsSync(note) || readFileSync(note, "utf8") !== wanted) {
    mkdirSync(folder, { recursive: true });
    await run("python3", ["-m", "venv", "--clear", folder]).catch((error) => {
      throw new Error(`This suite needs Python 3.10 or newer with venv (on Debian: apt-get install python3-venv): ${error.message}`);
    });
    await run(join(folder, "bin", "pip"), ["install", "--quiet", "--disable-pip-version-check", "-r", join(HERE, "requirements.txt")]);
    writeFileSync(note, wanted);
  }
  return join(folder, "bin", "python");
}

export class Snake {
  kept = new Map();
  synced = false;
  /** Why its connections ended. */
  ends = [];
  failure = null;
  #made = 0;
  #elements = new Map();
  #child;
  #stopped = false;
  #waiting = [];
  #ended;

  constructor({ name, network, person, wireframe, random, interpreter }) {
    Object.assign(this, { name, network, person, wireframe, random });
    this.#child = spawn(interpreter, [join(HERE, "client.py")], { stdio: ["pipe", "pipe", "pipe"] });
    const words = [];
    this.#child.stderr.on("data", (chunk) => words.push(chunk));
    this.#child.once("exit", (code) => {
      if (!this.#stopped) this.failure = new Error(`${name} ended with ${code}: ${Buffer.concat(words)}`);
    });
    this.#child.stdin.on("error", () => {});
    createInterface({ input: this.#child.stdout }).on("line", (line) => this.#hear(JSON.parse(line)));
    this.#ended = () => this.#child.kill("SIGKILL");
    process.once("exit", this.#ended);
  }

  #hear({ event, why, elements, vector }) {
    if (event === "synced") this.synced = true;
    if (event === "closed") {
      this.synced = false;
      this.ends.push(why);
      void this.connect();
    }
    if (event === "state") {
      this.#elements = new Map(Object.entries(elements).map(([id, { parent, ...element }]) => [id, { ...element, parentId: parent }]));
      this.vector = vector;
      for (const tell of this.#waiting.splice(0)) tell(this.#elements);
    }
  }

  #say(command) {
    this.#child.stdin.write(`${JSON.stringify(command)}\n`);
  }

  async connect() {
    while (!this.#stopped) {
      try {
        const address = `ws://127.0.0.1:${this.network.port}/collab/${this.wireframe}?ticket=${await ticket(this.person, this.wireframe)}`;
        if (!this.#stopped) this.#say({ connect: address });
        return;
      } catch (error) {
        if (error.refused) this.failure ??= error;
        await pause(50 + this.random() * 100);
      }
    }
  }

  /** What it has, once it has said so. */
  look() {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#say({ state: true });
    });
  }

  seen() {
    return this.#elements;
  }

  fresh() {
    return `${this.name}-${++this.#made}`;
  }

  keep() {
    const text = `${this.name} wrote ${++this.#made}`;
    const own = [...this.kept.keys()];
    const known = own.length && this.random() < 0.5;
    const id = known ? own[Math.floor(this.random() * own.length)] : `keep-${this.fresh()}`;
    if (known) this.#say({ keep: { text: { id, text } } });
    else this.#say({ keep: { add: this.#element({ id, component: "Text", parentId: null, x: 10, y: 10, width: 100, height: 20, props: { text } }) } });
    this.kept.set(id, text);
  }

  play() {
    const what = this.random();
    if (what < 0.2) this.#say(what < 0.12 ? { undo: true } : { redo: true });
    else {
      const { add, set, move, remove } = anything(this.random, this.seen(), () => this.fresh()) ?? {};
      if (add) this.#say({ hand: { add: this.#element(add) } });
      if (set?.props) this.#say({ hand: { text: { id: set.id, text: set.props.text } } });
      if (move) this.#say({ hand: { move } });
      // By itself: what is in it loses its parent.
      if (remove) this.#say({ hand: { remove } });
    }
    void this.look();
  }

  #element({ parentId, ...element }) {
    return { ...element, parent: parentId, order: `S${this.#made}V` };
  }

  /** Comes back once it has done all that it was told. */
  async settle() {
    await this.look();
  }

  leave() {
    this.#stopped = true;
    this.#child.kill("SIGKILL");
    process.off("exit", this.#ended);
  }
}
