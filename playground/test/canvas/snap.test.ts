import { describe, expect, it } from "vitest";
import { ALL_LINES, snap } from "../../src/canvas/model/snap.ts";

const parent = { x: 0, y: 0, width: 1_000, height: 800 };
const sibling = { x: 100, y: 100, width: 200, height: 80 };
const around = (siblings = [sibling], grid = 0) => ({ siblings, parent, reach: 6, grid });
const at = (x: number, y: number, width = 120, height = 40) => ({ x, y, width, height });

describe("snapping", () => {
  it("aligns edges with siblings, and shows a guide across both", () => {
    const { dx, dy, guides } = snap(at(103, 300), around());
    expect([dx, dy]).toEqual([-3, 0]);
    expect(guides).toContainEqual({ axis: "x", at: 100, from: 100, to: 340 });
  });

  it("aligns a right edge with a left one, and centres with centres", () => {
    expect(snap(at(304, 300), around()).dx).toBe(-4);
    expect(snap(at(138, 300), around()).dx).toBe(2);
    // A centre does not stick to an edge.
    expect(snap(at(242, 700, 120), around()).dx).toBe(0);
  });

  it("aligns with the parent's edges and middle", () => {
    expect(snap(at(3, 300), around([])).dx).toBe(-3);
    expect(snap(at(442, 300), around([])).dx).toBe(-2);
    expect(snap(at(878, 300), around([])).dx).toBe(2);
  });

  it("takes the nearest of several", () => {
    const other = { x: 105, y: 400, width: 50, height: 10 };
    expect(snap(at(104, 600), around([sibling, other])).dx).toBe(1);
  });

  it("leaves alone what is too far, without a grid", () => {
    expect(snap(at(350, 333), around())).toEqual({ dx: 0, dy: 0, guides: [], distances: [] });
  });

  it("falls back to the grid, counted from the parent", () => {
    const { dx, dy, guides } = snap(at(350, 333), around([], 8));
    expect([(350 + dx) % 8, (333 + dy) % 8, guides.length]).toEqual([0, 0, 0]);
    const inner = snap(at(353, 300), { siblings: [], parent: { x: 5, y: 5, width: 900, height: 900 }, reach: 2, grid: 8 });
    expect((353 + inner.dx - 5) % 8).toBe(0);
  });

  it("makes gaps equal, beside two and between two", () => {
    const row = [{ x: 100, y: 100, width: 100, height: 50 }, { x: 230, y: 100, width: 100, height: 50 }];
    expect(snap(at(363, 100, 100, 50), around(row)).dx).toBe(-3);
    const wide = [{ x: 0, y: 100, width: 100, height: 50 }, { x: 400, y: 100, width: 100, height: 50 }];
    expect(snap(at(203, 110, 100, 20), around(wide)).dx).toBe(-3);
  });

  it("tells the distances to neighbours and edges", () => {
    const { distances } = snap(at(100, 300), around());
    expect(distances).toContainEqual({ axis: "y", from: 180, to: 300, at: 160 });
    expect(distances).toContainEqual({ axis: "x", from: 0, to: 100, at: 320 });
  });

  it("snaps only the edge that a handle moves", () => {
    const lines = { x: ["end"], y: [] } as const;
    expect(snap(at(102, 300, 195), around(), lines)).toMatchObject({ dx: 3, dy: 0 });
    expect(snap(at(102, 102), around(), { x: [], y: ["end"] })).toMatchObject({ dx: 0 });
    expect(ALL_LINES.x).toHaveLength(3);
  });
});
