// Slow and hasty clients: slowhttptest's three attacks, then connections that come and go. Meanwhile
// somebody else asks, and must be answered in time; afterwards nothing may be left of it.
//
//   node slow.mjs [SECONDS]      each attack lasts that long; 30 without a number
import { execFile } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { connect } from "node:net";
import { promisify } from "node:util";
import { Person } from "../clients/support/person.mjs";
import { startServer } from "../clients/support/server.mjs";
import { RawSocket } from "../clients/support/socket.mjs";
import { pause, until } from "../clients/support/wait.mjs";

const seconds = Number(process.argv[2] ?? 30);
const CONNECTIONS = 1_000;
const CHURN = 500;
/** In time: for a person who waits, on a machine that is busy with the attack itself. */
const IN_TIME = 1_000;
/** How long what is left of an attack may take to go. */
const AFTERWARDS = 60_000;

const run = promisify(execFile);
const server = await startServer();
const person = await Person.register(server);
const common = ["-u", server.endpoint, "-c", String(CONNECTIONS), "-r", "200", "-l", String(seconds), "-p", "3"];
const attacks = {
  "slow headers": () => slowhttptest("-H", "-i", "5", "-x", "24"),
  "slow bodies": () => slowhttptest("-B", "-i", "5", "-s", "65536", "-x", "10", "-t", "POST"),
  "slow readers": () => slowhttptest("-X", "-w", "512", "-y", "1024", "-n", "5", "-z", "32", "-k", "3"),
  [`${CHURN} connections a second`]: churn,
};
try {
  await person.ask("{ viewer { id } }");
  await pause(1_000);
  const before = gauges();
  for (const [name, attack] of Object.entries(attacks)) {
    const probe = probing();
    await attack();
    const times = await probe.stop();
    await until(() => gauges().files <= before.files + 10, `${name}: files closed (${before.files} before)`, AFTERWARDS);
    const { files, threads, memory } = gauges();
    times.sort((one, other) => one - other);
    const slowest = times.at(-1);
    console.log(`${name}: ${times.length} answers, median ${times[times.length >> 1]} ms, slowest ${slowest} ms; ` +
      `${before.files} -> ${files} files, ${before.threads} -> ${threads} threads, ${before.memory} -> ${memory} MB`);
    if (slowest > IN_TIME) throw new Error(`${name}: an answer took ${slowest} ms`);
  }
} finally {
  await server.close();
}

/** Fails only where it cannot run: what it says of the server is judged by the one who asks. */
async function slowhttptest(...options) {
  await run("slowhttptest", [...options, ...common]).catch((error) => {
    if (error.code === "ENOENT") throw new Error("There is no slowhttptest; on Debian: apt-get install slowhttptest");
  });
}

/** Connections that say nothing, half a request, or a whole one, or that open a socket; none stays. */
async function churn() {
  const hello = [
    "",
    "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-",
    "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    "GET /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
      "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n",
  ];
  const end = performance.now() + 2 * seconds * 1_000;
  let made = 0;
  const start = performance.now();
  while (performance.now() < end) {
    const due = Math.floor(((performance.now() - start) / 1_000) * CHURN);
    for (; made < due; made++) {
      const socket = connect(server.port, "127.0.0.1");
      socket.on("error", () => {});
      socket.on("connect", () => socket.write(hello[made % hello.length]));
      setTimeout(() => (Math.random() < 0.5 ? socket.destroy() : socket.resetAndDestroy()), 20 + Math.random() * 200);
    }
    await pause(10);
  }
  await pause(300);
}

/** Asks, one question after the other, over HTTP and over a socket that was there before. */
function probing() {
  const times = [];
  let going = true;
  const asking = (async () => {
    const socket = await RawSocket.ready(server, person);
    for (let round = 0; going; round++) {
      const at = performance.now();
      await person.ask("{ viewer { id } }");
      socket.subscribe(`${round}`, "{ viewer { id } }");
      await socket.end(`${round}`);
      times.push(Math.round(performance.now() - at));
      await pause(100);
    }
    socket.terminate();
  })();
  // Its failure is the attack's success, and reported where it is awaited.
  asking.catch(() => {});
  return {
    async stop() {
      going = false;
      await asking;
      return times;
    },
  };
}

function gauges() {
  const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
  const number = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)[1]);
  return {
    files: readdirSync(`/proc/${server.pid}/fd`).length,
    threads: number("Threads"),
    memory: Math.round(number("VmRSS") / 1024),
  };
}
