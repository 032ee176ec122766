// Updates of Yjs, good and hostile: what the fuzzer begins with, and what is sent over a socket.
// `node collab/corpus.mjs FOLDER` writes each into a file.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { randomly } from "../support/random.mjs";

const TOO_MUCH = 0x7fff_ffff;

// Everybody is somebody else: what a client has written already would be passed over.
let clients = 100;

/** The update of a document that somebody has made something of. */
function update(make, client = ++clients) {
  const doc = new Y.Doc({ gc: true });
  doc.clientID = client;
  make(doc, doc.getMap("elements"));
  return Y.encodeStateAsUpdate(doc);
}

function put(elements, id, more = {}) {
  const fields = { component: "Box", parent: null, x: 1, y: 2, width: 30, height: 40, order: "V", props: new Y.Map(), ...more };
  elements.set(id, new Y.Map(Object.entries(fields)));
}

/** Bytes as an encoder of lib0 writes them. */
function bytes(write) {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}

const number = encoding.writeVarUint;
const text = encoding.writeVarString;

/** One client's structs from a clock on; `structs` writes so many of them; nothing is deleted. */
const structs = (count, clock, write) => bytes((encoder) => {
  const client = ++clients;
  for (const value of [1, count, client, clock]) number(encoder, value);
  write(encoder, client);
  number(encoder, 0);
});

/** A value in the root under a key, as the only struct. */
const entry = (key, kind, write, clock = 0) => structs(1, clock, (encoder) => {
  encoding.writeUint8(encoder, 0x20 | kind);
  number(encoder, 1);
  text(encoder, "elements");
  text(encoder, key);
  write(encoder);
});

const KIND = { gc: 0, deleted: 1, json: 2, binary: 3, string: 4, embed: 5, format: 6, type: 7, any: 8, doc: 9, skip: 10, move: 11 };

/** Updates that are as they should be. */
export const good = {
  nothing: new Uint8Array([0, 0]),
  element: update((_doc, elements) => put(elements, "one", { props: new Y.Map([["text", "Grüße 👋"]]) })),
  moved: update((_doc, elements) => {
    put(elements, "one");
    for (let step = 0; step < 50; step++) elements.get("one").set("x", step / 3);
  }, 77),
  removed: update((doc, elements) => {
    put(elements, "one");
    put(elements, "two", { parent: "one" });
    elements.delete("one");
    put(elements, "three");
  }),
  cycle: update((_doc, elements) => {
    put(elements, "one", { parent: "two" });
    put(elements, "two", { parent: "one" });
  }),
  undone: update((_doc, elements) => {
    const undo = new Y.UndoManager(elements, { captureTimeout: 0 });
    put(elements, "one");
    elements.delete("one");
    undo.undo();
    undo.undo();
    undo.redo();
  }),
  props: update((_doc, elements) => put(elements, "one", { component: "Table", props: new Y.Map(Object.entries({ columns: ["a"], rows: [["b"], [null]], nested: { deep: [1, 2.5, true, { x: "y" }] } })) })),
  many: update((_doc, elements) => { for (let count = 0; count < 300; count++) put(elements, `e${count}`, { order: `V${count}` }); }),
  several: Y.mergeUpdates([update((_doc, elements) => put(elements, "a"), 1), update((_doc, elements) => put(elements, "b"), 2), update((_doc, elements) => put(elements, "a", { x: 9 }), 3)]),
};

const random = randomly(1);
const noise = (length) => Uint8Array.from({ length }, () => Math.floor(random() * 256));
const cut = (whole, share) => whole.subarray(0, Math.floor(whole.length * share));

