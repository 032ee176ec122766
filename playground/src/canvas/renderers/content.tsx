/** Words. */
import { Icon } from "./icon.tsx";
import { Face } from "./pieces.tsx";
import type { Renderers } from "./renderers.tsx";

/** Sizes of headings, by their level. */
const SIZES = [40, 32, 24, 20, 18, 16];

export const content: Renderers = {
  Heading: (p) => <div className="w-heading" style={{ fontSize: SIZES[Math.min(5, Math.max(0, Math.round(p.number("level", 2)) - 1))], textAlign: p.text("align") as "left" }}>{p.text("text")}</div>,
  Text: (p) => <div className={`w-text w-text-${p.text("variant")}`} style={{ textAlign: p.text("align") as "left" }}>{p.text("text")}</div>,
  Quote: (p) => (
    <div className="w-quote">
      <span className="w-lead">“{p.text("text")}”</span>
      <span className="w-muted">{p.text("name")}{p.text("role") !== "" && `, ${p.text("role")}`}</span>
    </div>
  ),
  Code: (p) => <div className="w-code"><pre>{p.text("text")}</pre>{p.text("language") !== "" && <span>{p.text("language")}</span>}</div>,
  Icon: (p) => <div className={`w-centre w-tone-${p.text("tone")}`}><Icon name={p.text("name")} size={Math.min(p.width, p.height)} /></div>,
};

export function Author({ name, role }: { name: string; role: string }) {
  if (name === "" && role === "") return null;
  return <span className="w-row"><Face name={name} size={36} /><span className="w-stack w-tight"><span className="w-strong w-cut">{name}</span><span className="w-muted w-cut">{role}</span></span></span>;
}
