// GraphQL over HTTP to the letter: graphql-http's own audit, a subtest a rule.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { serverAudits } from "graphql-http";
import { startServer } from "../support/server.mjs";

/** Audits of the version that package.json names; fewer would mean that some were not run. */
const AUDITS = 61;

describe("graphql-http's audit", () => {
  let server;
  before(async () => { server = await startServer(); });
  after(() => server.close());

  // The audits ask for their address when they run, which is after the server has one.
  const audits = serverAudits({ url: () => server.endpoint, fetchFn: fetch });

  it("has all of its rules", () => assert.equal(audits.length, AUDITS));
  for (const { id, name, fn } of audits) {
    it(`${name} (${id})`, async () => {
      const result = await fn();
      assert.equal(result.status, "ok", result.reason);
    });
  }
});
