/** What tells people how things stand. */
import { Icon } from "./icon.tsx";
import { Face, Press } from "./pieces.tsx";
import type { Renderers } from "./renderers.tsx";

const ICONS: Readonly<Record<string, string>> = { info: "info", success: "check", warning: "alert", danger: "alert" };

export const feedback: Renderers = {
  Alert: (p) => (
    <div className={`w-alert w-tone-${p.text("tone")}`}>
      <Icon name={ICONS[p.text("tone")] ?? "info"} size={18} />
      <span className="w-stack w-tight">{p.text("title") !== "" && <b className="w-cut">{p.text("title")}</b>}<span>{p.text("text")}</span></span>
    </div>
  ),
  Toast: (p) => <div className="w-toast"><Icon name={ICONS[p.text("tone")] ?? "info"} size={18} /><span className="w-cut w-grow">{p.text("text")}</span>{p.text("action") !== "" && <b>{p.text("action")}</b>}</div>,
  Spinner: (p) => <div className="w-row w-centre"><svg width="22" height="22" viewBox="0 0 24 24" className="w-spinner" aria-hidden="true"><circle cx="12" cy="12" r="9" /><path d="M12 3a9 9 0 0 1 9 9" /></svg><span className="w-muted w-cut">{p.text("label")}</span></div>,
  Tooltip: (p) => <div className="w-tooltip"><span className="w-cut">{p.text("text")}</span></div>,
  EmptyState: (p) => (
    <div className="w-empty">
      <span className="w-disc"><Icon name={p.text("icon")} size={26} /></span>
      <b>{p.text("title")}</b>
      <span className="w-muted">{p.text("description")}</span>
      {p.text("action") !== "" && <Press text={p.text("action")} />}
    </div>
  ),
  Skeleton: (p) => (
    <div className="w-skeleton">
      {p.flag("avatar") && <Face name=" " size={40} />}
      <span className="w-stack w-grow">{Array.from({ length: Math.min(20, Math.max(1, Math.round(p.number("lines", 3)))) }, (_, i) => <i key={i} style={{ width: `${([100, 92, 64, 84, 76][i % 5] ?? 80).toString()}%` }} />)}</span>
    </div>
  ),
};
