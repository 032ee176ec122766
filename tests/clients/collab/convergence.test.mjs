// Random sessions of eight who draw together: npm y-websocket, GraphQL and pycrdt, through partitions and kills.
import { after, before, describe, it } from "node:test";
import { Person } from "../support/person.mjs";
import { randomly, SEED } from "../support/random.mjs";
import { startServer } from "../support/server.mjs";
import { pause } from "../support/wait.mjs";
import { python } from "./pycrdt.mjs";
import { Session } from "./session.mjs";

/** `SESSIONS=500` for the whole of it; one with a session's own seed and `SESSIONS=1` for that session. */
const SESSIONS = Number(process.env.SESSIONS ?? 6);
/** Of so many at a time. A server that is killed is killed for all of them. */
const TOGETHER = 3;
const LIMIT = 120_000;

// Each of y-websocket's providers says good-bye when the process ends.
process.setMaxListeners(100);

describe("drawing together", { timeout: (SESSIONS / TOGETHER + 2) * LIMIT }, () => {
  let server, people, projectId, interpreter;
  before(async () => {
    interpreter = await python();
    server = await startServer();
    people = [await Person.register(server, "Ada"), await Person.register(server, "Bob")];
    projectId = (await people[0].project()).id;
    await people[0].invite(projectId, people[1], "EDITOR");
    people.push(await people[0].onAnotherDevice());
  });
  after(() => server.close());

  const seeds = Array.from({ length: SESSIONS }, (_, index) => (SEED + index * 7919) % 2 ** 31);
  for (let from = 0; from < SESSIONS; from += TOGETHER) {
    const now = seeds.slice(from, from + TOGETHER);
    it(`all have the same in the end, nothing acknowledged is lost: SEED=${now.join(", ")}`, { timeout: LIMIT }, async (t) => {
      const sessions = await Promise.all(now.map((seed) => Session.start({ server, people, projectId, seed, interpreter })));
      try {
        await Promise.all([...sessions.map((session) => session.draw()), kill(randomly(now[0]))]);
        for (const session of sessions) {
          const found = await session.check().catch((error) => {
            throw Object.assign(error, { message: `SEED=${session.seed} SESSIONS=1: ${error.message}` });
          });
          t.diagnostic(`seed ${session.seed}: ${found.elements} elements, ${found.events.join(" and ")} events, ${found.durable} writes acknowledged to one who left`);
        }
      } finally {
        await Promise.all(sessions.map((session) => session.close()));
      }
    });
  }

  /** Kills the server in the middle of things, twice as often as not. */
  async function kill(random) {
    for (let times = 0; times < 2; times++) {
      await pause(300 + random() * 900);
      if (random() < 0.3) continue;
      await server.kill();
      await pause(random() * 300);
      await server.start();
    }
  }
});
