// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { Overlay } from "../../preview-client/overlay.ts";
import type { Problem } from "../../preview-client/problems.ts";

const problem = (message: string, line = 3): Problem => ({ kind: "error", message, place: { path: "src/App.tsx", line, column: 7 }, detail: "at App" });
const root = (): ShadowRoot | null | undefined => document.querySelector("[data-maquette-overlay]")?.shadowRoot;
const text = (): string => root()?.querySelector("section")?.textContent ?? "";
const press = (key: string): void => { document.dispatchEvent(new KeyboardEvent("keydown", { key })); };

beforeEach(() => { document.querySelector("[data-maquette-overlay]")?.remove(); });

describe("Overlay", () => {
  it("shows message and place outside of the body, which apps replace", () => {
    const overlay = new Overlay(document);
    overlay.show(problem("x is not defined"));
    document.body.innerHTML = "";
    expect(overlay.visible).toBe(true);
    expect(text()).toContain("x is not defined");
    expect(text()).toContain("src/App.tsx:3:7");
    expect(root()?.querySelector("[role=alert]")).not.toBeNull();
  });

  it("shows several problems, and counts the same one", () => {
    const overlay = new Overlay(document);
    for (const message of ["one", "two", "two"]) overlay.show(problem(message));
    expect(text()).toContain("2 problems");
    expect(text()).toContain("×2");
    expect(root()?.querySelectorAll("li")).toHaveLength(2);
  });

  it("takes what a message says as text", () => {
    new Overlay(document).show(problem("<img src=x onerror=alert(1)>"));
    expect(root()?.querySelector("img")).toBeNull();
    expect(text()).toContain("<img src=x");
  });

  it("is dismissed by Escape or its button, and comes back for another problem only", () => {
    const overlay = new Overlay(document);
    overlay.show(problem("one"));
    press("Escape");
    expect(overlay.visible).toBe(false);
    overlay.show(problem("one"));
    expect(overlay.visible).toBe(false);
    overlay.show(problem("two"));
    expect(text()).toContain("This page has a problem");
    expect(text()).not.toContain("one");
    root()?.querySelector("button")?.click();
    expect(overlay.visible).toBe(false);
  });

  it("leaves when its problems are over", () => {
    const overlay = new Overlay(document);
    overlay.show(problem("one", 1));
    overlay.show(problem("two", 2));
    overlay.clear(({ place }) => place?.line === 1);
    expect(text()).not.toContain("one");
    overlay.clear(() => true);
    expect(overlay.visible).toBe(false);
  });

  it("shows the place in the source once it is known", () => {
    const overlay = new Overlay(document);
    const shown = { ...problem("one"), place: null };
    overlay.show(shown);
    expect(text()).not.toContain(".tsx");
    overlay.locate(shown, { path: "src/Chart.tsx", line: 12, column: 1 });
    expect(text()).toContain("src/Chart.tsx:12:1");
  });
});
