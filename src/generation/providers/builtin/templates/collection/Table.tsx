import { <%#tableModel%><%.%>, <%/tableModel%>titleOf, type <%Type%> } from "../lib/<%file%>";
<%#tableFormats%>
import { <%tableFormats%> } from "../lib/format";
<%/tableFormats%>
<%#tableDates%>
import { <%tableDates%> } from "../lib/dates";
<%/tableDates%>

interface Props {
  <%codes%>: <%Type%>[];
<%#tableChanges%>
  onChange(id: string, patch: Partial<<%Type%>>): void;
<%/tableChanges%>
<%^isForm%>
  onEdit(<%code%>: <%Type%>): void;
<%/isForm%>
  onDelete(<%code%>: <%Type%>): void;
}

export function <%Type%>Table({ <%codes%>, <%#tableChanges%>onChange, <%/tableChanges%><%^isForm%>onEdit, <%/isForm%>onDelete }: Props) {
  return (
    <div className="table-frame">
      <table>
        <thead>
          <tr>
<%#columns%>
            <th scope="col"<%#numeric%> className="number"<%/numeric%>><%text label%></th>
<%/columns%>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {<%codes%>.map((<%code%>) => (
            <tr key={<%code%>.id}<%#done%> className={<%code%>.<%done%> ? "is-done" : undefined}<%/done%>>
<%#columns%>
<%#title%>
              <th scope="row" data-label=<%attr label%>>
                {titleOf(<%code%>)}
<%#x.low%>
                {isLow(<%code%>) && <span className="badge warn">Low</span>}
<%/x.low%>
<%#dueDate%>
                {<%#done%>!<%code%>.<%done%> && <%/done%><%code%>.<%dueDate%> !== "" && <%code%>.<%dueDate%> < today() && <span className="badge danger">Overdue</span>}
<%/dueDate%>
<%#x.soon%>
                {isSoon(<%code%>.<%x.soon.field%>, <%x.soon.days%>) && <span className="badge warn">Soon: within <%x.soon.days%> days</span>}
<%/x.soon%>
<%#hasFlags%>
                {flagsOf(<%code%>).map((flag) => (
                  <span key={flag} className="badge danger">{flag}</span>
                ))}
<%/hasFlags%>
              </th>
<%/title%>
<%^title%>
              <td data-label=<%attr label%><%#numeric%> className="number"<%/numeric%>><%cell%></td>
<%/title%>
<%/columns%>
              <td className="row-actions">
<%#x.favourite%>
                <button type="button" className="icon-button heart" aria-pressed={<%code%>.favourite} aria-label={`Favourite ${titleOf(<%code%>)}`} onClick={() => onChange(<%code%>.id, { favourite: !<%code%>.favourite })}>
                  <span aria-hidden="true">{<%code%>.favourite ? "♥" : "♡"}</span>
                </button>
<%/x.favourite%>
<%#x.stepper%>
                <button type="button" className="icon-button" aria-label={`Less: ${titleOf(<%code%>)}`} onClick={() => onChange(<%code%>.id, { <%x.stepper%>: Math.max(0, (<%code%>.<%x.stepper%> ?? 0) - 1) })}>
                  −
                </button>
                <button type="button" className="icon-button" aria-label={`More: ${titleOf(<%code%>)}`} onClick={() => onChange(<%code%>.id, { <%x.stepper%>: (<%code%>.<%x.stepper%> ?? 0) + 1 })}>
                  +
                </button>
<%/x.stepper%>
<%#copied%>
                <button type="button" className="button small" onClick={() => void navigator.clipboard.writeText(<%value%>)} aria-label={`Copy <%label%> of ${titleOf(<%code%>)}`}>
                  Copy
                </button>
<%/copied%>
<%#x.archive%>
                <button type="button" className="button small quiet" onClick={() => onChange(<%code%>.id, { archived: !<%code%>.archived })} aria-label={`${<%code%>.archived ? "Restore" : "Archive"} ${titleOf(<%code%>)}`}>
                  {<%code%>.archived ? "Restore" : "Archive"}
                </button>
<%/x.archive%>
<%^isForm%>
                <button type="button" className="button small quiet" onClick={() => onEdit(<%code%>)} aria-label={`Edit ${titleOf(<%code%>)}`}>
                  Edit
                </button>
<%/isForm%>
                <button type="button" className="button small quiet danger" onClick={() => onDelete(<%code%>)} aria-label={`Delete ${titleOf(<%code%>)}`}>
                  Delete
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
