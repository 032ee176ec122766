/** What can be said about the selection: frame, arrangement and props; of the canvas, where nothing is selected. */
import { useStore } from "../../store.ts";
import { align, distribute, duplicate, group, removeSelection, restack, ungroup, type Alignment } from "../editor/commands.ts";
import { setFrame, setProp } from "../model/edit.ts";
import type { Element } from "../model/element.ts";
import type { Component } from "../model/library.ts";
import { Icon } from "../renderers/icon.tsx";
import { useDesk, useDocumentVersion, useElement } from "./context.ts";
import { NumberField } from "./fields.tsx";
import { spaced } from "./palette.tsx";
import { PropField } from "./prop-field.tsx";

export function Inspector() {
  const { editor } = useDesk();
  const selection = useStore(editor.selection);
  const [only, ...others] = selection;
  if (only === undefined) return <CanvasPart />;
  return others.length === 0 ? <OnePart key={only} id={only} /> : <ManyPart count={selection.length} />;
}

function OnePart({ id }: { id: string }) {
  const { editor } = useDesk();
  const { element, children } = useElement(id);
  const library = useStore(editor.library);
  const canEdit = useStore(editor.canEdit);
  if (!element) return null;
  const component = library.find(element.component);
  return (
    <div className="inspector">
      <header className="part-head"><h2>{spaced(element.component)}</h2><p>{component?.description ?? "This component is not in the library of the project."}</p></header>
      <fieldset disabled={!canEdit}>
        <FramePart element={element} />
        <Arrange many={false} holds={children.length > 0} />
        {component && <PropsPart element={element} component={component} />}
      </fieldset>
    </div>
  );
}

function FramePart({ element }: { element: Element }) {
  const { editor } = useDesk();
  const put = (key: "x" | "y" | "width" | "height", value: number): void => { editor.go(() => { setFrame(editor.doc, element.id, { [key]: value }); }); };
  const begin = (): void => { editor.undo.stopCapturing(); };
  return (
    <section className="part" aria-label="Frame">
      <div className="grid-2">
        <NumberField label="X" value={element.x} begin={begin} change={(value) => { put("x", value); }} />
        <NumberField label="Y" value={element.y} begin={begin} change={(value) => { put("y", value); }} />
        <NumberField label="W" name="Width" value={element.width} min={1} begin={begin} change={(value) => { put("width", value); }} />
        <NumberField label="H" name="Height" value={element.height} min={1} begin={begin} change={(value) => { put("height", value); }} />
      </div>
    </section>
  );
}

function PropsPart({ element, component }: { element: Element; component: Component }) {
  const { editor } = useDesk();
  const library = useStore(editor.library);
  const properties = Object.entries(component.propsSchema.properties ?? {});
  const props = library.props(element);
  if (properties.length === 0) return null;
  return (
    <section className="part" aria-label="Properties">
      <h3>Properties</h3>
      {properties.map(([key, schema]) => (
        <PropField
          key={key}
          name={key}
          schema={schema}
          value={props[key]}
          isSet={Object.hasOwn(element.props, key)}
          begin={() => { editor.undo.stopCapturing(); }}
          change={(value) => { editor.go(() => { setProp(editor.doc, element.id, key, value); }); }}
        />
      ))}
    </section>
  );
}

const ALIGNMENTS: readonly (readonly [Alignment, string, string])[] = [
  ["left", "align-left", "Align left"], ["centre", "align-centre", "Align centres"], ["right", "align-right", "Align right"],
  ["top", "align-top", "Align top"], ["middle", "align-middle", "Align middles"], ["bottom", "align-bottom", "Align bottom"],
];

function Arrange({ many, holds }: { many: boolean; holds: boolean }) {
  const { editor } = useDesk();
  const act = (title: string, icon: string, run: () => void) => <button type="button" className="tool" title={title} aria-label={title} onClick={run}><Icon name={icon} /></button>;
  return (
    <section className="part" aria-label="Arrangement">
      <div className="tools">{ALIGNMENTS.map(([how, icon, title]) => <button key={how} type="button" className="tool" title={many ? title : `${title} in what it is in`} aria-label={title} onClick={() => { align(editor, how); }}><Icon name={icon} /></button>)}</div>
      <div className="tools">
        {many && act("Same gaps from left to right", "distribute", () => { distribute(editor, "x"); })}
        {many && act("Same gaps from top to bottom", "distribute-y", () => { distribute(editor, "y"); })}
        {!many && act("Bring forward ( ] )", "forward", () => { restack(editor, "forward"); })}
        {!many && act("Send backward ( [ )", "backward", () => { restack(editor, "backward"); })}
        {act("Group into a box (Ctrl G)", "group", () => { group(editor); })}
        {holds && act("Ungroup (Ctrl Shift G)", "box", () => { ungroup(editor); })}
        {act("Duplicate (Ctrl D)", "copy", () => { duplicate(editor); })}
        {act("Delete", "trash", () => { removeSelection(editor); })}
      </div>
    </section>
  );
}

function ManyPart({ count }: { count: number }) {
  const { editor } = useDesk();
  const canEdit = useStore(editor.canEdit);
  useDocumentVersion();
  return (
    <div className="inspector">
      <header className="part-head"><h2>{count} elements</h2><p>Align them with each other, or group them into a box.</p></header>
      <fieldset disabled={!canEdit}><Arrange many holds={false} /></fieldset>
    </div>
  );
}

const SIZES = [{ name: "Desktop", width: 1440, height: 900 }, { name: "Laptop", width: 1280, height: 800 }, { name: "Tablet", width: 820, height: 1180 }, { name: "Phone", width: 390, height: 844 }];

function CanvasPart() {
  const desk = useDesk();
  const { editor } = desk;
  const { width, height } = useStore(editor.canvas);
  const settings = useStore(editor.settings);
  const canEdit = useStore(editor.canEdit);
  return (
    <div className="inspector">
      <header className="part-head"><h2>Canvas</h2><p>Select something to change it.</p></header>
      <fieldset disabled={!canEdit}>
        <section className="part" aria-label="Size">
          <div className="grid-2">
            <NumberField label="W" name="Width" value={width} min={1} late change={(value) => { void desk.update({ width: value }); }} />
            <NumberField label="H" name="Height" value={height} min={1} late change={(value) => { void desk.update({ height: value }); }} />
          </div>
          <div className="chips">
            {SIZES.map((size) => <button key={size.name} type="button" className="chip" aria-pressed={size.width === width && size.height === height} onClick={() => { void desk.update({ width: size.width, height: size.height }).then(() => { editor.zoomToFit(); }); }}>{size.name}</button>)}
          </div>
        </section>
      </fieldset>
      <section className="part" aria-label="Snapping">
        <label className="switch"><span>Snap to what is around</span><input type="checkbox" role="switch" checked={settings.snap} onChange={(event) => { editor.settings.set({ ...settings, snap: event.target.checked }); }} /></label>
        <label className="switch"><span>Snap to the grid of 8</span><input type="checkbox" role="switch" checked={settings.grid} disabled={!settings.snap} onChange={(event) => { editor.settings.set({ ...settings, grid: event.target.checked }); }} /></label>
      </section>
    </div>
  );
}
