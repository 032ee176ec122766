//! A published build: a version's files as a static site that needs nothing else.
//!
//! Every module is transformed and minified into a file of its own, whose name contains a
//! fingerprint of its contents; the page's import map leads to them, so that a change of one module
//! renames no other. React comes from the server, other packages are fetched while building, so the
//! site depends on no other host. Equal input gives equal output. This module stores and serves
//! nothing.

mod compression;
mod modules;
mod output;
mod packages;
mod pages;
mod plan;
mod sheets;
mod workers;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use crate::diagnostics::{Diagnostic, Severity};
use crate::preview::check::check;
use crate::preview::project::Project;

use output::Output;
use packages::Fetched;
use plan::Plan;

/// What a build is made from.
#[derive(Clone, Debug)]
pub struct Input {
    /// The files and what is known of them.
    pub project: Project,
    /// The contents of every file, by path.
    pub contents: BTreeMap<String, Vec<u8>>,
    /// The title of the page, where the project has none of its own.
    pub title: String,
    /// The production build of the shared modules: names and contents of all files that are
    /// served below [`crate::preview::packages::MODULES`] in previews.
    pub shared: Vec<(String, Vec<u8>)>,
}

/// One file of a finished build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltFile {
    /// Its path on the site, without a leading slash.
    pub path: String,
    /// Its contents.
    pub bytes: Vec<u8>,
    /// Its media type, with its character set where it is text.
    pub mime: String,
    /// Whether its name contains its fingerprint, so that it can be cached for ever.
    pub immutable: bool,
    /// Its contents compressed with gzip, where that is worth it.
    pub gzip: Option<Vec<u8>>,
    /// Its contents compressed with brotli, where that is worth it.
    pub brotli: Option<Vec<u8>>,
}

/// A finished build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Build {
    /// Its files, by path.
    pub files: Vec<BuiltFile>,
    /// What was done, a line at a time, for people.
    pub log: Vec<String>,
}

/// Why there is no build, a line at a time, for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", log.join("\n"))]
pub struct Failure {
    /// What is wrong and what to do about it.
    pub log: Vec<String>,
}

impl Failure {
    fn new(line: impl Into<String>) -> Self {
        Self { log: vec![line.into()] }
    }
}

/// Gets files of packages from the network.
pub trait Fetch: Sync {
    /// The contents of an address and the address they came from in the end. Redirects may only
    /// lead to the same origin. The error is a sentence for people.
    fn fetch(
        &self,
        url: &Url,
        most_bytes: usize,
    ) -> impl Future<Output = Result<(Url, Vec<u8>), String>> + Send;
}

/// How much of packages a build may fetch.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Files.
    pub files: usize,
    /// Bytes of all files together.
    pub bytes: usize,
    /// For all files together.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { files: 1_000, bytes: 50 << 20, time: Duration::from_mins(2) }
    }
}

/// How many problems a failed build names.
const MOST_PROBLEMS: usize = 20;

/// Builds a site. The work runs where blocking is allowed.
pub async fn build(input: Input, fetch: &impl Fetch, limits: Limits) -> Result<Build, Failure> {
    let input = Arc::new(input);
    let planning = Arc::clone(&input);
    let plan = blocking(move || {
        refuse_errors(&planning.project)?;
        Plan::new(&planning)
    })
    .await??;
    let fetched = packages::fetch(&input.project, &plan, fetch, limits).await?;
    blocking(move || assemble(&input, &plan, &fetched)).await?
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    let outcome = tokio::task::spawn_blocking(work).await;
    outcome.map_err(|error| {
        tracing::error!(%error, "a build panicked");
        Failure::new("The build stopped unexpectedly. Please try again.")
    })
}

fn refuse_errors(project: &Project) -> Result<(), Failure> {
    let errors: Vec<Diagnostic> =
        check(project).into_iter().filter(|problem| problem.severity == Severity::Error).collect();
    if errors.is_empty() {
        return Ok(());
    }
    let mut log = vec![format!(
        "{} must be fixed before this version can be published:",
        counted(errors.len(), "error")
    )];
    log.extend(
        errors
            .iter()
            .take(MOST_PROBLEMS)
            .map(|error| format!("{}:{}:{}: {}", error.path, error.line, error.column, error.message)),
    );
    Err(Failure { log })
}

/// Puts everything together. CPU-bound.
fn assemble(input: &Input, plan: &Plan, fetched: &Fetched) -> Result<Build, Failure> {
    let mut output = Output::default();
    let mut imports = packages::emit_shared(input, plan, fetched, &mut output)?;
    imports.extend(packages::emit(fetched, &mut output)?);
    modules::emit(input, plan, &mut imports, &mut output)?;
    pages::emit(input, plan, &imports, &mut output)?;
    output.copy_rest(input);
    let files = output.into_files();
    let total: usize = files.iter().map(|file| file.bytes.len()).sum();
    let sent: usize = files.iter().map(|file| file.brotli.as_ref().unwrap_or(&file.bytes).len()).sum();
    let mut log = vec![
        format!(
            "Built {} and {}.",
            counted(plan.modules().len(), "module"),
            counted(plan.pages.len(), "page")
        ),
        format!(
            "Wrote {}: {} kB, {} kB compressed.",
            counted(files.len(), "file"),
            total.div_ceil(1000),
            sent.div_ceil(1000)
        ),
    ];
    if fetched.count() > 0 {
        log.insert(1, format!("Included {} of packages.", counted(fetched.count(), "file")));
    }
    Ok(Build { files, log })
}

fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

#[cfg(test)]
mod tests;
