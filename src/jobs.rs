//! The durable queue: leases with heartbeats, fencing, retries, cancellation, order within a lane.
//!
//! A job belongs to whoever holds its lease, never to a socket. What a former holder still writes
//! is refused, because its fence is no longer the job's. The queue does not know what jobs do: the
//! caller of [`run`] says who performs them.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sea_orm::FromQueryResult;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::db::{Db, Sql as _, Tx, list_of};
use crate::error::Result;
use crate::ids::JobId;
use crate::{stored_as_words, values};

mod worker;

pub use worker::{Failure, Perform, run};

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobKind {
    /// Runs one turn.
    Generation,
    /// Builds and publishes one deployment.
    Deployment,
    /// Removes what was deleted and compacts what is old.
    Maintenance,
}

stored_as_words!(JobKind { Generation = "generation", Deployment = "deployment", Maintenance = "maintenance" });

/// The right to work on a job: void as soon as somebody else claims it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lease {
    /// The job.
    pub job: JobId,
    /// Which claim of it this is.
    pub fence: i64,
}

/// A job that waits to be stored.
#[derive(Debug)]
pub struct NewJob {
    /// Its name.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// What it is about.
    pub subject: Uuid,
    /// Jobs of one lane run one after the other, in the order in which they came.
    pub lane: String,
    /// Claims without progress after which it is given up.
    pub max_attempts: u32,
    /// Not before then.
    pub run_at: Timestamp,
}

/// A claimed job.
#[derive(Clone, Debug)]
pub struct Job {
    /// What it does.
    pub kind: JobKind,
    /// What it is about.
    pub subject: Uuid,
    /// The right to work on it.
    pub lease: Lease,
    /// How many times it was claimed since it last made progress.
    pub attempt: u32,
    /// Claims without progress after which it is given up.
    pub max_attempts: u32,
    /// Cancelled when a person asks for it, or when the lease is lost.
    pub cancel: CancellationToken,
}

/// What the queue shares within the process; cheap to clone.
#[derive(Clone, Debug)]
pub struct Jobs {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    /// How long a worker may be silent before another takes its job over.
    lease: Duration,
    /// Rung when something became due.
    bell: Notify,
    /// The jobs that this process works on.
    running: Mutex<HashMap<JobId, Running>>,
}

#[derive(Clone, Debug)]
struct Running {
    fence: i64,
    subject: Uuid,
    cancel: CancellationToken,
}

impl Jobs {
    /// A queue whose workers may be silent for as long as `lease` before others take their jobs over.
    pub fn new(lease: Duration) -> Self {
        Self { inner: Arc::new(Inner { lease, bell: Notify::new(), running: Mutex::default() }) }
    }

    /// Stores a job; workers hear of it when the transaction commits.
    pub async fn enqueue(&self, tx: &Tx, job: NewJob, now: Timestamp) -> Result<()> {
        tx.run(
            "INSERT INTO jobs (id, kind, subject, lane, state, run_at, attempt, max_attempts, fence, \
             cancel_requested, created_at) VALUES ($1, $2, $3, $4, 'queued', $5, 0, $6, 0, false, $7) \
             ON CONFLICT (id) DO NOTHING",
            values![job.id, job.kind, job.subject, job.lane, job.run_at, i64::from(job.max_attempts), now],
        )
        .await?;
        self.ring_after(tx);
        Ok(())
    }

    /// Asks whoever works on `subject`, or will, to stop. A job that nobody has claimed yet is
    /// claimed all the same, so that its performer ends it properly.
    pub async fn request_cancel(&self, tx: &Tx, subject: Uuid, now: Timestamp) -> Result<()> {
        tx.run(
            "UPDATE jobs SET cancel_requested = true, run_at = CASE WHEN run_at > $2 THEN $2 ELSE run_at END \
             WHERE subject = $1 AND state IN ('queued', 'running')",
            values![subject, now],
        )
        .await?;
        let jobs = self.clone();
        tx.after_commit(move || {
            for running in jobs.running().values().filter(|running| running.subject == subject) {
                running.cancel.cancel();
            }
            jobs.inner.bell.notify_one();
        });
        Ok(())
    }

