/**
 * What lies over the canvas, in screen pixels, so that lines stay thin at every zoom: frames of
 * what is selected, by whom, handles, guides, distances, the marquee.
 */
import type { ReactNode } from "react";
import { useStore } from "../../store.ts";
import type { Person } from "../editor/people.ts";
import type { Props } from "../model/element.ts";
import { around, HANDLES, toScreen, type Handle, type Rect, type View } from "../model/geometry.ts";
import type { Distance, Guide } from "../model/snap.ts";
import { useDesk, useDocumentVersion } from "./context.ts";
import { Look } from "./element-view.tsx";

const NONE: Props = {};

export function Overlay() {
  const { editor, people } = useDesk();
  useDocumentVersion();
  const view = useStore(editor.view);
  const selection = useStore(editor.selection);
  const hovered = useStore(editor.hovered);
  const hints = useStore(editor.hints);
  const canEdit = useStore(editor.canEdit);
  const others = useStore(people.others);
  const frames = editor.frames(selection);
  const bounds = around(editor.frames(editor.roots(selection)));
  const hover = hovered !== null && !selection.includes(hovered) ? editor.document.frame(hovered) : null;
  const target = hints.target === null ? null : editor.document.frame(hints.target);
  const quiet = hints.gesture === "move" || hints.gesture === "resize";
  return (
    <div className="overlay">
      {hints.ghost && <Ghost component={hints.ghost.component} frame={hints.ghost.frame} view={view} />}
      <svg className="lines" aria-hidden="true">
        {others.map((person) => <TheirSelection key={person.key} person={person} view={view} />)}
        {hover && <Outline className="hover" frame={toScreen(view, hover)} />}
        {target && <Outline className="target" frame={toScreen(view, target)} />}
        {frames.length > 1 && frames.map((frame, i) => <Outline key={i} className="part" frame={toScreen(view, frame)} />)}
        {bounds && <Outline className={frames.length > 1 ? "bounds" : "selected"} frame={toScreen(view, bounds)} />}
        {hints.guides.map((guide, i) => <GuideLine key={i} guide={guide} view={view} />)}
        {hints.distances.map((distance, i) => <DistanceLine key={i} distance={distance} view={view} />)}
        {hints.marquee && <Outline className="marquee" frame={toScreen(view, hints.marquee)} />}
        {bounds && canEdit && !quiet && hints.gesture === null && <Handles frame={toScreen(view, bounds)} />}
      </svg>
      {bounds && (quiet || hints.gesture === null) && <Size bounds={bounds} view={view} />}
      {hints.ghost && <Size bounds={hints.ghost.frame} view={view} />}
    </div>
  );
}

function Outline({ className, frame }: { className: string; frame: Rect }) {
  return <rect className={`outline ${className}`} x={frame.x} y={frame.y} width={Math.max(0, frame.width)} height={Math.max(0, frame.height)} />;
}

/** Below the selection: how large it is. */
function Size({ bounds, view }: { bounds: Rect; view: View }) {
  const frame = toScreen(view, bounds);
  if (frame.width < 24) return null;
  return <span className="size" style={{ transform: `translate(${(frame.x + frame.width / 2).toString()}px, ${(frame.y + frame.height + 8).toString()}px) translateX(-50%)` }}>{Math.round(bounds.width)} × {Math.round(bounds.height)}</span>;
}

const CURSORS: Readonly<Record<Handle, string>> = { nw: "nwse-resize", n: "ns-resize", ne: "nesw-resize", e: "ew-resize", se: "nwse-resize", s: "ns-resize", sw: "nesw-resize", w: "ew-resize" };
const KNOB = 9;
/** What a pointer hits is larger than what is seen; touch.css makes it larger still. */
const HIT = 18;

