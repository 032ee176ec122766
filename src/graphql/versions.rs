//! Versions: what a project was, and what changed.

use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Object, SimpleObject};

use super::accounts::User;
use super::connections::{Counted, connection, forward};
use super::errors::{ApiError, payload};
use super::files::{File, FileConnection, Total};
use super::generations::{FileChange, Generation};
use super::ready::plain;
use super::scalars::{DateTime, id, parse_id};
use super::{access, actor, app};
use crate::error::{Error, Result};
use crate::ids::VersionId;
use crate::projects::{self, Access};
use crate::versions;

/// Mutations of versions.
#[derive(Default)]
pub struct VersionMutation;

#[Object]
impl VersionMutation {
    /// Makes a version of the files as they are. Needs the role EDITOR.
    async fn version_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
        #[graphql(desc = "What to call it.")] input: VersionCreateInput,
    ) -> Result<VersionCreatePayload, ApiError> {
        let made =
            async { versions::create(app(ctx)?, &access(ctx, &project_id).await?, &input.message).await };
        VersionCreatePayload::of(made.await)
    }

    /// Makes a new version whose files are those of the given one; unsaved changes are kept in a
    /// version of their own first. Needs the role EDITOR.
    async fn version_restore(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The version to go back to.")] id: ID,
    ) -> Result<VersionRestorePayload, ApiError> {
        let restored = async {
            let found = versions::find(app(ctx)?, actor(ctx)?, parse_id(&id)?).await?;
            let (access, version) = found.ok_or(Error::NotFound("version"))?;
            versions::restore(app(ctx)?, &access, version.id).await
        };
        VersionRestorePayload::of(restored.await)
    }
}

/// One version, where the viewer may see it.
pub(super) async fn load(ctx: &Context<'_>, id: VersionId) -> Result<Option<Version>> {
    Ok(versions::find(app(ctx)?, actor(ctx)?, id).await?.map(|(_, version)| version.into()))
}

/// The versions of a project, the newest first.
pub(super) async fn of_project(
    ctx: &Context<'_>,
    access: Access,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<VersionConnection> {
    let app = app(ctx)?;
    let page = forward(app, first, after)?;
    Ok(VersionConnection::of(versions::list(app, &access, &page).await?, access))
}

/// How a version came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "versions::VersionKind")]
pub enum VersionKind {
    /// Somebody asked for it, or the server kept unsaved work before something else wrote.
    Manual,
    /// A generation made it.
    Generation,
    /// Somebody went back to an earlier one.
    Restore,
    /// It came with an import.
    Import,
}

/// All files of a project as they were at a point, and how they came about.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct Version {
    /// Its identifier.
    pub(super) id: ID,
    /// 1, 2, 3, … within the project.
    number: i32,
    /// How it came about.
    kind: VersionKind,
    /// What changed, in words.
    message: String,
    /// Git's commit id: the history is a git history.
    commit_id: String,
    /// When it was made.
    created_at: DateTime,
    #[graphql(skip)]
    inner: versions::Version,
}

plain!(
    Version,
    "id": id,
    "number": number,
    "message": message,
    "commitId": commit_id,
    "createdAt": created_at,
);

impl From<versions::Version> for Version {
    fn from(inner: versions::Version) -> Self {
        Self {
            id: id(inner.id),
            number: inner.number as i32,
            kind: inner.kind.into(),
            message: inner.message.clone(),
            commit_id: inner.commit.to_string(),
            created_at: inner.created_at.into(),
            inner,
        }
    }
}

#[ComplexObject]
impl Version {
    /// Whose it is; null for the server's own, for imports, and where the account is gone.
    async fn author(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.inner.author {
            Some(author) => Ok(super::accounts::find(ctx, author).await?),
            None => Ok(None),
        }
    }

