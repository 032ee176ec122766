/** Brings the keyboard and the clipboard to the editor, wherever on the page the focus is but in fields. */
import { useEffect } from "react";
import type { Desk } from "../desk.ts";
import { clipOf, read, write, type Clip } from "../editor/clipboard.ts";
import { paste, place, removeSelection } from "../editor/commands.ts";
import { press, type Surface } from "../editor/keys.ts";
import { setProp } from "../model/edit.ts";

const MIME = "application/x-maquette+json";
const LONGEST_TEXT = 300;

export function useKeyboard(desk: Desk): void {
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const { editor } = desk;
    const surface = surfaceOf(desk);
    const mine = (event: Event): boolean => !isField(event.target) && !document.querySelector("dialog[open]");
    document.addEventListener("keydown", (event) => {
      if (!mine(event) || event.isComposing) return;
      if (event.key === " ") {
        // On a button, space presses it.
        if (event.target instanceof HTMLButtonElement) return;
        desk.holdToPan(true);
        event.preventDefault();
        return;
      }
      // Tab and Enter belong to the page where the canvas is not in focus.
      const global = event.target === desk.stage || event.target === document.body;
      if (!global && (event.key === "Tab" || event.key === "Enter" || event.key.startsWith("Arrow"))) return;
      if (press(editor, event, surface)) event.preventDefault();
    }, { signal });
    const released = (): void => { desk.holdToPan(false); };
    document.addEventListener("keyup", (event) => { if (event.key === " ") released(); }, { signal });
    window.addEventListener("blur", released, { signal });
    listenToClipboard(desk, mine, signal);
    window.addEventListener("beforeunload", (event) => { if (desk.collab.unsaved > 0 && desk.collab.state.kind !== "closed") event.preventDefault(); }, { signal });
    return () => { stop.abort(); };
  }, [desk]);
}

function surfaceOf(desk: Desk): Surface {
  return {
    cancel: () => {
      if (desk.control?.cancel()) return true;
      if (desk.dialog.get() === null) return false;
      desk.dialog.set(null);
      return true;
    },
    search: () => {
      desk.aside.set("components");
      desk.panel.set("components");
      requestAnimationFrame(() => { document.getElementById("component-search")?.focus(); });
    },
    edit: () => {
      const [only] = desk.editor.selection.get();
      if (only !== undefined && desk.editor.canEdit.get()) desk.typing.set(only);
    },
    help: () => { desk.dialog.set("help"); },
    generate: () => { if (desk.editor.canEdit.get()) desk.dialog.set("generate"); },
  };
}

function listenToClipboard(desk: Desk, mine: (event: Event) => boolean, signal: AbortSignal): void {
  const { editor } = desk;
  let times = 0;
  let last = "";
  const copy = (event: ClipboardEvent): boolean => {
    if (!mine(event) || editor.selection.get().length === 0) return false;
    const text = write(clipOf(editor, editor.selection.get()));
    event.clipboardData?.setData(MIME, text);
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    times = 0;
    return true;
  };
  document.addEventListener("copy", (event) => { copy(event); }, { signal });
  document.addEventListener("cut", (event) => {
    if (!editor.canEdit.get() || !copy(event)) return;
    // What was cut comes back where it was.
    times = -1;
    removeSelection(editor);
  }, { signal });
  document.addEventListener("paste", (event) => {
    if (!mine(event) || !editor.canEdit.get()) return;
    const text = [MIME, "text/plain"].map((type) => event.clipboardData?.getData(type) ?? "").find((each) => each !== "") ?? "";
    const clip: Clip | null = read(text);
    if (text !== last) times = Math.min(times, 0);
    last = text;
    if (clip) paste(editor, clip, Math.max(0, ++times));
    else if (text.trim() !== "") pasteText(desk, text.trim());
    event.preventDefault();
  }, { signal });
}

/** Words from elsewhere become a text on the canvas. */
function pasteText(desk: Desk, words: string): void {
  const { editor } = desk;
  const seen = editor.seen();
  const width = Math.min(480, 40 + words.length * 7);
  const frame = { x: Math.round(seen.x + (seen.width - width) / 2), y: Math.round(seen.y + seen.height / 2 - 24), width, height: Math.max(24, Math.ceil((words.length * 7) / width) * 24) };
  const id = place(editor, "Text", frame, null);
  // Placing and wording are one step to undo.
  if (id !== null) editor.continueStep(() => { setProp(editor.doc, id, "text", words.slice(0, LONGEST_TEXT)); });
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
