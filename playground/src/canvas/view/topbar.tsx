/** The bar above the canvas: what is open, how it stands, who is here, and what can be done with all of it. */
import { useState } from "react";
import { useStore } from "../../store.ts";
import { CanvasWireframeDeleteDocument } from "../../gql/graphql.ts";
import { ask, session } from "../api/client.ts";
import { signOut } from "../../session.ts";
import { Icon } from "../renderers/icon.tsx";
import { chooseFile, download, importFile } from "../transfer.ts";
import { Avatars } from "./avatars.tsx";
import { useDesk } from "./context.ts";
import { MenuItem, Popover } from "./popover.tsx";
import { Status } from "./status.tsx";

export function TopBar({ leave }: { leave: () => void }) {
  const desk = useDesk();
  const { editor } = desk;
  const steps = useStore(editor.steps);
  const canEdit = useStore(editor.canEdit);
  return (
    <header className="topbar">
      <button type="button" className="tool" title="All wireframes" aria-label="All wireframes" onClick={leave}><Icon name="arrow-left" /></button>
      <div className="names"><span className="project-name">{desk.project.name}</span><Name /></div>
      <Status />
      <span className="spring" />
      <div className="history-buttons">
        <button type="button" className="tool" title="Undo (Ctrl Z)" aria-label="Undo" disabled={!steps.undo || !canEdit} onClick={() => { editor.undo.undo(); }}><Icon name="undo" /></button>
        <button type="button" className="tool" title="Redo (Ctrl Shift Z)" aria-label="Redo" disabled={!steps.redo || !canEdit} onClick={() => { editor.undo.redo(); }}><Icon name="redo" /></button>
      </div>
      <Avatars />
      <Popover label="Export" className="button" button={<><Icon name="download" /><span className="wide-only">Export</span></>}>
        {(close) => <ExportMenu close={close} />}
      </Popover>
      <Popover label="More" button={<Icon name="more" />}>
        {(close) => <MoreMenu close={close} leave={leave} />}
      </Popover>
    </header>
  );
}

function Name() {
  const desk = useDesk();
  const { name } = useStore(desk.editor.canvas);
  const canEdit = useStore(desk.editor.canEdit);
  const [draft, setDraft] = useState<string | null>(null);
  if (!canEdit) return <h1 className="file-name">{name}</h1>;
  return (
    <h1 className="file-name">
      <input aria-label="Name of the wireframe" maxLength={200} size={Math.max(6, (draft ?? name).length)} value={draft ?? name} onFocus={() => { setDraft(name); }} onChange={(event) => { setDraft(event.target.value); }} onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        else if (event.key === "Escape") {
          event.currentTarget.value = name;
          event.currentTarget.blur();
        }
      }} onBlur={(event) => {
        const wanted = event.target.value.trim();
        setDraft(null);
        if (wanted !== "" && wanted !== name) void desk.update({ name: wanted });
      }} />
    </h1>
  );
}

const FORMATS = [
  { format: "SVG", title: "SVG", note: "Sharp at every size" },
  { format: "PNG", title: "PNG", note: "A picture" },
  { format: "HTML", title: "HTML + CSS", note: "A responsive page" },
  { format: "REACT", title: "React + TypeScript", note: "Components, as a zip" },
  { format: "JSON", title: "JSON", note: "To import it again" },
] as const;

function ExportMenu({ close }: { close: () => void }) {
  const desk = useDesk();
  const canEdit = useStore(desk.editor.canEdit);
  return (
    <div className="menu">
      {FORMATS.map(({ format, title, note }) => <button key={format} type="button" className="menu-item menu-note" onClick={() => { close(); void download(desk, format); }}><span>{title}</span><small>{note}</small></button>)}
      <hr />
      <MenuItem disabled={!canEdit} onSelect={() => {
        close();
        void chooseFile("application/json,.json").then((file) => (file ? importFile(desk, file) : undefined));
      }}>Import JSON…</MenuItem>
    </div>
  );
}

function MoreMenu({ close, leave }: { close: () => void; leave: () => void }) {
  const desk = useDesk();
  const canEdit = useStore(desk.editor.canEdit);
  const act = (run: () => void) => (): void => { close(); run(); };
  return (
    <div className="menu">
      <MenuItem onSelect={act(() => { desk.dialog.set("history"); })}>History…</MenuItem>
      <MenuItem onSelect={act(() => { void navigator.clipboard.writeText(location.href).then(() => { desk.say("good", "The address is copied"); }, () => { desk.say("bad", location.href); }); })}>Copy the address</MenuItem>
      <MenuItem onSelect={act(() => { desk.editor.zoomToFit(); })} keys="⇧1">Show all</MenuItem>
      <MenuItem onSelect={act(() => { desk.dialog.set("help"); })} keys="?">Keyboard</MenuItem>
      <hr />
      <MenuItem disabled={!canEdit} onSelect={act(() => {
        if (!confirm("Delete this wireframe for everybody?")) return;
        void desk.attempt(async () => { await ask(CanvasWireframeDeleteDocument, { id: desk.id }); }).then((done) => { if (done) leave(); });
      })}>Delete the wireframe…</MenuItem>
      <MenuItem onSelect={act(() => { session.update(signOut); leave(); })}>Sign out</MenuItem>
    </div>
  );
}
