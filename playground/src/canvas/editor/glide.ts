/**
 * Moves something from place to place as evenly as the places come in: it takes as long for each
 * way as the last report took to arrive. Pure; the time is handed in.
 */
import type { Point } from "../model/geometry.ts";

const SHORTEST = 16;
const LONGEST = 120;
/** After a pause the next report says nothing about the pace. */
const USUAL = 50;

export class Glide {
  #from: Point;
  #to: Point;
  #start = 0;
  #length = 0;
  #reported: number;

  constructor(at: Point, now: number) {
    this.#from = at;
    this.#to = at;
    this.#reported = now;
  }

  /** It was reported to be there. */
  to(target: Point, now: number): void {
    if (target.x === this.#to.x && target.y === this.#to.y) return;
    const interval = now - this.#reported;
    this.#from = this.at(now);
    this.#to = target;
    this.#start = now;
    this.#reported = now;
    // A little longer than the interval, so that the next report arrives before the way ends.
    this.#length = interval > 2 * LONGEST ? USUAL : Math.min(LONGEST, Math.max(SHORTEST, interval * 1.25));
  }

  at(now: number): Point {
    const part = this.#length === 0 ? 1 : Math.min(1, Math.max(0, (now - this.#start) / this.#length));
    return { x: this.#from.x + (this.#to.x - this.#from.x) * part, y: this.#from.y + (this.#to.y - this.#from.y) * part };
  }

  settled(now: number): boolean {
    return now >= this.#start + this.#length;
  }
}
