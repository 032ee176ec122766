<%#needsItems%>
import { type <%Type%><%#filterChoices%>, <%id%>Options<%/filterChoices%> } from "../lib/<%file%>";
<%/needsItems%>
<%^needsItems%>
<%#hasFilterChoices%>
import { <%#filterChoices%><%id%>Options<%^@last%>, <%/@last%><%/filterChoices%> } from "../lib/<%file%>";
<%/hasFilterChoices%>
<%/needsItems%>
import { <%#sortable%>SORTS, <%/sortable%>type View } from "../lib/view";

interface Props {
  view: View;
<%#needsItems%>
  <%codes%>: <%Type%>[];
<%/needsItems%>
  onChange(view: View): void;
}

export function Toolbar({ view, <%#needsItems%><%codes%>, <%/needsItems%>onChange }: Props) {
  return (
    <div className="toolbar" role="search">
<%#search%>
      <label className="search">
        <span className="visually-hidden">Search <%many%></span>
        <input id="search" type="search" value={view.query} placeholder=<%attr searchPlaceholder%> onChange={(event) => onChange({ ...view, query: event.target.value })} />
      </label>
<%/search%>
<%#done%>
      <div className="segments" role="group" aria-label="Show">
        {(["all", "open", "done"] as const).map((state) => (
          <button key={state} type="button" aria-pressed={view.state === state} onClick={() => onChange({ ...view, state })}>
            {{ all: "All", open: "Open", done: <%js doneLabel%> }[state]}
          </button>
        ))}
      </div>
<%/done%>
<%#filters%>
      <label className="filter">
        <span><%text label%></span>
        <select aria-label=<%attr filterLabel%> value={view.<%id%>} onChange={(event) => onChange({ ...view, <%id%>: event.target.value })}>
          <option value="">All</option>
<%#is.choice%>
          {<%id%>Options.map((option) => (
            <option key={option}>{option}</option>
          ))}
<%/is.choice%>
<%#is.flag%>
          <option value="yes">Yes</option>
          <option value="no">No</option>
<%/is.flag%>
<%#is.rating%>
          {Array.from({ length: <%max%> }, (_, index) => <%max%> - index).map((least) => (
            <option key={least} value={least}>
              {least} and up
            </option>
          ))}
<%/is.rating%>
<%#is.found%>
          {[...new Set(<%codes%>.flatMap((<%code%>) => <%valuesExpr%>))].sort().map((option) => (
            <option key={option}>{option}</option>
          ))}
<%/is.found%>
        </select>
      </label>
<%/filters%>
<%#sortable%>
      <label className="filter">
        <span>Sort by</span>
        <select aria-label="Sort by" value={view.sort} onChange={(event) => onChange({ ...view, sort: event.target.value })}>
          {SORTS.map((sort) => (
            <option key={sort.id} value={sort.id}>
              {sort.label}
            </option>
          ))}
        </select>
      </label>
<%/sortable%>
<%#x.favourite%>
      <label className="check">
        <input type="checkbox" checked={view.favourites} onChange={(event) => onChange({ ...view, favourites: event.target.checked })} />
        Favourites only
      </label>
<%/x.favourite%>
<%#x.low%>
      <label className="check">
        <input type="checkbox" checked={view.low} onChange={(event) => onChange({ ...view, low: event.target.checked })} />
        Low only
      </label>
<%/x.low%>
<%#x.soon%>
      <label className="check">
        <input type="checkbox" checked={view.soon} onChange={(event) => onChange({ ...view, soon: event.target.checked })} />
        Within <%x.soon.days%> days only
      </label>
<%/x.soon%>
<%#x.archive%>
      <label className="check">
        <input type="checkbox" checked={view.archived} onChange={(event) => onChange({ ...view, archived: event.target.checked })} />
        Show archived
      </label>
<%/x.archive%>
    </div>
  );
}
