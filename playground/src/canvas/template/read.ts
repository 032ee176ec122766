/**
 * Reads the templates of projects' components, as the server does: HTML with `{{prop}}`, lists and
 * conditions. The server has checked them; what cannot be read here throws. Pure.
 */

/** What names a value: a prop, or by `@` a place in a list. */
export interface Path {
  readonly kind: "this" | "index" | "number" | "state" | "name" | "beside";
  readonly name: string;
}

export type Piece = string | { readonly path: Path; readonly filter: string };

export type Part =
  | { readonly kind: "text"; readonly pieces: readonly Piece[] }
  | { readonly kind: "tag"; readonly name: string; readonly attributes: ReadonlyMap<string, readonly Piece[]>; readonly children: readonly Part[] }
  | { readonly kind: "each"; readonly list: Path; readonly only: { readonly key: string; readonly path: Path } | null; readonly body: readonly Part[] }
  | { readonly kind: "repeat"; readonly count: Path; readonly limit: number | null; readonly body: readonly Part[] }
  | { readonly kind: "if"; readonly test: Path; readonly equals: string | Path | null; readonly then: readonly Part[]; readonly otherwise: readonly Part[] };

export type Template = readonly Part[];

const DEEPEST = 24;
const VOID = new Set(["input", "img", "br", "hr", "mq-icon", "mq-picture", "mq-children"]);
const PLACES: Readonly<Record<string, Path["kind"]>> = { this: "this", "@index": "index", "@number": "number", "@state": "state" };
const SIGNS: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: "\u00a0", middot: "·", bull: "•", rarr: "→", larr: "←", times: "×", copy: "©", hellip: "…", ndash: "–", mdash: "—", amp: "&" };

export function read(source: string): Template {
  const reader = new Reader(source);
  const parts = reader.parts();
  if (reader.rest() !== "") throw new Error(`nothing is ended by ${reader.rest().slice(0, 20)}`);
  return parts;
}

class Reader {
  readonly #source: string;
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
  }

  rest(): string {
    return this.#source.slice(this.#at);
  }

  /** Takes what a pattern finds right here. */
  #take(pattern: RegExp): RegExpExecArray | null {
    const sticky = new RegExp(pattern.source, "yi");
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#source);
    if (found) this.#at += found[0].length;
    return found;
  }

  #must(pattern: RegExp, what: string): RegExpExecArray {
    const found = this.#take(pattern);
    if (!found) throw new Error(`${what} is missing at ${this.rest().slice(0, 20)}`);
    return found;
  }

  parts(): Part[] {
    if (++this.#depth > DEEPEST) throw new Error("it is nested too deeply");
    const parts: Part[] = [];
    while (this.#at < this.#source.length && !/^(<\/|\{\{\/|\{\{else\}\})/.test(this.#source.slice(this.#at, this.#at + 8))) {
      if (this.#take(/<!--[^]*?-->/)) continue;
      const next = this.#source.slice(this.#at, this.#at + 3);
      if (next.startsWith("<")) parts.push(this.#tag());
      else if (next === "{{#") parts.push(this.#block());
      else {
        const pieces = this.#text();
        if (pieces.some((piece) => typeof piece !== "string" || piece.trim() !== "")) parts.push({ kind: "text", pieces });
      }
    }
    this.#depth--;
    return parts;
  }

  #text(): Piece[] {
    const text = this.#must(/(?:(?!<|\{\{[#/]|\{\{else\}\})[^])+/, "a text")[0];
    return pieces(text, (words) => words.replace(/[ \t\r\n\f]+/g, " "));
  }

  #block(): Part {
    const [, word = "", rest = ""] = this.#must(/\{\{#\s*(\w+)\s*([^]*?)\s*\}\}/, "a block");
    if (word === "if") return this.#condition(rest);
    const [first, more] = split(rest, " ");
    const body = this.parts();
    this.#must(word === "each" ? /\{\{\/each\}\}/ : /\{\{\/repeat\}\}/, "the end of a block");
    if (word === "repeat") return { kind: "repeat", count: path(first), limit: more === undefined ? null : Number.parseInt(more, 10) || 0, body };
    const [key = "", name = ""] = more === undefined ? [] : split(more, "=");
    return { kind: "each", list: path(first), only: more === undefined ? null : { key: key.trim(), path: path(name) }, body };
  }

  #condition(question: string): Part {
    const [test, wanted] = split(question, "=");
    const then = this.parts();
    const otherwise = this.#take(/\{\{else\}\}/) ? this.parts() : [];
    this.#must(/\{\{\/if\}\}/, "{{/if}}");
    const equals = wanted === undefined ? null : wanted.trim().startsWith("@") ? path(wanted) : wanted.trim();
    return { kind: "if", test: path(test), equals, then, otherwise };
  }

  #tag(): Part {
    const name = (this.#must(/<([\w-]+)/, "the name of a tag")[1] ?? "").toLowerCase();
    const attributes = new Map<string, readonly Piece[]>();
    for (;;) {
      this.#take(/\s+/);
      const end = this.#take(/\/?>/);
      if (end) {
        if (end[0] === "/>" || VOID.has(name)) return { kind: "tag", name, attributes, children: [] };
        break;
      }
      const [, attribute = "", , double, single] = this.#must(/([\w-]+)(=(?:"([^"]*)"|'([^']*)'))?/, "an attribute");
      attributes.set(attribute.toLowerCase(), pieces(double ?? single ?? "", (words) => words));
    }
    const children = this.parts();
    this.#must(new RegExp(`</${name}>`), `</${name}>`);
    return { kind: "tag", name, attributes, children };
  }
}

/** A text in two, at the first of a mark. */
function split(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}

function pieces(text: string, plain: (words: string) => string): Piece[] {
  // Every other one stood between two pairs of braces.
  return text.split(/\{\{([^]*?)\}\}/).flatMap((each, i): Piece[] => {
    if (i % 2 === 0) return each === "" ? [] : [plain(decoded(each))];
    const [name, filter = ""] = split(each, "|");
    return [{ path: path(name), filter: filter.trim() }];
  });
}

function path(text: string): Path {
  const name = text.trim();
  const place = PLACES[name];
  if (place) return { kind: place, name };
  const beside = /^([A-Za-z]\w*)\.@index$/.exec(name);
  if (beside) return { kind: "beside", name: beside[1] ?? "" };
  if (!/^[A-Za-z]\w*$/.test(name)) throw new Error(`{{${name}}} names no prop`);
  return { kind: "name", name };
}

function decoded(text: string): string {
  return text.replace(/&(#39|\w+);/g, (whole, name: string) => SIGNS[name] ?? whole);
}
