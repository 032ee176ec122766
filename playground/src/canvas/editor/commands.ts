/**
 * What a person can do with the selection, whether by key, menu or button: each one undo step.
 */
import { insert, makeRoom, remove, setFrame, setPlace } from "../model/edit.ts";
import { LIMITS, newId, type Element } from "../model/element.ts";
import { around, bottom, contains, right, type Point, type Rect } from "../model/geometry.ts";
import { clipOf, intoSight, stamp, type Clip } from "./clipboard.ts";
import { SELECT, type Editor } from "./editor.ts";

const OFFSET = 16;

export function removeSelection(editor: Editor): void {
  const roots = editor.roots();
  if (roots.length === 0) return;
  editor.step(() => { remove(editor.doc, roots.flatMap((id) => editor.document.family(id))); });
  editor.announce(`Deleted ${count(roots.length)}`);
}

export function duplicate(editor: Editor, shift: Point = { x: OFFSET, y: OFFSET }): void {
  const roots = editor.roots();
  if (roots.length === 0) return;
  const made: string[] = [];
  editor.step(() => {
    // Each copy goes into what its original is in.
    const parents = new Set(roots.map((id) => editor.document.get(id)?.parentId ?? null));
    for (const parentId of parents) {
      const together = roots.filter((id) => editor.document.get(id)?.parentId === parentId);
      made.push(...stamp(editor, clipOf(editor, together), shift, parentId));
    }
  });
  editor.select(made);
  editor.announce(`Duplicated ${count(made.length)}`);
}

export function paste(editor: Editor, clip: Clip, times: number): void {
  const made: string[] = [];
  const shift = intoSight(editor, clip, { x: OFFSET * times, y: OFFSET * times });
  const [only, ...others] = editor.selection.get();
  const chosen = others.length === 0 && only !== undefined ? editor.document.get(only) : undefined;
  const target = chosen && editor.library.get().isContainer(chosen.component) && !clip.elements.some((element) => element.id === chosen.id) ? chosen : undefined;
  const frame = around(clip.elements.filter((element) => element.parentId === null));
  const inside = target ? editor.document.frame(target.id) : null;
  const moved = frame && { ...frame, x: frame.x + shift.x, y: frame.y + shift.y };
  const holds = inside && moved && contains(inside, { x: moved.x, y: moved.y }) && contains(inside, { x: right(moved), y: bottom(moved) });
  editor.step(() => { made.push(...stamp(editor, clip, shift, holds && target ? target.id : null)); });
  if (made.length === 0) return;
  editor.select(made);
  editor.announce(`Pasted ${count(made.length)}`);
}

export function selectAll(editor: Editor): void {
  const first = editor.document.get(editor.selection.get()[0] ?? "");
  // Within the same parent first, as in other editors; a second time, everything at the top.
  const siblings = editor.document.children(first?.parentId ?? null);
  editor.select(siblings.length > editor.selection.get().length ? siblings : editor.document.children(null));
}

/** Puts the selection into a box of its own. */
export function group(editor: Editor): void {
  const { document, doc } = editor;
  const chosen = new Set(editor.roots());
  const roots = document.all().filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const frame = around(editor.frames(roots));
  if (!frame) return;
  const parentId = commonParent(editor, roots);
  const origin = document.origin(parentId);
  const id = newId();
  editor.step(() => {
    const [order] = makeRoom(document, parentId, 1);
    insert(doc, { id, component: "Box", parentId, x: frame.x - origin.x, y: frame.y - origin.y, width: frame.width, height: frame.height, order: order ?? "", props: { variant: "plain" } });
    const orders = makeRoom(document, id, roots.length);
    roots.forEach((each, i) => { adopt(editor, each, id, frame, orders[i] ?? ""); });
  });
  editor.select([id]);
  editor.announce(`Grouped ${count(roots.length)} into a box`);
}

/** Lets go of what is in the selected containers. */
export function ungroup(editor: Editor): void {
  const { document, doc } = editor;
  const boxes = editor.roots().filter((id) => document.children(id).length > 0);
  if (boxes.length === 0) return;
  const freed = boxes.flatMap((id) => document.children(id));
  editor.step(() => {
    for (const box of boxes) {
      const parentId = document.get(box)?.parentId ?? null;
      const children = document.children(box);
      const orders = makeRoom(document, parentId, children.length, box);
      const origin = document.origin(parentId);
      children.forEach((id, i) => { adopt(editor, id, parentId, origin, orders[i] ?? ""); });
      remove(doc, [box]);
    }
  });
  editor.select(freed);
  editor.announce(`Ungrouped ${count(freed.length)}`);
}