    /// The version it followed on; null for the first.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Version>, ApiError> {
        match self.inner.parent {
            Some(parent) => Ok(load(ctx, parent).await?),
            None => Ok(None),
        }
    }

    /// The generation that made it.
    async fn generation(&self, ctx: &Context<'_>) -> Result<Option<Generation>, ApiError> {
        match self.inner.generation {
            Some(generation) => Ok(super::generations::load(ctx, generation).await?),
            None => Ok(None),
        }
    }

    /// Its files, by path; `prefix` keeps those whose paths begin with it.
    async fn files(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the paths begin with.")] prefix: Option<String>,
        #[graphql(desc = "Entries from the beginning, at most the limit page_size.")] first: Option<i32>,
        #[graphql(desc = "Entries behind this cursor.")] after: Option<String>,
    ) -> Result<FileConnection, ApiError> {
        let app = app(ctx)?;
        let page = forward(app, first, after.as_deref())?;
        let prefix = prefix.unwrap_or_default();
        let page = versions::files(app, &self.inner, &prefix, &page).await?;
        Ok(FileConnection::of(page, Total::OfVersion(self.inner.clone(), prefix)))
    }

    /// One of its files; null where it has none at that path.
    async fn file(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where it is in the project.")] path: String,
    ) -> Result<Option<File>, ApiError> {
        Ok(versions::file(app(ctx)?, &self.inner, &path).await?.map(File::from))
    }

    /// What changed against the parent, or against another version of the same project.
    async fn diff(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A version of the same project; the parent, if absent.")] against: Option<ID>,
    ) -> Result<VersionDiff, ApiError> {
        let app = app(ctx)?;
        let access = projects::access(app, actor(ctx)?, self.inner.project).await?;
        let against: Option<VersionId> = match &against {
            Some(against) => Some(parse_id(against)?),
            None => self.inner.parent,
        };
        let older = match against {
            Some(against) => Some(versions::get(app.db.read(), &access, against).await?),
            None => None,
        };
        Ok(versions::diff(app, older.as_ref(), &self.inner).await?.into())
    }
}

connection!(VersionConnection, VersionEdge, Version, "versions", counts Access);

/// Of the versions of a project.
impl Counted for Access {
    async fn count(&self, ctx: &Context<'_>) -> Result<u64> {
        versions::count(app(ctx)?, self).await
    }
}

/// What changed between two versions.
#[derive(Clone, Debug, SimpleObject)]
pub struct VersionDiff {
    /// The files that changed, by path.
    files: Vec<FileDiff>,
    /// Lines that were added.
    additions: i32,
    /// Lines that were deleted.
    deletions: i32,
}

/// What changed in a file.
#[derive(Clone, Debug, SimpleObject)]
pub struct FileDiff {
    /// Its path; the former one where it was deleted.
    path: String,
    /// The path it had, where it was renamed.
    old_path: Option<String>,
    /// What happened to it.
    change: FileChange,
    /// Lines that were added.
    additions: i32,
    /// Lines that were deleted.
    deletions: i32,
    /// Whether one of the contents is no text.
    binary: bool,
    /// Whether so much changed that lines were not compared; then none are counted or shown.
    omitted: bool,
    /// Unified diff; null where binary or omitted.
    patch: Option<String>,
}

impl From<versions::Comparison> for VersionDiff {
    fn from(found: versions::Comparison) -> Self {
        let file = |file: versions::FileComparison| {
            let omitted = file.patch.is_none();
            let patch = file.patch.unwrap_or_default();
            FileDiff {
                path: file.path,
                old_path: file.old_path,
                change: file.change.into(),
                additions: patch.additions as i32,
                deletions: patch.deletions as i32,
                binary: patch.binary,
                omitted,
                patch: patch.text,
            }
        };
        Self {
            additions: found.additions as i32,
            deletions: found.deletions as i32,
            files: found.files.into_iter().map(file).collect(),
        }
    }
}

/// A version to make.
#[derive(InputObject)]
pub struct VersionCreateInput {
    /// What changed, in words.
    message: String,
}

payload! {
    /// What became of `versionCreate`.
    VersionCreatePayload {
        /// The version.
        version: Version
    }
}
payload! {
    /// What became of `versionRestore`.
    VersionRestorePayload {
        /// The version that was made.
        version: Version
    }
}
