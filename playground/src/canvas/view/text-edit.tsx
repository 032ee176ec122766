/** Typing an element's words where they stand. */
import { useRef } from "react";
import { useStore } from "../../store.ts";
import { setProp } from "../model/edit.ts";
import { toScreen } from "../model/geometry.ts";
import { labelKeyOf } from "../model/library.ts";
import { useDesk } from "./context.ts";

export function TextEdit() {
  const { typing } = useDesk();
  const id = useStore(typing);
  return id === null ? null : <Field key={id} id={id} />;
}

function Field({ id }: { id: string }) {
  const { editor, typing } = useDesk();
  const view = useStore(editor.view);
  const given = useRef(false);
  const element = editor.document.get(id);
  const frame = editor.document.frame(id);
  const library = useStore(editor.library);
  const key = labelKeyOf(library.find(element?.component ?? ""));
  if (!element || !frame || key === null) return null;
  const value = library.props(element)[key];
  const text = typeof value === "string" ? value : "";
  const { x, y, width, height } = toScreen(view, frame);
  const close = (entered: string | null): void => {
    if (given.current) return;
    given.current = true;
    if (entered !== null && entered !== text) editor.step(() => { setProp(editor.doc, id, key, entered); });
    typing.set(null);
    document.querySelector<HTMLElement>(".stage")?.focus({ preventScroll: true });
  };
  return (
    <textarea
      className="text-edit"
      aria-label={`${key} of the ${element.component}`}
      defaultValue={text}
      autoFocus
      style={{ left: x, top: y, width: Math.max(120, width), height: Math.min(Math.max(34, height), 160), fontSize: Math.max(12, 14 * view.zoom) }}
      onFocus={(event) => { event.target.select(); }}
      onPointerDown={(event) => { event.stopPropagation(); }}
      onBlur={(event) => { close(event.target.value); }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") close(null);
        else if (event.key === "Enter" && !event.shiftKey) {
          event.preventDefault();
          close(event.currentTarget.value);
        }
      }}
    />
  );
}
