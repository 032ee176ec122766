/** States of the wireframe that somebody kept under a name. */
import { useCallback, useEffect, useRef, useState } from "react";
import { CanvasRestoreDocument, CanvasSnapshotCreateDocument, CanvasSnapshotDeleteDocument, CanvasSnapshotsDocument } from "../../gql/graphql.ts";
import { useStore } from "../../store.ts";
import { ask } from "../api/client.ts";
import { Icon } from "../renderers/icon.tsx";
import { useDesk } from "./context.ts";

interface Snapshot {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly author: string;
}

export function History() {
  const desk = useDesk();
  const canEdit = useStore(desk.editor.canEdit);
  const dialog = useRef<HTMLDialogElement>(null);
  const [snapshots, setSnapshots] = useState<readonly Snapshot[] | null>(null);
  const [name, setName] = useState("");
  const load = useCallback(async () => {
    await desk.attempt(async () => {
      const { node } = await ask(CanvasSnapshotsDocument, { id: desk.id });
      const nodes = node && "snapshots" in node ? (node.snapshots as { nodes: readonly { id: string; name: string; createdAt: string; author: { displayName: string } | null }[] }).nodes : [];
      setSnapshots(nodes.map((each) => ({ ...each, author: each.author?.displayName ?? "Somebody" })));
    });
  }, [desk]);
  useEffect(() => {
    dialog.current?.showModal();
    void load();
  }, [load]);

  const change = async (said: string, work: () => Promise<unknown>): Promise<void> => {
    if (await desk.attempt(async () => { await work(); })) desk.say("good", said);
    await load();
  };
  return (
    <dialog ref={dialog} className="dialog" aria-label="History" onClose={() => { desk.dialog.set(null); }} onClick={(event) => { if (event.target === dialog.current) dialog.current.close(); }}>
      <div className="dialog-body history">
        <header><h2>History</h2><button type="button" className="tool" aria-label="Close" onClick={() => { dialog.current?.close(); }}><Icon name="x" /></button></header>
        {canEdit && (
          <form onSubmit={(event) => {
            event.preventDefault();
            const wanted = name.trim();
            if (wanted === "") return;
            setName("");
            void change(`“${wanted}” is kept`, () => ask(CanvasSnapshotCreateDocument, { wireframeId: desk.id, input: { name: wanted } }));
          }}>
            <input className="input" value={name} maxLength={200} placeholder="Name this state, for example: Before the review" aria-label="Name of the state" onChange={(event) => { setName(event.target.value); }} />
            <button type="submit" className="primary" disabled={name.trim() === ""}>Keep</button>
          </form>
        )}
        {snapshots?.length === 0 && <p className="empty-note">Nothing is kept yet. A kept state can be brought back at any time, and bringing it back can be undone.</p>}
        <ul className="snapshots">
          {snapshots?.map((snapshot) => (
            <li key={snapshot.id}>
              <Icon name="history" />
              <span><b>{snapshot.name}</b><small>{snapshot.author}, {new Date(snapshot.createdAt).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })}</small></span>
              {canEdit && <>
                <button type="button" className="button" onClick={() => { void change(`“${snapshot.name}” is back`, () => ask(CanvasRestoreDocument, { snapshotId: snapshot.id })); }}>Restore</button>
                <button type="button" className="mini" aria-label={`Forget ${snapshot.name}`} onClick={() => { void change(`“${snapshot.name}” is forgotten`, () => ask(CanvasSnapshotDeleteDocument, { id: snapshot.id })); }}><Icon name="trash" size={14} /></button>
              </>}
            </li>
          ))}
        </ul>
      </div>
    </dialog>
  );
}
