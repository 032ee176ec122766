/**
 * The page's style sheets: adds those that modules import, and exchanges them in place when
 * only styles changed. An old sheet leaves once its successor has loaded, so nothing flashes.
 */

const PATH_ATTRIBUTE = "data-maquette-path";
const RETIRED = "maquette-retired";

export class Styles {
  readonly #document: Document;
  /** The latest address of each path, for sheets that are added after a change. */
  readonly #latest = new Map<string, string>();
  readonly #loads = new WeakMap<HTMLLinkElement, Promise<void>>();
  /** A sheet → the one that it takes the place of. */
  readonly #predecessors = new WeakMap<HTMLLinkElement, HTMLLinkElement>();

  constructor(document: Document) {
    this.#document = document;
  }

  /** Adds the sheet of `path` once; resolves when it has loaded, or failed to. */
  add(path: string, href: string): Promise<void> {
    const address = this.#latest.get(path) ?? href;
    const link = this.#links().find((candidate) => candidate.getAttribute(PATH_ATTRIBUTE) === path);
    if (link?.getAttribute("href") === address) return this.#loads.get(link) ?? Promise.resolve();
    return link ? this.#replace(link, address) : this.#append(path, address);
  }

  /**
   * Exchanges the sheets of `styles` (path → address). A path that no link names may be
   * imported by another sheet (`@import`), so then every sheet of this origin loads again.
   */
  async update(styles: Readonly<Record<string, string>>, revision: number): Promise<void> {
    const loads: Promise<void>[] = [];
    let imported = false;
    for (const [path, href] of Object.entries(styles)) {
      this.#latest.set(path, href);
      const links = this.#links().filter((link) => this.#denotes(link, path, href));
      imported ||= links.length === 0;
      loads.push(...links.map((link) => this.#replace(link, href)));
    }
    if (imported) loads.push(...this.#links().filter(sameOrigin).map((link) => this.#replace(link, again(link, revision))));
    await Promise.all(loads);
  }

  #links(): HTMLLinkElement[] {
    const links = this.#document.querySelectorAll<HTMLLinkElement>('link[rel~="stylesheet"]');
    // One that is being replaced is on its way out.
    return [...links].filter((link) => !link.hasAttribute("data-maquette-old"));
  }

  #denotes(link: HTMLLinkElement, path: string, href: string): boolean {
    if (link.getAttribute(PATH_ATTRIBUTE) === path) return true;
    const base = this.#document.baseURI;
    return sameOrigin(link) && new URL(link.href, base).pathname === new URL(href, base).pathname;
  }

  #append(path: string, href: string): Promise<void> {
    const link = this.#document.createElement("link");
    link.rel = "stylesheet";
    link.setAttribute(PATH_ATTRIBUTE, path);
    link.href = href;
    const loaded = this.#loaded(link).then(() => undefined);
    this.#document.head.append(link);
    return loaded;
  }

  async #replace(old: HTMLLinkElement, href: string): Promise<void> {
    const link = old.cloneNode() as HTMLLinkElement;
    link.href = href;
    old.setAttribute("data-maquette-old", "");
    this.#predecessors.set(link, old);
    const loaded = this.#loaded(link);
    old.after(link);
    // A successor that fails to load is not one: the page keeps the style that it has.
    if (await loaded) this.#retirePredecessors(link);
    else {
      old.removeAttribute("data-maquette-old");
      link.remove();
    }
  }

  /** Predecessors that are still loading leave too; whoever waits for them need not any more. */
  #retirePredecessors(link: HTMLLinkElement): void {
    for (let old = this.#predecessors.get(link); old; old = this.#predecessors.get(old)) {
      old.remove();
      old.dispatchEvent(new Event(RETIRED));
    }
  }

  #loaded(link: HTMLLinkElement): Promise<boolean> {
    const loaded = new Promise<boolean>((resolve) => {
      link.addEventListener("load", () => { resolve(true); }, { once: true });
      for (const type of ["error", RETIRED]) link.addEventListener(type, () => { resolve(false); }, { once: true });
    });
    this.#loads.set(link, loaded.then(() => undefined));
    return loaded;
  }
}

function sameOrigin(link: HTMLLinkElement): boolean {
  return URL.canParse(link.href) && new URL(link.href).origin === location.origin;
}

/** The same sheet under an address that no cache knows. */
function again(link: HTMLLinkElement, revision: number): string {
  const url = new URL(link.href);
  url.searchParams.set("r", revision.toString());
  return url.pathname + url.search;
}
