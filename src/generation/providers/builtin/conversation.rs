//! Which step of the turn comes next, read from the conversation alone.
//!
//! A turn looks at the project (`list_files`), reads the specification and, where something
//! changes, the files concerned (`read_file`), then writes, then says what it did. Every reply is
//! worked out anew from the messages, so that a turn can go on anywhere.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    super::ChatMessage,
    Reply, describe, drawn, follow,
    generate::{self, File},
    merge::{self, Edit},
    report,
    spec::{AppSpec, SPEC_PATH},
    words,
};

/// Continues the conversation.
pub(super) fn reply(messages: &[ChatMessage]) -> Reply {
    let Some(turn) = Turn::read(messages) else { return say(report::greeting()) };
    if let Some(reply) = drawn::reply(&turn) {
        return reply;
    }
    if is_repair(&turn.request) {
        return say(report::repair());
    }
    if let Some(failures) = turn.finished_writing() {
        return say(closing(&turn, &failures));
    }
    let Some(listing) = &turn.listing else {
        return Reply { text: String::new(), calls: vec![("list_files".to_owned(), json!({}))] };
    };
    if !listing.iter().any(|path| path == SPEC_PATH) {
        return without_specification(&turn, listing);
    }
    match turn.files.get(SPEC_PATH) {
        None => read_files(String::new(), &[SPEC_PATH.to_owned()]),
        Some(Some(text)) => match serde_json::from_str::<AppSpec>(text) {
            Ok(spec) => with_specification(&turn, listing, &spec),
            Err(_) => say(report::broken_specification()),
        },
        Some(None) => say(report::broken_specification()),
    }
}

/// What the messages say about the turn that is going on.
pub(super) struct Turn {
    pub(super) request: String,
    /// What people asked for before, oldest first.
    earlier: Vec<String>,
    /// The project's paths, once listed.
    pub(super) listing: Option<Vec<String>>,
    /// Files that were read: their text, or nothing where reading failed.
    files: BTreeMap<String, Option<String>>,
    /// Calls that wrote something, with their failure if they failed.
    written: Vec<(String, Option<String>)>,
    wrote: bool,
}

impl Turn {
    fn read(messages: &[ChatMessage]) -> Option<Self> {
        let at = messages.iter().rposition(|message| matches!(message, ChatMessage::User { .. }))?;
        let text = |message: &ChatMessage| match message {
            ChatMessage::User { text } => Some(text.clone()),
            _ => None,
        };
        let mut turn = Self {
            request: messages.get(at).and_then(text)?,
            earlier: messages[..at].iter().filter_map(text).collect(),
            listing: None,
            files: BTreeMap::new(),
            written: Vec::new(),
            wrote: false,
        };
        let mut calls: BTreeMap<&str, (&str, Value)> = BTreeMap::new();
        for message in &messages[at + 1..] {
            match message {
                ChatMessage::Assistant { calls: made, .. } => {
                    for call in made {
                        let arguments = serde_json::from_str(&call.arguments).unwrap_or_default();
                        calls.insert(&call.id, (&call.name, arguments));
                    }
                }
                ChatMessage::ToolResult { call_id, text, failed, .. } => {
                    if let Some((name, arguments)) = calls.get(call_id.as_str()) {
                        turn.note(name, arguments, text, *failed);
                    }
                }
                ChatMessage::System { .. } | ChatMessage::User { .. } => {}
            }
        }
        Some(turn)
    }

    fn note(&mut self, name: &str, arguments: &Value, text: &str, failed: bool) {
        let path = |key: &str| arguments[key].as_str().unwrap_or_default().to_owned();
        match name {
            "list_files" => {
                let paths =
                    text.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "(no files)");
                self.listing = Some(paths.map(str::to_owned).collect());
            }
            "read_file" => {
                self.files.insert(path("path"), (!failed).then(|| text.to_owned()));
            }
            "write_file" | "edit_file" | "delete_file" | "rename_file" => {
                self.wrote = true;
                let file = if name == "rename_file" { path("from") } else { path("path") };
                self.written.push((file, failed.then(|| text.to_owned())));
            }
            _ => {}
        }
    }

    /// Once the writing was done: the files whose writing failed.
    pub(super) fn finished_writing(&self) -> Option<Vec<String>> {
        let failures = self.written.iter().filter(|(_, failure)| failure.is_some());
        self.wrote.then(|| failures.map(|(path, _)| path.clone()).collect())
    }
}

pub(super) fn say(text: String) -> Reply {
    Reply { text, calls: Vec::new() }
}

fn read_files(text: String, paths: &[String]) -> Reply {
    Reply { text, calls: paths.iter().map(|path| ("read_file".to_owned(), json!({"path": path}))).collect() }
}

