//! Claims jobs, keeps their leases alive, and puts failed ones back.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use sea_orm::FromQueryResult;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::Instrument as _;
use uuid::Uuid;

use super::{Job, JobKind, Jobs, Lease, Running};
use crate::clock::{Clock, Timestamp};
use crate::db::{Db, Sql as _};
use crate::error::{Error, Result};
use crate::ids::JobId;
use crate::values;

/// How often due jobs are looked for when nothing rings.
const POLL: Duration = Duration::from_secs(1);
/// How many times a lease is extended before it would expire.
const BEATS_PER_LEASE: u32 = 4;

/// Why a performer did not end its job.
#[derive(Debug)]
pub enum Failure {
    /// Try again later, up to the job's number of attempts.
    Retry(Error),
    /// The process is stopping: leave the job to the next one.
    Released,
    /// Nothing failed; the job is to run again at that time.
    Until(Timestamp),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Retry(error)
    }
}

/// Who performs jobs. A performer ends its job in the transaction that stores the result.
pub trait Perform: Send + Sync + 'static {
    /// Does the work.
    fn perform(&self, job: Job) -> BoxFuture<'static, Result<(), Failure>>;
    /// Ends a job that was given up after its last attempt failed for this reason.
    fn give_up(&self, job: Job, reason: String) -> BoxFuture<'static, Result<()>>;
}

#[derive(FromQueryResult)]
struct ClaimedRow {
    id: JobId,
    kind: JobKind,
    subject: Uuid,
    fence: i64,
    attempt: i64,
    max_attempts: i64,
    cancel_requested: bool,
}

/// Works until `shutdown`, on at most `slots` jobs at once.
pub async fn run(
    db: Db,
    jobs: Jobs,
    clock: Arc<dyn Clock>,
    performer: Arc<dyn Perform>,
    slots: usize,
    shutdown: CancellationToken,
) {
    let tasks = TaskTracker::new();
    let mut heartbeat = tokio::time::interval(jobs.inner.lease / BEATS_PER_LEASE);
    heartbeat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        let free = slots.saturating_sub(jobs.running().len());
        match claim(&db, &jobs, free, clock.now()).await {
            Ok(claimed) => {
                for job in claimed {
                    let work =
                        work(db.clone(), jobs.clone(), Arc::clone(&clock), Arc::clone(&performer), job);
                    tasks.spawn(work);
                }
            }
            Err(error) => tracing::error!(?error, "jobs could not be claimed"),
        }
        tokio::select! {
            () = shutdown.cancelled() => break,
            () = jobs.inner.bell.notified() => {}
            () = tokio::time::sleep(POLL) => {}
            _ = heartbeat.tick() => {
                if let Err(error) = beat(&db, &jobs, clock.now()).await {
                    tracing::error!(?error, "leases could not be extended");
                }
            }
        }
    }
    tasks.close();
    tasks.wait().await;
}

/// Takes due jobs: the first of each lane, and those whose holder fell silent. What this process
/// works on itself is none of those, however late its own heartbeat is.
async fn claim(db: &Db, jobs: &Jobs, limit: usize, now: Timestamp) -> Result<Vec<Job>> {
    if limit == 0 {
        return Ok(Vec::new());
    }
    let lease = jobs.inner.lease;
    let own: Vec<JobId> = jobs.running().keys().copied().collect();
    let own = &own;
    let rows: Vec<ClaimedRow> = db
        .transact(|tx| async move {
            let mut values = values![now, now.after(lease), limit as i64];
            values.extend(own.iter().map(|id| sea_orm::Value::from(*id)));
            let others = if own.is_empty() {
                String::new()
            } else {
                format!(" AND j.id NOT IN ({})", crate::db::list_of(4, own.len()))
            };
            let lock = if tx.is_postgres() { " FOR UPDATE SKIP LOCKED" } else { "" };
            let sql = format!(
                "UPDATE jobs SET state = 'running', fence = fence + 1, attempt = attempt + 1, lease_until = $2 \
                 WHERE id IN (SELECT j.id FROM jobs j WHERE \
                 (j.state = 'queued' AND j.run_at <= $1 AND NOT EXISTS (SELECT 1 FROM jobs o \
                 WHERE o.lane = j.lane AND o.state IN ('queued', 'running') \
                 AND (o.created_at, o.id) < (j.created_at, j.id))) \
                 OR (j.state = 'running' AND j.lease_until < $1{others}) \
                 ORDER BY j.run_at, j.id LIMIT $3{lock}) \
                 RETURNING id, kind, subject, fence, attempt, max_attempts, cancel_requested"
            );
            tx.rows(&sql, values).await
        })
        .await?;
    let mut running = jobs.running();
    let mut claimed = Vec::with_capacity(rows.len());
    for row in rows {
        let cancel = CancellationToken::new();
        if row.cancel_requested {
            cancel.cancel();
        }
        let lease = Lease { job: row.id, fence: row.fence };
        let entry = Running { fence: row.fence, subject: row.subject, cancel: cancel.clone() };
        if let Some(former) = running.insert(row.id, entry) {
            former.cancel.cancel();
        }
        claimed.push(Job {
            kind: row.kind,
            subject: row.subject,
            lease,
            attempt: row.attempt as u32,
            max_attempts: row.max_attempts as u32,
            cancel,
        });
    }
    Ok(claimed)
}

