import { ThemeToggle } from "./components/ThemeToggle";
import { convert, GROUPS } from "./lib/units";
import { isRecord, readText } from "./lib/read";
import { useStored } from "./lib/storage";

interface Choice {
  group: string;
  from: string;
  to: string;
  amount: string;
}

const first = GROUPS[0];
const START: Choice = { group: first?.name ?? "", from: first?.units[0]?.name ?? "", to: first?.units[1]?.name ?? "", amount: "1" };

function readChoice(stored: unknown): Choice {
  const record = isRecord(stored) ? stored : {};
  const choice = { group: readText(record.group), from: readText(record.from), to: readText(record.to), amount: readText(record.amount, "1") };
  const group = GROUPS.find((known) => known.name === choice.group);
  const known = (name: string) => group?.units.some((unit) => unit.name === name);
  return known(choice.from) && known(choice.to) ? choice : START;
}

export default function App() {
  const [choice, setChoice] = useStored<Choice>(<%js choiceKey%>, START, readChoice);
  const group = GROUPS.find((known) => known.name === choice.group) ?? GROUPS[0];
  const units = group?.units ?? [];
  const from = units.find((unit) => unit.name === choice.from);
  const to = units.find((unit) => unit.name === choice.to);
  const amount = Number(choice.amount);
  const result = from && to && choice.amount !== "" && Number.isFinite(amount) ? convert(amount, from, to) : null;
  const shown = result === null ? "–" : new Intl.NumberFormat("en", { maximumFractionDigits: 6 }).format(result);

  return (
    <div className="app">
      <header className="app-header">
        <div>
          <h1><%text title%></h1>
          <p className="tagline"><%text tagline%></p>
        </div>
        <div className="header-actions">
          <ThemeToggle />
        </div>
      </header>
      <main>
        <div className="tabs" role="group" aria-label="What to convert">
          {GROUPS.map((known) => (
            <button
              key={known.name}
              type="button"
              className="button"
              aria-pressed={known === group}
              onClick={() => setChoice({ ...choice, group: known.name, from: known.units[0]?.name ?? "", to: known.units[1]?.name ?? "" })}
            >
              {known.name}
            </button>
          ))}
        </div>
        <form className="panel converter" onSubmit={(event) => event.preventDefault()}>
          <div className="field">
            <label htmlFor="amount">Amount</label>
            <input id="amount" type="number" inputMode="decimal" step="any" value={choice.amount} onChange={(event) => setChoice({ ...choice, amount: event.target.value })} />
          </div>
          <div className="field">
            <label htmlFor="from">From</label>
            <select id="from" value={choice.from} onChange={(event) => setChoice({ ...choice, from: event.target.value })}>
              {units.map((unit) => (
                <option key={unit.name}>{unit.name}</option>
              ))}
            </select>
          </div>
          <button type="button" className="button swap" onClick={() => setChoice({ ...choice, from: choice.to, to: choice.from })} aria-label="Swap the units">
            ⇄
          </button>
          <div className="field">
            <label htmlFor="to">To</label>
            <select id="to" value={choice.to} onChange={(event) => setChoice({ ...choice, to: event.target.value })}>
              {units.map((unit) => (
                <option key={unit.name}>{unit.name}</option>
              ))}
            </select>
          </div>
        </form>
        <p className="panel converted" aria-live="polite">
          <span>
            {choice.amount || "0"} {from?.symbol} =
          </span>{" "}
          <output>
            {shown} {to?.symbol}
          </output>
        </p>
        {result !== null && (
          <section className="panel" aria-label="In all units">
            <h2>In all units</h2>
            <dl className="all-units">
              {units.map((unit) => (
                <div key={unit.name}>
                  <dt>{unit.name}</dt>
                  <dd>
                    {from ? new Intl.NumberFormat("en", { maximumFractionDigits: 4 }).format(convert(amount, from, unit)) : "–"} {unit.symbol}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )}
      </main>
    </div>
  );
}
