//! The generator as a whole: what descriptions and requests lead to, and what holds for all.

use std::collections::BTreeMap;

use super::{
    describe, follow,
    generate::{self, File},
    merge::{self, Edit},
    reply,
    spec::{AppSpec, Body, Collection, FieldKind, Insight, Layout, Scheme},
};
use crate::generation::providers::{ChatMessage, ToolCall};

fn list(text: &str) -> Collection {
    match describe::describe(text).app {
        Body::Collection(list) => *list,
        other => panic!("{text}: {other:?}"),
    }
}

fn labels(list: &Collection) -> Vec<&str> {
    list.fields.iter().map(|field| field.label.as_str()).collect()
}

fn options(list: &Collection, label: &str) -> Vec<String> {
    let field = list.fields.iter().find(|field| field.label == label).expect(label);
    match &field.kind {
        FieldKind::Choice { options } | FieldKind::Choices { options } => options.clone(),
        other => panic!("{label}: {other:?}"),
    }
}

#[test]
fn descriptions_name_fields() {
    for (text, expected) in [
        (
            "An app to manage my houseplants with watering interval and light needs",
            "Name|Watering interval|Light needs|Last watered",
        ),
        (
            "guest list for a wedding with dietary needs, table number and whether they have RSVPed",
            "Name|Dietary needs|Table number|RSVP",
        ),
        (
            "Inventory for my workshop: item name, SKU, quantity, location and minimum stock.",
            "Item name|SKU|Quantity|Location|Minimum stock",
        ),
        (
            "reading list with author, number of pages and a rating out of 5 stars",
            "Title|Author|Pages|Rating",
        ),
        (
            "invoice maker: client, invoice number, date, line items with quantity and unit price, VAT 20%, total, print button",
            "Client|Invoice number|Date|Line items",
        ),
        (
            "Kanban board with columns Backlog, In progress, Review and Done. Cards have an assignee",
            "Title|Column|Assignee",
        ),
    ] {
        assert_eq!(labels(&list(text)).join("|"), expected, "{text}");
    }
}

#[test]
fn descriptions_name_options_units_and_features() {
    let expenses = list(
        "expense tracker. Categories are Food, Rent and Fun, monthly budget of 1200 euros, a chart of spending per category",
    );
    assert_eq!(options(&expenses, "Category"), ["Food", "Rent", "Fun"]);
    assert!(
        expenses.fields.iter().any(|field| field.kind == FieldKind::Money { currency: "EUR".to_owned() })
    );
    assert!(
        expenses.insights.iter().any(
            |i| matches!(i, Insight::Goal { target, limit: true, .. } if (*target - 1200.0).abs() < 0.1)
        )
    );
    assert!(expenses.insights.iter().any(|i| matches!(i, Insight::Chart { .. })));
    let board = list("kanban board with columns Ideas, In progress and Done");
    assert_eq!(options(&board, "Column"), ["Ideas", "In progress", "Done"]);
    assert!(matches!(board.layout, Layout::Board(_)));
    let recipes = list(
        "recipe book: ingredients, cooking time in minutes, difficulty easy/medium/hard. I want favourites and a search box.",
    );
    assert_eq!(options(&recipes, "Difficulty"), ["Easy", "Medium", "Hard"]);
    assert!(recipes.extras.favourite && recipes.search);
    assert!(
        recipes.fields.iter().any(|f| matches!(&f.kind, FieldKind::Number { unit, .. } if unit == "min"))
    );
}

#[test]
fn kinds_are_told_apart() {
    for (text, kind) in [
        ("pomodoro timer with 50 minutes of work", "timer"),
        ("tip calculator", "calculator"),
        ("unit converter", "converter"),
        ("quiz about capitals", "quiz"),
        ("feedback form with name and email", "form"),
        ("landing page for my bakery", "landing"),
        ("weekly meal planner", "planner"),
        ("time tracker for freelancers", "collection"),
        ("todo list with a due date", "collection"),
        ("landing page for a gym with a contact form", "landing"),
        ("stock portfolio tracker", "collection"),
    ] {
        let spec = serde_json::to_value(describe::describe(text)).unwrap();
        assert_eq!(spec["app"]["kind"], kind, "{text}");
    }
}

