/**
 * What can be wrong with a page, in the shapes that the overlay shows and the server takes.
 * Types and pure conversions only: nothing here touches the document or the network.
 */

/** A position in one of the project's own files; lines and columns count from 1. */
export interface Place {
  path: string;
  line: number;
  column: number;
}

/** A finding of the server's checks, as `Project.diagnostics` and failed transforms carry it. */
export interface Diagnostic extends Place {
  severity: string;
  code: string;
  message: string;
}

export type ReportKind = "error" | "rejection" | "load" | "transform";

/**
 * The body of `POST /__maquette/errors`. Positions are those of the module as it was served,
 * except for `transform`, where they are already those of the source.
 */
export interface Report {
  kind: ReportKind;
  message: string;
  stack: string | null;
  url: string | null;
  line: number | null;
  column: number | null;
}

/** One entry of the overlay. */
export interface Problem {
  kind: ReportKind;
  message: string;
  place: Place | null;
  /** A stack trace or other detail, shown folded. */
  detail: string | null;
}

/** The server refuses larger reports, and `keepalive` requests share 64 KiB. */
const MAX_MESSAGE = 2_000;
const MAX_STACK = 8_000;

export function clip(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

/** Turns whatever was thrown (it need not be an `Error`) into a report. */
export function reportOf(kind: ReportKind, thrown: unknown, fallback: string): Report {
  const error = thrown instanceof Error ? thrown : null;
  const message = error ? describe(error) : (textOf(thrown) ?? fallback);
  return {
    kind,
    message: clip(message, MAX_MESSAGE),
    stack: error?.stack ? clip(error.stack, MAX_STACK) : null,
    url: null,
    line: null,
    column: null,
  };
}

/** A diagnostic as a report; its path becomes an address of this origin. */
export function reportOfDiagnostic(diagnostic: Diagnostic, origin: string): Report {
  return {
    kind: "transform",
    message: clip(diagnostic.message, MAX_MESSAGE),
    stack: null,
    url: addressOf(diagnostic.path, origin),
    line: diagnostic.line,
    column: diagnostic.column,
  };
}

export function problemOf(report: Report, origin: string): Problem {
  return {
    kind: report.kind,
    message: report.message,
    place: placeOf(report, origin),
    detail: report.stack,
  };
}

/** The place that a report names itself, as long as it is in a file of this origin. */
function placeOf(report: Report, origin: string): Place | null {
  if (report.url === null || report.line === null || !URL.canParse(report.url)) return null;
  const url = new URL(report.url);
  if (url.origin !== origin || url.pathname === "/") return null;
  return { path: pathOf(url), line: report.line, column: report.column ?? 1 };
}

/** The address of a project's file on the preview's origin, without its version. */
export function addressOf(path: string, origin: string): string {
  // The rest is encoded by `URL` as the browser does it in stack traces.
  return new URL(`/${path.replace(/[%?#]/g, encodeURIComponent)}`, origin).href;
}

/** The project path that an address of the preview's origin denotes. */
export function pathOf(url: URL): string {
  const path = url.pathname.slice(1);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function describe(error: Error): string {
  const message = error.message || "No message";
  return error.name && error.name !== "Error" && !message.startsWith(error.name)
    ? `${error.name}: ${message}`
    : message;
}

function textOf(thrown: unknown): string | null {
  switch (typeof thrown) {
    case "string":
      return thrown;
    case "object":
      return thrown === null ? null : textOfObject(thrown);
    case "undefined":
      return null;
    default:
      return String(thrown);
  }
}

function textOfObject(thrown: { message?: unknown }): string | null {
  if (typeof thrown.message === "string" && thrown.message !== "") return thrown.message;
  try {
    return JSON.stringify(thrown);
  } catch {
    return null;
  }
}