/** Moves an element into another parent, so that it stays where it is on the canvas. */
function adopt(editor: Editor, id: string, parentId: string | null, origin: Point, order: string): void {
  const frame = editor.document.frame(id);
  setPlace(editor.doc, id, parentId, order);
  if (frame) setFrame(editor.doc, id, { x: frame.x - origin.x, y: frame.y - origin.y });
}

/** Moves elements into a parent, above one of its children (null: below all; absent: on top). They stay where they are. */
export function reparent(editor: Editor, ids: readonly string[], parentId: string | null, below?: string | null): void {
  const { document } = editor;
  const moving = editor.roots(ids).filter((id) => id !== parentId && !(parentId !== null && document.ancestors(parentId).includes(id)));
  if (moving.length === 0 || depthOf(editor, parentId) + heightOf(editor, moving) > LIMITS.depth) return;
  editor.step(() => {
    const orders = makeRoom(document, parentId, moving.length, below);
    const origin = document.origin(parentId);
    moving.forEach((id, i) => { adopt(editor, id, parentId, origin, orders[i] ?? ""); });
  });
}

function depthOf(editor: Editor, id: string | null): number {
  return id === null ? 0 : editor.document.ancestors(id).length + 1;
}

function heightOf(editor: Editor, ids: readonly string[]): number {
  return Math.max(0, ...ids.map((id) => 1 + heightOf(editor, editor.document.children(id))));
}

function commonParent(editor: Editor, ids: readonly string[]): string | null {
  const [first, ...rest] = ids.map((id) => editor.document.ancestors(id));
  return first?.find((each) => rest.every((ancestors) => ancestors.includes(each))) ?? null;
}

/** Changes the stacking among siblings by one place, or to an end. */
export function restack(editor: Editor, where: "forward" | "backward" | "front" | "back"): void {
  const { document } = editor;
  const up = where === "forward" || where === "front";
  const chosen = new Set(editor.roots());
  if (chosen.size === 0) return;
  editor.step(() => {
    const parents = new Set([...chosen].map((id) => document.get(id)?.parentId ?? null));
    for (const parentId of parents) {
      const siblings = document.children(parentId);
      const moving = siblings.filter((id) => chosen.has(id));
      const rest = siblings.filter((id) => !chosen.has(id));
      const last = moving[up ? moving.length - 1 : 0] ?? "";
      // How many of those that stay lie below afterwards.
      const below = siblings.slice(0, siblings.indexOf(last)).filter((id) => !chosen.has(id)).length;
      const place = where === "front" ? rest.length : where === "back" ? 0 : Math.min(rest.length, Math.max(0, below + (up ? 1 : -1)));
      const wanted = [...rest.slice(0, place), ...moving, ...rest.slice(place)];
      if (wanted.every((id, i) => id === siblings[i])) continue;
      // Whoever lies directly below among the others is the neighbour to go above.
      const orders = makeRoomAmong(editor, parentId, rest, place, moving.length);
      moving.forEach((id, i) => { setPlace(editor.doc, id, parentId, orders[i] ?? ""); });
    }
  });
  editor.announce(`Moved ${where === "front" || where === "back" ? "to the " : ""}${where}`);
}

/** Room above `rest[place - 1]`, past those that are being moved. */
function makeRoomAmong(editor: Editor, parentId: string | null, rest: readonly string[], place: number, size: number): string[] {
  const siblings = editor.document.children(parentId);
  const next = rest[place];
  // Directly below the next one that stays lies whatever moves away, or the one that stays below.
  const below = next === undefined ? siblings.at(-1) ?? null : siblings[siblings.indexOf(next) - 1] ?? null;
  return makeRoom(editor.document, parentId, size, below);
}

let lastNudge = 0;
const SAME_NUDGE = 700;

export function nudge(editor: Editor, dx: number, dy: number, now: number): void {
  const roots = editor.roots();
  if (roots.length === 0) return;
  // A held or repeated arrow key is one step to undo.
  if (now - lastNudge > SAME_NUDGE) editor.undo.stopCapturing();
  lastNudge = now;
  editor.go(() => {
    for (const id of roots) {
      const element = editor.document.get(id);
      if (element) setFrame(editor.doc, id, { x: element.x + dx, y: element.y + dy });
    }
  });
}

export type Alignment = "left" | "centre" | "right" | "top" | "middle" | "bottom";

