import { useEffect, useState } from "react";
import { ThemeToggle } from "./components/ThemeToggle";
import { evaluate } from "./lib/evaluate";

const KEYS = ["C", "(", ")", "÷", "7", "8", "9", "×", "4", "5", "6", "−", "1", "2", "3", "+", "0", ".", "⌫", "="];
const NAMES: Record<string, string> = { C: "Clear", "÷": "Divide", "×": "Multiply", "−": "Subtract", "+": "Add", "⌫": "Delete last", "=": "Equals", ".": "Decimal point" };

export default function App() {
  const [typed, setTyped] = useState("");
  const [result, setResult] = useState("0");
  const [history, setHistory] = useState<string[]>([]);

  function press(key: string) {
    if (key === "C") {
      setTyped("");
      setResult("0");
    } else if (key === "⌫") {
      setTyped(typed.slice(0, -1));
    } else if (key === "=") {
      const value = evaluate(typed);
      const text = value === null ? "Error" : new Intl.NumberFormat("en", { maximumFractionDigits: 10, useGrouping: false }).format(value);
      setResult(text);
      if (value !== null) {
        setHistory([`${typed} = ${text}`, ...history].slice(0, 20));
        setTyped(text.replace("-", "−"));
      }
    } else {
      setTyped(typed + key);
    }
  }

  useEffect(() => {
    function down(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const key = { "*": "×", "/": "÷", "-": "−", Enter: "=", Backspace: "⌫", Escape: "C", ",": "." }[event.key] ?? event.key;
      if (!KEYS.includes(key)) return;
      event.preventDefault();
      press(key);
    }
    addEventListener("keydown", down);
    return () => removeEventListener("keydown", down);
  });

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
        <section className="panel pad" aria-label="Calculator">
          <p className="typed">{typed || "0"}</p>
          <output className="shown" aria-live="polite" aria-label="Result">
            {result}
          </output>
          <div className="keys">
            {KEYS.map((key) => (
              <button key={key} type="button" className={key === "=" ? "button primary" : /[\d.]/.test(key) ? "button" : "button sign"} aria-label={NAMES[key] ?? key} onClick={() => press(key)}>
                {key}
              </button>
            ))}
          </div>
        </section>
        {history.length > 0 && (
          <section className="panel" aria-label="History">
            <h2>History</h2>
            <ol className="history">
              {history.map((line, index) => (
                <li key={index}>{line}</li>
              ))}
            </ol>
          </section>
        )}
      </main>
    </div>
  );
}
