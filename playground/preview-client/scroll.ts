/**
 * Keeps the scroll position over a reload. The browser does so only for pages that are as tall
 * as before when they load; an app that renders itself becomes tall later.
 */

const KEY = "maquette:scroll";
const PATIENCE = 2_000;
const TAKEN_OVER = ["wheel", "touchstart", "keydown", "pointerdown"] as const;

interface Position {
  address: string;
  x: number;
  y: number;
}

export function saveScroll(): void {
  const position: Position = { address: location.href, x: scrollX, y: scrollY };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(position));
  } catch {
    // Storage may be blocked; the page then starts at its top.
  }
}

/** Scrolls back as soon as the page is tall enough, unless the person scrolls first. */
export function restoreScroll(): void {
  const position = takePosition();
  if (position?.address !== location.href || (position.x === 0 && position.y === 0)) return;
  const { x, y } = position;
  const deadline = performance.now() + PATIENCE;
  const cancel = new AbortController();
  for (const type of TAKEN_OVER) {
    addEventListener(type, () => { cancel.abort(); }, { signal: cancel.signal, passive: true });
  }
  const attempt = (): void => {
    if (cancel.signal.aborted) return;
    const reachable = document.documentElement.scrollHeight - innerHeight;
    if (reachable >= y || performance.now() > deadline) {
      scrollTo({ left: x, top: y, behavior: "instant" });
      cancel.abort();
    } else requestAnimationFrame(attempt);
  };
  requestAnimationFrame(attempt);
}

function takePosition(): Position | null {
  try {
    const saved = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return saved === null ? null : (JSON.parse(saved) as Position);
  } catch {
    return null;
  }
}
