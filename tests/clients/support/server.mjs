// A server of its own for each suite: the built binary in an empty folder, on a free port. It can
// be stopped and started again with what it has kept.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary } from "../../e2e/support/server.mjs";
import { until } from "./wait.mjs";

/** Signs what the server signs, so that a suite can sign too. */
export const SECRET = "the secret that the suites share with their servers";
const START_LIMIT = 60_000;
const STOP_LIMIT = 30_000;

// A suite that is broken off ends its servers, which an unhandled signal would not.
process.once("SIGTERM", () => process.exit(1));

/**
 * Starts a server on its defaults, but for `settings` (the environment) and `limits` (the part of
 * maquette.toml). `close()` ends it and forgets what it kept; it fails where the server did not end
 * as it should, or where its log speaks of a failure of its own.
 */
export async function startServer({ settings = {}, limits = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "maquette-clients-"));
  const port = await freePort();
  const lines = Object.entries(limits).map(([name, value]) => `${name} = ${value}`);
  writeFileSync(join(folder, "maquette.toml"), `[limits]\n${lines.join("\n")}\n`);
  const server = new Server(folder, port, settings);
  await server.start();
  return server;
}

class Server {
  #folder;
  #port;
  #settings;
  #child = null;
  #exited = null;

  constructor(folder, port, settings) {
    this.#folder = folder;
    this.#port = port;
    this.#settings = settings;
  }

  get url() {
    return `http://localhost:${this.#port}`;
  }

  get port() {
    return this.#port;
  }

  /** Where GraphQL is asked for, and over sockets. */
  get endpoint() {
    return `${this.url}/graphql`;
  }

  get socket() {
    return `ws://localhost:${this.#port}/graphql`;
  }

  get pid() {
    return this.#child.pid;
  }

  log() {
    return readFileSync(join(this.#folder, "log"), "utf8");
  }

  async start() {
    const output = openSync(join(this.#folder, "log"), "a");
    // Only what is set here: what else there is must not reach the server.
    const env = {
      PATH: process.env.PATH, HOME: this.#folder, PORT: String(this.#port), NO_COLOR: "1", JWT_SECRET: SECRET,
      ...this.#settings,
    };
    this.#child = spawn(binary(), ["serve"], { cwd: this.#folder, env, stdio: ["ignore", output, output] });
    this.#exited = once(this.#child, "exit");
    const child = this.#child;
    const end = () => child.kill("SIGKILL");
    process.once("exit", end);
    child.once("exit", () => process.off("exit", end));
    try {
      await until(async () => this.#child.exitCode !== null || (await isReady(this.url)), "The server", START_LIMIT);
      if (this.#child.exitCode !== null) throw new Error("The server ended");
    } catch (error) {
      this.#child.kill("SIGKILL");
      throw new Error(`${error.message}:\n${this.log()}`);
    }
  }

  /** Ends the server as an operator would, and waits for it. */
  async stop() {
    this.#child.kill("SIGTERM");
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), STOP_LIMIT);
    const [code, signal] = await this.#exited;
    clearTimeout(timer);
    if (code !== 0) throw new Error(`The server ended with ${signal ?? code} when asked to stop:\n${this.log()}`);
  }

  /** Ends the server as a power cut would. */
  async kill() {
    this.#child.kill("SIGKILL");
    await this.#exited;
  }

  async close() {
    await this.stop();
    const failures = this.log().split("\n").filter((line) => /\bERROR\b|panicked/.test(line));
    rmSync(this.#folder, { recursive: true, force: true });
    if (failures.length) throw new Error(`The server's log speaks of failures:\n${failures.join("\n")}`);
  }
}

async function isReady(url) {
  try {
    return (await fetch(`${url}/health/ready`)).ok;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