function Handles({ frame }: { frame: Rect }): ReactNode {
  const small = { x: frame.width < 28, y: frame.height < 28 };
  return HANDLES.map((handle) => {
    const side = { x: handle.includes("w") ? 0 : handle.includes("e") ? 1 : 0.5, y: handle.includes("n") ? 0 : handle.includes("s") ? 1 : 0.5 };
    if ((side.x === 0.5 && small.x) || (side.y === 0.5 && small.y)) return null;
    const x = frame.x + frame.width * side.x;
    const y = frame.y + frame.height * side.y;
    const edge = side.x === 0.5 || side.y === 0.5;
    // An edge can be pulled anywhere along it.
    const hit = !edge ? { x: x - HIT / 2, y: y - HIT / 2, width: HIT, height: HIT }
      : side.x === 0.5 ? { x: frame.x + HIT / 2, y: y - 5, width: Math.max(0, frame.width - HIT), height: 10 }
      : { x: x - 5, y: frame.y + HIT / 2, width: 10, height: Math.max(0, frame.height - HIT) };
    return (
      <g key={handle}>
        {!edge && <rect className="knob" x={x - KNOB / 2} y={y - KNOB / 2} width={KNOB} height={KNOB} rx={2} />}
        <rect className="hit" data-handle={handle} {...hit} style={{ cursor: CURSORS[handle] }} />
      </g>
    );
  });
}

function GuideLine({ guide: { axis, at, from, to }, view }: { guide: Guide; view: View }) {
  const place = at * view.zoom + (axis === "x" ? view.x : view.y);
  const start = from * view.zoom + (axis === "x" ? view.y : view.x);
  const end = to * view.zoom + (axis === "x" ? view.y : view.x);
  return axis === "x" ? <line className="guide" x1={place} x2={place} y1={start} y2={end} /> : <line className="guide" x1={start} x2={end} y1={place} y2={place} />;
}

function DistanceLine({ distance: { axis, from, to, at }, view }: { distance: Distance; view: View }) {
  const [along, across] = axis === "x" ? [view.x, view.y] : [view.y, view.x];
  const start = from * view.zoom + along;
  const end = to * view.zoom + along;
  const place = at * view.zoom + across;
  const words = Math.round(to - from).toString();
  const middle = (start + end) / 2;
  const wide = words.length * 7 + 8;
  const line = axis === "x" ? <line className="distance" x1={start} x2={end} y1={place} y2={place} /> : <line className="distance" x1={place} x2={place} y1={start} y2={end} />;
  if (end - start < 22) return line;
  const [x, y] = axis === "x" ? [middle, place] : [place, middle];
  return <>{line}<rect className="distance-label" x={x - wide / 2} y={y - 8} width={wide} height={16} rx={4} /><text className="distance-text" x={x} y={y + 4}>{words}</text></>;
}

function TheirSelection({ person: { selection, color, name }, view }: { person: Person; view: View }) {
  const { editor } = useDesk();
  const frames = editor.frames(selection).map((frame) => toScreen(view, frame));
  const [first] = frames;
  if (!first) return null;
  const wide = Math.min(140, name.length * 6.4 + 12);
  return (
    <g style={{ color }}>
      {frames.map((frame, i) => <Outline key={i} className="theirs" frame={frame} />)}
      <rect className="tag" x={first.x - 1} y={first.y - 17} width={wide} height={16} rx={3} />
      <text className="tag-text" x={first.x + 5} y={first.y - 5}>{name.length > 20 ? `${name.slice(0, 19)}…` : name}</text>
    </g>
  );
}

/** What is about to be drawn, as it will look. */
function Ghost({ component, frame, view }: { component: string; frame: Rect; view: View }) {
  const { editor } = useDesk();
  const { x, y } = toScreen(view, frame);
  const library = editor.library.get();
  return (
    <div className="wf ghost" style={{ transform: `translate(${x.toString()}px, ${y.toString()}px) scale(${view.zoom.toString()})`, width: frame.width, height: frame.height }}>
      {frame.width >= 8 && frame.height >= 8 && <Look component={component} props={NONE} defaults={library.defaults(component)} template={library.template(component)} width={frame.width} height={frame.height} />}
    </div>
  );
}
