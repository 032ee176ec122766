/**
 * Components of the project's own, as their templates say. Whoever may edit a project writes them, and
 * everybody who opens its canvas sees them, on the origin that holds their tokens: so no template is
 * ever read as HTML by the browser. The tree that comes of it is built tag by tag, from the tags and
 * attributes that the server allows (the same list), without handlers, addresses or scripts; styles
 * refer to nothing. It stands in a shadow root of its own with the style sheet of the exports, so that
 * its classes and the page's do not meet, and it takes neither pointer nor focus. A frame in a sandbox
 * would keep it out as well, but a document for each element costs too much on a canvas, and a picture
 * from the server would neither follow the keys nor work offline.
 */
import { useLayoutEffect, useRef } from "react";
import allowed from "../../../../src/wireframes/components/allowed.json";
import look from "../../../../src/wireframes/components/looks/look.css?inline";
import base from "../../../../src/wireframes/export/html/base.css?inline";
import type { Props } from "../model/element.ts";
import { pathOf } from "../renderers/icon.tsx";
import { expand, type Tree } from "./expand.ts";
import type { Template } from "./read.ts";

const TAGS = new Set(allowed.tags);
const ATTRIBUTES = new Set(allowed.attributes);
/** What styles may not contain: it would load something. */
const LOADS = /url\(|image-set|expression|@import|javascript:|\\|\/\*/i;
const SVG = "http://www.w3.org/2000/svg";

let shared: CSSStyleSheet | null = null;

function sheet(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(`${base}\n${look.replaceAll(":root", ":host")}\n.custom { width: 100%; height: 100%; }`);
  }
  return shared;
}

export function Custom({ template, props }: { template: Template; props: Props }) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!host.current) return;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet()];
    const box = document.createElement("div");
    box.className = "custom";
    box.append(...expand(template, props).map(built));
    root.replaceChildren(box);
  }, [template, props]);
  return <div ref={host} className="w-custom" inert />;
}

export function built(tree: Tree): Node {
  if (typeof tree === "string") return document.createTextNode(tree);
  const { tag, attributes, children } = tree;
  if (tag === "mq-icon") return stroked(pathOf(attributes.get("name") ?? ""), `icon ${attributes.get("class") ?? ""}`, "0 0 24 24");
  if (tag === "mq-picture") return stroked("M0 0 24 24M24 0 0 24", attributes.get("class") ?? "", "0 0 24 24", "none");
  if (!TAGS.has(tag)) return document.createTextNode("");
  const element = document.createElement(tag);
  for (const [name, value] of attributes) {
    if (isHarmless(name, value)) element.setAttribute(name, value);
  }
  element.append(...children.map(built));
  return element;
}

function isHarmless(name: string, value: string): boolean {
  if (!ATTRIBUTES.has(name) && !/^aria-[a-z]+$/.test(name)) return false;
  if (name === "src") return /^data:image\/(png|jpeg|gif|webp);base64,/.test(value);
  if (name === "href") return value.startsWith("#");
  return name !== "style" || !LOADS.test(value);
}

/** An icon, or the cross of a box that stands for a picture. */
function stroked(d: string, classes: string, viewBox: string, fitting = "xMidYMid meet"): SVGElement {
  const picture = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ class: classes.trim(), viewBox, preserveAspectRatio: fitting, fill: "none", stroke: "currentColor", "stroke-width": fitting === "none" ? "0.2" : "1.8", "aria-hidden": "true" })) picture.setAttribute(name, value);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", d);
  picture.append(path);
  return picture;
}
