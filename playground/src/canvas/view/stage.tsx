/** The canvas: the sheet with the elements on it, what is drawn over it, and what the pointer does. */
import { useEffect, useLayoutEffect, useRef } from "react";
import { useStore } from "../../store.ts";
import { GRID } from "../editor/editor.ts";
import { PointerControl } from "../editor/pointer.ts";
import { useDesk, useElement } from "./context.ts";
import { Cursors } from "./cursors.tsx";
import { ElementView } from "./element-view.tsx";
import { Overlay } from "./overlay.tsx";
import { TextEdit } from "./text-edit.tsx";

export function Stage() {
  const desk = useDesk();
  const { editor } = desk;
  const stage = useRef<HTMLDivElement>(null);
  const world = useRef<HTMLDivElement>(null);
  const { width, height } = useStore(editor.canvas);
  const tool = useStore(editor.tool);
  const gesture = useStore(editor.hints).gesture;
  const generating = useStore(desk.generating);
  const { children } = useElement("");

  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const control = new PointerControl(editor, element, {
      moved: (point) => { desk.people.pointAt(point); },
      opened: (id) => { if (id !== null && editor.canEdit.get()) desk.typing.set(id); },
    });
    return desk.attach(element, control);
  }, [desk, editor]);

  useLayoutEffect(() => {
    const element = stage.current;
    if (!element) return;
    let first = true;
    const measure = new ResizeObserver(([entry]) => {
      if (!entry) return;
      editor.stage.set({ width: entry.contentRect.width, height: entry.contentRect.height });
      if (first) editor.zoomToFit();
      first = false;
    });
    measure.observe(element);
    return () => { measure.disconnect(); };
  }, [editor]);

  // The view moves at the pointer's pace, so it goes past React.
  useLayoutEffect(() => {
    const show = (): void => {
      const { x, y, zoom } = editor.view.get();
      if (world.current) world.current.style.transform = `translate(${x.toString()}px, ${y.toString()}px) scale(${zoom.toString()})`;
      stage.current?.style.setProperty("--grid-x", `${x.toString()}px`);
      stage.current?.style.setProperty("--grid-y", `${y.toString()}px`);
      stage.current?.style.setProperty("--grid-pitch", `${(pitch(zoom) * zoom).toString()}px`);
    };
    show();
    return editor.view.subscribe(show);
  }, [editor]);

  return (
    <div ref={stage} className="stage" data-tool={tool.kind} data-gesture={gesture ?? undefined} tabIndex={0} onKeyUp={(event) => { if (event.key === "Tab") event.currentTarget.dataset["keyed"] = ""; }} onPointerDown={(event) => { delete event.currentTarget.dataset["keyed"]; }} role="application" aria-roledescription="canvas" aria-label={`Canvas, ${width.toString()} by ${height.toString()} pixels. The layers panel lists what is on it.`}>
      <div ref={world} className="world">
        <div className="sheet" style={{ width, height }} />
        <div className={`wf${generating ? " wf-generating" : ""}`}>{children.map((id) => <ElementView key={id} id={id} />)}</div>
      </div>
      <Overlay />
      <Cursors />
      <TextEdit />
    </div>
  );
}

/** The distance of the dots, a multiple of the grid that stays readable. */
function pitch(zoom: number): number {
  let size = GRID * 2;
  while (size * zoom < 14) size *= 2;
  return size;
}
