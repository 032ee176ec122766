// @vitest-environment happy-dom
import { describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { elementsOf, WireframeDocument } from "../../src/canvas/model/document.ts";
import { LOCAL, makeRoom, setFrame, setPlace, setProp } from "../../src/canvas/model/edit.ts";
import { write, type Raw } from "./drawing.ts";

function open(elements: Record<string, Raw>): WireframeDocument {
  const doc = new Y.Doc();
  write(doc, elements);
  return new WireframeDocument(doc);
}

/** Everything as text: what is in what, from the bottom up. */
function tree(document: WireframeDocument, parent: string | null = null): string {
  return document.children(parent).map((id) => `${id}(${tree(document, id)})`).join("");
}

describe("reading the shared document", () => {
  it("sorts siblings by order, then by id", () => {
    expect(tree(open({ b: { order: "V" }, a: { order: "V" }, c: { order: "1" }, d: { order: "a" } }))).toBe("c()a()b()d()");
  });

  it("counts positions from the parent", () => {
    const document = open({ box: { component: "Box", x: 100, y: 50, width: 300, height: 300 }, in: { parent: "box", x: 10, y: 20 }, deep: { parent: "in", x: 1, y: 2 } });
    expect(document.frame("deep")).toMatchObject({ x: 111, y: 72 });
    expect(document.ancestors("deep")).toEqual(["in", "box"]);
    expect(document.family("box")).toEqual(["box", "in", "deep"]);
    expect(document.all().map(({ id }) => id)).toEqual(["box", "in", "deep"]);
  });

  it("brings numbers within bounds, and takes what is of a wrong type for absent", () => {
    const document = open({ a: { x: Number.NaN, y: -1e12, width: 0, height: "tall", order: "0", component: 12, parent: 5 }, "not an id!": {} });
    expect(document.get("a")).toMatchObject({ x: 0, y: -100_000, width: 1, height: 100, order: "V", component: "Box", parentId: null });
    expect(document.size).toBe(1);
  });

  it("lifts what has no parent to the top level, until the parent is there", () => {
    const document = open({ child: { parent: "box" } });
    expect(tree(document)).toBe("child()");
    write(document.doc, { box: { component: "Box" } });
    expect(tree(document)).toBe("box(child())");
    elementsOf(document.doc).delete("box");
    expect(tree(document)).toBe("child()");
  });

  it("opens rings at the smallest id, as the server does", () => {
    expect(tree(open({ a: { parent: "c" }, b: { parent: "a" }, c: { parent: "b" }, d: { parent: "c" } }))).toBe("a(b(c(d())))");
    expect(tree(open({ z: { parent: "y" }, y: { parent: "z" }, self: { parent: "self" } }))).toBe("y(z())self()");
  });

  it("lifts what is too deep", () => {
    const chain = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`e${i.toString().padStart(2, "0")}`, { parent: i === 0 ? null : `e${(i - 1).toString().padStart(2, "0")}` }]));
    const document = open(chain);
    expect(Math.max(...document.all().map(({ id }) => document.ancestors(id).length + 1))).toBeLessThanOrEqual(32);
    expect(document.all()).toHaveLength(40);
  });

  it("agrees for everybody, whatever two do at once", () => {
    const one = open({ a: {}, b: {} });
    const other = new WireframeDocument(new Y.Doc());
    Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc));
    setPlace(one.doc, "a", "b", "V");
    setPlace(other.doc, "b", "a", "V");
    const [first, second] = [Y.encodeStateAsUpdate(one.doc), Y.encodeStateAsUpdate(other.doc)];
    Y.applyUpdate(one.doc, second);
    Y.applyUpdate(other.doc, first);
    expect(tree(one)).toBe("a(b())");
    expect(tree(other)).toBe(tree(one));
  });
});

describe("following changes", () => {
  it("keeps the objects of what did not change", () => {
    const document = open({ a: {}, b: {}, box: { component: "Box" } });
    const before = document.get("b");
    const told = { a: vi.fn(), b: vi.fn(), top: vi.fn() };
    document.subscribe("a", told.a);
    document.subscribe("b", told.b);
    document.subscribe("", told.top);
    document.doc.transact(() => { setFrame(document.doc, "a", { x: 5, y: 6 }); });
    expect(document.get("a")).toMatchObject({ x: 5, y: 6 });
    expect(document.get("b")).toBe(before);
    expect([told.a.mock.calls.length, told.b.mock.calls.length, told.top.mock.calls.length]).toEqual([1, 0, 0]);
    setPlace(document.doc, "a", "box", "V");
    expect(told.top).toHaveBeenCalledOnce();
    expect(document.children("box")).toEqual(["a"]);
  });

  it("reads single props, also where somebody wrote a plain object", () => {
    const document = open({ a: { props: { text: "Hi" } } });
    setProp(document.doc, "a", "tone", "info");
    expect(document.get("a")?.props).toEqual({ text: "Hi", tone: "info" });
    setProp(document.doc, "a", "text", undefined);
    expect(document.get("a")?.props).toEqual({ tone: "info" });
    (elementsOf(document.doc).get("a") as Y.Map<unknown>).set("props", { text: "plain", old: 1 });
    setProp(document.doc, "a", "old", undefined);
    expect(document.get("a")?.props).toEqual({ text: "plain" });
  });

  it("numbers siblings anew where there is no room", () => {
    const document = open({ a: { order: "V" }, b: { order: "V" }, c: { order: "V" } });
    let orders: string[] = [];
    document.doc.transact(() => { orders = makeRoom(document, null, 2, "a"); }, LOCAL);
    const placed = ["a", "b", "c"].map((id) => document.get(id)?.order ?? "");
    expect([placed[0], ...orders, placed[1], placed[2]]).toEqual([placed[0], ...orders, placed[1], placed[2]].sort());
    expect(new Set([...placed, ...orders]).size).toBe(5);
  });
});
