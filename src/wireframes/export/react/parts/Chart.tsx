import { useEffect, useRef, useState } from "react";

type PlotProps = { kind?: string; values?: number[]; labels?: string[]; className?: string };

const SHADES = ["#3f5bd9", "#7f93e6", "#b4c0f1", "#9aa1ad", "#c3c8d1", "#dadde3", "#6b7280", "#4b5261"];

/** A chart that fills what it is in. */
export function Plot({ kind = "bar", values = [], labels = [], className = "" }: PlotProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [{ width, height }, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const tag = frame.current;
    if (!tag) return;
    const measure = () => setSize({ width: tag.clientWidth, height: tag.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(tag);
    measure();
    return () => observer.disconnect();
  }, []);
  const room = width > 40 && height > 40 && values.length > 0;
  return (
    <div ref={frame} className={className} style={{ position: "relative" }}>
      {room && (
        <svg width={width} height={height} style={{ position: "absolute", inset: 0 }} role="img" aria-label={labels.join(", ")}>
          {kind === "pie" ? <Pie {...{ values, labels, width, height }} /> : <Axes {...{ kind, values, labels, width, height }} />}
        </svg>
      )}
    </div>
  );
}

type Drawn = { values: number[]; labels: string[]; width: number; height: number };

function Axes({ kind, values, labels, width, height }: Drawn & { kind: string }) {
  const low = -roundUp(-Math.min(0, ...values));
  const high = Math.max(low + 1, roundUp(Math.max(0, ...values)));
  const left = 44;
  const bottom = height - (labels.length > 0 ? 22 : 8);
  const step = (width - left) / values.length;
  const y = (value: number) => 8 + (bottom - 8) * (1 - (value - low) / (high - low));
  const x = (index: number) => left + step * (index + 0.5);
  const every = Math.max(1, Math.ceil(56 / step));
  const line = values.map((value, index) => `${x(index)} ${y(value)}`).join("L");
  const bar = Math.min(56, step * 0.56);
  return (
    <>
      {[0, 1, 2, 3, 4].map((part) => {
        const value = low + ((high - low) * part) / 4;
        return (
          <g key={part}>
            <path d={`M${left} ${y(value)}H${width}`} stroke={part === 0 ? "var(--edge)" : "var(--deep)"} />
            <text x={left - 8} y={y(value) + 4} textAnchor="end" fontSize={11} fill="var(--muted)">{short(value)}</text>
          </g>
        );
      })}
      {kind === "area" && <path d={`M${x(0)} ${y(0)}L${line}L${x(values.length - 1)} ${y(0)}Z`} fill="var(--accent-soft)" />}
      {kind !== "bar" && <path d={`M${line}`} fill="none" stroke="var(--accent)" strokeWidth={2} strokeLinejoin="round" />}
      {kind === "bar" &&
        values.map((value, index) => (
          <rect key={index} x={x(index) - bar / 2} y={Math.min(y(value), y(0))} width={bar} height={Math.abs(y(value) - y(0))} rx={Math.min(3, bar / 6)} fill="var(--accent)" />
        ))}
      {labels.slice(0, values.length).map((label, index) =>
        index % every === 0 ? (
          <text key={index} x={x(index)} y={bottom + 16} textAnchor="middle" fontSize={11} fill="var(--muted)">{label}</text>
        ) : null,
      )}
    </>
  );
}

function Pie({ values, labels, width, height }: Drawn) {
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  const beside = labels.length > 0 && width > height * 1.35;
  const radius = Math.max(4, Math.min(height, beside ? width / 2 : width) / 2 - 2);
  const middle = { x: beside ? radius + 2 : width / 2, y: height / 2 };
  const around = 2 * Math.PI * radius * 0.78;
  let turned = 0;
  return (
    <>
      {values.map((value, index) => {
        const part = total > 0 ? Math.max(0, value) / total : 0;
        const before = turned;
        turned += part;
        return (
          <circle key={index} cx={middle.x} cy={middle.y} r={radius * 0.78} fill="none" stroke={SHADES[index % SHADES.length]} strokeWidth={radius * 0.44} strokeDasharray={`${part * around} ${around}`} transform={`rotate(${before * 360 - 90} ${middle.x} ${middle.y})`} />
        );
      })}
      {beside &&
        labels.slice(0, values.length).map((label, index) => (
          <g key={index} transform={`translate(${middle.x + radius + 28} ${middle.y + (index - (Math.min(labels.length, values.length) - 1) / 2) * 22})`}>
            <rect y={-5} width={10} height={10} rx={2} fill={SHADES[index % SHADES.length]} />
            <text x={18} y={4} fontSize={12} fill="var(--soft)">{label}</text>
          </g>
        ))}
    </>
  );
}

function roundUp(value: number): number {
  if (value <= 0) return 0;
  const unit = 10 ** Math.floor(Math.log10(value));
  const steps = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10];
  return (steps.find((step) => step * unit >= value * 0.999) ?? 10) * unit;
}

function short(value: number): string {
  const size = Math.abs(value);
  const [part, unit] = size >= 1e9 ? [value / 1e9, "B"] : size >= 1e6 ? [value / 1e6, "M"] : size >= 1e4 ? [value / 1e3, "k"] : [value, ""];
  return `${Math.round(part * 10) / 10}${unit}`;
}
