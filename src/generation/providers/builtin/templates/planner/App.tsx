import { useState } from "react";
import { ThemeToggle } from "./components/ThemeToggle";
import { COLUMNS, ROWS, readPlan, type Plan } from "./lib/plan";
import { useStored } from "./lib/storage";

export default function App() {
  const [plan, setPlan] = useStored<Plan>(<%js planKey%>, {}, readPlan);
  const [cleared, setCleared] = useState<Plan | null>(null);
  const filled = Object.values(plan).filter(Boolean).length;
  const today = new Date().toLocaleDateString("en", { weekday: "long" });

  return (
    <div className="app wide">
      <header className="app-header">
        <div>
          <h1><%text title%></h1>
          <p className="tagline"><%text tagline%></p>
        </div>
        <div className="header-actions">
          <button type="button" className="button quiet" onClick={() => print()}>
            Print
          </button>
          <button
            type="button"
            className="button"
            disabled={filled === 0 && cleared === null}
            onClick={() => {
              setPlan(cleared ?? {});
              setCleared(cleared ? null : plan);
            }}
          >
            {cleared ? "Undo clearing" : "Clear the week"}
          </button>
<%#print%>
          <button type="button" className="button" onClick={() => print()}>
            Print
          </button>
<%/print%>
          <ThemeToggle />
        </div>
      </header>
      <main>
        <div className="planner-frame">
          <table className="planner">
            <thead>
              <tr>
                <th scope="col">
                  <span className="visually-hidden">Row</span>
                </th>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col" className={column === today ? "today" : undefined}>
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {ROWS.map((row) => (
                <tr key={row}>
                  <th scope="row">{row}</th>
                  {COLUMNS.map((column) => {
                    const key = `${column}|${row}`;
                    return (
                      <td key={column} data-label={column} className={column === today ? "today" : undefined}>
                        <textarea
                          rows={2}
                          aria-label={`${row}, ${column}`}
                          value={plan[key] ?? ""}
                          placeholder="–"
                          onChange={(event) => {
                            setPlan({ ...plan, [key]: event.target.value });
                            setCleared(null);
                          }}
                        />
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className="hint" role="status">
          {filled} of {COLUMNS.length * ROWS.length} planned
        </p>
      </main>
    </div>
  );
}
