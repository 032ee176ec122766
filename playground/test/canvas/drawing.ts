/** A wireframe to edit in tests. */
import * as Y from "yjs";
import { Editor } from "../../src/canvas/editor/editor.ts";
import { elementsOf } from "../../src/canvas/model/document.ts";
import { Library } from "../../src/canvas/model/library.ts";

const component = (name: string, container: boolean) => ({ name, category: "layout", description: "", propsSchema: { type: "object", properties: { text: { type: "string", default: "Hi" } } }, defaultWidth: 100, defaultHeight: 40, builtin: true, container });

export interface Raw {
  readonly component?: unknown;
  readonly parent?: unknown;
  readonly x?: unknown;
  readonly y?: unknown;
  readonly width?: unknown;
  readonly height?: unknown;
  readonly order?: unknown;
  readonly props?: Record<string, unknown>;
}

/** Writes elements as any Yjs client may. */
export function write(doc: Y.Doc, elements: Record<string, Raw>): void {
  doc.transact(() => {
    let place = 0;
    for (const [id, raw] of Object.entries(elements)) {
      const map = new Y.Map<unknown>();
      const whole: Raw = { component: "Button", parent: null, x: 0, y: 0, width: 100, height: 40, order: `V${"ABCDEFGHIJKLMNOP".charAt(place++)}`, ...raw };
      for (const [key, value] of Object.entries(whole)) if (key !== "props" && value !== undefined) map.set(key, value);
      map.set("props", new Y.Map(Object.entries(raw.props ?? {})));
      elementsOf(doc).set(id, map);
    }
  });
}

export function editorOf(elements: Record<string, Raw>): Editor {
  const doc = new Y.Doc();
  write(doc, elements);
  const editor = new Editor(doc, { name: "Test", width: 1_000, height: 800 });
  editor.canEdit.set(true);
  editor.library.set(new Library([component("Box", true), component("Card", true), component("Button", false), component("Text", false)]));
  editor.stage.set({ width: 1_000, height: 800 });
  return editor;
}
