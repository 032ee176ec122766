/** The page around an open wireframe: bars and panels, arranged by how much room there is. */
import { useStore } from "../../store.ts";
import { Icon } from "../renderers/icon.tsx";
import type { Panel } from "../desk.ts";
import { FollowFrame } from "./avatars.tsx";
import { useDesk } from "./context.ts";
import { ContextMenu } from "./context-menu.tsx";
import { Generate } from "./generate.tsx";
import { Help } from "./help.tsx";
import { History } from "./history.tsx";
import { Inspector } from "./inspector.tsx";
import { useKeyboard } from "./keyboard.ts";
import { Layers } from "./layers.tsx";
import { Palette } from "./palette.tsx";
import { Stage } from "./stage.tsx";
import { Blocked, Notices } from "./status.tsx";
import { Toolbar, Zoom } from "./toolbar.tsx";
import { TopBar } from "./topbar.tsx";

export function Workspace({ leave }: { leave: () => void }) {
  const desk = useDesk();
  useKeyboard(desk);
  const aside = useStore(desk.aside);
  const panel = useStore(desk.panel);
  const dialog = useStore(desk.dialog);
  const tool = useStore(desk.editor.tool);
  return (
    <div className="workspace" data-panel={panel ?? undefined}>
      <TopBar leave={leave} />
      <aside className="side side-left" aria-label="Components and layers">
        <div className="tabs" role="tablist">
          {(["components", "layers"] as const).map((each) => <button key={each} type="button" role="tab" id={`tab-${each}`} aria-selected={aside === each} aria-controls="side-panel" onClick={() => { desk.aside.set(each); }}>{each === "components" ? "Components" : "Layers"}</button>)}
        </div>
        <div className="side-scroll" id="side-panel" role="tabpanel" aria-labelledby={`tab-${aside}`}>{aside === "components" ? <Palette /> : <Layers />}</div>
      </aside>
      <main className="centre">
        <Stage />
        <ContextMenu />
        <FollowFrame />
        {tool.kind === "draw" && <p className="hint-bar" role="status">Drag on the canvas to draw, or click to place it. <kbd>Esc</kbd> stops.</p>}
        {dialog === "generate" && <Generate />}
        <Toolbar />
        <Zoom />
        <Blocked />
      </main>
      <aside className="side side-right" aria-label="Properties"><div className="side-scroll"><Inspector /></div></aside>
      <PanelSwitch />
      <Notices />
      {dialog === "help" && <Help />}
      {dialog === "history" && <History />}
    </div>
  );
}

const PANELS: readonly (readonly [Panel, string, string])[] = [["components", "Add", "plus"], ["layers", "Layers", "layers"], ["design", "Properties", "settings"]];

/** Where there is room for one panel only, these show it. */
function PanelSwitch() {
  const desk = useDesk();
  const panel = useStore(desk.panel);
  return (
    <nav className="panel-switch" aria-label="Panels">
      {PANELS.map(([name, title, icon]) => (
        <button key={name} type="button" aria-pressed={panel === name} onClick={() => {
          if (name !== "design") desk.aside.set(name);
          desk.panel.set(panel === name ? null : name);
        }}><Icon name={icon} size={20} />{title}</button>
      ))}
      <button type="button" onClick={() => { desk.panel.set(null); desk.dialog.set(desk.dialog.get() === "generate" ? null : "generate"); }}><Icon name="sparkles" size={20} />Generate</button>
    </nav>
  );
}
