/**
 * The ways in which this page changes the shared document, each for one transaction. Every write
 * carries `LOCAL` as its origin: that is what undo takes back.
 */
import * as Y from "yjs";
import { elementsOf, type ElementMap, type WireframeDocument } from "./document.ts";
import { coordinate, extent, type Element, type Props } from "./element.ts";
import type { Rect } from "./geometry.ts";
import { between, spread } from "./order.ts";

export const LOCAL = Symbol("this page");

export function edit(doc: Y.Doc, change: () => void): void {
  doc.transact(change, LOCAL);
}

/** Writes an element that is not there yet. */
export function insert(doc: Y.Doc, element: Element): void {
  const map: ElementMap = new Y.Map();
  const props = new Y.Map<unknown>();
  for (const [key, value] of Object.entries(element.props)) props.set(key, value);
  map.set("component", element.component);
  map.set("parent", element.parentId);
  map.set("x", coordinate(element.x));
  map.set("y", coordinate(element.y));
  map.set("width", extent(element.width));
  map.set("height", extent(element.height));
  map.set("order", element.order);
  map.set("props", props);
  elementsOf(doc).set(element.id, map);
}

/** Writes what differs of a frame; positions count from the parent's corner. */
export function setFrame(doc: Y.Doc, id: string, frame: Partial<Rect>): void {
  const map = written(doc, id);
  if (!map) return;
  for (const key of ["x", "y"] as const) if (frame[key] !== undefined) put(map, key, coordinate(frame[key]));
  for (const key of ["width", "height"] as const) if (frame[key] !== undefined) put(map, key, extent(frame[key]));
}

/** Puts an element into another parent, at a place among its children. */
export function setPlace(doc: Y.Doc, id: string, parentId: string | null, order: string): void {
  const map = written(doc, id);
  if (!map) return;
  put(map, "parent", parentId);
  put(map, "order", order);
}

/** Writes a prop; `undefined` takes it away, so that the component's default shows. */
export function setProp(doc: Y.Doc, id: string, key: string, value: unknown): void {
  const map = written(doc, id);
  if (!map) return;
  const props = map.get("props");
  if (props instanceof Y.Map) {
    const typed = props as Y.Map<unknown>;
    if (value === undefined) typed.delete(key);
    else put(typed, key, value);
    return;
  }
  // Written by somebody else as a plain object: from now on a map, which merges.
  const plain = typeof props === "object" && props !== null ? (props as Props) : {};
  map.set("props", new Y.Map(Object.entries({ ...plain, [key]: value }).filter(([, each]) => each !== undefined)));
}

export function remove(doc: Y.Doc, ids: Iterable<string>): void {
  const elements = elementsOf(doc);
  for (const id of ids) elements.delete(id);
}

/**
 * Texts that put `count` elements directly above `below` among a parent's children (null: at
 * the bottom; absent: on top). Where there is no room, as between equal texts, the children
 * are numbered anew in the same transaction.
 */
export function makeRoom(document: WireframeDocument, parentId: string | null, count: number, below?: string | null): string[] {
  const siblings = document.children(parentId);
  const index = below === undefined ? siblings.length : below === null ? 0 : siblings.indexOf(below) + 1;
  const orderAt = (i: number): string | null => document.get(siblings[i] ?? "")?.order ?? null;
  const found = spread(orderAt(index - 1), orderAt(index), count);
  if (found) return found;
  const anew = spread(null, null, siblings.length + count) ?? [];
  siblings.forEach((id, i) => {
    const map = written(document.doc, id);
    if (map) put(map, "order", anew[i < index ? i : i + count] ?? between(null, null));
  });
  return anew.slice(index, index + count);
}

function written(doc: Y.Doc, id: string): ElementMap | null {
  const map = elementsOf(doc).get(id);
  return map instanceof Y.Map ? (map as ElementMap) : null;
}

function put(map: ElementMap, key: string, value: unknown): void {
  if (map.get(key) !== value) map.set(key, value);
}
