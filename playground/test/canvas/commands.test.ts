// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { clipOf, read, readDrawing, stamp, write as writeClip } from "../../src/canvas/editor/clipboard.ts";
import { align, distribute, duplicate, group, nudge, paste, place, removeSelection, reparent, restack, selectNext, ungroup } from "../../src/canvas/editor/commands.ts";
import { Marquee } from "../../src/canvas/editor/draw.ts";
import type { Editor } from "../../src/canvas/editor/editor.ts";
import { dropTarget, Move } from "../../src/canvas/editor/move.ts";
import { Resize } from "../../src/canvas/editor/resize.ts";
import { editorOf } from "./drawing.ts";

const drawing = () => editorOf({
  box: { component: "Box", x: 100, y: 100, width: 400, height: 300 },
  in: { parent: "box", x: 20, y: 30 },
  out: { x: 600, y: 100 },
  other: { x: 600, y: 300 },
});
const input = (x: number, y: number, part = {}) => ({ point: { x, y }, shift: false, alt: false, free: true, ...part });
const frames = (editor: Editor) => Object.fromEntries(editor.document.all().map(({ id }) => [id, editor.document.frame(id)]));

describe("moving", () => {
  it("converts coordinates into the container under the pointer, in one step to undo", () => {
    const editor = drawing();
    editor.select(["out"]);
    const move = new Move(editor, { x: 610, y: 110 }, false);
    move.move(input(400, 200));
    move.move(input(260, 210));
    move.end(input(260, 210));
    expect(editor.document.get("out")).toMatchObject({ parentId: "box", x: 150, y: 100 });
    expect(editor.document.frame("out")).toMatchObject({ x: 250, y: 200 });
    expect(editor.document.children("box")).toEqual(["in", "out"]);
    editor.undo.undo();
    expect(editor.document.get("out")).toMatchObject({ parentId: null, x: 600, y: 100 });
    editor.undo.redo();
    expect(editor.document.get("out")).toMatchObject({ parentId: "box", x: 150, y: 100 });
  });

  it("comes back as it was when it is given up, or dragged home", () => {
    const editor = drawing();
    const before = frames(editor);
    editor.select(["in"]);
    const given = new Move(editor, { x: 125, y: 135 }, false);
    given.move(input(700, 600));
    expect(editor.document.get("in")?.parentId).toBeNull();
    given.cancel();
    expect(frames(editor)).toEqual(before);
    expect(editor.steps.get()).toEqual({ undo: false, redo: false });
    const order = editor.document.get("in")?.order;
    const home = new Move(editor, { x: 125, y: 135 }, false);
    home.move(input(700, 600));
    home.end(input(125, 135));
    expect(editor.document.get("in")).toMatchObject({ parentId: "box", x: 20, y: 30, order });
  });

  it("drags a copy with Alt", () => {
    const editor = drawing();
    editor.select(["out"]);
    new Move(editor, { x: 610, y: 110 }, true).end(input(610, 410));
    expect(editor.document.size).toBe(5);
    expect(editor.document.frame("out")).toMatchObject({ y: 100 });
    expect(editor.document.frame(editor.selection.get()[0] ?? "")).toMatchObject({ x: 600, y: 400 });
    editor.undo.undo();
    expect(editor.document.size).toBe(4);
  });

  it("does not drop into what moves, nor into what is too small", () => {
    const editor = drawing();
    expect(dropTarget(editor, { x: 200, y: 200 }, ["box"], { x: 0, y: 0, width: 10, height: 10 }, null)).toBeNull();
    expect(dropTarget(editor, { x: 200, y: 200 }, ["out"], { x: 0, y: 0, width: 900, height: 10 }, null)).toBeNull();
    expect(dropTarget(editor, { x: 200, y: 200 }, ["out"], { x: 0, y: 0, width: 90, height: 10 }, null)).toBe("box");
    expect(dropTarget(editor, { x: 125, y: 135 }, [], { x: 0, y: 0, width: 1, height: 1 }, null)).toBe("box");
  });

  it("resizes several together, what is in containers stays", () => {
    const editor = drawing();
    editor.select(["out", "other"]);
    new Resize(editor, "se", { x: 700, y: 340 }).end(input(800, 340));
    expect(frames(editor)).toMatchObject({ out: { x: 600, width: 200, height: 40 }, other: { x: 600, width: 200 }, in: { x: 120 } });
  });

  it("takes arrow keys in a row for one step", () => {
    const editor = drawing();
    editor.select(["in", "box"]);
    for (let i = 0; i < 5; i++) nudge(editor, 1, 0, 10_000 + i * 100);
    expect(frames(editor)).toMatchObject({ box: { x: 105 }, in: { x: 125 } });
    editor.undo.undo();
    expect(frames(editor)).toMatchObject({ box: { x: 100 }, in: { x: 120 } });
  });
});

