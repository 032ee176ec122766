/** A screen from a description: elements appear on the canvas as they are laid out. */
import { useEffect, useRef, useState } from "react";
import { CanvasGenerateDocument, CanvasGenerationCancelDocument, CanvasGenerationDocument } from "../../gql/graphql.ts";
import { useStore } from "../../store.ts";
import { ask, follow, messageOf } from "../api/client.ts";
import type { Desk } from "../desk.ts";
import { Icon } from "../renderers/icon.tsx";
import { useDesk } from "./context.ts";

const IDEAS = ["A dashboard for a bakery: orders today, revenue, a chart of the week, a table of orders", "A login page with e-mail, password and sign in with Google", "A landing page for a hiking app with three plans", "A kanban board for a support team"];
const CHANGES = ["Add a search bar at the top", "Add a testimonials section", "Make it for a phone"];

interface Run {
  readonly id: string;
  readonly said: string;
  readonly failure: string | null;
  readonly over: boolean;
}

export function Generate() {
  const desk = useDesk();
  const { editor } = desk;
  const [prompt, setPrompt] = useState("");
  const [run, setRun] = useState<Run | null>(null);
  const [starting, setStarting] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const stop = useRef<(() => void) | null>(null);
  const busy = useStore(desk.generating);
  useEffect(() => { field.current?.focus(); }, []);
  useEffect(() => () => { stop.current?.(); desk.generating.set(false); }, [desk]);

  const start = async (): Promise<void> => {
    if (prompt.trim() === "" || busy || starting) return;
    setStarting(true);
    setRun(null);
    try {
      const { wireframeGenerate: { generation } } = await ask(CanvasGenerateDocument, { projectId: desk.project.id, input: { prompt: prompt.trim(), wireframeId: desk.id } });
      if (!generation) throw new Error("The server started nothing.");
      stop.current?.();
      stop.current = watch(desk, generation.id, setRun);
      setPrompt("");
    } catch (error) {
      setRun({ id: "", said: "", failure: messageOf(error), over: true });
    } finally {
      setStarting(false);
    }
  };
  const ideas = editor.document.size === 0 ? IDEAS : CHANGES;
  return (
    <section className="generate" aria-label="Generate from a description">
      {run && <Answer run={run} />}
      {!run && !busy && prompt === "" && <div className="ideas">{ideas.map((idea) => <button key={idea} type="button" className="chip" onClick={() => { setPrompt(idea); field.current?.focus(); }}>{idea}</button>)}</div>}
      <form onSubmit={(event) => { event.preventDefault(); void start(); }}>
        <Icon name="sparkles" size={18} />
        <textarea ref={field} rows={1} value={prompt} maxLength={4000} placeholder={editor.document.size === 0 ? "Describe a screen…" : "Say what to change, or describe a screen…"} aria-label="Description" onChange={(event) => { setPrompt(event.target.value); }} onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            void start();
          } else if (event.key === "Escape") desk.dialog.set(null);
        }} />
        {busy && run
          ? <button type="button" className="button" onClick={() => { void desk.attempt(async () => { await ask(CanvasGenerationCancelDocument, { id: run.id }); }); }}>Stop</button>
          : <button type="submit" className="primary" disabled={prompt.trim() === "" || starting} aria-label="Generate"><Icon name="arrow-up" /></button>}
        <button type="button" className="mini" aria-label="Close" onClick={() => { desk.dialog.set(null); }}><Icon name="x" size={14} /></button>
      </form>
    </section>
  );
}

function Answer({ run }: { run: Run }) {
  const { editor } = useDesk();
  if (run.failure !== null) return <p className="answer answer-bad" role="alert"><Icon name="alert" />{run.failure}</p>;
  return (
    <p className="answer" role="status">
      {run.over ? <Icon name="check" /> : <span className="dots"><i /><i /><i /></span>}
      <span>{run.said === "" ? (run.over ? "Done." : "Laying it out…") : run.said}</span>
      {run.over && <button type="button" className="link" onClick={() => { editor.zoomToFit(); }}>Show all</button>}
    </p>
  );
}

/** Follows a generation to its end. */
function watch(desk: Desk, id: string, show: (run: Run) => void): () => void {
  let run: Run = { id, said: "", failure: null, over: false };
  const update = (part: Partial<Run>): void => {
    run = { ...run, ...part };
    show(run);
    if (run.over) desk.generating.set(false);
  };
  desk.generating.set(true);
  update({});
  return follow(CanvasGenerationDocument, { id }, {
    next: ({ generationEvents: { event } }) => {
      if (event.__typename === "GenerationTextDelta") update({ said: run.said + event.text });
      else if (event.__typename === "GenerationStepStarted") update({ said: "" });
      else if (event.__typename === "GenerationFinished") update({ over: true, failure: event.status === "SUCCEEDED" ? null : event.failure ?? (event.status === "CANCELLED" ? "Stopped. What was drawn stays; undo takes back only what you did." : "It did not work.") });
    },
    end: (error) => { if (!run.over) update({ over: true, failure: error === null ? null : "The connection to the server was lost." }); },
  });
}
