//! Versions: what they hold, how they differ, making them and going back to them.

use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Object, SimpleObject};

use super::accounts::{self, User};
use super::connections::{connection, forward};
use super::errors::{ApiError, payload};
use super::files::{File, FileConnection, Total};
use super::generations::{self, FileChange, Generation};
use super::scalars::{DateTime, id, parse_id};
use super::{access, actor, app, viewer};
use crate::error::{Error, Result};
use crate::ids::VersionId;
use crate::projects::Access;
use crate::versions;

/// Mutations of versions.
#[derive(Default)]
pub struct VersionMutation;

#[Object]
impl VersionMutation {
    /// Makes a version of the files as they are now. Needs the role EDITOR.
    async fn version_create(
        &self,
        ctx: &Context<'_>,
        project_id: ID,
        input: VersionCreateInput,
    ) -> Result<VersionCreatePayload, ApiError> {
        let made = async {
            let access = access(ctx, &project_id).await?;
            let version = versions::create(app(ctx)?, &access, &input.message).await?;
            Ok(Version::of(access, version))
        };
        VersionCreatePayload::of(made.await)
    }

    /// Makes a new version whose files are those of the given one; unsaved changes are kept in a
    /// version of their own before. Needs the role EDITOR.
    async fn version_restore(&self, ctx: &Context<'_>, id: ID) -> Result<VersionRestorePayload, ApiError> {
        let restored = async {
            let found = versions::find(app(ctx)?, actor(ctx)?, parse_id(&id)?).await?;
            let (access, version) = found.ok_or(Error::NotFound("version"))?;
            let restored = versions::restore(app(ctx)?, &access, version.id).await?;
            Ok(Version::of(access, restored))
        };
        VersionRestorePayload::of(restored.await)
    }
}

/// One version, where the viewer may see it.
pub(super) async fn load(ctx: &Context<'_>, id: VersionId) -> Result<Option<Version>> {
    let Some(viewer) = viewer(ctx) else { return Ok(None) };
    let found = versions::find(app(ctx)?, viewer, id).await?;
    Ok(found.map(|(access, version)| Version::of(access, version)))
}

/// A project's versions, the latest first.
pub(super) async fn of_project(
    ctx: &Context<'_>,
    access: &Access,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<VersionConnection> {
    let app = app(ctx)?;
    let page = versions::list(app, access, &forward(app, first, after)?).await?;
    Ok(VersionConnection::of(page.map(|version| Version::of(*access, version)), *access))
}

/// A project's latest version.
pub(super) async fn head(ctx: &Context<'_>, access: &Access) -> Result<Option<Version>> {
    let latest = versions::latest(app(ctx)?.db.read(), access).await?;
    Ok(latest.map(|version| Version::of(*access, version)))
}

/// All files of a project as they were at a point, and how they came about.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct Version {
    /// Its identifier.
    id: ID,
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
    access: Access,
    #[graphql(skip)]
    inner: versions::Version,
}

impl Version {
    fn of(access: Access, version: versions::Version) -> Self {
        Self {
            id: id(version.id),
            number: version.number as i32,
            kind: version.kind.into(),
            message: version.message.clone(),
            commit_id: version.commit.to_string(),
            created_at: version.created_at.into(),
            access,
            inner: version,
        }
    }

    async fn another(&self, ctx: &Context<'_>, id: VersionId) -> Result<Self> {
        let version = versions::get(app(ctx)?.db.read(), &self.access, id).await?;
        Ok(Self::of(self.access, version))
    }
}

#[ComplexObject]
impl Version {
    /// Whose it is; null where the account is gone, or the version came with an import.
    async fn author(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.inner.author {
            Some(author) => Ok(accounts::find(ctx, author).await?),
            None => Ok(None),
        }
    }

