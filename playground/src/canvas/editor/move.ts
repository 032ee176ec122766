/**
 * Dragging the selection: it snaps, goes into the container under the pointer as it passes over
 * it, and comes back where it was when the gesture is given up. With Alt, copies are dragged.
 */
import { makeRoom, setFrame, setPlace } from "../model/edit.ts";
import { LIMITS } from "../model/element.ts";
import { around, contains, translate, type Point, type Rect } from "../model/geometry.ts";
import { snap } from "../model/snap.ts";
import { clipOf, stamp } from "./clipboard.ts";
import type { Editor } from "./editor.ts";
import { Recording, type Gesture, type Input } from "./gesture.ts";

interface Moving {
  readonly id: string;
  /** Before, on the canvas. */
  readonly frame: Rect;
  readonly parentId: string | null;
  readonly order: string;
}

/** Candidates beyond these would cost more time than they help. */
const MAX_SIBLINGS = 400;

export class Move implements Gesture {
  readonly #editor: Editor;
  readonly #start: Point;
  readonly #recording: Recording;
  #moving: readonly Moving[];
  #bounds: Rect;
  #parents = new Map<string, string | null>();

  constructor(editor: Editor, start: Point, copy: boolean) {
    this.#editor = editor;
    this.#start = start;
    this.#recording = new Recording(editor);
    if (copy) {
      const ids: string[] = [];
      this.#recording.write(() => {
        const parents = new Set(editor.roots().map((id) => editor.document.get(id)?.parentId ?? null));
        for (const parentId of parents) {
          const together = editor.roots().filter((id) => editor.document.get(id)?.parentId === parentId);
          ids.push(...stamp(editor, clipOf(editor, together), { x: 0, y: 0 }, parentId));
        }
      });
      editor.select(ids);
    }
    this.#moving = editor.roots().flatMap((id) => {
      const frame = editor.document.frame(id);
      const element = editor.document.get(id);
      return frame && element ? [{ id, frame, parentId: element.parentId, order: element.order }] : [];
    });
    this.#bounds = around(this.#moving.map(({ frame }) => frame)) ?? { ...start, width: 0, height: 0 };
  }

  move({ point, shift, free }: Input): void {
    const editor = this.#editor;
    let dx = point.x - this.#start.x;
    let dy = point.y - this.#start.y;
    if (shift && Math.abs(dx) > Math.abs(dy)) dy = 0;
    else if (shift) dx = 0;
    const ids = this.#moving.map(({ id }) => id);
    const single = this.#moving.length === 1 ? this.#moving[0] : undefined;
    const target = dropTarget(editor, point, ids, this.#bounds, single?.parentId ?? null);
    const parent = editor.inside(target);
    const moved = translate(this.#bounds, dx, dy);
    const settled = free || !editor.settings.get().snap
      ? { dx: 0, dy: 0, guides: [], distances: [] }
      : snap(moved, { siblings: siblingsOf(editor, target, ids), parent, reach: editor.snapReach(), grid: editor.grid() });
    // A direction that Shift holds stays held.
    const shiftX = Math.round(this.#bounds.x + dx + (shift && dx === 0 ? 0 : settled.dx)) - this.#bounds.x;
    const shiftY = Math.round(this.#bounds.y + dy + (shift && dy === 0 ? 0 : settled.dy)) - this.#bounds.y;
    this.#write(target, shiftX, shiftY);
    const home = this.#moving.every(({ parentId }) => parentId === target);
    editor.hints.set({ guides: settled.guides, distances: settled.distances, marquee: null, ghost: null, target: home ? null : target, gesture: "move" });
  }

  end(input: Input): void {
    this.move(input);
    this.#recording.finish();
  }

  cancel(): void {
    this.#recording.revert();
  }

  #write(target: string | null, dx: number, dy: number): void {
    const { document, doc } = this.#editor;
    const origin = document.origin(target);
    this.#recording.write(() => {
      const strangers = this.#moving.filter(({ id, parentId }) => parentId !== target && this.#parentOf(id) !== target);
      const orders = strangers.length > 0 ? makeRoom(document, target, strangers.length) : [];
      for (const { id, frame, parentId, order } of this.#moving) {
        if (this.#parentOf(id) !== target) {
          // Whoever comes home takes its old place again.
          setPlace(doc, id, target, parentId === target ? order : orders.shift() ?? order);
          this.#parents.set(id, target);
        }
        setFrame(doc, id, { x: frame.x + dx - origin.x, y: frame.y + dy - origin.y });
      }
    });
  }

  #parentOf(id: string): string | null {
    if (this.#parents.has(id)) return this.#parents.get(id) ?? null;
    return this.#editor.document.get(id)?.parentId ?? null;
  }
}

/**
 * The innermost container under the pointer that can hold what is dragged, whose bounds at the
 * start are `bounds`. Null: the canvas.
 */
export function dropTarget(editor: Editor, point: Point, moving: readonly string[], bounds: Rect, home: string | null): string | null {
  const { document } = editor;
  const excluded = new Set(moving);
  const search = (parent: string | null, depth: number): string | null => {
    if (depth >= LIMITS.depth - 1) return parent;
    const children = document.children(parent);
    for (let i = children.length - 1; i >= 0; i--) {
      const id = children[i] ?? "";
      const element = document.get(id);
      const frame = document.frame(id);
      if (!element || !frame || excluded.has(id) || !contains(frame, point)) continue;
      if (!editor.library.get().isContainer(element.component)) continue;
      const fits = id === home || (bounds.width <= frame.width && bounds.height <= frame.height);
      return fits ? search(id, depth + 1) : parent;
    }
    return parent;
  };
  return search(null, 0);
}

/** The frames of what lies in a parent, without those that move. */
export function siblingsOf(editor: Editor, parentId: string | null, moving: readonly string[]): Rect[] {
  const ids = editor.document.children(parentId).filter((id) => !moving.includes(id));
  return editor.frames(ids.slice(0, MAX_SIBLINGS));
}
