/**
 * How each component looks in a wireframe; the server's exports show the same. What is not known
 * here is a frame with its name; a project's own components are drawn from their templates.
 */
import type { ReactNode } from "react";
import { content } from "./content.tsx";
import { data } from "./data.tsx";
import { feedback } from "./feedback.tsx";
import { forms } from "./forms.tsx";
import { layout } from "./layout.tsx";
import { marketing } from "./marketing.tsx";
import { media } from "./media.tsx";
import { navigation } from "./navigation.tsx";
import type { Reader } from "./reader.ts";

export type Renderers = Readonly<Record<string, (props: Reader) => ReactNode>>;

const ALL: Renderers = { ...layout, ...navigation, ...forms, ...content, ...data, ...feedback, ...media, ...marketing };

export function isDrawn(component: string): boolean {
  return Object.hasOwn(ALL, component);
}

export function draw(component: string, props: Reader): ReactNode {
  const renderer = isDrawn(component) ? ALL[component] : undefined;
  if (renderer) return renderer(props);
  return <div className="w-unknown"><b>{component}</b>{["title", "text", "label"].map((key) => props.text(key)).filter(Boolean).map((text, i) => <span key={i} className="w-cut">{text}</span>)}</div>;
}
