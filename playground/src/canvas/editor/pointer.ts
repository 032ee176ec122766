/**
 * Turns what mouse, pen, fingers and wheel do on the stage into gestures. One finger moves what
 * is selected and else the view; two fingers zoom.
 */
import { HANDLES, type Handle, type Point } from "../model/geometry.ts";
import { Draw, Marquee } from "./draw.ts";
import { NO_HINTS, SELECT, type Editor } from "./editor.ts";
import type { Gesture, Input } from "./gesture.ts";
import { Move } from "./move.ts";
import { Resize } from "./resize.ts";

/** How far a pressed pointer moves before it drags, in screen pixels. */
const THRESHOLD = { mouse: 3, touch: 8 } as const;
const WHEEL_ZOOM = 0.0022;
const LINE = 16;

interface Press {
  readonly id: number;
  readonly start: Point;
  readonly touch: boolean;
  /** Begins the gesture, once it is one. */
  readonly begin: () => Gesture | null;
  /** What a press without a movement does. */
  readonly click: () => void;
  gesture: Gesture | null;
  last: PointerEvent;
}

export interface Pointed {
  /** Where the pointer is on the canvas; null where it has left. */
  moved(point: Point | null): void;
  /** A double click, or a double tap. */
  opened(id: string | null): void;
}

export class PointerControl {
  readonly #editor: Editor;
  readonly #stage: HTMLElement;
  readonly #pointed: Pointed;
  readonly #fingers = new Map<number, Point>();
  #press: Press | null = null;
  #frame = 0;
  /** Space is held: the next press moves the view. */
  panning = false;

  constructor(editor: Editor, stage: HTMLElement, pointed: Pointed) {
    this.#editor = editor;
    this.#stage = stage;
    this.#pointed = pointed;
  }

