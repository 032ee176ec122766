import { useState } from "react";
<%#hasInsights%>
import { Insights } from "./components/Insights";
<%/hasInsights%>
import { <%Type%>Form } from "./components/<%Type%>Form";
import { <%Type%>Table } from "./components/<%Type%>Table";
import { ThemeToggle } from "./components/ThemeToggle";
import { empty<%Type%>, new<%Type%>, read<%Type%>, type <%Type%> } from "./lib/<%file%>";
import { download, toCsv } from "./lib/files";
import { readList } from "./lib/read";
import { useStored } from "./lib/storage";

export default function App() {
  const [<%codes%>, set<%Types%>] = useStored<<%Type%>[]>(<%js itemsKey%>, [], (stored) => readList(stored, read<%Type%>));
  const [page, setPage] = useState<"form" | "thanks" | "<%codes%>">("form");

  return (
    <div className="app">
      <header className="app-header">
        <div>
          <h1><%text title%></h1>
          <p className="tagline"><%text tagline%></p>
        </div>
        <div className="header-actions">
          <button type="button" className="button quiet" aria-pressed={page === "<%codes%>"} onClick={() => setPage(page === "<%codes%>" ? "form" : "<%codes%>")}>
            {page === "<%codes%>" ? "Back to the form" : `Responses (${<%codes%>.length})`}
          </button>
          <ThemeToggle />
        </div>
      </header>
      <main>
        {page === "form" && (
          <section className="quick" aria-label=<%attr title%>>
            <<%Type%>Form
              initial={empty<%Type%>()}
              submitLabel=<%attr submitLabel%>
              onSave={(draft) => {
                set<%Types%>([new<%Type%>(draft), ...<%codes%>]);
                setPage("thanks");
                scrollTo({ top: 0 });
              }}
            />
          </section>
        )}
        {page === "thanks" && (
          <section className="quick thanks" role="status">
            <h2><%text thanks%></h2>
            <p>Your answers are saved in this browser.</p>
            <button type="button" className="button" onClick={() => setPage("form")}>
              Send another response
            </button>
          </section>
        )}
        {page === "<%codes%>" &&
          (<%codes%>.length === 0 ? (
            <section className="empty">
              <h2>No responses yet</h2>
              <p>Once somebody has filled in the form, the answers appear here.</p>
            </section>
          ) : (
            <>
<%#hasInsights%>
              <Insights <%codes%>={<%codes%>} />
<%/hasInsights%>
              <p>
                <button type="button" className="button" onClick={() => download("responses.csv", toCsv(<%codes%>), "text/csv")}>
                  Export CSV
                </button>
              </p>
              <<%Type%>Table <%codes%>={<%codes%>} <%#tableChanges%>onChange={(id, patch) => set<%Types%>(<%codes%>.map((<%code%>) => (<%code%>.id === id ? { ...<%code%>, ...patch } : <%code%>)))} <%/tableChanges%>onDelete={(gone) => set<%Types%>(<%codes%>.filter((<%code%>) => <%code%> !== gone))} />
            </>
          ))}
      </main>
    </div>
  );
}
