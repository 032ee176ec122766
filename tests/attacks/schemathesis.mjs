// Runs schemathesis over the schema, as a signed-in person whose identifiers are real.
//
//   node schemathesis.mjs [EXAMPLES]      2,000 without a number, and a quarter as many invalid ones;
//                                         `ST` names the program (default: st)
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Person } from "../clients/support/person.mjs";
import { startServer } from "../clients/support/server.mjs";
import { until } from "../clients/support/wait.mjs";

const SCHEMA = resolve(import.meta.dirname, "../../schema.graphql");
/** They would end the session, or the account, that all other calls need. */
const EXCLUDED = ["Mutation.sessionRevoke", "Mutation.sessionRefresh", "Mutation.accountDelete", "Mutation.passwordChange"];
const SPARES = 120;

const examples = Number(process.argv[2] ?? 2_000);
const roots = /^type (?:Query|Mutation) \{([^]*?)^\}/gm;
const fields = [...readFileSync(SCHEMA, "utf8").matchAll(roots)].flatMap(([, body]) => [...body.matchAll(/^\t\w+(?:\(|: \S+$)/gm)]).length;
const folder = mkdtempSync(join(tmpdir(), "maquette-attack-"));
// What somebody may do in a minute is not what this is about.
const rates = ["registrations_per_client", "failed_sign_ins_per_client", "failed_sign_ins_per_account"].map((name) => [name, 1_000_000]);
const server = await startServer({ limits: { cost_per_account: 1_000_000_000, ...Object.fromEntries(rates) } });
try {
  const person = await Person.register(server, "Mallory");
  // Longer than all of it takes, which is more than an access token lasts on a busy machine.
  person.token = person.tokenUntil(Date.now() / 1_000 + 24 * 60 * 60);
  const ids = join(folder, "ids.json");
  writeFileSync(ids, JSON.stringify(await things(person)));
  for (const [mode, count] of [["positive", examples], ["negative", examples / 4]]) {
    await attack(person, ids, mode, Math.ceil(count / (fields - EXCLUDED.length)));
  }
  // The session has lasted, and the server is there.
  await person.ask("{ viewer { id } }");
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

async function attack(person, ids, mode, examplesEach) {
  const report = join(folder, "report.json");
  const child = spawn(process.env.ST ?? "st", [
    "run", SCHEMA, "--url", server.endpoint, "--header", `Authorization: ${person.authorization}`,
    "--phases", "fuzzing", "--mode", mode, "--max-examples", String(examplesEach), "--warnings", "off",
    "--checks", "not_a_server_error,no_internal_error", "--continue-on-failure", "--request-timeout", "20",
    ...EXCLUDED.flatMap((name) => ["--exclude-name", name]),
  ], {
    cwd: folder,
    stdio: "inherit",
    env: { ...process.env, SCHEMATHESIS_HOOKS: join(import.meta.dirname, "hooks.py"), ATTACK_IDS: ids, ATTACK_REPORT: report },
  });
  const [code] = await once(child, "exit");
  const { outcomes, reached } = JSON.parse(readFileSync(report, "utf8"));
  const sum = (pairs) => pairs.reduce((total, [, count]) => total + count, 0);
  console.log(`${mode}: ${sum(outcomes)} calls; ${sum(reached)} got past the checks of document and access, in ${reached.length} of ${fields} fields.`);
  for (const [outcome, count] of outcomes) console.log(`${String(count).padStart(6)}  ${outcome}`);
  console.log(reached.map(([field, count]) => `${field} ${count}`).join(", "));
  if (code !== 0) process.exitCode = 1;
}

/** One of everything that has an identifier, and enough of what gets deleted on the way. */
async function things(person) {
  const project = await person.project("Target");
  const conversation = await person.conversation(project.id);
  const generation = await person.say(conversation, "a habit tracker with streaks");
  const head = () => person.ask("query ($id: ID!) { project(id: $id) { headVersion { id } } }", { id: project.id });
  const { project: { headVersion } } = await until(async () => {
    const answer = await head();
    return answer.project.headVersion && answer;
  }, "a version");
  const { deployment } = await person.change(
    "mutation ($id: ID!) { deploymentCreate(projectId: $id, input: { provider: LOCAL }) { deployment { id } userErrors { message } } }",
    { id: project.id },
  );
  const others = await Promise.all(["Second", "Third"].map((name) => person.project(name)));
  const spareProject = [];
  const spareConversation = [];
  for (let index = 0; index < SPARES; index++) {
    spareProject.push((await person.project(`Spare ${index}`)).id);
    spareConversation.push(await person.conversation(others[index % 2].id));
  }
  return {
    project: [project.id, ...others.map(({ id }) => id)],
    conversation: [conversation],
    generation: [generation],
    version: [headVersion.id],
    deployment: [deployment.id],
    user: [person.id],
    email: [person.email],
    path: ["index.html", "src/App.tsx", "package.json", "notes/new.txt"],
    spareProject,
    spareConversation,
  };
}