  /** Listens until the returned function is called. */
  attach(): () => void {
    const stop = new AbortController();
    const { signal } = stop;
    const stage = this.#stage;
    stage.addEventListener("pointerdown", (event) => { this.#down(event); }, { signal });
    stage.addEventListener("pointermove", (event) => { this.#moved(event); }, { signal });
    stage.addEventListener("pointerup", (event) => { this.#up(event); }, { signal });
    stage.addEventListener("pointercancel", (event) => { this.#lost(event); }, { signal });
    stage.addEventListener("pointerleave", () => {
      this.#pointed.moved(null);
      if (!this.#press) this.#editor.hovered.set(null);
    }, { signal });
    stage.addEventListener("dblclick", (event) => { this.#pointed.opened(elementAt(event.target)); }, { signal });
    stage.addEventListener("wheel", (event) => { this.#wheel(event); }, { signal, passive: false });
    return () => {
      stop.abort();
      cancelAnimationFrame(this.#frame);
    };
  }

  /** Gives up what the pointer is doing. True where it was doing something. */
  cancel(): boolean {
    const press = this.#press;
    this.#press = null;
    if (press?.gesture) press.gesture.cancel();
    return press?.gesture !== undefined && press.gesture !== null;
  }

  #down(event: PointerEvent): void {
    const at = this.#onStage(event);
    if (event.pointerType === "touch") this.#fingers.set(event.pointerId, at);
    if (this.#fingers.size === 2) {
      this.cancel();
      return;
    }
    if (this.#press ?? event.button > 1) return;
    // Text fields keep the focus until something else is pressed: here that is the canvas.
    event.preventDefault();
    this.#stage.focus({ preventScroll: true });
    this.#stage.setPointerCapture(event.pointerId);
    this.#editor.following.set(null);
    const touch = event.pointerType === "touch";
    this.#press = { id: event.pointerId, start: { x: event.clientX, y: event.clientY }, touch, gesture: null, last: event, ...this.#meaning(event) };
  }

  /** What a press here means. */
  #meaning(event: PointerEvent): Pick<Press, "begin" | "click"> {
    const editor = this.#editor;
    const tool = editor.tool.get();
    const point = editor.at(this.#onStage(event));
    const target = elementAt(event.target);
    const handle = handleAt(event.target);
    const touch = event.pointerType === "touch";
    const pan = (): Gesture => new Pan(editor);
    const nothing = (): void => undefined;
    if (event.button === 1 || this.panning || tool.kind === "hand") return { begin: pan, click: nothing };
    if (tool.kind === "draw" && editor.canEdit.get()) {
      const draw = new Draw(editor, tool.component, point);
      return { begin: () => draw, click: () => { draw.end(this.#input(event)); } };
    }
    if (handle && editor.canEdit.get()) return { begin: () => new Resize(editor, handle, point), click: nothing };
    if (target === null) return { begin: () => (touch ? new Pan(editor) : new Marquee(editor, point, event.shiftKey)), click: () => { if (!event.shiftKey) editor.select([]); } };
    return this.#onElement(event, target, point);
  }

  #onElement(event: PointerEvent, target: string, point: Point): Pick<Press, "begin" | "click"> {
    const editor = this.#editor;
    const touch = event.pointerType === "touch";
    const selected = editor.selection.get().includes(target) || editor.document.ancestors(target).some((id) => editor.selection.get().includes(id));
    if (event.shiftKey) {
      const toggle = (): void => {
        const now = editor.selection.get();
        editor.select(now.includes(target) ? now.filter((id) => id !== target) : [...now, target]);
      };
      return { begin: () => new Marquee(editor, point, true), click: toggle };
    }
    if (!touch && !selected) editor.select([target]);
    const begin = (): Gesture => {
      if (touch && !selected) return new Pan(editor);
      return editor.canEdit.get() ? new Move(editor, point, event.altKey) : new Marquee(editor, point, false);
    };
    return { begin, click: () => { editor.select([target]); } };
  }

  #moved(event: PointerEvent): void {
    const at = this.#onStage(event);
    if (event.pointerType !== "touch") this.#pointed.moved(this.#editor.at(at));
    if (this.#fingers.has(event.pointerId)) this.#pinch(event.pointerId, at);
    const press = this.#press;
    if (!press) {
      if (event.pointerType === "mouse") this.#hover(event);
      return;
    }
    if (press.id !== event.pointerId) return;
    press.last = event;
    if (!press.gesture) {
      const far = Math.hypot(event.clientX - press.start.x, event.clientY - press.start.y);
      if (far < (press.touch ? THRESHOLD.touch : THRESHOLD.mouse)) return;
      press.gesture = press.begin();
      this.#editor.hovered.set(null);
    }
    // A pointer reports several times a frame; the document is written once.
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => { this.#follow(); });
  }

  #follow(): void {
    this.#frame = 0;
    const press = this.#press;
    if (press?.gesture) press.gesture.move(this.#input(press.last));
  }

  #up(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId);
    const press = this.#press;
    if (press?.id !== event.pointerId) return;
    this.#press = null;
    if (press.gesture) press.gesture.end(this.#input(event));
    else press.click();
  }

  #lost(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId);
    if (this.#press?.id === event.pointerId) this.cancel();
  }

  #hover(event: PointerEvent): void {
    const { tool, hovered } = this.#editor;
    const id = tool.get().kind === "select" && !this.panning ? elementAt(event.target) : null;
    if (hovered.get() !== id) hovered.set(id);
  }

  #pinch(id: number, at: Point): void {
    const before = this.#fingers.get(id);
    const [other] = [...this.#fingers].filter(([key]) => key !== id).map(([, point]) => point);
    this.#fingers.set(id, at);
    if (!before || !other) return;
    const scale = distance(at, other) / Math.max(1, distance(before, other));
    const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 };
    this.#editor.pan((at.x - before.x) / 2, (at.y - before.y) / 2);
    this.#editor.zoomTo(this.#editor.view.get().zoom * scale, middle);
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    this.#editor.following.set(null);
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
    if (event.ctrlKey || event.metaKey) {
      // A mouse's notch is a hundred times a trackpad's pinch.
      const amount = Math.max(-240, Math.min(240, event.deltaY * unit)) * (Math.abs(event.deltaY) < 50 ? 4 : 1);
      this.#editor.zoomTo(this.#editor.view.get().zoom * Math.exp(-amount * WHEEL_ZOOM), this.#onStage(event));
    } else if (event.shiftKey && event.deltaX === 0) this.#editor.pan(-event.deltaY * unit, 0);
    else this.#editor.pan(-event.deltaX * unit, -event.deltaY * unit);
  }

  #onStage(event: MouseEvent): Point {
    const { left, top } = this.#stage.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  #input(event: PointerEvent): Input {
    return { point: this.#editor.at(this.#onStage(event)), shift: event.shiftKey, alt: event.altKey, free: event.ctrlKey || event.metaKey };
  }
}

/** The view moves with the pointer: what was under it stays under it. */
class Pan implements Gesture {
  readonly #editor: Editor;
  #held: Point | null = null;

  constructor(editor: Editor) {
    this.#editor = editor;
    editor.hints.set({ ...NO_HINTS, gesture: "pan" });
  }

  move({ point }: Input): void {
    this.#held ??= point;
    const { zoom } = this.#editor.view.get();
    this.#editor.pan((point.x - this.#held.x) * zoom, (point.y - this.#held.y) * zoom);
  }

  end(): void {
    this.#editor.hints.set(NO_HINTS);
  }

  cancel(): void {
    this.end();
    this.#editor.tool.set(SELECT);
  }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** The element that an event happened on. */
export function elementAt(target: EventTarget | null): string | null {
  return target instanceof Element ? target.closest("[data-element]")?.getAttribute("data-element") ?? null : null;
}

function handleAt(target: EventTarget | null): Handle | null {
  const name = target instanceof Element ? target.getAttribute("data-handle") : null;
  return HANDLES.find((handle) => handle === name) ?? null;
}
