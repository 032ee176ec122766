//! Projects as their previews show them: loaded once a revision, modules transformed once a blob.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use moka::sync::Cache;
use url::Url;

use super::facts::{BlobId, FactsCache};
use super::import_map::worker_address;
use super::language::{Language, Script};
use super::packages::Registry;
use super::position::Problem;
use super::project::{Project, Sources};
use super::scan::ImportKind;
use super::sourcemap::Mappings;
use super::transform::Rewrite;
use super::{check, failure, nesting, transform};
use crate::app::App;
use crate::diagnostics::Diagnostic;
use crate::error::{Context as _, Error, Result};
use crate::generation::Overlay;
use crate::ids::ProjectId;
use crate::projects::{self, Access, files};
use crate::versions::merge::Files;

/// Files whose facts are remembered.
const FACTS: u64 = 20_000;
/// Projects that are remembered as they are.
const PROJECTS: u64 = 200;
/// Bytes of transformed modules that are remembered.
const MODULES: u64 = 64 * 1024 * 1024;

/// What previews keep in memory; cheap to clone.
#[derive(Clone)]
pub struct Memory {
    facts: FactsCache,
    registry: Registry,
    projects: Cache<ProjectId, Arc<Loaded>>,
    modules: Cache<(Script, BlobId), Arc<Transformed>>,
    /// Reports of each project's preview in the minute that runs.
    reports: Cache<ProjectId, Arc<AtomicU64>>,
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Memory").field("registry", &self.registry).finish_non_exhaustive()
    }
}

/// A project at one revision.
#[derive(Debug)]
pub struct Loaded {
    /// The revision.
    pub revision: i64,
    /// What the project is called.
    pub name: String,
    /// Its files, linked.
    pub project: Project,
}

/// A script as browsers run it, or why it cannot be.
#[derive(Debug)]
pub enum Transformed {
    /// The code, and where each piece of it comes from.
    Module {
        /// The code.
        code: Bytes,
        /// Where each piece of it comes from.
        map: Option<Mappings>,
    },
    /// What is wrong.
    Failed(Vec<Problem>),
}

impl Memory {
    /// Remembers nothing yet. Packages come from `cdn`, except the React that is built in.
    pub fn new(cdn: &Url) -> Self {
        let mut registry = Registry::new(&crate::browser::react_version());
        cdn.as_str().trim_end_matches('/').clone_into(&mut registry.cdn);
        let weigh = |_: &(Script, BlobId), module: &Arc<Transformed>| match &**module {
            Transformed::Module { code, map } => {
                (code.len() + map.as_ref().map_or(0, Mappings::size)).try_into().unwrap_or(u32::MAX)
            }
            Transformed::Failed(_) => 1024,
        };
        Self {
            facts: FactsCache::new(FACTS),
            registry,
            projects: Cache::new(PROJECTS),
            modules: Cache::builder().max_capacity(MODULES).weigher(weigh).build(),
            reports: Cache::builder()
                .max_capacity(PROJECTS * 50)
                .time_to_live(Duration::from_mins(1))
                .build(),
        }
    }

    /// Whether a project's preview may send one more report in this minute.
    pub(super) fn allow_report(&self, project: ProjectId, most: u64) -> bool {
        let count = self.reports.get_with(project, Arc::default);
        count.fetch_add(1, Ordering::Relaxed) < most
    }

    /// Where packages come from.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// What is known about files.
    pub fn facts(&self) -> &FactsCache {
        &self.facts
    }
}

/// Reads contents from where the server keeps them, staged ones first.
struct Stored<'a> {
    app: &'a App,
    overlay: Option<&'a Overlay>,
}

impl Sources for Stored<'_> {
    type Error = Error;

    async fn contents(&self, files: &[(String, BlobId)]) -> Result<Vec<Vec<u8>>> {
        let staged = |id: &BlobId| self.overlay.and_then(|overlay| overlay.get(id));
        let wanted: Vec<BlobId> = files.iter().map(|(_, id)| *id).filter(|id| staged(id).is_none()).collect();
        let found = self.app.blobs.get_many(&wanted).await?;
        files
            .iter()
            .map(|(path, id)| {
                let bytes = staged(id).or_else(|| found.get(id));
                let missing = || Error::internal("read a project's files", format!("{path} has no content"));
                bytes.map(|bytes| bytes.to_vec()).ok_or_else(missing)
            })
            .collect()
    }
}

