import { <%#cardModel%><%.%>, <%/cardModel%>titleOf, type <%Type%> } from "../lib/<%file%>";
<%#cardFormats%>
import { <%cardFormats%> } from "../lib/format";
<%/cardFormats%>
<%#cardDates%>
import { <%cardDates%> } from "../lib/dates";
<%/cardDates%>
<%#uses.positions%>
import { linesTotal } from "../lib/lines";
<%/uses.positions%>

interface Props {
  <%code%>: <%Type%>;
<%#cardChanges%>
  onChange(patch: Partial<<%Type%>>): void;
<%/cardChanges%>
  onEdit(): void;
  onDelete(): void;
<%#board%>
  onDragStart(): void;
<%/board%>
<%#x.reorder%>
  onMove(by: -1 | 1): void;
  onDragStart(): void;
  onDropHere(): void;
<%/x.reorder%>
}

export function <%Type%>Card({ <%code%>, <%#cardChanges%>onChange, <%/cardChanges%>onEdit, onDelete<%#board%>, onDragStart<%/board%><%#x.reorder%>, onMove, onDragStart, onDropHere<%/x.reorder%> }: Props) {
  const title = titleOf(<%code%>);
<%#x.due%>
  const due = dueOn(<%code%>);
  const daysLeft = due === "" ? null : daysBetween(today(), due);
<%/x.due%>
<%#dueDate%>
  const overdue = <%#done%>!<%code%>.<%done%> && <%/done%><%code%>.<%dueDate%> !== "" && <%code%>.<%dueDate%> < today();
<%/dueDate%>
<%#x.soon%>
  const inDays = <%code%>.<%x.soon.field%> === "" ? null : daysBetween(today(), <%code%>.<%x.soon.field%>);
  const soon = inDays !== null && inDays >= 0 && inDays <= <%x.soon.days%>;
<%/x.soon%>
  return (
    <article
      className={<%cardClass%>}
      aria-label={title}
<%#colorField%>
      style={<%code%>.<%colorField%> ? { borderTopColor: <%code%>.<%colorField%>, borderTopWidth: 4 } : undefined}
<%/colorField%>
<%#board%>
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", <%code%>.id);
        onDragStart();
      }}
<%/board%>
<%#x.reorder%>
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData("text/plain", <%code%>.id);
        onDragStart();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        onDropHere();
      }}
<%/x.reorder%>
    >
<%#images%>
      {<%code%>.<%id%> && <img className="card-image" src={<%code%>.<%id%>} alt="" />}
<%/images%>
      <header className="card-header">
<%#done%>
        <input
          type="checkbox"
          className="tick"
          checked={<%code%>.<%done%>}
          onChange={(event) => onChange({ <%done%>: event.target.checked })}
          aria-label={`<%doneLabel%>: ${title}`}
        />
<%/done%>
        <h3>{title}</h3>
<%#x.pin%>
        <button type="button" className="icon-button" aria-pressed={<%code%>.pinned} aria-label={`Pin ${title}`} title="Pin" onClick={() => onChange({ pinned: !<%code%>.pinned })}>
          <span aria-hidden="true">{<%code%>.pinned ? "★" : "☆"}</span>
        </button>
<%/x.pin%>
<%#x.favourite%>
        <button type="button" className="icon-button heart" aria-pressed={<%code%>.favourite} aria-label={`Favourite ${title}`} title="Favourite" onClick={() => onChange({ favourite: !<%code%>.favourite })}>
          <span aria-hidden="true">{<%code%>.favourite ? "♥" : "♡"}</span>
        </button>
<%/x.favourite%>
      </header>
<%#hasBadges%>
      <p className="badges">
<%#x.low%>
        {isLow(<%code%>) && <span className="badge warn">Low</span>}
<%/x.low%>
<%#dueDate%>
        {overdue && <span className="badge danger">Overdue</span>}
<%/dueDate%>
<%#x.soon%>
        {soon && <span className="badge warn">{inDays === 0 ? "Today" : `In ${inDays} ${inDays === 1 ? "day" : "days"}`}</span>}
<%/x.soon%>
<%#x.due%>
        {daysLeft !== null && (
          <span className={daysLeft <= 0 ? "badge danger" : "badge"}>
            {daysLeft < 0 ? `${-daysLeft} ${daysLeft === -1 ? "day" : "days"} overdue` : daysLeft === 0 ? "Due today" : `Due in ${daysLeft} ${daysLeft === 1 ? "day" : "days"}`}
          </span>
        )}
<%/x.due%>
<%#hasFlags%>
        {flagsOf(<%code%>).map((flag) => (
          <span key={flag} className="badge danger">{flag}</span>
        ))}
<%/hasFlags%>
<%#badges%>
<%#is.choice%>
        {<%code%>.<%id%> && <span className="badge" data-tone={<%id%>Options.indexOf(<%code%>.<%id%>) % 6}>{<%code%>.<%id%>}</span>}
<%/is.choice%>
<%#is.many%>
        {<%code%>.<%id%>.map((entry) => (
          <span key={entry} className="badge tag">{entry}</span>
        ))}
<%/is.many%>
<%#is.rating%>
        {<%code%>.<%id%> !== null && (
          <span className="rating" role="img" aria-label={`<%label%>: ${<%code%>.<%id%>} of <%max%>`}>
            <%stars%>
          </span>
        )}
<%/is.rating%>
<%/badges%>
      </p>
<%/hasBadges%>
<%#hasDetails%>
      <dl className="details">
<%#details%>
        {<%present%> && (
          <div>
            <dt><%text label%></dt>
            <dd><%show%></dd>
          </div>
        )}
