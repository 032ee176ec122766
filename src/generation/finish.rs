//! Ends a turn, exactly once: with a version, or with the project as it was.

use std::collections::{BTreeMap, BTreeSet};

use super::turn::{Stop, Turn};
use super::{Generation, GenerationEvent, GenerationStatus, append, context, store};
use crate::app::App;
use crate::blobs::Staged;
use crate::conversations::{self, Message, MessageRole};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::ids::{GenerationId, UserId, VersionId};
use crate::jobs::{self, Job};
use crate::projects::{self, Access, ProjectEvent, files};
use crate::versions::merge::{self, Conflict, Content, Files, Merged, Missing, Sides};
use crate::versions::objects::ObjectId;
use crate::versions::{self, NewVersion, VersionKind};

/// Times that people may change files between the merge and the commit before the turn gives up.
const MERGES: u32 = 50;

/// Merges what the turn staged with what people changed meanwhile, and makes it one version.
pub(super) async fn succeed(turn: &mut Turn<'_>) -> Result<(), Stop> {
    turn.emitter.flush().await?;
    let staged: Vec<Staged> = turn.staging.contents().cloned().collect();
    turn.app.blobs.upload(&staged).await?;
    for _ in 0..MERGES {
        let prepared = prepare(turn).await?;
        if commit(turn, &staged, &prepared).await? {
            return Ok(());
        }
    }
    Err(Stop::Broken(Error::internal("merge a turn", "people kept changing the files")))
}

/// What the commit will do, if the files are still those of `revision`.
struct Prepared {
    revision: i64,
    changes: BTreeMap<String, files::Change>,
    combined: Vec<Staged>,
    conflicts: Vec<Conflict>,
}

async fn prepare(turn: &Turn<'_>) -> Result<Prepared, Stop> {
    let (app, staging) = (turn.app, &turn.staging);
    let revision = projects::get(app, &turn.access).await?.revision;
    let now = files::all(app.db.read(), &turn.access).await?;
    let sizes: BTreeMap<ObjectId, u64> = now.iter().map(|file| (file.blob, file.size)).collect();
    let person: Files = now.into_iter().map(|file| (file.path, file.blob)).collect();
    if staging.is_unchanged() {
        return Ok(Prepared {
            revision,
            changes: BTreeMap::new(),
            combined: Vec::new(),
            conflicts: Vec::new(),
        });
    }
    let merged = merge(turn, &person).await?;
    let mut changes: BTreeMap<String, files::Change> =
        merged.deletes.iter().map(|path| (path.clone(), None)).collect();
    let mut combined = Vec::new();
    for (path, content) in merged.writes {
        let (id, size) = match content {
            Content::Existing(id) => match staging.content(&id).map(Staged::size).or(sizes.get(&id).copied())
            {
                Some(size) => (id, size),
                None => (id, app.blobs.get(id).await?.len() as u64),
            },
            Content::Combined(bytes) => {
                let staged = Staged::new(bytes)?;
                let found = (staged.id, staged.size());
                combined.push(staged);
                found
            }
        };
        changes.insert(path, Some((id, size)));
    }
    app.blobs.upload(&combined).await?;
    Ok(Prepared { revision, changes, combined, conflicts: merged.conflicts })
}

async fn merge(turn: &Turn<'_>, person: &Files) -> Result<Merged, Stop> {
    let sides = Sides {
        base: turn.staging.base(),
        person,
        agent: turn.staging.files(),
        agent_renames: turn.staging.renames(),
    };
    let mut contents: crate::versions::diff::Contents =
        turn.staging.contents().map(|staged| (staged.id, staged.bytes.clone())).collect();
    for _ in 0..4 {
        match merge::files(&sides, &contents) {
            Ok(merged) => return Ok(merged),
            Err(Missing(ids)) => {
                let ids: Vec<ObjectId> = ids.into_iter().collect();
                contents.extend(turn.app.blobs.get_many(&ids).await?);
            }
        }
    }
    Err(Stop::Broken(Error::internal("merge a turn", "the merge asks for more and more contents")))
}

/// Makes the version; `false` where the files have changed since they were merged.
async fn commit(turn: &Turn<'_>, staged: &[Staged], prepared: &Prepared) -> Result<bool, Stop> {
    let Turn { app, job, generation, access, .. } = turn;
    let (app, job) = (*app, *job);
    let used: BTreeSet<ObjectId> =
        prepared.changes.values().filter_map(|change| Some((*change)?.0)).collect();
    let staged: Vec<Staged> = staged.iter().filter(|staged| used.contains(&staged.id)).cloned().collect();
    let staged = &staged;
    let text = turn.said.join("\n\n");
    let text = &text;
    let committed = app
        .db
        .transact(|tx| async move {
            jobs::require(&tx, job.lease).await?;
            if app.jobs.is_cancelled(&tx, job.lease).await? {
                end(app, &tx, generation, GenerationStatus::Cancelled, None).await?;
                app.jobs.finish(&tx, job.lease, app.now()).await?;
                return Ok(true);
            }
            let lock = files::lock(app, &tx, access).await?;
            if lock.revision != prepared.revision + 1 {
                return Ok(false);
            }
            let now = app.now();
            app.blobs.record(&tx, staged, now).await?;
            app.blobs.record(&tx, &prepared.combined, now).await?;
            let version = apply(turn, &tx, &lock, prepared).await?;
            say(app, &tx, generation, MessageRole::Assistant, text).await?;
            let conflicts = prepared.conflicts.iter().map(|conflict| GenerationEvent::FileConflicted {
                path: conflict.path.clone(),
                rejected: conflict.rejected.clone(),
            });
            append(app, &tx, generation.id, None, &conflicts.collect::<Vec<_>>()).await?;
            finished(app, &tx, generation, GenerationStatus::Succeeded, version, None).await?;
            app.jobs.finish(&tx, job.lease, now).await?;
            Ok(true)
        })
        .await;
    match committed {
        Err(Error::Rejected(problems)) => {
            let messages: Vec<String> = problems.into_iter().map(|problem| problem.message).collect();
            Err(Stop::Failed(messages.join(" ")))
        }
        committed => Ok(committed?),
    }
}

