/** Projects and their wireframes: one is opened, or a new one begun. */
import { useCallback, useEffect, useState } from "react";
import { CanvasProjectCreateDocument, CanvasProjectsDocument, CanvasWireframeCreateDocument, type CanvasProjectsQuery } from "../../gql/graphql.ts";
import { signOut } from "../../session.ts";
import { useStore } from "../../store.ts";
import { ask, messageOf, session } from "../api/client.ts";
import { Icon } from "../renderers/icon.tsx";
import { Mark } from "./sign-in.tsx";
import { Thumbnail } from "./thumbnail.tsx";

type Project = CanvasProjectsQuery["projects"]["nodes"][number];

export function Chooser({ open }: { open: (wireframeId: string) => void }) {
  const { displayName } = useStore(session);
  const [projects, setProjects] = useState<readonly Project[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const load = useCallback(async () => {
    try {
      setProjects((await ask(CanvasProjectsDocument, {})).projects.nodes);
      setProblem(null);
    } catch (error) {
      setProblem(messageOf(error));
    }
  }, []);
  // eslint-disable-next-line react-hooks/set-state-in-effect -- the list comes later, from the server
  useEffect(() => { void load(); }, [load]);

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const draw = async (projectId: string): Promise<void> => {
    const { wireframeCreate: { wireframe } } = await ask(CanvasWireframeCreateDocument, { projectId, input: { name: "Untitled", width: 1280, height: 800 } });
    if (wireframe) open(wireframe.id);
  };
  const begin = async (): Promise<void> => {
    const { projectCreate: { project } } = await ask(CanvasProjectCreateDocument, { input: { name: "My sketches" } });
    if (project) await draw(project.id);
  };
  return (
    <div className="chooser">
      <header className="chooser-head">
        <Mark />
        <h1>Wireframes</h1>
        <span className="spring" />
        {displayName !== null && <span className="quiet">{displayName}</span>}
        <button type="button" className="button" onClick={() => { session.update(signOut); }}>Sign out</button>
      </header>
      <main>
        {problem !== null && <p className="door-problem" role="alert">{problem} <button type="button" className="link" onClick={() => { void load(); }}>Try again</button></p>}
        {projects === null && problem === null && <p className="quiet" role="status">Loading…</p>}
        {projects?.length === 0 && (
          <section className="first"><h2>Draw your first screen</h2><p>A project holds wireframes, and later the app that is made from them.</p><button type="button" className="primary" disabled={busy} onClick={() => { void attempt(begin); }}><Icon name="plus" /> Start a project</button></section>
        )}
        {projects?.map((project) => (
          <section key={project.id} aria-label={project.name}>
            <h2>{project.name}{project.viewerRole === "VIEWER" && <span className="quiet"> · view only</span>}</h2>
            <div className="cards">
              {project.viewerRole !== "VIEWER" && <button type="button" className="card card-new" disabled={busy} onClick={() => { void attempt(() => draw(project.id)); }}><Icon name="plus" size={24} />New wireframe</button>}
              {project.wireframes.nodes.map((wireframe) => (
                <a key={wireframe.id} className="card" href={`?wireframe=${wireframe.id}`} onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                  event.preventDefault();
                  open(wireframe.id);
                }}>
                  <Thumbnail id={wireframe.id} width={wireframe.width} height={wireframe.height} />
                  <span className="card-name">{wireframe.name}</span>
                  <small>{ago(wireframe.updatedAt)}</small>
                </a>
              ))}
            </div>
          </section>
        ))}
        {projects !== null && projects.length > 0 && <button type="button" className="link" disabled={busy} onClick={() => { void attempt(begin); }}>New project</button>}
      </main>
    </div>
  );
}

const UNITS = [["day", 86_400], ["hour", 3_600], ["minute", 60]] as const;

function ago(time: string): string {
  const seconds = (Date.parse(time) - Date.now()) / 1_000;
  const words = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
  for (const [unit, size] of UNITS) if (Math.abs(seconds) >= size) return words.format(Math.round(seconds / size), unit);
  return "just now";
}