<%/details%>
      </dl>
<%/hasDetails%>
<%#positions%>
      <ul className="card-lines">
        {<%code%>.<%id%>.map((line, index) => (
          <li key={index}>
            {line.description || "Item"} – {line.quantity} × {formatMoney(line.price, <%js currency%>)}
          </li>
        ))}
      </ul>
      <p className="card-total">
        <span>
          Subtotal {formatMoney(linesTotal(<%code%>.<%id%>, <%tax%>).net, <%js currency%>)}<%#tax%>, <%taxName%> <%tax%>% {formatMoney(linesTotal(<%code%>.<%id%>, <%tax%>).tax, <%js currency%>)}<%/tax%>
        </span>
        <strong>Total {formatMoney(linesTotal(<%code%>.<%id%>, <%tax%>).gross, <%js currency%>)}</strong>
      </p>
<%/positions%>
<%#lists%>
      {<%code%>.<%id%>.length > 0 && (
        <section className="card-list">
          <h4><%text label%></h4>
          <<%tag%>>
            {<%code%>.<%id%>.map((line, index) => (
              <li key={index}>{line}</li>
            ))}
          </<%tag%>>
        </section>
      )}
<%/lists%>
<%#paragraphs%>
      {<%code%>.<%id%> && <p className="long-text">{<%code%>.<%id%>}</p>}
<%/paragraphs%>
<%#x.daily%>
      <div className="week" role="group" aria-label={`Last seven days of ${title}`}>
        {lastDays(7).map((day) => (
          <button
            key={day}
            type="button"
            className="day"
            aria-pressed={<%code%>.ticks.includes(day)}
            aria-label={`${title}, ${formatDate(day)}${day === today() ? " (today)" : ""}`}
            onClick={() => onChange({ ticks: <%code%>.ticks.includes(day) ? <%code%>.ticks.filter((tick) => tick !== day) : [...<%code%>.ticks, day] })}
          >
            <span>{toDate(day).toLocaleDateString("en", { weekday: "narrow" })}</span>
            <span className="dot" aria-hidden="true">{<%code%>.ticks.includes(day) ? "✓" : ""}</span>
          </button>
        ))}
      </div>
<%#streaks%>
      <p className="streak">
        <strong>{streak(<%code%>.ticks)}-day streak</strong> · best {longestStreak(<%code%>.ticks)}
      </p>
<%/streaks%>
<%/x.daily%>
<%#hasToggles%>
      <div className="toggles">
<%#toggles%>
        <label className="check">
          <input type="checkbox" checked={<%code%>.<%id%>} onChange={(event) => onChange({ <%id%>: event.target.checked })} />
          <%text label%>
        </label>
<%/toggles%>
      </div>
<%/hasToggles%>
<%#x.stepper%>
      <div className="stepper" role="group" aria-label={`<%stepperLabel%> of ${title}`}>
        <button type="button" className="icon-button" aria-label={`Less: ${title}`} onClick={() => onChange({ <%x.stepper%>: Math.max(0, (<%code%>.<%x.stepper%> ?? 0) - 1) })}>
          −
        </button>
        <output>{<%code%>.<%x.stepper%> ?? 0}</output>
        <button type="button" className="icon-button" aria-label={`More: ${title}`} onClick={() => onChange({ <%x.stepper%>: (<%code%>.<%x.stepper%> ?? 0) + 1 })}>
          +
        </button>
      </div>
<%/x.stepper%>
      <footer className="card-actions">
<%#board%>
        <label className="move">
          <span className="visually-hidden">Move {title} to</span>
          <select aria-label={`Move ${title} to`} value={<%boardExpr%>} onChange={(event) => onChange({ <%board%>: event.target.value })}>
            {<%board%>Options.map((column) => (
              <option key={column}>{column}</option>
            ))}
          </select>
        </label>
<%/board%>
<%#x.due%>
        <button type="button" className="button small" onClick={() => onChange({ <%x.due.last%>: today() })} aria-label={`<%x.due.action%> today: ${title}`}>
          <%text x.due.action%> today
        </button>
<%/x.due%>
<%#copied%>
        <button type="button" className="button small" onClick={() => void navigator.clipboard.writeText(<%value%>)} aria-label={`Copy <%label%> of ${title}`}>
          Copy
        </button>
<%/copied%>
<%#x.votes%>
        <button type="button" className="button small" onClick={() => onChange({ votes: <%code%>.votes + 1 })} aria-label={`Vote for ${title}`}>
          ▲ {<%code%>.votes} {<%code%>.votes === 1 ? "vote" : "votes"}
        </button>
<%/x.votes%>
<%#x.reorder%>
        <button type="button" className="icon-button" aria-label={`Move ${title} up`} onClick={() => onMove(-1)}>
          ↑
        </button>
        <button type="button" className="icon-button" aria-label={`Move ${title} down`} onClick={() => onMove(1)}>
          ↓
        </button>
<%/x.reorder%>
<%#x.archive%>
        <button type="button" className="button small quiet" onClick={() => onChange({ archived: !<%code%>.archived })} aria-label={`${<%code%>.archived ? "Restore" : "Archive"} ${title}`}>
          {<%code%>.archived ? "Restore" : "Archive"}
        </button>
<%/x.archive%>
        <button type="button" className="button small quiet" onClick={onEdit} aria-label={`Edit ${title}`}>
          Edit
        </button>
        <button type="button" className="button small quiet danger" onClick={onDelete} aria-label={`Delete ${title}`}>
          Delete
        </button>
      </footer>
    </article>
  );
}
