import { describe, expect, it } from "vitest";
import { Glide } from "../../src/canvas/editor/glide.ts";

describe("gliding", () => {
  it("moves evenly through places that come 25 times a second", () => {
    const glide = new Glide({ x: 0, y: 0 }, 0);
    const seen: number[] = [];
    for (let now = 0; now <= 2_000; now += 16) {
      // Each report is late by up to 10 ms, as on a network.
      if (now % 48 === 0) glide.to({ x: now, y: 0 }, now + (now % 11));
      seen.push(glide.at(now).x);
    }
    const steps = seen.slice(20).map((x, i) => x - (seen[i + 19] ?? 0));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
    // 16 pixels in 16 ms is the pointer's own pace: no frame jumps by more than twice that.
    expect(Math.max(...steps)).toBeLessThan(34);
    expect(2_000 - (seen.at(-1) ?? 0)).toBeLessThan(120);
  });

  it("arrives, and stays", () => {
    const glide = new Glide({ x: 0, y: 0 }, 0);
    glide.to({ x: 100, y: 50 }, 5_000);
    expect(glide.settled(5_000)).toBe(false);
    expect(glide.at(5_025)).toEqual({ x: 50, y: 25 });
    expect(glide.at(9_000)).toEqual({ x: 100, y: 50 });
    expect(glide.settled(9_000)).toBe(true);
    glide.to({ x: 100, y: 50 }, 9_500);
    expect(glide.settled(9_500)).toBe(true);
  });
});
