// One story for every transport: people write files and talk to the agent, while somebody follows
// all of it over a network that keeps failing, and somebody else over one that does not.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { Cutter } from "../support/cutter.mjs";
import { Person } from "../support/person.mjs";
import { randomly } from "../support/random.mjs";
import { within } from "../support/wait.mjs";

export const CUTS = 100;
/** Longer than all of it takes on a busy machine. */
export const LIMIT = 240_000;
const LAST = "the-last.txt";

export const PROJECT_EVENTS = `subscription ($projectId: ID!, $after: StreamCursor) {
  projectEvents(projectId: $projectId, after: $after) {
    cursor occurredAt event { __typename ... on FilesChanged { paths revision } }
  }
}`;
export const GENERATION_EVENTS = `subscription ($generationId: ID!, $after: StreamCursor) {
  generationEvents(generationId: $generationId, after: $after) {
    cursor occurredAt event {
      __typename
      ... on GenerationStatusChanged { status }
      ... on GenerationTextDelta { step text }
      ... on GenerationFileStarted { step path }
      ... on GenerationFileDelta { step path text }
      ... on GenerationFileFinished { step path change hash patch }
      ... on GenerationFinished { status version { id } }
    }
  }
}`;

/** graphql-ws as it comes, over a network that does not fail. */
export function plainClient(server, person) {
  return createClient({ url: server.socket, webSocketImpl: WebSocket, connectionParams: person.headers, retryAttempts: 0 });
}

/**
 * Follows files and turns through `CUTS` cuts.
 * `connect(port, person)` makes the client under test, with `iterate` and `dispose`.
 */
export async function followThroughCuts(t, server, connect, seed) {
  t.diagnostic(`SEED=${seed}`);
  const random = randomly(seed);
  const person = await Person.register(server);
  const cutter = await Cutter.start(server.port, random, CUTS);
  const uncut = plainClient(server, person);
  const cut = connect(cutter.port, person);
  try {
    const told = await within(
      LIMIT,
      Promise.all([files(person, cut, uncut, cutter), turns(person, cut, uncut, cutter), turns(person, cut, uncut, cutter)]),
      `the story through ${CUTS} cuts`,
    );
    assert.ok(cutter.cuts >= CUTS);
    t.diagnostic(`${cutter.cuts} cuts; ${told.join("; ")}`);
  } finally {
    await uncut.dispose();
    cut.dispose();
    await cutter.close();
  }
}

/** Many small writes while connections are cut, then all events of them. */
async function files(person, cut, uncut, cutter) {
  const { id: projectId, eventsCursor: after } = await person.project();
  const isLast = ({ event }) => event.paths?.includes(LAST) ?? false;
  const readers = [cut, uncut].map((client) => collect(client, "projectEvents", PROJECT_EVENTS, { projectId, after }, isLast));
  const written = [];
  while (!cutter.done) {
    // Several at once, as several people would, in an order that only the server knows.
    const paths = Array.from({ length: 4 }, (_, index) => `files/${written.length + index}.txt`);
    await Promise.all(paths.map((path) => person.write(projectId, path, path)));
    written.push(...paths);
  }
  await person.write(projectId, LAST, "");
  const [seen, expected] = await Promise.all(readers);
  sameEvents(seen, expected);
  const changes = seen.flatMap(({ event }) => (event.__typename === "FilesChanged" ? [event] : []));
  assert.deepEqual(changes.flatMap(({ paths }) => paths).sort(), [...written, LAST].sort(), "every file once");
  for (let index = 1; index < changes.length; index++) assert.ok(changes[index].revision > changes[index - 1].revision, "in order");
  const { project } = await person.ask("query ($id: ID!) { project(id: $id) { files(first: 1) { totalCount } } }", { id: projectId });
  assert.equal(project.files.totalCount, written.length + 1);
  return `${seen.length} events of a project`;
}

/** Turns of the agent, one after the other, while connections are cut. */
async function turns(person, cut, uncut, cutter) {
  let turns = 0;
  let events = 0;
  for (let round = 1; !cutter.done; round++) {
    const { id } = await person.project(`App ${round}`);
    const conversation = await person.conversation(id);
    for (const words of ["a habit tracker with streaks and a weekly chart", "Make the accent colour green", "Call it Daybreak"]) {
      const generationId = await person.say(conversation, words);
      const readers = [cut, uncut].map((client) => collect(client, "generationEvents", GENERATION_EVENTS, { generationId }));
      const [seen, expected] = await Promise.all(readers);
      sameEvents(seen, expected);
      await asInTheVersion(person, seen);
      turns++;
      events += seen.length;
    }
  }
  return `${events} events of ${turns} turns`;
}

/** The items of a subscription, until it ends or until the one that is the last. */
export async function collect(client, field, query, variables, isLast = () => false) {
  const items = [];
  try {
    for await (const { data, errors } of client.iterate({ query, variables })) {
      assert.equal(errors, undefined, JSON.stringify(errors));
      items.push(data[field]);
      if (isLast(data[field])) break;
    }
  } catch (error) {
    if (error instanceof Error) throw error;
    // What closed a socket, or a list of GraphQL's errors: neither says anything when it is printed.
    const { code, reason } = error;
    throw Object.assign(new Error(`${field} ended with ${code} ${reason ?? JSON.stringify(error)}`), { code });
  }
  return items;
}

/** Every event once, in order: none lost, none doubled, none changed. */
export function sameEvents(seen, expected) {
  const cursors = seen.map(({ cursor }) => cursor);
  assert.equal(new Set(cursors).size, cursors.length, "no event twice");
  assert.deepEqual(cursors, expected.map(({ cursor }) => cursor));
  assert.deepEqual(seen, expected);
}

/** Puts files together from what was seen, and compares them with the version that the turn made. */
async function asInTheVersion(person, items) {
  const events = items.map(({ event }) => event);
  const ends = events.filter(({ __typename }) => __typename === "GenerationFinished");
  assert.equal(ends.length, 1, "one end");
  const [end] = ends;
  assert.equal(events.at(-1), end);
  assert.equal(end.status, "SUCCEEDED");
  const texts = new Map();
  const hashes = new Map();
  for (const event of events) {
    if (event.__typename === "GenerationFileStarted") texts.set(event.path, "");
    if (event.__typename === "GenerationFileDelta") texts.set(event.path, texts.get(event.path) + event.text);
    if (event.__typename === "GenerationFileFinished") {
      hashes.set(event.path, event.hash);
      // The deltas of a whole file are its content; an edit says what it changed.
      if (event.hash && event.patch === null) assert.equal(gitHash(texts.get(event.path)), event.hash, event.path);
    }
  }
  const { node } = await person.ask(
    "query ($id: ID!) { node(id: $id) { ... on Version { files(first: 100) { nodes { path hash } } } } }",
    { id: end.version.id },
  );
  const found = new Map(node.files.nodes.map(({ path, hash }) => [path, hash]));
  assert.ok(hashes.size > 0);
  for (const [path, hash] of hashes) assert.equal(found.get(path) ?? null, hash, path);
}

function gitHash(text) {
  const bytes = Buffer.from(text);
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
