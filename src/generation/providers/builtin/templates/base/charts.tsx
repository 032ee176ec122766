<%#uses.plots%>
import type { Point } from "../lib/stats";

interface Props {
  title: string;
  points: Point[];
  format(value: number): string;
}
<%/uses.plots%>
<%#uses.bars%>

/** Upright bars; the numbers stand above them and are read out. */
export function BarChart({ title, points, format }: Props) {
  const most = Math.max(...points.map((point) => point.value), 0);
  return (
    <figure className="chart" role="img" aria-label={`${title}: ${describe(points, format)}`}>
      <figcaption>{title}</figcaption>
      <div className="bars" aria-hidden="true">
        {points.map((point) => (
          <div className="bar" key={point.label} title={`${point.label}: ${format(point.value)}`}>
            <span className="bar-value">{point.value === 0 ? "" : format(point.value)}</span>
            <span className="bar-fill" style={{ height: most > 0 ? `${(point.value / most) * 100}%` : 0 }} />
            <span className="bar-label">{point.label}</span>
          </div>
        ))}
      </div>
    </figure>
  );
}
<%/uses.bars%>
<%#uses.line%>

export function LineChart({ title, points, format }: Props) {
  const [width, height, left, edge] = [560, 190, 56, 16];
  const most = Math.max(...points.map((point) => point.value), 1);
  const x = (index: number) => left + (index * (width - left - edge)) / Math.max(1, points.length - 1);
  const y = (value: number) => height - edge - (value / most) * (height - 3 * edge);
  const path = points.map((point, index) => `${index === 0 ? "M" : "L"}${x(index)} ${y(point.value)}`).join("");
  return (
    <figure className="chart" role="img" aria-label={`${title}: ${describe(points, format)}`}>
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${width} ${height + 18}`} className="line-chart" aria-hidden="true">
        {[0, 0.5, 1].map((part) => (
          <g key={part}>
            <line x1={left} x2={width - edge} y1={y(most * part)} y2={y(most * part)} className="grid-line" />
            <text x={0} y={y(most * part) + 4}>
              {format(most * part)}
            </text>
          </g>
        ))}
        {points.length > 1 && <path d={`${path}L${x(points.length - 1)} ${y(0)}L${x(0)} ${y(0)}Z`} className="area" />}
        <path d={path} className="line" />
        {points.map((point, index) => (
          <g key={point.label}>
            <circle cx={x(index)} cy={y(point.value)} r="4" className="point">
              <title>{`${point.label}: ${format(point.value)}`}</title>
            </circle>
            <text x={x(index)} y={height + 12} textAnchor={index === 0 ? "start" : index === points.length - 1 ? "end" : "middle"}>
              {point.label}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}
<%/uses.line%>
<%#uses.donut%>

export function DonutChart({ title, points, format }: Props) {
  const whole = points.reduce((total, point) => total + point.value, 0);
  const around = 2 * Math.PI * 40;
  const starts = points.map((_, index) => points.slice(0, index).reduce((total, point) => total + point.value, 0));
  return (
    <figure className="chart" role="img" aria-label={`${title}: ${describe(points, format)}`}>
      <figcaption>{title}</figcaption>
      <div className="donut" aria-hidden="true">
        <svg viewBox="0 0 100 100">
          <circle cx="50" cy="50" r="40" className="donut-track" />
          {whole > 0 &&
            points.map((point, index) => (
              <circle
                key={point.label}
                cx="50"
                cy="50"
                r="40"
                className="donut-part"
                data-series={index % 6}
                strokeDasharray={`${(point.value / whole) * around} ${around}`}
                strokeDashoffset={-((starts[index] ?? 0) / whole) * around}
                transform="rotate(-90 50 50)"
              />
            ))}
        </svg>
        <ul>
          {points.map((point, index) => (
            <li key={point.label}>
              <span className="swatch" data-series={index % 6} />
              {point.label} <strong>{format(point.value)}</strong>
            </li>
          ))}
        </ul>
      </div>
    </figure>
  );
}
<%/uses.donut%>
<%#uses.plots%>

function describe(points: Point[], format: (value: number) => string): string {
  return points.map((point) => `${point.label} ${format(point.value)}`).join(", ") || "nothing yet";
}
<%/uses.plots%>
<%#uses.goal%>

interface GoalProps {
  label: string;
  value: number;
  target: number;
  /** The target is a ceiling instead of an aim. */
  limit?: boolean;
  format(value: number): string;
}

/** A ring that fills towards the target. */
export function Goal({ label, value, target, limit = false, format }: GoalProps) {
  const part = target > 0 ? value / target : 0;
  const around = 2 * Math.PI * 42;
  const over = limit && value > target;
  const close = limit && !over && part >= 0.8;
  return (
    <div className={over ? "goal over" : close ? "goal close" : "goal"}>
      <svg viewBox="0 0 100 100" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={target} aria-valuenow={Math.min(value, target)} aria-valuetext={`${format(value)} of ${format(target)}`}>
        <circle cx="50" cy="50" r="42" className="ring-track" />
        <circle cx="50" cy="50" r="42" className="ring" strokeDasharray={`${Math.min(1, part) * around} ${around}`} transform="rotate(-90 50 50)" />
        <text x="50" y="56" textAnchor="middle">
          {Math.round(part * 100)}%
        </text>
      </svg>
      <div>
        <h2>{label}</h2>
        <p className="goal-value">
          {format(value)} of {format(target)}
        </p>
        <p className="goal-note">
          {over
            ? `${format(value - target)} over the limit`
            : limit
              ? `${format(target - value)} left`
              : value >= target
                ? "Reached – well done!"
                : `${format(target - value)} to go`}
        </p>
      </div>
    </div>
  );
}
<%/uses.goal%>