/// A project as its preview shows it.
pub async fn load(app: &App, access: &Access) -> Result<Arc<Loaded>> {
    let current = projects::get(app, access).await?;
    if let Some(loaded) = app.preview.projects.get(&access.project)
        && loaded.revision == current.revision
        && loaded.name == current.name
    {
        return Ok(loaded);
    }
    let files: Files =
        files::all(app.db.read(), access).await?.into_iter().map(|file| (file.path, file.blob)).collect();
    let project = assemble(app, &files, None).await?;
    let loaded = Arc::new(Loaded { revision: current.revision, name: current.name, project });
    app.preview.projects.insert(access.project, Arc::clone(&loaded));
    Ok(loaded)
}

async fn assemble(app: &App, files: &Files, overlay: Option<&Overlay>) -> Result<Project> {
    let sources = Stored { app, overlay };
    Project::load(files.clone(), &sources, &app.preview.facts, &app.preview.registry).await
}

/// What is wrong with a project's files as they are.
pub async fn diagnostics(app: &App, access: &Access) -> Result<Vec<Diagnostic>> {
    let loaded = load(app, access).await?;
    let checked = move || nesting::with_stack(8 << 20, || check::check(&loaded.project));
    tokio::task::spawn_blocking(checked).await.context("check a project")
}

/// What is wrong with files of which some contents are not stored yet.
pub(crate) async fn diagnose(app: &App, files: &Files, overlay: Option<&Overlay>) -> Result<Vec<Diagnostic>> {
    let project = assemble(app, files, overlay).await?;
    let checked = move || nesting::with_stack(8 << 20, || check::check(&project));
    tokio::task::spawn_blocking(checked).await.context("check a turn's files")
}

/// A script of a project, transformed.
pub async fn script(app: &App, project: &Project, path: &str) -> Result<Option<Arc<Transformed>>> {
    let (Some(blob), Language::Script(dialect)) = (project.files().get(path), Language::of(path)) else {
        return Ok(None);
    };
    let key = (dialect, *blob);
    if let Some(module) = app.preview.modules.get(&key) {
        return Ok(Some(module));
    }
    let bytes = app.blobs.get(*blob).await?;
    let mut options = transform::Options::new(transform::Target::Preview);
    options.jsx_import_source = project.jsx_import_source().map(str::to_owned);
    let compile = move || {
        let text = String::from_utf8_lossy(&bytes);
        nesting::with_stack(8 << 20, || transform::transform(dialect, &text, &options))
    };
    let module = match tokio::task::spawn_blocking(compile).await.context("transform a module")? {
        Ok(module) => Transformed::Module { code: module.code.into(), map: module.map },
        Err(problems) => Transformed::Failed(problems),
    };
    let module = Arc::new(module);
    app.preview.modules.insert(key, Arc::clone(&module));
    Ok(Some(module))
}

/// A script of a project for a worker, where no import map leads its imports.
pub async fn worker_script(app: &App, project: &Project, path: &str) -> Result<Bytes> {
    let (Some(blob), Language::Script(dialect)) = (project.files().get(path), Language::of(path)) else {
        return Err(Error::NotFound("file"));
    };
    let bytes = app.blobs.get(*blob).await?;
    let mut options = transform::Options::new(transform::Target::Preview);
    options.jsx_import_source = project.jsx_import_source().map(str::to_owned);
    let (project, path) = (project.clone(), path.to_owned());
    let compile = move || {
        let text = String::from_utf8_lossy(&bytes);
        let link = |specifier: &str, _: ImportKind| {
            worker_address(&project, &path, specifier).map_or(Rewrite::Keep, Rewrite::To)
        };
        let linked = nesting::with_stack(8 << 20, || transform::linked(dialect, &text, &options, &link));
        match linked {
            Ok(module) => module.code,
            Err(problems) => {
                failure::thrown(&problems.iter().map(|problem| problem.at(&path)).collect::<Vec<_>>())
            }
        }
    };
    Ok(tokio::task::spawn_blocking(compile).await.context("transform a worker")?.into())
}

/// The addresses that style sheets have since they changed, for pages that swap them in place.
pub fn style_addresses(project: &Project, paths: &[String]) -> BTreeMap<String, String> {
    let address = |path: &String| {
        let served = path.strip_prefix("public/").unwrap_or(path);
        let version = project.version(path)?;
        Some((format!("/{served}"), format!("/{served}?v={version}")))
    };
    paths.iter().filter_map(address).collect()
}

/// Whether only style sheets changed, so that a page need not reload. The classes of a
/// `.module.css` are part of the scripts that use them.
pub fn styles_only(paths: &[String]) -> bool {
    paths.iter().all(|path| Language::of(path) == Language::Style)
}
