// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { Styles } from "../../preview-client/styles.ts";

const sheets = (): HTMLLinkElement[] => [...document.querySelectorAll("link")];
const hrefs = (): (string | null)[] => sheets().map((link) => link.getAttribute("href"));
// This document loads no files, and says so at once; here the test says what became of a sheet.
let settling = false;
const prototype = HTMLLinkElement.prototype;
const dispatchEvent: (this: HTMLLinkElement, event: Event) => boolean = Reflect.get(prototype, "dispatchEvent");
prototype.dispatchEvent = function (this: HTMLLinkElement, event: Event): boolean {
  return (settling || !["load", "error"].includes(event.type)) && dispatchEvent.call(this, event);
};

/** Like in a browser, a link that has been removed hears nothing. */
function settle(link: HTMLLinkElement | undefined, how: "load" | "error" = "load"): void {
  if (!link?.isConnected) return;
  settling = true;
  link.dispatchEvent(new Event(how));
  settling = false;
}
const turn = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve); });

beforeEach(() => { document.head.innerHTML = ""; });

describe("Styles.add", () => {
  it("adds a sheet once and resolves when it has loaded", async () => {
    const styles = new Styles(document);
    let loaded = 0;
    const both = [styles.add("src/a.css", "/src/a.css?v=1"), styles.add("src/a.css", "/src/a.css?v=1")].map((load) => load.then(() => { loaded += 1; }));
    expect(sheets()).toHaveLength(1);
    expect(sheets()[0]?.getAttribute("data-maquette-path")).toBe("src/a.css");
    await turn();
    expect(loaded).toBe(0);
    settle(sheets()[0]);
    await Promise.all(both);
  });

  it("resolves when a sheet fails, since the module that waits must go on", async () => {
    const load = new Styles(document).add("a.css", "/a.css");
    settle(sheets()[0], "error");
    await expect(load).resolves.toBeUndefined();
  });

  it("takes a changed address as an exchange", async () => {
    const styles = new Styles(document);
    void styles.add("a.css", "/a.css?v=1");
    const load = styles.add("a.css", "/a.css?v=2");
    expect(hrefs()).toEqual(["/a.css?v=1", "/a.css?v=2"]);
    settle(sheets()[1]);
    await load;
    expect(hrefs()).toEqual(["/a.css?v=2"]);
  });

  it("keeps the order in which modules import", () => {
    const styles = new Styles(document);
    for (const path of ["b.css", "a.css", "c.css"]) void styles.add(path, `/${path}`);
    expect(hrefs()).toEqual(["/b.css", "/a.css", "/c.css"]);
  });
});

describe("Styles.update", () => {
  it("exchanges a sheet in place, the old one last, and keeps its other attributes", async () => {
    document.head.innerHTML = '<link rel="stylesheet" href="/src/a.css?v=1" media="screen"><link rel="stylesheet" href="/src/b.css?v=1">';
    const update = new Styles(document).update({ "src/a.css": "/src/a.css?v=2" }, 2);
    expect(hrefs()).toEqual(["/src/a.css?v=1", "/src/a.css?v=2", "/src/b.css?v=1"]);
    settle(sheets()[1]);
    await update;
    expect(hrefs()).toEqual(["/src/a.css?v=2", "/src/b.css?v=1"]);
    expect(sheets()[0]?.media).toBe("screen");
  });

  it("keeps the style that it has where the new one does not load", async () => {
    document.head.innerHTML = '<link rel="stylesheet" href="/a.css?v=1">';
    const styles = new Styles(document);
    const update = styles.update({ "a.css": "/a.css?v=2" }, 2);
    settle(sheets()[1], "error");
    await update;
    expect(hrefs()).toEqual(["/a.css?v=1"]);
    const next = styles.update({ "a.css": "/a.css?v=3" }, 3);
    settle(sheets()[1]);
    await next;
    expect(hrefs()).toEqual(["/a.css?v=3"]);
  });

  it("ends with the last of two exchanges that overlap, in whichever order they load", async () => {
    for (const order of [[1, 2], [2, 1]]) {
      document.head.innerHTML = '<link rel="stylesheet" href="/a.css?v=1">';
      const styles = new Styles(document);
      const updates = [styles.update({ "a.css": "/a.css?v=2" }, 2), styles.update({ "a.css": "/a.css?v=3" }, 3)];
      const links = sheets();
      for (const index of order) settle(links.find((link) => link.getAttribute("href") === `/a.css?v=${(index + 1).toString()}`));
      await Promise.all(updates);
      expect(hrefs()).toEqual(["/a.css?v=3"]);
    }
  });

  it("loads every sheet of this origin again for one that another imports", async () => {
    document.head.innerHTML = `<link rel="stylesheet" href="${location.origin}/main.css?v=1"><link rel="stylesheet" href="https://fonts.example/f.css">`;
    const update = new Styles(document).update({ "parts/button.css": "/parts/button.css?v=2" }, 7);
    expect(hrefs()).toContain("/main.css?v=1&r=7");
    settle(sheets()[1]);
    await update;
    expect(hrefs()).toEqual(["/main.css?v=1&r=7", "https://fonts.example/f.css"]);
  });

  it("gives a sheet that is added later its latest address", async () => {
    const styles = new Styles(document);
    await styles.update({ "lazy.css": "/lazy.css?v=2" }, 2);
    void styles.add("lazy.css", "/lazy.css?v=1");
    expect(hrefs()).toEqual(["/lazy.css?v=2"]);
  });
});