#[test]
fn requests_change_the_specification() {
    let spec = describe::describe("todo app with priority (low, high) and tags");
    let (new, outcome) = follow::follow(
        &spec,
        "rename it to \"Get Going\", add an urgent priority, add a notes field and make it dark green",
    );
    assert_eq!(outcome.not_done, Vec::<String>::new());
    assert_eq!(new.title, "Get Going");
    assert_eq!(new.storage_key, spec.storage_key);
    let Body::Collection(list) = &new.app else { panic!() };
    assert_eq!(options(list, "Priority"), ["Low", "High", "Urgent"]);
    assert!(labels(list).contains(&"Notes"));
    assert_ne!(new.theme.accent, spec.theme.accent);
    let (dark, _) = follow::follow(&spec, "dark mode by default please");
    assert_eq!(dark.theme.scheme, Scheme::Dark);
    let (same, outcome) = follow::follow(&spec, "frobnicate the quux");
    assert_eq!((same, outcome.not_done.len()), (spec.clone(), 1));
}

const DESCRIPTIONS: &[&str] = &[
    "a habit tracker with streaks and a weekly chart",
    "expense tracker with categories food and rent, monthly budget of 900 dollars, chart by category, export to csv",
    "todo app with due dates, tags, priorities, drag and drop to reorder and undo",
    "kanban board with columns A, B and C, assignee and estimate in hours",
    "plants with watering interval, photo, notes and favourites",
    "invoice maker with client and line items, VAT 19%",
    "sales dashboard with revenue by month and orders by region",
    "pomodoro timer with tasks",
    "stopwatch",
    "tabata timer",
    "timer for eggs 7 minutes and pasta 10 minutes",
    "countdown to christmas",
    "mortgage calculator",
    "a calculator",
    "calculator where cost = width * height / coverage",
    "unit converter",
    "quiz about planets with 20 seconds per question",
    "flash cards: a = b, c = d",
    "survey: name, email (required), how satisfied are you 1-5",
    "landing page for \"Ann's <b>\" with pricing and newsletter",
    "timetable",
    "list of \"${evil}\" </script> things with {braces} and `ticks`",
    "电影 list with 评分 and rating 1-10",
];

