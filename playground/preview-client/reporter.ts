/**
 * Sends reports to the server, which tells the people and the agent who work on the project.
 * The same problem is sent once a page, and at most ten reports leave in a minute: an error in
 * an animation frame must not become a flood. The server has limits of its own.
 */
import type { Place, Report } from "./problems.ts";

const MAX_PER_MINUTE = 10;
const MINUTE = 60_000;

/** Delivers one report; resolves with the place in the source, where the server knows it. */
export type Deliver = (report: Report) => Promise<Place | null>;

export class Reporter {
  readonly #deliver: Deliver;
  readonly #now: () => number;
  readonly #sent = new Set<string>();
  #times: number[] = [];

  constructor(deliver: Deliver, now: () => number) {
    this.#deliver = deliver;
    this.#now = now;
  }

  /** Null where the report was a duplicate or one too many, or the server knows no place. */
  async report(report: Report): Promise<Place | null> {
    const key = JSON.stringify([report.kind, report.message, report.url, report.line, report.column]);
    const now = this.#now();
    this.#times = this.#times.filter((time) => now - time < MINUTE);
    if (this.#sent.has(key) || this.#times.length >= MAX_PER_MINUTE) return null;
    this.#sent.add(key);
    this.#times.push(now);
    try {
      return await this.#deliver(report);
    } catch {
      // A server that cannot be reached must not cause another error in the page.
      return null;
    }
  }
}

/** `POST /__maquette/errors`; it outlives the page, so that the last words are heard too. */
export async function post(report: Report): Promise<Place | null> {
  const response = await fetch("/__maquette/errors", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(report),
    keepalive: true,
  });
  if (response.status !== 200) return null;
  const answer = (await response.json()) as Partial<Place> | null;
  if (typeof answer?.path !== "string" || typeof answer.line !== "number") return null;
  return { path: answer.path, line: answer.line, column: answer.column ?? 1 };
}
