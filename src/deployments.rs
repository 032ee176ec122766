//! Publishing a version of a project at an address of its own.
//!
//! A deployment belongs to a leased job, never to a socket. It is built from a version that no
//! longer changes, stored whole, fetched once from its own address, and only then shown to people:
//! what went wrong before that leaves the live address as it was.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::{Error, ProblemCode, Result};
use crate::ids::{DeploymentId, Id as _, JobId, ProjectId, UserId, VersionId};
use crate::jobs::{Failure, Job, JobKind, NewJob};
use crate::paging::{Page, PageRequest};
use crate::projects::{self, Access, ProjectEvent, Role, files};
use crate::stored_as_words;
use crate::streams::{NewEvent, StreamKey, StreamKind};
use crate::versions;
use crate::versions::objects::ObjectId;

pub mod build;
mod events;
mod fetch;
mod finish;
mod perform;
mod sites;
mod store;
mod verify;

pub use events::DeploymentEvent;
pub use sites::{Content, Memory, Served, Site, site};
pub use verify::{DEPLOYMENT_HEADER, VERIFICATION_HEADER};

/// Deployments of a project that may wait or run at once.
const MOST_WAITING: u64 = 20;
/// The longest label of a host (RFC 1035).
const LABEL: usize = 63;
/// Characters of a label that nobody can guess: 62 bits.
const RANDOM: usize = 12;

/// Who publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Provider {
    /// This server.
    Local,
}

stored_as_words!(Provider { Local = "local" });

/// How far a deployment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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

stored_as_words!(DeploymentStatus {
    Queued = "queued",
    Building = "building",
    Publishing = "publishing",
    Ready = "ready",
    Failed = "failed",
    Cancelled = "cancelled",
});

impl DeploymentStatus {
    /// Whether nothing follows.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Ready | Self::Failed | Self::Cancelled)
    }

    /// The status of that word; `None` where there is none.
    pub fn from_word(word: &str) -> Option<Self> {
        use DeploymentStatus::{Building, Cancelled, Failed, Publishing, Queued, Ready};
        [Queued, Building, Publishing, Ready, Failed, Cancelled]
            .into_iter()
            .find(|status| status.word() == word)
    }
}

/// A version on its way to an address, or there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// Its identifier.
    pub id: DeploymentId,
    /// The project it belongs to.
    pub project: ProjectId,
    /// What it publishes.
    pub version: VersionId,
    /// Who publishes it.
    pub provider: Provider,
    /// How far it is.
    pub status: DeploymentStatus,
    /// The label of its own address.
    pub label: String,
    /// Whether the project's live address shows it.
    pub live: bool,
    /// Why it failed, for people.
    pub failure: Option<String>,
    /// Who asked for it.
    pub created_by: Option<UserId>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

impl Deployment {
    /// The address of this very deployment; `None` until something is there.
    pub fn url(&self, app: &App) -> Option<String> {
        (self.status == DeploymentStatus::Ready).then(|| address(app, &self.label))
    }

    /// The deployment as it was when it had this status.
    #[must_use]
    pub fn at(self, status: DeploymentStatus) -> Self {
        if self.status == status {
            return self;
        }
        Self { status, live: false, failure: None, finished_at: None, ..self }
    }
}

/// The address of a deployed app.
pub fn address(app: &App, label: &str) -> String {
    format!("{}/", app.addresses.apps.replacen("{label}", label, 1))
}

/// The stream of a deployment's events.
pub fn stream(id: DeploymentId) -> StreamKey {
    StreamKey { kind: StreamKind::Deployment, subject: id.uuid() }
}

/// A deployment, without a check of who asks: prove an access to its project next.
pub(crate) async fn find(app: &App, id: DeploymentId) -> Result<Option<Deployment>> {
    store::find(app.db.read(), id).await
}

/// The project's deployments, the newest first.
pub async fn list(app: &App, access: &Access, page: &PageRequest) -> Result<Page<Deployment>> {
    store::list(app.db.read(), access, page).await
}

/// Takes the contents that builds have out of `unused`.
pub(crate) async fn retain_unused(app: &App, unused: &mut HashSet<ObjectId>) -> Result<()> {
    for id in store::all(app.db.read()).await? {
        for file in store::files(app.db.read(), id).await? {
            for content in [Some(file.blob_id), file.gzip_blob_id, file.brotli_blob_id].into_iter().flatten()
            {
                unused.remove(&content);
            }
        }
    }
    Ok(())
}

