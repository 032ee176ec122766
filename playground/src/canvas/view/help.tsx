/** What the keys do. */
import { useEffect, useRef } from "react";
import { SHORTCUTS } from "../editor/keys.ts";
import { Icon } from "../renderers/icon.tsx";
import { useDesk } from "./context.ts";

const MOD = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl";

export function Help() {
  const desk = useDesk();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => { dialog.current?.showModal(); }, []);
  return (
    <dialog ref={dialog} className="dialog" aria-label="Keyboard" onClose={() => { desk.dialog.set(null); }} onClick={(event) => { if (event.target === dialog.current) dialog.current.close(); }}>
      <div className="dialog-body">
        <header><h2>Keyboard</h2><button type="button" className="tool" aria-label="Close" onClick={() => { dialog.current?.close(); }}><Icon name="x" /></button></header>
        <div className="shortcut-groups">
          {SHORTCUTS.map(({ title, keys }) => <section key={title}><h3>{title}</h3><dl>{keys.map((each) => <div key={each.keys + each.does}><dt>{each.does}</dt><dd><kbd>{each.keys.replace(/Mod/g, MOD)}</kbd></dd></div>)}</dl></section>)}
        </div>
      </div>
    </dialog>
  );
}
