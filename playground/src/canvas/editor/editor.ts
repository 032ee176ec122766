/**
 * One wireframe that is open: the document, what is selected, what the stage shows and what the
 * pointer is about to do. React parts subscribe to its stores; commands and gestures change them.
 * Knows neither the network nor React.
 */
import * as Y from "yjs";
import { Store } from "../../store.ts";
import { elementsOf, WireframeDocument } from "../model/document.ts";
import { edit, LOCAL } from "../model/edit.ts";
import { around, fit, MAX_ZOOM, MIN_ZOOM, toCanvas, translate, zoomAt, type Point, type Rect, type View } from "../model/geometry.ts";
import { Library } from "../model/library.ts";
import type { Distance, Guide } from "../model/snap.ts";

export type Tool = { readonly kind: "select" } | { readonly kind: "hand" } | { readonly kind: "draw"; readonly component: string };

export interface CanvasInfo {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** What a gesture shows over the canvas, in canvas coordinates. */
export interface Hints {
  readonly guides: readonly Guide[];
  readonly distances: readonly Distance[];
  readonly marquee: Rect | null;
  /** What would be drawn there, before it is in the document. */
  readonly ghost: { readonly component: string; readonly frame: Rect } | null;
  /** The container that what is dragged would go into. */
  readonly target: string | null;
  readonly gesture: "move" | "resize" | "draw" | "marquee" | "pan" | null;
}

export interface Settings {
  readonly snap: boolean;
  readonly grid: boolean;
}

export const NO_HINTS: Hints = { guides: [], distances: [], marquee: null, ghost: null, target: null, gesture: null };
export const SELECT: Tool = { kind: "select" };
export const GRID = 8;
const SNAP_REACH = 6;
const FIT_PADDING = 48;

export class Editor {
  readonly document: WireframeDocument;
  readonly undo: Y.UndoManager;
  readonly selection = new Store<readonly string[]>([]);
  readonly hovered = new Store<string | null>(null);
  readonly view = new Store<View>({ x: 0, y: 0, zoom: 1 });
  readonly stage = new Store({ width: 0, height: 0 });
  readonly tool = new Store<Tool>(SELECT);
  readonly hints = new Store<Hints>(NO_HINTS);
  readonly canvas: Store<CanvasInfo>;
  readonly canEdit = new Store(false);
  readonly library = new Store(new Library([]));
  readonly settings = new Store<Settings>({ snap: true, grid: true }, "maquette:canvas:settings");
  /** What undo and redo can do. */
  readonly steps = new Store({ undo: false, redo: false });
  /** Read to those who do not see the canvas. */
  readonly announcement = new Store("");
  /** The person whose view this one follows; a key of the awareness. */
  readonly following = new Store<number | null>(null);

