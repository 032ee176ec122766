//! The tools that a model has: they read the staged files and stage edits. A mistake of the model
//! is an answer that tells it what to do, never the end of the turn.

use serde_json::{Map, Value, json};

use super::arguments::parse_arguments;
use super::edits::{apply_edit, check_elision};
use super::events::{Change, GenerationEvent};
use super::providers::{ToolCall, ToolSpec};
use super::staging::Staging;
use crate::app::App;
use crate::error::Result;
use crate::versions::diff::{ChangeKind, FileChange};
use crate::versions::patch;

/// The key whose value names the file that a call writes.
pub(super) const PATH: &str = "path";
/// The key whose value is a file's content.
pub(super) const TEXT: &str = "text";
pub(super) const WRITE: &str = "write_file";
pub(super) const EDIT: &str = "edit_file";

/// Bytes of a tool's answer; the model can ask for less at once.
const MAX_ANSWER: usize = 200_000;
const MAX_MATCHES: usize = 100;

/// What a tool did.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// The answer, for the model.
    pub(super) text: String,
    /// What was done, for people.
    pub(super) summary: String,
    /// Whether nothing was done.
    pub(super) failed: bool,
    /// The file that is staged.
    pub(super) staged: Option<GenerationEvent>,
}

impl Outcome {
    fn done(summary: String, text: impl Into<String>) -> Self {
        Self { text: text.into(), summary, failed: false, staged: None }
    }

    pub(super) fn failed(summary: String, text: impl Into<String>) -> Self {
        Self { text: text.into(), summary, failed: true, staged: None }
    }
}

/// The tools, as models are told of them.
pub(super) fn specs() -> Vec<ToolSpec> {
    let object = |properties: Value, required: &[&str]| json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
    let path = json!({ "type": "string", "description": "Path in the project, such as src/App.tsx." });
    let spec = |name, description, parameters| ToolSpec { name, description, parameters };
    vec![
        spec(
            WRITE,
            "Writes a whole file: a new one, or one that changes in most of its lines. The text must be complete.",
            object(
                json!({ "path": path, "text": { "type": "string", "description": "The whole content." } }),
                &["path", "text"],
            ),
        ),
        spec(
            EDIT,
            "Replaces one place in a file. `search` must occur exactly once: quote enough lines around the change.",
            object(
                json!({
                    "path": path,
                    "search": { "type": "string", "description": "The text to replace, exactly as it stands in the file." },
                    "replace": { "type": "string", "description": "The text to put there." },
                }),
                &["path", "search", "replace"],
            ),
        ),
        spec("delete_file", "Deletes a file.", object(json!({ "path": path }), &["path"])),
        spec(
            "rename_file",
            "Gives a file another path. Imports of it are yours to change.",
            object(json!({ "from": path, "to": path }), &["from", "to"]),
        ),
        spec(
            "read_file",
            "Reads a file as it is, with your edits of this turn.",
            object(json!({ "path": path }), &["path"]),
        ),
        spec(
            "list_files",
            "Lists the paths of the files, one a line.",
            object(
                json!({ "prefix": { "type": "string", "description": "Only paths that begin so." } }),
                &[],
            ),
        ),
        spec(
            "search_files",
            "Finds lines that contain a text, in any case. Answers path:line: text.",
            object(
                json!({
                    "query": { "type": "string", "description": "The text to look for." },
                    "prefix": { "type": "string", "description": "Only in paths that begin so." },
                }),
                &["query"],
            ),
        ),
    ]
}

/// Uses a tool.
pub(super) async fn call(app: &App, staging: &mut Staging, step: u32, call: &ToolCall) -> Result<Outcome> {
    let arguments = match parse_arguments(&call.arguments) {
        Ok(arguments) => Arguments(arguments),
        Err(error) => {
            let text = format!("{error} If they were cut off, send less in one call.");
            return Ok(Outcome::failed(format!("{}: its arguments cannot be read", call.name), text));
        }
    };
    let outcome = match call.name.as_str() {
        WRITE => write(app, staging, step, &arguments).await?,
        EDIT => edit(app, staging, step, &arguments).await?,
        "delete_file" => delete(staging, step, &arguments),
        "rename_file" => rename(app, staging, step, &arguments),
        "read_file" => read(app, staging, &arguments).await?,
        "list_files" => Ok(list(staging, &arguments)),
        "search_files" => search(app, staging, &arguments).await?,
        name => {
            let names: Vec<&str> = specs().iter().map(|spec| spec.name).collect();
            Err(format!("There is no tool {name:?}. There are {}.", names.join(", ")))
        }
    };
    Ok(outcome.unwrap_or_else(|reason| {
        let about = arguments.0.get(PATH).or(arguments.0.get("from")).and_then(Value::as_str);
        let summary = about.map_or_else(|| call.name.clone(), |path| format!("{} {path}", call.name));
        Outcome::failed(format!("{summary}: {reason}"), reason)
    }))
}

