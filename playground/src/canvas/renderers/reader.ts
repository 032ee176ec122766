/**
 * Reads props whatever they hold: another page, an older library or a model may have written
 * them, and a drawing must not fail because of that.
 */
import type { Props } from "../model/element.ts";

export class Reader {
  readonly width: number;
  readonly height: number;
  readonly #props: Props;

  constructor(props: Props, width: number, height: number) {
    this.#props = props;
    this.width = width;
    this.height = height;
  }

  text(key: string): string {
    return textOf(this.#props[key]);
  }

  number(key: string, otherwise = 0): number {
    const value = this.#props[key];
    return typeof value === "number" && Number.isFinite(value) ? value : otherwise;
  }

  flag(key: string): boolean {
    return this.#props[key] === true;
  }

  list(key: string): string[] {
    const value = this.#props[key];
    return Array.isArray(value) ? value.slice(0, 200).map(textOf) : [];
  }

  numbers(key: string): number[] {
    const value = this.#props[key];
    return Array.isArray(value) ? value.slice(0, 200).map((each) => (typeof each === "number" && Number.isFinite(each) ? each : 0)) : [];
  }

  rows(key: string): string[][] {
    const value = this.#props[key];
    return Array.isArray(value) ? value.slice(0, 200).map((row: unknown) => (Array.isArray(row) ? row.slice(0, 40).map(textOf) : [])) : [];
  }

  /** A list of records, such as the plans of a price list. */
  items(key: string): Reader[] {
    const value = this.#props[key];
    if (!Array.isArray(value)) return [];
    return value.slice(0, 60).map((each: unknown) => new Reader(typeof each === "object" && each !== null ? (each as Props) : { title: each, name: each, text: each }, this.width, this.height));
  }
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** The first letters of the first and last name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => String.fromCodePoint(word?.codePointAt(0) ?? 32)).join("").trim().toUpperCase();
}
