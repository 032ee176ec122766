/** All elements as a tree, the uppermost first: selected, renamed, shown in order and moved by drag. */
import { memo, useState, type DragEvent, type KeyboardEvent } from "react";
import { useStore } from "../../store.ts";
import { removeSelection, reparent } from "../editor/commands.ts";
import { setProp } from "../model/edit.ts";
import { labelKeyOf, labelOf } from "../model/library.ts";
import { Icon } from "../renderers/icon.tsx";
import { useDesk, useElement } from "./context.ts";
import { spaced } from "./palette.tsx";

const MIME = "application/x-maquette-layer";

export function Layers() {
  const { children } = useElement("");
  if (children.length === 0) return <p className="empty-note">Nothing is drawn yet. Drag a component onto the canvas, or press <kbd>G</kbd> and describe a screen.</p>;
  return <ul className="layers" role="tree" aria-label="Layers" aria-multiselectable="true">{[...children].reverse().map((id) => <Layer key={id} id={id} level={1} />)}</ul>;
}

type Zone = "above" | "inside" | "below";

const Layer = memo(function Layer({ id, level }: { id: string; level: number }) {
  const { editor } = useDesk();
  const { element, children } = useElement(id);
  const selected = useStore(editor.selection).includes(id);
  const [open, setOpen] = useState(true);
  const [renaming, setRenaming] = useState(false);
  const [zone, setZone] = useState<Zone | null>(null);
  if (!element) return null;
  const label = labelOf(element);
  const holds = editor.library.get().isContainer(element.component);

  const choose = (add: boolean): void => {
    const now = editor.selection.get();
    editor.select(!add ? [id] : now.includes(id) ? now.filter((each) => each !== id) : [...now, id]);
    editor.reveal(id);
  };
  const over = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes(MIME)) return;
    event.preventDefault();
    event.stopPropagation();
    const { top, height } = event.currentTarget.getBoundingClientRect();
    const part = (event.clientY - top) / height;
    setZone(holds && part > 0.25 && part < 0.75 ? "inside" : part < 0.5 ? "above" : "below");
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    setZone(null);
    const dragged = event.dataTransfer.getData(MIME).split(" ").filter((each) => each !== "");
    moveBeside(editor, dragged, id, zone ?? "above");
  };
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget) return;
    if (event.key === "Enter" || event.key === " ") choose(event.shiftKey || event.ctrlKey || event.metaKey);
    else if (event.key === "F2") setRenaming(editor.canEdit.get());
    else if (event.key === "ArrowRight") setOpen(true);
    else if (event.key === "ArrowLeft") setOpen(false);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") focusBeside(event.currentTarget, event.key === "ArrowDown" ? 1 : -1);
    else if ((event.key === "Delete" || event.key === "Backspace") && selected) removeSelection(editor);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <li role="none">
      <div
        role="treeitem"
        aria-level={level}
        aria-selected={selected}
        aria-expanded={children.length > 0 ? open : undefined}
        aria-label={`${label}, ${spaced(element.component)}`}
        tabIndex={0}
        className="layer"
        data-zone={zone ?? undefined}
        style={{ paddingLeft: level * 14 - 6 }}
        draggable={!renaming && editor.canEdit.get()}
        onClick={(event) => { choose(event.shiftKey || event.ctrlKey || event.metaKey); }}
        onDoubleClick={() => { setRenaming(editor.canEdit.get()); }}
        onKeyDown={press}
        onPointerEnter={() => { editor.hovered.set(id); }}
        onPointerLeave={() => { editor.hovered.set(null); }}
        onDragStart={(event) => {
          event.dataTransfer.setData(MIME, (selected ? editor.roots() : [id]).join(" "));
          event.dataTransfer.effectAllowed = "move";
        }}
        onDragOver={over}
        onDragLeave={() => { setZone(null); }}
        onDrop={drop}
      >
        {children.length > 0
          ? <button type="button" className="twist" tabIndex={-1} aria-hidden="true" data-open={open} onClick={(event) => { event.stopPropagation(); setOpen(!open); }}><Icon name="chevron" size={12} /></button>
          : <span className="twist" />}
        <Icon name={ICONS[editor.library.get().find(element.component)?.category ?? ""] ?? "box"} size={14} />
        {renaming ? <Rename id={id} label={label} done={() => { setRenaming(false); }} /> : <><span className="layer-name">{label}</span>{label !== element.component && <span className="layer-kind">{spaced(element.component)}</span>}</>}
      </div>
      {open && children.length > 0 && <ul role="group">{[...children].reverse().map((child) => <Layer key={child} id={child} level={level + 1} />)}</ul>}
    </li>
  );
});

export const ICONS: Readonly<Record<string, string>> = { layout: "layout", navigation: "navigation", forms: "edit", content: "text", data: "chart", feedback: "comment", media: "image", marketing: "sparkles" };

function Rename({ id, label, done }: { id: string; label: string; done: () => void }) {
  const { editor } = useDesk();
  const key = labelKeyOf(editor.library.get().find(editor.document.get(id)?.component ?? ""));
  const finish = (value: string): void => {
    if (key !== null && value !== label) editor.step(() => { setProp(editor.doc, id, key, value); });
    done();
  };
  return <input className="rename" aria-label="Name" defaultValue={label} autoFocus onFocus={(event) => { event.target.select(); }} onBlur={(event) => { finish(event.target.value); }} onKeyDown={(event) => {
    event.stopPropagation();
    if (event.key === "Enter") finish(event.currentTarget.value);
    else if (event.key === "Escape") done();
  }} />;
}

function focusBeside(item: HTMLElement, step: number): void {
  const items = [...(item.closest("[role=tree]")?.querySelectorAll<HTMLElement>("[role=treeitem]") ?? [])];
  items[items.indexOf(item) + step]?.focus();
}

/** The list shows the uppermost first, so what is above in it lies over in the drawing. */
function moveBeside(editor: ReturnType<typeof useDesk>["editor"], ids: readonly string[], target: string, zone: Zone): void {
  const element = editor.document.get(target);
  if (!element || ids.includes(target)) return;
  if (zone === "inside") {
    reparent(editor, ids, target);
    return;
  }
  const siblings = editor.document.children(element.parentId).filter((id) => !ids.includes(id));
  const index = siblings.indexOf(target);
  reparent(editor, ids, element.parentId, zone === "above" ? target : siblings[index - 1] ?? null);
}
