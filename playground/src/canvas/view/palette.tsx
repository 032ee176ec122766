/** The components to draw with: searched, dragged onto the canvas, or added by a press. */
import { useRef, useState, type PointerEvent as ReactPointerEvent } from "react";
import { useStore } from "../../store.ts";
import { addComponent } from "../editor/commands.ts";
import { Drop } from "../editor/draw.ts";
import type { Component, Library } from "../model/library.ts";
import { Icon } from "../renderers/icon.tsx";
import { useDesk } from "./context.ts";
import { Look } from "./element-view.tsx";
import { Suggestions } from "./suggestions.tsx";

const TILE = { width: 118, height: 76 };

export function Palette() {
  const { editor } = useDesk();
  const library = useStore(editor.library);
  const canEdit = useStore(editor.canEdit);
  const [query, setQuery] = useState("");
  const found = library.search(query);
  if (!canEdit) return <p className="empty-note">You can look at this wireframe, but not change it. Its owner can make you an editor of the project.</p>;
  return (
    <div className="palette">
      <label className="search-field">
        <Icon name="search" />
        <input id="component-search" type="search" value={query} placeholder="Search components" aria-label="Search components" onChange={(event) => { setQuery(event.target.value); }} onKeyDown={(event) => {
          const [first] = found;
          if (event.key === "Enter" && first) addComponent(editor, first.name);
        }} />
      </label>
      <div className="palette-list">
        {query === ""
          ? library.categories().map((category) => <Group key={category} title={category} library={library} components={library.components.filter((component) => component.category === category)} />)
          : <Group title={found.length === 0 ? "Nothing found" : "Found"} library={library} components={found} />}
        {query !== "" && found.length < 4 && <Suggestions query={query} />}
      </div>
    </div>
  );
}

function Group({ title, library, components }: { title: string; library: Library; components: readonly Component[] }) {
  return (
    <section className="palette-group" aria-label={title}>
      <h3>{title}</h3>
      <div className="tiles">{components.map((component) => <Tile key={component.name} component={component} library={library} />)}</div>
    </section>
  );
}

export function Tile({ component, library }: { component: Component; library: Library }) {
  const desk = useDesk();
  const { editor } = desk;
  const armed = useStore(editor.tool);
  const dragged = useRef(false);
  const { name, defaultWidth: width, defaultHeight: height } = component;
  // What is very wide or tall shows its beginning, since all of it would be too small to tell.
  const fit = Math.min((TILE.width - 16) / width, (TILE.height - 14) / height);
  const scale = Math.min(1, Math.max(fit, 0.24));
  const shift = { x: width * scale > TILE.width - 8 ? 8 : (TILE.width - width * scale) / 2, y: height * scale > TILE.height - 6 ? 7 : (TILE.height - 4 - height * scale) / 2 };

  const drag = (down: ReactPointerEvent<HTMLButtonElement>): void => {
    dragged.current = false;
    // Fingers scroll the list; a tap adds.
    if (down.button !== 0 || down.pointerType === "touch") return;
    followDrag(desk, name, down.nativeEvent, () => { dragged.current = true; });
  };
  return (
    <button
      type="button"
      className="tile"
      title={component.description}
      aria-pressed={armed.kind === "draw" && armed.component === name}
      onPointerDown={drag}
      onClick={(event) => {
        if (dragged.current) return;
        // A mouse goes on to draw; a key or a finger has said all it can.
        const { pointerType } = event.nativeEvent as globalThis.PointerEvent;
        if (event.detail > 0 && pointerType === "mouse") editor.tool.set(armed.kind === "draw" && armed.component === name ? { kind: "select" } : { kind: "draw", component: name });
        else {
          addComponent(editor, name);
          desk.panel.set(null);
        }
      }}
      onDoubleClick={() => { addComponent(editor, name); }}
    >
      <span className="tile-look" aria-hidden="true">
        <span className="wf" style={{ width, height, transform: `translate(${shift.x.toFixed(1)}px, ${shift.y.toFixed(1)}px) scale(${scale.toFixed(3)})` }}><Look component={name} props={{}} defaults={library.defaults(name)} template={library.template(name)} width={width} height={height} /></span>
      </span>
      <span className="tile-name">{spaced(name)}</span>
    </button>
  );
}

/** Carries a component from the palette to the canvas. */
function followDrag(desk: ReturnType<typeof useDesk>, name: string, down: globalThis.PointerEvent, begun: () => void): void {
  const { editor } = desk;
  const stop = new AbortController();
  let drop: Drop | null = null;
  const move = (event: globalThis.PointerEvent): void => {
    if (!drop && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < 5) return;
    if (!drop) {
      drop = new Drop(editor, name);
      begun();
      document.body.classList.add("carrying");
    }
    const box = desk.stage?.getBoundingClientRect();
    const over = box && document.elementFromPoint(event.clientX, event.clientY)?.closest(".stage");
    if (!box || !over) drop.leave();
    else drop.move({ point: editor.at({ x: event.clientX - box.left, y: event.clientY - box.top }), shift: event.shiftKey, alt: event.altKey, free: event.ctrlKey || event.metaKey });
  };
  const end = (done: boolean): void => {
    stop.abort();
    document.body.classList.remove("carrying");
    if (done) drop?.end();
    else drop?.cancel();
  };
  const { signal } = stop;
  window.addEventListener("pointermove", move, { signal });
  window.addEventListener("pointerup", () => { end(true); }, { signal });
  window.addEventListener("pointercancel", () => { end(false); }, { signal });
  window.addEventListener("keydown", (event) => { if (event.key === "Escape") end(false); }, { signal, capture: true });
}

/** "KanbanCard" as people read it. */
export function spaced(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, " ");
}
