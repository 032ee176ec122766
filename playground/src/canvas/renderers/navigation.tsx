/** What leads from screen to screen. */
import { Icon } from "./icon.tsx";
import { Control, Face, Press } from "./pieces.tsx";
import type { Renderers } from "./renderers.tsx";

export const navigation: Renderers = {
  Navbar: (p) => {
    const narrow = p.width < 560;
    return (
      <div className="w-navbar">
        <span className="w-brand"><i />{p.text("brand")}</span>
        {!narrow && <span className="w-row w-grow w-links">{p.list("items").map((item, i) => <span key={i} className={i === p.number("active", -1) ? "w-current" : ""}>{item}</span>)}</span>}
        {narrow && <span className="w-grow" />}
        {!narrow && p.text("search") !== "" && <span className="w-search-small"><Control value="" placeholder={p.text("search")} before="search" /></span>}
        {!narrow && p.text("action") !== "" && <Press text={p.text("action")} />}
        {p.text("avatar") !== "" && <Face name={p.text("avatar")} />}
        {narrow && <Icon name="menu" size={22} />}
      </div>
    );
  },
  Sidebar: (p) => (
    <div className="w-sidebar">
      {p.text("brand") !== "" && <span className="w-brand"><i />{p.text("brand")}</span>}
      {p.list("items").map((item, i) => (
        <span key={i} className={`w-nav-item${i === p.number("active") ? " w-current" : ""}`}><Icon name={p.list("icons")[i] ?? item.split(" ")[0] ?? ""} size={18} /><span className="w-cut">{item}</span></span>
      ))}
      <span className="w-grow" />
      {p.text("footer") !== "" && <span className="w-row w-sidebar-foot"><Face name={p.text("footer")} size={28} /><span className="w-cut">{p.text("footer")}</span></span>}
    </div>
  ),
  Tabs: (p) => <div className={`w-tabs w-tabs-${p.text("variant")}`}>{p.list("items").map((item, i) => <span key={i} className={i === p.number("active") ? "w-current" : ""}>{item}</span>)}</div>,
  Breadcrumbs: (p) => {
    const items = p.list("items");
    return <div className="w-row w-crumbs">{items.map((item, i) => <span key={i} className="w-row">{i > 0 && <Icon name="chevron" size={12} />}<span className={i === items.length - 1 ? "w-strong" : "w-muted"}>{item}</span></span>)}</div>;
  },
  Pagination: (p) => {
    const pages = Math.min(60, Math.max(1, Math.round(p.number("pages", 5))));
    const active = p.number("active");
    const room = Math.max(3, Math.floor((p.width - 88) / 40));
    const first = Math.max(0, Math.min(pages - room, Math.round(active - room / 2)));
    return (
      <div className="w-row w-pages">
        <span><Icon name="chevron-left" size={16} /></span>
        {Array.from({ length: Math.min(pages, room) }, (_, i) => <span key={i} className={first + i === active ? "w-current" : ""}>{first + i + 1}</span>)}
        <span><Icon name="chevron" size={16} /></span>
      </div>
    );
  },
  Menu: (p) => <div className="w-card w-menu">{p.list("items").map((item, i) => <span key={i} className={`w-nav-item${i === p.number("active", -1) ? " w-current" : ""}`}>{p.list("icons")[i] !== undefined && <Icon name={p.list("icons")[i] ?? ""} size={16} />}<span className="w-cut">{item}</span></span>)}</div>,
  Stepper: (p) => {
    const active = p.number("active");
    return (
      <div className="w-stepper">
        {p.list("items").map((item, i) => <span key={i} className={i < active ? "w-past" : i === active ? "w-current" : ""}><i>{i < active ? <Icon name="check" size={14} /> : i + 1}</i><span className="w-cut">{item}</span></span>)}
      </div>
    );
  },
  Footer: (p) => (
    <div className="w-footer">
      <span className="w-row w-between"><span className="w-brand"><i />{p.text("brand")}</span><span className="w-row w-links">{p.list("items").map((item, i) => <span key={i}>{item}</span>)}</span></span>
      <span className="w-muted w-cut">{p.text("text")}</span>
    </div>
  ),
  Link: (p) => <div className="w-line" style={{ textAlign: p.text("align") as "left" }}><span className="w-link">{p.text("text")}</span></div>,
};
