/** What holds other things. */
import { Icon } from "./icon.tsx";
import { Opening, Press } from "./pieces.tsx";
import type { Renderers } from "./renderers.tsx";

export const layout: Renderers = {
  Box: (p) => <div className={`w-box w-box-${p.text("variant")}`} />,
  Card: (p) => (
    <div className="w-card w-head-pad">
      {p.text("title") !== "" && <b className="w-title w-cut">{p.text("title")}</b>}
      {p.text("description") !== "" && <span className="w-muted">{p.text("description")}</span>}
    </div>
  ),
  Section: (p) => <div className={`w-section w-section-${p.text("variant")}`}><Opening title={p.text("title")} description={p.text("description")} align={p.text("align")} /></div>,
  Divider: (p) => <div className="w-divider"><i />{p.text("label") !== "" && <><span>{p.text("label")}</span><i /></>}</div>,
  Modal: (p) => (
    <div className="w-card w-modal">
      <div className="w-row w-between"><b className="w-title w-cut">{p.text("title")}</b><Icon name="x" size={18} /></div>
      {p.text("description") !== "" && <span className="w-muted">{p.text("description")}</span>}
      <span className="w-grow" />
      <div className="w-row w-end">
        {p.text("cancel") !== "" && <Press text={p.text("cancel")} variant="secondary" />}
        {p.text("action") !== "" && <Press text={p.text("action")} />}
      </div>
    </div>
  ),
  Drawer: (p) => <div className="w-card w-drawer"><div className="w-row w-between"><b className="w-title w-cut">{p.text("title")}</b><Icon name="x" size={18} /></div></div>,
  Accordion: (p) => (
    <div className="w-accordion">
      {p.list("items").map((item, i) => {
        const open = i === p.number("active", -1);
        return <div key={i}><div className="w-row w-between"><span className="w-cut w-strong">{item}</span><Icon name={open ? "minus" : "plus"} size={16} /></div>{open && <span className="w-muted">{p.text("description")}</span>}</div>;
      })}
    </div>
  ),
};