async fn apply(
    turn: &Turn<'_>,
    tx: &Tx,
    lock: &files::Lock,
    prepared: &Prepared,
) -> Result<Option<VersionId>> {
    let Turn { app, generation, access, .. } = turn;
    // What people changed meanwhile becomes a version of its own, so that the turn's shows only the turn.
    versions::commit_unsaved(app, tx, access, lock, "Changes during the agent's turn").await?;
    if files::apply(app, tx, access, lock, &prepared.changes).await?.is_empty() {
        return Ok(None);
    }
    let new = NewVersion {
        kind: VersionKind::Generation,
        message: context::version_message(&turn.history),
        author: generation.requested_by,
        generation: Some(generation.id),
    };
    Ok(Some(versions::commit(app, tx, access, lock, &new).await?.id))
}

/// Ends a turn that has drawn.
pub(super) async fn drawn(app: &App, job: &Job, generation: &Generation, said: String) -> Result<(), Stop> {
    let said = &GenerationEvent::TextDelta { step: 1, text: said };
    app.db
        .transact(|tx| async move {
            jobs::require(&tx, job.lease).await?;
            append(app, &tx, generation.id, None, std::slice::from_ref(said)).await?;
            finished(app, &tx, generation, GenerationStatus::Succeeded, None, None).await?;
            app.jobs.finish(&tx, job.lease, app.now()).await
        })
        .await?;
    Ok(())
}

/// Ends a turn that was stopped.
pub(super) async fn cancel(app: &App, job: &Job, id: GenerationId) -> Result<()> {
    app.db
        .transact(|tx| async move {
            // The token is also cancelled when the lease is lost: then the turn is somebody else's.
            jobs::require(&tx, job.lease).await?;
            if let Some(generation) = store::find(&tx, id).await?.filter(|found| !found.status.is_final()) {
                end(app, &tx, &generation, GenerationStatus::Cancelled, None).await?;
            }
            app.jobs.finish(&tx, job.lease, app.now()).await
        })
        .await
}

/// Ends a turn that went wrong; `for_good` keeps its job for whoever looks into it.
pub(super) async fn fail(
    app: &App,
    job: &Job,
    id: GenerationId,
    reason: String,
    for_good: bool,
) -> Result<()> {
    let reason = &reason;
    app.db
        .transact(|tx| async move {
            jobs::require(&tx, job.lease).await?;
            if let Some(generation) = store::find(&tx, id).await?.filter(|found| !found.status.is_final()) {
                end(app, &tx, &generation, GenerationStatus::Failed, Some(reason)).await?;
            }
            if for_good {
                app.jobs.bury(&tx, job.lease, reason, app.now()).await
            } else {
                app.jobs.finish(&tx, job.lease, app.now()).await
            }
        })
        .await
}

/// Ends a turn that leaves the project as it was.
pub(super) async fn end(
    app: &App,
    tx: &Tx,
    generation: &Generation,
    status: GenerationStatus,
    failure: Option<&str>,
) -> Result<()> {
    let text = match failure {
        Some(reason) => format!("The turn failed, and nothing was changed: {reason}"),
        None => "The turn was stopped, and nothing was changed.".to_owned(),
    };
    say(app, tx, generation, MessageRole::System, &text).await?;
    finished(app, tx, generation, status, None, failure).await
}

/// Adds to the turn's conversation, unless it is gone or there is nothing to say.
async fn say(app: &App, tx: &Tx, generation: &Generation, role: MessageRole, text: &str) -> Result<()> {
    let current = store::find(tx, generation.id).await?;
    let Some(conversation) = current.and_then(|current| current.conversation) else { return Ok(()) };
    if text.is_empty() {
        return Ok(());
    }
    let message = Message {
        id: app.new_id(),
        conversation,
        project: generation.project,
        role,
        text: text.to_owned(),
        author: None,
        generation: Some(generation.id),
        created_at: app.now(),
    };
    conversations::add(app, tx, &Access::of_server(generation.project), &message, None).await
}

/// The last event of the turn, and the news for the project.
async fn finished(
    app: &App,
    tx: &Tx,
    generation: &Generation,
    status: GenerationStatus,
    version: Option<VersionId>,
    failure: Option<&str>,
) -> Result<()> {
    store::finish(tx, generation.id, status, version, failure, app.now()).await?;
    let usage = store::find(tx, generation.id).await?.map(|found| found.usage).unwrap_or_default();
    let actor: Option<UserId> = None;
    let events = [
        GenerationEvent::StatusChanged { status },
        GenerationEvent::Finished { status, version, failure: failure.map(str::to_owned), usage },
    ];
    append(app, tx, generation.id, actor, &events).await?;
    let access = Access::of_server(generation.project);
    projects::announce(app, tx, &access, &ProjectEvent::GenerationEnded { generation: generation.id }).await
}
