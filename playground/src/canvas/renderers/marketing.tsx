/** The sections of which pages that win people over are made. */
import { Author } from "./content.tsx";
import { Icon } from "./icon.tsx";
import { Control, Face, Opening, Picture, Press } from "./pieces.tsx";
import type { Reader } from "./reader.ts";
import type { Renderers } from "./renderers.tsx";

function columns(p: Reader, count: number, least: number) {
  return { gridTemplateColumns: `repeat(${Math.max(1, Math.min(count, Math.floor(p.width / least))).toString()}, minmax(0, 1fr))` };
}

function hero(p: Reader) {
  const wide = p.text("image") !== "" && p.text("align") !== "center" && p.width > 720;
  return (
    <div className={`w-hero w-hero-${p.text("align")}${wide ? " w-wide" : ""}`}>
      <span className="w-stack">
        {p.text("eyebrow") !== "" && <span className="w-eyebrow">{p.text("eyebrow")}</span>}
        <b style={{ fontSize: Math.min(52, Math.max(24, p.width / 22)) }}>{p.text("title")}</b>
        <span className="w-lead">{p.text("description")}</span>
        <span className="w-row">{p.text("action") !== "" && <Press text={p.text("action")} />}{p.text("secondary") !== "" && <Press text={p.text("secondary")} variant="secondary" />}</span>
      </span>
      {wide && <Picture alt={p.text("image")} />}
    </div>
  );
}

function pricing(p: Reader) {
  const plans = p.items("items");
  return (
    <div className="w-marketing">
      <Opening title={p.text("title")} />
      <div className="w-grid" style={columns(p, plans.length, 220)}>
        {plans.map((plan, i) => {
          const chosen = i === p.number("active", -1);
          return (
            <div key={i} className={`w-card w-plan${chosen ? " w-chosen" : ""}`}>
              <span className="w-strong">{plan.text("name")}</span>
              <span><b className="w-price">{plan.text("price")}</b> <span className="w-muted">{plan.text("period")}</span></span>
              <span className="w-hint">{plan.text("description")}</span>
              {plan.list("features").map((feature, j) => <span key={j} className="w-row w-small"><span className="w-lit"><Icon name="check" size={15} /></span><span className="w-cut">{feature}</span></span>)}
              <span className="w-grow" />
              {plan.text("action") !== "" && <Press text={plan.text("action")} variant={chosen ? "primary" : "secondary"} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

export const marketing: Renderers = {
  Hero: hero,
  FeatureGrid: (p) => (
    <div className="w-marketing">
      <Opening title={p.text("title")} description={p.text("description")} />
      <div className="w-grid" style={columns(p, p.items("items").length, 220)}>
        {p.items("items").map((item, i) => <div key={i} className="w-stack w-feature"><span className="w-disc w-small-disc"><Icon name={item.text("icon")} size={20} /></span><b>{item.text("title")}</b><span className="w-muted">{item.text("description")}</span></div>)}
      </div>
    </div>
  ),
  Pricing: pricing,
  Testimonial: (p) => <div className="w-card w-testimonial"><span className="w-lead">“{p.text("text")}”</span><span className="w-grow" /><Author name={p.text("name")} role={p.text("role")} /></div>,
  LogoCloud: (p) => <div className="w-marketing w-logos"><span className="w-muted">{p.text("title")}</span><span className="w-row w-around">{p.list("items").map((item, i) => <b key={i} className="w-logo"><i />{item}</b>)}</span></div>,
  CallToAction: (p) => <div className="w-marketing w-cta"><Opening title={p.text("title")} description={p.text("description")} /><span className="w-row w-centre">{p.text("action") !== "" && <Press text={p.text("action")} />}{p.text("secondary") !== "" && <Press text={p.text("secondary")} variant="secondary" />}</span></div>,
  Newsletter: (p) => <div className="w-marketing w-newsletter"><Opening title={p.text("title")} description={p.text("description")} /><span className="w-row"><span className="w-grow"><Control value="" placeholder={p.text("placeholder")} /></span><Press text={p.text("action")} /></span></div>,
  Faq: (p) => (
    <div className="w-marketing">
      <Opening title={p.text("title")} align="left" />
      <div className="w-accordion">{p.items("items").map((item, i) => <div key={i}><div className="w-row w-between"><span className="w-strong w-cut">{item.text("question")}</span><Icon name={i === 0 ? "minus" : "plus"} size={16} /></div>{i === 0 && <span className="w-muted">{item.text("answer")}</span>}</div>)}</div>
    </div>
  ),
  TeamGrid: (p) => (
    <div className="w-marketing">
      <Opening title={p.text("title")} />
      <div className="w-grid" style={columns(p, p.items("items").length, 150)}>{p.items("items").map((item, i) => <div key={i} className="w-stack w-person"><Face name={item.text("name")} size={72} /><b className="w-cut">{item.text("name")}</b><span className="w-muted w-cut">{item.text("role")}</span></div>)}</div>
    </div>
  ),
};
