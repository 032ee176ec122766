//! Apps of wireframes: each becomes a screen, as the exports write it.

use serde_json::json;

use super::Reply;
use super::conversation::{Turn, say, write};
use super::generate::File;
use super::spec::SPEC_PATH;
use crate::generation::context::{COMPONENT, DRAWN, WIREFRAME};
use crate::wireframes::components::{Component, Library, document};
use crate::wireframes::element::Drawing;
use crate::wireframes::export;

const MAIN: &str = include_str!("templates/drawn/main.tsx");
const INDEX: &str = include_str!("templates/drawn/index.html");
const PACKAGE: &str = include_str!("templates/drawn/package.json");

/// The reply to a message that brings wireframes; none to others.
pub(super) fn reply(turn: &Turn) -> Option<Reply> {
    if !turn.request.starts_with(DRAWN) {
        return None;
    }
    let drawings = drawings(&turn.request);
    if drawings.is_empty() {
        return Some(say("The wireframes could not be read; nothing was changed.".to_owned()));
    }
    if let Some(failures) = turn.finished_writing() {
        return Some(say(closing(&drawings, &failures)));
    }
    let Some(listing) = &turn.listing else {
        return Some(Reply { text: String::new(), calls: vec![("list_files".to_owned(), json!({}))] });
    };
    let library = Library::with(components(&turn.request));
    let mut calls: Vec<_> = files(&drawings, &library, listing).iter().map(write).collect();
    if listing.iter().any(|path| path == SPEC_PATH) {
        // What an earlier description said no longer describes the app.
        calls.push(("delete_file".to_owned(), json!({ "path": SPEC_PATH })));
    }
    let names: Vec<&str> = drawings.iter().map(|(_, drawing)| drawing.name.as_str()).collect();
    Some(Reply { text: format!("I build {} as drawn.", names.join(", ")), calls })
}

/// The wireframes in a message.
fn drawings(message: &str) -> Vec<(String, Drawing)> {
    let read = |(id, json): (&str, &str)| Some((id.to_owned(), export::parse(json).ok()?));
    marked(message, WIREFRAME).filter_map(read).collect()
}

/// The components in a message.
fn components(message: &str) -> Vec<Component> {
    marked(message, COMPONENT).filter_map(|(_, json)| document::parse(json).ok()).collect()
}

/// What stands between marks in a message, with its name. Nothing in it can be taken for a mark.
fn marked<'a>(
    message: &'a str,
    (begins, ends): (&'static str, &'static str),
) -> impl Iterator<Item = (&'a str, &'a str)> {
    message.split(begins).skip(1).filter_map(move |part| part.split_once(ends)?.0.split_once("\">\n"))
}

fn files(drawings: &[(String, Drawing)], library: &Library, listing: &[String]) -> Vec<File> {
    let mut files = std::collections::BTreeMap::new();
    let mut screens: Vec<(String, String)> = Vec::new();
    for (id, drawing) in drawings {
        let name = export::screen_name(&drawing.name);
        let folder = if drawings.len() == 1 { "src".to_owned() } else { format!("src/{name}") };
        for (path, text) in export::react(drawing, library, Some(id)) {
            let path = path.strip_prefix("src/").map_or(path.clone(), |rest| format!("{folder}/{rest}"));
            files.insert(path, text);
        }
        let from = folder.replacen("src", ".", 1);
        screens.push((name.clone(), format!("{from}/{name}")));
    }
    files.insert("src/App.tsx".to_owned(), app(&screens));
    for (path, text) in [("index.html", INDEX), ("src/main.tsx", MAIN), ("package.json", PACKAGE)] {
        let is_entry = path != "package.json";
        if is_entry || !listing.iter().any(|there| there == path) {
            files.insert(path.to_owned(), text.to_owned());
        }
    }
    files.into_iter().map(|(path, text)| File { path, text }).collect()
}

/// The app around the screens: one is shown as it is, several by the part of the address behind `#`.
fn app(screens: &[(String, String)]) -> String {
    let imports: String =
        screens.iter().map(|(name, path)| format!("import {{ {name} }} from \"{path}\";\n")).collect();
    if let [(name, _)] = screens {
        return format!("{imports}\nexport default function App() {{\n  return <{name} />;\n}}\n");
    }
    let entries: String = screens.iter().map(|(name, _)| format!("  {name},\n")).collect();
    let first = screens.first().map(|(name, _)| name.as_str()).unwrap_or_default();
    format!(
        "import {{ useEffect, useState }} from \"react\";\n{imports}\nconst SCREENS = {{\n{entries}}};\n\n\
         function current(): keyof typeof SCREENS {{\n  const name = window.location.hash.slice(1);\n  \
         return name in SCREENS ? (name as keyof typeof SCREENS) : \"{first}\";\n}}\n\n\
         export default function App() {{\n  const [name, setName] = useState(current);\n  \
         useEffect(() => {{\n    const follow = () => setName(current());\n    \
         window.addEventListener(\"hashchange\", follow);\n    \
         return () => window.removeEventListener(\"hashchange\", follow);\n  }}, []);\n  \
         const Screen = SCREENS[name];\n  return <Screen />;\n}}\n"
    )
}

fn closing(drawings: &[(String, Drawing)], failures: &[String]) -> String {
    if !failures.is_empty() {
        return format!("These files could not be written: {}.", failures.join(", "));
    }
    let names: Vec<String> = drawings.iter().map(|(_, drawing)| format!("“{}”", drawing.name)).collect();
    let several = if drawings.len() > 1 { " Each opens at its name behind # in the address." } else { "" };
    format!(
        "{} stands as drawn: every element is in the code, marked with data-element.{several} What happens \
         when something is pressed is not in a wireframe; a connected model (OPENAI_API_KEY or \
         OPENAI_BASE_URL) can add it.",
        names.join(", ")
    )
}
