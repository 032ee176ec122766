/**
 * What a wireframe consists of: plain values, and the bounds that the server holds them to.
 * Knows nothing of Yjs or of the page.
 */
export type Props = Readonly<Record<string, unknown>>;

export interface Element {
  readonly id: string;
  /** The name of the component that it shows. */
  readonly component: string;
  /** The element that it is in; null at the top level. */
  readonly parentId: string | null;
  /** CSS pixels from the upper left corner of the parent's frame, or of the canvas. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Its place among its siblings: those whose text is greater lie above. */
  readonly order: string;
  readonly props: Props;
}

/** A wireframe as JSON, which `export` writes and an import reads. */
export interface Drawing {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly elements: readonly Element[];
}

/** What the server accepts at most. */
export const LIMITS = { elements: 5_000, depth: 32, coordinate: 100_000, size: 100_000, propsBytes: 16_384 } as const;

const DEFAULT_SIZE = 100;

/** A position from anywhere, within bounds. */
export function coordinate(value: unknown): number {
  if (typeof value !== "number" || Number.isNaN(value)) return 0;
  return Math.min(LIMITS.coordinate, Math.max(-LIMITS.coordinate, value));
}

/** A width or height from anywhere, within bounds. */
export function extent(value: unknown): number {
  if (typeof value !== "number" || Number.isNaN(value)) return DEFAULT_SIZE;
  return Math.min(LIMITS.size, Math.max(1, value));
}

/** By what siblings are painted: (order, id), the later over the earlier. */
export function byOrder(a: Element, b: Element): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

const ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

/** An id that nobody else will choose: 16 characters of 6 random bits each. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => ID_ALPHABET.charAt(byte & 63)).join("");
}
