import { describe, expect, it } from "vitest";
import { between, isOrder, spread } from "../../src/canvas/model/order.ts";

/** A sequence that is the same in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("places among siblings", () => {
  it("always leave room, wherever they are inserted", () => {
    const random = chance(7);
    const places = ["V"];
    for (let i = 0; i < 2_000; i++) {
      const at = Math.floor(random() * (places.length + 1));
      const place = between(places[at - 1] ?? null, places[at] ?? null);
      expect(isOrder(place), `${String(place)} at ${at.toString()}`).toBe(true);
      places.splice(at, 0, place ?? "");
    }
    expect(places).toEqual([...new Set(places)].sort());
    expect(Math.max(...places.map((place) => place.length))).toBeLessThan(40);
  });

  it("stay short at the end", () => {
    const places = spread(null, null, 1_000) ?? [];
    expect(places).toHaveLength(1_000);
    expect(places).toEqual([...places].sort());
    expect(places.at(-1)?.length).toBeLessThan(40);
  });

  it("are the server's: after(V), after(z), between V and W", () => {
    expect([between(null, null), between("V", null), between("z", null), between("V", "W"), between(null, "1")]).toEqual(["V", "W", "zV", "VV", "0V"]);
  });

  it("say where there is no room", () => {
    for (const [low, high] of [["V", "V"], ["W", "V"], [null, "0"], ["V", "V0"]] as const) expect(between(low, high)).toBeNull();
    expect(spread("V", "V", 2)).toBeNull();
  });

  it("are told from other texts", () => {
    for (const wrong of ["", "0", "a0", "a-b", "ä", "a".repeat(300), 5, null]) expect(isOrder(wrong)).toBe(false);
    expect(isOrder("V")).toBe(true);
  });
});
