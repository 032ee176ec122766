/**
 * GraphiQL with the starter tabs and the strip beside it. `EditorSync` is the one place where
 * captured values and the session reach the editors.
 */
import { GraphiQL } from "graphiql";
import { useGraphiQL, useGraphiQLActions, type MonacoEditor } from "@graphiql/react";
import { useEffect } from "react";
import { fill } from "./captures.ts";
import { fillHeaders } from "./session.ts";
import * as state from "./state.ts";
import { steps } from "./state.ts";
import { useStore } from "./store.ts";
import { Strip } from "./strip.tsx";

const tabs = steps.map(({ query, variables }) => ({ query, variables: JSON.stringify(variables, null, 2), headers: "" }));

export function Playground() {
  return (
    <div className="playground">
      <GraphiQL fetcher={state.fetcher} defaultTabs={tabs} defaultEditorToolsVisibility="variables" shouldPersistHeaders showPersistHeadersSettings={false} inputValueDeprecation schemaDescription>
        <GraphiQL.Logo>
          <a className="logo" href="/" title="About this server">Maquette</a>
        </GraphiQL.Logo>
        <EditorSync />
        <EditorLooks />
        <Strip />
      </GraphiQL>
    </div>
  );
}

/**
 * Fills the editors of the active tab, when a value is captured and when a tab is opened.
 * What other tabs hold is brought up to date when they are opened in turn.
 */
function EditorSync() {
  const variableEditor = useGraphiQL((store) => store.variableEditor);
  const headerEditor = useGraphiQL((store) => store.headerEditor);
  const activeTabIndex = useGraphiQL((store) => store.activeTabIndex);
  const initial = useGraphiQL((store) => store.tabs[store.activeTabIndex]?.variables);
  const captures = useStore(state.captures);
  const session = useStore(state.session);
  const reachable = useStore(state.reachable);
  const actions = useGraphiQLActions();

  useEffect(() => {
    // At the very first visit GraphiQL shows the first tab without its variables.
    if (variableEditor?.getValue() === "" && initial) variableEditor.setValue(initial);
    // Only for the tab that is active when the editor appears, hence not for later `initial`s.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [variableEditor]);
  useEffect(() => { write(variableEditor, (text) => fill(text, captures)); }, [variableEditor, captures, activeTabIndex]);
  useEffect(() => { write(headerEditor, (text) => fillHeaders(text, session)); }, [headerEditor, session, activeTabIndex]);
  useEffect(() => {
    if (reachable) return;
    const timer = setInterval(() => {
      void fetch("/health/live").then((response) => {
        if (!response.ok) return;
        state.reachable.set(true);
        void actions.introspect();
      }, () => undefined);
    }, 2_000);
    return () => { clearInterval(timer); };
  }, [reachable, actions]);
  return null;
}

/** Long lines wrap, since the starter tabs explain themselves in comments; the active tab is in sight. */
function EditorLooks() {
  const queryEditor = useGraphiQL((store) => store.queryEditor);
  const variableEditor = useGraphiQL((store) => store.variableEditor);
  const headerEditor = useGraphiQL((store) => store.headerEditor);
  const responseEditor = useGraphiQL((store) => store.responseEditor);
  const activeTabIndex = useGraphiQL((store) => store.activeTabIndex);

  useEffect(() => {
    for (const editor of [queryEditor, variableEditor, headerEditor, responseEditor]) {
      editor?.updateOptions({ fontSize: 13, wordWrap: "on" });
    }
  }, [queryEditor, variableEditor, headerEditor, responseEditor]);
  useEffect(() => { responseEditor?.updateOptions({ placeholder: "The answer appears here." }); }, [responseEditor]);
  useEffect(() => {
    document.querySelector(".graphiql-tab-active")?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [activeTabIndex]);
  return null;
}

function write(editor: MonacoEditor | undefined, change: (text: string) => string | null): void {
  const text = editor ? change(editor.getValue()) : null;
  if (text !== null) editor?.setValue(text);
}