pub(super) fn write(file: &File) -> (String, Value) {
    ("write_file".to_owned(), json!({"path": file.path, "text": file.text}))
}

/// Whether the turn's checks speak, not a person.
fn is_repair(request: &str) -> bool {
    let lower = request.to_lowercase();
    (lower.contains("error") || lower.contains("problem") || lower.contains("diagnostic"))
        && super::pattern::pattern!(r"\b(?:src/[\w./-]+|[\w-]+\.(?:tsx?|css|json|html)):\d+")
            .is_match(request)
}

/// An empty project, or one that came from elsewhere.
fn without_specification(turn: &Turn, listing: &[String]) -> Reply {
    let empty = listing
        .iter()
        .all(|path| path.starts_with('.') || path.to_lowercase().starts_with("readme") || path == "LICENSE");
    if !empty {
        return follow::imported(&turn.request, listing, &turn.files);
    }
    let description = description(turn);
    if !describe::describes_something(&description) {
        return say(report::greeting());
    }
    let spec = describe::describe(&description);
    let files = generate::files(&spec);
    Reply { text: report::beginning(&spec), calls: files.iter().map(write).collect() }
}

/// The request; together with earlier ones where an earlier turn came to nothing.
fn description(turn: &Turn) -> String {
    let short = words::words(&turn.request).len() < 3;
    match turn.earlier.last() {
        Some(earlier) if short && !describe::describes_something(&turn.request) => {
            format!("{earlier}. {}", turn.request)
        }
        _ => turn.request.clone(),
    }
}

/// What is to become of an app that this generator knows.
struct Plan {
    new: AppSpec,
    /// A different app takes its place.
    replaces: bool,
    outcome: follow::Outcome,
}

fn plan(turn: &Turn, spec: &AppSpec) -> Plan {
    if let Some(description) = follow::replacement(&turn.request, spec) {
        let new = describe::describe(&description);
        return Plan { new, replaces: true, outcome: follow::Outcome::default() };
    }
    let (new, outcome) = follow::follow(spec, &turn.request);
    Plan { new, replaces: false, outcome }
}

fn with_specification(turn: &Turn, listing: &[String], spec: &AppSpec) -> Reply {
    let plan = plan(turn, spec);
    if plan.new == *spec {
        return say(report::unchanged(&turn.request, &plan.outcome, spec));
    }
    let old = generate::files(spec);
    let new = generate::files(&plan.new);
    let changed: Vec<String> = merge::changed(&old, &new)
        .into_iter()
        .filter(|path| path != SPEC_PATH && listing.contains(path) && !turn.files.contains_key(path))
        .collect();
    if !changed.is_empty() {
        return read_files(report::before_changes(&plan.outcome), &changed);
    }
    let current = |path: &str| {
        let read = turn.files.get(path).and_then(Option::as_deref);
        read.filter(|_| listing.iter().any(|listed| listed == path))
    };
    let edits = merge::edits(&old, &new, &current, plan.replaces);
    let calls = edits.iter().filter_map(|edit| call(edit, &new)).collect();
    Reply { text: String::new(), calls }
}

fn call(edit: &Edit, _new: &[File]) -> Option<(String, Value)> {
    Some(match edit {
        Edit::Write(file) => write(file),
        Edit::Replace { path, search, replace } => {
            ("edit_file".to_owned(), json!({"path": path, "search": search, "replace": replace}))
        }
        Edit::Delete(path) => ("delete_file".to_owned(), json!({"path": path})),
        Edit::Kept(_) => return None,
    })
}

/// The last words of a turn that wrote something.
fn closing(turn: &Turn, failures: &[String]) -> String {
    let before = turn.files.get(SPEC_PATH).and_then(|text| text.as_deref());
    let Some(spec) = before.and_then(|text| serde_json::from_str::<AppSpec>(text).ok()) else {
        if turn.listing.as_ref().is_some_and(|listing| listing.iter().any(|path| path == "index.html")) {
            return follow::imported_done(&turn.request, failures);
        }
        let description = description(turn);
        return report::built(&describe::describe(&description), &description, failures);
    };
    let plan = plan(turn, &spec);
    if plan.replaces {
        return report::built(&plan.new, &turn.request, failures);
    }
    let (old, new) = (generate::files(&spec), generate::files(&plan.new));
    let listing = turn.listing.clone().unwrap_or_default();
    let current = |path: &str| {
        let read = turn.files.get(path).and_then(Option::as_deref);
        read.filter(|_| listing.iter().any(|listed| listed == path))
    };
    let kept: Vec<String> = merge::edits(&old, &new, &current, false)
        .into_iter()
        .filter_map(|edit| match edit {
            Edit::Kept(path) => Some(path),
            _ => None,
        })
        .collect();
    report::changed(&plan.outcome, &turn.request, &kept, failures)
}
