/** Which of the three pages is shown: signing in, choosing, drawing. */
import { useEffect, useState } from "react";
import { CanvasViewerDocument } from "../../gql/graphql.ts";
import { useStore } from "../../store.ts";
import { ask, messageOf, session, Unreachable } from "../api/client.ts";
import { Desk, readWireframe } from "../desk.ts";
import { Chooser } from "./chooser.tsx";
import { DeskContext } from "./context.ts";
import { SignIn } from "./sign-in.tsx";
import { Workspace } from "./workspace.tsx";

const WIREFRAME = /^wfr_\w+$/;

/** `?wireframe=wfr_…`, or `#/wfr_…`. */
function asked(): string | null {
  const id = new URLSearchParams(location.search).get("wireframe") ?? location.hash.replace(/^#\/?/, "");
  return WIREFRAME.test(id) ? id : null;
}

export function App() {
  const { accessToken } = useStore(session);
  const [id, setId] = useState(asked);
  useEffect(() => {
    const stop = new AbortController();
    for (const type of ["popstate", "hashchange"] as const) addEventListener(type, () => { setId(asked()); }, { signal: stop.signal });
    return () => { stop.abort(); };
  }, []);
  const open = (wireframe: string | null): void => {
    history.pushState(null, "", wireframe === null ? location.pathname : `?wireframe=${wireframe}`);
    setId(wireframe);
  };
  if (accessToken === null) return <SignIn />;
  if (id === null) return <Chooser open={open} />;
  return <Opened key={id} id={id} leave={() => { open(null); }} />;
}

type Opening = { readonly desk: Desk } | { readonly problem: string } | null;

function Opened({ id, leave }: { id: string; leave: () => void }) {
  const [opening, setOpening] = useState<Opening>(null);
  useEffect(() => {
    let desk: Desk | null = null;
    let left = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    const start = async (): Promise<void> => {
      try {
        const [row, { viewer }] = await Promise.all([readWireframe(id), ask(CanvasViewerDocument, {})]);
        if (left) return;
        if (!row) setOpening({ problem: "There is no such wireframe, or it belongs to a project that you are not a member of." });
        else {
          desk = new Desk(row, viewer?.displayName ?? "You");
          setOpening({ desk });
        }
      } catch (error) {
        if (left) return;
        setOpening({ problem: messageOf(error) });
        if (error instanceof Unreachable) again = setTimeout(() => { void start(); }, 2_000);
      }
    };
    void start();
    return () => {
      left = true;
      clearTimeout(again);
      desk?.destroy();
    };
  }, [id]);
  if (opening === null) return <div className="door" role="status"><span className="loading">Opening…</span></div>;
  if ("problem" in opening) return <div className="door"><div className="door-card"><h1>This could not be opened</h1><p>{opening.problem}</p><button type="button" className="primary" onClick={leave}>All wireframes</button></div></div>;
  return <DeskContext value={opening.desk}><Titled desk={opening.desk} /><Workspace leave={leave} /></DeskContext>;
}

function Titled({ desk }: { desk: Desk }) {
  const { name } = useStore(desk.editor.canvas);
  return <title>{`${name} · Maquette`}</title>;
}
