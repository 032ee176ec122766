import { <%#x.low%>isLow, <%/x.low%><%#sortModel%><%.%>, <%/sortModel%>titleOf, type <%Type%> } from "./<%file%>";
<%#x.soon%>
import { isSoon } from "./dates";
<%/x.soon%>

/** What the person chose to see. */
export interface View {
  query: string;
  sort: string;
<%#done%>
  state: "all" | "open" | "done";
<%/done%>
<%#filters%>
  <%id%>: string;
<%/filters%>
<%#x.favourite%>
  favourites: boolean;
<%/x.favourite%>
<%#x.low%>
  low: boolean;
<%/x.low%>
<%#x.soon%>
  soon: boolean;
<%/x.soon%>
<%#x.archive%>
  archived: boolean;
<%/x.archive%>
}

export const EVERYTHING: View = {
  query: "",
  sort: <%js sort%>,
<%#done%>
  state: "all",
<%/done%>
<%#filters%>
  <%id%>: "",
<%/filters%>
<%#x.favourite%>
  favourites: false,
<%/x.favourite%>
<%#x.low%>
  low: false,
<%/x.low%>
<%#x.soon%>
  soon: false,
<%/x.soon%>
<%#x.archive%>
  archived: false,
<%/x.archive%>
};

interface SortOrder {
  id: string;
  label: string;
  compare(a: <%Type%>, b: <%Type%>): number;
}

/** Missing values come last, whichever way the rest goes. */
function compareValues(a: string | number | null, b: string | number | null, direction: 1 | -1): number {
  const missing = Number(a === null || a === "") - Number(b === null || b === "");
  if (missing !== 0 || a === null || b === null) return missing;
  return direction * (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true }));
}

export const SORTS: SortOrder[] = [
<%#sorts%>
  { id: <%js id%>, label: <%js label%>, compare: <%^manual%>(a, b) => <%compare%><%/manual%><%#manual%>() => 0<%/manual%> },
<%/sorts%>
];

/** The <%many%> to show, in order. */
export function arrange(<%codes%>: <%Type%>[], view: View): <%Type%>[] {
  const words = view.query.toLowerCase().split(/\s+/).filter(Boolean);
  const order = SORTS.find((sort) => sort.id === view.sort) ?? SORTS[0];
  return <%codes%>
    .filter((<%code%>) => {
      const text = searchText(<%code%>);
      return words.every((word) => text.includes(word));
    })
<%#done%>
    .filter((<%code%>) => view.state === "all" || <%code%>.<%done%> === (view.state === "done"))
<%/done%>
<%#filters%>
    .filter((<%code%>) => view.<%id%> === "" || <%matches%>)
<%/filters%>
<%#x.favourite%>
    .filter((<%code%>) => !view.favourites || <%code%>.favourite)
<%/x.favourite%>
<%#x.low%>
    .filter((<%code%>) => !view.low || isLow(<%code%>))
<%/x.low%>
<%#x.soon%>
    .filter((<%code%>) => !view.soon || isSoon(<%code%>.<%x.soon.field%>, <%x.soon.days%>))
<%/x.soon%>
<%#x.archive%>
    .filter((<%code%>) => <%code%>.archived === view.archived)
<%/x.archive%>
    .sort((a, b) => <%#x.pin%>Number(b.pinned) - Number(a.pinned) || <%/x.pin%>(order?.compare(a, b) ?? 0));
}

function searchText(<%code%>: <%Type%>): string {
  return [titleOf(<%code%>)<%#searched%>, <%searchExpr%><%/searched%>].join(" ").toLowerCase();
}
