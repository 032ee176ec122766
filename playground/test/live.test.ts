import { describe, expect, it } from "vitest";
import { advance, filesOf, wordsOf, type Live } from "../src/live.ts";

const play = (...events: object[]): Live => {
  const live = events.reduce<Live | null>((state, event) => advance(state, { generationEvents: { cursor: "1", event } }), null);
  if (!live) throw new Error("no event was played");
  return live;
};
const started = (step: number, attempt = 1) => ({ __typename: "GenerationStepStarted", step, attempt });
const said = (step: number, text: string) => ({ __typename: "GenerationTextDelta", step, text });
const began = (step: number, path: string) => ({ __typename: "GenerationFileStarted", step, path });
const wrote = (step: number, path: string, text: string) => ({ __typename: "GenerationFileDelta", step, path, text });
const finished = (step: number, path: string, change = "ADDED") => ({ __typename: "GenerationFileFinished", step, path, change });

describe("a generation", () => {
  it("is put together from its events", () => {
    const live = play({ __typename: "GenerationStatusChanged", status: "RUNNING" }, started(1), said(1, "Hel"), said(1, "lo"), began(1, "a.ts"), wrote(1, "a.ts", "abc"), wrote(1, "a.ts", "de"));
    expect(live.status).toBe("RUNNING");
    expect(wordsOf(live)).toBe("Hello");
    expect(filesOf(live)).toEqual([{ path: "a.ts", length: 5, change: null }]);
    expect(filesOf(advance(live, { generationEvents: { event: finished(1, "a.ts") } }) ?? live)).toEqual([{ path: "a.ts", length: 5, change: "ADDED" }]);
  });

  it("drops what a step had sent when the step comes anew, and keeps the other steps", () => {
    const live = play(started(1), said(1, "first"), began(1, "a.ts"), finished(1, "a.ts"), started(2), said(2, "half"), began(2, "b.ts"), started(2, 2), said(2, "whole"));
    expect(wordsOf(live)).toBe("first\n\nwhole");
    expect(filesOf(live).map((file) => file.path)).toEqual(["a.ts"]);
  });

  it("starts a file over when it is written again", () => {
    const live = play(started(1), began(1, "a.ts"), wrote(1, "a.ts", "long text"), finished(1, "a.ts"), started(2), began(2, "a.ts"), wrote(2, "a.ts", "x"));
    expect(filesOf(live)).toEqual([{ path: "a.ts", length: 1, change: null }]);
  });

  it("ends with its status and failure", () => {
    expect(play({ __typename: "GenerationFinished", status: "FAILED", failure: "The model did not answer." })).toMatchObject({ status: "FAILED", failure: "The model did not answer." });
  });

  it("tells of conflicts and of problems, but not of none", () => {
    const live = play({ __typename: "GenerationFileConflicted", path: "a.ts" }, { __typename: "GenerationDiagnosed", round: 0, diagnostics: [] }, { __typename: "GenerationDiagnosed", round: 1, diagnostics: [{}, {}] });
    expect(live.lines).toHaveLength(2);
    expect(live.lines[0]).toContain("a.ts");
    expect(live.lines[1]).toContain("2 problems");
  });

  it("passes over events that it does not know", () => {
    expect(play(started(1), { __typename: "GenerationDreamt" })).toMatchObject({ status: "QUEUED" });
  });
});

describe("a deployment", () => {
  it("collects its log and takes over from a generation", () => {
    const events = [{ __typename: "DeploymentLogged", line: "one" }, { __typename: "DeploymentStatusChanged", deployment: { status: "READY", failure: null } }];
    const live = events.reduce<Live | null>((state, event) => advance(state, { deploymentEvents: { event } }), play(started(1), said(1, "x")));
    expect(live).toEqual({ kind: "deployment", status: "READY", steps: [], lines: ["one"], failure: null });
  });
});

it("leaves other results alone", () => {
  expect(advance(null, { project: null })).toBeNull();
  expect(advance(null, undefined)).toBeNull();
});
