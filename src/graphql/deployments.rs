//! Deployments, and what their streams say.

use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Object, SimpleObject, Union};

use super::accounts::User;
use super::connections::{connection, forward};
use super::errors::{ApiError, UserError, payload, settle};
use super::project::Project;
use super::ready::plain;
use super::scalars::{DateTime, StreamCursor, Url, id, parse_id};
use super::versions::Version;
use super::{access, actor, app};
use crate::deployments::{self, DeploymentEvent as Event};
use crate::error::{Error, Result};
use crate::ids::DeploymentId;
use crate::projects::{self, Access};

/// Mutations of deployments.
#[derive(Default)]
pub struct DeploymentMutation;

#[Object]
impl DeploymentMutation {
    /// Builds a version and publishes it. Needs the role EDITOR.
    async fn deployment_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
        #[graphql(desc = "What to publish, and where.")] input: DeploymentCreateInput,
    ) -> Result<DeploymentCreatePayload, ApiError> {
        let made = async {
            let access = access(ctx, &project_id).await?;
            let version = input.version_id.as_ref().map(parse_id).transpose()?;
            deployments::create(app(ctx)?, &access, input.provider.into(), version).await
        };
        DeploymentCreatePayload::of(made.await)
    }

    /// Stops a deployment; the live address then stays as it is. Needs the role EDITOR.
    async fn deployment_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The deployment.")] id: ID,
    ) -> Result<DeploymentCancelPayload, ApiError> {
        let cancelled = async {
            let (access, deployment) = find(ctx, &id).await?;
            deployments::cancel(app(ctx)?, &access, deployment.id).await
        };
        DeploymentCancelPayload::of(cancelled.await)
    }

    /// Points the project's live address at this earlier deployment. Needs the role EDITOR.
    async fn deployment_promote(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The deployment.")] id: ID,
    ) -> Result<DeploymentPromotePayload, ApiError> {
        let promoted = async {
            let (access, deployment) = find(ctx, &id).await?;
            deployments::promote(app(ctx)?, &access, deployment.id).await
        };
        DeploymentPromotePayload::of(promoted.await)
    }

    /// Takes the project's live address off the air; deployments stay in the list. Needs the role
    /// EDITOR.
    async fn deployment_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
    ) -> Result<DeploymentWithdrawPayload, ApiError> {
        let withdrawn = async { deployments::withdraw(app(ctx)?, &access(ctx, &project_id).await?).await };
        Ok(match settle(withdrawn.await)? {
            Ok(deployment) => DeploymentWithdrawPayload {
                deployment: deployment.map(Deployment::from),
                user_errors: Vec::new(),
            },
            Err(user_errors) => DeploymentWithdrawPayload { deployment: None, user_errors },
        })
    }
}

/// A deployment with the right to see its project.
pub(super) async fn find(ctx: &Context<'_>, id: &ID) -> Result<(Access, deployments::Deployment)> {
    let (app, actor) = (app(ctx)?, actor(ctx)?);
    let deployment = deployments::find(app, parse_id(id)?).await?.ok_or(Error::NotFound("deployment"))?;
    match projects::access(app, actor, deployment.project).await {
        Err(Error::NotFound(_)) => Err(Error::NotFound("deployment")),
        access => Ok((access?, deployment)),
    }
}

/// One deployment, where the viewer may see it.
pub(super) async fn load(ctx: &Context<'_>, id: DeploymentId) -> Result<Option<Deployment>> {
    let Some(deployment) = deployments::find(app(ctx)?, id).await? else { return Ok(None) };
    Ok(super::visible(ctx, deployment.project).await?.map(|_| deployment.into()))
}

/// The deployments of a project.
pub(super) async fn of_project(
    ctx: &Context<'_>,
    access: &Access,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<DeploymentConnection> {
    let app = app(ctx)?;
    let page = forward(app, first, after)?;
    Ok(DeploymentConnection::of(deployments::list(app, access, &page).await?))
}

/// Who publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "deployments::Provider")]
pub enum DeploymentProvider {
    /// This server.
    Local,
}

/// How far a deployment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "deployments::DeploymentStatus")]
pub enum DeploymentStatus {
    /// It waits for its place in the project.
    Queued,
    /// Its files are made.
    Building,
    /// Its files are stored, and its address is fetched.
    Publishing,
    /// Its address served it.
    Ready,
    /// Nothing was published because something went wrong.
    Failed,
    /// Nothing was published because somebody stopped it.
    Cancelled,
}

/// A version on its way to an address, or there.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub struct Deployment {
    /// Its identifier.
    pub(super) id: ID,
    /// Who publishes it.
    provider: DeploymentProvider,
    /// How far it is.
    status: DeploymentStatus,
    /// Whether the project's live address shows it.
    live: bool,
    /// Why it failed; null where it did not.
    failure: Option<String>,
    /// When it was asked for.
    created_at: DateTime,
    /// When it ended.
    finished_at: Option<DateTime>,
    #[graphql(skip)]
    inner: deployments::Deployment,
}

