//! What keeps a server from growing without end: removes what was deleted, what has expired, and
//! the contents that nothing names any more.
//!
//! One job of the queue, so that one process at a time does it. It decides when; what is removed,
//! and how much in one transaction, is each domain's own business.

use std::collections::HashSet;
use std::time::Duration;

use uuid::Uuid;

use crate::app::App;
use crate::clock::Timestamp;
use crate::error::Result;
use crate::ids::{Id as _, JobId};
use crate::jobs::{Failure, Job, JobKind, NewJob};
use crate::versions::objects::ObjectId;
use crate::{accounts, deployments, jobs, projects, versions};

/// From the end of one round to the next.
const EVERY: Duration = Duration::from_hours(1);
/// The first round does not compete with a server's start.
const AFTER_START: Duration = Duration::from_mins(1);
/// How long events are kept after their stream has ended, and finished jobs after their end.
const KEPT: Duration = Duration::from_hours(24 * 30);
/// How long a content is kept after somebody stored it: longer than any upload or turn may take
/// between storing a content and naming it.
const UNNAMED: Duration = Duration::from_hours(24);

/// Makes sure that the job exists.
pub(crate) async fn schedule(app: &App) -> Result<()> {
    let now = app.now();
    app.db
        .transact(|tx| async move {
            let job = NewJob {
                id: JobId::from_uuid(Uuid::nil()),
                kind: JobKind::Maintenance,
                subject: Uuid::nil(),
                lane: "maintenance".to_owned(),
                // It is never given up: what fails in one round may succeed in the next.
                max_attempts: u32::MAX,
                run_at: now.after(AFTER_START),
            };
            app.jobs.enqueue(&tx, job, now).await
        })
        .await
}

/// Does one round, and comes again.
pub(crate) async fn perform(app: App, job: Job) -> Result<(), Failure> {
    tokio::select! {
        done = round(&app, app.now()) => done?,
        () = app.shutdown.cancelled() => return Err(Failure::Released),
        () = job.cancel.cancelled() => return Err(Failure::Released),
    }
    Err(Failure::Until(app.now().after(EVERY)))
}

/// Removes all that is due at a time.
pub async fn round(app: &App, now: Timestamp) -> Result<()> {
    accounts::sweep(app).await?;
    projects::purge(app).await?;
    app.streams.compact(now.before(KEPT)).await?;
    jobs::forget(&app.db, now.before(KEPT)).await?;
    collect(app, now.before(UNNAMED)).await
}

/// Removes the contents and folders that were stored before a time and that nothing names.
///
/// Whoever names one that is there already notes that it is in use, or takes it from a version,
/// whose folders are read after the candidates are chosen; so none of those can be among them.
async fn collect(app: &App, before: Timestamp) -> Result<()> {
    let mut unused: HashSet<ObjectId> = app.blobs.stored_before(before).await?;
    projects::files::retain_unused(app, &mut unused).await?;
    deployments::retain_unused(app, &mut unused).await?;
    versions::collect(app, &mut unused, before).await?;
    app.blobs.remove(&unused, before).await
}