    /// Ends the work on `subject` before it began; says whether it had not.
    pub async fn withdraw(&self, tx: &Tx, subject: Uuid, now: Timestamp) -> Result<bool> {
        let withdrawn = tx
            .run(
                "UPDATE jobs SET state = 'done', cancel_requested = true, finished_at = $2 \
                 WHERE subject = $1 AND state = 'queued' AND attempt = 0",
                values![subject, now],
            )
            .await?;
        self.ring_after(tx);
        Ok(withdrawn > 0)
    }

    /// Whether somebody asked for the job to stop.
    pub async fn is_cancelled(&self, tx: &Tx, lease: Lease) -> Result<bool> {
        #[derive(FromQueryResult)]
        struct Row {
            cancel_requested: bool,
        }
        let row: Option<Row> =
            tx.row("SELECT cancel_requested FROM jobs WHERE id = $1", values![lease.job]).await?;
        Ok(row.is_none_or(|row| row.cancel_requested))
    }

    /// Ends a job in the transaction that stores its result.
    pub async fn finish(&self, tx: &Tx, lease: Lease, now: Timestamp) -> Result<()> {
        tx.run(
            "UPDATE jobs SET state = 'done', lease_until = NULL, finished_at = $3 WHERE id = $1 AND fence = $2",
            values![lease.job, lease.fence, now],
        )
        .await?;
        self.ring_after(tx);
        Ok(())
    }

    /// Keeps a job that failed for good, for whoever looks into it.
    pub async fn bury(&self, tx: &Tx, lease: Lease, reason: &str, now: Timestamp) -> Result<()> {
        tx.run(
            "UPDATE jobs SET state = 'dead', lease_until = NULL, finished_at = $3, last_error = $4 \
             WHERE id = $1 AND fence = $2",
            values![lease.job, lease.fence, now, reason],
        )
        .await?;
        self.ring_after(tx);
        Ok(())
    }

    fn ring_after(&self, tx: &Tx) {
        let jobs = self.clone();
        tx.after_commit(move || jobs.inner.bell.notify_one());
    }

    fn running(&self) -> std::sync::MutexGuard<'_, HashMap<JobId, Running>> {
        self.inner.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Fails with `LeaseLost` unless the lease still holds, and keeps it from being taken over until
/// the transaction ends.
pub async fn require(tx: &Tx, lease: Lease) -> Result<()> {
    let held = held(tx, [lease].into_iter()).await?;
    if held.contains(&lease) { Ok(()) } else { Err(crate::error::Error::LeaseLost) }
}

/// Those of the leases that still hold; they cannot be taken over until the transaction ends.
pub async fn held(tx: &Tx, leases: impl Iterator<Item = Lease> + Send) -> Result<HashSet<Lease>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: JobId,
        fence: i64,
    }
    let ids: HashSet<JobId> = leases.map(|lease| lease.job).collect();
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let lock = if tx.is_postgres() { " FOR SHARE" } else { "" };
    let sql = format!(
        "SELECT id, fence FROM jobs WHERE state = 'running' AND id IN ({}){lock}",
        list_of(1, ids.len())
    );
    let rows: Vec<Row> = tx.rows(&sql, ids.into_iter().map(Into::into).collect()).await?;
    Ok(rows.into_iter().map(|row| Lease { job: row.id, fence: row.fence }).collect())
}

/// Notes that a job got further, so that its next failures count from one again.
pub async fn progressed(tx: &Tx, lease: Lease) -> Result<()> {
    tx.run(
        "UPDATE jobs SET attempt = 1, last_error = NULL WHERE id = $1 AND fence = $2",
        values![lease.job, lease.fence],
    )
    .await?;
    Ok(())
}

/// Removes what is known of jobs that ended before a time.
pub async fn forget(db: &Db, before: Timestamp) -> Result<()> {
    db.transact(|tx| async move {
        let sql = "DELETE FROM jobs WHERE state IN ('done', 'dead') AND finished_at < $1";
        tx.run(sql, values![before]).await?;
        Ok(())
    })
    .await
}

/// Frees what a former process of an embedded database was working on: it cannot be alive.
pub async fn release_all(db: &Db) -> Result<()> {
    db.transact(|tx| async move {
        tx.run("UPDATE jobs SET lease_until = 0 WHERE state = 'running'", values![]).await?;
        Ok(())
    })
    .await
}
