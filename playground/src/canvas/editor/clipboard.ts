/**
 * Elements on their way: copied, pasted, duplicated, imported. A clip holds whole families; its
 * topmost elements stand where they stood on the canvas.
 */
import { insert, makeRoom } from "../model/edit.ts";
import { coordinate, extent, LIMITS, newId, type Drawing, type Element, type Props } from "../model/element.ts";
import { around, type Point } from "../model/geometry.ts";
import type { Editor } from "./editor.ts";

const FORMAT = "maquette-elements";

export interface Clip {
  readonly elements: readonly Element[];
}

export function clipOf(editor: Editor, ids: readonly string[]): Clip {
  const { document } = editor;
  const roots = editor.roots(ids);
  const inPaintingOrder = document.all().filter(({ id }) => roots.includes(id));
  const elements = inPaintingOrder.flatMap((root) =>
    document.family(root.id).flatMap((id) => {
      const element = document.get(id);
      if (!element) return [];
      if (id !== root.id) return [element];
      return [{ ...element, parentId: null, ...corner(editor, id) }];
    }),
  );
  return { elements };
}

function corner(editor: Editor, id: string): Point {
  const frame = editor.document.frame(id);
  return { x: frame?.x ?? 0, y: frame?.y ?? 0 };
}

export function write(clip: Clip): string {
  return JSON.stringify({ format: FORMAT, version: 1, elements: clip.elements });
}

/** The clip that a text holds; null where it is something else. */
export function read(text: string): Clip | null {
  try {
    const value = JSON.parse(text) as { format?: unknown; elements?: unknown };
    if (value.format !== FORMAT && value.format !== "maquette-wireframe") return null;
    return { elements: parseElements(value.elements) };
  } catch {
    return null;
  }
}

/** A wireframe that was downloaded as JSON. Throws, with a sentence, where it is none. */
export function readDrawing(text: string): Drawing {
  let value: Partial<Record<keyof Drawing | "format", unknown>>;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    throw new Error("This file is not JSON.");
  }
  if (typeof value !== "object" || value.format !== "maquette-wireframe") throw new Error("This file is not a wireframe that was downloaded here.");
  return {
    name: typeof value.name === "string" ? value.name : "Imported",
    width: Math.round(extent(value.width)),
    height: Math.round(extent(value.height)),
    elements: parseElements(value.elements),
  };
}

function parseElements(value: unknown): Element[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, LIMITS.elements).flatMap((entry: unknown): Element[] => {
    if (typeof entry !== "object" || entry === null) return [];
    const each = entry as Partial<Record<keyof Element, unknown>>;
    if (typeof each.id !== "string" || typeof each.component !== "string") return [];
    return [{
      id: each.id,
      component: each.component,
      parentId: typeof each.parentId === "string" ? each.parentId : null,
      x: coordinate(each.x),
      y: coordinate(each.y),
      width: extent(each.width),
      height: extent(each.height),
      order: typeof each.order === "string" ? each.order : "",
      props: typeof each.props === "object" && each.props !== null ? (each.props as Props) : {},
    }];
  });
}

/**
 * Writes a clip's elements under new ids, shifted, into a parent; inside a transaction. Returns
 * the ids of the topmost.
 */
export function stamp(editor: Editor, clip: Clip, shift: Point, parentId: string | null): string[] {
  const { document, doc } = editor;
  if (document.size + clip.elements.length > LIMITS.elements) {
    editor.announce(`A wireframe holds at most ${LIMITS.elements.toString()} elements.`);
    return [];
  }
  const ids = new Map(clip.elements.map((element) => [element.id, newId()]));
  const roots = clip.elements.filter((element) => element.parentId === null || !ids.has(element.parentId));
  const orders = makeRoom(document, parentId, roots.length);
  const origin = document.origin(parentId);
  for (const element of clip.elements) {
    const place = roots.indexOf(element);
    const id = ids.get(element.id) ?? newId();
    if (place < 0) insert(doc, { ...element, id, parentId: ids.get(element.parentId ?? "") ?? null });
    else insert(doc, { ...element, id, parentId, x: element.x + shift.x - origin.x, y: element.y + shift.y - origin.y, order: orders[place] ?? "" });
  }
  return roots.map((element) => ids.get(element.id) ?? "");
}

/** How far to shift a clip so that it is seen: not at all where it is in sight already. */
export function intoSight(editor: Editor, clip: Clip, taken: Point): Point {
  const frame = around(clip.elements.filter((element) => element.parentId === null));
  if (!frame) return taken;
  const seen = editor.seen();
  const inSight = frame.x + taken.x < seen.x + seen.width && frame.x + frame.width + taken.x > seen.x && frame.y + taken.y < seen.y + seen.height && frame.y + frame.height + taken.y > seen.y;
  if (inSight) return taken;
  return { x: Math.round(seen.x + (seen.width - frame.width) / 2 - frame.x), y: Math.round(seen.y + (seen.height - frame.height) / 2 - frame.y) };
}