/// The arguments of a call.
struct Arguments(Map<String, Value>);

impl Arguments {
    fn text(&self, key: &str) -> Result<&str, String> {
        match self.0.get(key) {
            Some(Value::String(text)) => Ok(text),
            Some(_) => Err(format!("The argument `{key}` must be a string.")),
            None => Err(format!("The argument `{key}` is missing.")),
        }
    }

    fn optional(&self, key: &str) -> Result<&str, String> {
        match self.0.get(key) {
            None | Some(Value::Null) => Ok(""),
            Some(_) => self.text(key),
        }
    }
}

type Answer = Result<Outcome, String>;

fn missing(path: &str) -> String {
    format!("There is no file {path:?}. list_files tells which there are.")
}

async fn write(app: &App, staging: &mut Staging, step: u32, arguments: &Arguments) -> Result<Answer> {
    let (path, text) = match (arguments.text(PATH), arguments.text(TEXT)) {
        (Ok(path), Ok(text)) => (path, text),
        (Err(reason), _) | (_, Err(reason)) => return Ok(Err(reason)),
    };
    if let Some(reason) = staging.refusal(app, path).or_else(|| too_large(app, text)) {
        return Ok(Err(reason));
    }
    let former = match staging.get(path) {
        Some(id) => String::from_utf8(staging.read(app, id).await?.to_vec()).ok(),
        None => None,
    };
    if let Err(elision) = check_elision(former.as_deref(), text) {
        return Ok(Err(elision.to_string()));
    }
    let (id, added) = staging.write(path, text.to_owned().into())?;
    let change = if added { Change::Added } else { Change::Modified };
    let lines = text.lines().count();
    let verb = if added { "Wrote" } else { "Rewrote" };
    let mut outcome = Outcome::done(format!("{verb} {path} ({lines} lines)"), format!("{verb} {path}."));
    outcome.staged = Some(GenerationEvent::FileFinished {
        step,
        path: path.to_owned(),
        old_path: None,
        change,
        hash: Some(id),
        patch: None,
    });
    Ok(Ok(outcome))
}

async fn edit(app: &App, staging: &mut Staging, step: u32, arguments: &Arguments) -> Result<Answer> {
    let all = (arguments.text(PATH), arguments.text("search"), arguments.text("replace"));
    let (path, find, replace) = match all {
        (Ok(path), Ok(find), Ok(replace)) => (path, find, replace),
        (Err(reason), ..) | (_, Err(reason), _) | (.., Err(reason)) => return Ok(Err(reason)),
    };
    let Some(old_id) = staging.get(path) else { return Ok(Err(missing(path))) };
    let Ok(old) = String::from_utf8(staging.read(app, old_id).await?.to_vec()) else {
        return Ok(Err(format!("{path:?} is binary; it can only be replaced as a whole.")));
    };
    let edited = match apply_edit(&old, find, replace) {
        Ok(edited) => edited,
        Err(error) => return Ok(Err(error.to_string())),
    };
    if let Err(elision) = check_elision(Some(&old), replace) {
        return Ok(Err(elision.to_string()));
    }
    if let Some(reason) = too_large(app, &edited.text) {
        return Ok(Err(reason));
    }
    let (id, _) = staging.write(path, edited.text.clone().into())?;
    let change = FileChange {
        path: path.to_owned(),
        old_path: None,
        kind: ChangeKind::Modified,
        old: Some(old_id),
        new: Some(id),
        similarity: None,
    };
    let patch = patch::patch(&change, Some(old.as_bytes()), Some(edited.text.as_bytes()));
    let summary = format!("Edited {path} (+{} −{} lines)", patch.additions, patch.deletions);
    let mut outcome = Outcome::done(summary, format!("Edited {path} at line {}.", edited.line));
    outcome.staged = Some(GenerationEvent::FileFinished {
        step,
        path: path.to_owned(),
        old_path: None,
        change: Change::Modified,
        hash: Some(id),
        patch: Some(patch.text.unwrap_or_default()),
    });
    Ok(Ok(outcome))
}