#[test]
fn every_import_is_there() {
    for text in DESCRIPTIONS {
        let files = generate::files(&describe::describe(text));
        for file in files
            .iter()
            .filter(|file| [".ts", ".tsx"].iter().any(|end| file.path.ends_with(end)))
            .filter(|f| f.path.starts_with("src/"))
        {
            for found in super::pattern::pattern!(r#"(?m)^import (?:(?:type )?([^;]*?) from )?"([^"]+)";"#)
                .all(&file.text)
            {
                check_import(
                    &files,
                    file,
                    super::pattern::group(&found, 1),
                    super::pattern::group(&found, 2),
                    text,
                );
            }
        }
    }
}

fn check_import(files: &[File], file: &File, names: &str, from: &str, text: &str) {
    if !from.starts_with('.') {
        assert!(["react", "react-dom/client"].contains(&from), "{text}: {from}");
        return;
    }
    let mut path: Vec<&str> = file.path.split('/').collect();
    path.pop();
    for part in from.split('/') {
        match part {
            "." => {}
            ".." => drop(path.pop()),
            other => path.push(other),
        }
    }
    let path = path.join("/");
    let target =
        files.iter().find(|f| ["", ".ts", ".tsx"].iter().any(|end| f.path == format!("{path}{end}")));
    let target = target.unwrap_or_else(|| panic!("{text}: {} imports {from}", file.path));
    for name in names
        .trim_matches(['{', '}', ' '])
        .split(',')
        .map(|name| name.trim().trim_start_matches("type "))
        .filter(|n| !n.is_empty())
    {
        let exported = ["function", "const", "interface", "type"]
            .iter()
            .any(|kind| target.text.contains(&format!("export {kind} {name}")));
        assert!(
            exported
                || target.text.contains(&format!("export default function {name}"))
                || target.text.contains("export async function"),
            "{text}: {} has no {name}",
            target.path
        );
    }
}

/// Runs a turn against files in memory, as the turn loop would.
fn turn(files: &mut BTreeMap<String, String>, request: &str) -> String {
    let mut messages = vec![ChatMessage::User { text: request.to_owned() }];
    for step in 0..25 {
        let answer = reply(&messages);
        assert_eq!(answer, reply(&messages), "the same conversation has the same reply");
        let calls: Vec<ToolCall> = answer
            .calls
            .iter()
            .enumerate()
            .map(|(at, (name, arguments))| ToolCall {
                id: format!("{step}-{at}"),
                name: name.clone(),
                arguments: arguments.to_string(),
            })
            .collect();
        messages.push(ChatMessage::Assistant { text: answer.text.clone(), calls: calls.clone() });
        if calls.is_empty() {
            return answer.text;
        }
        for (call, (name, arguments)) in calls.iter().zip(&answer.calls) {
            let get = |key: &str| arguments[key].as_str().unwrap_or_default().to_owned();
            let text = match name.as_str() {
                "list_files" => files.keys().cloned().collect::<Vec<_>>().join("\n"),
                "read_file" => files[&get("path")].clone(),
                "write_file" => files.insert(get("path"), get("text")).unwrap_or_default(),
                "delete_file" => files.remove(&get("path")).expect("the file is there"),
                "edit_file" => {
                    let file = files.get_mut(&get("path")).expect("the file is there");
                    assert_eq!(file.matches(get("search").as_str()).count(), 1, "{arguments}");
                    *file = file.replacen(&get("search"), &get("replace"), 1);
                    String::new()
                }
                other => panic!("{other}"),
            };
            messages.push(ChatMessage::ToolResult {
                call_id: call.id.clone(),
                name: name.clone(),
                text,
                failed: false,
            });
        }
    }
    panic!("the turn does not end");
}

#[test]
fn turns_end_with_the_files_of_the_specification() {
    for text in DESCRIPTIONS {
        let mut files = BTreeMap::new();
        let said = turn(&mut files, text);
        assert!(said.contains("built-in generator"), "{text}: {said}");
        for request in [
            "call it \"New Name\" and make it purple",
            "add a notes field",
            "remove the search and the chart",
            "make it dark",
        ] {
            turn(&mut files, request);
        }
        let spec: AppSpec = serde_json::from_str(&files["maquette.app.json"]).unwrap();
        assert_eq!(spec.title, "New Name");
        let expected: BTreeMap<String, String> =
            generate::files(&spec).into_iter().map(|file| (file.path, file.text)).collect();
        assert_eq!(files, expected, "{text}");
    }
}

#[test]
fn a_persons_edits_survive() {
    let mut files = BTreeMap::new();
    turn(&mut files, "book list with author and pages");
    let css = files.get_mut("src/styles.css").unwrap();
    css.push_str("\n/* mine */\n");
    files.remove("src/lib/examples.ts");
    turn(&mut files, "add a genre field");
    assert!(files["src/styles.css"].ends_with("/* mine */\n"));
    assert!(!files.contains_key("src/lib/examples.ts"));
    assert!(files["src/components/BookForm.tsx"].contains("Genre"));
}

#[test]
fn the_app_can_be_replaced() {
    let mut files = BTreeMap::new();
    turn(&mut files, "book list with author and pages");
    turn(&mut files, "start over: a stopwatch");
    assert!(!files.contains_key("src/lib/book.ts") && files["src/App.tsx"].contains("Lap"));
}

#[test]
fn what_cannot_be_built_is_admitted() {
    let mut files = BTreeMap::new();
    let said = turn(&mut files, "expense tracker with login and bank sync");
    assert!(
        said.contains("Not included") && said.contains("login") && said.contains("OPENAI_API_KEY"),
        "{said}"
    );
    let said = turn(&mut files, "send me an email every week");
    assert!(said.contains("cannot add") && said.contains("OPENAI_BASE_URL"), "{said}");
    let mut foreign = BTreeMap::from([("index.html".to_owned(), "<title>Old</title>".to_owned())]);
    assert!(turn(&mut foreign, "add a notes field").contains("OPENAI_API_KEY"));
    turn(&mut foreign, "rename the app to A & B");
    assert_eq!(foreign["index.html"], "<title>A &amp; B</title>");
    assert!(turn(&mut BTreeMap::new(), "hello").contains("built-in generator"));
}

#[test]
fn an_edit_is_never_applied_twice() {
    let old = generate::files(&describe::describe("todo app with tags"));
    let new = generate::files(&describe::describe("todo app with tags and notes"));
    let applied: BTreeMap<String, String> = new.iter().map(|f| (f.path.clone(), f.text.clone())).collect();
    let current = |path: &str| applied.get(path).map(String::as_str);
    let edits = merge::edits(&old, &new, &current, false);
    assert!(edits.iter().all(|edit| matches!(edit, Edit::Kept(_))) || edits.is_empty(), "{edits:?}");
}
