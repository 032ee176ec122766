/**
 * The strip beside the editors: who is signed in, where the tour stands, what was captured and
 * what is being watched.
 */
import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useState, useSyncExternalStore } from "react";
import { isLink, NAMES } from "./captures.ts";
import { LivePanel } from "./live-panel.tsx";
import type { Step } from "./starter.ts";
import * as state from "./state.ts";
import type { Store } from "./store.ts";

function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

export function Strip() {
  const [open, setOpen] = useState(true);
  return (
    <aside className={open ? "graphiql-container strip" : "graphiql-container strip strip-closed"} aria-label="Tour">
      <header className="strip-header">
        {open && <h1>Tour</h1>}
        <button type="button" className="plain" aria-expanded={open} aria-label={open ? "Fold the strip" : "Unfold the strip"} title={open ? "Fold" : "Tour and captured values"} onClick={() => { setOpen(!open); }}>
          {open ? "»" : "«"}
        </button>
      </header>
      {open && (
        <div className="strip-body">
          <Messages />
          <Account />
          <Tour />
          <Live />
          <Values />
        </div>
      )}
    </aside>
  );
}

function Messages() {
  const notice = useStore(state.notice);
  const reachable = useStore(state.reachable);
  return (
    <div role="status" aria-live="polite">
      {!reachable && (
        <p className="notice notice-bad">
          <strong>The server does not answer.</strong> Is it running? This page tries again every two seconds; streams go on where they were interrupted.
        </p>
      )}
      {notice && reachable && <p className={`notice notice-${notice.tone}`}>{notice.text}</p>}
    </div>
  );
}

function Account() {
  const { accessToken, displayName } = useStore(state.session);
  return (
    <p className="account">
      <span className={accessToken === null ? "dot" : "dot dot-good"} aria-hidden="true" />
      {accessToken === null ? "Signed out" : `Signed in${displayName === null ? "" : ` as ${displayName}`}`}
      {accessToken !== null && (
        <button type="button" className="plain" onClick={state.leave} title="Forget the tokens in this browser">Sign out</button>
      )}
    </p>
  );
}

function Tour() {
  const done = useStore(state.done);
  const open = useOpenStep();
  const active = useGraphiQL((store) => store.tabs[store.activeTabIndex]?.title);
  const steps = state.steps;
  const signedIn = done.includes("Register") || done.includes("LogIn");
  const isDone = (step: Step): boolean => done.includes(step.operation) || (signedIn && (step.operation === "Register" || step.operation === "LogIn"));
  const next = steps.find((step) => !isDone(step) && !step.optional);
  return (
    <nav aria-label="Steps">
      <ol className="steps">
        {steps.map((step) => (
          <li key={step.operation}>
            <button type="button" className="step" aria-current={step.operation === active ? "step" : undefined} onClick={() => { open(step); }}>
              <span className={isDone(step) ? "mark mark-done" : step === next ? "mark mark-next" : "mark"} aria-hidden="true" />
              {step.title}
              {isDone(step) && <span className="hidden"> (done)</span>}
            </button>
          </li>
        ))}
      </ol>
      {next && next.operation !== active && (
        <button type="button" className="next" onClick={() => { open(next); }}>Next: {next.title}</button>
      )}
      {next && next.operation === active && <p className="hint">Press ▶ (or Ctrl-Enter) to run this step.</p>}
      {!next && <p className="hint">You have seen it all. <button type="button" className="plain" onClick={state.startOver}>Start over</button></p>}
    </nav>
  );
}

/** Goes to a step's tab, or opens it again where it was closed. */
function useOpenStep(): (step: Step) => void {
  const tabs = useGraphiQL((store) => store.tabs);
  const queryEditor = useGraphiQL((store) => store.queryEditor);
  const variableEditor = useGraphiQL((store) => store.variableEditor);
  const actions = useGraphiQLActions();
  return (step) => {
    const index = tabs.findIndex((tab) => tab.title === step.operation);
    if (index >= 0) {
      actions.changeTab(index);
      return;
    }
    actions.addTab();
    queryEditor?.setValue(step.query);
    variableEditor?.setValue(JSON.stringify(step.variables, null, 2));
  };
}

/** What is being watched, as long as one of the tabs that watch is open. */
function Live() {
  const live = useStore(state.live);
  const active = useGraphiQL((store) => store.tabs[store.activeTabIndex]?.title);
  return active?.startsWith("Watch") ? <LivePanel live={live} /> : null;
}

function Values() {
  const { values } = useStore(state.captures);
  const names = NAMES.filter((name) => values[name] !== undefined && name !== "userId");
  return (
    <section aria-label="Captured values">
      <h2>Captured values</h2>
      {names.length === 0 ? (
        <p className="hint">Ids and links from the results appear here, and fill the variables of the same names.</p>
      ) : (
        <dl className="values">
          {names.map((name) => <Value key={name} name={name} value={values[name] ?? ""} />)}
        </dl>
      )}
      {names.length > 0 && <p className="hint"><button type="button" className="plain" onClick={state.startOver}>Start the tour over</button></p>}
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
