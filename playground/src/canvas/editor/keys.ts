/**
 * The keyboard: which keys do what. Knows commands, not the page; what only the page can do comes
 * in as `Surface`.
 */
import type { Point } from "../model/geometry.ts";
import * as commands from "./commands.ts";
import { SELECT, type Editor } from "./editor.ts";

/** What the page does with keys. */
export interface Surface {
  /** Gives up a gesture; false where there is none. */
  cancel(): boolean;
  /** Shows where components are searched for. */
  search(): void;
  /** Opens what can be typed about the selected element. */
  edit(): void;
  help(): void;
  generate(): void;
}

export interface Shortcut {
  readonly keys: string;
  readonly does: string;
}

export const SHORTCUTS: readonly { readonly title: string; readonly keys: readonly Shortcut[] }[] = [
  { title: "Tools", keys: [
    { keys: "V", does: "Select" }, { keys: "H", does: "Move the view" }, { keys: "Space + drag", does: "Move the view" },
    { keys: "/", does: "Search components" }, { keys: "G", does: "Generate from a description" },
  ] },
  { title: "Selection", keys: [
    { keys: "Shift + click", does: "Add or remove" }, { keys: "Mod A", does: "Select all" }, { keys: "Tab", does: "Next element" }, { keys: "Shift Tab", does: "Previous element" },
    { keys: "Escape", does: "Select what it is in" }, { keys: "Enter", does: "Edit its text" },
  ] },
  { title: "Editing", keys: [
    { keys: "Arrows", does: "Move by 1" }, { keys: "Shift + arrows", does: "Move by 8" }, { keys: "Delete", does: "Delete" }, { keys: "Mod D", does: "Duplicate" }, { keys: "Alt + drag", does: "Drag a copy" },
    { keys: "Mod C / X / V", does: "Copy, cut, paste" }, { keys: "Mod Z", does: "Undo" }, { keys: "Mod Shift Z", does: "Redo" }, { keys: "Mod G", does: "Group into a box" }, { keys: "Mod Shift G", does: "Ungroup" },
    { keys: "] / [", does: "Forward, backward" }, { keys: "Mod ] / Mod [", does: "To the front, to the back" }, { keys: "Ctrl while dragging", does: "Without snapping" },
  ] },
  { title: "View", keys: [
    { keys: "Mod + wheel", does: "Zoom" }, { keys: "+ / −", does: "Zoom in, out" }, { keys: "Shift 0", does: "100 %" }, { keys: "Shift 1", does: "Show all" }, { keys: "Shift 2", does: "Show the selection" },
  ] },
];

const ARROWS: Readonly<Record<string, Point>> = { ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 } };
const LARGE_STEP = 8;
const ZOOM_STEP = 1.25;

/** Does what a key asks for. True where it was one of ours. */
export function press(editor: Editor, event: KeyboardEvent, surface: Surface): boolean {
  const mod = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return mod ? pressWithMod(editor, key, event) : pressAlone(editor, key, event, surface);
}

function pressWithMod(editor: Editor, key: string, { shiftKey, code }: KeyboardEvent): boolean {
  switch (key) {
    case "z": if (shiftKey) editor.undo.redo(); else editor.undo.undo(); return true;
    case "y": editor.undo.redo(); return true;
    case "a": commands.selectAll(editor); return true;
    case "d": commands.duplicate(editor); return true;
    case "g": if (shiftKey) commands.ungroup(editor); else commands.group(editor); return true;
    case "]": commands.restack(editor, "front"); return true;
    case "[": commands.restack(editor, "back"); return true;
    case "=": case "+": editor.zoomTo(editor.view.get().zoom * ZOOM_STEP); return true;
    case "-": editor.zoomTo(editor.view.get().zoom / ZOOM_STEP); return true;
    default:
      if (code !== "Digit0") return false;
      editor.zoomTo(1);
      return true;
  }
}

function pressAlone(editor: Editor, key: string, event: KeyboardEvent, surface: Surface): boolean {
  const arrow = ARROWS[event.key];
  if (arrow) return pressArrow(editor, arrow, event);
  if (event.shiftKey && pressWithShift(editor, event.code)) return true;
  switch (key) {
    case "Delete": case "Backspace": commands.removeSelection(editor); return true;
    case "Escape": escape(editor, surface); return true;
    case "Enter": surface.edit(); return editor.selection.get().length > 0;
    case "Tab":
      if (editor.document.size === 0) return false;
      commands.selectNext(editor, event.shiftKey);
      return true;
    case "]": commands.restack(editor, "forward"); return true;
    case "[": commands.restack(editor, "backward"); return true;
    case "v": editor.tool.set(SELECT); return true;
    case "h": editor.tool.set({ kind: "hand" }); return true;
    case "g": surface.generate(); return true;
    case "/": surface.search(); return true;
    case "?": surface.help(); return true;
    case "+": case "=": editor.zoomTo(editor.view.get().zoom * ZOOM_STEP); return true;
    case "-": editor.zoomTo(editor.view.get().zoom / ZOOM_STEP); return true;
    default: return false;
  }
}

function pressArrow(editor: Editor, arrow: Point, { shiftKey, timeStamp }: KeyboardEvent): boolean {
  const size = shiftKey ? LARGE_STEP : 1;
  if (editor.selection.get().length === 0) editor.pan(-arrow.x * 48, -arrow.y * 48);
  else commands.nudge(editor, arrow.x * size, arrow.y * size, timeStamp);
  return true;
}

/** By place, since layouts differ in what Shift makes of digits. */
function pressWithShift(editor: Editor, code: string): boolean {
  if (code === "Digit0") editor.zoomTo(1);
  else if (code === "Digit1") editor.zoomToFit();
  else if (code === "Digit2") editor.zoomToSelection();
  else return false;
  return true;
}

/** A gesture first, then the tool, then one level up, then nothing is selected. */
function escape(editor: Editor, surface: Surface): void {
  if (surface.cancel()) return;
  if (editor.tool.get().kind !== "select") {
    editor.tool.set(SELECT);
    return;
  }
  const parents = new Set(editor.roots().map((id) => editor.document.get(id)?.parentId ?? null));
  parents.delete(null);
  editor.select([...parents].filter((id) => id !== null));
}
