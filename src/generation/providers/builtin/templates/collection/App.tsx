import { <%reactImports%> } from "react";
<%#hasInsights%>
import { Insights } from "./components/Insights";
<%/hasInsights%>
<%#board%>
import { Board } from "./components/Board";
<%/board%>
import { Dialog } from "./components/Dialog";
<%#cards%>
import { <%Type%>Card } from "./components/<%Type%>Card";
<%/cards%>
<%#table%>
import { <%Type%>Table } from "./components/<%Type%>Table";
<%/table%>
import { <%Type%>Form } from "./components/<%Type%>Form";
import { ThemeToggle } from "./components/ThemeToggle";
<%#toolbar%>
import { Toolbar } from "./components/Toolbar";
<%/toolbar%>
import { examples<%#hasStarters%>, starters, STARTERS_KEY, withStarters<%/hasStarters%> } from "./lib/examples";
import { <%#x.due%>dueOn, <%/x.due%>empty<%Type%>, new<%Type%>, read<%Type%>, titleOf, type <%Type%>, type <%Type%>Draft } from "./lib/<%file%>";
<%#hasFiles%>
import { <%fileImports%> } from "./lib/files";
<%/hasFiles%>
<%#appDates%>
import { <%appDates%> } from "./lib/dates";
<%/appDates%>
import { readList } from "./lib/read";
import { useStored } from "./lib/storage";
import { arrange, EVERYTHING } from "./lib/view";

const KEY = <%js itemsKey%>;

/** What the dialog edits: a <%one%>, or the beginnings of one. */
type Editing = <%Type%> | <%Type%>Draft;

export default function App() {
  const [<%codes%>, set<%Types%>] = useStored<<%Type%>[]>(KEY, <%#hasStarters%>starters()<%/hasStarters%><%^hasStarters%><%#samples%>examples()<%/samples%><%^samples%>[]<%/samples%><%/hasStarters%>, (stored) => <%#hasStarters%>withStarters(<%/hasStarters%>readList(stored, read<%Type%>)<%#hasStarters%>)<%/hasStarters%>);
  const [view, <%^toolbar%>_<%/toolbar%>setView] = useState(EVERYTHING);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [deleted, setDeleted] = useState<<%Type%>[]>([]);
  const [said, setSaid] = useState("");
<%#inline%>
  const [added, setAdded] = useState(0);
<%/inline%>
<%#x.reorder%>
  const [dragged, setDragged] = useState("");
<%/x.reorder%>
<%#x.random%>
  const [picked, setPicked] = useState("");
<%/x.random%>
  const visible = arrange(<%codes%>, view);

  function change(id: string, patch: Partial<<%Type%>>) {
    set<%Types%>((before) => before.map((<%code%>) => (<%code%>.id === id ? { ...<%code%>, ...patch } : <%code%>)));
  }

  function add(draft: <%Type%>Draft) {
    const <%code%> = new<%Type%>(draft);
    set<%Types%>((before) => [<%code%>, ...before]);
    setSaid(`${titleOf(<%code%>)} added`);
<%#inline%>
    setAdded((count) => count + 1);
<%/inline%>
  }

  function save(draft: <%Type%>Draft) {
    if (editing && "id" in editing) {
      change(editing.id, draft);
      setSaid("Changes saved");
    } else {
      add(draft);
    }
    setEditing(null);
  }

  function remove(gone: <%Type%>[]) {
    set<%Types%>((before) => before.filter((<%code%>) => !gone.includes(<%code%>)));
    setDeleted(gone);
  }

  function undo() {
    set<%Types%>((before) => [...deleted, ...before]);
    setDeleted([]);
  }
<%#x.reorder%>

  /** Puts one <%one%> in another's place. Ordering by hand then shows. */
  function place(id: string, target: string) {
    set<%Types%>((before) => {
      const moved = before.find((<%code%>) => <%code%>.id === id);
      const at = before.findIndex((<%code%>) => <%code%>.id === target);
      if (!moved || at < 0 || id === target) return before;
      const others = before.filter((<%code%>) => <%code%>.id !== id);
      return [...others.slice(0, at), moved, ...others.slice(at)];
    });
    setView((before) => ({ ...before, sort: "manual" }));
  }
<%/x.reorder%>

<%#hasStarters%>
  useEffect(() => {
    localStorage.setItem(STARTERS_KEY, JSON.stringify(starters().map((<%code%>) => <%code%>.id)));
  }, []);

<%/hasStarters%>
  useEffect(() => {
    if (deleted.length === 0) return;
    const timer = setTimeout(() => setDeleted([]), 8000);
    return () => clearTimeout(timer);
  }, [deleted]);
<%#x.shortcuts%>

  useEffect(() => {
    function press(event: KeyboardEvent) {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select, dialog")) return;
      if (event.key === "n") {
        event.preventDefault();
        setEditing(empty<%Type%>());
      }
<%#search%>
      if (event.key === "/") {
        event.preventDefault();
        document.getElementById("search")?.focus();
      }
<%/search%>
    }
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
<%/x.shortcuts%>

  return (
    <div className="app<%#wide%> wide<%/wide%>">
      <header className="app-header">
        <div>
          <h1><%text title%></h1>
          <p className="tagline"><%text tagline%></p>
        </div>
        <div className="header-actions">
<%#x.csv%>
          <button type="button" className="button quiet" onClick={() => download(<%js csvName%>, toCsv(<%codes%>), "text/csv")}>
            Export CSV
          </button>
<%/x.csv%>
<%#x.json%>
          <button type="button" className="button quiet" onClick={() => download(<%js jsonName%>, JSON.stringify(<%codes%>, null, 2), "application/json")}>
            Export JSON
          </button>
          <label className="button quiet file-button">
            Import JSON
            <input
              type="file"
              accept="application/json,.json"
              className="visually-hidden"
              onChange={(event) => {
                const file = event.target.files?.[0];
                if (!file) return;
                void readJson(file).then((stored) => {
                  const more = readList(stored, read<%Type%>);
                  set<%Types%>((before) => [...more, ...before.filter((<%code%>) => !more.some((other) => other.id === <%code%>.id))]);
                  setSaid(more.length === 0 ? "This file holds no <%many%>" : `${more.length} <%many%> imported`);
                });
                event.target.value = "";
              }}
            />
          </label>
<%/x.json%>
<%#x.print%>
          <button type="button" className="button quiet" onClick={() => print()}>
            Print
          </button>
<%/x.print%>
<%^inline%>
          <button type="button" className="button primary" onClick={() => setEditing(empty<%Type%>())}>
            <%text addLabel%>
          </button>
<%/inline%>
          <ThemeToggle />
        </div>
      </header>

      <main>
<%#reminders%>
        <Reminders <%codes%>={<%codes%>} />
<%/reminders%>
<%#inline%>
        <section className="quick" aria-label=<%attr addLabel%>>
          <<%Type%>Form key={added} initial={empty<%Type%>()} submitLabel=<%attr addLabel%> onSave={add} />
        </section>
<%/inline%>
<%#x.quick_add%>
        <div className="quick-add" role="group" aria-label="Quick add">
<%#quick%>
          <button type="button" className="button" onClick={() => add({ ...empty<%Type%>(), <%field%>: <%amount%> })}>
            <%text label%>
          </button>
<%/quick%>
        </div>
<%/x.quick_add%>
<%#hasInsights%>
        <Insights <%codes%>={<%codes%>} />
<%/hasInsights%>
<%#toolbar%>
        {<%codes%>.length > 0 && <Toolbar view={view} <%#needsItems%><%codes%>={<%codes%>} <%/needsItems%>onChange={setView} />}
<%/toolbar%>
<%#x.random%>
        {visible.length > 0 && (
          <p className="picker">
            <button type="button" className="button" onClick={() => setPicked(visible[Math.floor(Math.random() * visible.length)]?.id ?? "")}>
              Pick a random <%text one%>
            </button>
            <strong role="status">{<%codes%>.filter((<%code%>) => <%code%>.id === picked).map(titleOf)[0] ?? ""}</strong>
          </p>
        )}
<%/x.random%>
<%#done%>
        {<%codes%>.some((<%code%>) => <%code%>.<%done%>) && (
          <p className="done-line">
            <span>
              {<%codes%>.filter((<%code%>) => <%code%>.<%done%>).length} of {<%codes%>.length} <%text doneLower%>
            </span>
            <button type="button" className="button small quiet" onClick={() => remove(<%codes%>.filter((<%code%>) => <%code%>.<%done%>))}>
              Clear <%text doneLower%>
            </button>
          </p>
        )}
<%/done%>
<%#board%>
        <Board
          <%codes%>={visible}
          onChange={change}
          onEdit={setEditing}
          onDelete={(<%code%>) => remove([<%code%>])}
          onAdd={(column) => setEditing({ ...empty<%Type%>(), <%board%>: column })}
        />
<%/board%>
<%#board%>
        {<%codes%>.length === 0 && (
          <p className="hint">
            Nothing here yet.{" "}
            <button type="button" className="button small" onClick={() => set<%Types%>(examples())}>
              Try it with examples
            </button>
          </p>
        )}
<%/board%>
<%^board%>
        {<%codes%>.length === 0 ? (
          <section className="empty">
            <h2><%text emptyTitle%></h2>
            <p><%text emptyText%></p>
            <div className="empty-actions">
<%^inline%>
              <button type="button" className="button primary" onClick={() => setEditing(empty<%Type%>())}>
                Create the first <%text one%>
              </button>
<%/inline%>
              <button type="button" className="button" onClick={() => set<%Types%>(examples())}>
                Try it with examples
              </button>
            </div>
          </section>
        ) : visible.length === 0 ? (
          <section className="empty">
            <h2>Nothing matches</h2>
            <p>No <%text one%> fits what you chose above.</p>
            <button type="button" className="button" onClick={() => setView(EVERYTHING)}>
              Show everything
            </button>
          </section>
        ) : (
<%#cards%>
          <ul className="<%listClass%>">
            {visible.map((<%code%><%#x.reorder%>, index<%/x.reorder%>) => (
              <li key={<%code%>.id}>
                <<%Type%>Card
                  <%code%>={<%code%>}
<%#cardChanges%>
                  onChange={(patch) => change(<%code%>.id, patch)}
<%/cardChanges%>
                  onEdit={() => setEditing(<%code%>)}
                  onDelete={() => remove([<%code%>])}
<%#x.reorder%>
                  onMove={(by) => {
                    const neighbour = visible[index + by];
                    if (neighbour) place(<%code%>.id, neighbour.id);
                  }}
                  onDragStart={() => setDragged(<%code%>.id)}
                  onDropHere={() => place(dragged, <%code%>.id)}
<%/x.reorder%>
                />
              </li>
            ))}
          </ul>
<%/cards%>
<%#table%>
          <<%Type%>Table <%codes%>={visible} <%#tableChanges%>onChange={change} <%/tableChanges%>onEdit={setEditing} onDelete={(<%code%>) => remove([<%code%>])} />
<%/table%>
        )}
<%/board%>
<%#x.shortcuts%>
        <p className="hint">
          Press <kbd>n</kbd> for a new <%text one%><%#search%>, <kbd>/</kbd> to search<%/search%>, <kbd>Esc</kbd> to close.
        </p>
<%/x.shortcuts%>
      </main>

      {editing && (
        <Dialog title={"id" in editing ? <%js editTitle%> : <%js addTitle%>} onClose={() => setEditing(null)}>
          <<%Type%>Form initial={editing} submitLabel={"id" in editing ? "Save changes" : <%js saveLabel%>} onSave={save} onCancel={() => setEditing(null)} />
        </Dialog>
      )}
      <p className="visually-hidden" role="status">
        {said}
      </p>
      {deleted.length > 0 && (
        <div className="toast" role="status">
          <span>{deleted.length === 1 && deleted[0] ? `“${titleOf(deleted[0])}” deleted` : `${deleted.length} <%many%> deleted`}</span>
          <button type="button" className="button small" onClick={undo}>
            Undo
          </button>
        </div>
      )}
    </div>
  );
}
<%#reminders%>

/** What asks for attention today. */
function Reminders({ <%codes%> }: { <%codes%>: <%Type%>[] }) {
  const due = <%codes%>.filter((<%code%>) => <%reminderTest%>);
  if (due.length === 0) return null;
  return (
    <section className="reminders" aria-label="Reminders">
      <strong>{due.length === 1 ? "1 <%one%> needs" : `${due.length} <%many%> need`} attention:</strong> {due.map(titleOf).join(", ")}
    </section>
  );
}
<%/reminders%>
