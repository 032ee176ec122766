/**
 * Places among siblings that never run out: texts of base-62 digits that compare by bytes. They
 * read as digits behind a point, so none ends in the lowest digit. The same as the server's, so
 * that texts of both stay short.
 */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE = DIGITS.length;
const MAX_LENGTH = 200;

/** Where the first of all siblings goes. */
export const FIRST = "V";

export function isOrder(text: unknown): text is string {
  return typeof text === "string" && text.length <= MAX_LENGTH && /^[0-9A-Za-z]*[1-9A-Za-z]$/.test(text);
}

/** Behind `low` and before `high`; null stands for the ends. Null where there is no room, as between equal texts. */
export function between(low: string | null, high: string | null): string | null {
  const found = high === null ? after(low) : midpoint(low ?? "", high);
  const fits = found > (low ?? "") && (high === null || found < high) && found.length <= MAX_LENGTH;
  return fits ? found : null;
}

/** `count` texts that ascend between two others; null where there is no room. */
export function spread(low: string | null, high: string | null, count: number): string[] | null {
  const found: string[] = [];
  let last = low;
  for (let i = 0; i < count; i++) {
    last = between(last, high);
    if (last === null) return null;
    found.push(last);
  }
  return found;
}

/** The first digit that can grow does; what is behind it need not be kept. */
function after(low: string | null): string {
  if (low === null) return FIRST;
  for (let i = 0; i < low.length; i++) {
    const value = digit(low, i);
    if (value < BASE - 1) return low.slice(0, i) + DIGITS.charAt(value + 1);
  }
  return low + FIRST;
}

function midpoint(low: string, high: string): string {
  let prefix = "";
  let bounded = true;
  // Behind the end of `high` there is nothing left to be before.
  for (let i = 0; i <= Math.max(low.length, high.length); i++) {
    const least = digit(low, i);
    const most: number = bounded && i < high.length ? digit(high, i) : BASE;
    if (most - least > 1) return prefix + DIGITS.charAt((least + most) >> 1);
    prefix += DIGITS.charAt(least);
    bounded &&= least === most;
  }
  return prefix;
}

/** The value of a text's digit; zero behind its end, and for what is no digit. */
function digit(text: string, index: number): number {
  return index < text.length ? Math.max(0, DIGITS.indexOf(text.charAt(index))) : 0;
}
