import { empty<%Type%>, new<%Type%>, type <%Type%><%^examplesExtra%>, type <%Type%>Draft<%/examplesExtra%> } from "./<%file%>";
<%#hasStarters%>
import { readTexts } from "./read";
<%/hasStarters%>
<%#examplesDates%>
import { <%examplesDates%> } from "./dates";
<%/examplesDates%>

/** A few <%many%> to try the app with. */
const EXAMPLES: Partial<<%Type%><%^examplesExtra%>Draft<%/examplesExtra%>>[] = [
<%#examples%>
  { <%entries%> },
<%/examples%>
];

export function examples(): <%Type%>[] {
  return EXAMPLES.map((example) => ({ ...new<%Type%>(empty<%Type%>()), ...example }));
}
<%#hasStarters%>

/** What is there from the beginning. */
const STARTERS = [<%starters%>];

/** Where this browser keeps which of them it has shown: what is deleted stays away. */
export const STARTERS_KEY = <%js startersKey%>;

export function starters(): <%Type%>[] {
  return STARTERS.map((name) => ({ ...new<%Type%>({ ...empty<%Type%>(), <%starterField%>: name }), id: `starter-${name}` }));
}

/** The stored <%many%>, and the starters that are not among those shown before. */
export function withStarters(stored: <%Type%>[]): <%Type%>[] {
  const shown = readTexts(JSON.parse(localStorage.getItem(STARTERS_KEY) ?? "[]"));
  return [...stored, ...starters().filter(({ id }) => !shown.includes(id) && !stored.some((<%code%>) => <%code%>.id === id))];
}
<%/hasStarters%>
