// Runs the end-to-end tests, each suite against a server of its own that it starts and stops.
//
//   node run.mjs [SUITE ...]     tour, playground, wireframes, wireframes-live, builtin; all without a name
//
// `MAQUETTE_BIN` names the server; without it, it is what cargo has built.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { startServer } from "./support/server.mjs";

const SUITES = {
  tour: ["--test", "--test-reporter=spec", "tour/"],
  playground: ["--test", "--test-reporter=spec", "playground/"],
  wireframes: ["--test", "--test-reporter=spec", "wireframes/"],
  "wireframes-live": ["--test", "--test-reporter=spec", "wireframes-live/"],
  builtin: ["builtin/run.mjs"],
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in SUITES));
if (unknown.length) throw new Error(`There is no suite ${unknown.join(", ")}: choose among ${Object.keys(SUITES).join(", ")}.`);

const failed = [];
for (const name of asked.length ? asked : Object.keys(SUITES)) {
  console.log(`== End to end: ${name}`);
  if (!(await run(SUITES[name]))) failed.push(name);
}
if (failed.length) console.error(`End to end: failed: ${failed.join(", ")}`);
process.exitCode = failed.length ? 1 : 0;

/** Whether the suite passed, and its server ended as it should. */
async function run(command) {
  const server = await startServer();
  let passed = false;
  try {
    const child = spawn(process.execPath, command, {
      cwd: import.meta.dirname,
      env: { ...process.env, MAQUETTE_URL: server.url },
      stdio: "inherit",
    });
    const [code] = await once(child, "exit");
    passed = code === 0;
    if (!passed) console.error(`The server's log:\n${server.log()}`);
  } finally {
    await server.stop();
  }
  return passed;
}
