// A wireframe's elements in one spelling, wherever they are read from: Yjs, GraphQL, its events.
import assert from "node:assert/strict";

const FIELDS = ["component", "parentId", "x", "y", "width", "height", "order", "props"];

/** From a Yjs document's `elements`, by id. */
export function drawn(elements) {
  const found = new Map();
  // Not as one object, in which some names mean something else.
  for (const [id, element] of elements.entries()) {
    const { parent, ...rest } = element.toJSON?.() ?? {};
    found.set(id, { ...rest, parentId: parent });
  }
  return found;
}

/** From GraphQL's `WireframeElement`s, by id. */
export function told(elements) {
  return new Map(elements.map(({ id, __typename, ...element }) => [id, element]));
}

/** All that they say, in an order that does not depend on who says it. */
export function spelled(elements) {
  const rows = [...elements].map(([id, element]) => [id, ...FIELDS.map((field) => sorted(element[field] ?? null))]);
  return JSON.stringify(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

/** Fails, with what differs, where two do not hold the same elements. */
export function sameElements(actual, expected, who) {
  if (spelled(actual) === spelled(expected)) return;
  for (const id of new Set([...actual.keys(), ...expected.keys()])) {
    assert.deepEqual(actual.get(id), expected.get(id), `${who}: ${id}`);
  }
  assert.fail(`${who}: they are spelled otherwise`);
}

/** Fails where elements are not a forest of known parents, as the server promises. */
export function isForest(elements) {
  for (const [id, { parentId }] of elements) {
    const seen = new Set([id]);
    for (let at = parentId; at !== null; at = elements.get(at).parentId) {
      assert.ok(elements.has(at), `${id} is in ${at}, which is not there`);
      assert.ok(!seen.has(at), `${id} is in itself`);
      seen.add(at);
    }
    assert.ok(seen.size <= 32, `${id} lies ${seen.size} deep`);
  }
}

/** Elements that nobody but their makers touches: what was written to them must be there in the end. */
const isKept = ([id, { props }]) => id.startsWith("keep-") || props?.text?.includes(" wrote ");

/** What may be in what, as one sees it: never an element in itself. */
export function isWithin(elements, id, other) {
  const seen = new Set();
  for (let at = id; at != null && !seen.has(at); at = elements.get(at)?.parentId) {
    if (at === other) return true;
    seen.add(at);
  }
  return false;
}

const pick = (random, list) => list[Math.floor(random() * list.length)];
const CONTAINERS = new Set(["Box", "Card", "Section"]);
const place = (random) => Math.round(random() * 8000) / 10;

/**
 * Something to do with what one sees, as a program or a person would: `{ add | set | move | remove }` as
 * GraphQL has it. None where there is nothing to do it with.
 */
export function anything(random, elements, fresh) {
  const ids = [...elements].filter((element) => !isKept(element)).map(([id]) => id).sort();
  const id = pick(random, ids);
  const containers = ids.filter((one) => CONTAINERS.has(elements.get(one).component));
  const parentId = random() < 0.3 ? null : pick(random, containers) ?? null;
  const what = random();
  if (!id || what < 0.3) {
    const component = pick(random, ["Box", "Card", "Section", "Text", "Button"]);
    const props = CONTAINERS.has(component) ? {} : { text: pick(random, ["Continue", "“Grüße” 👋", "<b>&amp;</b>", ""]) };
    return { add: { id: fresh(), component, parentId, x: place(random), y: place(random), width: 1 + place(random), height: 40, props } };
  }
  if (what < 0.6) {
    const frame = random() < 0.5 ? { x: place(random), y: place(random) } : { width: 1 + place(random), height: 1 + place(random) };
    const props = CONTAINERS.has(elements.get(id).component) ? {} : { props: { text: `${place(random)}` } };
    return { set: { id, ...frame, ...props } };
  }
  // In its own view nobody puts a thing into itself; two who do so crosswise at the same time make a cycle.
  if (what < 0.88) return isWithin(elements, parentId, id) ? null : { move: { id, parentId } };
  return { remove: { id } };
}
