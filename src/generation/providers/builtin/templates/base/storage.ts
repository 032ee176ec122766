import { useEffect, useRef, useState } from "react";

/**
 * State that is kept in this browser. `read` turns whatever was stored, perhaps by an earlier
 * version of the app, into a value; without anything stored the state is `initial`. Nothing is
 * stored before the first change.
 */
export function useStored<T>(key: string, initial: T, read: (stored: unknown) => T) {
  const [value, setValue] = useState<T>(() => {
    try {
      const stored = localStorage.getItem(key);
      return stored === null ? initial : read(JSON.parse(stored));
    } catch {
      return initial;
    }
  });

  const start = useRef(value);
  const changed = useRef(false);

  useEffect(() => {
    changed.current ||= value !== start.current;
    if (!changed.current) return;
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Storage is full or switched off: the app goes on without remembering.
    }
  }, [key, value]);

  return [value, setValue] as const;
}
