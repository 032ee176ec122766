//! What changed between two versions, as people read it.

use std::collections::{BTreeSet, HashMap};

use super::diff::{
    ChangeKind, Contents, FileChange, MAX_CANDIDATE_BYTES, MAX_TOTAL_BYTES, candidates, file_changes,
};
use super::objects::ObjectId;
use super::patch::{Patch, patch};
use super::{Stored, Version, trees};
use crate::app::App;
use crate::error::{Context as _, Result};

/// Contents of so many bytes, old and new, are compared line by line; the lines of what comes after
/// are neither counted nor shown, so that no project is too large to be compared.
const MAX_COMPARED_BYTES: u64 = 32 * 1024 * 1024;
/// So many bytes are in memory at a time.
const BATCH_BYTES: u64 = 8 * 1024 * 1024;

/// What changed between two versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The files, by path.
    pub files: Vec<FileComparison>,
    /// The number of lines that were added in all files.
    pub additions: usize,
    /// The number of lines that were deleted in all files.
    pub deletions: usize,
}

/// What changed in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileComparison {
    /// Its path; the former one if it was deleted.
    pub path: String,
    /// Its former path, if it was renamed.
    pub old_path: Option<String>,
    /// What happened.
    pub change: ChangeKind,
    /// Its lines; `None` where there was too much to compare.
    pub patch: Option<Patch>,
}

/// What changed from `older` (or from nothing) to `newer`.
pub async fn diff(app: &App, older: Option<&Version>, newer: &Version) -> Result<Comparison> {
    let older = older.map(|version| version.tree);
    let differences = trees::diff(older, Some(newer.tree), &Stored(app.db.read())).await?;
    let ids: BTreeSet<ObjectId> =
        differences.iter().flat_map(|file| [file.old, file.new]).flatten().collect();
    let ids: Vec<ObjectId> = ids.into_iter().collect();
    let sizes = app.blobs.sizes(app.db.read(), &ids).await?;

    let likely = within(candidates(&differences), &sizes);
    let contents: Contents = app.blobs.get_many(&likely).await?;
    let changes = tokio::task::spawn_blocking(move || file_changes(&differences, &contents))
        .await
        .context("match renamed files")?;

    let mut comparison = Comparison::default();
    let mut left = MAX_COMPARED_BYTES;
    for batch in batches(changes, &sizes) {
        let bytes: u64 = batch.iter().map(|change| weight(change, &sizes)).sum();
        let compared = left.checked_sub(bytes);
        left = compared.unwrap_or_default();
        let patches = match compared {
            Some(_) => patches(app, batch.clone()).await?,
            None => vec![None; batch.len()],
        };
        for (change, patch) in batch.into_iter().zip(patches) {
            comparison.additions += patch.as_ref().map_or(0, |patch| patch.additions);
            comparison.deletions += patch.as_ref().map_or(0, |patch| patch.deletions);
            comparison.files.push(FileComparison {
                path: change.path,
                old_path: change.old_path,
                change: change.kind,
                patch,
            });
        }
    }
    Ok(comparison)
}

/// The contents that the search for renames will look at.
fn within(candidates: BTreeSet<ObjectId>, sizes: &HashMap<ObjectId, u64>) -> Vec<ObjectId> {
    let mut left = MAX_TOTAL_BYTES as u64;
    let fits = |id: &ObjectId| {
        let size = sizes.get(id).copied().unwrap_or_default();
        let rest = left.checked_sub(size).filter(|_| size <= MAX_CANDIDATE_BYTES as u64);
        left = rest.unwrap_or(left);
        rest.is_some()
    };
    candidates.into_iter().filter(fits).collect()
}

/// How many bytes both contents of a file have.
fn weight(change: &FileChange, sizes: &HashMap<ObjectId, u64>) -> u64 {
    [change.old, change.new].into_iter().flatten().filter_map(|id| sizes.get(&id)).sum()
}

/// The changes in their order, as many at a time as memory should hold.
fn batches(changes: Vec<FileChange>, sizes: &HashMap<ObjectId, u64>) -> Vec<Vec<FileChange>> {
    let mut batches: Vec<Vec<FileChange>> = Vec::new();
    let mut bytes = u64::MAX;
    for change in changes {
        let more = weight(&change, sizes);
        bytes = bytes.saturating_add(more);
        match batches.last_mut() {
            Some(batch) if bytes <= BATCH_BYTES => batch.push(change),
            _ => {
                batches.push(vec![change]);
                bytes = more;
            }
        }
    }
    batches
}

async fn patches(app: &App, changes: Vec<FileChange>) -> Result<Vec<Option<Patch>>> {
    let ids: Vec<ObjectId> = changes.iter().flat_map(|change| [change.old, change.new]).flatten().collect();
    let contents = app.blobs.get_many(&ids).await?;
    tokio::task::spawn_blocking(move || {
        let content = |id: Option<ObjectId>| id.and_then(|id| contents.get(&id)).map(|bytes| &bytes[..]);
        changes.iter().map(|change| Some(patch(change, content(change.old), content(change.new)))).collect()
    })
    .await
    .context("compare files")
}