  constructor(doc: Y.Doc, canvas: CanvasInfo) {
    this.document = new WireframeDocument(doc);
    this.canvas = new Store(canvas);
    // Steps end where a gesture or a command ends, and never because of the time in between.
    this.undo = new Y.UndoManager(elementsOf(doc), { trackedOrigins: new Set([LOCAL]), captureTimeout: Number.MAX_SAFE_INTEGER });
    this.undo.on("stack-item-added", ({ stackItem }) => {
      if (!stackItem.meta.has("selection")) stackItem.meta.set("selection", this.selection.get());
      this.#tellSteps();
    });
    this.undo.on("stack-item-popped", ({ stackItem }) => {
      const selection = stackItem.meta.get("selection") as readonly string[] | undefined;
      this.select(selection ?? []);
      this.#tellSteps();
    });
    this.undo.on("stack-cleared", () => { this.#tellSteps(); });
    this.document.subscribeAll(() => { this.#prune(); });
  }

  get doc(): Y.Doc {
    return this.document.doc;
  }

  destroy(): void {
    this.undo.destroy();
  }

  /** One change, one undo step. */
  step(change: () => void): void {
    if (!this.canEdit.get()) return;
    this.undo.stopCapturing();
    edit(this.doc, change);
    this.undo.stopCapturing();
  }

  /** One more change of the undo step before. */
  continueStep(change: () => void): void {
    if (!this.canEdit.get()) return;
    this.undo.lastChange = Date.now();
    edit(this.doc, change);
    this.undo.stopCapturing();
  }

  /** A part of an undo step that `stopCapturing` began. */
  go(change: () => void): void {
    if (this.canEdit.get()) edit(this.doc, change);
  }

  select(ids: readonly string[]): void {
    const known = ids.filter((id) => this.document.get(id));
    const now = this.selection.get();
    if (known.length !== now.length || known.some((id, i) => id !== now[i])) this.selection.set(known);
  }

  /** The selected ones that are in no other selected one. */
  roots(ids: readonly string[] = this.selection.get()): string[] {
    const chosen = new Set(ids);
    return ids.filter((id) => this.document.get(id) && !this.document.ancestors(id).some((each) => chosen.has(each)));
  }

  frames(ids: readonly string[]): Rect[] {
    return ids.map((id) => this.document.frame(id)).filter((frame) => frame !== null);
  }

  page(): Rect {
    const { width, height } = this.canvas.get();
    return { x: 0, y: 0, width, height };
  }

  /** The inside of a container, or of the canvas, on the canvas. */
  inside(parentId: string | null): Rect {
    return (parentId === null ? null : this.document.frame(parentId)) ?? this.page();
  }

  /** A place on the stage, on the canvas. */
  at(point: Point): Point {
    return toCanvas(this.view.get(), point);
  }

  snapReach(): number {
    return SNAP_REACH / this.view.get().zoom;
  }

  grid(): number {
    const { snap, grid } = this.settings.get();
    return snap && grid ? GRID : 0;
  }

  // --- the view ---------------------------------------------------------------

  setView(view: View): void {
    this.view.set({ ...view, zoom: Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, view.zoom)) });
  }

  pan(dx: number, dy: number): void {
    this.view.update((view) => translate(view, dx, dy));
  }

  /** Zooms around a place on the stage; around its middle where none is given. */
  zoomTo(zoom: number, at?: Point): void {
    const { width, height } = this.stage.get();
    this.view.update((view) => zoomAt(view, at ?? { x: width / 2, y: height / 2 }, zoom));
  }

  zoomToFit(rect: Rect = this.page(), limit = 1): void {
    const stage = this.stage.get();
    if (stage.width > 0) this.view.set(fit(rect, stage, Math.min(FIT_PADDING, stage.width / 16), limit));
  }

  zoomToSelection(): void {
    const frame = around(this.frames(this.selection.get()));
    this.zoomToFit(frame ?? this.page(), frame ? 2 : 1);
  }

  /** The part of the canvas that is seen. */
  seen(): Rect {
    const { width, height } = this.stage.get();
    const { zoom } = this.view.get();
    return { ...this.at({ x: 0, y: 0 }), width: width / zoom, height: height / zoom };
  }

  /** Moves the view as little as it takes to see an element. */
  reveal(id: string): void {
    const frame = this.document.frame(id);
    const seen = this.seen();
    if (!frame || seen.width === 0) return;
    const shift = (start: number, size: number, from: number, room: number): number => {
      if (size >= room || start < from) return from - start;
      return start + size > from + room ? from + room - start - size : 0;
    };
    const { zoom } = this.view.get();
    const dx = shift(frame.x, frame.width, seen.x, seen.width);
    const dy = shift(frame.y, frame.height, seen.y, seen.height);
    if (dx !== 0 || dy !== 0) this.pan(dx * zoom, dy * zoom);
  }

  announce(words: string): void {
    this.announcement.set(words);
  }

  #tellSteps(): void {
    const steps = { undo: this.undo.undoStack.length > 0, redo: this.undo.redoStack.length > 0 };
    const now = this.steps.get();
    if (now.undo !== steps.undo || now.redo !== steps.redo) this.steps.set(steps);
  }

  /** What others removed is selected no more. */
  #prune(): void {
    const ids = this.selection.get();
    if (ids.some((id) => !this.document.get(id))) this.selection.set(ids.filter((id) => this.document.get(id)));
    const hovered = this.hovered.get();
    if (hovered !== null && !this.document.get(hovered)) this.hovered.set(null);
  }
}
