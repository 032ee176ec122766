/**
 * The wireframe as the shared document holds it, read into plain elements: each is the same
 * object for as long as it is the same, so that only what changed is drawn again.
 *
 * What concurrent edits broke is read by the server's rules, without writing: an element whose
 * parent is missing, or is in it, counts as at the top level; numbers are brought within bounds;
 * whatever is of a wrong type counts as absent. The server repairs the document itself.
 */
import * as Y from "yjs";
import { byOrder, coordinate, extent, LIMITS, type Element, type Props } from "./element.ts";
import type { Point, Rect } from "./geometry.ts";
import { FIRST, isOrder } from "./order.ts";

export type ElementMap = Y.Map<unknown>;

export function elementsOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap("elements");
}

const NO_IDS: readonly string[] = [];
const TOP = "";
const ID = /^[A-Za-z0-9_-]{1,64}$/;
const COMPONENT = /^[A-Z][A-Za-z0-9]{0,63}$/;

export class WireframeDocument {
  readonly doc: Y.Doc;
  readonly #map: Y.Map<unknown>;
  /** As written; the parent may be missing. */
  readonly #written = new Map<string, Element>();
  readonly #elements = new Map<string, Element>();
  #children = new Map<string, readonly string[]>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #anyListeners = new Set<() => void>();
  #version = 0;

  constructor(doc: Y.Doc) {
    this.doc = doc;
    this.#map = elementsOf(doc);
    this.#map.observeDeep((events) => { this.#follow(events); });
    for (const id of this.#map.keys()) this.#read(id);
    this.#arrange();
  }

  get(id: string): Element | undefined {
    return this.#elements.get(id);
  }

  /** What lies directly in an element, or at the top level, from the bottom up. */
  children(parent: string | null): readonly string[] {
    return this.#children.get(parent ?? TOP) ?? NO_IDS;
  }

  get size(): number {
    return this.#elements.size;
  }

  /** Grows with every change. */
  readonly version = (): number => this.#version;

  /** Everything, parents before what is in them, from the bottom up. */
  all(): Element[] {
    const found: Element[] = [];
    const visit = (parent: string | null): void => {
      for (const id of this.children(parent)) {
        const element = this.get(id);
        if (!element) continue;
        found.push(element);
        visit(id);
      }
    };
    visit(null);
    return found;
  }

  /** The ids of an element and of all that is in it, itself first. */
  family(id: string): string[] {
    return [id, ...this.children(id).flatMap((child) => this.family(child))];
  }

  /** From its parent up to the top. */
  ancestors(id: string): string[] {
    const found: string[] = [];
    let parent = this.get(id)?.parentId ?? null;
    while (parent !== null) {
      found.push(parent);
      parent = this.get(parent)?.parentId ?? null;
    }
    return found;
  }

  /** Where the inside of an element (or, for null, of the canvas) begins, on the canvas. */
  origin(parent: string | null): Point {
    let x = 0;
    let y = 0;
    for (let at = parent; at !== null; at = this.get(at)?.parentId ?? null) {
      const element = this.get(at);
      x += element?.x ?? 0;
      y += element?.y ?? 0;
    }
    return { x, y };
  }

  /** An element's frame on the canvas. */
  frame(id: string): Rect | null {
    const element = this.get(id);
    if (!element) return null;
    const { x, y } = this.origin(element.parentId);
    return { x: x + element.x, y: y + element.y, width: element.width, height: element.height };
  }

  /** Calls `listener` when the element, or which elements are directly in it, changes; "" is the top level. */
  subscribe(id: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(id);
    };
  }

