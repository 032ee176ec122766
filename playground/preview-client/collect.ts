/**
 * Listens for what goes wrong in the page. It only listens: it neither stops nor answers an
 * event, so an app's own handlers see everything, and an error that they `preventDefault()` is
 * taken as handled. `console.error` stays untouched: React hands what no error boundary caught
 * to `reportError`, which arrives here as an `error` event, and what a boundary caught is the
 * app's own business.
 */
import { reportOf, type Report } from "./problems.ts";

/** Browsers raise this one for layouts that settle a frame later; it harms nobody. */
const HARMLESS = "ResizeObserver loop";

export function collect(view: Window, onReport: (report: Report) => void): void {
  view.addEventListener(
    "error",
    (event: Event) => {
      if (event instanceof ErrorEvent) later(event, () => reportOfError(event), onReport);
      else if (event.target instanceof HTMLScriptElement) onReport(reportOfScript(event.target));
      else if (event.target instanceof HTMLLinkElement) onReportOfLink(event.target, onReport);
    },
    // Elements that fail to load raise an event that does not bubble.
    { capture: true },
  );
  view.addEventListener("unhandledrejection", (event) => {
    later(event, () => reportOf("rejection", event.reason, "A promise was rejected without a reason"), onReport);
  });
}

/** Waits until the app's own handlers, which run after this one, could have handled the event. */
function later(event: Event, make: () => Report | null, onReport: (report: Report) => void): void {
  setTimeout(() => {
    if (event.defaultPrevented) return;
    const report = make();
    if (report) onReport(report);
  });
}

function reportOfError(event: ErrorEvent): Report | null {
  if (event.message.startsWith(HARMLESS)) return null;
  // A script of another origin, loaded without CORS, says nothing but "Script error.".
  if (!event.filename && !event.error) return null;
  return {
    ...reportOf("error", event.error ?? event.message, "Unknown error"),
    url: event.filename || null,
    line: event.lineno || null,
    column: event.colno || null,
  };
}

function reportOfScript(script: HTMLScriptElement): Report {
  const causes = failedRequests();
  const address = script.src ? shorten(script.src) : "An inline module";
  const message = causes.length
    ? `${address} could not start: ${causes.join(", ")}`
    : `${address}, or a module that it imports, could not be loaded`;
  return { ...reportOf("load", message, message), url: script.src || null };
}

function onReportOfLink(link: HTMLLinkElement, onReport: (report: Report) => void): void {
  if (!link.relList.contains("stylesheet")) return;
  const message = `The style sheet ${shorten(link.href)} could not be loaded`;
  onReport({ ...reportOf("load", message, message), url: link.href });
}

/**
 * A script's error event does not say which of the modules it imports was missing; the
 * browser's list of requests does.
 */
function failedRequests(): string[] {
  const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  return entries
    .filter((entry) => entry.responseStatus >= 400 && entry.initiatorType !== "img")
    .slice(-3)
    .map((entry) => `${shorten(entry.name)} (${entry.responseStatus.toString()})`);
}

function shorten(address: string): string {
  const url = new URL(address, document.baseURI);
  return url.origin === location.origin ? url.pathname : url.href;
}
