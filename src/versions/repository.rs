//! The history in somebody else's `.git` folder, as it comes in an archive.
//!
//! It trusts nothing: sizes that are declared are limits and not allocations, ids are compared
//! with what was read, work and memory end at [`Limits`], and hooks, configuration and
//! alternates are not looked at. Whatever cannot be read costs what depends on it and no more,
//! and is told in a sentence for the user. It must not write or store anything.

mod delta;
mod packs;
mod refs;
mod store;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use futures::FutureExt as _;
use gix_object::TreeRefIter;
use gix_object::tree::EntryKind;

use self::store::Store;
use super::objects::{self, Commit, Entry, EntryType, Kind, ObjectId, Tree};
use super::trees::{self, Difference, TreeSource};

/// What reading a repository may cost at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one object; larger ones count as unreadable.
    pub object_bytes: usize,
    /// Bytes inflated or assembled altogether. An object that is needed again may count again.
    pub total_bytes: u64,
    /// Versions taken over: the latest ones.
    pub commits: usize,
    /// How many deltas may be applied for one object. Git itself makes chains of 50, and of 250
    /// if asked to be thorough.
    pub delta_depth: usize,
    /// Names in all folders of one level of nesting that are compared at a time.
    pub level_entries: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            object_bytes: 16 * 1024 * 1024,
            total_bytes: 4 * 1024 * 1024 * 1024,
            commits: 5_000,
            delta_depth: 4_096,
            level_entries: 200_000,
        }
    }
}

/// Why a part of a repository cannot be read, in a sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A shallow or partial clone, or one whose alternates were left behind.
    #[error("The repository does not contain the object {0}.")]
    Missing(ObjectId),
    /// The bytes are not what the id promises.
    #[error("The object {0} is damaged.")]
    Damaged(ObjectId),
    /// Beyond [`Limits::object_bytes`].
    #[error("The object {0} is too large.")]
    TooLarge(ObjectId),
    /// Beyond [`Limits::delta_depth`], or deltas that are each other's base.
    #[error("The object {0} is stored as too long a chain of differences.")]
    TooManyDeltas(ObjectId),
    /// Beyond [`Limits::total_bytes`].
    #[error("The history is too large to be read completely.")]
    TooMuch,
    /// Beyond [`Limits::level_entries`].
    #[error("A version has too many files to be read.")]
    TooManyFiles,
    /// Folders nested beyond any valid path.
    #[error("A version has folders that are nested too deeply.")]
    TooDeep,
}

impl From<objects::Error> for Unreadable {
    fn from(error: objects::Error) -> Self {
        match error {
            objects::Error::Missing(id) => Self::Missing(id),
            objects::Error::Damaged(id) => Self::Damaged(id),
            _ => Self::TooDeep,
        }
    }
}

/// A commit to be taken over as a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedCommit {
    /// Its id in the foreign repository.
    pub id: ObjectId,
    /// Its message, without a line break at its end.
    pub message: String,
    /// Its author's name.
    pub author_name: String,
    /// Its author's e-mail address, to recognise commits that were made here. It is nobody else's
    /// business and must not be stored.
    pub author_email: String,
    /// Seconds since 1970 in UTC, from 0 to the end of the year 9999.
    pub time: i64,
    /// Its root folder, for [`Repository::changes`].
    pub tree: ObjectId,
}

/// The versions that can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Oldest first; each but the first has the one before it as its first parent.
    pub commits: Vec<ImportedCommit>,
    /// What is missing, in sentences for the user.
    pub unreadable: Vec<String>,
}

/// A foreign repository, read as needed.
///
/// The calls block while they inflate and hash: they belong on a thread that may.
pub struct Repository {
    files: BTreeMap<String, Bytes>,
    limits: Limits,
    store: Store,
    notes: Mutex<BTreeSet<String>>,
}

impl Repository {
    /// Opens a repository given the files within its `.git`, by path (`HEAD`, `objects/pack/…`).
    pub fn open(files: BTreeMap<String, Bytes>, limits: Limits) -> Self {
        let (store, notes) = Store::open(&files, limits);
        Self { files, limits, store, notes: Mutex::new(notes.into_iter().collect()) }
    }

    /// The history of the branch that is checked out (else of `main`, `master` or the first
    /// branch), following first parents.
    pub fn history(&self) -> History {
        let mut history = History::default();
        let mut next = match refs::head(&self.files) {
            Ok(head) => Some(head),
            Err(sentence) => {
                history.unreadable.push(sentence);
                None
            }
        };
        while let Some(id) = next {
            if history.commits.len() >= self.limits.commits {
                history.unreadable.push(format!(
                    "Only the latest {} versions were read; the history goes back further.",
                    self.limits.commits
                ));
                break;
            }
            match self.commit(id) {
                Ok(commit) => {
                    next = commit.parents.first().copied();
                    history.commits.push(ImportedCommit {
                        id,
                        message: commit.message,
                        author_name: commit.author.name().to_owned(),
                        author_email: commit.author.email().to_owned(),
                        time: commit.time,
                        tree: commit.tree,
                    });
                }
                Err(error) => {
                    history.unreadable.push(self.why_history_ends(&history, &error));
                    break;
                }
            }
        }
        history.commits.reverse();
        history
    }

