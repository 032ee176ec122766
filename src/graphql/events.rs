//! Subscriptions: streams that resume exactly.

use async_graphql::{Context, ID, SimpleObject, Subscription, Union};

use super::accounts::User;
use super::conversations::Message;
use super::deployments::{self, DeploymentEventItem, DeploymentStatusChanged};
use super::errors::ApiError;
use super::generations::{self, Generation, GenerationEventItem};
use super::live::{self, Answer, Feed};
use super::members::ProjectRole;
use super::presence::{self, PresenceEvent};
use super::scalars::{DateTime, StreamCursor, id};
use super::versions::Version;
use super::wireframes::{self, WireframeEventItem};
use super::{access, app};
use crate::error::Error;
use crate::generation;
use crate::projects::{self, ProjectEvent as Event};
use crate::streams::Start;

/// All subscriptions.
#[derive(Default)]
pub struct Subscription;

/// All subscriptions. A socket that closed may be followed by one that resumes with the last cursor.
#[Subscription]
impl Subscription {
    /// Every event of a generation, in order, once; from the start, or after a cursor.
    async fn generation_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The generation.")] generation_id: ID,
        #[graphql(desc = "The cursor of the last event that was seen.")] after: Option<StreamCursor>,
    ) -> Result<Answer<GenerationEventItem>, ApiError> {
        live::subscribe(ctx, async {
            let (_, found) = generations::find(ctx, &generation_id).await?;
            let (app, key) = (app(ctx)?.clone(), generation::stream(found.id));
            Feed::open(ctx, found.project, key, after, Start::Beginning, move |cursor, entry| {
                let event = generations::event(&app, &found.model, entry.event()?);
                Ok(Some(GenerationEventItem { cursor, occurred_at: entry.occurred_at.into(), event }))
            })
            .await
        })
        .await
    }

    /// Every event of a deployment, in order, once; from the start, or after a cursor.
    async fn deployment_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The deployment.")] deployment_id: ID,
        #[graphql(desc = "The cursor of the last event that was seen.")] after: Option<StreamCursor>,
    ) -> Result<Answer<DeploymentEventItem>, ApiError> {
        live::subscribe(ctx, async {
            let (_, found) = deployments::find(ctx, &deployment_id).await?;
            let key = crate::deployments::stream(found.id);
            Feed::open(ctx, found.project, key, after, Start::Beginning, move |cursor, entry| {
                let event = deployments::event(found.id, entry.event()?);
                Ok(Some(DeploymentEventItem { cursor, occurred_at: entry.occurred_at.into(), event }))
            })
            .await
        })
        .await
    }

    /// What changed in a project: files, versions, messages, generations, deployments, members; from
    /// now on, or after a cursor.
    async fn project_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
        #[graphql(desc = "The cursor of the last event that was seen.")] after: Option<StreamCursor>,
    ) -> Result<Answer<ProjectEventItem>, ApiError> {
        live::subscribe(ctx, async {
            let project = access(ctx, &project_id).await?.project;
            Feed::open(ctx, project, projects::stream(project), after, Start::Now, |cursor, entry| {
                let occurred_at = entry.occurred_at.into();
                let item = |event| ProjectEventItem { cursor, occurred_at, event, actor_id: entry.actor };
                Ok(project_event(entry.event()?).map(item))
            })
            .await
        })
        .await
    }

    /// Who is in a project, and where: first a snapshot, then changes. Whoever cannot keep up gets a
    /// snapshot again.
    async fn presence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
        #[graphql(
            desc = "The viewer's own session here, 1 to 64 of A-Z a-z 0-9 _ -: others see it from now on. It ends \
                    with this subscription."
        )]
        session_id: Option<ID>,
    ) -> Result<Answer<PresenceEvent>, ApiError> {
        live::subscribe(ctx, presence::follow(ctx, &project_id, session_id.as_ref())).await
    }

    /// Edits of a wireframe as they become durable, whoever made them in whatever way; from now on, or after
    /// a cursor.
    async fn wireframe_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The wireframe.")] wireframe_id: ID,
        #[graphql(desc = "The cursor of the last event that was seen.")] after: Option<StreamCursor>,
    ) -> Result<Answer<WireframeEventItem>, ApiError> {
        live::subscribe(ctx, async {
            let (access, wireframe) = wireframes::find(ctx, &wireframe_id).await?;
            let key = crate::wireframes::stream(wireframe.id);
            Feed::open(ctx, access.project, key, after, Start::Now, |cursor, entry| {
                let event = wireframes::event(entry.event()?);
                let occurred_at = entry.occurred_at.into();
                Ok(Some(WireframeEventItem { cursor, occurred_at, event, actor_id: entry.actor }))
            })
            .await
        })
        .await
    }

    /// What a preview shows: reloads and errors; from now on, or after a cursor.
    async fn preview_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
        #[graphql(desc = "The cursor of the last event that was seen.")] after: Option<StreamCursor>,
    ) -> Result<Answer<PreviewEventItem>, ApiError> {
        live::subscribe(ctx, async {
            let project = access(ctx, &project_id).await?.project;
            Feed::open(ctx, project, projects::stream(project), after, Start::Now, |cursor, entry| {
                let item = |event| PreviewEventItem { cursor, occurred_at: entry.occurred_at.into(), event };
                Ok(preview_event(entry.event()?).map(item))
            })
            .await
        })
        .await
    }
}

