/** What can be done with the selection, at the pointer. */
import { useEffect, useRef, useState } from "react";
import { duplicate, group, removeSelection, restack, selectAll, ungroup } from "../editor/commands.ts";
import { elementAt } from "../editor/pointer.ts";
import { useDesk } from "./context.ts";
import { MenuItem } from "./popover.tsx";

export function ContextMenu() {
  const desk = useDesk();
  const { editor } = desk;
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const menu = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    document.addEventListener("contextmenu", (event) => {
      const stage = event.target instanceof Element ? event.target.closest(".stage") : null;
      if (!stage) return;
      event.preventDefault();
      const id = elementAt(event.target);
      if (id !== null && !editor.selection.get().includes(id)) editor.select([id]);
      const box = stage.getBoundingClientRect();
      setAt({ x: Math.min(event.clientX - box.left, box.width - 240), y: Math.min(event.clientY - box.top, box.height - 330) });
    }, { signal });
    document.addEventListener("pointerdown", (event) => { if (!menu.current?.contains(event.target as Node)) setAt(null); }, { signal, capture: true });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") setAt(null); }, { signal, capture: true });
    return () => { stop.abort(); };
  }, [editor]);

  if (!at) return null;
  const some = editor.selection.get().length > 0;
  const may = some && editor.canEdit.get();
  const act = (run: () => void) => (): void => { setAt(null); run(); };
  return (
    <div ref={menu} className="popover context-menu" style={{ left: Math.max(8, at.x), top: Math.max(8, at.y) }}>
      <div className="menu">
        <MenuItem disabled={!may} keys="Ctrl D" onSelect={act(() => { duplicate(editor); })}>Duplicate</MenuItem>
        <MenuItem disabled={!may} keys="Enter" onSelect={act(() => { desk.typing.set(editor.selection.get()[0] ?? null); })}>Edit text</MenuItem>
        <MenuItem disabled={!may} keys="Ctrl G" onSelect={act(() => { group(editor); })}>Group into a box</MenuItem>
        <MenuItem disabled={!may} keys="Ctrl ⇧ G" onSelect={act(() => { ungroup(editor); })}>Ungroup</MenuItem>
        <hr />
        <MenuItem disabled={!may} keys="Ctrl ]" onSelect={act(() => { restack(editor, "front"); })}>To the front</MenuItem>
        <MenuItem disabled={!may} keys="Ctrl [" onSelect={act(() => { restack(editor, "back"); })}>To the back</MenuItem>
        <hr />
        <MenuItem keys="Ctrl A" onSelect={act(() => { selectAll(editor); })}>Select all</MenuItem>
        <MenuItem disabled={!some} keys="⇧ 2" onSelect={act(() => { editor.zoomToSelection(); })}>Show the selection</MenuItem>
        <hr />
        <MenuItem disabled={!may} keys="Del" onSelect={act(() => { removeSelection(editor); })}>Delete</MenuItem>
      </div>
    </div>
  );
}