    fn commit(&self, id: ObjectId) -> Result<Commit, Unreadable> {
        match self.store.read(id)? {
            (Kind::Commit, bytes) => Ok(Commit::decode(id, &bytes)?),
            _ => Err(Unreadable::Damaged(id)),
        }
    }

    fn why_history_ends(&self, history: &History, error: &Unreadable) -> String {
        let Some(earliest) = history.commits.last() else {
            return format!("The history could not be read. {error}");
        };
        let shallow = self.files.get("shallow").is_some_and(|file| {
            String::from_utf8_lossy(file).lines().any(|line| line == earliest.id.to_string())
        });
        let earliest = earliest.id.short();
        if shallow {
            format!("The repository is a shallow clone: its history begins with commit {earliest}.")
        } else {
            format!("The history before commit {earliest} could not be read. {error}")
        }
    }

    /// The files in which two root folders differ (or all of one of them), by path. Executable
    /// files count as regular ones; links, submodules and folders that cannot be read are left
    /// out, and told by [`notes`](Self::notes). The paths are as git has them: not validated.
    pub fn changes(&self, older: Option<ObjectId>, newer: ObjectId) -> Result<Vec<Difference>, Unreadable> {
        // Reading from memory is always ready, so the comparison never has to wait.
        trees::diff(older, Some(newer), self).now_or_never().unwrap_or(Err(Unreadable::Missing(newer)))
    }

    /// The content of a file.
    pub fn blob(&self, id: ObjectId) -> Result<Bytes, Unreadable> {
        match self.store.read(id)? {
            (Kind::Blob, bytes) => Ok(bytes),
            _ => Err(Unreadable::Damaged(id)),
        }
    }

    /// What was left out of the folders that were read so far, in sentences for the user.
    pub fn notes(&self) -> Vec<String> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn note(&self, sentence: String) {
        /// Enough for a person to see what is wrong.
        const MAX_NOTES: usize = 100;
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        if notes.len() < MAX_NOTES {
            notes.insert(sentence);
        }
    }

    /// The folder as a project can hold it.
    fn tree(&self, id: ObjectId) -> Result<Tree, Unreadable> {
        let bytes = match self.store.read(id) {
            Ok((Kind::Tree, bytes)) => bytes,
            Err(Unreadable::TooMuch) => return Err(Unreadable::TooMuch),
            other => {
                let error = other.err().unwrap_or(Unreadable::Damaged(id));
                self.note(format!("A folder was left out. {error}"));
                return Ok(Tree::default());
            }
        };
        let mut entries = Vec::new();
        for entry in TreeRefIter::from_bytes(&bytes, gix_hash::Kind::Sha1) {
            let Ok(entry) = entry else {
                self.note(format!("A part of a folder was left out. {}", Unreadable::Damaged(id)));
                break;
            };
            let name = String::from_utf8_lossy(entry.filename);
            let kind = match entry.mode.kind() {
                EntryKind::Blob | EntryKind::BlobExecutable => EntryType::File,
                EntryKind::Tree => EntryType::Folder,
                EntryKind::Link => {
                    self.note(format!("The symbolic link {name} was left out."));
                    continue;
                }
                EntryKind::Commit => {
                    self.note(format!("The submodule {name} was left out."));
                    continue;
                }
            };
            match ObjectId::from_bytes(entry.oid.as_bytes()) {
                Some(id) if is_segment(&name) => entries.push(Entry { name: name.into_owned(), kind, id }),
                _ => self.note(format!("{name} was left out, since its name cannot be kept.")),
            }
        }
        Ok(Tree { entries })
    }
}

/// Whether git's name for one entry is one segment of a path, and was UTF-8.
fn is_segment(name: &str) -> bool {
    !name.is_empty() && !name.contains(['/', char::REPLACEMENT_CHARACTER])
}

impl TreeSource for Repository {
    type Error = Unreadable;

    async fn trees(&self, ids: &[ObjectId]) -> Result<Vec<Tree>, Unreadable> {
        let mut left = self.limits.level_entries;
        let mut trees = Vec::new();
        for id in ids {
            let tree = self.tree(*id)?;
            // An empty folder costs a little too.
            left = left.checked_sub(tree.entries.len().max(1)).ok_or(Unreadable::TooManyFiles)?;
            trees.push(tree);
        }
        Ok(trees)
    }
}
