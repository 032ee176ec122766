//! Projects to measure with.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Files by path.
pub type Files = BTreeMap<String, String>;

const SECTIONS: usize = 14;
const PARTS: usize = 13;
/// Modules of [`react`]: the entry, the app, the shared ones, the sections and their parts.
pub const MODULES: usize = 2 + SHARED.len() + SECTIONS * (PARTS + 1);

const SHARED: [(&str, &str); 2] = [
    (
        "src/shared/format.ts",
        "const numbers = new Intl.NumberFormat(\"en\", { maximumFractionDigits: 2 });\n\n\
         export type Unit = \"pieces\" | \"hours\" | \"kilometres\";\n\n\
         export function amount(value: number, unit: Unit): string {\n  \
           return `${numbers.format(value)} ${unit}`;\n}\n",
    ),
    (
        "src/shared/store.ts",
        "import { useEffect, useState } from \"react\";\n\n\
         export interface Entry {\n  id: string;\n  title: string;\n  value: number;\n  done: boolean;\n}\n\n\
         export function useStored<T>(key: string, initial: T): [T, (next: T) => void] {\n  \
           const [value, setValue] = useState<T>(() => {\n    \
             const stored = localStorage.getItem(key);\n    \
             return stored === null ? initial : (JSON.parse(stored) as T);\n  });\n  \
           useEffect(() => localStorage.setItem(key, JSON.stringify(value)), [key, value]);\n  \
           return [value, setValue];\n}\n",
    ),
];

/// A React app of 200 TypeScript modules, each of which the entry leads to.
pub fn react() -> Files {
    let mut files: Files =
        SHARED.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let mut add = |path: &str, text: String| files.insert(path.to_owned(), text);
    add("package.json", "{\"name\":\"sample\",\"private\":true,\"type\":\"module\",\"dependencies\":{\"react\":\"^19.0.0\",\"react-dom\":\"^19.0.0\"}}\n".into());
    add(
        "index.html",
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Sample</title></head>\n\
         <body><div id=\"root\"></div><script type=\"module\" src=\"/src/main.tsx\"></script></body>\n</html>\n"
            .into(),
    );
    add(
        "src/main.tsx",
        "import { createRoot } from \"react-dom/client\";\nimport App from \"./App\";\nimport \"./styles.css\";\n\n\
         const root = document.getElementById(\"root\");\nif (root) createRoot(root).render(<App />);\n"
            .into(),
    );
    add("src/styles.css", "body { font-family: system-ui; margin: 2rem; }\n".into());
    add("src/App.tsx", parent("App", "./sections/Section", SECTIONS));
    for section in 0..SECTIONS {
        let name = format!("Section{section}");
        let folder = format!("../parts/{section}/Part");
        add(&format!("src/sections/{name}.tsx"), parent(&name, &folder, PARTS));
        for number in 0..PARTS {
            add(&part_path(section, number), part(section * PARTS + number, "Nothing here yet."));
        }
    }
    files
}

/// Where a part of the app is.
pub fn part_path(section: usize, number: usize) -> String {
    format!("src/parts/{section}/Part{number}.tsx")
}

/// A component that shows others.
fn parent(name: &str, path: &str, children: usize) -> String {
    let mut text = String::new();
    for child in 0..children {
        writeln!(text, "import Child{child} from \"{path}{child}\";").expect("a string takes it");
    }
    write!(text, "\nexport default function {name}() {{\n  return (\n    <section aria-label=\"{name}\">\n")
        .expect("a string takes it");
    for child in 0..children {
        writeln!(text, "      <Child{child} />").expect("a string takes it");
    }
    text.push_str("    </section>\n  );\n}\n");
    text
}

/// A component as people and models write them, of about 2 KB. `empty` is what it shows without
/// entries.
pub fn part(number: usize, empty: &str) -> String {
    PART.replace("NUMBER", &number.to_string()).replace("EMPTY", empty)
}

const PART: &str = r#"import { useMemo, useState, type FormEvent } from "react";
import { amount, type Unit } from "../../shared/format";
import { useStored, type Entry } from "../../shared/store";

interface Props {
  title?: string;
  unit?: Unit;
  onChange?: (entries: readonly Entry[]) => void;
}

enum Order {
  Title = "title",
  Value = "value",
}

export default function PartNUMBER({ title = "Part NUMBER", unit = "pieces", onChange }: Props) {
  const [entries, setEntries] = useStored<Entry[]>("part-NUMBER", []);
  const [draft, setDraft] = useState("");
  const [order, setOrder] = useState<Order>(Order.Title);

  const sorted = useMemo(
    () => [...entries].sort((a, b) => (order === Order.Value ? b.value - a.value : a.title.localeCompare(b.title))),
    [entries, order],
  );
  const total = entries.reduce((sum, entry) => sum + entry.value, 0);

  function update(next: Entry[]) {
    setEntries(next);
    onChange?.(next);
  }

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (draft.trim() === "") return;
    update([...entries, { id: crypto.randomUUID(), title: draft.trim(), value: draft.length, done: false }]);
    setDraft("");
  }

  return (
    <article className="part" data-number={NUMBER}>
      <header>
        <h2>{title}</h2>
        <button type="button" onClick={() => setOrder(order === Order.Title ? Order.Value : Order.Title)}>
          Sort by {order}
        </button>
      </header>
      <form onSubmit={add}>
        <input aria-label="Title" value={draft} onChange={(event) => setDraft(event.target.value)} />
      </form>
      {sorted.length === 0 ? <p>EMPTY</p> : null}
      <ul>
        {sorted.map((entry) => (
          <li key={entry.id}>
            {entry.title}: {amount(entry.value, unit)}
          </li>
        ))}
      </ul>
      <footer>{amount(total, unit)}</footer>
    </article>
  );
}
"#;

/// Ten thousand files of 2 KB in a hundred folders; `revision` tells their contents apart.
pub fn many() -> Files {
    (0..10_000).map(|number| (many_path(number), many_text(number, 0))).collect()
}

/// Where one of [`many`] files is.
pub fn many_path(number: usize) -> String {
    format!("folder{:02}/file{number:05}.txt", number % 100)
}

/// The content of one of [`many`] files: 2 KB of lines that no other file has.
pub fn many_text(number: usize, revision: usize) -> String {
    let mut state = ((number as u64) << 20) | revision as u64 | (1 << 60);
    let mut text = String::with_capacity(2048);
    while text.len() < 2016 {
        // Marsaglia's xorshift: words that do not compress to nothing, the same in every run.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        writeln!(text, "{number} {revision} {state:016x}").expect("a string takes it");
    }
    text
}
