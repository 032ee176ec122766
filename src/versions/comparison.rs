//! How two versions of a project differ, file by file and line by line.
//!
//! The work is bounded: of what lies beyond the bounds is said that it changed, not how.

use std::collections::{BTreeSet, HashMap};

use super::diff::{self, Contents, FileChange};
use super::objects::ObjectId;
use super::patch::{self, Patch};
use super::store::{self, Stored};
use super::{Version, contents, trees};
use crate::app::App;
use crate::error::{Context as _, Error, Result};
use crate::ids::VersionId;
use crate::projects::Access;

/// Lines are compared in contents up to this size.
const MAX_CONTENT_BYTES: u64 = 1024 * 1024;
/// No more bytes of contents are looked at in one comparison, first for renames, then for lines.
const MAX_TOTAL_BYTES: u64 = 32 * 1024 * 1024;
/// Files whose lines are compared at a time.
const FILES_PER_STEP: usize = 100;

/// What differs between two versions.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The files that differ, by path.
    pub files: Vec<FileComparison>,
    /// Lines that were added in all files together.
    pub additions: u64,
    /// Lines that were deleted in all files together.
    pub deletions: u64,
}

/// What differs in one file.
#[derive(Clone, Debug)]
pub struct FileComparison {
    /// What happened to it.
    pub change: FileChange,
    /// How its lines changed.
    pub patch: Patch,
    /// Whether the contents are too large to be compared: `patch` is empty then.
    pub omitted: bool,
}

/// What `version` changed against another of the same project, by default the one before it.
pub async fn compare(app: &App, version: &Version, against: Option<VersionId>) -> Result<Comparison> {
    // Whoever may read one version of a project may read all of them.
    let access = Access { user: None, ..Access::of_server(version.project) };
    let older = match against.or(version.parent) {
        Some(id) => {
            let older = store::find(app.db.read(), &access, id).await?.ok_or(Error::NotFound("version"))?;
            Some(older.tree)
        }
        None => None,
    };
    let differences = trees::diff(older, Some(version.tree), &Stored(app.db.read())).await?;
    let ids: BTreeSet<ObjectId> = differences.iter().flat_map(|file| [file.old, file.new]).flatten().collect();
    let ids: Vec<ObjectId> = ids.into_iter().collect();
    let sizes = contents::sizes(app, app.db.read(), &ids).await?;

    let mut budget = Budget { sizes: &sizes, left: MAX_TOTAL_BYTES };
    let candidates: Vec<ObjectId> =
        diff::candidates(&differences).into_iter().filter(|id| budget.covers([*id])).collect();
    let candidates: Contents = app.blobs.get_many(&candidates).await?;
    let changes = blocking(move || diff::file_changes(&differences, &candidates)).await?;

    let mut budget = Budget { sizes: &sizes, left: MAX_TOTAL_BYTES };
    let mut comparison = Comparison::default();
    for changes in changes.chunks(FILES_PER_STEP) {
        let covered: Vec<(FileChange, bool)> = changes
            .iter()
            .map(|change| (change.clone(), budget.covers(change.old.into_iter().chain(change.new))))
            .collect();
        comparison.add(lines(app, covered).await?);
    }
    Ok(comparison)
}

impl Comparison {
    fn add(&mut self, files: Vec<FileComparison>) {
        for file in files {
            self.additions += file.patch.additions as u64;
            self.deletions += file.patch.deletions as u64;
            self.files.push(file);
        }
    }
}

/// Compares the lines of those files that are marked so.
async fn lines(app: &App, changes: Vec<(FileChange, bool)>) -> Result<Vec<FileComparison>> {
    let covered = changes.iter().filter(|(_, covered)| *covered);
    let ids: BTreeSet<ObjectId> =
        covered.flat_map(|(change, _)| change.old.into_iter().chain(change.new)).collect();
    let ids: Vec<ObjectId> = ids.into_iter().collect();
    let contents = app.blobs.get_many(&ids).await?;
    blocking(move || {
        let content = |id: Option<ObjectId>| id.and_then(|id| contents.get(&id)).map(AsRef::as_ref);
        changes
            .into_iter()
            .map(|(change, covered)| {
                let patch = if covered {
                    patch::patch(&change, content(change.old), content(change.new))
                } else {
                    Patch::default()
                };
                FileComparison { change, patch, omitted: !covered }
            })
            .collect()
    })
    .await
}

/// How many bytes may still be looked at.
struct Budget<'a> {
    sizes: &'a HashMap<ObjectId, u64>,
    left: u64,
}

impl Budget<'_> {
    /// Whether these contents may be looked at as well; then they count.
    fn covers(&mut self, ids: impl IntoIterator<Item = ObjectId>) -> bool {
        let sizes: Vec<u64> =
            ids.into_iter().map(|id| self.sizes.get(&id).copied().unwrap_or(u64::MAX)).collect();
        if sizes.iter().any(|size| *size > MAX_CONTENT_BYTES) {
            return false;
        }
        match self.left.checked_sub(sizes.iter().sum()) {
            Some(left) => {
                self.left = left;
                true
            }
            None => false,
        }
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.context("compare versions")
}