/// The streams of a project's deployments.
pub(crate) async fn streams(app: &App, project: ProjectId) -> Result<Vec<StreamKey>> {
    Ok(store::of_project(app.db.read(), project).await?.into_iter().map(stream).collect())
}

/// Deploys a version: the named one, or the head after a snapshot of what is unsaved.
pub async fn create(
    app: &App,
    access: &Access,
    provider: Provider,
    version: Option<VersionId>,
) -> Result<Deployment> {
    access.require_editor()?;
    let slug = projects::get(app, access).await?.slug;
    let template = Deployment {
        id: app.new_id(),
        project: access.project,
        version: VersionId::from_uuid(uuid::Uuid::nil()),
        provider,
        status: DeploymentStatus::Queued,
        label: label(&slug, &app.random_label()),
        live: false,
        failure: None,
        created_by: access.user,
        created_at: app.now(),
        finished_at: None,
    };
    let template = &template;
    app.db
        .transact(|tx| async move {
            let version = match version {
                Some(id) => named_version(app, &tx, access, id).await?,
                None => head_version(app, &tx, access).await?,
            };
            if store::waiting(&tx, access.project).await? >= MOST_WAITING {
                let message = format!(
                    "{MOST_WAITING} deployments wait or run in this project; let one come to an end first."
                );
                return Err(Error::problem(ProblemCode::LimitReached, message));
            }
            let deployment = Deployment { version, ..template.clone() };
            queue(app, &tx, &deployment).await?;
            Ok(deployment)
        })
        .await
}

async fn named_version(app: &App, tx: &Tx, access: &Access, id: VersionId) -> Result<VersionId> {
    projects::touch(app, tx, access).await?;
    projects::confirm(tx, access, Role::Editor).await?;
    match versions::get(tx, access, id).await {
        Ok(version) => Ok(version.id),
        Err(Error::NotFound(_)) => {
            let message = "The project has no such version.";
            Err(Error::field(ProblemCode::NotFound, "versionId", message))
        }
        Err(error) => Err(error),
    }
}

async fn head_version(app: &App, tx: &Tx, access: &Access) -> Result<VersionId> {
    let lock = files::lock(app, tx, access).await?;
    versions::commit_unsaved(app, tx, access, &lock, "Changes before a deployment").await?;
    let head = versions::latest(tx, access).await?;
    let message = "The project has no files to deploy; write some, or ask the agent to.";
    head.map(|version| version.id).ok_or_else(|| Error::problem(ProblemCode::Required, message))
}

async fn queue(app: &App, tx: &Tx, deployment: &Deployment) -> Result<()> {
    store::insert(tx, deployment).await?;
    announce(app, tx, deployment, DeploymentStatus::Queued).await?;
    let job = NewJob {
        id: JobId::from_uuid(deployment.id.uuid()),
        kind: JobKind::Deployment,
        subject: deployment.id.uuid(),
        lane: format!("deploy:{}", deployment.project),
        max_attempts: 5,
        run_at: deployment.created_at,
    };
    app.jobs.enqueue(tx, job, deployment.created_at).await
}

/// Tells the deployment's followers and the project's how far it is.
async fn announce(app: &App, tx: &Tx, deployment: &Deployment, status: DeploymentStatus) -> Result<()> {
    let actor = (status == DeploymentStatus::Queued).then_some(deployment.created_by).flatten();
    let event = NewEvent::new(actor, &DeploymentEvent::StatusChanged { status })?;
    app.streams.append(tx, stream(deployment.id), vec![event]).await?;
    let access = Access { user: actor, ..Access::of_server(deployment.project) };
    announce_to_project(app, tx, &access, deployment.id, status).await
}

async fn announce_to_project(
    app: &App,
    tx: &Tx,
    access: &Access,
    deployment: DeploymentId,
    status: DeploymentStatus,
) -> Result<()> {
    let event = ProjectEvent::DeploymentStatusChanged { deployment, status: status.word().to_owned() };
    projects::announce(app, tx, access, &event).await
}

/// Stops a deployment; the live address then stays as it is. One that has ended stays as it is.
pub async fn cancel(app: &App, access: &Access, id: DeploymentId) -> Result<Deployment> {
    access.require_editor()?;
    app.db
        .transact(|tx| async move {
            let deployment = locked(app, &tx, access, id).await?;
            if deployment.status.is_final() {
                return Ok(());
            }
            if app.jobs.withdraw(&tx, id.uuid(), app.now()).await? {
                finish::end(app, &tx, &deployment, DeploymentStatus::Cancelled, None).await
            } else {
                app.jobs.request_cancel(&tx, id.uuid(), app.now()).await
            }
        })
        .await?;
    found(app, id).await
}

