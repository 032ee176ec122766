/** What people fill in and press. */
import { Icon } from "./icon.tsx";
import { Control, Field, Press, Stars } from "./pieces.tsx";
import type { Reader } from "./reader.ts";
import type { Renderers } from "./renderers.tsx";

const KIND_ICONS: Readonly<Record<string, string>> = { email: "mail", password: "eye", tel: "phone", url: "link", date: "calendar", time: "clock" };

function field(p: Reader, icon: string, placeholder = p.text("placeholder")) {
  return <Field label={p.text("label")} hint={p.text("hint")} required={p.flag("required")}><Control value={p.text("value")} placeholder={placeholder} icon={icon} /></Field>;
}

export const forms: Renderers = {
  Button: (p) => <Press text={p.text("text")} variant={p.text("variant")} icon={p.text("icon")} disabled={p.flag("disabled")} />,
  Input: (p) => field(p, p.text("kind") === "email" ? "" : KIND_ICONS[p.text("kind")] ?? "", p.text("kind") === "password" && p.text("placeholder") === "" ? "••••••••" : p.text("placeholder")),
  TextArea: (p) => (
    <Field label={p.text("label")} hint={p.text("hint")} required={p.flag("required")}>
      <span className={`w-control w-area${p.text("value") === "" ? " w-faint" : ""}`}>{p.text("value") === "" ? p.text("placeholder") : p.text("value")}</span>
    </Field>
  ),
  Select: (p) => field(p, "chevron-down", p.text("placeholder") === "" ? p.list("options")[0] ?? "" : p.text("placeholder")),
  Checkbox: (p) => <div className="w-row w-choice"><i className={p.flag("checked") ? "w-on" : ""}>{p.flag("checked") && <Icon name="check" size={13} />}</i><span className="w-cut">{p.text("label")}</span></div>,
  RadioGroup: (p) => (
    <div className="w-radios">
      {p.text("label") !== "" && <span className="w-label">{p.text("label")}</span>}
      {p.list("options").map((option, i) => <span key={i} className="w-row w-choice w-radio"><i className={i === p.number("active", -1) ? "w-on" : ""} /><span className="w-cut">{option}</span></span>)}
    </div>
  ),
  Switch: (p) => <div className="w-row w-between w-switch"><span className="w-cut">{p.text("label")}</span><i className={p.flag("checked") ? "w-on" : ""} /></div>,
  Slider: (p) => {
    const [min, max] = [p.number("min"), p.number("max", 100)];
    const part = max > min ? Math.min(1, Math.max(0, (p.number("value") - min) / (max - min))) * 100 : 0;
    return (
      <div className="w-slider">
        <span className="w-row w-between"><span className="w-label w-cut">{p.text("label")}</span><span className="w-muted">{p.number("value")}</span></span>
        <span className="w-track"><i style={{ width: `${part.toString()}%` }} /><b style={{ left: `${part.toString()}%` }} /></span>
      </div>
    );
  },
  DatePicker: (p) => field(p, "calendar"),
  FileUpload: (p) => (
    <Field label={p.text("label")}>
      <span className="w-drop"><Icon name="upload" size={22} /><span className="w-strong">{p.text("text")}</span><span className="w-hint">{p.text("description")}</span></span>
    </Field>
  ),
  SearchBar: (p) => <Control value={p.text("value")} placeholder={p.text("placeholder")} before="search" />,
  Rating: (p) => <div className="w-row">{p.text("label") !== "" && <span className="w-label w-cut">{p.text("label")}</span>}<Stars value={p.number("value")} max={p.number("max", 5)} /></div>,
};