    /// The version it followed on; null for the first.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Version>, ApiError> {
        match self.inner.parent {
            Some(parent) => Ok(Some(self.another(ctx, parent).await?)),
            None => Ok(None),
        }
    }

    /// The turn that made it, if one did.
    async fn generation(&self, ctx: &Context<'_>) -> Result<Option<Generation>, ApiError> {
        match self.inner.generation {
            Some(generation) => Ok(generations::load(ctx, generation).await?),
            None => Ok(None),
        }
    }

    /// Its files, by path; `prefix` keeps those whose paths begin with it.
    async fn files(
        &self,
        ctx: &Context<'_>,
        prefix: Option<String>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<FileConnection, ApiError> {
        let app = app(ctx)?;
        let page = forward(app, first, after.as_deref())?;
        let (page, total) = versions::files(app, &self.inner, &prefix.unwrap_or_default(), &page).await?;
        Ok(FileConnection::of(page, Total::Known(total)))
    }

    /// One of its files; null where there is none.
    async fn file(&self, ctx: &Context<'_>, path: String) -> Result<Option<File>, ApiError> {
        Ok(versions::file(app(ctx)?, &self.inner, &path).await?.map(File::from))
    }

    /// What changed: against the parent, or against another version of the same project.
    async fn diff(&self, ctx: &Context<'_>, against: Option<ID>) -> Result<VersionDiff, ApiError> {
        let older = match against {
            Some(id) => Some(parse_id(&id)?),
            None => self.inner.parent,
        };
        let older = match older {
            Some(older) => Some(self.another(ctx, older).await?.inner),
            None => None,
        };
        Ok(versions::diff(app(ctx)?, older.as_ref(), &self.inner).await?.into())
    }
}

connection!(VersionConnection, VersionEdge, Version, "versions", complex counts Access);

#[ComplexObject]
impl VersionConnection {
    /// How many versions the project has.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32, ApiError> {
        Ok(versions::count(app(ctx)?, &self.counted).await? as i32)
    }
}

/// How a version came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "versions::VersionKind")]
pub enum VersionKind {
    /// Somebody asked for it, or unsaved changes were kept before something else wrote.
    Manual,
    /// The agent's turn made it.
    Generation,
    /// Somebody went back to an earlier one.
    Restore,
    /// It came with an import.
    Import,
}

/// What changed between two versions.
#[derive(Debug, SimpleObject)]
pub struct VersionDiff {
    /// The files that changed, by path.
    files: Vec<FileDiff>,
    /// The number of lines that were added in all of them.
    additions: i32,
    /// The number of lines that were deleted in all of them.
    deletions: i32,
}

/// What changed in a file.
#[derive(Debug, SimpleObject)]
pub struct FileDiff {
    /// Its path; the former one where it was deleted.
    path: String,
    /// Its former path, where it was renamed.
    old_path: Option<String>,
    /// What happened to it.
    change: FileChange,
    /// The number of lines that were added.
    additions: i32,
    /// The number of lines that were deleted.
    deletions: i32,
    /// Whether it is no text; then it has no lines.
    binary: bool,
    /// Whether so much changed that the lines were not compared; then none are counted or shown.
    omitted: bool,
    /// Unified diff; null where binary or omitted.
    patch: Option<String>,
}

impl From<versions::Comparison> for VersionDiff {
    fn from(comparison: versions::Comparison) -> Self {
        Self {
            files: comparison.files.into_iter().map(FileDiff::from).collect(),
            additions: comparison.additions as i32,
            deletions: comparison.deletions as i32,
        }
    }
}

impl From<versions::FileComparison> for FileDiff {
    fn from(file: versions::FileComparison) -> Self {
        let omitted = file.patch.is_none();
        let patch = file.patch.unwrap_or_default();
        Self {
            path: file.path,
            old_path: file.old_path,
            change: file.change.into(),
            additions: patch.additions as i32,
            deletions: patch.deletions as i32,
            binary: patch.binary,
            omitted,
            patch: patch.text,
        }
    }
}

/// A version to make.
#[derive(InputObject)]
pub struct VersionCreateInput {
    /// What changed, in words; up to 2,000 characters.
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
        /// The version that has the files of the given one.
        version: Version
    }
}