  /** Calls `listener` after every change. */
  readonly subscribeAll = (listener: () => void): (() => void) => {
    this.#anyListeners.add(listener);
    return () => { this.#anyListeners.delete(listener); };
  };

  #follow(events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void {
    const touched = new Set<string>();
    for (const event of events) {
      if (event.path.length > 0) touched.add(String(event.path[0]));
      else for (const id of event.keys.keys()) touched.add(id);
    }
    let moved = false;
    const changed = new Set<string>();
    for (const id of touched) {
      const before = this.#written.get(id);
      this.#read(id);
      const after = this.#written.get(id);
      if (before === after) continue;
      changed.add(id);
      if (before?.parentId !== after?.parentId || before?.order !== after?.order || !before || !after) moved = true;
      else this.#elements.set(id, { ...after, parentId: this.#elements.get(id)?.parentId ?? null });
    }
    if (moved) for (const id of this.#arrange()) changed.add(id);
    if (changed.size === 0) return;
    this.#version++;
    for (const id of changed) for (const listener of this.#listeners.get(id) ?? []) listener();
    for (const listener of this.#anyListeners) listener();
  }

  #read(id: string): void {
    const value = this.#map.get(id);
    if (value instanceof Y.Map && ID.test(id)) this.#written.set(id, readElement(id, value));
    else this.#written.delete(id);
  }

  /** Sorts everything into its place. Returns the parents whose children, and the elements whose place, changed. */
  #arrange(): Set<string> {
    const lost = strays(this.#written);
    const groups = new Map<string, Element[]>();
    const changed = new Set<string>();
    for (const id of this.#elements.keys()) if (!this.#written.has(id)) this.#elements.delete(id);
    for (const [id, written] of this.#written) {
      const parentId = lost.has(id) ? null : written.parentId;
      const element = parentId === written.parentId ? written : { ...written, parentId };
      const known = this.#elements.get(id);
      if (known?.parentId !== parentId || known.order !== element.order) changed.add(id);
      if (known?.parentId !== parentId || !sameButParent(known, element)) this.#elements.set(id, element);
      const group = groups.get(parentId ?? TOP);
      if (group) group.push(element);
      else groups.set(parentId ?? TOP, [element]);
    }
    const before = this.#children;
    this.#children = new Map();
    for (const [parent, group] of groups) {
      const ids = group.sort(byOrder).map((element) => element.id);
      const known = before.get(parent);
      const same = known?.length === ids.length && known.every((id, i) => id === ids[i]);
      this.#children.set(parent, same ? known : ids);
      if (!same) changed.add(parent);
    }
    for (const parent of before.keys()) if (!groups.has(parent)) changed.add(parent);
    return changed;
  }
}

/**
 * Those that count as at the top level although something else is written: whose parent is
 * missing, of every ring the one with the smallest id, and what would be too deep.
 */
function strays(written: ReadonlyMap<string, Element>): Set<string> {
  const lost = new Set<string>();
  const depths = new Map<string, number>();
  for (const start of written.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    let at: string | null = start;
    while (at !== null && !depths.has(at) && !onPath.has(at)) {
      path.push(at);
      onPath.add(at);
      const parent: string | null = written.get(at)?.parentId ?? null;
      if (parent !== null && !written.has(parent)) lost.add(at);
      at = lost.has(at) ? null : parent;
    }
    if (at !== null && onPath.has(at)) {
      const ring = path.splice(path.indexOf(at));
      const freed = ring.reduce((least, id) => (id < least ? id : least));
      lost.add(freed);
      // Read from the one that is freed, the ring is a chain: whoever names it as parent comes next.
      const chain = [...ring.slice(ring.indexOf(freed) + 1), ...ring.slice(0, ring.indexOf(freed) + 1)];
      path.push(...chain);
    }
    for (const id of path.reverse()) {
      const above = written.get(id)?.parentId ?? null;
      const depth = lost.has(id) || above === null ? 1 : (depths.get(above) ?? 0) + 1;
      if (depth > LIMITS.depth) lost.add(id);
      depths.set(id, depth > LIMITS.depth ? 1 : depth);
    }
  }
  return lost;
}

function sameButParent(a: Element, b: Element): boolean {
  return a.component === b.component && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height && a.order === b.order && a.props === b.props;
}

function readElement(id: string, map: Y.Map<unknown>): Element {
  const component = map.get("component");
  const parent = map.get("parent");
  const order = map.get("order");
  return {
    id,
    component: typeof component === "string" && COMPONENT.test(component) ? component : "Box",
    parentId: typeof parent === "string" ? parent : null,
    x: coordinate(map.get("x")),
    y: coordinate(map.get("y")),
    width: extent(map.get("width")),
    height: extent(map.get("height")),
    order: isOrder(order) ? order : FIRST,
    props: readProps(map.get("props")),
  };
}

function readProps(value: unknown): Props {
  if (value instanceof Y.Map) return value.toJSON();
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Props) : {};
}
