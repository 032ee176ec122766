/** Pictures, films, maps. */
import { Icon } from "./icon.tsx";
import { Picture } from "./pieces.tsx";
import type { Renderers } from "./renderers.tsx";

export const media: Renderers = {
  Image: (p) => <div className={`w-frame w-frame-${p.text("variant")}`}><Picture alt={p.text("alt")} /></div>,
  Video: (p) => (
    <div className="w-frame w-video">
      <Picture alt="" />
      <span className="w-play"><Icon name="play" size={24} /></span>
      <span className="w-row w-between w-video-foot"><span className="w-cut">{p.text("title")}</span><span>{p.text("duration")}</span></span>
    </div>
  ),
  Map: (p) => (
    <div className="w-frame w-map">
      <svg preserveAspectRatio="xMidYMid slice" viewBox="0 0 400 260" aria-hidden="true">
        <path className="w-water" d="M-10 190C60 150 110 230 190 200S330 150 420 190V280H-10Z" />
        <path className="w-street" d="M-10 60 420 110M-10 140 420 40M70-10 110 280M190-10 170 280M300-10 340 280M-10 100 200 280" />
        <path className="w-road" d="M-10 120C120 100 220 160 420 80M230-10C240 100 250 180 220 280" />
      </svg>
      {Array.from({ length: Math.min(12, Math.max(0, Math.round(p.number("pins", 1)))) }, (_, i) => <span key={i} className="w-pin" style={{ left: `${(50 + ((i * 37) % 70) * (i % 2 === 0 ? 0.5 : -0.5)).toString()}%`, top: `${(46 + ((i * 23) % 50) * (i % 3 === 0 ? 0.5 : -0.5)).toString()}%` }}><Icon name="map-pin" size={28} /></span>)}
      {p.text("label") !== "" && <span className="w-card w-map-label w-cut">{p.text("label")}</span>}
    </div>
  ),
  Carousel: (p) => {
    const items = p.list("items");
    const active = p.number("active");
    return (
      <div className="w-frame w-carousel">
        <Picture alt={items[active] ?? ""} />
        <span className="w-arrow w-left"><Icon name="chevron-left" size={18} /></span>
        <span className="w-arrow w-right"><Icon name="chevron" size={18} /></span>
        <span className="w-row w-dots">{items.map((_, i) => <i key={i} className={i === active ? "w-on" : ""} />)}</span>
      </div>
    );
  },
};
