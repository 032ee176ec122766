//! A foreign repository's history as versions of the project.
//!
//! A commit that was made here, with everything as it was, becomes the same commit again: an import
//! of an export has the same ids. Any other one is written anew, with its author's name and without
//! the author's address.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use bytes::Bytes;
use futures::FutureExt as _;

use super::Gathered;
use super::paths::{Place, place};
use super::staging::Staging;
use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::ids::{Id as _, UserId};
use crate::projects::Access;
use crate::versions::objects::{self, Commit, Kind, ObjectId, Signature, Tree, object_id};
use crate::versions::repository::{ImportedCommit, Limits, Repository};
use crate::versions::trees::{self, Changes, Difference, TreeSource};
use crate::versions::{NO_REPLY_DOMAIN, Version, VersionKind};

/// All versions' histories together may have so many times the bytes of a project's files.
const TIMES_PROJECT_BYTES: u64 = 10;
/// Folders of all versions together.
const MOST_TREE_BYTES: usize = 256 * 1024 * 1024;
/// The longest message that is taken over, in bytes.
const MESSAGE_BYTES: usize = 64 * 1024;

/// Versions to be.
#[derive(Debug, Default)]
pub(super) struct History {
    commits: Vec<Taken>,
    trees: Trees,
    files: BTreeMap<String, ObjectId>,
}

/// A commit that was taken over.
#[derive(Debug)]
struct Taken {
    commit: Commit,
    id: ObjectId,
    bytes: Vec<u8>,
}

/// Folders that are not stored yet.
#[derive(Debug, Default)]
struct Trees {
    bytes: HashMap<ObjectId, Vec<u8>>,
    total: usize,
}

impl TreeSource for Trees {
    type Error = objects::Error;

    async fn trees(&self, ids: &[ObjectId]) -> Result<Vec<Tree>, objects::Error> {
        let bytes = |id: &ObjectId| self.bytes.get(id).ok_or(objects::Error::Missing(*id));
        ids.iter().map(|id| Tree::decode(*id, bytes(id)?)).collect()
    }
}

impl History {
    /// Whether it has no versions.
    pub(super) fn is_empty(&self) -> bool {
        self.commits.is_empty()
    }

    /// The folders of all versions.
    pub(super) fn trees(&self) -> Vec<(ObjectId, Vec<u8>)> {
        self.trees.bytes.iter().map(|(id, bytes)| (*id, bytes.clone())).collect()
    }

    /// The files of the last version.
    pub(super) fn files(&self) -> &BTreeMap<String, ObjectId> {
        &self.files
    }

    /// As [`files`](Self::files), with their sizes.
    pub(super) fn sized_files(&self, staging: &Staging) -> BTreeMap<String, (ObjectId, u64)> {
        let sized = |(path, id): (&String, &ObjectId)| Some((path.clone(), (*id, staging.known(*id)?)));
        self.files.iter().filter_map(sized).collect()
    }

    /// The versions of a project with their commit objects; `None` where there is no history.
    pub(super) fn versions(&self, app: &App, access: &Access) -> Option<Vec<(Version, Vec<u8>)>> {
        let mut parent = None;
        let mut versions = Vec::with_capacity(self.commits.len());
        for (taken, number) in self.commits.iter().zip(1..) {
            let version = Version {
                id: app.new_id(),
                project: access.project,
                number,
                kind: VersionKind::Import,
                message: taken.commit.message.clone(),
                commit: taken.id,
                tree: taken.commit.tree,
                parent,
                author: author(&taken.commit).filter(|author| access.user == Some(*author)),
                generation: None,
                created_at: Timestamp(taken.commit.time.saturating_mul(1_000_000)),
            };
            parent = Some(version.id);
            versions.push((version, taken.bytes.clone()));
        }
        (!versions.is_empty()).then_some(versions)
    }
}

/// Who made a commit, if it was made here.
fn author(commit: &Commit) -> Option<UserId> {
    let (user, domain) = commit.author.email().split_once('@')?;
    UserId::parse(user).filter(|_| domain == NO_REPLY_DOMAIN)
}

/// Takes over the history of a repository.
pub(super) fn gather(
    files: BTreeMap<String, Bytes>,
    staging: &mut Staging,
    gathered: &mut Gathered,
) -> Result<()> {
    let limits = Limits {
        total_bytes: staging.limits().project_bytes.saturating_mul(TIMES_PROJECT_BYTES),
        object_bytes: Limits::default().object_bytes.max(staging.limits().file_bytes as usize),
        ..Limits::default()
    };
    let repository = Repository::open(files, limits);
    let found = repository.history();
    gathered.warnings.extend(found.unreadable);
    let mut reading = Reading { repository, staging, notes: BTreeSet::new() };
    let mut older = None;
    for commit in &found.commits {
        if let Err(reason) = reading.take(older, commit, &mut gathered.history)? {
            let first = commit.id.short();
            gathered.warnings.insert(format!("The versions from commit {first} on were left out. {reason}"));
            break;
        }
        older = Some(commit.tree);
    }
    gathered.warnings.extend(reading.repository.notes());
    gathered.warnings.extend(reading.notes);
    Ok(())
}

