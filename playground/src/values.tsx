/** What results named: addresses to open, and ids that fill the variables of later tabs. */
import { useState } from "react";
import { isLink, NAMES } from "./captures.ts";
import * as state from "./state.ts";
import { useStore } from "./store.ts";

/** What the links are called, in the order in which they are shown. */
const LINKS: Readonly<Record<string, string>> = {
  liveUrl: "Open the deployed app ↗",
  previewUrl: "Open the preview ↗",
  exportUrl: "Download the export ↓",
};

/** Where the app can be seen and had. */
export function Links() {
  const { values } = useStore(state.captures);
  const known = Object.entries(LINKS).filter(([name]) => values[name] !== undefined);
  if (known.length === 0) return null;
  return (
    <section className="links" aria-label="Your app">
      {known.map(([name, words]) => (
        <a key={name} href={values[name]} target="_blank" rel="noreferrer" title={values[name]}>{words}</a>
      ))}
    </section>
  );
}

export function Values() {
  const { values } = useStore(state.captures);
  const names = NAMES.filter((name) => values[name] !== undefined && name !== "userId");
  return (
    <section aria-label="Captured values">
      <h2>Captured values</h2>
      {names.length === 0 ? (
        <p className="hint">Ids and links from the results appear here, and fill the variables of the same names.</p>
      ) : (
        <>
          <dl className="values">
            {names.map((name) => <Value key={name} name={name} value={values[name] ?? ""} />)}
          </dl>
          <p className="hint"><button type="button" className="plain" onClick={state.startOver}>Start the tour over</button></p>
        </>
      )}
    </section>
  );
}

function Value({ name, value }: { name: string; value: string }) {
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(value).then(() => {
      setCopied(true);
      setTimeout(() => { setCopied(false); }, 1_500);
    });
  };
  return (
    <div className="value">
      <dt>{name}</dt>
      <dd>
        <code title={value}>{value}</code>
        {isLink(name)
          ? <a href={value} target="_blank" rel="noreferrer" aria-label={`Open ${name}`}>Open ↗</a>
          : <button type="button" className="plain" onClick={copy} aria-label={`Copy ${name}`}>{copied ? "Copied" : "Copy"}</button>}
      </dd>
    </div>
  );
}
