//! Errors that running apps report: bounded, led back to the sources, told to the project.

use std::collections::HashMap;
use std::time::Duration;

use serde::Deserialize;

use super::live::{self, Transformed};
use super::resolve::decoded;
use super::sourcemap::{self, Place, Served};
use crate::app::App;
use crate::error::{Error, Result};
use crate::projects::events::PreviewError;
use crate::projects::{self, Access, ProjectEvent};

/// Scripts of one stack that are looked up.
const MOST_SCRIPTS: usize = 20;
/// The kind of a report about a file that cannot be compiled. No script was served for it: its
/// position is in the source already.
const TRANSFORM: &str = "transform";
const MINUTE: Duration = Duration::from_mins(1);

/// What a preview's client sends.
#[derive(Debug, Deserialize)]
pub struct Report {
    /// What kind of error it is; only [`TRANSFORM`] makes a difference here.
    #[serde(default)]
    kind: String,
    /// What the browser said.
    message: String,
    /// The stack, in the browser's own format.
    #[serde(default)]
    stack: Option<String>,
    /// The script in which it happened.
    #[serde(default)]
    url: Option<String>,
    /// The line in that script, from 1.
    #[serde(default)]
    line: Option<u32>,
    /// The column in it, from 1.
    #[serde(default)]
    column: Option<u32>,
}

/// Takes a report of a preview at `origin`; answers its place in the sources where it is known.
pub async fn take(app: &App, access: &Access, origin: &str, report: Report) -> Result<Option<Place>> {
    let most = app.config.limits.preview_reports_per_minute;
    if !app.preview.allow_report(access.project, most) {
        return Err(Error::RateLimited { retry_after: MINUTE });
    }
    let origin = origin.trim_end_matches('/');
    let own = match (&report.url, report.line) {
        (Some(url), Some(line)) => format!("    at {url}:{line}:{}\n", report.column.unwrap_or(1)),
        _ => String::new(),
    };
    let stack = report.stack.clone().unwrap_or_default();
    let served = served(app, access, origin, &format!("{stack}\n{own}")).await?;
    let lookup = |path: &str| match served.get(path) {
        Some(Served::Transformed(map)) => Served::Transformed(map.clone()),
        Some(Served::AsItIs) => Served::AsItIs,
        _ => Served::NotOurs,
    };
    let place = if report.kind == TRANSFORM {
        named_place(app, access, origin, &report).await?
    } else {
        sourcemap::locate(&stack, origin, &lookup).or_else(|| sourcemap::locate(&own, origin, &lookup))
    };
    let error = PreviewError {
        message: report.message.chars().take(2_000).collect(),
        path: place.as_ref().map(|place| place.path.clone()),
        line: place.as_ref().map(|place| place.line),
        column: place.as_ref().map(|place| place.column),
        stack: (!stack.is_empty()).then(|| sourcemap::rewritten(&stack, origin, &lookup)),
    };
    let event = &ProjectEvent::PreviewErrored(error);
    app.db.transact(|tx| async move { projects::announce(app, &tx, access, event).await }).await?;
    Ok(place)
}

/// The place that a report names itself, as long as it is in one of the project's files.
async fn named_place(app: &App, access: &Access, origin: &str, report: &Report) -> Result<Option<Place>> {
    let path = report.url.as_deref().and_then(|url| url.strip_prefix(origin)?.strip_prefix('/'));
    let (Some(path), Some(line)) = (path.map(decoded), report.line) else { return Ok(None) };
    let loaded = live::load(app, access).await?;
    let column = report.column.unwrap_or(1);
    Ok(loaded.project.has(&path).then_some(Place { path, line, column }))
}

/// How the project's files that a stack names are served.
async fn served(app: &App, access: &Access, origin: &str, stack: &str) -> Result<HashMap<String, Served>> {
    let loaded = live::load(app, access).await?;
    let mut served = HashMap::new();
    let prefix = format!("{origin}/");
    for (start, _) in stack.match_indices(&prefix).take(MOST_SCRIPTS) {
        let rest = &stack[start + prefix.len()..];
        let end = rest.find(['?', '#', ':', ')', ' ', '\n']).unwrap_or(rest.len());
        let path = rest[..end].to_owned();
        if served.contains_key(&path) {
            continue;
        }
        let how = match live::script(app, &loaded.project, &path).await?.as_deref() {
            Some(Transformed::Module { map: Some(map), .. }) => Served::Transformed(map.clone()),
            Some(Transformed::Module { map: None, .. }) => Served::AsItIs,
            _ => Served::NotOurs,
        };
        served.insert(path, how);
    }
    Ok(served)
}
