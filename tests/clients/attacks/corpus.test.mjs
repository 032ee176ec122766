// Documents and requests that were made to hurt: each is answered with a coded error, costs little of
// the server's processor time, and leaves it as it was.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { binary } from "../../e2e/support/server.mjs";
import { Person } from "../support/person.mjs";
import { startServer } from "../support/server.mjs";

/** Milliseconds of processor time for one answer; what is built for tests is slower than what is used. */
const MOST = /\/debug\//.test(binary()) ? 400 : 50;
/** MB by which the server may grow when it is attacked again and again. */
const GROWTH = 20;
const LARGE = 100_000;
/** What fits into the largest document, of something that takes so many bytes. */
const fit = (bytes) => Math.floor(32_000 / bytes);

const document = (query, variables) => ({ body: JSON.stringify({ query, variables }) });
const raw = (body, headers = {}) => ({ body, headers });
const nested = (count, open, close, middle = "a") => open.repeat(count) + middle + close.repeat(count);
const many = (count, each) => Array.from({ length: count }, (_, index) => each(index)).join(" ");

const ATTACKS = {
  "lists in lists, 100,000": document(`{ node(id: ${nested(LARGE, "[", "]")}) { id } }`),
  "lists in lists, as many as fit": document(`{ node(id: ${nested(fit(2), "[", "]")}) { id } }`),
  "open lists": document(`{ node(id: ${"[".repeat(fit(1))}`),
  "objects in objects, 100,000": document(`{ node(id: ${nested(LARGE, "{a:", "}", "1")}) { id } }`),
  "objects in objects, as many as fit": document(`{ node(id: ${nested(fit(4), "{a:", "}", "1")}) { id } }`),
  "types in types, 100,000": document(`query ($a: ${nested(LARGE, "[", "]", "ID")}) { server { version } }`),
  "types in types, as many as fit": document(`query ($a: ${nested(fit(2), "[", "]", "ID")}) { server { version } }`),
  "selections in selections, 100,000": document(nested(LARGE, "{ a ", "}")),
  "selections in selections, as many as fit": document(nested(fit(5), "{ a ", "}")),
  "brackets within strings": document(`{ node(id: "${"[{(".repeat(fit(3))}") { id } }`),
  "a bomb of fragments": document(`{ ...F0 } ${many(45, (index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`)} fragment F45 on Query { server { version } }`),
  "a bomb of fields in fragments": document(`{ viewer { ...F0 } } ${many(20, (index) => `fragment F${index} on User { a${index}: id b${index}: id ...F${index + 1} ...F${index + 1} ...F${index + 1} }`)} fragment F20 on User { id }`),
  "fragments that contain each other": document("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"),
  "a fragment that contains itself": document("{ server { ...A } } fragment A on Server { ...A version }"),
  "fragments that nobody uses": document(`{ server { version } } ${many(900, (index) => `fragment F${index} on Query { server { version } }`)}`),
  "aliases": document(`{ ${many(1_900, (index) => `a${index}:server{version}`)} }`),
  "one alias again and again": document(`{ ${many(2_000, () => "a:server{version}")} }`),
  "fields at the root": document(`{ ${many(2_000, () => "server{version}")} }`),
  "fields with overlapping selections": document(`{ ${many(90, () => `projects { nodes { ${many(8, () => "owner { id displayName }")} } }`)} }`),
  "directives": document(`{ server ${many(1_400, () => "@include(if: true)")} { version } }`),
  "directives that are not there": document(`{ server ${many(3_000, (index) => `@d${index}`)} { version } }`),
  "arguments": document(`{ node(${many(2_500, (index) => `a${index}: 1`)}) { id } }`),
  "variables that are declared": document(`query (${many(2_000, (index) => `$v${index}: ID`)}) { server { version } }`),
  "operations": document(many(900, (index) => `query Q${index} { server { version } }`)),
  "commas": document(`{${",".repeat(fit(1))}server { versions } }`),
  "comments": document(`${"#\n".repeat(fit(2))}{ nothing }`),
  "a name of 30,000 letters": document(`{ ${"a".repeat(30_000)} }`),
  "a string of 1 MB": document(`{ node(id: "${"a".repeat(1 << 20)}") { id } }`),
  "a string that does not end": document(`{ node(id: "${"a".repeat(30_000)}`),
  "a block string of quotes": document(`{ node(id: """${'\\"""'.repeat(fit(5))}""") { id } }`),
  "a string of escapes": document(`{ node(id: "${"\\u{1F600}".repeat(fit(10))}") { id } }`),
  "a number of 30,000 digits": document(`{ projects(first: ${"9".repeat(30_000)}) { totalCount } }`),
  "a number beyond all": document("{ projects(first: 1e999999999) { totalCount } }"),
  "a number in a variable": raw(`{"query":"query($n: Int) { projects(first: $n) { totalCount } }","variables":{"n":${"9".repeat(100_000)}}}`),
  "variables in variables, 100,000": raw(`{"query":"{ server { version } }","variables":{"a":${nested(LARGE, "[", "]", "1")}}}`),
  "an input of 100,000 entries": document("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids: Array(LARGE).fill("prj_1") }),
  "a variable of 1 MB": document("query ($id: ID!) { node(id: $id) { id } }", { id: "a".repeat(1 << 20) }),
  "lists of lists of lists": document(`{ projects(first: 100) { ${nested(3, "nodes { conversations(first: 100) { nodes { project { ", " } } } }", "id")} } }`),
  "types of types of types": document(`{ __schema { types { ${nested(12, "fields { type { ", " } }", "name")} } } }`),
  "bytes that are no UTF-8": raw(Buffer.from([0x7b, 0x22, 0x71, 0x75, 0x65, 0x72, 0x79, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, 0x7d])),
  "half a surrogate": raw('{"query":"{ node(id: \\"\\ud800\\") { id } }"}'),
  "zero bytes": document(`{ node(id: "${"\0".repeat(1_000)}") { id } }`),
  "no JSON": raw("{".repeat(LARGE)),
  "a list of operations": raw(JSON.stringify(Array(1_000).fill({ query: "{ server { version } }" }))),
  "a name that is long": raw(JSON.stringify({ query: "{ server { version } }", operationName: "a".repeat(1 << 20) })),
  "a hash that is none": raw(JSON.stringify({ query: "", extensions: { persistedQuery: { version: 1, sha256Hash: "é".repeat(40_000) } } })),
  "a map of 5,000 files": form({ operations: JSON.stringify({ query: "mutation ($a: Upload!) { projectImport(input: { archive: $a }) { userErrors { message } } }", variables: { a: null } }), map: JSON.stringify(Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [index, ["variables.a"]]))) }),
  "a map of 1 MB": form({ operations: '{"query":"{ server { version } }"}', map: JSON.stringify({ 0: ["a".repeat(1 << 20)] }) }),
  "a file for many variables": form({ operations: '{"query":"{ server { version } }"}', map: JSON.stringify({ 0: Array(2_000).fill("variables.a") }) }),
};

