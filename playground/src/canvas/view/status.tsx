/** How the connection stands, and whether everything is kept. */
import { useStore } from "../../store.ts";
import { Icon } from "../renderers/icon.tsx";
import { useConnection, useDesk } from "./context.ts";

export function Status() {
  const { editor } = useDesk();
  const { state, unsaved } = useConnection();
  const canEdit = useStore(editor.canEdit);
  const waiting = unsaved === 1 ? "1 change" : `${unsaved.toString()} changes`;
  if (state.kind === "closed") return <span className="status status-bad" role="status"><Icon name="alert" size={14} />Disconnected</span>;
  if (state.kind === "offline") return <span className="status status-warn" role="status" title="You can go on: it is sent when the connection is back."><Icon name="cloud-off" size={14} />Offline{unsaved > 0 && ` · ${waiting}`}</span>;
  if (state.kind === "connecting") return <span className="status" role="status"><Icon name="cloud" size={14} />Connecting…</span>;
  if (!canEdit) return <span className="status" role="status"><Icon name="eye" size={14} />View only</span>;
  return <span className="status" role="status" title={unsaved > 0 ? `${waiting} on the way` : "Everything is kept on the server."}><Icon name="cloud" size={14} />{unsaved > 0 ? "Saving…" : "Saved"}</span>;
}

/** What stands in the way of going on, over the canvas. */
export function Blocked() {
  const desk = useDesk();
  const { state, unsaved } = useConnection();
  const gone = useStore(desk.gone);
  if (gone) return <Card title="This wireframe was deleted" text="Somebody in the project deleted it while you were here." action="All wireframes" run={() => { location.assign(location.pathname); }} />;
  if (state.kind !== "closed") return null;
  const lost = unsaved > 0 ? ` ${unsaved === 1 ? "One change was" : `${unsaved.toString()} changes were`} not taken.` : "";
  return <Card title="The server closed the connection" text={`${state.reason || "You may have lost the right to see this wireframe."}${lost}`} action="Load again" run={() => { location.reload(); }} />;
}

function Card({ title, text, action, run }: { title: string; text: string; action: string; run: () => void }) {
  return <div className="blocked" role="alertdialog" aria-label={title}><div><h2>{title}</h2><p>{text}</p><button type="button" className="primary" onClick={run}>{action}</button></div></div>;
}

export function Notices() {
  const desk = useDesk();
  const notice = useStore(desk.notice);
  const announcement = useStore(desk.editor.announcement);
  return (
    <>
      {notice && <div className={`notice notice-${notice.tone}`} role={notice.tone === "bad" ? "alert" : "status"}><Icon name={notice.tone === "bad" ? "alert" : "check"} />{notice.text}<button type="button" className="mini" aria-label="Close" onClick={() => { desk.notice.set(null); }}><Icon name="x" size={12} /></button></div>}
      <span className="unseen" aria-live="polite">{announcement}</span>
    </>
  );
}
