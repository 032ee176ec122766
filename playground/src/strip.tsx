/**
 * The strip beside the editors: where the tour stands and how it goes on, who is signed in, what
 * is being watched, and what was captured.
 */
import { useGraphiQL } from "@graphiql/react";
import { useState } from "react";
import { LivePanel } from "./live-panel.tsx";
import * as state from "./state.ts";
import { useStore } from "./store.ts";
import { NextStep, Steps } from "./tour.tsx";
import { Links, Values } from "./values.tsx";

export function Strip() {
  const [open, setOpen] = useState(true);
  return (
    <aside className={open ? "graphiql-container strip" : "graphiql-container strip strip-closed"} aria-label="Tour">
      <header className="strip-header">
        {open && <Account />}
        <button type="button" className="plain" aria-expanded={open} aria-label={open ? "Fold the strip" : "Unfold the strip"} title={open ? "Fold" : "Tour and captured values"} onClick={() => { setOpen(!open); }}>
          {open ? "»" : "«"}
        </button>
      </header>
      {open && (
        <div className="strip-body">
          <NextStep />
          <Messages />
          <Live />
          <Links />
          <Steps />
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

/** What is being watched, as long as one of the tabs that watch is open. */
function Live() {
  const live = useStore(state.live);
  const active = useGraphiQL((store) => store.tabs[store.activeTabIndex]?.title);
  return active?.startsWith("Watch") ? <LivePanel live={live} /> : null;
}