function form(fields) {
  const parts = Object.entries(fields).map(([name, value]) => `--edge\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  return raw(`${parts.join("")}--edge--\r\n`, { "content-type": "multipart/form-data; boundary=edge", "graphql-require-preflight": "1" });
}

describe("an attack", { concurrency: false }, () => {
  let server;
  let person;

  before(async () => {
    server = await startServer({ limits: { cost_per_account: 1_000_000_000 } });
    person = await Person.register(server);
    await send({ body: JSON.stringify({ query: "{ viewer { id } }" }) });
  });
  after(async () => { await server.close(); });

  for (const [name, attack] of Object.entries(ATTACKS)) {
    it(`${name}: a coded error, soon`, async () => {
      const started = processorTime();
      const { status, text } = await send(attack);
      const spent = processorTime() - started;
      assert.ok(status < 500, `${status}: ${text.slice(0, 300)}`);
      const { errors } = JSON.parse(text);
      assert.ok(errors?.length, `an error in ${text.slice(0, 300)}`);
      for (const { message, extensions } of errors) {
        assert.ok(extensions?.code && extensions.code !== "INTERNAL_SERVER_ERROR", JSON.stringify(extensions));
        assert.ok(message.length < 2_000, `${message.length} characters of message`);
      }
      assert.ok(spent <= MOST, `${spent.toFixed(1)} ms of processor time`);
    });
  }

  it("again and again, leaves nothing behind", async () => {
    const answer = await person.ask("{ viewer { email } }");
    assert.equal(answer.viewer.email, person.email);
    const again = async () => {
      for (let round = 0; round < 10; round += 1) {
        for (const attack of Object.values(ATTACKS)) await send(attack);
      }
    };
    // The allocator keeps what was used once; from then on nothing may be added.
    await again();
    const resident = memory();
    await again();
    const grown = memory() - resident;
    assert.ok(grown <= GROWTH, `${grown.toFixed(1)} MB more`);
  });

  async function send({ body, headers = {} }) {
    const response = await fetch(server.endpoint, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/graphql-response+json", ...person.headers, ...headers },
      body,
    });
    return { status: response.status, text: await response.text() };
  }

  /** Milliseconds that all threads of the server have run. */
  function processorTime() {
    const threads = readdirSync(`/proc/${server.pid}/task`);
    const times = threads.map((thread) => {
      try {
        return Number(readFileSync(`/proc/${server.pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]);
      } catch {
        return 0;
      }
    });
    return times.reduce((sum, time) => sum + time, 0) / 1e6;
  }

  /** MB that the server has in memory. */
  function memory() {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))[1]) / 1024;
  }
});
