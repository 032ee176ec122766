import { useState } from "react";
import { ThemeToggle } from "./components/ThemeToggle";
import { <%formatNames%> } from "./lib/format";
import { START, work<%#bandNames%>, <%.%><%/bandNames%>, type Values } from "./lib/formula";
import { isRecord, readText } from "./lib/read";
import { useStored } from "./lib/storage";

/** Only what was typed is stored, so that the values to start with can change. */
function readTyped(stored: unknown): Partial<Values> {
  const typed: Partial<Values> = {};
  if (!isRecord(stored)) return typed;
  for (const key of Object.keys(START) as (keyof Values)[]) {
    if (key in stored) typed[key] = readText(stored[key]);
  }
  return typed;
}

export default function App() {
  const [typed, setTyped] = useStored<Partial<Values>>(<%js valuesKey%>, {}, readTyped);
  const values: Values = { ...START, ...typed };
  const results = work(values);
<%#history%>
  const [kept, setKept] = useState<string[]>([]);
<%/history%>
  const [copied, setCopied] = useState(false);
  const change = (patch: Partial<Values>) => {
    setCopied(false);
    setTyped({ ...typed, ...patch });
  };

  async function copy() {
    const text = [<%#results%><%js label%> + ": " + <%show%><%^@last%>, <%/@last%><%/results%>].join("\n");
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  }

  return (
    <div className="app">
      <header className="app-header">
        <div>
          <h1><%text title%></h1>
          <p className="tagline"><%text tagline%></p>
        </div>
        <div className="header-actions">
          <ThemeToggle />
        </div>
      </header>
      <main className="calculator">
        <form className="panel" aria-label="Values" onSubmit={(event) => event.preventDefault()}>
<%#inputs%>
          <div className="field">
            <label htmlFor="<%id%>"><%text label%></label>
<%#choices%>
            <select id="<%id%>" value={values.<%id%>} onChange={(event) => change({ <%id%>: event.target.value })}>
<%#options%>
              <option value="<%value%>"><%text name%></option>
<%/options%>
            </select>
<%/choices%>
<%^choices%>
<%#isDate%>
            <input id="<%id%>" type="date" value={values.<%id%>} onChange={(event) => change({ <%id%>: event.target.value })} />
<%/isDate%>
<%^isDate%>
            <div className="with-unit">
              <input id="<%id%>" type="number" inputMode="decimal" step="any" min="<%min%>" value={values.<%id%>} onChange={(event) => change({ <%id%>: event.target.value })} />
<%#sign%>
              <span className="unit" aria-hidden="true"><%text sign%></span>
<%/sign%>
            </div>
<%/isDate%>
<%/choices%>
          </div>
<%/inputs%>
          <button type="button" className="button quiet" onClick={() => setTyped({})}>
            Reset
          </button>
        </form>
        <section className="panel results" aria-label="Results" aria-live="polite">
          <dl>
<%#results%>
            <div className="result">
              <dt><%text label%></dt>
              <dd><output>{<%show%>}</output></dd>
            </div>
<%/results%>
          </dl>
          <div className="result-actions">
            <button type="button" className="button" onClick={() => void copy()}>
              {copied ? "Copied" : "Copy results"}
            </button>
<%#history%>
            <button type="button" className="button" onClick={() => setKept([[<%#results%><%show%><%^@last%>, <%/@last%><%/results%>].join(" · "), ...kept])}>
              Keep in history
            </button>
<%/history%>
          </div>
<%#history%>
          {kept.length > 0 && (
            <ol className="history" aria-label="History">
              {kept.map((line, index) => (
                <li key={index}>{line}</li>
              ))}
            </ol>
          )}
<%/history%>
        </section>
      </main>
    </div>
  );
}
