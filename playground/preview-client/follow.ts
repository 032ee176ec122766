/**
 * Follows `/__maquette/events` and decides what a change means for this page: other style
 * sheets, or a reload. A page knows its own revision, so that a change that it missed while it
 * was disconnected or hidden is caught up with at the next `hello`.
 */

export interface Hello {
  revision: number;
}

export interface Reloaded {
  revision: number;
  paths: string[];
  stylesOnly: boolean;
  /** The new addresses of changed style sheets, by path. */
  styles: Record<string, string>;
}

/** What following needs of the page; the tests bring their own. */
export interface Page {
  connect(): EventSource;
  /** Loads the page anew; `revision` is why. */
  reload(revision: number): void;
  restyle(change: Reloaded): void;
  /** The revision for which this tab was reloaded last, by `reload`. */
  reloadedFor(): number | null;
}

/** Changes that arrive together need one reload. */
const DEBOUNCE = 20;
const RETRY = 2_000;
/** `EventSource.CLOSED`. */
const CLOSED = 2;

export class Follower {
  readonly #page: Page;
  #revision: number | null;
  #source: EventSource | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #reload: ReturnType<typeof setTimeout> | undefined;
  #target = 0;

  constructor(page: Page, revision: number | null) {
    this.#page = page;
    this.#revision = revision;
  }

  start(): void {
    clearTimeout(this.#retry);
    if (this.#source) return;
    const source = this.#page.connect();
    source.addEventListener("hello", (event) => { this.#hello(read(event) as Hello | null); });
    source.addEventListener("reloaded", (event) => { this.#changed(read(event) as Reloaded | null); });
    source.addEventListener("error", () => {
      // The browser tries again by itself, except after an answer that was an error.
      if (source.readyState !== CLOSED || this.#source !== source) return;
      this.stop();
      this.#retry = setTimeout(() => { this.start(); }, RETRY);
    });
    this.#source = source;
  }

  stop(): void {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }

  #hello(hello: Hello | null): void {
    if (!hello) return;
    this.#revision ??= hello.revision;
    // A page that a cache serves at an old revision must not reload for ever.
    if (hello.revision !== this.#revision && this.#page.reloadedFor() !== hello.revision) {
      this.#scheduleReload(hello.revision);
    }
  }

  #changed(change: Reloaded | null): void {
    if (!change || (this.#revision !== null && change.revision <= this.#revision)) return;
    this.#revision = change.revision;
    if (change.stylesOnly && this.#reload === undefined) this.#page.restyle(change);
    else this.#scheduleReload(change.revision);
  }

  #scheduleReload(revision: number): void {
    this.#target = revision;
    this.#reload ??= setTimeout(() => { this.#page.reload(this.#target); }, DEBOUNCE);
  }
}

function read(event: MessageEvent): unknown {
  try {
    return JSON.parse(String(event.data));
  } catch {
    return null;
  }
}
