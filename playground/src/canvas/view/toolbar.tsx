/** The tools at the lower edge of the canvas, and the zoom. */
import { useStore } from "../../store.ts";
import { SELECT } from "../editor/editor.ts";
import { Icon } from "../renderers/icon.tsx";
import { useDesk } from "./context.ts";
import { MenuItem, Popover } from "./popover.tsx";

export function Toolbar() {
  const desk = useDesk();
  const { editor } = desk;
  const tool = useStore(editor.tool);
  const canEdit = useStore(editor.canEdit);
  const dialog = useStore(desk.dialog);
  const quick = ["Box", "Text", "Button", "Input", "Image"];
  return (
    <div className="toolbar" role="toolbar" aria-label="Tools">
      <button type="button" className="tool" title="Select (V)" aria-label="Select" aria-pressed={tool.kind === "select"} onClick={() => { editor.tool.set(SELECT); }}><Icon name="cursor" /></button>
      <button type="button" className="tool" title="Move the view (H)" aria-label="Move the view" aria-pressed={tool.kind === "hand"} onClick={() => { editor.tool.set({ kind: "hand" }); }}><Icon name="hand" /></button>
      {canEdit && <>
        <i className="bar" />
        {quick.map((component) => <button key={component} type="button" className="tool wide-only" title={`Draw: ${component}`} aria-label={`Draw: ${component}`} aria-pressed={tool.kind === "draw" && tool.component === component} onClick={() => { editor.tool.set({ kind: "draw", component }); }}><Icon name={QUICK_ICONS[component] ?? "box"} /></button>)}
        <i className="bar wide-only" />
        <button type="button" className="button generate-button" aria-pressed={dialog === "generate"} title="Generate from a description (G)" onClick={() => { desk.dialog.set(dialog === "generate" ? null : "generate"); }}><Icon name="sparkles" /> Generate</button>
      </>}
    </div>
  );
}

const QUICK_ICONS: Readonly<Record<string, string>> = { Box: "box", Text: "text", Button: "minus", Input: "edit", Image: "image" };

export function Zoom() {
  const { editor } = useDesk();
  const { zoom } = useStore(editor.view);
  const steps = [0.25, 0.5, 1, 2, 4];
  return (
    <div className="zoom" role="group" aria-label="Zoom">
      <button type="button" className="tool" title="Zoom out (−)" aria-label="Zoom out" onClick={() => { editor.zoomTo(zoom / 1.25); }}><Icon name="minus" /></button>
      <Popover label={`Zoom: ${Math.round(zoom * 100).toString()} %`} className="zoom-value" side="above" button={`${Math.round(zoom * 100).toString()} %`}>
        {(close) => (
          <div className="menu">
            <MenuItem keys="⇧1" onSelect={() => { close(); editor.zoomToFit(); }}>Show all</MenuItem>
            <MenuItem keys="⇧2" onSelect={() => { close(); editor.zoomToSelection(); }}>Show the selection</MenuItem>
            <hr />
            {steps.map((step) => <MenuItem key={step} {...(step === 1 && { keys: "⇧0" })} onSelect={() => { close(); editor.zoomTo(step); }}>{step * 100} %</MenuItem>)}
          </div>
        )}
      </Popover>
      <button type="button" className="tool" title="Zoom in (+)" aria-label="Zoom in" onClick={() => { editor.zoomTo(zoom * 1.25); }}><Icon name="plus" /></button>
      <button type="button" className="tool wide-only" title="Show all (Shift 1)" aria-label="Show all" onClick={() => { editor.zoomToFit(); }}><Icon name="fit" /></button>
    </div>
  );
}
