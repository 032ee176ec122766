/** Pulling one of the eight handles of the selection. */
import { setFrame } from "../model/edit.ts";
import { around, resize, rounded, stretch, type Handle, type Point, type Rect } from "../model/geometry.ts";
import { snap, type Lines } from "../model/snap.ts";
import type { Editor } from "./editor.ts";
import { Recording, type Gesture, type Input } from "./gesture.ts";
import { siblingsOf } from "./move.ts";

export class Resize implements Gesture {
  readonly #editor: Editor;
  readonly #handle: Handle;
  readonly #start: Point;
  readonly #recording: Recording;
  readonly #parts: readonly { id: string; frame: Rect }[];
  readonly #bounds: Rect;
  readonly #parentId: string | null;

  constructor(editor: Editor, handle: Handle, start: Point) {
    this.#editor = editor;
    this.#handle = handle;
    this.#start = start;
    this.#recording = new Recording(editor);
    this.#parts = editor.roots().flatMap((id) => {
      const frame = editor.document.frame(id);
      return frame ? [{ id, frame }] : [];
    });
    this.#bounds = around(this.#parts.map(({ frame }) => frame)) ?? { ...start, width: 1, height: 1 };
    this.#parentId = editor.document.get(this.#parts[0]?.id ?? "")?.parentId ?? null;
  }

  move({ point, shift, alt, free }: Input): void {
    const editor = this.#editor;
    const manner = { keepRatio: shift, fromCentre: alt };
    let dx = point.x - this.#start.x;
    let dy = point.y - this.#start.y;
    const wanted = resize(this.#bounds, this.#handle, dx, dy, manner);
    // With a fixed ratio, an edge that snaps would pull the other one off its place.
    const settled = free || shift || !editor.settings.get().snap
      ? null
      : snap(wanted, { siblings: siblingsOf(editor, this.#parentId, this.#parts.map(({ id }) => id)), parent: editor.inside(this.#parentId), reach: editor.snapReach(), grid: editor.grid() }, linesOf(this.#handle));
    dx += settled?.dx ?? 0;
    dy += settled?.dy ?? 0;
    const bounds = rounded(resize(this.#bounds, this.#handle, dx, dy, manner));
    this.#recording.write(() => {
      for (const { id, frame } of this.#parts) {
        const element = editor.document.get(id);
        if (!element) continue;
        const origin = editor.document.origin(element.parentId);
        const next = rounded(stretch(frame, this.#bounds, bounds));
        setFrame(editor.doc, id, { ...next, x: next.x - origin.x, y: next.y - origin.y });
      }
    });
    editor.hints.set({ guides: settled?.guides ?? [], distances: [], marquee: null, ghost: null, target: null, gesture: "resize" });
  }

  end(input: Input): void {
    this.move(input);
    this.#recording.finish();
  }

  cancel(): void {
    this.#recording.revert();
  }
}

/** The edges that a handle moves. */
function linesOf(handle: Handle): Lines {
  return {
    x: handle.includes("w") ? ["start"] : handle.includes("e") ? ["end"] : [],
    y: handle.includes("n") ? ["start"] : handle.includes("s") ? ["end"] : [],
  };
}