async fn work(db: Db, jobs: Jobs, clock: Arc<dyn Clock>, performer: Arc<dyn Perform>, job: Job) {
    let span = tracing::info_span!("job", kind = job.kind.word(), id = %job.lease.job, attempt = job.attempt);
    let lease = job.lease;
    let outcome = perform(performer, job.clone()).instrument(span.clone()).await;
    {
        let mut running = jobs.running();
        if running.get(&lease.job).is_some_and(|running| running.fence == lease.fence) {
            running.remove(&lease.job);
        }
    }
    let put_back = match outcome {
        Ok(()) | Err(Failure::Retry(Error::LeaseLost)) => Ok(()),
        Err(Failure::Released) => release(&db, lease, clock.now(), None).await,
        Err(Failure::Until(time)) => release(&db, lease, time, None).await,
        Err(Failure::Retry(error)) => {
            span.in_scope(|| tracing::warn!(?error, "a job failed and runs again"));
            let wait = backoff(job.attempt);
            release(&db, lease, clock.now().after(wait), Some(format!("{error:?}"))).await
        }
    };
    if let Err(error) = put_back {
        span.in_scope(|| tracing::error!(?error, "a failed job waits for its lease to expire"));
    }
    jobs.inner.bell.notify_one();
}

/// Does the work, or gives it up when it was tried often enough. A panic is a failure like others.
async fn perform(performer: Arc<dyn Perform>, job: Job) -> Result<(), Failure> {
    let last = job.attempt >= job.max_attempts;
    if job.attempt > job.max_attempts {
        let stops = job.max_attempts;
        let reason = format!(
            "The server stopped {stops} times while it worked on this. Try again; if that fails too, its log says more."
        );
        return Ok(performer.give_up(job, reason).await?);
    }
    let task = tokio::spawn(performer.perform(job.clone()).in_current_span());
    let failure = match task.await {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(failure)) => failure,
        Err(panic) => Failure::Retry(Error::internal("perform a job", panic)),
    };
    match failure {
        Failure::Retry(error) if last && !matches!(error, Error::LeaseLost) => {
            tracing::error!(?error, "a job is given up");
            let reason =
                "Something went wrong on the server, again and again; its log says what. Try again later.";
            Ok(performer.give_up(job, reason.to_owned()).await?)
        }
        failure => Err(failure),
    }
}

/// One second, doubled with every attempt, up to a minute.
fn backoff(attempt: u32) -> Duration {
    Duration::from_secs(1 << attempt.saturating_sub(1).min(6)).min(Duration::from_mins(1))
}

async fn release(db: &Db, lease: Lease, run_at: Timestamp, error: Option<String>) -> Result<()> {
    let attempt_back = i64::from(error.is_none());
    let error = &error;
    db.transact(|tx| async move {
        tx.run(
            "UPDATE jobs SET state = 'queued', lease_until = NULL, run_at = $3, attempt = attempt - $5, \
             last_error = COALESCE($4, last_error) WHERE id = $1 AND fence = $2 AND state = 'running'",
            values![lease.job, lease.fence, run_at, error.clone(), attempt_back],
        )
        .await?;
        Ok(())
    })
    .await
}

/// Extends the leases of this process, and hears of cancellations that other processes asked for.
async fn beat(db: &Db, jobs: &Jobs, now: Timestamp) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Row {
        id: JobId,
        fence: i64,
        cancel_requested: bool,
    }
    let held: HashMap<JobId, Running> = jobs.running().clone();
    if held.is_empty() {
        return Ok(());
    }
    let (ids, lease_until) = (&held, now.after(jobs.inner.lease));
    let rows: Vec<Row> = db
        .transact(|tx| async move {
            let mut values = values![lease_until];
            values.extend(ids.keys().map(|id| sea_orm::Value::from(*id)));
            let sql = format!(
                "UPDATE jobs SET lease_until = $1 WHERE state = 'running' AND id IN ({}) \
                 RETURNING id, fence, cancel_requested",
                crate::db::list_of(2, ids.len())
            );
            tx.rows(&sql, values).await
        })
        .await?;
    let found: HashMap<JobId, (i64, bool)> =
        rows.into_iter().map(|row| (row.id, (row.fence, row.cancel_requested))).collect();
    for (id, running) in held {
        let ours = found.get(&id).is_some_and(|(fence, cancelled)| *fence == running.fence && !cancelled);
        if !ours {
            running.cancel.cancel();
        }
    }
    Ok(())
}
