/** What the server suggests: for what is selected, or for what one searches without finding it by name. */
import { useEffect, useState } from "react";
import { CanvasSuggestionsDocument, type CanvasSuggestionsQueryVariables } from "../../gql/graphql.ts";
import { useStore } from "../../store.ts";
import { ask } from "../api/client.ts";
import { useDesk } from "./context.ts";
import { Tile } from "./palette.tsx";

/** Longer than one types or clicks in a row. */
const PAUSE = 350;
const MAX = 4;
const SHORTEST = 3;

interface Suggestion {
  readonly name: string;
  readonly reason: string;
}

export function Suggestions({ query }: { query: string }) {
  const desk = useDesk();
  const selection = useStore(desk.editor.selection);
  const library = useStore(desk.editor.library);
  const words = query.trim();
  const wanted = words.length >= SHORTEST || (words === "" && selection.length > 0);
  const suggestions = useSuggestions(wanted ? { wireframeId: desk.id, description: words === "" ? null : words, selection: selection.slice(0, 20) } : null);
  const known = suggestions.flatMap(({ name, reason }) => {
    const component = library.find(name);
    return component ? [{ component: { ...component, description: `${reason}. ${component.description}` }, reason }] : [];
  });
  if (!wanted || known.length === 0) return null;
  return (
    <section className="palette-group" aria-label="Suggested">
      <h3>{words === "" ? "Goes with it" : "Suggested"}</h3>
      <div className="tiles">{known.slice(0, MAX).map(({ component }) => <Tile key={component.name} component={component} library={library} />)}</div>
    </section>
  );
}

function useSuggestions(wanted: CanvasSuggestionsQueryVariables | null): readonly Suggestion[] {
  const [found, setFound] = useState<readonly Suggestion[]>([]);
  const question = JSON.stringify(wanted);
  useEffect(() => {
    const variables = JSON.parse(question) as CanvasSuggestionsQueryVariables | null;
    if (!variables) return;
    let over = false;
    const timer = setTimeout(() => {
      // A list without suggestions is no loss.
      ask(CanvasSuggestionsDocument, variables).then(({ componentSuggest }) => {
        if (!over) setFound(componentSuggest.map(({ component, reason }) => ({ name: component.name, reason })));
      }, () => undefined);
    }, PAUSE);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [question]);
  return found;
}