/** Updates that no client of ours would send. */
export const hostile = {
  empty: new Uint8Array(),
  ...Object.fromEntries(Array.from({ length: 24 }, (_, index) => [`noise-${index}`, noise(2 ** (index % 12))])),
  ...Object.fromEntries([0.2, 0.5, 0.9].map((share) => [`cut-${share}`, cut(good.removed, share)])),
  ...Object.fromEntries(Array.from({ length: 24 }, (_, index) => {
    const broken = Uint8Array.from(good.several);
    broken[Math.floor(random() * broken.length)] ^= 1 << (index % 8);
    return [`bit-${index}`, broken];
  })),
  "goes-on": Uint8Array.from([...good.element, 1, 2, 3]),
  "second-format": Y.convertUpdateFormatV1ToV2(good.removed),
  "many-clients": bytes((encoder) => number(encoder, TOO_MUCH)),
  "many-structs": bytes((encoder) => [1, TOO_MUCH, 78, 0].forEach((value) => number(encoder, value))),
  "many-deleted": bytes((encoder) => [0, 1, 78, TOO_MUCH].forEach((value) => number(encoder, value))),
  "long-number": new Uint8Array(64).fill(0xff),
  "long-text": entry("x", KIND.string, (encoder) => number(encoder, TOO_MUCH)),
  "long-bytes": entry("x", KIND.binary, (encoder) => number(encoder, TOO_MUCH)),
  "long-list": entry("x", KIND.any, (encoder) => number(encoder, TOO_MUCH)),
  "long-range": structs(1, 0, (encoder) => { encoding.writeUint8(encoder, KIND.gc); number(encoder, TOO_MUCH); }),
  "long-deletion": entry("x", KIND.deleted, (encoder) => number(encoder, TOO_MUCH)),
  "long-skip": structs(1, 0, (encoder) => { encoding.writeUint8(encoder, KIND.skip); number(encoder, TOO_MUCH); }),
  "future-clock": entry("x", KIND.any, (encoder) => { number(encoder, 1); encoding.writeAny(encoder, 1); }, 1_000_000),
  "last-clock": entry("x", KIND.any, (encoder) => { number(encoder, 1); encoding.writeAny(encoder, 1); }, 0xffff_fffe),
  "future-deletion": bytes((encoder) => [0, 1, 78, 1, 1_000_000_000, 1_000].forEach((value) => number(encoder, value))),
  "gap": Y.diffUpdate(update((_doc, elements) => {
    put(elements, "one");
    for (let step = 0; step < 50; step++) elements.get("one").set("x", step);
  }, 79), Y.encodeStateVector(new Map([[79, 20]]))),
  "unknown-parent": structs(1, 0, (encoder) => {
    encoding.writeUint8(encoder, 0x20 | KIND.any);
    for (const value of [0, 4711, 12]) number(encoder, value);
    text(encoder, "x");
    number(encoder, 1);
    encoding.writeAny(encoder, 1);
  }),
  "own-parent": structs(1, 0, (encoder, client) => {
    encoding.writeUint8(encoder, 0x20 | KIND.type);
    for (const value of [0, client, 0]) number(encoder, value);
    text(encoder, "x");
    number(encoder, 1);
  }),
  "own-origin": structs(1, 0, (encoder, client) => {
    encoding.writeUint8(encoder, 0x80 | KIND.any);
    for (const value of [client, 0, 1]) number(encoder, value);
    encoding.writeAny(encoder, 1);
  }),
  "crossed-origins": structs(2, 0, (encoder, client) => {
    for (const other of [1, 0]) {
      encoding.writeUint8(encoder, 0xc0 | KIND.any);
      for (const value of [client, other, client, other, 1]) number(encoder, value);
      encoding.writeAny(encoder, 1);
    }
  }),
  ...Object.fromEntries(Array.from({ length: 21 }, (_, kind) => [`kind-${kind + 11}`, entry("x", (kind + 11) & 31, (encoder) => [0, 0, 0, 0].forEach((value) => number(encoder, value)))])),
  "type-confusion-text": update((doc) => { doc.share.delete("elements"); doc.getText("elements").insert(0, "a text"); }),
  "type-confusion-array": update((doc) => { doc.share.delete("elements"); doc.getArray("elements").insert(0, [1, 2, 3]); }),
  "element-is-a-number": update((_doc, elements) => elements.set("one", 1)),
  "element-is-a-text": update((_doc, elements) => elements.set("one", new Y.Text("x"))),
  "element-is-an-array": update((_doc, elements) => elements.set("one", Y.Array.from([1]))),
  "props-are-a-text": update((_doc, elements) => put(elements, "one", { props: new Y.Text("x") })),
  "props-are-a-number": update((_doc, elements) => put(elements, "one", { props: 1 })),
  "xml": update((_doc, elements) => elements.set("one", new Y.XmlElement("div"))),
  "subdocument": update((_doc, elements) => elements.set("one", new Y.Doc())),
  "formatted": update((doc) => doc.getText("words").insert(0, "bold", { bold: true })),
  "embed": update((doc) => doc.getText("words").insertEmbed(0, { image: "x" })),
  "another-root": update((doc) => doc.getMap("elsewhere").set("x", 1)),
  "another-document": update((doc) => { doc.getXmlFragment("prosemirror").insert(0, [new Y.XmlElement("paragraph")]); doc.getMap("meta").set("title", "Notes"); }),
  "binary": update((_doc, elements) => elements.set("one", new Uint8Array(1000))),
  "fields-of-other-types": update((_doc, elements) => put(elements, "one", { x: "left", y: null, width: [], height: {}, order: 7, parent: 5, component: true })),
  "out-of-range": update((_doc, elements) => put(elements, "one", { x: 1e300, y: -1e300, width: -1, height: 0 })),
  "not-numbers": update((_doc, elements) => put(elements, "one", { x: NaN, y: Infinity, width: -Infinity, height: 2 ** 64 })),
  "unknown-component": update((_doc, elements) => put(elements, "one", { component: "Nothing\u0000<script>" })),
  "names": update((_doc, elements) => ["", "a b", "../x", "__proto__", "x".repeat(100_000), "\u0000", "\u{1f600}"].forEach((id) => put(elements, id))),
  "large-prop": update((_doc, elements) => put(elements, "one", { props: new Y.Map([["text", "x".repeat(200_000)]]) })),
  "many-props": update((_doc, elements) => put(elements, "one", { props: new Y.Map(Array.from({ length: 10_000 }, (_, index) => [`p${index}`, index])) })),
  "long-order": update((_doc, elements) => put(elements, "one", { order: "V".repeat(100_000) })),
  "deep-value": entry("x", KIND.any, (encoder) => {
    number(encoder, 1);
    for (let depth = 0; depth < 100_000; depth++) { encoding.writeUint8(encoder, 117); number(encoder, 1); }
    encoding.writeUint8(encoder, 126);
  }),
  "deep-json": entry("x", KIND.json, (encoder) => { number(encoder, 1); text(encoder, "[".repeat(100_000)); }),
  "deep-maps": update((_doc, elements) => {
    let map = new Y.Map();
    elements.set("one", map);
    for (let depth = 0; depth < 3_000; depth++) {
      const inner = new Y.Map();
      map.set("x", inner);
      map = inner;
    }
  }),
  "deep-parents": update((_doc, elements) => { for (let depth = 0; depth < 2_000; depth++) put(elements, `d${depth}`, { parent: depth ? `d${depth - 1}` : null }); }),
  "long-cycle": update((_doc, elements) => { for (let at = 0; at < 1_000; at++) put(elements, `c${at}`, { parent: `c${(at + 1) % 1_000}` }); }),
  "too-many": update((_doc, elements) => { for (let count = 0; count < 6_000; count++) elements.set(`m${count}`, new Y.Map([["component", "Box"]])); }),
  "forgotten": update((doc, elements) => {
    for (let step = 0; step < 2_000; step++) elements.set("one", new Y.Map());
    elements.delete("one");
    doc.getMap("elements");
  }),
};

if (process.argv[1] === new URL(import.meta.url).pathname && process.argv[2]) {
  mkdirSync(process.argv[2], { recursive: true });
  // What is large teaches the fuzzer little that what is small does not.
  const small = Object.entries({ ...good, ...hostile }).filter(([, { length }]) => length <= 8192);
  for (const [name, content] of small) writeFileSync(join(process.argv[2], name), content);
  process.stdout.write(`${small.length} updates\n`);
}