/// Points the project's live address at an earlier deployment.
pub async fn promote(app: &App, access: &Access, id: DeploymentId) -> Result<Deployment> {
    access.require_editor()?;
    app.db
        .transact(|tx| async move {
            let deployment = locked(app, &tx, access, id).await?;
            if deployment.status != DeploymentStatus::Ready {
                let message = "Only a deployment that is READY can go live.";
                return Err(Error::field(ProblemCode::Conflict, "id", message));
            }
            if deployment.live {
                return Ok(());
            }
            go_live(app, &tx, access.project, Some(id)).await?;
            announce_to_project(app, &tx, access, id, DeploymentStatus::Ready).await
        })
        .await?;
    found(app, id).await
}

/// Takes the project's live address off the air; answers what it showed.
pub async fn withdraw(app: &App, access: &Access) -> Result<Option<Deployment>> {
    access.require_editor()?;
    let live = app
        .db
        .transact(|tx| async move {
            projects::touch(app, &tx, access).await?;
            projects::confirm(&tx, access, Role::Editor).await?;
            let Some(live) = store::live(&tx, access.project).await? else { return Ok(None) };
            go_live(app, &tx, access.project, None).await?;
            announce_to_project(app, &tx, access, live, DeploymentStatus::Ready).await?;
            Ok(Some(live))
        })
        .await?;
    match live {
        Some(id) => found(app, id).await.map(Some),
        None => Ok(None),
    }
}

/// Sets what the live address shows, from the commit on.
async fn go_live(app: &App, tx: &Tx, project: ProjectId, deployment: Option<DeploymentId>) -> Result<()> {
    store::set_live(tx, project, deployment).await?;
    forget_addresses(app, tx);
    Ok(())
}

/// Has the addresses of deployed apps looked up anew from the commit on, because some lead
/// elsewhere.
pub(crate) fn forget_addresses(app: &App, tx: &Tx) {
    let app = app.clone();
    tx.after_commit(move || app.deployments.forget());
}

/// A deployment of the project, which is locked; whoever asks is an editor.
async fn locked(app: &App, tx: &Tx, access: &Access, id: DeploymentId) -> Result<Deployment> {
    projects::touch(app, tx, access).await?;
    projects::confirm(tx, access, Role::Editor).await?;
    let deployment = store::find(tx, id).await?.filter(|found| found.project == access.project);
    deployment.ok_or(Error::NotFound("deployment"))
}

async fn found(app: &App, id: DeploymentId) -> Result<Deployment> {
    find(app, id).await?.ok_or(Error::NotFound("deployment"))
}

/// Builds and publishes the deployment of a job.
pub(crate) async fn perform(app: App, job: Job) -> Result<(), Failure> {
    perform::run(&app, &job).await
}

/// Ends the deployment of a job that was given up.
pub(crate) async fn give_up(app: &App, job: &Job, reason: String) -> Result<()> {
    finish::fail(app, job, DeploymentId::from_uuid(job.subject), &[reason], true).await
}

/// A label that reads like the project's and that nobody can guess. Its last part is longer than
/// a slug's, so that no slug can be some deployment's label.
fn label(slug: &str, random: &str) -> String {
    let readable = slug.rsplit_once('-').map_or(slug, |(readable, _)| readable);
    let readable: String = readable.chars().take(LABEL - 1 - RANDOM).collect();
    format!("{}-{}", readable.trim_end_matches('-'), &random[..RANDOM])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_read_like_the_project_and_fit() {
        assert_eq!(label("habit-tracker-abcdef", &"x".repeat(25)), "habit-tracker-xxxxxxxxxxxx");
        let longest = label(&format!("{}-abcdef", "x".repeat(60)), &"y".repeat(25));
        assert_eq!(longest.len(), LABEL);
    }

    #[test]
    fn words_lead_back_to_statuses() {
        for status in [DeploymentStatus::Queued, DeploymentStatus::Publishing, DeploymentStatus::Cancelled] {
            assert_eq!(DeploymentStatus::from_word(status.word()), Some(status));
        }
        assert_eq!(DeploymentStatus::from_word("lost"), None);
    }
}