/// An event of a project, with its place in the stream.
#[derive(Debug, SimpleObject)]
#[graphql(complex)]
pub struct ProjectEventItem {
    /// The position behind the event: pass it as `after` to resume.
    cursor: StreamCursor,
    /// When it was stored.
    occurred_at: DateTime,
    /// What happened.
    event: ProjectEvent,
    #[graphql(skip)]
    actor_id: Option<crate::ids::UserId>,
}

#[async_graphql::ComplexObject]
impl ProjectEventItem {
    /// Who caused it; null for the server's own work.
    async fn actor(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.actor_id {
            Some(actor) => Ok(super::accounts::find(ctx, actor).await?),
            None => Ok(None),
        }
    }
}

/// Something that happened in a project.
#[derive(Debug, Union)]
pub enum ProjectEvent {
    /// Files were written or deleted.
    FilesChanged(FilesChanged),
    /// A version was made.
    VersionCreated(VersionCreated),
    /// Something was said.
    MessageAdded(MessageAdded),
    /// A generation began.
    GenerationStarted(GenerationStarted),
    /// A generation ended.
    GenerationEnded(GenerationEnded),
    /// A deployment got further, went live or was taken off the air.
    DeploymentStatusChanged(DeploymentStatusChanged),
    /// Somebody joined, left or got another role.
    MembersChanged(MembersChanged),
    /// A wireframe was made, edited or deleted.
    WireframeChanged(WireframeChanged),
}

/// Files were written or deleted.
#[derive(Debug, SimpleObject)]
pub struct FilesChanged {
    /// Their paths.
    paths: Vec<String>,
    /// The revision of the files since.
    revision: i32,
}

