//! Projects and their previews.

use async_graphql::{ComplexObject, Context, ID, InputObject, MaybeUndefined, Object, SimpleObject, Value};

use super::accounts::User;
use super::connections::{Counted, connection, forward};
use super::conversations::ConversationConnection;
use super::deployments::{self, Deployment, DeploymentConnection};
use super::errors::{ApiError, payload};
use super::files::{self, File, FileConnection};
use super::generations::Diagnostic;
use super::members::{ProjectMemberConnection, ProjectRole};
use super::ready::{Ready, plain};
use super::scalars::{DateTime, StreamCursor, Url, id, parse_id};
use super::transfer::ExportFormat;
use super::versions::{Version, VersionConnection};
use super::wireframes::WireframeConnection;
use super::{access, actor, app};
use crate::paging::PageRequest;
use crate::projects::{self, Access, members};

mod ahead;
mod order;

use ahead::Ahead;
use order::{ProjectFilter, ProjectOrder};

/// Queries for projects.
#[derive(Default)]
pub struct ProjectQuery;

#[Object]
impl ProjectQuery {
    /// One project; null where the viewer may not see it.
    async fn project(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its identifier.")] id: ID,
    ) -> Result<Option<Project>, ApiError> {
        Ok(projects::find(app(ctx)?, actor(ctx)?, parse_id(&id)?).await?.map(Project::from))
    }

    /// The viewer's projects, the ones changed last first unless another order is asked for.
    #[expect(clippy::too_many_arguments, reason = "they are the contract's")]
    async fn projects(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Entries from the beginning, at most the limit page_size.")] first: Option<i32>,
        #[graphql(desc = "Entries behind this cursor.")] after: Option<String>,
        #[graphql(desc = "Entries from the end, at most the limit page_size.")] last: Option<i32>,
        #[graphql(desc = "Entries before this cursor.")] before: Option<String>,
        #[graphql(desc = "Which ones.")] filter: Option<ProjectFilter>,
        #[graphql(desc = "In which order.")] order_by: Option<ProjectOrder>,
    ) -> Result<Ready<ProjectConnection>, ApiError> {
        let most = app(ctx)?.config.limits.page_size;
        let page = PageRequest::new(first, after.as_deref(), last, before.as_deref(), most)?;
        let filter = filter.map(projects::Filter::from).unwrap_or_default();
        let order = order_by.map_or((projects::OrderBy::UpdatedAt, true), ProjectOrder::split);
        Ok(Ready(ProjectConnection::of(ahead::list(ctx, &filter, order, &page).await?, filter)))
    }
}

/// Mutations of projects.
#[derive(Default)]
pub struct ProjectMutation;

#[Object]
impl ProjectMutation {
    /// Makes an empty project that the viewer owns.
    async fn project_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to make.")] input: ProjectCreateInput,
    ) -> Result<ProjectCreatePayload, ApiError> {
        let made = projects::create(app(ctx)?, actor(ctx)?, &input.name, input.description.as_deref()).await;
        ProjectCreatePayload::of(made)
    }

    /// Changes a project's name or description. Needs the role EDITOR.
    async fn project_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] id: ID,
        #[graphql(desc = "What to change.")] input: ProjectUpdateInput,
    ) -> Result<ProjectUpdatePayload, ApiError> {
        let description = match input.description {
            MaybeUndefined::Undefined => None,
            MaybeUndefined::Null => Some(None),
            MaybeUndefined::Value(text) => Some(Some(text)),
        };
        let changes = projects::Changes { name: input.name, description };
        let changed = async { projects::update(app(ctx)?, &access(ctx, &id).await?, &changes).await };
        ProjectUpdatePayload::of(changed.await)
    }

    /// Deletes a project with all that belongs to it. Needs the role OWNER.
    async fn project_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] id: ID,
    ) -> Result<ProjectDeletePayload, ApiError> {
        let deleted = async { projects::delete(app(ctx)?, &access(ctx, &id).await?).await };
        ProjectDeletePayload::of(deleted.await.map(|()| id.clone()))
    }

    /// Replaces the preview's host label, so that old links stop working. Needs the role EDITOR.
    async fn preview_rotate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
    ) -> Result<PreviewRotatePayload, ApiError> {
        let rotated = async {
            let project = projects::rotate_preview(app(ctx)?, &access(ctx, &project_id).await?).await?;
            Preview::of(ctx, &project).await
        };
        PreviewRotatePayload::of(rotated.await)
    }
}

/// An app that somebody builds: files, conversations about them, versions, a preview, deployments.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct Project {
    /// Its identifier.
    pub(super) id: ID,
    /// Its name.
    name: String,
    /// What it is about.
    description: Option<String>,
    /// What the viewer may do in it.
    viewer_role: Option<ProjectRole>,
    /// When it was made.
    created_at: DateTime,
    /// When something in it changed last.
    updated_at: DateTime,
    #[graphql(skip)]
    pub(super) inner: projects::Project,
    #[graphql(skip)]
    ahead: Box<Ahead>,
}

