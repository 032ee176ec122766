import { describe, expect, it } from "vitest";
import { around, fit, resize, rounded, stretch, toCanvas, toScreen, zoomAt, HANDLES } from "../../src/canvas/model/geometry.ts";

const box = { x: 100, y: 50, width: 200, height: 100 };
const plain = { keepRatio: false, fromCentre: false };

describe("resizing", () => {
  it("moves the edges of the handle, and the opposite ones stay", () => {
    const by = (handle: (typeof HANDLES)[number]) => resize(box, handle, 10, 20, plain);
    expect(by("se")).toEqual({ x: 100, y: 50, width: 210, height: 120 });
    expect(by("nw")).toEqual({ x: 110, y: 70, width: 190, height: 80 });
    expect(by("e")).toEqual({ x: 100, y: 50, width: 210, height: 100 });
    expect(by("n")).toEqual({ x: 100, y: 70, width: 200, height: 80 });
    expect(by("sw")).toEqual({ x: 110, y: 50, width: 190, height: 120 });
  });

  it("never turns inside out", () => {
    for (const handle of HANDLES) {
      for (const far of [-5_000, 5_000]) {
        const { width, height } = resize(box, handle, far, far, plain);
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(8);
      }
    }
    const pushed = resize(box, "w", 1_000, 0, plain);
    expect([pushed.x + pushed.width, pushed.width]).toEqual([300, 8]);
  });

  it("keeps the ratio, by corner and by edge", () => {
    for (const handle of HANDLES) {
      const { width, height } = resize(box, handle, 37, -13, { keepRatio: true, fromCentre: false });
      expect(width / height).toBeCloseTo(2);
    }
    // An edge grows to both sides across.
    expect(resize(box, "e", 100, 0, { keepRatio: true, fromCentre: false })).toEqual({ x: 100, y: 25, width: 300, height: 150 });
  });

  it("keeps the centre", () => {
    for (const handle of HANDLES) {
      const { x, y, width, height } = resize(box, handle, 20, 10, { keepRatio: false, fromCentre: true });
      expect([x + width / 2, y + height / 2]).toEqual([200, 100]);
    }
  });

  it("stretches parts with the whole", () => {
    const whole = { x: 0, y: 0, width: 100, height: 100 };
    const part = { x: 50, y: 0, width: 50, height: 20 };
    expect(stretch(part, whole, { x: 10, y: 10, width: 200, height: 50 })).toEqual({ x: 110, y: 10, width: 100, height: 10 });
  });

  it("rounds edges, so that neighbours still touch", () => {
    const left = rounded({ x: 0, y: 0, width: 10.4, height: 5 });
    const next = rounded({ x: 10.4, y: 0, width: 10.4, height: 5 });
    expect(left.x + left.width).toBe(next.x);
  });
});

describe("the view", () => {
  it("keeps what is under the pointer there while zooming", () => {
    const view = { x: 30, y: -40, zoom: 0.8 };
    const at = { x: 200, y: 120 };
    const next = zoomAt(view, at, 2.5);
    const [before, after] = [toCanvas(view, at), toCanvas(next, at)];
    expect(after.x).toBeCloseTo(before.x);
    expect(after.y).toBeCloseTo(before.y);
    expect(zoomAt(view, at, 1_000).zoom).toBe(8);
  });

  it("shows all of a rectangle in the middle", () => {
    const view = fit(box, { width: 500, height: 500 }, 50);
    const shown = toScreen(view, box);
    expect(shown.x + shown.width / 2).toBeCloseTo(250);
    expect(shown.y + shown.height / 2).toBeCloseTo(250);
    expect(view.zoom).toBe(1);
    expect(fit({ ...box, width: 800 }, { width: 500, height: 500 }, 50).zoom).toBe(0.5);
  });

  it("goes around several, and around none", () => {
    expect(around([box, { x: 0, y: 0, width: 10, height: 10 }])).toEqual({ x: 0, y: 0, width: 300, height: 150 });
    expect(around([])).toBeNull();
  });
});
