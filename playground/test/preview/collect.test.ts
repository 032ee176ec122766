// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { collect } from "../../preview-client/collect.ts";
import type { Report } from "../../preview-client/problems.ts";

const turn = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 5); });
let reports: Report[] = [];
collect(window, (report) => { reports.push(report); });
beforeEach(() => { reports = []; });

const raise = (init: ErrorEventInit): boolean => window.dispatchEvent(new ErrorEvent("error", { cancelable: true, filename: "http://p/src/App.tsx", lineno: 4, colno: 2, ...init }));

function reject(reason: unknown): void {
  const event = Object.assign(new Event("unhandledrejection", { cancelable: true }), { reason });
  window.dispatchEvent(event);
}

describe("collect", () => {
  it("reports errors with their position", async () => {
    raise({ message: "Uncaught TypeError: x", error: new TypeError("x is not a function") });
    await turn();
    expect(reports).toMatchObject([{ kind: "error", message: "TypeError: x is not a function", url: "http://p/src/App.tsx", line: 4, column: 2 }]);
    expect(reports[0]?.stack).toContain("TypeError");
  });

  it("reports rejections", async () => {
    reject(new Error("no answer"));
    reject(undefined);
    await turn();
    expect(reports.map(({ kind, message }) => [kind, message])).toEqual([["rejection", "no answer"], ["rejection", "A promise was rejected without a reason"]]);
  });

  it("reports scripts and style sheets that do not load, and no images", async () => {
    vi.spyOn(performance, "getEntriesByType").mockReturnValue([{ name: `${location.origin}/src/Missing.tsx`, responseStatus: 404, initiatorType: "script" }] as never);
    const script = Object.assign(document.createElement("script"), { type: "application/json", src: "/src/main.tsx" });
    const image = document.createElement("img");
    document.body.append(script, image);
    for (const element of [script, image]) element.dispatchEvent(new Event("error"));
    await turn();
    expect(reports).toHaveLength(1);
    expect(reports[0]?.kind).toBe("load");
    expect(reports[0]?.message).toBe("/src/main.tsx could not start: /src/Missing.tsx (404)");
  });

  it("lets the app's own handlers decide, whether they were there first or not", async () => {
    const handle = (event: Event): void => { event.preventDefault(); };
    window.addEventListener("error", handle);
    window.addEventListener("unhandledrejection", handle);
    expect(raise({ message: "handled", error: new Error("handled") })).toBe(false);
    reject(new Error("handled"));
    await turn();
    window.removeEventListener("error", handle);
    window.removeEventListener("unhandledrejection", handle);
    expect(reports).toEqual([]);
  });

  it("passes over what harms nobody or says nothing", async () => {
    raise({ message: "ResizeObserver loop completed with undelivered notifications." });
    raise({ message: "Script error.", filename: "", lineno: 0, colno: 0 });
    await turn();
    expect(reports).toEqual([]);
  });
});
