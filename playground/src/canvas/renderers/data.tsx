/** What a screen shows of things. */
import { chart } from "./chart.tsx";
import { Icon } from "./icon.tsx";
import { Face, Picture, Press, Stars } from "./pieces.tsx";
import type { Reader } from "./reader.ts";
import type { Renderers } from "./renderers.tsx";

const STATUS_TONES: Readonly<Record<string, string>> = {
  active: "success", done: "success", paid: "success", published: "success", delivered: "success", completed: "success", online: "success", shipped: "info", open: "info", new: "info", "in progress": "info", draft: "neutral",
  paused: "warning", pending: "warning", late: "warning", review: "warning", overdue: "danger", failed: "danger", cancelled: "danger", blocked: "danger", refunded: "danger",
};

function table(p: Reader) {
  const columns = p.list("columns");
  const pick = p.flag("selectable");
  return (
    <div className="w-card w-table">
      {p.text("title") !== "" && <b className="w-title w-cut">{p.text("title")}</b>}
      <table>
        <thead><tr>{pick && <th className="w-pick"><i /></th>}{columns.map((column, i) => <th key={i}>{column}</th>)}</tr></thead>
        <tbody>
          {p.rows("rows").map((row, i) => (
            <tr key={i}>
              {pick && <td className="w-pick"><i /></td>}
              {columns.map((_, j) => {
                const cell = row[j] ?? "";
                const tone = STATUS_TONES[cell.toLowerCase()];
                return <td key={j} className={j === 0 ? "w-strong" : ""}>{tone === undefined || j === 0 ? cell : <span className={`w-badge w-tone-${tone}`}>{cell}</span>}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function list(p: Reader) {
  const variant = p.text("variant");
  const details = p.list("details");
  return (
    <div className={`w-list w-list-${variant}`}>
      {p.list("items").map((item, i) => (
        <span key={i} className={`w-row${i === p.number("active", -1) ? " w-current" : ""}`}>
          {variant === "bullets" && <i className="w-dot" />}
          {variant === "numbers" && <span className="w-muted">{i + 1}.</span>}
          {variant === "checks" && <span className="w-lit"><Icon name="check" size={16} /></span>}
          {variant === "avatars" && <Face name={item} size={36} />}
          {p.text("icon") !== "" && variant !== "avatars" && <Icon name={p.text("icon")} size={18} />}
          <span className="w-stack w-tight w-grow"><span className="w-cut">{item}</span>{(details[i] ?? "") !== "" && <span className="w-hint w-cut">{details[i]}</span>}</span>
        </span>
      ))}
    </div>
  );
}

const WEEKDAYS = ["M", "T", "W", "T", "F", "S", "S"];

function calendar(p: Reader) {
  const start = Math.min(6, Math.max(0, Math.round(p.number("start"))));
  const days = Math.min(31, Math.max(28, Math.round(p.number("days", 30))));
  const events = p.items("items");
  return (
    <div className="w-card w-calendar">
      <div className="w-row w-between"><b className="w-title w-cut">{p.text("title")}</b><span className="w-row"><Icon name="chevron-left" /><Icon name="chevron" /></span></div>
      <div className="w-days">
        {WEEKDAYS.map((day, i) => <span key={`d${i.toString()}`} className="w-hint">{day}</span>)}
        {Array.from({ length: start }, (_, i) => <span key={`e${i.toString()}`} />)}
        {Array.from({ length: days }, (_, i) => {
          const todays = events.filter((event) => event.number("day") === i + 1);
          return <span key={i} className={i + 1 === p.number("active") ? "w-current" : ""}><i>{i + 1}</i>{todays.map((event, j) => <small key={j} className="w-cut">{p.width > 480 ? event.text("text") : ""}</small>)}</span>;
        })}
      </div>
    </div>
  );
}

function timeline(p: Reader) {
  const active = p.number("active", -1);
  return (
    <div className="w-timeline">
      {p.list("items").map((item, i) => <span key={i} className={i <= active ? "w-past" : ""}><i /><span className="w-stack w-tight"><span className="w-strong w-cut">{item}</span><span className="w-hint w-cut">{p.list("details")[i] ?? ""}</span></span></span>)}
    </div>
  );
}

function tree(p: Reader) {
  const items = p.list("items");
  const indent = (item: string): number => (item.length - item.trimStart().length) / 2;
  return (
    <div className="w-tree">
      {items.map((item, i) => {
        const open = indent(items[i + 1] ?? "") > indent(item);
        return <span key={i} className={`w-row${i === p.number("active", -1) ? " w-current" : ""}`} style={{ paddingLeft: 8 + indent(item) * 18 }}><Icon name={open ? "folder" : "file"} size={15} /><span className="w-cut">{item.trim()}</span></span>;
      })}
    </div>
  );
}

function progress(p: Reader) {
  const value = Math.min(100, Math.max(0, p.number("value")));
  if (p.text("variant") === "ring") {
    const size = Math.min(p.width, p.height);
    return (
      <div className="w-centre w-ring">
        <svg width={size} height={size} viewBox="0 0 36 36" aria-hidden="true"><circle cx="18" cy="18" r="15" /><circle className="w-arc" cx="18" cy="18" r="15" pathLength="100" strokeDasharray={`${value.toString()} 100`} transform="rotate(-90 18 18)" /></svg>
        <span style={{ fontSize: Math.max(9, size / 4.5) }}>{value}%</span>
      </div>
    );
  }
  return <div className="w-slider"><span className="w-row w-between"><span className="w-label w-cut">{p.text("label")}</span><span className="w-muted">{value}%</span></span><span className="w-track w-thick"><i style={{ width: `${value.toString()}%` }} /></span></div>;
}

export const data: Renderers = {
  Table: table,
  List: list,
  Chart: chart,
  Stat: (p) => (
    <div className="w-card w-stat">
      <span className="w-muted w-cut">{p.text("label")}</span>
      <b className="w-cut">{p.text("value")}</b>
      {p.text("change") !== "" && <span className={`w-hint w-cut w-tone-text-${p.text("tone")}`}>{p.text("change")}</span>}
    </div>
  ),
  Badge: (p) => <div className={`w-badge w-fill w-tone-${p.text("tone")}`}><span className="w-cut">{p.text("text")}</span></div>,
  Tag: (p) => <div className="w-badge w-fill w-tag"><span className="w-cut">{p.text("text")}</span>{p.flag("removable") && <Icon name="x" size={12} />}</div>,
  Avatar: (p) => (
    <div className="w-row w-avatar">
      <Face name={p.text("name")} size={Math.min(p.width, p.height)} />
      {p.flag("label") && <span className="w-stack w-tight"><span className="w-strong w-cut">{p.text("name")}</span>{p.text("description") !== "" && <span className="w-hint w-cut">{p.text("description")}</span>}</span>}
    </div>
  ),
  Calendar: calendar,
  KanbanColumn: (p) => <div className="w-column"><span className="w-row w-between"><b className="w-cut">{p.text("title")}</b>{p.text("count") !== "" && <span className="w-badge w-tone-neutral">{p.text("count")}</span>}</span></div>,
  KanbanCard: (p) => (
    <div className="w-card w-task">
      {p.text("label") !== "" && <span className="w-badge w-tone-info">{p.text("label")}</span>}
      <span className="w-strong">{p.text("title")}</span>
      {p.text("description") !== "" && <span className="w-hint">{p.text("description")}</span>}
      <span className="w-grow" />
      <span className="w-row w-between"><span className="w-hint w-cut">{p.text("due")}</span>{p.text("name") !== "" && <Face name={p.text("name")} size={22} />}</span>
    </div>
  ),
  Timeline: timeline,
  Tree: tree,
  ProductCard: (p) => (
    <div className="w-card w-product">
      <Picture alt={p.text("alt")} />
      {p.text("badge") !== "" && <span className="w-badge w-tone-info w-corner">{p.text("badge")}</span>}
      <span className="w-row w-between"><span className="w-strong w-cut">{p.text("title")}</span><b>{p.text("price")}</b></span>
      {p.number("rating") > 0 && <Stars value={p.number("rating")} max={5} size={14} />}
      <span className="w-hint w-cut">{p.text("description")}</span>
      {p.text("action") !== "" && <Press text={p.text("action")} variant="secondary" />}
    </div>
  ),
  ChatMessage: (p) => (
    <div className={`w-chat${p.flag("mine") ? " w-mine" : ""}`}>
      {!p.flag("mine") && <Face name={p.text("name")} />}
      <span className="w-stack w-tight"><span className="w-hint w-cut">{p.flag("mine") ? p.text("time") : `${p.text("name")} · ${p.text("time")}`}</span><span className="w-bubble">{p.text("text")}</span></span>
    </div>
  ),
  Progress: progress,
};
