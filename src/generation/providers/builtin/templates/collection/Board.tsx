import { useState } from "react";
import { <%board%>Options, type <%Type%> } from "../lib/<%file%>";
import { <%Type%>Card } from "./<%Type%>Card";

interface Props {
  <%codes%>: <%Type%>[];
  onChange(id: string, patch: Partial<<%Type%>>): void;
  onEdit(<%code%>: <%Type%>): void;
  onDelete(<%code%>: <%Type%>): void;
  onAdd(column: string): void;
}

<%#hasLimits%>
/** How many <%many%> a column holds at most. */
const LIMITS: Partial<Record<string, number>> = { <%limits%> };

<%/hasLimits%>
/** Columns to drag cards between; the menu on each card does the same without a mouse. */
export function Board({ <%codes%>, onChange, onEdit, onDelete, onAdd }: Props) {
  const [dragged, setDragged] = useState("");
  const [over, setOver] = useState("");
<%#hasLimits%>
  const [full, setFull] = useState("");

  /** Changes a <%one%>, unless it would go where there is no room left. */
  function move(id: string, patch: Partial<<%Type%>>) {
    const column = patch.<%board%> ?? "";
    const others = <%codes%>.filter((<%code%>) => <%code%>.<%board%> === column && <%code%>.id !== id).length;
    const room = others < (LIMITS[column] ?? Infinity);
    setFull(room ? "" : `${column} holds ${LIMITS[column]} <%many%> at most.`);
    if (room) onChange(id, patch);
  }
<%/hasLimits%>

  return (
<%#hasLimits%>
    <>
      {full && (
        <p className="board-note" role="alert">
          {full}
        </p>
      )}
<%/hasLimits%>
    <div className="board">
      {<%board%>Options.map((column, index) => {
        // What has no column of its own any more waits in the first.
        const inside = <%codes%>.filter((<%code%>) => <%code%>.<%board%> === column || (index === 0 && !<%board%>Options.includes(<%code%>.<%board%>)));
        return (
          <section
            key={column}
            className={over === column ? "column over" : "column"}
            aria-label={column}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(column);
            }}
            onDragLeave={() => setOver("")}
            onDrop={(event) => {
              event.preventDefault();
              <%^hasLimits%>onChange<%/hasLimits%><%#hasLimits%>move<%/hasLimits%>(dragged || event.dataTransfer.getData("text/plain"), { <%board%>: column });
              setOver("");
              setDragged("");
            }}
          >
            <header className="column-header">
              <h2>{column}</h2>
<%#hasLimits%>
              <span className={inside.length > (LIMITS[column] ?? Infinity) ? "count over" : "count"}>
                {inside.length}
                {LIMITS[column] !== undefined && ` / ${LIMITS[column]}`}
              </span>
<%/hasLimits%>
<%^hasLimits%>
              <span className="count">{inside.length}</span>
<%/hasLimits%>
            </header>
            {inside.map((<%code%>) => (
              <<%Type%>Card
                key={<%code%>.id}
                <%code%>={<%code%>}
                onChange={(patch) => <%^hasLimits%>onChange<%/hasLimits%><%#hasLimits%>move<%/hasLimits%>(<%code%>.id, patch)}
                onEdit={() => onEdit(<%code%>)}
                onDelete={() => onDelete(<%code%>)}
                onDragStart={() => setDragged(<%code%>.id)}
              />
            ))}
            <button type="button" className="button quiet add-here" onClick={() => onAdd(column)} aria-label={`Add to ${column}`}>
              + Add
            </button>
          </section>
        );
      })}
    </div>
<%#hasLimits%>
    </>
<%/hasLimits%>
  );
}
