/**
 * Who else is here: reads what the awareness says of the others, and tells it where this page's
 * person is. The server stamps who they are, so what another page claims about itself is not
 * believed here either.
 */
import type { Awareness } from "y-protocols/awareness";
import { Store } from "../../store.ts";
import type { Point } from "../model/geometry.ts";

export interface Person {
  /** Its key in the awareness: one page of a person. */
  readonly key: number;
  readonly userId: string;
  readonly name: string;
  readonly color: string;
  /** On the canvas; null while the pointer is elsewhere. */
  readonly cursor: Point | null;
  readonly selection: readonly string[];
  /** What that page shows of the canvas, so that one can follow. */
  readonly view: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null;
}

/** What this page tells the others. */
interface Told {
  readonly x: number | null;
  readonly y: number | null;
  readonly selection: readonly string[];
  readonly state: { readonly view: readonly number[] | null };
}

/** At most 25 times a second, below the server's bound of 30. */
const INTERVAL = 40;
const MAX_SELECTION = 24;
const COLOR = /^#[0-9a-f]{6}$/i;

export class People {
  readonly others = new Store<readonly Person[]>([]);
  readonly #awareness: Awareness;
  #state: Told = { x: null, y: null, selection: [], state: { view: null } };
  #timer: ReturnType<typeof setTimeout> | null = null;
  #last = 0;

  constructor(awareness: Awareness) {
    this.#awareness = awareness;
    awareness.on("change", this.#read);
    this.#read();
    this.#send();
  }

  destroy(): void {
    this.#awareness.off("change", this.#read);
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  pointAt(cursor: Point | null): void {
    this.#change({ x: cursor && round(cursor.x), y: cursor && round(cursor.y) });
  }

  select(ids: readonly string[]): void {
    this.#change({ selection: ids.slice(0, MAX_SELECTION) });
  }

  look(seen: { x: number; y: number; width: number; height: number }): void {
    this.#change({ state: { view: [seen.x, seen.y, seen.width, seen.height].map(Math.round) } });
  }

  #change(part: Partial<Told>): void {
    this.#state = { ...this.#state, ...part };
    if (this.#timer !== null) return;
    const wait = Math.max(0, this.#last + INTERVAL - performance.now());
    this.#timer = setTimeout(() => { this.#send(); }, wait);
  }

  #send(): void {
    this.#timer = null;
    this.#last = performance.now();
    this.#awareness.setLocalState({ ...this.#state });
  }

  readonly #read = (): void => {
    const people: Person[] = [];
    for (const [key, state] of this.#awareness.getStates()) {
      if (key === this.#awareness.clientID) continue;
      const person = readPerson(key, state);
      if (person) people.push(person);
    }
    people.sort((a, b) => a.key - b.key);
    this.others.set(people);
  };
}

function readPerson(key: number, state: Readonly<Record<string, unknown>>): Person | null {
  const user = record(state["user"]);
  const name = user?.["name"];
  const color = user?.["color"];
  const { x, y, selection } = state;
  const view = record(state["state"])?.["view"];
  if (typeof name !== "string") return null;
  return {
    key,
    userId: typeof user?.["id"] === "string" ? user["id"] : key.toString(),
    name,
    color: typeof color === "string" && COLOR.test(color) ? color : "#64748b",
    cursor: typeof x === "number" && typeof y === "number" ? { x, y } : null,
    selection: Array.isArray(selection) ? selection.filter((id) => typeof id === "string") : [],
    view: readView(view),
  };
}

function readView(value: unknown): Person["view"] {
  if (!Array.isArray(value) || !value.every((each) => typeof each === "number" && Number.isFinite(each))) return null;
  const [x, y, width, height] = value as (number | undefined)[];
  return x !== undefined && y !== undefined && width !== undefined && height !== undefined && width > 0 && height > 0 ? { x, y, width, height } : null;
}

function record(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
