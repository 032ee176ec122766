//! Turns: from a person's message to one new version of the project.
//!
//! A turn belongs to a leased job, never to a socket. Its edits are staged in memory; each call of
//! the model is recorded when it is over, so that another worker continues behind the last one; at
//! the end the edits become one version, or nothing.

use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::{Error, ProblemCode, Result};
use crate::ids::{ConversationId, GenerationId, Id as _, JobId, ProjectId, UserId, VersionId};
use crate::jobs::{Failure, Job, JobKind, NewJob};
use crate::projects::{self, Access, Role};
use crate::stored_as_words;
use crate::streams::{NewEvent, StreamKey, StreamKind};

pub mod arguments;
mod context;
pub mod edits;
mod emitter;
mod events;
mod finish;
pub mod models;
pub mod providers;
pub mod sketch;
mod staging;
mod store;
mod tools;
mod turn;

pub use events::{Change, GenerationEvent};
pub use models::Models;
pub use providers::Usage;
pub(crate) use staging::Overlay;

/// How far a turn is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GenerationStatus {
    /// It waits for its place in the project.
    Queued,
    /// The model works.
    Running,
    /// Its files are checked.
    Verifying,
    /// It has become a version, or changed nothing.
    Succeeded,
    /// It changed nothing because something went wrong.
    Failed,
    /// It changed nothing because somebody stopped it.
    Cancelled,
}

stored_as_words!(GenerationStatus {
    Queued = "queued",
    Running = "running",
    Verifying = "verifying",
    Succeeded = "succeeded",
    Failed = "failed",
    Cancelled = "cancelled",
});

impl GenerationStatus {
    /// Whether nothing follows.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed | Self::Cancelled)
    }
}

/// A turn.
#[derive(Clone, Debug)]
pub struct Generation {
    /// Its identifier.
    pub id: GenerationId,
    /// The project that it works on.
    pub project: ProjectId,
    /// The conversation that asked for it.
    pub conversation: Option<ConversationId>,
    /// Who asked for it.
    pub requested_by: Option<UserId>,
    /// How far it is.
    pub status: GenerationStatus,
    /// The model's name.
    pub model: String,
    /// The version that it works on.
    pub base_version: Option<VersionId>,
    /// The version that it made.
    pub version: Option<VersionId>,
    /// Why it failed, for people.
    pub failure: Option<String>,
    /// What it took so far.
    pub usage: Usage,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

/// The stream of a turn's events.
pub fn stream(id: GenerationId) -> StreamKey {
    StreamKey { kind: StreamKind::Generation, subject: id.uuid() }
}

/// The streams of a project's turns.
pub(crate) async fn streams(app: &App, project: ProjectId) -> Result<Vec<StreamKey>> {
    Ok(store::of_project(app.db.read(), project).await?.into_iter().map(stream).collect())
}

/// A turn, without a check of who asks: prove an access to its project next.
pub(crate) async fn find(app: &App, id: GenerationId) -> Result<Option<Generation>> {
    store::find(app.db.read(), id).await
}

/// As [`find`], in a transaction.
pub(crate) async fn find_in(tx: &Tx, id: Option<GenerationId>) -> Result<Option<Generation>> {
    match id {
        Some(id) => store::find(tx, id).await,
        None => Ok(None),
    }
}

/// Stores a turn that waits for its place in the project.
pub(crate) async fn queue(
    app: &App,
    tx: &Tx,
    access: &Access,
    conversation: ConversationId,
    model: &str,
) -> Result<Generation> {
    queue_in(app, tx, access, Some(conversation), model, format!("turn:{}", access.project)).await
}

/// Stores a turn that waits for its place in a lane.
async fn queue_in(
    app: &App,
    tx: &Tx,
    access: &Access,
    conversation: Option<ConversationId>,
    model: &str,
    lane: String,
) -> Result<Generation> {
    let limit = app.config.limits.queued_turns_per_project;
    if store::waiting(tx, access.project).await? >= limit {
        let message = format!("{limit} turns wait or run in this project; let one come to an end first.");
        return Err(Error::problem(ProblemCode::LimitReached, message));
    }
    let generation = Generation {
        id: app.new_id(),
        project: access.project,
        conversation,
        requested_by: access.user,
        status: GenerationStatus::Queued,
        model: model.to_owned(),
        base_version: None,
        version: None,
        failure: None,
        usage: Usage::default(),
        created_at: app.now(),
        finished_at: None,
    };
    store::insert(tx, &generation).await?;
    let queued = GenerationEvent::StatusChanged { status: GenerationStatus::Queued };
    append(app, tx, generation.id, access.user, &[queued]).await?;
    let job = NewJob {
        id: JobId::from_uuid(generation.id.uuid()),
        kind: JobKind::Generation,
        subject: generation.id.uuid(),
        lane,
        max_attempts: 5,
        run_at: generation.created_at,
    };
    app.jobs.enqueue(tx, job, generation.created_at).await?;
    Ok(generation)
}

/// Appends events to a turn's stream in a transaction of the caller's.
async fn append(
    app: &App,
    tx: &Tx,
    id: GenerationId,
    actor: Option<UserId>,
    events: &[GenerationEvent],
) -> Result<()> {
    let events = events.iter().map(|event| NewEvent::new(actor, event)).collect::<Result<Vec<_>>>()?;
    app.streams.append(tx, stream(id), events).await?;
    Ok(())
}

/// Stops a turn; it then leaves the project as it was. One that has ended stays as it is.
pub async fn cancel(app: &App, access: &Access, id: GenerationId) -> Result<Generation> {
    access.require_editor()?;
    app.db
        .transact(|tx| async move {
            projects::touch(app, &tx, access).await?;
            projects::confirm(&tx, access, Role::Editor).await?;
            let generation = store::find(&tx, id).await?.filter(|found| found.project == access.project);
            let generation = generation.ok_or(Error::NotFound("generation"))?;
            if generation.status.is_final() {
                return Ok(());
            }
            if app.jobs.withdraw(&tx, id.uuid(), app.now()).await? {
                finish::end(app, &tx, &generation, GenerationStatus::Cancelled, None).await
            } else {
                app.jobs.request_cancel(&tx, id.uuid(), app.now()).await
            }
        })
        .await?;
    find(app, id).await?.ok_or(Error::NotFound("generation"))
}

/// Runs the turn of a job.
pub(crate) async fn perform(app: App, job: Job) -> Result<(), Failure> {
    turn::run(&app, &job).await
}

/// Ends the turn of a job that was given up.
pub(crate) async fn give_up(app: &App, job: &Job, reason: String) -> Result<()> {
    finish::fail(app, job, GenerationId::from_uuid(job.subject), reason, true).await
}
