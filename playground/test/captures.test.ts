import { describe, expect, it } from "vitest";
import { capture, fill, find, missing, NOTHING } from "../src/captures.ts";

describe("find", () => {
  it("names ids after the field that holds their object", () => {
    const data = { messageSend: { message: { id: "msg_1" }, generation: { id: "gen_1", status: "QUEUED" }, userErrors: [] } };
    expect(find(data)).toEqual({ generationId: "gen_1" });
  });

  it("finds what is deeper, and links", () => {
    const project = {
      id: "prj_1",
      preview: { url: "http://p/" },
      liveUrl: "http://live/",
      exportUrl: "http://zip/",
      headVersion: { id: "ver_2", parent: { id: "ver_1" } },
      liveDeployment: { id: "dep_1", url: "http://d/" },
    };
    expect(find({ project })).toEqual({
      projectId: "prj_1",
      previewUrl: "http://p/",
      liveUrl: "http://live/",
      exportUrl: "http://zip/",
      versionId: "ver_2",
      parentVersionId: "ver_1",
      deploymentId: "dep_1",
      deploymentUrl: "http://d/",
    });
  });

  it("does not take an element of a list for the one", () => {
    expect(find({ projects: { nodes: [{ id: "prj_1" }], edges: [{ node: { project: { id: "prj_2" } } }] } })).toEqual({});
  });

  it("survives what is not a result", () => {
    for (const odd of [null, undefined, 1, "x", [], { project: null }, { project: { id: null } }, { project: { id: "" } }]) {
      expect(find(odd)).toEqual({});
    }
  });
});

describe("capture", () => {
  const first = capture(NOTHING, { projectCreate: { project: { id: "prj_1" } } });

  it("keeps the latest value and remembers earlier ones", () => {
    const a = capture(first, { messageSend: { generation: { id: "gen_1" } } });
    const b = capture(a, { messageSend: { generation: { id: "gen_2" } } });
    expect(b.values).toEqual({ projectId: "prj_1", generationId: "gen_2" });
    expect(b.former).toContain("gen_1");
  });

  it("gives the same object back where nothing is new", () => {
    expect(capture(first, { project: { id: "prj_1" } })).toBe(first);
  });

  it("forgets what belongs to another project", () => {
    const user = capture(NOTHING, { accountLogin: { user: { id: "usr_1" } } });
    const full = capture(capture(user, { project: { id: "prj_1" } }), { conversationCreate: { conversation: { id: "cnv_1" } } });
    expect(capture(full, { projectCreate: { project: { id: "prj_2" } } }).values).toEqual({ userId: "usr_1", projectId: "prj_2" });
  });

  it("forgets everything when somebody else signs in", () => {
    const user = capture(first, { accountLogin: { user: { id: "usr_1" } } });
    expect(user.values).toEqual({ projectId: "prj_1", userId: "usr_1" });
    expect(capture(user, { accountLogin: { user: { id: "usr_2" } } }).values).toEqual({ userId: "usr_2" });
  });
});

describe("fill", () => {
  const captures = { values: { projectId: "prj_2" }, former: ["prj_1"] };

  it("fills what is empty, and what an earlier value had filled", () => {
    for (const held of ["", "prj_1"]) {
      expect(JSON.parse(fill(JSON.stringify({ projectId: held, input: { name: "x" } }), captures) ?? "")).toEqual({ projectId: "prj_2", input: { name: "x" } });
    }
  });

  it("leaves what a person typed, and other variables", () => {
    expect(fill('{"projectId": "prj_mine"}', captures)).toBeNull();
    expect(fill('{"id": "", "input": {"projectId": ""}}', captures)).toBeNull();
  });

  it("says nothing where nothing changes, or the text is not finished", () => {
    for (const text of ['{"projectId": "prj_2"}', "", '{"projectId": ', "[]", '{ /* mine */ "projectId": "" }']) {
      expect(fill(text, captures)).toBeNull();
    }
  });

  it("empties a variable whose value became void", () => {
    expect(JSON.parse(fill('{"conversationId": "cnv_1"}', { values: {}, former: ["cnv_1"] }) ?? "")).toEqual({ conversationId: "" });
  });
});

describe("missing", () => {
  it("names the captured values that are still empty", () => {
    expect(missing({ projectId: "", input: {}, other: "" })).toEqual(["projectId"]);
    expect(missing({ projectId: "prj_1" })).toEqual([]);
    expect(missing(undefined)).toEqual([]);
  });
});
