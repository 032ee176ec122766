/**
 * What comes of a template with somebody's props: a tree of tags and texts, as the server makes it,
 * bounded in size whatever the template repeats. Pure.
 */
import type { Props } from "../model/element.ts";
import type { Part, Path, Piece, Template } from "./read.ts";

export type Tree = string | { readonly tag: string; readonly attributes: ReadonlyMap<string, string>; readonly children: readonly Tree[] };

const MOST_NODES = 4_000;
const MOST_TEXT = 64 * 1024;
const MOST_TIMES = 400;
/** Attributes that are on or off rather than have a value. */
const SWITCHES = new Set(["checked", "disabled", "selected", "required", "open", "readonly"]);

interface Scope {
  readonly props: Props;
  readonly item?: unknown;
  readonly index?: number;
}

/** `props` are complete: what is absent is nothing. */
export function expand(template: Template, props: Props): Tree[] {
  return new Expansion().parts(template, { props });
}

class Expansion {
  #nodes = MOST_NODES;
  #text = MOST_TEXT;

  parts(parts: readonly Part[], scope: Scope): Tree[] {
    return parts.flatMap((part): Tree[] => {
      if (this.#nodes <= 0) return [];
      switch (part.kind) {
        case "text": {
          const text = this.#written(part.pieces, scope);
          if (text === "") return [];
          this.#nodes--;
          return [text];
        }
        case "tag":
          this.#nodes--;
          return [this.#tag(part, scope)];
        case "if":
          return this.parts(holds(scope, part.test, part.equals) ? part.then : part.otherwise, scope);
        case "each": {
          const list = find(scope, part.list);
          if (!Array.isArray(list)) return [];
          return list.flatMap((item: unknown, index) => {
            if (part.only && written(field(item, part.only.key)) !== text(scope, part.only.path)) return [];
            return this.parts(part.body, { props: scope.props, item, index });
          });
        }
        case "repeat": {
          const count = number(find(scope, part.count));
          const [first, times] = window(count, part.limit, number(scope.props["active"]));
          return Array.from({ length: times }, (_, i) => this.parts(part.body, { ...scope, index: first + i })).flat();
        }
      }
    });
  }

  #tag({ name, attributes, children }: Extract<Part, { kind: "tag" }>, scope: Scope): Tree {
    const filled = new Map<string, string>();
    for (const [attribute, pieces] of attributes) {
      const value = this.#written(pieces, scope, attribute === "style");
      if (!(SWITCHES.has(attribute) && pieces.length > 0 && ["", "false", "0"].includes(value))) filled.set(attribute, value);
    }
    return { tag: name, attributes: filled, children: this.parts(children, scope) };
  }

  #written(pieces: readonly Piece[], scope: Scope, style = false): string {
    const all = pieces.map((piece) => {
      if (typeof piece === "string") return piece;
      const value = filtered(text(scope, piece.path), piece.filter);
      // What is filled into a style cannot begin another declaration or refer to anything.
      return style ? value.replace(/[^A-Za-z0-9#.% -]/g, "").slice(0, 40) : value;
    });
    const whole = all.join("").slice(0, this.#text);
    this.#text -= whole.length;
    return whole;
  }
}

/** Of so many, which begin and how many are shown: a window around the active one. */
function window(count: number, limit: number | null, active: number): [number, number] {
  if (limit === null) return [0, Math.min(count, MOST_TIMES)];
  return [Math.min(Math.max(0, active - Math.floor(limit / 2)), Math.max(0, count - limit)), Math.min(count, limit, MOST_TIMES)];
}

function number(value: unknown): number {
  return typeof value === "number" && value > 0 ? Math.floor(value) : 0;
}

function field(of: unknown, key: string): unknown {
  return typeof of === "object" && of !== null && Object.hasOwn(of, key) ? (of as Props)[key] : undefined;
}

function find({ props, item, index }: Scope, { kind, name }: Path): unknown {
  if (kind === "this") return item;
  if (kind === "name") return field(item, name) ?? field(props, name);
  const list = kind === "beside" ? field(props, name) : undefined;
  return Array.isArray(list) && index !== undefined ? (list[index] as unknown) : undefined;
}

function text(scope: Scope, path: Path): string {
  const { index } = scope;
  if (index !== undefined) {
    if (path.kind === "index") return index.toString();
    if (path.kind === "number") return (index + 1).toString();
    if (path.kind === "state") {
      const active = scope.props["active"];
      return typeof active !== "number" || index > active ? "off" : index === active ? "on" : "past";
    }
  }
  return written(find(scope, path));
}

function written(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

function holds(scope: Scope, test: Path, equals: string | Path | null): boolean {
  if (equals !== null) return text(scope, test) === (typeof equals === "string" ? equals : text(scope, equals));
  const value = find(scope, test);
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function filtered(value: string, filter: string): string {
  if (filter === "initials") return value.split(/\s+/).filter(Boolean).slice(0, 2).map((word) => String.fromCodePoint(word.codePointAt(0) ?? 32)).join("").toUpperCase();
  if (filter === "indent") return (Math.min(40, value.length - value.replace(/^ +/, "").length) * 8).toString();
  return filter === "trim" ? value.trim() : value;
}
