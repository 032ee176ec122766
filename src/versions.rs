//! A project's history as git knows it: contents, folders and versions are git objects, changes
//! are git patches, and people's and the agent's edits merge line by line.
//!
//! A version is a commit over the tree of all files. Versions are only ever added: going back to
//! one makes another. The public modules below are pure: they take bytes and give bytes, and know
//! neither the database nor the object store nor the clock, so each can be tested against the git
//! binary alone. What is stored, and by whose right, is decided here.

use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::Sql;
use crate::error::{Error, Result};
use crate::ids::{GenerationId, ProjectId, UserId, VersionId};
use crate::paging::{Page, PageRequest};
use crate::projects::{self, Access, head};
use crate::stored_as_words;

use objects::ObjectId;

mod collect;
mod compare;
mod contents;
pub mod diff;
#[cfg(test)]
mod git;
pub mod merge;
pub mod objects;
pub mod pack;
pub mod patch;
pub mod repository;
mod snapshot;
mod store;
pub mod trees;

pub(crate) use collect::collect;
pub use compare::{Comparison, FileComparison, diff};
pub(crate) use contents::{Stored, tree_files};
pub use contents::{count_files, file, files};
pub(crate) use snapshot::{NO_REPLY_DOMAIN, NewVersion, changes_between, commit, commit_unsaved};
pub use snapshot::{create, restore};
pub(crate) use store::{VERSION, VersionRow, commits, insert, insert_trees};

/// How a version came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionKind {
    /// Somebody asked for it, or the server kept unsaved work before something else wrote.
    Manual,
    /// The agent's turn made it.
    Generation,
    /// Somebody went back to an earlier one.
    Restore,
    /// It came with an import.
    Import,
}

stored_as_words!(VersionKind {
    Manual = "manual",
    Generation = "generation",
    Restore = "restore",
    Import = "import",
});

/// All files of a project as they were at a point, and how they came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its identifier.
    pub id: VersionId,
    /// The project it belongs to.
    pub project: ProjectId,
    /// 1, 2, 3, … within the project.
    pub number: i64,
    /// How it came about.
    pub kind: VersionKind,
    /// What changed, in words.
    pub message: String,
    /// Git's id of the commit.
    pub commit: ObjectId,
    /// Git's id of the root folder.
    pub tree: ObjectId,
    /// The version it followed on.
    pub parent: Option<VersionId>,
    /// Whose it is; `None` where the account is gone or was never here.
    pub author: Option<UserId>,
    /// The turn that made it.
    pub generation: Option<GenerationId>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A version with the actor's right to see its project; `None` where there is none of either.
pub async fn find(app: &App, actor: &Actor, id: VersionId) -> Result<Option<(Access, Version)>> {
    let Some(project) = store::project_of(app.db.read(), id).await? else { return Ok(None) };
    let access = match projects::access(app, actor, project).await {
        Err(Error::NotFound(_)) => return Ok(None),
        access => access?,
    };
    Ok(store::find(app.db.read(), &access, id).await?.map(|version| (access, version)))
}

/// A version of the project.
pub async fn get(connection: &impl Sql, access: &Access, id: VersionId) -> Result<Version> {
    store::find(connection, access, id).await?.ok_or(Error::NotFound("version"))
}

/// The latest version, if there is any.
pub async fn latest(connection: &impl Sql, access: &Access) -> Result<Option<Version>> {
    match head::get(connection, access).await?.version {
        Some(id) => store::find(connection, access, id).await,
        None => Ok(None),
    }
}

/// The project's versions, the latest first.
pub async fn list(app: &App, access: &Access, page: &PageRequest) -> Result<Page<Version>> {
    store::list(app.db.read(), access, page).await
}

/// How many versions the project has.
pub async fn count(app: &App, access: &Access) -> Result<u64> {
    Ok(head::get(app.db.read(), access).await?.number as u64)
}

impl From<objects::Error> for Error {
    /// What is stored was written by us, so whatever is wrong with it is our fault.
    fn from(error: objects::Error) -> Self {
        Self::internal("read or write git objects", error)
    }
}
