/**
 * Rectangles, handles and the view onto the canvas, in CSS pixels. Pure arithmetic.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

/** The part of the canvas that the stage shows: screen = canvas × zoom + (x, y). */
export interface View extends Point {
  readonly zoom: number;
}

export const MIN_ZOOM = 0.05;
export const MAX_ZOOM = 8;
export const MIN_SIZE = 8;

/** Which edges a handle moves. */
export const HANDLES = ["nw", "n", "ne", "e", "se", "s", "sw", "w"] as const;
export type Handle = (typeof HANDLES)[number];

export function right(rect: Rect): number {
  return rect.x + rect.width;
}

export function bottom(rect: Rect): number {
  return rect.y + rect.height;
}

export function translate<R extends Point>(rect: R, dx: number, dy: number): R {
  return { ...rect, x: rect.x + dx, y: rect.y + dy };
}

export function contains(rect: Rect, point: Point): boolean {
  return point.x >= rect.x && point.y >= rect.y && point.x <= right(rect) && point.y <= bottom(rect);
}

export function intersects(a: Rect, b: Rect): boolean {
  return a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a);
}

/** The smallest rectangle around several; null around none. */
export function around(rects: readonly Rect[]): Rect | null {
  const [first] = rects;
  if (!first) return null;
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  return { x, y, width: Math.max(...rects.map(right)) - x, height: Math.max(...rects.map(bottom)) - y };
}

/** The rectangle between two corners, in whatever order. */
export function spanning(a: Point, b: Point): Rect {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

export interface ResizeManner {
  /** Width to height stays as it was. */
  readonly keepRatio: boolean;
  /** Both sides move, the centre stays. */
  readonly fromCentre: boolean;
}

/** A rectangle whose handle was moved by (dx, dy). It never turns inside out. */
export function resize(rect: Rect, handle: Handle, dx: number, dy: number, manner: ResizeManner): Rect {
  const sideX = handle.includes("w") ? -1 : handle.includes("e") ? 1 : 0;
  const sideY = handle.includes("n") ? -1 : handle.includes("s") ? 1 : 0;
  const reach = manner.fromCentre ? 2 : 1;
  let width = Math.max(MIN_SIZE, rect.width + sideX * dx * reach);
  let height = Math.max(MIN_SIZE, rect.height + sideY * dy * reach);
  if (manner.keepRatio && rect.width > 0 && rect.height > 0) {
    // A corner follows the side that was pulled further; an edge takes the other side along.
    const byWidth = sideY === 0 || (sideX !== 0 && width / rect.width > height / rect.height);
    const scale = Math.max(byWidth ? width / rect.width : height / rect.height, MIN_SIZE / rect.width, MIN_SIZE / rect.height);
    width = rect.width * scale;
    height = rect.height * scale;
  }
  return { x: anchor(rect.x, rect.width, width, sideX, manner), y: anchor(rect.y, rect.height, height, sideY, manner), width, height };
}

function anchor(start: number, before: number, after: number, side: number, { fromCentre, keepRatio }: ResizeManner): number {
  if (fromCentre || (side === 0 && keepRatio)) return start + (before - after) / 2;
  return side < 0 ? start + before - after : start;
}

/** Where a part of `from` lies when the whole is stretched to `to`. */
export function stretch(part: Rect, from: Rect, to: Rect): Rect {
  const scaleX = from.width === 0 ? 1 : to.width / from.width;
  const scaleY = from.height === 0 ? 1 : to.height / from.height;
  return {
    x: to.x + (part.x - from.x) * scaleX,
    y: to.y + (part.y - from.y) * scaleY,
    width: Math.max(1, part.width * scaleX),
    height: Math.max(1, part.height * scaleY),
  };
}

export function rounded(rect: Rect): Rect {
  const x = Math.round(rect.x);
  const y = Math.round(rect.y);
  return { x, y, width: Math.max(1, Math.round(right(rect)) - x), height: Math.max(1, Math.round(bottom(rect)) - y) };
}

export function toCanvas(view: View, point: Point): Point {
  return { x: (point.x - view.x) / view.zoom, y: (point.y - view.y) / view.zoom };
}

export function toScreen(view: View, rect: Rect): Rect {
  return { x: rect.x * view.zoom + view.x, y: rect.y * view.zoom + view.y, width: rect.width * view.zoom, height: rect.height * view.zoom };
}

/** Zooms so that what lies under `at` (on the stage) stays there. */
export function zoomAt(view: View, at: Point, zoom: number): View {
  const next = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom));
  const point = toCanvas(view, at);
  return { zoom: next, x: at.x - point.x * next, y: at.y - point.y * next };
}

/** The view that shows all of `rect` on a stage of that size, at most at its own size or `limit` times it. */
export function fit(rect: Rect, stage: { width: number; height: number }, padding: number, limit = 1): View {
  const free = { width: Math.max(1, stage.width - 2 * padding), height: Math.max(1, stage.height - 2 * padding) };
  const zoom = Math.min(limit, MAX_ZOOM, Math.max(MIN_ZOOM, Math.min(free.width / rect.width, free.height / rect.height)));
  return {
    zoom,
    x: (stage.width - rect.width * zoom) / 2 - rect.x * zoom,
    y: (stage.height - rect.height * zoom) / 2 - rect.y * zoom,
  };
}
