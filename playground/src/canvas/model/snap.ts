/**
 * Where a rectangle that is being moved or resized comes to rest: edges and centres of what is
 * around it, equal gaps, then the grid. Says also which guides and distances to show. Pure.
 */
import { bottom, right, type Rect } from "./geometry.ts";

/** A line that the rectangle came to rest on, from the first thing that it touches to the last. */
export interface Guide {
  readonly axis: "x" | "y";
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** A gap beside the rectangle, drawn as a line with its length. */
export interface Distance {
  /** Along which it is measured. */
  readonly axis: "x" | "y";
  readonly from: number;
  readonly to: number;
  /** Where the line lies on the other axis. */
  readonly at: number;
}

export interface Snapped {
  readonly dx: number;
  readonly dy: number;
  readonly guides: readonly Guide[];
  readonly distances: readonly Distance[];
}

export interface Surroundings {
  readonly siblings: readonly Rect[];
  /** The frame that the rectangle is in. */
  readonly parent: Rect;
  /** How near is near, in canvas pixels. */
  readonly reach: number;
  /** The pitch of the grid; 0 for none. */
  readonly grid: number;
}

/** Which lines of the rectangle may snap: all when it moves, those of the pulled handle when it is resized. */
export interface Lines {
  readonly x: readonly Line[];
  readonly y: readonly Line[];
}
type Line = "start" | "middle" | "end";

export const ALL_LINES: Lines = { x: ["start", "middle", "end"], y: ["start", "middle", "end"] };
const NOWHERE: Snapped = { dx: 0, dy: 0, guides: [], distances: [] };

/** How far to shift `rect`, and what to show for it. */
export function snap(rect: Rect, surroundings: Surroundings, lines: Lines = ALL_LINES): Snapped {
  const moves = lines === ALL_LINES;
  const dx = along("x", rect, surroundings, lines.x, moves);
  const dy = along("y", rect, surroundings, lines.y, moves);
  if (dx.shift === 0 && dy.shift === 0 && !dx.aligned && !dy.aligned) return NOWHERE;
  const settled = { ...rect, x: rect.x + dx.shift, y: rect.y + dy.shift };
  // A handle moves one edge only, so the guides belong to the rectangle as it will be.
  const shown = moves ? settled : stretched(rect, dx.shift, dy.shift, lines);
  return {
    dx: dx.shift,
    dy: dy.shift,
    guides: [...(dx.aligned ? guidesOf("x", shown, surroundings) : []), ...(dy.aligned ? guidesOf("y", shown, surroundings) : [])],
    distances: dx.aligned || dy.aligned ? distancesOf(shown, surroundings) : [],
  };
}

function stretched(rect: Rect, dx: number, dy: number, lines: Lines): Rect {
  const x = lines.x.includes("start") ? rect.x + dx : rect.x;
  const y = lines.y.includes("start") ? rect.y + dy : rect.y;
  const endX = right(rect) + (lines.x.includes("end") ? dx : 0);
  const endY = bottom(rect) + (lines.y.includes("end") ? dy : 0);
  return { x, y, width: endX - x, height: endY - y };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function span(rect: Rect, axis: "x" | "y"): Span {
  return axis === "x" ? { start: rect.x, end: right(rect) } : { start: rect.y, end: bottom(rect) };
}

function other(axis: "x" | "y"): "x" | "y" {
  return axis === "x" ? "y" : "x";
}

function valueOf({ start, end }: Span, line: Line): number {
  return line === "start" ? start : line === "end" ? end : (start + end) / 2;
}

function along(axis: "x" | "y", rect: Rect, around: Surroundings, lines: readonly Line[], moves: boolean): { shift: number; aligned: boolean } {
  if (lines.length === 0) return { shift: 0, aligned: false };
  const own = span(rect, axis);
  let best = null as number | null;
  const offer = (shift: number): void => {
    if (Math.abs(shift) <= around.reach && (best === null || Math.abs(shift) < Math.abs(best))) best = shift;
  };
  for (const target of [...around.siblings, around.parent]) {
    const theirs = span(target, axis);
    for (const line of lines) {
      const value = valueOf(own, line);
      // Centres meet centres; edges meet edges, and a parent's edges from the inside.
      if (line === "middle") offer(valueOf(theirs, "middle") - value);
      else for (const edge of [theirs.start, theirs.end]) offer(edge - value);
    }
  }
  if (moves) for (const start of equalGaps(axis, rect, around.siblings)) offer(start - own.start);
  if (best !== null) return { shift: best, aligned: true };
  if (around.grid === 0) return { shift: 0, aligned: false };
  const edge = valueOf(own, lines.includes("start") ? "start" : "end");
  const origin = span(around.parent, axis).start;
  return { shift: Math.round((edge - origin) / around.grid) * around.grid + origin - edge, aligned: false };
}

/** Where the rectangle would have to begin for the gaps in its row (or column) to be equal. */
function equalGaps(axis: "x" | "y", rect: Rect, siblings: readonly Rect[]): number[] {
  const across = span(rect, other(axis));
  const own = span(rect, axis);
  const row = siblings
    .filter((each) => overlaps(span(each, other(axis)), across))
    .map((each) => span(each, axis))
    .sort((a, b) => a.start - b.start);
  const found: number[] = [];
  const size = own.end - own.start;
  for (let i = 0; i + 1 < row.length; i++) {
    const [a, b] = [row[i], row[i + 1]];
    if (!a || !b) continue;
    const gap = b.start - a.end;
    if (gap < 0) continue;
    found.push(b.end + gap, a.start - gap - size);
    if (gap >= size) found.push(a.end + (gap - size) / 2);
  }
  return found;
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

const SAME = 0.01;

function guidesOf(axis: "x" | "y", rect: Rect, { siblings, parent }: Surroundings): Guide[] {
  const own = span(rect, axis);
  const across = span(rect, other(axis));
  const guides = new Map<number, Guide>();
  for (const line of ["start", "middle", "end"] as const) {
    const at = valueOf(own, line);
    for (const target of [...siblings, parent]) {
      const theirs = span(target, axis);
      const meets = line === "middle" ? near(valueOf(theirs, "middle"), at) : near(theirs.start, at) || near(theirs.end, at);
      if (!meets) continue;
      const reach = span(target, other(axis));
      const known = guides.get(at) ?? { axis, at, from: across.start, to: across.end };
      guides.set(at, { ...known, from: Math.min(known.from, reach.start), to: Math.max(known.to, reach.end) });
    }
  }
  return [...guides.values()];
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) < SAME;
}

/** The gaps to the nearest thing on each side, or to the parent's edge where nothing lies between. */
export function distancesOf(rect: Rect, { siblings, parent }: Pick<Surroundings, "siblings" | "parent">): Distance[] {
  return (["x", "y"] as const).flatMap((axis) => {
    const own = span(rect, axis);
    const across = span(rect, other(axis));
    const beside = siblings.filter((each) => overlaps(span(each, other(axis)), across)).map((each) => span(each, axis));
    const within = span(parent, axis);
    const before = Math.max(...beside.filter((each) => each.end <= own.start + SAME).map((each) => each.end), within.start);
    const behind = Math.min(...beside.filter((each) => each.start >= own.end - SAME).map((each) => each.start), within.end);
    const at = (across.start + across.end) / 2;
    return [
      { axis, from: before, to: own.start, at },
      { axis, from: own.end, to: behind, at },
    ].filter(({ from, to }) => to - from >= 1);
  });
}
