/**
 * What every pointer gesture has: it follows the pointer, at most once a frame, and is one undo
 * step or none. The gestures themselves are in the files beside this one.
 */
import type { Point } from "../model/geometry.ts";
import { NO_HINTS, type Editor } from "./editor.ts";

/** Where the pointer is, and what is held. */
export interface Input {
  /** On the canvas. */
  readonly point: Point;
  readonly shift: boolean;
  readonly alt: boolean;
  /** Ctrl or Cmd: nothing snaps. */
  readonly free: boolean;
}

export interface Gesture {
  /** Called once a frame at most, and before the end. */
  move(input: Input): void;
  /** The pointer was let go. */
  end(input: Input): void;
  /** Escape, or the browser took the pointer away: nothing has happened. */
  cancel(): void;
}

/** Brings a gesture that writes to the document together with undo. */
export class Recording {
  readonly #editor: Editor;
  readonly #depth: number;
  #changed = false;

  constructor(editor: Editor) {
    this.#editor = editor;
    this.#depth = editor.undo.undoStack.length;
    editor.undo.stopCapturing();
  }

  write(change: () => void): void {
    this.#changed = true;
    this.#editor.go(change);
  }

  finish(): void {
    this.#editor.undo.stopCapturing();
    this.#editor.hints.set(NO_HINTS);
  }

  revert(): void {
    const { undo } = this.#editor;
    if (this.#changed && undo.undoStack.length > this.#depth) {
      undo.undo();
      undo.clear(false, true);
    }
    this.finish();
  }
}