/** Aligns with each other; a single element with what it is in. */
export function align(editor: Editor, how: Alignment): void {
  const roots = editor.roots();
  const [only] = roots;
  if (only === undefined) return;
  const whole = roots.length > 1 ? around(editor.frames(roots)) : editor.inside(editor.document.get(only)?.parentId ?? null);
  if (!whole) return;
  editor.step(() => { for (const id of roots) shiftTo(editor, id, aligned(whole, how)); });
}

function aligned(whole: Rect, how: Alignment): (frame: Rect) => Partial<Point> {
  return (frame) => {
    switch (how) {
      case "left": return { x: whole.x };
      case "centre": return { x: whole.x + (whole.width - frame.width) / 2 };
      case "right": return { x: right(whole) - frame.width };
      case "top": return { y: whole.y };
      case "middle": return { y: whole.y + (whole.height - frame.height) / 2 };
      case "bottom": return { y: bottom(whole) - frame.height };
    }
  };
}

/** Makes the gaps between three or more equal. */
export function distribute(editor: Editor, axis: "x" | "y"): void {
  const size = axis === "x" ? "width" : "height";
  const row = editor.roots().flatMap((id) => {
    const frame = editor.document.frame(id);
    return frame ? [{ id, frame }] : [];
  }).sort((a, b) => a.frame[axis] - b.frame[axis]);
  const whole = around(row.map(({ frame }) => frame));
  if (!whole || row.length < 3) return;
  const gap = (whole[size] - row.reduce((sum, { frame }) => sum + frame[size], 0)) / (row.length - 1);
  editor.step(() => {
    let at = whole[axis];
    for (const { id, frame } of row) {
      const place = at;
      shiftTo(editor, id, () => ({ [axis]: Math.round(place) }));
      at += frame[size] + gap;
    }
  });
}

function shiftTo(editor: Editor, id: string, place: (frame: Rect) => Partial<Point>): void {
  const frame = editor.document.frame(id);
  const element = editor.document.get(id);
  if (!frame || !element) return;
  const { x = frame.x, y = frame.y } = place(frame);
  setFrame(editor.doc, id, { x: element.x + x - frame.x, y: element.y + y - frame.y });
}

/** Adds a component in the middle of what is seen, inside the selected container where there is one. */
export function addComponent(editor: Editor, name: string): void {
  const component = editor.library.get().find(name);
  if (!component) return;
  const seen = editor.seen();
  const selected = editor.document.get(editor.selection.get()[0] ?? "");
  const parentId = selected ? (editor.library.get().isContainer(selected.component) ? selected.id : selected.parentId) : null;
  const inside = parentId === null ? seen : editor.inside(parentId);
  const width = Math.min(component.defaultWidth, parentId === null ? component.defaultWidth : inside.width);
  const height = component.defaultHeight;
  const stagger = (editor.document.children(parentId).length % 6) * OFFSET;
  const frame = { x: Math.round(inside.x + Math.max(0, inside.width - width) / 2 + (parentId === null ? stagger : 0)), y: Math.round(inside.y + Math.max(0, inside.height - height) / 2 + stagger), width, height };
  place(editor, name, frame, parentId);
}

/** Writes a component with that frame (on the canvas), and selects it. */
export function place(editor: Editor, name: string, frame: Rect, parentId: string | null): string | null {
  if (editor.document.size >= LIMITS.elements) {
    editor.announce(`A wireframe holds at most ${LIMITS.elements.toString()} elements.`);
    return null;
  }
  const origin = editor.document.origin(parentId);
  const element: Element = { id: newId(), component: name, parentId, ...frame, x: frame.x - origin.x, y: frame.y - origin.y, order: "", props: {} };
  editor.step(() => { insert(editor.doc, { ...element, order: makeRoom(editor.document, parentId, 1)[0] ?? "" }); });
  editor.select([element.id]);
  editor.tool.set(SELECT);
  editor.announce(`${name} added`);
  return element.id;
}

/** Selects the next (or previous) element in reading order: down into children, then on. */
export function selectNext(editor: Editor, backwards: boolean): void {
  const ids = editor.document.all().map(({ id }) => id);
  const now = ids.indexOf(editor.selection.get().at(-1) ?? "");
  const next = ids[now < 0 ? (backwards ? ids.length - 1 : 0) : (now + (backwards ? -1 : 1) + ids.length) % ids.length];
  if (next === undefined) return;
  editor.select([next]);
  editor.reveal(next);
}

function count(n: number): string {
  return n === 1 ? "1 element" : `${n.toString()} elements`;
}
