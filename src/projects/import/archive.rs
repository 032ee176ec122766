//! Zip archives: the files in them, and the git repository beside these.

use std::collections::BTreeMap;
use std::fs::File;

use bytes::Bytes;

use super::paths::{Place, place, top_folder};
use super::staging::{Staging, Totals};
use super::zip::{Archive, EntryKind, Refusal};
use super::{Gathered, history, refuse};
use crate::error::Result;

/// Entries beyond the files that a project can have: folders, objects of a repository.
const OTHER_ENTRIES: u64 = 200_000;

/// Reads an archive.
pub(super) fn gather(file: File, mut staging: Staging) -> Result<Gathered> {
    let limits = staging.limits().clone();
    let mut archive = Archive::open(file, (limits.project_files + OTHER_ENTRIES) as usize)?;
    let mut gathered = Gathered::default();
    let Sorted { files, repository } = sort(&archive, limits.path_bytes, &mut gathered)?;

    let mut totals = Totals::default();
    for (path, entry) in files {
        let content = archive.read(entry, limits.file_bytes)?;
        totals.add(content.len() as u64, &limits)?;
        gathered.files.insert(path, staging.add(content)?);
    }
    if !repository.is_empty() {
        match read_repository(&mut archive, &repository, limits.project_bytes) {
            Ok(repository) => history::gather(repository, &mut staging, &mut gathered)?,
            Err(Refusal(reason)) => {
                gathered.warnings.insert(format!("The history was left out. {reason}"));
            }
        }
    }
    staging.flush()?;
    if gathered.files.is_empty() {
        gathered.files = gathered.history.sized_files(&staging);
    }
    if gathered.files.is_empty() && gathered.history.is_empty() {
        return Err(refuse("The archive has no files."));
    }
    Ok(gathered)
}

/// Where the entries belong: the places in the archive of what is read, by path.
#[derive(Default)]
struct Sorted {
    files: BTreeMap<String, usize>,
    repository: BTreeMap<String, usize>,
}

fn sort(archive: &Archive<File>, path_bytes: u64, gathered: &mut Gathered) -> Result<Sorted> {
    let entries = || archive.entries().iter().enumerate().filter(|(_, entry)| entry.kind == EntryKind::File);
    let top = top_folder(entries().map(|(_, entry)| entry.name.as_str())).to_owned();
    let mut sorted = Sorted::default();
    for (index, entry) in entries() {
        let name = entry.name.strip_prefix(&top).unwrap_or(&entry.name);
        let place = place(name, path_bytes)
            .map_err(|reason| refuse(format!("The archive's entry {:?} is refused. {reason}", entry.name)))?;
        let former = match place {
            Place::File(path) => sorted.files.insert(path, index),
            Place::Repository(path) => sorted.repository.insert(path, index),
            Place::Nowhere => None,
            Place::LeftOut(sentence) => {
                gathered.warnings.insert(sentence.to_owned());
                None
            }
        };
        if former.is_some() {
            return Err(refuse(format!("The archive's entry {:?} is there twice.", entry.name)));
        }
    }
    Ok(sorted)
}

/// Brings what says something about the history into memory: at most so many bytes.
fn read_repository(
    archive: &mut Archive<File>,
    entries: &BTreeMap<String, usize>,
    most_bytes: u64,
) -> Result<BTreeMap<String, Bytes>, Refusal> {
    let mut left = most_bytes;
    let mut files = BTreeMap::new();
    for (path, entry) in entries {
        let counts = ["refs/", "objects/"].iter().any(|folder| path.starts_with(folder))
            || matches!(path.as_str(), "HEAD" | "packed-refs" | "shallow")
            || path.starts_with("reftable/");
        if counts {
            let content = archive.read(*entry, left)?;
            left -= content.len() as u64;
            files.insert(path.clone(), content.into());
        }
    }
    Ok(files)
}