fn too_large(app: &App, text: &str) -> Option<String> {
    let most = app.config.limits.file_bytes;
    (text.len() as u64 > most)
        .then(|| format!("The file would have {} bytes; at most {most} are allowed.", text.len()))
}

fn delete(staging: &mut Staging, step: u32, arguments: &Arguments) -> Answer {
    let path = arguments.text(PATH)?;
    staging.get(path).ok_or_else(|| missing(path))?;
    staging.delete(path);
    let mut outcome = Outcome::done(format!("Deleted {path}"), format!("Deleted {path}."));
    outcome.staged = Some(GenerationEvent::FileFinished {
        step,
        path: path.to_owned(),
        old_path: None,
        change: Change::Deleted,
        hash: None,
        patch: None,
    });
    Ok(outcome)
}

fn rename(app: &App, staging: &mut Staging, step: u32, arguments: &Arguments) -> Answer {
    let (from, to) = (arguments.text("from")?, arguments.text("to")?);
    staging.get(from).ok_or_else(|| missing(from))?;
    if staging.get(to).is_some() {
        return Err(format!("There is a file {to:?} already."));
    }
    if let Some(reason) = staging.refusal(app, to) {
        return Err(reason);
    }
    let hash = staging.rename(from, to);
    let mut outcome = Outcome::done(format!("Renamed {from} to {to}"), format!("Renamed {from} to {to}."));
    outcome.staged = Some(GenerationEvent::FileFinished {
        step,
        path: to.to_owned(),
        old_path: Some(from.to_owned()),
        change: Change::Renamed,
        hash,
        patch: None,
    });
    Ok(outcome)
}

async fn read(app: &App, staging: &Staging, arguments: &Arguments) -> Result<Answer> {
    let path = match arguments.text(PATH) {
        Ok(path) => path,
        Err(reason) => return Ok(Err(reason)),
    };
    let Some(id) = staging.get(path) else { return Ok(Err(missing(path))) };
    let bytes = staging.read(app, id).await?;
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return Ok(Err(format!("{path:?} is binary ({} bytes).", bytes.len())));
    };
    let summary = format!("Read {path} ({} lines)", text.lines().count());
    Ok(Ok(Outcome::done(summary, cut(text))))
}

fn list(staging: &Staging, arguments: &Arguments) -> Outcome {
    let prefix = arguments.optional("prefix").unwrap_or_default();
    let paths: Vec<&str> =
        staging.visible().map(|(path, _)| path).filter(|path| path.starts_with(prefix)).collect();
    let text = if paths.is_empty() { "(no files)".to_owned() } else { paths.join("\n") };
    Outcome::done(format!("Listed {} files", paths.len()), cut(&text))
}

async fn search(app: &App, staging: &Staging, arguments: &Arguments) -> Result<Answer> {
    let (query, prefix) = match (arguments.text("query"), arguments.optional("prefix")) {
        (Ok(query), Ok(prefix)) if !query.trim().is_empty() => (query.to_lowercase(), prefix),
        (Ok(_), Ok(_)) => return Ok(Err("The argument `query` is empty.".into())),
        (Err(reason), _) | (_, Err(reason)) => return Ok(Err(reason)),
    };
    let mut found = Vec::new();
    let wanted: Vec<_> = staging.visible().filter(|(path, _)| path.starts_with(prefix)).collect();
    'files: for (path, id) in wanted {
        let bytes = staging.read(app, id).await?;
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        for (number, line) in (1..).zip(text.lines()) {
            if line.to_lowercase().contains(&query) {
                let line: String = line.trim().chars().take(200).collect();
                found.push(format!("{path}:{number}: {line}"));
                if found.len() == MAX_MATCHES {
                    found.push(format!("(only the first {MAX_MATCHES} lines are shown)"));
                    break 'files;
                }
            }
        }
    }
    let summary = format!("Searched for {query:?} ({} lines)", found.len().min(MAX_MATCHES));
    let text = if found.is_empty() { "Nothing was found.".to_owned() } else { found.join("\n") };
    Ok(Ok(Outcome::done(summary, cut(&text))))
}

/// An answer that leaves room for others in the model's window.
fn cut(text: &str) -> String {
    if text.len() <= MAX_ANSWER {
        return text.to_owned();
    }
    let end = (0..=MAX_ANSWER).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    format!("{}\n(cut off after {end} of {} bytes; search_files finds the rest)", &text[..end], text.len())
}