plain!(
    Project,
    "id": id,
    "name": name,
    "description": description,
    "viewerRole": viewer_role,
    "createdAt": created_at,
    "updatedAt": updated_at;
    "owner" => |project, field| field.object(project.ahead.owner.as_ref()?),
    "headVersion" => |project, field| match (&project.ahead.head, project.inner.head_version) {
        (Some(head), _) => field.object(head),
        (None, Some(_)) => None,
        (None, None) => Some(Value::Null),
    },
    "files" => |project, field| field.object(project.ahead.files.as_ref()?),
);

impl From<projects::Project> for Project {
    fn from(project: projects::Project) -> Self {
        Self {
            id: id(project.id),
            name: project.name.clone(),
            description: project.description.clone(),
            viewer_role: Some(project.role.into()),
            created_at: project.created_at.into(),
            updated_at: project.updated_at.into(),
            inner: project,
            ahead: Box::default(),
        }
    }
}

impl Project {
    /// The right to see it, which whoever read it has proved.
    pub(super) fn access(&self, ctx: &Context<'_>) -> crate::error::Result<Access> {
        Ok(Access { project: self.inner.id, user: Some(actor(ctx)?.user), role: self.inner.role })
    }
}

#[ComplexObject]
impl Project {
    /// Whose it is.
    async fn owner(&self, ctx: &Context<'_>) -> Result<Ready<User>, ApiError> {
        match &self.ahead.owner {
            Some(owner) => Ok(Ready(owner.clone())),
            None => Ok(Ready(super::accounts::load(ctx, self.inner.owner).await?)),
        }
    }

    /// Who belongs to it, in the order in which they joined.
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Entries from the beginning, at most the limit page_size.")] first: Option<i32>,
        #[graphql(desc = "Entries behind this cursor.")] after: Option<String>,
    ) -> Result<ProjectMemberConnection, ApiError> {
        let app = app(ctx)?;
        let page = forward(app, first, after.as_deref())?;
        Ok(ProjectMemberConnection::of(members::list(app, &self.access(ctx)?, &page).await?))
    }

    /// Its files as they are now, by path; `prefix` keeps those whose paths begin with it.
    async fn files(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the paths begin with.")] prefix: Option<String>,
        #[graphql(desc = "Entries from the beginning, at most the limit page_size.")] first: Option<i32>,
        #[graphql(desc = "Entries behind this cursor.")] after: Option<String>,
    ) -> Result<Ready<FileConnection>, ApiError> {
        let access = self.access(ctx)?;
        Ok(Ready(match &self.ahead.files {
            Some(files) => files.clone(),
            None => files::of_project(ctx, &access, prefix, first, after.as_deref()).await?,
        }))
    }

    /// One file as it is now; null where there is none.
    async fn file(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where it is in the project.")] path: String,
    ) -> Result<Option<File>, ApiError> {
        Ok(projects::files::find(app(ctx)?, &self.access(ctx)?, &path).await?.map(File::from))
    }

    /// Its conversations, in the order in which they began.
    async fn conversations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Entries from the beginning, at most the limit page_size.")] first: Option<i32>,
        #[graphql(desc = "Entries behind this cursor.")] after: Option<String>,
    ) -> Result<ConversationConnection, ApiError> {
        Ok(super::conversations::of_project(ctx, &self.access(ctx)?, first, after.as_deref()).await?)
    }

    /// Its versions, the latest first.
    async fn versions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Entries from the beginning, at most the limit page_size.")] first: Option<i32>,
        #[graphql(desc = "Entries behind this cursor.")] after: Option<String>,
    ) -> Result<VersionConnection, ApiError> {
        Ok(super::versions::of_project(ctx, self.access(ctx)?, first, after.as_deref()).await?)
    }

    /// The latest version; null before the first.
    async fn head_version(&self, ctx: &Context<'_>) -> Result<Option<Ready<Version>>, ApiError> {
        Ok(match (&self.ahead.head, self.inner.head_version) {
            (Some(head), _) => Some(head.clone()),
            (None, Some(head)) => super::versions::load(ctx, head).await?,
            (None, None) => None,
        }
        .map(Ready))
    }

    /// Downloads everything as a zip archive; the link is signed and short-lived.
    async fn export_url(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As what it is written.", default_with = "Some(ExportFormat::Zip)")] format: Option<
            ExportFormat,
        >,
    ) -> Result<Url, ApiError> {
        Ok(super::transfer::export_url(ctx, &self.access(ctx)?, format.unwrap_or(ExportFormat::Zip))?)
    }

    /// Its deployments, the newest first.
    async fn deployments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Entries from the beginning, at most the limit page_size.")] first: Option<i32>,
        #[graphql(desc = "Entries behind this cursor.")] after: Option<String>,
    ) -> Result<DeploymentConnection, ApiError> {
        Ok(deployments::of_project(ctx, &self.access(ctx)?, first, after.as_deref()).await?)
    }

    /// What the live address shows; null while nothing is live.
    async fn live_deployment(&self, ctx: &Context<'_>) -> Result<Option<Deployment>, ApiError> {
        match self.inner.live_deployment {
            Some(deployment) => Ok(deployments::load(ctx, deployment).await?),
            None => Ok(None),
        }
    }

    /// The address that stays the same from deployment to deployment; null while nothing is live.
    async fn live_url(&self, ctx: &Context<'_>) -> Result<Option<Url>, ApiError> {
        let app = app(ctx)?;
        let live = self.inner.live_deployment;
        Ok(live.map(|_| Url(crate::deployments::address(app, &self.inner.slug))))
    }

    /// Its wireframes, the oldest first.
    async fn wireframes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many at most.")] first: Option<i32>,
        #[graphql(desc = "The cursor behind which the page begins.")] after: Option<String>,
    ) -> Result<WireframeConnection, ApiError> {
        Ok(super::wireframes::of_project(ctx, &self.access(ctx)?, first, after.as_deref()).await?)
    }

    /// Problems found in the files as they are now.
    async fn diagnostics(&self, ctx: &Context<'_>) -> Result<Vec<Diagnostic>, ApiError> {
        let found = crate::preview::diagnostics(app(ctx)?, &self.access(ctx)?).await?;
        Ok(found.into_iter().map(Diagnostic::from).collect())
    }

    /// Where its app runs while it is being built.
    async fn preview(&self, ctx: &Context<'_>) -> Result<Preview, ApiError> {
        Ok(Preview::of(ctx, &self.inner).await?)
    }

    /// The position of the newest event: read the project with it, pass it as `after`, miss nothing.
    async fn events_cursor(&self, ctx: &Context<'_>) -> Result<StreamCursor, ApiError> {
        Ok(events_cursor(ctx, &self.inner).await?)
    }
}