macro_rules! about {
    ($(#[doc = $doc:literal])+ $name:ident { $(#[doc = $field_doc:literal])+ $field:ident: $type:ty as $what:literal, $id:ty, $load:path }) => {
        $(#[doc = $doc])+
        #[derive(Debug)]
        pub struct $name($id);

        $(#[doc = $doc])+
        #[async_graphql::Object]
        impl $name {
            $(#[doc = $field_doc])+
            async fn $field(&self, ctx: &Context<'_>) -> Result<$type, ApiError> {
                Ok($load(ctx, self.0).await?.ok_or(Error::NotFound($what))?)
            }
        }
    };
}

about! {
    /// A version was made.
    VersionCreated {
        /// Which.
        version: Version as "version", crate::ids::VersionId, super::versions::load
    }
}
about! {
    /// Somebody, or the agent, said something.
    MessageAdded {
        /// What.
        message: Message as "message", crate::ids::MessageId, super::conversations::load_message
    }
}
about! {
    /// A generation began.
    GenerationStarted {
        /// Which.
        generation: Generation as "generation", crate::ids::GenerationId, generations::load
    }
}
about! {
    /// A generation ended.
    GenerationEnded {
        /// Which.
        generation: Generation as "generation", crate::ids::GenerationId, generations::load
    }
}

/// Somebody joined, left or got another role.
#[derive(Debug, SimpleObject)]
pub struct MembersChanged {
    /// Who.
    user_id: ID,
    /// The role since; null for somebody who left.
    role: Option<ProjectRole>,
}

/// A wireframe was made, renamed or deleted, or somebody draws: then it comes now and then, and
/// `wireframeEvents` says what.
#[derive(Clone, Debug, SimpleObject)]
pub struct WireframeChanged {
    /// Which.
    wireframe_id: ID,
    /// Whether it is gone.
    deleted: bool,
}

fn project_event(event: Event) -> Option<ProjectEvent> {
    Some(match event {
        Event::FilesChanged { paths, revision } => {
            ProjectEvent::FilesChanged(FilesChanged { paths, revision: revision as i32 })
        }
        Event::VersionCreated { version } => ProjectEvent::VersionCreated(VersionCreated(version)),
        Event::MessageAdded { message } => ProjectEvent::MessageAdded(MessageAdded(message)),
        Event::GenerationStarted { generation } => {
            ProjectEvent::GenerationStarted(GenerationStarted(generation))
        }
        Event::GenerationEnded { generation } => ProjectEvent::GenerationEnded(GenerationEnded(generation)),
        Event::WireframeChanged { wireframe, deleted } => {
            ProjectEvent::WireframeChanged(WireframeChanged { wireframe_id: id(wireframe), deleted })
        }
        Event::MembersChanged { user, role } => ProjectEvent::MembersChanged(MembersChanged {
            user_id: id(user),
            role: role.map(ProjectRole::from),
        }),
        Event::DeploymentStatusChanged { deployment, status } => {
            ProjectEvent::DeploymentStatusChanged(DeploymentStatusChanged::of(deployment, &status)?)
        }
        Event::PreviewErrored(_) => return None,
    })
}

/// An event of a preview, with its place in the stream.
#[derive(Debug, SimpleObject)]
pub struct PreviewEventItem {
    /// The position behind the event: pass it as `after` to resume.
    cursor: StreamCursor,
    /// When it was stored.
    occurred_at: DateTime,
    /// What happened.
    event: PreviewEvent,
}

/// Something that a preview shows.
#[derive(Debug, Union)]
pub enum PreviewEvent {
    /// The files have changed.
    Reloaded(PreviewReloaded),
    /// The running app reported an error.
    Errored(PreviewErrored),
}

/// The files have changed, and with them what the preview shows.
#[derive(Debug, SimpleObject)]
pub struct PreviewReloaded {
    /// The revision of the files since.
    revision: i32,
    /// The paths that changed.
    paths: Vec<String>,
    /// True where only style sheets changed and the page need not reload.
    styles_only: bool,
}

/// The running app reported an error, with its place in the project's own files where it is known.
#[derive(Debug, SimpleObject)]
pub struct PreviewErrored {
    /// What the browser said.
    message: String,
    /// Which file.
    path: Option<String>,
    /// The line in it, from 1.
    line: Option<i32>,
    /// The column, from 1.
    column: Option<i32>,
    /// The stack, with places in the project's own files.
    stack: Option<String>,
}

fn preview_event(event: Event) -> Option<PreviewEvent> {
    match event {
        Event::FilesChanged { paths, revision } => Some(PreviewEvent::Reloaded(PreviewReloaded {
            styles_only: crate::preview::styles_only(&paths),
            revision: revision as i32,
            paths,
        })),
        Event::PreviewErrored(error) => Some(PreviewEvent::Errored(PreviewErrored {
            message: error.message,
            path: error.path,
            line: error.line.map(|line| line as i32),
            column: error.column.map(|column| column as i32),
            stack: error.stack,
        })),
        _ => None,
    }
}
