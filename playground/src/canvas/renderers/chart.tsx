/** Charts, drawn to the size of their element. */
import type { ReactNode } from "react";
import type { Reader } from "./reader.ts";

const GAP = 8;
const SHADES = ["var(--wf-accent)", "var(--wf-mid)", "var(--wf-soft)", "var(--wf-ink-soft)", "var(--wf-line)", "var(--wf-faint)"];

export function chart(p: Reader): ReactNode {
  const title = p.text("title");
  const width = Math.max(40, p.width - 34);
  const height = Math.max(30, p.height - (title === "" ? 34 : 66));
  const kind = p.text("kind");
  return (
    <div className="w-card w-chart">
      {title !== "" && <b className="w-title w-cut">{title}</b>}
      {kind === "pie" ? <Pie p={p} height={height} /> : (
        <svg width={width} height={height} aria-hidden="true">
          <Axes p={p} width={width} height={height - 18} />
          {kind === "line" || kind === "area" ? <Line p={p} width={width} height={height - 18} filled={kind === "area"} /> : <Bars p={p} width={width} height={height - 18} />}
        </svg>
      )}
    </div>
  );
}

interface Size {
  p: Reader;
  width: number;
  height: number;
}

function largest(values: readonly number[]): number {
  return Math.max(1e-9, ...values.map((value) => Math.max(0, value))) * 1.08;
}

function Axes({ p, width, height }: Size) {
  const labels = p.list("labels");
  const slot = width / Math.max(1, p.numbers("values").length);
  // As many labels as have room.
  const every = Math.ceil(36 / slot);
  return (
    <>
      {[0, 0.25, 0.5, 0.75, 1].map((part) => <line key={part} className="w-gridline" x1={0} x2={width} y1={Math.round(height * part) + 0.5} y2={Math.round(height * part) + 0.5} />)}
      {labels.map((label, i) => (i % every === 0 ? <text key={i} x={slot * (i + 0.5)} y={height + 15} textAnchor="middle">{label}</text> : null))}
    </>
  );
}

function Bars({ p, width, height }: Size) {
  const values = p.numbers("values");
  const slot = width / Math.max(1, values.length);
  const top = largest(values);
  const thickness = Math.max(2, Math.min(48, slot - GAP));
  return <>{values.map((value, i) => {
    const length = (Math.max(0, value) / top) * height;
    return <rect key={i} className="w-bar" x={slot * i + (slot - thickness) / 2} y={height - length} width={thickness} height={length} rx={Math.min(4, thickness / 2)} />;
  })}</>;
}

function Line({ p, width, height, filled }: Size & { filled: boolean }) {
  const values = p.numbers("values");
  const slot = width / Math.max(1, values.length);
  const top = largest(values);
  const points = values.map((value, i) => `${(slot * (i + 0.5)).toFixed(1)},${(height - (Math.max(0, value) / top) * height).toFixed(1)}`);
  if (points.length === 0) return null;
  const first = (slot / 2).toFixed(1);
  const last = (slot * (values.length - 0.5)).toFixed(1);
  return (
    <>
      {filled && <polygon className="w-under" points={`${first},${height.toString()} ${points.join(" ")} ${last},${height.toString()}`} />}
      <polyline className="w-curve" points={points.join(" ")} />
      {points.map((point, i) => <circle key={i} className="w-knot" cx={point.split(",")[0]} cy={point.split(",")[1]} r={3} />)}
    </>
  );
}

function Pie({ p, height }: { p: Reader; height: number }) {
  const values = p.numbers("values").map((value) => Math.max(0, value));
  const sum = values.reduce((total, value) => total + value, 0);
  const size = Math.max(24, Math.min(height, p.width * 0.5));
  const starts = values.map((_, i) => (values.slice(0, i).reduce((total, each) => total + each, 0) / sum) * 100);
  return (
    <div className="w-row w-pie">
      <svg width={size} height={size} viewBox="0 0 36 36" aria-hidden="true">
        {sum > 0 && values.map((value, i) => {
          const length = (value / sum) * 100;
          return <circle key={i} cx="18" cy="18" r="13" pathLength="100" fill="none" stroke={SHADES[i % SHADES.length]} strokeWidth="7" strokeDasharray={`${length.toString()} ${(100 - length).toString()}`} strokeDashoffset={-(starts[i] ?? 0)} transform="rotate(-90 18 18)" />;
        })}
      </svg>
      <span className="w-stack">{p.list("labels").slice(0, Math.max(1, Math.floor(size / 22))).map((label, i) => <span key={i} className="w-row w-hint"><i className="w-swatch" style={{ background: SHADES[i % SHADES.length] }} /><span className="w-cut">{label}</span></span>)}</span>
    </div>
  );
}
