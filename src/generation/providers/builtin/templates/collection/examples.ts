import { empty<%Type%>, new<%Type%>, type <%Type%><%^examplesExtra%>, type <%Type%>Draft<%/examplesExtra%> } from "./<%file%>";
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
