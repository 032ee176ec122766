import { describe, expect, it, vi } from "vitest";
import { problemOf, reportOf, reportOfDiagnostic, type Report } from "../../preview-client/problems.ts";
import { post, Reporter } from "../../preview-client/reporter.ts";

const report = (message: string): Report => ({ ...reportOf("error", new Error(message), ""), stack: null });

describe("Reporter", () => {
  it("sends a problem once", async () => {
    const deliver = vi.fn(() => Promise.resolve(null));
    const reporter = new Reporter(deliver, () => 0);
    for (let round = 0; round < 5; round++) await reporter.report(report("same"));
    await reporter.report({ ...report("same"), line: 3 });
    expect(deliver).toHaveBeenCalledTimes(2);
  });

  it("sends ten in a minute, and more in the next", async () => {
    let now = 0;
    const deliver = vi.fn(() => Promise.resolve(null));
    const reporter = new Reporter(deliver, () => now);
    for (let index = 0; index < 30; index++) await reporter.report(report(index.toString()));
    expect(deliver).toHaveBeenCalledTimes(10);
    now = 60_000;
    await reporter.report(report("10"));
    expect(deliver).toHaveBeenCalledTimes(11);
  });

  it("stays silent where the server cannot be reached", async () => {
    const reporter = new Reporter(() => Promise.reject(new TypeError("Failed to fetch")), () => 0);
    expect(await reporter.report(report("x"))).toBeNull();
  });
});

describe("post", () => {
  it("outlives the page and reads the place in the source", async () => {
    const fetching = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(() => Promise.resolve(Response.json({ path: "src/App.tsx", line: 4, column: 2 })));
    vi.stubGlobal("fetch", fetching);
    expect(await post(report("x"))).toEqual({ path: "src/App.tsx", line: 4, column: 2 });
    const [url, init] = fetching.mock.calls[0] ?? [];
    expect(url).toBe("/__maquette/errors");
    expect(init?.keepalive).toBe(true);
    expect(Object.keys(JSON.parse(init?.body as string) as object).sort()).toEqual(["column", "kind", "line", "message", "stack", "url"]);
  });

  it("takes any other answer as no place", async () => {
    for (const answer of [new Response(null, { status: 204 }), Response.json(null), Response.json({}), Response.json({}, { status: 429 })]) {
      vi.stubGlobal("fetch", () => Promise.resolve(answer));
      expect(await post(report("x"))).toBeNull();
    }
  });
});

describe("reportOf", () => {
  it("reads whatever was thrown", () => {
    const cyclic: Record<string, unknown> = {};
    cyclic["self"] = cyclic;
    const cases: [unknown, string][] = [
      [new TypeError("x is not a function"), "TypeError: x is not a function"],
      [new Error("plain"), "plain"],
      ["text", "text"],
      [42, "42"],
      [{ message: "like an error" }, "like an error"],
      [{ code: 7 }, '{"code":7}'],
      [undefined, "fallback"],
      [null, "fallback"],
      [cyclic, "fallback"],
    ];
    for (const [thrown, message] of cases) expect(reportOf("rejection", thrown, "fallback").message).toBe(message);
  });

  it("cuts what is too long for the server", () => {
    const error = new Error("m".repeat(10_000));
    error.stack = "s".repeat(100_000);
    const { message, stack } = reportOf("error", error, "");
    expect(message).toHaveLength(2_000);
    expect(stack).toHaveLength(8_000);
  });
});

describe("places", () => {
  const origin = "http://label.preview.localhost:3001";

  it("come from diagnostics as they are, whatever the path", () => {
    const diagnostic = { path: "src/a b/ä#.tsx", line: 2, column: 5, severity: "ERROR", code: "syntax", message: "Unexpected token" };
    expect(problemOf(reportOfDiagnostic(diagnostic, origin), origin).place).toEqual({ path: "src/a b/ä#.tsx", line: 2, column: 5 });
  });

  it("are those of this origin's files only", () => {
    const at = (url: string | null) => problemOf({ ...report("x"), url, line: 1, column: 2 }, origin).place;
    expect(at(`${origin}/src/App.tsx?v=abc`)).toEqual({ path: "src/App.tsx", line: 1, column: 2 });
    for (const url of ["https://esm.sh/x.js", `${origin}/`, "not an address", null]) expect(at(url)).toBeNull();
  });
});
