// A server of its own for each suite: the built binary in an empty folder, on a free port.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = new URL("../../../", import.meta.url).pathname;
const START_LIMIT = 60_000;
const STOP_LIMIT = 30_000;

/** `MAQUETTE_BIN`, or what cargo has built. */
export function binary() {
  const target = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target");
  const path = resolve(process.env.MAQUETTE_BIN ?? join(target, "debug", "maquette"));
  if (!existsSync(path)) throw new Error(`There is no server at ${path}: run “cargo build”, or set MAQUETTE_BIN.`);
  return path;
}

/**
 * Starts the server on its defaults. `stop()` ends it as a person would, with a signal, and
 * fails where it does not end cleanly; `log()` is what it has said.
 */
export async function startServer() {
  const folder = mkdtempSync(join(tmpdir(), "maquette-e2e-"));
  const port = await freePort();
  const output = openSync(join(folder, "log"), "a");
  // Only the port: what else is set here must not reach the server.
  const env = { PATH: process.env.PATH, HOME: folder, PORT: String(port), NO_COLOR: "1" };
  const child = spawn(binary(), ["serve"], { cwd: folder, env, stdio: ["ignore", output, output] });
  const log = () => readFileSync(join(folder, "log"), "utf8");
  const exited = once(child, "exit");
  const url = `http://localhost:${port}`;

  const end = Date.now() + START_LIMIT;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > end) {
      child.kill("SIGKILL");
      throw new Error(`The server did not start:\n${log()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    log,
    async stop() {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT);
      const [code, signal] = await exited;
      clearTimeout(timer);
      const words = log();
      rmSync(folder, { recursive: true, force: true });
      if (code !== 0) throw new Error(`The server ended with ${signal ?? code} when asked to stop:\n${words}`);
    },
  };
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
