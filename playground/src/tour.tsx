/** The way through the starter tabs: the step to take next, and the list of all. */
import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import type { Stage, Step } from "./starter.ts";
import * as state from "./state.ts";
import { useStore } from "./store.ts";

interface Tour {
  /** The step whose tab is open. */
  active: Step | undefined;
  /** The first step that is still to be done. */
  next: Step | undefined;
  isDone: (step: Step) => boolean;
}

function useTour(): Tour {
  const done = useStore(state.done);
  const title = useGraphiQL((store) => store.tabs[store.activeTabIndex]?.title);
  const signedIn = useStore(state.session).accessToken !== null;
  const isDone = ({ operation, stage }: Step): boolean => (stage === "Account" ? signedIn : done.includes(operation));
  return {
    active: state.steps.find((step) => step.operation === title),
    next: state.steps.find((step) => !isDone(step) && !step.optional),
    isDone,
  };
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

/** One card with one button: it runs the open step, and then leads to the next. */
export function NextStep() {
  const { active, next, isDone } = useTour();
  const open = useOpenStep();
  const running = useGraphiQL((store) => store.isFetching);
  const actions = useGraphiQLActions();
  const toRun = active && !isDone(active) ? active : undefined;
  const shown = toRun ?? next;
  if (!shown) {
    return (
      <section className="card" aria-label="Next step">
        <h1>That was the tour</h1>
        <p className="hint">Your app stays live. The book icon on the far left documents the rest of the schema.</p>
        <button type="button" className="plain" onClick={state.startOver}>Start over</button>
      </section>
    );
  }
  return (
    <section className="card" aria-label="Next step">
      <p className="hint">{toRun ? "" : "Next: "}{positionOf(shown)}</p>
      <h1>{shown.title}</h1>
      {toRun ? (
        <button type="button" className="primary" disabled={running} onClick={() => { actions.run(); }}>{running ? "Running …" : "▶ Run this tab"}</button>
      ) : (
        <button type="button" className="primary" disabled={running} onClick={() => { open(shown); }}>Open the next tab →</button>
      )}
    </section>
  );
}

function positionOf(step: Step): string {
  const counted = state.steps.filter((candidate) => !candidate.optional);
  const index = counted.indexOf(step);
  return index < 0 ? step.stage : `${step.stage} · step ${(index + 1).toString()} of ${counted.length.toString()}`;
}

export function Steps() {
  const { active, next, isDone } = useTour();
  const open = useOpenStep();
  const stages = [...new Set(state.steps.map((step) => step.stage))];
  const item = (step: Step) => (
    <li key={step.operation}>
      <button type="button" className="step" aria-current={step === active ? "step" : undefined} onClick={() => { open(step); }}>
        <span className={isDone(step) ? "mark mark-done" : step === next ? "mark mark-next" : "mark"} aria-hidden="true" />
        {step.title}
        {isDone(step) && <span className="hidden"> (done)</span>}
      </button>
    </li>
  );
  const stage = (name: Stage) => (
    <section key={name} className="stage">
      <h2>{name}</h2>
      <ol className="steps">{state.steps.filter((step) => step.stage === name).map(item)}</ol>
    </section>
  );
  return <nav aria-label="Steps">{stages.map(stage)}</nav>;
}
