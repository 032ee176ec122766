/** What several components are made of. */
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import { initials } from "./reader.ts";

export function Face({ name, size = 32 }: { name: string; size?: number }) {
  return <span className="w-face" style={{ width: size, height: size, fontSize: Math.max(8, size * 0.38) }}>{initials(name) || <Icon name="user" size={size * 0.55} />}</span>;
}

export function Press({ text, variant = "primary", icon = "", disabled = false }: { text: string; variant?: string; icon?: string; disabled?: boolean }) {
  return <span className={`w-button w-${variant}${disabled ? " w-disabled" : ""}`}>{icon !== "" && <Icon name={icon} size={16} />}<span className="w-cut">{text}</span></span>;
}

/** A box that stands for a picture: crossed out, with what it shows. */
export function Picture({ alt, round = false, icon = "" }: { alt: string; round?: boolean; icon?: string }) {
  return (
    <span className={`w-picture${round ? " w-round" : ""}`}>
      <svg preserveAspectRatio="none" viewBox="0 0 100 100" aria-hidden="true"><path d="M0 0 100 100M100 0 0 100" vectorEffect="non-scaling-stroke" /></svg>
      {(alt !== "" || icon !== "") && <span className="w-caption">{icon === "" ? alt : <Icon name={icon} size={20} />}</span>}
    </span>
  );
}

export function Field({ label, hint = "", required = false, children }: { label: string; hint?: string; required?: boolean; children: ReactNode }) {
  return (
    <span className="w-field">
      {label !== "" && <span className="w-label w-cut">{label}{required && <span className="w-required"> *</span>}</span>}
      {children}
      {hint !== "" && <span className="w-hint w-cut">{hint}</span>}
    </span>
  );
}

export function Control({ value, placeholder, icon = "", before = "" }: { value: string; placeholder: string; icon?: string; before?: string }) {
  return (
    <span className="w-control">
      {before !== "" && <Icon name={before} size={16} />}
      <span className={`w-cut w-grow${value === "" ? " w-faint" : ""}`}>{value === "" ? placeholder : value}</span>
      {icon !== "" && <Icon name={icon} size={16} />}
    </span>
  );
}

export function Stars({ value, max, size = 20 }: { value: number; max: number; size?: number }) {
  return <span className="w-stars">{Array.from({ length: Math.min(10, Math.max(1, max)) }, (_, i) => <span key={i} className={i < Math.round(value) ? "w-lit" : ""}><Icon name="star" size={size} /></span>)}</span>;
}

/** A title with a description below it, as sections have. */
export function Opening({ title, description = "", align = "center" }: { title: string; description?: string; align?: string }) {
  if (title === "" && description === "") return null;
  return <span className="w-opening" style={{ textAlign: align as "left" }}>{title !== "" && <b>{title}</b>}{description !== "" && <span>{description}</span>}</span>;
}
