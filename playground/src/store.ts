import { useSyncExternalStore } from "react";

/**
 * A value that the page's parts share: React components subscribe to it, plain functions read
 * and change it. With a key it is kept in localStorage, where other tabs of the playground see
 * changes too. Knows nothing of what it holds.
 */
export class Store<T> {
  readonly #key: string | null;
  readonly #listeners = new Set<() => void>();
  #value: T;

  /** `key` null: the value lives as long as the page. */
  constructor(initial: T, key: string | null = null) {
    this.#key = key;
    this.#value = initial;
    if (key === null) return;
    this.reload();
    addEventListener("storage", (event) => {
      if (event.key === key && event.newValue !== null) this.reload();
    });
  }

  // Arrow functions, because React calls them without their object.
  readonly get = (): T => this.#value;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => { this.#listeners.delete(listener); };
  };

  set(value: T): void {
    this.#value = value;
    if (this.#key !== null) {
      try {
        localStorage.setItem(this.#key, JSON.stringify(value));
      } catch {
        // Storage may be full or blocked; the page works without it until it is closed.
      }
    }
    this.#tell();
  }

  update(change: (value: T) => T): void {
    this.set(change(this.#value));
  }

  /** Reads what another tab may have written since. */
  reload(): void {
    if (this.#key === null) return;
    try {
      const saved = localStorage.getItem(this.#key);
      if (saved === null) return;
      this.#value = JSON.parse(saved) as T;
      this.#tell();
    } catch {
      // Not ours, or damaged: the value stays.
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The value in a React component, which is drawn again when it changes. */
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