struct Reading<'a> {
    repository: Repository,
    staging: &'a mut Staging,
    notes: BTreeSet<String>,
}

impl Reading<'_> {
    /// Takes over a commit. The inner error says why neither it nor what follows can be.
    fn take(
        &mut self,
        older: Option<ObjectId>,
        commit: &ImportedCommit,
        history: &mut History,
    ) -> Result<Result<(), String>> {
        let differences = match self.repository.changes(older, commit.tree) {
            Ok(differences) => differences,
            Err(reason) => return Ok(Err(reason.to_string())),
        };
        let mut changes = Changes::new();
        for Difference { path, new, .. } in differences {
            let Some(path) = self.path(&path) else { continue };
            let content = match new {
                Some(id) => self.content(&path, id)?,
                None => None,
            };
            changes.insert(path, content);
        }
        let base = history.commits.last().map(|taken| taken.commit.tree);
        // What is in memory is there at once.
        let written = trees::write(base, &changes, &history.trees).now_or_never();
        let written = match written.unwrap_or(Err(objects::Error::TooDeep)) {
            Ok(written) => written,
            Err(reason) => return Ok(Err(format!("In this version, {reason}."))),
        };
        for (path, content) in changes {
            match content {
                Some(id) => _ = history.files.insert(path, id),
                None => _ = history.files.remove(&path),
            }
        }
        for (id, bytes) in written.trees {
            history.trees.total += bytes.len();
            history.trees.bytes.insert(id, bytes);
        }
        if history.trees.total > MOST_TREE_BYTES {
            return Ok(Err("The history has too many folders.".to_owned()));
        }
        history.commits.push(again(commit, written.root, history.commits.last())?);
        Ok(Ok(()))
    }

    /// Where a file of the history belongs, if anywhere.
    fn path(&mut self, path: &str) -> Option<String> {
        let sentence = match place(path, self.staging.limits().path_bytes) {
            Ok(Place::File(path)) => return Some(path),
            Ok(Place::Nowhere) => return None,
            Ok(Place::LeftOut(sentence)) => sentence.to_owned(),
            Ok(Place::Repository(_)) => format!("{path:?} was left out of the history."),
            Err(reason) => format!("{path:?} was left out of the history. {reason}"),
        };
        self.note(sentence);
        None
    }

    /// Stores a file's content, if it can be read.
    fn content(&mut self, path: &str, id: ObjectId) -> Result<Option<ObjectId>> {
        if self.staging.known(id).is_some() {
            return Ok(Some(id));
        }
        let most = self.staging.limits().file_bytes;
        match self.repository.blob(id) {
            Ok(content) if content.len() as u64 <= most => Ok(Some(self.staging.add(content.to_vec())?.0)),
            Ok(_) => {
                self.note(format!(
                    "{path:?} was left out of versions in which it has more than {most} bytes."
                ));
                Ok(None)
            }
            Err(reason) => {
                self.note(format!("{path:?} was left out of versions in which it cannot be read. {reason}"));
                Ok(None)
            }
        }
    }

    fn note(&mut self, sentence: String) {
        /// Enough for a person to see what is wrong.
        const MOST_NOTES: usize = 50;
        if self.notes.len() < MOST_NOTES {
            self.notes.insert(sentence);
        }
    }
}

/// The commit as it would have been made here: the very same one, where it was.
fn again(commit: &ImportedCommit, tree: ObjectId, parent: Option<&Taken>) -> Result<Taken> {
    let domain = commit.author_email.split_once('@').map(|(_, domain)| domain);
    let email = match domain {
        Some(domain) if domain == NO_REPLY_DOMAIN => commit.author_email.clone(),
        _ => format!("imported@{NO_REPLY_DOMAIN}"),
    };
    let mut message = commit.message.clone();
    message.truncate(message.floor_char_boundary(MESSAGE_BYTES));
    let commit = Commit {
        tree,
        parents: parent.map(|parent| parent.id).into_iter().collect(),
        author: Signature::new(&commit.author_name, &email),
        time: commit.time,
        message,
    };
    let bytes = commit.encode();
    let id = object_id(Kind::Commit, &bytes).map_err(Error::from)?;
    Ok(Taken { commit, id, bytes })
}
