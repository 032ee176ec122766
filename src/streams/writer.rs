//! Group commit: one transaction for what all turns, builds and wireframes append at about the same time.
//!
//! While a commit is under way the next batch gathers, so a busy server makes larger batches
//! instead of more transactions.

use std::collections::{BTreeMap, HashMap, HashSet};
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
    /// What gives the right to append; none where the domain itself keeps the order.
    lease: Option<Lease>,
    key: StreamKey,
    events: Vec<NewEvent>,
    /// Keys under which clients know what they asked for.
    client_keys: Vec<String>,
    done: oneshot::Sender<Result<u64>>,
}

impl Append {
    pub(super) fn new(
        lease: Option<Lease>,
        key: StreamKey,
        events: Vec<NewEvent>,
        client_keys: Vec<String>,
    ) -> (Self, oneshot::Receiver<Result<u64>>) {
        let (done, outcome) = oneshot::channel();
        (Self { lease, key, events, client_keys, done }, outcome)
    }
}

pub(super) async fn run(db: Db, hub: Arc<Hub>, clock: Arc<dyn Clock>, mut queue: mpsc::Receiver<Append>) {
    let mut batch = Vec::new();
    while queue.recv_many(&mut batch, MAX_BATCH).await > 0 {
        let now = clock.now();
        let (appends, hub) = (&batch, &hub);
        let outcome = db
            .transact(|tx| async move {
                let held = jobs::held(&tx, appends.iter().filter_map(|append| append.lease)).await?;
                let written = write(&tx, appends, &held, now).await?;
                let hub = Arc::clone(hub);
                let last = written.last;
                tx.after_commit(move || {
                    for (key, entries) in written.entries {
                        hub.publish(key, entries);
                    }
                });
                Ok(last)
            })
            .await;
        answer(std::mem::take(&mut batch), outcome);
    }
}

struct Written {
    entries: Vec<(StreamKey, Vec<Arc<Entry>>)>,
    /// The number of each append's last event, by its place in the batch; none where it wrote nothing,
    /// because its lease or its stream was over.
    last: HashMap<usize, u64>,
}

async fn write(
    tx: &Tx,
    batch: &[Append],
    held: &HashSet<Lease>,
    now: crate::clock::Timestamp,
) -> Result<Written> {
    let mut by_stream: BTreeMap<StreamKey, Vec<usize>> = BTreeMap::new();
    for (place, append) in batch.iter().enumerate() {
        if append.lease.is_none_or(|lease| held.contains(&lease)) {
            by_stream.entry(append.key).or_default().push(place);
        }
    }
    let count = |places: &Vec<usize>| places.iter().map(|&place| batch[place].events.len() as u64).sum();
    let wanted: Vec<(StreamKey, u64)> = by_stream.iter().map(|(key, places)| (*key, count(places))).collect();
    let heads = store::advance_many(tx, &wanted).await?;
    let mut entries = Vec::with_capacity(heads.len());
    let (mut last, mut client_keys) = (HashMap::with_capacity(batch.len()), Vec::new());
    for (key, places) in by_stream {
        let Some(&head) = heads.get(&key) else { continue };
        let mut seq = head - count(&places);
        for &place in &places {
            seq += batch[place].events.len() as u64;
            last.insert(place, seq);
            client_keys.extend(batch[place].client_keys.iter().map(|client_key| (key, client_key.as_str())));
        }
        let events = places.iter().flat_map(|&place| batch[place].events.iter());
        entries.push((key, store::number(events, head, now)));
    }
    let rows: Vec<(StreamKey, &[Arc<Entry>])> =
        entries.iter().map(|(key, entries)| (*key, &entries[..])).collect();
    store::insert(tx, &rows).await?;
    store::note_keys(tx, &client_keys, now).await?;
    Ok(Written { entries, last })
}

fn answer(batch: Vec<Append>, outcome: Result<HashMap<usize, u64>>) {
    match outcome {
        Ok(last) => {
            for (place, append) in batch.into_iter().enumerate() {
                let answer = last.get(&place).copied().ok_or(Error::LeaseLost);
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
