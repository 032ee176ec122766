//! Group commit: one transaction for what all turns and builds append at about the same time.
//!
//! While a commit is under way the next batch gathers, so a busy server makes larger batches
//! instead of more transactions.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use super::{Entry, Hub, NewEvent, StreamKey, store};
use crate::clock::Clock;
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::jobs::{self, Lease};

const MAX_BATCH: usize = 1024;

/// Events that wait for the next commit.
#[derive(Debug)]
pub struct Append {
    lease: Lease,
    key: StreamKey,
    events: Vec<NewEvent>,
    done: oneshot::Sender<Result<()>>,
}

impl Append {
    pub(super) fn new(
        lease: Lease,
        key: StreamKey,
        events: Vec<NewEvent>,
    ) -> (Self, oneshot::Receiver<Result<()>>) {
        let (done, outcome) = oneshot::channel();
        (Self { lease, key, events, done }, outcome)
    }
}

pub(super) async fn run(db: Db, hub: Arc<Hub>, clock: Arc<dyn Clock>, mut queue: mpsc::Receiver<Append>) {
    let mut batch = Vec::new();
    while queue.recv_many(&mut batch, MAX_BATCH).await > 0 {
        let now = clock.now();
        let (appends, hub) = (&batch, &hub);
        let outcome = db
            .transact(|tx| async move {
                let held = jobs::held(&tx, appends.iter().map(|append| append.lease)).await?;
                let written = write(&tx, appends, &held, now).await?;
                let hub = Arc::clone(hub);
                let refused = written.refused;
                tx.after_commit(move || {
                    for (key, entries) in written.entries {
                        hub.publish(key, entries);
                    }
                });
                Ok(refused)
            })
            .await;
        answer(std::mem::take(&mut batch), outcome);
    }
}

struct Written {
    entries: Vec<(StreamKey, Vec<Arc<Entry>>)>,
    /// Places in the batch that wrote nothing: their lease or their stream was over.
    refused: HashSet<usize>,
}

async fn write(
    tx: &Tx,
    batch: &[Append],
    held: &HashSet<Lease>,
    now: crate::clock::Timestamp,
) -> Result<Written> {
    let mut by_stream: BTreeMap<StreamKey, Vec<usize>> = BTreeMap::new();
    let mut refused = HashSet::new();
    for (place, append) in batch.iter().enumerate() {
        if held.contains(&append.lease) {
            by_stream.entry(append.key).or_default().push(place);
        } else {
            refused.insert(place);
        }
    }
    let count = |places: &Vec<usize>| places.iter().map(|&place| batch[place].events.len() as u64).sum();
    let wanted: Vec<(StreamKey, u64)> = by_stream.iter().map(|(key, places)| (*key, count(places))).collect();
    let heads = store::advance_many(tx, &wanted).await?;
    let mut entries = Vec::with_capacity(heads.len());
    for (key, places) in by_stream {
        let Some(&head) = heads.get(&key) else {
            refused.extend(places);
            continue;
        };
        let events = places.iter().flat_map(|&place| batch[place].events.iter());
        entries.push((key, store::number(events, head, now)));
    }
    let rows: Vec<(StreamKey, &[Arc<Entry>])> =
        entries.iter().map(|(key, entries)| (*key, &entries[..])).collect();
    store::insert(tx, &rows).await?;
    Ok(Written { entries, refused })
}

fn answer(batch: Vec<Append>, outcome: Result<HashSet<usize>>) {
    match outcome {
        Ok(refused) => {
            for (place, append) in batch.into_iter().enumerate() {
                let answer = if refused.contains(&place) { Err(Error::LeaseLost) } else { Ok(()) };
                // Whoever no longer waits has its own reason to stop.
                drop(append.done.send(answer));
            }
        }
        Err(error) => {
            tracing::error!(?error, "events could not be stored");
            for append in batch {
                drop(append.done.send(Err(Error::internal("store events", "the group commit failed"))));
            }
        }
    }
}
