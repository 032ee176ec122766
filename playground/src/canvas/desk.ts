/**
 * A wireframe that is open, with all that belongs to it: the editor, the connection, who is here,
 * and what of the page is unfolded. Made when a wireframe is opened, destroyed when it is left.
 */
import * as Y from "yjs";
import { Collab, TicketRefused, type Ticket } from "../collab.ts";
import { CanvasComponentsDocument, CanvasProjectEventsDocument, CanvasTicketDocument, CanvasWireframeDocument, CanvasWireframeUpdateDocument, type CanvasWireframeQuery } from "../gql/graphql.ts";
import { Store } from "../store.ts";
import { ask, follow, messageOf, Refused } from "./api/client.ts";
import { Editor } from "./editor/editor.ts";
import { People } from "./editor/people.ts";
import type { PointerControl } from "./editor/pointer.ts";
import { extent } from "./model/element.ts";
import { Library, type Component } from "./model/library.ts";

export type Panel = "components" | "layers" | "design";
export type Dialog = "generate" | "history" | "help" | null;

export interface Notice {
  readonly tone: "good" | "bad";
  readonly text: string;
}

/** The wireframe's row: what is not in the shared document. */
export type Row = Exclude<NonNullable<CanvasWireframeQuery["node"]>, Record<PropertyKey, never>>;

