/** Wireframes to files and back. */
import { CanvasExportDocument, type WireframeFormat } from "../gql/graphql.ts";
import { ask } from "./api/client.ts";
import type { Desk } from "./desk.ts";
import { readDrawing, stamp } from "./editor/clipboard.ts";

/** Asks the server for a format, and has the browser keep it as a file. */
export async function download(desk: Desk, format: Exclude<WireframeFormat, "%future added value">): Promise<void> {
  await desk.attempt(async () => {
    const { node } = await ask(CanvasExportDocument, { id: desk.id, format });
    if (!node || !("export" in node)) throw new Error("This wireframe is not there any more.");
    const { fileName, mimeType, base64 } = node.export;
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const url = URL.createObjectURL(new Blob([bytes], { type: mimeType }));
    const link = Object.assign(document.createElement("a"), { href: url, download: fileName });
    link.click();
    setTimeout(() => { URL.revokeObjectURL(url); }, 30_000);
    desk.say("good", `${fileName} is downloaded`);
  });
}

/** Adds what a downloaded wireframe holds to this one, as one step to undo. */
export async function importFile(desk: Desk, file: File): Promise<void> {
  await desk.attempt(async () => {
    const drawing = readDrawing(await file.text());
    const { editor } = desk;
    const empty = editor.document.size === 0;
    const made: string[] = [];
    editor.step(() => { made.push(...stamp(editor, drawing, { x: 0, y: 0 }, null)); });
    if (made.length === 0) throw new Error("Nothing was imported: the file holds no elements, or more than there is room for.");
    if (empty) await desk.update({ width: drawing.width, height: drawing.height });
    editor.select(made);
    editor.zoomToFit();
    desk.say("good", `${drawing.elements.length.toString()} elements are imported`);
  });
}

export function chooseFile(accept: string): Promise<File | null> {
  return new Promise((resolve) => {
    const input = Object.assign(document.createElement("input"), { type: "file", accept });
    input.addEventListener("change", () => { resolve(input.files?.[0] ?? null); });
    input.addEventListener("cancel", () => { resolve(null); });
    input.click();
  });
}
