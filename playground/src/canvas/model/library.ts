/**
 * The components that can be drawn: what the server lists, and what follows from it. Pure.
 */
import { read, type Template } from "../template/read.ts";
import type { Element, Props } from "./element.ts";

/** The part of JSON Schema that describes props. */
export interface PropSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly items?: PropSchema;
  readonly properties?: Readonly<Record<string, PropSchema>>;
}

export interface Component {
  readonly name: string;
  readonly category: string;
  readonly description: string;
  readonly propsSchema: PropSchema;
  /** The HTML of a project's own component. */
  readonly template?: string | null;
  readonly defaultWidth: number;
  readonly defaultHeight: number;
  readonly builtin: boolean;
  /** Whether one drops other elements into it. */
  readonly container: boolean;
}

const CATEGORIES = ["layout", "navigation", "forms", "content", "data", "feedback", "media", "marketing"];

export class Library {
  readonly components: readonly Component[];
  readonly #byName: ReadonlyMap<string, Component>;
  readonly #defaults = new Map<string, Props>();
  readonly #templates = new Map<string, Template | null>();

  constructor(components: readonly Component[]) {
    this.components = components;
    this.#byName = new Map(components.map((component) => [component.name, component]));
  }

  find(name: string): Component | undefined {
    return this.#byName.get(name);
  }

  isContainer(name: string): boolean {
    return this.find(name)?.container === true;
  }

  /** The categories in the order in which screens are built; a project's own come last. */
  categories(): string[] {
    const present = new Set(this.components.map((component) => component.category));
    return [...CATEGORIES.filter((each) => present.has(each)), ...[...present].filter((each) => !CATEGORIES.includes(each)).sort()];
  }

  /** What every word of the query is found in, those whose names begin with it first. */
  search(query: string): readonly Component[] {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return this.components;
    const rank = ({ name }: Component): number => (words.every((word) => name.toLowerCase().startsWith(word)) ? 0 : words.every((word) => name.toLowerCase().includes(word)) ? 1 : 2);
    return this.components
      .filter((component) => words.every((word) => `${component.name} ${component.category} ${component.description}`.toLowerCase().includes(word)))
      .sort((a, b) => rank(a) - rank(b));
  }

  /** The props that an element shows: its own over the component's defaults. */
  props(element: Pick<Element, "component" | "props">): Props {
    return { ...this.defaults(element.component), ...element.props };
  }

  /** What a project's own component looks like; null for a built-in one, and for what cannot be read. */
  template(name: string): Template | null {
    const known = this.#templates.get(name);
    if (known !== undefined) return known;
    const template = attempt(this.find(name)?.template);
    this.#templates.set(name, template);
    return template;
  }

  defaults(name: string): Props {
    const known = this.#defaults.get(name);
    if (known) return known;
    const properties = this.find(name)?.propsSchema.properties ?? {};
    const defaults = Object.fromEntries(Object.entries(properties).filter(([, schema]) => schema.default !== undefined).map(([key, schema]) => [key, schema.default]));
    this.#defaults.set(name, defaults);
    return defaults;
  }
}

function attempt(source: string | null | undefined): Template | null {
  try {
    return source ? read(source) : null;
  } catch {
    // A frame with its name stands for it.
    return null;
  }
}

/** The words by which people tell an element from others: its own, or else its component's name. */
export function labelOf(element: Element): string {
  for (const key of ["title", "text", "label", "brand", "name", "placeholder", "alt"]) {
    const value = element.props[key];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
  }
  return element.component === "" ? "Unknown" : element.component;
}

/** Under which prop `labelOf` finds an element's words, so that renaming writes them there. */
export function labelKeyOf(component: Component | undefined): string | null {
  const properties = component?.propsSchema.properties ?? {};
  return ["title", "text", "label", "brand", "name", "placeholder", "alt"].find((key) => properties[key]?.type === "string") ?? null;
}