describe("arranging", () => {
  it("groups where things are, and lets go again", () => {
    const editor = drawing();
    const before = frames(editor);
    editor.select(["out", "other"]);
    group(editor);
    const [box = ""] = editor.selection.get();
    expect(editor.document.get(box)).toMatchObject({ component: "Box", x: 600, y: 100, width: 100, height: 240 });
    expect(editor.document.children(box)).toEqual(["out", "other"]);
    expect(frames(editor)).toMatchObject(before);
    ungroup(editor);
    expect(frames(editor)).toEqual(before);
    expect(editor.selection.get()).toEqual(["out", "other"]);
  });

  it("does not put anything into itself", () => {
    const editor = editorOf({ a: { component: "Box" }, b: { component: "Box", parent: "a" } });
    reparent(editor, ["a"], "b");
    expect(editor.document.get("a")?.parentId).toBeNull();
    reparent(editor, ["b"], null, null);
    expect(editor.document.children(null)).toEqual(["b", "a"]);
  });

  it("restacks by one and to the ends, several together", () => {
    const editor = editorOf({ a: {}, b: {}, c: {}, d: {} });
    const after = (ids: string[], where: "forward" | "backward" | "front" | "back") => {
      editor.select(ids);
      restack(editor, where);
      return editor.document.children(null).join("");
    };
    expect(after(["a"], "forward")).toBe("bacd");
    expect(after(["a", "b"], "front")).toBe("cdba");
    expect(after(["b"], "backward")).toBe("cbda");
    expect(after(["a"], "back")).toBe("acbd");
    expect(after(["d"], "forward")).toBe("acbd");
    expect(after(["a", "b"], "backward")).toBe("abcd");
  });

  it("aligns and distributes", () => {
    const editor = editorOf({ a: { x: 0, y: 5 }, b: { x: 150, y: 50 }, c: { x: 400, y: 9, width: 200 } });
    editor.select(["a", "b", "c"]);
    align(editor, "top");
    distribute(editor, "x");
    expect(frames(editor)).toMatchObject({ a: { x: 0, y: 5 }, b: { x: 200, y: 5 }, c: { x: 400, y: 5 } });
    editor.select(["a"]);
    align(editor, "right");
    expect(editor.document.get("a")?.x).toBe(900);
  });

  it("selects through containers in reading order", () => {
    const editor = drawing();
    const seen = Array.from({ length: 5 }, () => {
      selectNext(editor, false);
      return editor.selection.get()[0];
    });
    expect(seen).toEqual(["box", "in", "out", "other", "box"]);
  });

  it("selects leaves that a marquee touches, and containers that it holds", () => {
    const editor = drawing();
    new Marquee(editor, { x: 110, y: 120 }, false).end(input(650, 250));
    expect(editor.selection.get()).toEqual(["in", "out"]);
    new Marquee(editor, { x: 90, y: 90 }, false).end(input(510, 410));
    expect(editor.selection.get()).toEqual(["box"]);
  });
});

describe("copies", () => {
  it("are families under new ids, in one step, where the originals are", () => {
    const editor = drawing();
    editor.select(["box", "in"]);
    duplicate(editor);
    const [copy = "", ...others] = editor.selection.get();
    expect(others).toEqual([]);
    expect(editor.document.frame(copy)).toMatchObject({ x: 116, y: 116 });
    expect(editor.document.children(copy)).toHaveLength(1);
    expect(editor.document.children(copy)).not.toEqual(["in"]);
    editor.undo.undo();
    expect(editor.document.size).toBe(4);
  });

  it("keep their order among each other", () => {
    const editor = editorOf({ a: {}, b: {}, c: {} });
    editor.select(["c", "a", "b"]);
    duplicate(editor);
    const orders = editor.document.children(null).map((id) => editor.document.get(id)?.order);
    expect(new Set(orders).size).toBe(6);
    expect(orders).toEqual([...orders].sort());
  });

  it("go to another wireframe through the clipboard, into sight", () => {
    const from = drawing();
    const to = editorOf({});
    to.view.set({ x: -50_000, y: -50_000, zoom: 1 });
    const clip = read(writeClip(clipOf(from, ["box"])));
    expect(clip?.elements).toHaveLength(2);
    if (clip) paste(to, clip, 1);
    const [root = ""] = to.selection.get();
    const frame = to.document.frame(root);
    expect(frame && frame.x > 50_000 && frame.x < 51_000).toBe(true);
    expect(to.document.children(root)).toHaveLength(1);
  });

  it("read only what they know", () => {
    expect(read("hello")).toBeNull();
    expect(read('{"format":"else"}')).toBeNull();
    expect(read('{"format":"maquette-elements","elements":[{"id":5},{"id":"a","component":"Text","x":"far"}]}')?.elements).toMatchObject([{ id: "a", x: 0, width: 100 }]);
    expect(() => readDrawing("no")).toThrow("not JSON");
    expect(() => readDrawing("{}")).toThrow("not a wireframe");
    const imported = readDrawing('{"format":"maquette-wireframe","version":1,"name":"A","width":390,"height":800,"elements":[{"id":"a","component":"Text","x":1,"y":2,"width":3,"height":4,"order":"V","props":{"text":"x"}}]}');
    const editor = editorOf({});
    editor.step(() => { stamp(editor, imported, { x: 0, y: 0 }, null); });
    expect(editor.document.all()).toMatchObject([{ component: "Text", x: 1, y: 2, props: { text: "x" } }]);
  });

  it("respect the limits and the right to edit", () => {
    const editor = drawing();
    editor.canEdit.set(false);
    editor.select(["out"]);
    removeSelection(editor);
    place(editor, "Text", { x: 0, y: 0, width: 10, height: 10 }, null);
    expect(editor.document.size).toBe(4);
  });
});

describe("undo", () => {
  it("brings back what was selected, and leaves others' work alone", () => {
    const editor = drawing();
    editor.select(["out"]);
    removeSelection(editor);
    expect(editor.selection.get()).toEqual([]);
    // Somebody else, meanwhile.
    editor.doc.transact(() => { editor.doc.getMap<never>("elements").delete("other"); }, "somebody else");
    editor.undo.undo();
    expect(editor.document.get("out")).toMatchObject({ x: 600 });
    expect(editor.document.get("other")).toBeUndefined();
    expect(editor.steps.get()).toEqual({ undo: false, redo: true });
  });
});
