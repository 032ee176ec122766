/** How React parts get at the open wireframe. */
import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import type { CollabState } from "../../collab.ts";
import type { Desk } from "../desk.ts";
import type { Element } from "../model/element.ts";

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("There is no open wireframe here");
  return desk;
}

/** An element, and what is in it; drawn again when one of them changes. */
export function useElement(id: string): { element: Element | undefined; children: readonly string[] } {
  const { document } = useDesk().editor;
  const subscribe = useCallback((listener: () => void) => document.subscribe(id, listener), [document, id]);
  const element = useSyncExternalStore(subscribe, () => document.get(id));
  const children = useSyncExternalStore(subscribe, () => document.children(id === "" ? null : id));
  return { element, children };
}

/** Draws again after every change of the document. */
export function useDocumentVersion(): number {
  const { document } = useDesk().editor;
  return useSyncExternalStore(document.subscribeAll, document.version);
}

export function useConnection(): { state: CollabState; unsaved: number } {
  const { collab } = useDesk();
  const state = useSyncExternalStore(collab.subscribe, () => collab.state);
  const unsaved = useSyncExternalStore(collab.subscribe, () => collab.unsaved);
  return { state, unsaved };
}