export class Desk {
  readonly id: string;
  readonly project: { readonly id: string; readonly name: string };
  readonly viewer: string;
  readonly editor: Editor;
  readonly collab: Collab;
  readonly people: People;
  /** Which panel is in sight where there is no room for all. */
  readonly panel = new Store<Panel | null>(null);
  readonly aside = new Store<"components" | "layers">("components");
  readonly dialog = new Store<Dialog>(null);
  readonly notice = new Store<Notice | null>(null);
  /** The element whose words are being typed on the canvas. */
  readonly typing = new Store<string | null>(null);
  /** Elements appear one by one while a description is laid out. */
  readonly generating = new Store(false);
  /** The wireframe was deleted, by whomever. */
  readonly gone = new Store(false);
  readonly #doc = new Y.Doc();
  readonly #cleanups: (() => void)[] = [];
  #stage: HTMLElement | null = null;
  #control: PointerControl | null = null;
  #refreshing: ReturnType<typeof setTimeout> | null = null;
  #noticeTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(row: Row, viewer: string) {
    this.id = row.id;
    this.project = row.project;
    this.viewer = viewer;
    this.editor = new Editor(this.#doc, { name: row.name, width: row.width, height: row.height });
    this.editor.canEdit.set(row.project.viewerRole !== "VIEWER");
    this.collab = new Collab({ doc: this.#doc, wireframeId: row.id, ticket: () => ticketFor(row.id) });
    this.people = new People(this.collab.awareness);
    const { selection, view } = this.editor;
    this.#cleanups.push(
      this.collab.subscribe(() => { this.#connectionChanged(); }),
      selection.subscribe(() => { this.people.select(selection.get()); }),
      view.subscribe(() => { this.people.look(this.editor.seen()); }),
      follow(CanvasProjectEventsDocument, { projectId: row.project.id }, {
        next: ({ projectEvents: { event } }) => {
          if (!("wireframeId" in event) || event.wireframeId !== row.id) return;
          if (event.deleted) this.gone.set(true);
          else this.#refreshSoon();
        },
        again: () => { this.#refreshSoon(); },
      }),
    );
    void this.loadLibrary();
  }

  destroy(): void {
    for (const cleanup of this.#cleanups) cleanup();
    if (this.#refreshing !== null) clearTimeout(this.#refreshing);
    if (this.#noticeTimer !== null) clearTimeout(this.#noticeTimer);
    this.people.destroy();
    this.collab.destroy();
    this.editor.destroy();
    this.#doc.destroy();
  }

  get stage(): HTMLElement | null {
    return this.#stage;
  }

  get control(): PointerControl | null {
    return this.#control;
  }

  /** The canvas is on the page, until the returned function is called. */
  attach(stage: HTMLElement, control: PointerControl): () => void {
    this.#stage = stage;
    this.#control = control;
    const detach = control.attach();
    return () => {
      detach();
      this.#stage = null;
      this.#control = null;
    };
  }

  /** The next press moves the view, because space is held. */
  holdToPan(held: boolean): void {
    if (this.#control) this.#control.panning = held;
    this.#stage?.classList.toggle("panning", held);
  }

  /** Says something to the person, for a while. */
  say(tone: Notice["tone"], text: string): void {
    this.notice.set({ tone, text });
    if (this.#noticeTimer !== null) clearTimeout(this.#noticeTimer);
    this.#noticeTimer = setTimeout(() => { this.notice.set(null); }, tone === "good" ? 4_000 : 8_000);
  }

  /** Runs what may fail, and says so where it does. */
  async attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.say("bad", messageOf(error));
      return false;
    }
  }

  /** Changes the name or the canvas's size, for everybody. */
  async update(input: { name?: string; width?: number; height?: number }): Promise<void> {
    const before = this.editor.canvas.get();
    const wanted = { ...before, ...input };
    const size = { width: Math.round(extent(wanted.width)), height: Math.round(extent(wanted.height)) };
    this.editor.canvas.set({ name: wanted.name, ...size });
    const done = await this.attempt(async () => {
      await ask(CanvasWireframeUpdateDocument, { id: this.id, input: { ...input, ...(input.width !== undefined && { width: size.width }), ...(input.height !== undefined && { height: size.height }) } });
    });
    if (!done) this.editor.canvas.set(before);
  }

  async loadLibrary(): Promise<void> {
    await this.attempt(async () => {
      const components: Component[] = [];
      let after: string | null = null;
      do {
        const page: { nodes: readonly (Omit<Component, "propsSchema"> & { propsSchema: unknown })[]; pageInfo: { hasNextPage: boolean; endCursor?: string | null } } =
          (await ask(CanvasComponentsDocument, { projectId: this.project.id, after })).components;
        components.push(...page.nodes.map((node) => ({ ...node, propsSchema: node.propsSchema ?? {} })));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor ?? null : null;
      } while (after !== null);
      this.editor.library.set(new Library(components));
    });
  }

  #connectionChanged(): void {
    const { state, canEdit } = this.collab;
    if (state.kind === "closed") this.editor.canEdit.set(false);
    else if (state.kind === "online" && this.editor.canEdit.get() !== canEdit) this.editor.canEdit.set(canEdit);
  }

  /** Many changes in a row are read once. */
  #refreshSoon(): void {
    this.#refreshing ??= setTimeout(() => {
      this.#refreshing = null;
      void readWireframe(this.id).then((row) => {
        if (!row) this.gone.set(true);
        else this.editor.canvas.set({ name: row.name, width: row.width, height: row.height });
      }, () => undefined);
    }, 400);
  }
}

/** Null where there is no such wireframe, or none that the person may see. */
export async function readWireframe(id: string): Promise<Row | null> {
  const { node } = await ask(CanvasWireframeDocument, { id });
  return node && "project" in node ? (node as Row) : null;
}

async function ticketFor(wireframeId: string): Promise<Ticket> {
  try {
    const { collabTicketCreate: { ticket, canEdit } } = await ask(CanvasTicketDocument, { wireframeId });
    if (!ticket) throw new TicketRefused("The server gave no ticket.");
    // Where this page came from, which may be another address of the server than the one it tells.
    return { ticket, canEdit, url: new URL("/collab", location.href).href };
  } catch (error) {
    if (error instanceof Refused && error.code !== "RATE_LIMITED" && error.code !== "INTERNAL" && error.code !== "UNAVAILABLE") throw new TicketRefused(error.message);
    throw error;
  }
}
