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

/** Columns to drag cards between; the menu on each card does the same without a mouse. */
export function Board({ <%codes%>, onChange, onEdit, onDelete, onAdd }: Props) {
  const [dragged, setDragged] = useState("");
  const [over, setOver] = useState("");

  return (
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
              onChange(dragged || event.dataTransfer.getData("text/plain"), { <%board%>: column });
              setOver("");
              setDragged("");
            }}
          >
            <header className="column-header">
              <h2>{column}</h2>
              <span className="count">{inside.length}</span>
            </header>
            {inside.map((<%code%>) => (
              <<%Type%>Card
                key={<%code%>.id}
                <%code%>={<%code%>}
                onChange={(patch) => onChange(<%code%>.id, patch)}
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
  );
}
