/** The overlay's own style sheet; the page's cannot reach it and it cannot reach the page. */
export const OVERLAY_CSS = `
:host {
  all: initial;
  position: fixed;
  inset: auto 0 0 0;
  width: 100%;
  max-width: none;
  margin: 0;
  padding: 0;
  border: 0;
  background: none;
  overflow: visible;
  z-index: 2147483647;
  color-scheme: light dark;
  --ground: light-dark(#fffafa, #1c1417);
  --ink: light-dark(#2a1a1f, #f6e9ec);
  --quiet: light-dark(#6d5259, #c3a6ad);
  --accent: light-dark(#b3172f, #ff8594);
  --line: light-dark(#f0d4d8, #4a2a31);
  --inset: light-dark(#fdeff0, #281a1e);
  pointer-events: none;
}
section {
  pointer-events: auto;
  box-sizing: border-box;
  display: flex;
  flex-direction: column;
  width: min(60rem, 100% - 1.5rem);
  max-height: min(55vh, 32rem);
  margin: 0 auto .75rem;
  border: 1px solid var(--line);
  border-top: 3px solid var(--accent);
  border-radius: 10px;
  background: var(--ground);
  color: var(--ink);
  box-shadow: 0 12px 40px rgb(0 0 0 / .28);
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif;
}
header {
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 1rem;
  padding: .6rem .75rem .6rem 1rem;
  border-bottom: 1px solid var(--line);
}
h2 { margin: 0; font-size: 14px; font-weight: 650; }
button {
  font: inherit;
  font-size: 13px;
  color: var(--ink);
  background: none;
  border: 1px solid var(--line);
  border-radius: 6px;
  padding: .2rem .6rem;
  cursor: pointer;
}
button:hover { background: var(--inset); }
button:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
kbd { font: inherit; font-size: 12px; color: var(--quiet); margin-left: .25rem; }
ol { margin: 0; padding: 0; list-style: none; overflow: auto; }
li { padding: .75rem 1rem; }
li + li { border-top: 1px solid var(--line); }
p { margin: 0; }
.kind { color: var(--accent); font-weight: 600; font-size: 13px; }
.kind span { margin-left: .5rem; color: var(--quiet); font-weight: 400; }
.place, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 13px; }
.place { color: var(--quiet); overflow-wrap: anywhere; }
pre { margin: .25rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
details { margin-top: .4rem; color: var(--quiet); }
summary { cursor: pointer; font-size: 13px; width: fit-content; }
details pre { padding: .5rem .6rem; border-radius: 6px; background: var(--inset); font-size: 12px; }
`;