async fn events_cursor(ctx: &Context<'_>, project: &projects::Project) -> crate::error::Result<StreamCursor> {
    let app = app(ctx)?;
    let key = projects::stream(project.id);
    Ok(StreamCursor(app.streams.cursors.write(key, app.streams.head(key).await?)))
}

/// One project, which the viewer must be able to see.
pub(super) async fn load(ctx: &Context<'_>, id: crate::ids::ProjectId) -> crate::error::Result<Project> {
    let found = projects::find(app(ctx)?, actor(ctx)?, id).await?;
    found.map(Project::from).ok_or(crate::error::Error::NotFound("project"))
}

connection!(ProjectConnection, ProjectEdge, Project, "projects", counts projects::Filter);

impl Counted for projects::Filter {
    async fn count(&self, ctx: &Context<'_>) -> crate::error::Result<u64> {
        projects::count(app(ctx)?, actor(ctx)?, self).await
    }
}

/// Where a project's app runs while it is being built. The address is a capability: whoever has it
/// can look, until it is rotated.
#[derive(Clone, Debug, SimpleObject)]
pub struct Preview {
    /// The address.
    url: Url,
    /// Grows with every change of the files.
    revision: i32,
    /// The position of the newest event, for `previewEvents`.
    events_cursor: StreamCursor,
}

impl Preview {
    async fn of(ctx: &Context<'_>, project: &projects::Project) -> crate::error::Result<Self> {
        let url = Url(app(ctx)?.addresses.preview_of(&project.preview_label));
        let events_cursor = events_cursor(ctx, project).await?;
        Ok(Self { url, revision: project.revision as i32, events_cursor })
    }
}

/// A project to make.
#[derive(InputObject)]
pub struct ProjectCreateInput {
    /// Its name, up to 100 characters.
    name: String,
    /// What it is about, up to 2,000 characters.
    description: Option<String>,
}

/// What to change about a project; absent fields stay.
#[derive(InputObject)]
pub struct ProjectUpdateInput {
    /// The name.
    name: Option<String>,
    /// The description; null removes it.
    description: MaybeUndefined<String>,
}

payload! {
    /// What became of `projectCreate`.
    ProjectCreatePayload {
        /// The project.
        project: Project
    }
}
payload! {
    /// What became of `projectUpdate`.
    ProjectUpdatePayload {
        /// The project as it is since.
        project: Project
    }
}
payload! {
    /// What became of `projectDelete`.
    ProjectDeletePayload {
        /// The project that is gone.
        deleted_id: ID
    }
}
payload! {
    /// What became of `previewRotate`.
    PreviewRotatePayload {
        /// The preview at its address since.
        preview: Preview
    }
}
