/**
 * The panel that says what is wrong with the page. It lives in a shadow root of its own, so
 * that neither the app's styles nor its code meet it; it docks to the lower edge, so that an
 * app that still works can be used; Escape or its button dismisses it.
 */
import type { Place, Problem } from "./problems.ts";
import { OVERLAY_CSS } from "./overlay-style.ts";

const MAX_SHOWN = 20;
const HEADINGS: Record<Problem["kind"], string> = {
  transform: "Cannot be compiled",
  load: "Cannot be loaded",
  error: "Error",
  rejection: "Unhandled rejection",
};

interface Entry {
  problem: Problem;
  count: number;
  /** Stays known, so that the same problem does not come back at once. */
  dismissed: boolean;
}

export class Overlay {
  readonly #document: Document;
  readonly #entries: Entry[] = [];
  #host: HTMLElement | null = null;
  #list: HTMLOListElement | null = null;
  #title: HTMLElement | null = null;

  constructor(document: Document) {
    this.#document = document;
    document.addEventListener(
      "keydown",
      (event) => { if (event.key === "Escape" && this.visible) this.dismiss(); },
      { capture: true },
    );
  }

  get visible(): boolean {
    return this.#host?.isConnected ?? false;
  }

  /** Shows a problem; the same one again only counts. */
  show(problem: Problem): void {
    const same = this.#entries.find((entry) => sameProblem(entry.problem, problem));
    if (same) same.count += 1;
    else this.#entries.push({ problem, count: 1, dismissed: false });
    this.#render();
  }

  /** Adds the place in the source to a problem that is shown, once the server has found it. */
  locate(problem: Problem, place: Place): void {
    problem.place = place;
    this.#render();
  }

  /** Takes back the problems that `solved` says are over. */
  clear(solved: (problem: Problem) => boolean): void {
    const kept = this.#entries.filter((entry) => !solved(entry.problem));
    this.#entries.splice(0, this.#entries.length, ...kept);
    this.#render();
  }

  dismiss(): void {
    for (const entry of this.#entries) entry.dismissed = true;
    this.#render();
  }

  #render(): void {
    const entries = this.#entries.filter((entry) => !entry.dismissed);
    if (entries.length === 0) {
      this.#host?.remove();
      return;
    }
    this.#host ??= this.#build();
    if (!this.#host.isConnected) this.#attach(this.#host);
    const count = entries.length;
    if (this.#title) this.#title.textContent = count === 1 ? "This page has a problem" : `This page has ${count.toString()} problems`;
    this.#list?.replaceChildren(...entries.slice(0, MAX_SHOWN).map((entry) => this.#item(entry)));
  }

  #build(): HTMLElement {
    const host = this.#element("div");
    host.setAttribute("data-maquette-overlay", "");
    // As a popover it is above everything that the app stacks, where browsers know popovers.
    host.setAttribute("popover", "manual");
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(OVERLAY_CSS);
    root.adoptedStyleSheets = [sheet];

    const panel = this.#element("section");
    panel.setAttribute("role", "alert");
    panel.setAttribute("aria-labelledby", "title");
    const title = this.#element("h2");
    title.id = "title";
    const close = this.#element("button");
    close.type = "button";
    close.append("Dismiss ", this.#element("kbd", "Esc"));
    close.addEventListener("click", () => { this.dismiss(); });
    const header = this.#element("header");
    header.append(title, close);
    const list = this.#element("ol");
    panel.append(header, list);
    root.append(panel);
    this.#title = title;
    this.#list = list;
    return host;
  }

  #attach(host: HTMLElement): void {
    // Next to the body, because apps empty or replace that.
    this.#document.documentElement.append(host);
    if (typeof host.showPopover === "function") host.showPopover();
  }

  #item({ problem, count }: Entry): HTMLLIElement {
    const item = this.#element("li");
    const heading = this.#element("p", HEADINGS[problem.kind]);
    heading.className = "kind";
    if (count > 1) heading.append(this.#element("span", `×${count.toString()}`));
    item.append(heading);
    if (problem.place) {
      const { path, line, column } = problem.place;
      const place = this.#element("p", `${path}:${line.toString()}:${column.toString()}`);
      place.className = "place";
      item.append(place);
    }
    item.append(this.#element("pre", problem.message));
    if (problem.detail) {
      const details = this.#element("details");
      details.append(this.#element("summary", "Stack trace"), this.#element("pre", problem.detail));
      item.append(details);
    }
    return item;
  }

  #element<Name extends keyof HTMLElementTagNameMap>(name: Name, text = ""): HTMLElementTagNameMap[Name] {
    const element = this.#document.createElement(name);
    element.textContent = text;
    return element;
  }
}

function sameProblem(a: Problem, b: Problem): boolean {
  return a.kind === b.kind && a.message === b.message && JSON.stringify(a.place) === JSON.stringify(b.place);
}