plain!(Deployment, "id": id, "live": live, "createdAt": created_at);

impl From<deployments::Deployment> for Deployment {
    fn from(inner: deployments::Deployment) -> Self {
        Self {
            id: id(inner.id),
            provider: inner.provider.into(),
            status: inner.status.into(),
            live: inner.live,
            failure: inner.failure.clone(),
            created_at: inner.created_at.into(),
            finished_at: inner.finished_at.map(DateTime::from),
            inner,
        }
    }
}

#[ComplexObject]
impl Deployment {
    /// The project it belongs to.
    async fn project(&self, ctx: &Context<'_>) -> Result<Project, ApiError> {
        Ok(super::project::load(ctx, self.inner.project).await?)
    }

    /// What it publishes.
    async fn version(&self, ctx: &Context<'_>) -> Result<Version, ApiError> {
        let version = super::versions::load(ctx, self.inner.version).await?;
        Ok(version.ok_or(Error::NotFound("version"))?)
    }

    /// The address of this very deployment; null until it is READY.
    async fn url(&self, ctx: &Context<'_>) -> Result<Option<Url>, ApiError> {
        Ok(self.inner.url(app(ctx)?).map(Url))
    }

    /// The position of the newest event, for `deploymentEvents`.
    async fn events_cursor(&self, ctx: &Context<'_>) -> Result<StreamCursor, ApiError> {
        let app = app(ctx)?;
        let key = deployments::stream(self.inner.id);
        Ok(StreamCursor(app.streams.cursors.write(key, app.streams.head(key).await?)))
    }

    /// Who asked for it; null where the account is gone.
    async fn created_by(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.inner.created_by {
            Some(user) => Ok(super::accounts::find(ctx, user).await?),
            None => Ok(None),
        }
    }
}

connection!(DeploymentConnection, DeploymentEdge, Deployment, "deployments");

/// Deploys the head version, after a snapshot of unsaved changes, unless a version is named.
#[derive(InputObject)]
pub struct DeploymentCreateInput {
    /// Who publishes it.
    provider: DeploymentProvider,
    /// What to publish.
    version_id: Option<ID>,
}

payload! {
    /// What became of `deploymentCreate`.
    DeploymentCreatePayload {
        /// The deployment, which waits for its place.
        deployment: Deployment
    }
}
payload! {
    /// What became of `deploymentCancel`.
    DeploymentCancelPayload {
        /// The deployment; it may need a moment to stop.
        deployment: Deployment
    }
}
payload! {
    /// What became of `deploymentPromote`.
    DeploymentPromotePayload {
        /// The deployment, which is live.
        deployment: Deployment
    }
}

/// What became of `deploymentWithdraw`.
#[derive(Debug, SimpleObject)]
pub struct DeploymentWithdrawPayload {
    /// The deployment that was live; null where none was.
    deployment: Option<Deployment>,
    /// What the user can put right; empty where the mutation succeeded.
    user_errors: Vec<UserError>,
}

/// An event of a deployment, with its place in the stream.
#[derive(Debug, SimpleObject)]
pub struct DeploymentEventItem {
    /// The position behind the event: pass it as `after` to resume.
    pub(super) cursor: StreamCursor,
    /// When it was stored.
    pub(super) occurred_at: DateTime,
    /// What happened.
    pub(super) event: DeploymentEvent,
}

/// Something that happened in a deployment.
#[derive(Debug, Union)]
pub enum DeploymentEvent {
    /// It got further; READY, FAILED or CANCELLED is the last event.
    StatusChanged(DeploymentStatusChanged),
    /// A line of its log.
    Logged(DeploymentLogged),
}

/// A deployment got further, went live or was taken off the air.
#[derive(Debug)]
pub struct DeploymentStatusChanged {
    deployment: DeploymentId,
    status: deployments::DeploymentStatus,
}

/// A deployment got further, went live or was taken off the air.
#[Object]
impl DeploymentStatusChanged {
    /// The deployment, with the status that it got.
    async fn deployment(&self, ctx: &Context<'_>) -> Result<Deployment, ApiError> {
        let found = load(ctx, self.deployment).await?.ok_or(Error::NotFound("deployment"))?;
        Ok(found.inner.at(self.status).into())
    }
}

impl DeploymentStatusChanged {
    /// Of a project's event, which has the status in words.
    pub(super) fn of(deployment: DeploymentId, status: &str) -> Option<Self> {
        let status = deployments::DeploymentStatus::from_word(status)?;
        Some(Self { deployment, status })
    }
}

/// A line of a deployment's log.
#[derive(Debug, SimpleObject)]
pub struct DeploymentLogged {
    /// The line.
    line: String,
}

/// Turns a stored event into what clients see.
pub(super) fn event(deployment: DeploymentId, event: Event) -> DeploymentEvent {
    match event {
        Event::StatusChanged { status } => {
            DeploymentEvent::StatusChanged(DeploymentStatusChanged { deployment, status })
        }
        Event::Logged { line } => DeploymentEvent::Logged(DeploymentLogged { line }),
    }
}
