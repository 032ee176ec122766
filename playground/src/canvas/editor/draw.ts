/**
 * Gestures that begin on empty ground: drawing a component's frame, dropping one from the
 * palette, and selecting what a marquee touches.
 */
import { rounded, spanning, type Point, type Rect } from "../model/geometry.ts";
import { snap } from "../model/snap.ts";
import { place } from "./commands.ts";
import { NO_HINTS, SELECT, type Editor } from "./editor.ts";
import type { Gesture, Input } from "./gesture.ts";
import { dropTarget, siblingsOf } from "./move.ts";

/** Less than this is a click, in canvas pixels at 100 %. */
const CLICK = 6;

/** From one corner to the other; a click draws the component at its own size. */
export class Draw implements Gesture {
  readonly #editor: Editor;
  readonly #component: string;
  readonly #start: Point;
  readonly #parentId: string | null;

  constructor(editor: Editor, component: string, start: Point) {
    this.#editor = editor;
    this.#component = component;
    this.#parentId = dropTarget(editor, start, [], { ...start, width: 0, height: 0 }, null);
    this.#start = this.#settle(start);
  }

  move({ point, shift, free }: Input): void {
    this.#editor.hints.set({ ...NO_HINTS, gesture: "draw", target: this.#parentId, ghost: { component: this.#component, frame: this.#frame(point, shift, free) } });
  }

  end({ point, shift, free }: Input): void {
    const drawn = this.#frame(point, shift, free);
    const limit = CLICK / this.#editor.view.get().zoom;
    const clicked = drawn.width < limit && drawn.height < limit;
    const component = this.#editor.library.get().find(this.#component);
    const size = clicked ? { width: component?.defaultWidth ?? 160, height: component?.defaultHeight ?? 80 } : { width: Math.max(8, drawn.width), height: Math.max(8, drawn.height) };
    this.#editor.hints.set(NO_HINTS);
    place(this.#editor, this.#component, { ...(clicked ? this.#start : drawn), ...size }, this.#parentId);
  }

  cancel(): void {
    this.#editor.hints.set(NO_HINTS);
    this.#editor.tool.set(SELECT);
  }

  #frame(point: Point, square: boolean, free: boolean): Rect {
    const end = free ? point : this.#settle(point);
    const frame = spanning(this.#start, end);
    const side = Math.max(frame.width, frame.height);
    return rounded(square ? { ...frame, width: side, height: side } : frame);
  }

  #settle(point: Point): Point {
    const editor = this.#editor;
    if (!editor.settings.get().snap) return { x: Math.round(point.x), y: Math.round(point.y) };
    const { dx, dy } = snap({ ...point, width: 0, height: 0 }, { siblings: siblingsOf(editor, this.#parentId, []), parent: editor.inside(this.#parentId), reach: editor.snapReach(), grid: editor.grid() });
    return { x: Math.round(point.x + dx), y: Math.round(point.y + dy) };
  }
}

/** A component that is dragged from the palette: its frame hangs on the pointer by the middle. */
export class Drop implements Gesture {
  readonly #editor: Editor;
  readonly #component: string;
  #frame: Rect | null = null;
  #parentId: string | null = null;

  constructor(editor: Editor, component: string) {
    this.#editor = editor;
    this.#component = component;
  }

  move({ point, free }: Input): void {
    const editor = this.#editor;
    const { defaultWidth = 160, defaultHeight = 80 } = editor.library.get().find(this.#component) ?? {};
    const hanging = { x: point.x - defaultWidth / 2, y: point.y - Math.min(defaultHeight / 2, 40), width: defaultWidth, height: defaultHeight };
    this.#parentId = dropTarget(editor, point, [], hanging, null);
    const settled = free || !editor.settings.get().snap
      ? { dx: 0, dy: 0, guides: [], distances: [] }
      : snap(hanging, { siblings: siblingsOf(editor, this.#parentId, []), parent: editor.inside(this.#parentId), reach: editor.snapReach(), grid: editor.grid() });
    this.#frame = rounded({ ...hanging, x: hanging.x + settled.dx, y: hanging.y + settled.dy });
    editor.hints.set({ guides: settled.guides, distances: settled.distances, marquee: null, target: this.#parentId, gesture: "draw", ghost: { component: this.#component, frame: this.#frame } });
  }

  /** The pointer left the stage: letting go there does nothing. */
  leave(): void {
    this.#frame = null;
    this.#editor.hints.set(NO_HINTS);
  }

  end(): void {
    this.#editor.hints.set(NO_HINTS);
    if (this.#frame) place(this.#editor, this.#component, this.#frame, this.#parentId);
  }

  cancel(): void {
    this.leave();
  }
}

/** Selects whatever it touches; with Shift, beside what is selected already. */
export class Marquee implements Gesture {
  readonly #editor: Editor;
  readonly #start: Point;
  readonly #before: readonly string[];

  constructor(editor: Editor, start: Point, add: boolean) {
    this.#editor = editor;
    this.#start = start;
    this.#before = add ? editor.selection.get() : [];
  }

  move({ point }: Input): void {
    const marquee = spanning(this.#start, point);
    this.#editor.hints.set({ ...NO_HINTS, marquee, gesture: "marquee" });
    this.#editor.select([...new Set([...this.#before, ...touched(this.#editor, marquee)])]);
  }

  end(input: Input): void {
    this.move(input);
    this.#editor.hints.set(NO_HINTS);
    const chosen = this.#editor.selection.get().length;
    if (chosen > 0) this.#editor.announce(`${chosen.toString()} selected`);
  }

  cancel(): void {
    this.#editor.select(this.#before);
    this.#editor.hints.set(NO_HINTS);
  }
}

/**
 * What a marquee means: leaves that it touches; containers only when it holds all of them, so
 * that one can select among what lies in a large one.
 */
function touched(editor: Editor, marquee: Rect): string[] {
  const { document } = editor;
  const found: string[] = [];
  const visit = (parent: string | null, dx: number, dy: number): void => {
    for (const id of document.children(parent)) {
      const element = document.get(id);
      if (!element) continue;
      const x = element.x + dx;
      const y = element.y + dy;
      const inner = document.children(id).length > 0;
      const meets = x < marquee.x + marquee.width && y < marquee.y + marquee.height && x + element.width > marquee.x && y + element.height > marquee.y;
      const held = x >= marquee.x && y >= marquee.y && x + element.width <= marquee.x + marquee.width && y + element.height <= marquee.y + marquee.height;
      if (held || (meets && !inner)) found.push(id);
      else if (inner) visit(id, x, y);
    }
  };
  visit(null, 0, 0);
  return found;
}

