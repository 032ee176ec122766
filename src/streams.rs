//! The durable, cursored event log, and the hub that wakes its readers.
//!
//! A stream is a numbered sequence of events about one subject. Numbers are taken in the
//! transaction that stores the event, so a reader that passes back the last number it saw gets
//! every later event once and in order. Readers subscribe to the hub, then read the backlog, then
//! follow; losing the hub costs latency, never data. What is never stored goes beside it, in
//! [`Frames`]. This module does not know what events mean.

use std::sync::{Arc, Weak};
use std::time::Duration;

use futures::Stream;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use crate::clock::{Clock, Timestamp};
use crate::db::{Db, Sql as _, Tx};
use crate::error::{Context as _, Error, Result};
use crate::ids::UserId;

mod crowd;
mod cursor;
mod frames;
mod hub;
mod reader;
mod store;
mod writer;

pub use crowd::Crowd;
pub use cursor::Cursors;
pub use frames::{Follower, Frames};
pub use hub::{Channel, Hub};
pub use writer::Append;

/// Events read at once from the database.
const PAGE: u64 = 500;
/// How late an event of another process may be noticed.
const POLL: Duration = Duration::from_millis(500);

/// What a stream is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(i16)]
pub enum StreamKind {
    /// One turn, from its first event to its last.
    Generation = 1,
    /// All that happens in a project, its preview included.
    Project = 2,
    /// One deployment, from its first event to its last.
    Deployment = 3,
    /// The edits of a wireframe. Its domain trims it.
    Wireframe = 4,
}

impl StreamKind {
    /// The kind that is stored as this number.
    fn from_number(number: i16) -> Option<Self> {
        [Self::Generation, Self::Project, Self::Deployment, Self::Wireframe]
            .into_iter()
            .find(|kind| *kind as i16 == number)
    }
}

/// Names a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamKey {
    /// What it is about.
    pub kind: StreamKind,
    /// Which one.
    pub subject: Uuid,
}

/// What a domain stores in its streams.
pub trait Payload: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The kind of stream that holds it.
    const KIND: StreamKind;

    /// Whether nothing follows it in its stream.
    fn is_terminal(&self) -> bool {
        false
    }
}

/// A stored event.
#[derive(Debug)]
pub struct Entry {
    /// Its number in the stream, from 1.
    pub seq: u64,
    /// When it was stored.
    pub occurred_at: Timestamp,
    /// Who caused it.
    pub actor: Option<UserId>,
    /// Whether it is the stream's last.
    pub terminal: bool,
    payload: Box<str>,
}

impl Entry {
    /// What happened.
    pub fn event<P: Payload>(&self) -> Result<P> {
        serde_json::from_str(&self.payload).context("read a stored event")
    }
}

/// An event on its way into a stream.
#[derive(Debug)]
pub struct NewEvent {
    actor: Option<UserId>,
    terminal: bool,
    payload: Box<str>,
}

impl NewEvent {
    /// Prepares an event that `actor` caused.
    pub fn new<P: Payload>(actor: Option<UserId>, event: &P) -> Result<Self> {
        let payload = serde_json::to_string(event).context("write an event")?.into_boxed_str();
        Ok(Self { actor, terminal: event.is_terminal(), payload })
    }
}

/// Where a reader begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// With the first event that is kept.
    Beginning,
    /// With whatever comes next.
    Now,
    /// After the event of this number.
    After(u64),
}

/// Reads and writes streams; cheap to clone.
#[derive(Clone)]
pub struct Streams {
    db: Db,
    hub: Arc<Hub>,
    clock: Arc<dyn Clock>,
    appends: mpsc::Sender<Append>,
    /// Writes and reads the positions that clients hold.
    pub cursors: Cursors,
}

impl Streams {
    /// Starts the writer that commits the batches of all streams together. `instance` is a random
    /// number, by which a fresh database's cursors are told from another's.
    pub async fn start(db: Db, clock: Arc<dyn Clock>, instance: u32) -> Result<Self> {
        let hub = Arc::new(Hub::default());
        let cursors = Cursors::new(store::instance(&db, instance).await?);
        let (appends, queue) = mpsc::channel(4096);
        tokio::spawn(writer::run(db.clone(), Arc::clone(&hub), Arc::clone(&clock), queue));
        if !db.is_embedded() {
            tokio::spawn(poll(db.clone(), Arc::downgrade(&hub)));
        }
        Ok(Self { db, hub, clock, appends, cursors })
    }

    /// Appends events in a transaction of the caller's; they are published when it commits.
    pub async fn append(&self, tx: &Tx, key: StreamKey, events: Vec<NewEvent>) -> Result<u64> {
        let Some(count) = std::num::NonZeroUsize::new(events.len()) else {
            return self.head_in(tx, key).await;
        };
        let now = self.clock.now();
        let ended = events.iter().any(|event| event.terminal).then_some(now);
        let (head, entries) = if tx.is_postgres() && events.len() <= store::ROWS_AT_ONCE {
            let head = store::append(tx, key, &events, now, ended).await?;
            (head, store::number(events.iter(), head, now))
        } else {
            let head = store::advance(tx, key, count.get() as u64, ended).await?;
            let entries = store::number(events.iter(), head, now);
            store::insert(tx, &[(key, entries.as_slice())]).await?;
            (head, entries)
        };
        let hub = Arc::clone(&self.hub);
        tx.after_commit(move || hub.publish(key, entries));
        Ok(head)
    }

    /// Appends events of a leased worker in the next group commit; done when they are durable.
    pub async fn append_leased(
        &self,
        lease: crate::jobs::Lease,
        key: StreamKey,
        events: Vec<NewEvent>,
    ) -> Result<()> {
        self.append_grouped(Append::new(Some(lease), key, events, Vec::new())).await.map(drop)
    }

    /// Appends events of a domain that keeps their order itself in the next group commit; done when they
    /// are durable, with the last one's number. The stream must exist. With `client_keys` those who asked
    /// for it can find out later that it was done.
    pub async fn append_ordered(
        &self,
        key: StreamKey,
        events: Vec<NewEvent>,
        client_keys: Vec<String>,
    ) -> Result<u64> {
        self.append_grouped(Append::new(None, key, events, client_keys)).await
    }

    async fn append_grouped(&self, (append, done): (Append, oneshot::Receiver<Result<u64>>)) -> Result<u64> {
        self.appends.send(append).await.context("reach the event writer")?;
        done.await.context("wait for the event writer")?
    }

    /// Whether something was appended under this key of a client's.
    pub async fn knows_key(&self, key: StreamKey, client_key: &str) -> Result<bool> {
        store::knows_key(self.db.read(), key, client_key).await
    }

    /// The events after one, oldest first, a bounded number at a time.
    pub async fn read(&self, key: StreamKey, after: u64) -> Result<Vec<Arc<Entry>>> {
        store::read(self.db.read(), key, after, PAGE).await
    }

    /// Forgets the events up to one, because what they say is kept elsewhere.
    pub async fn trim(&self, tx: &Tx, key: StreamKey, up_to: u64) -> Result<()> {
        store::trim(tx, key, up_to).await
    }

    /// The number of the last event; 0 where there is none.
    pub async fn head(&self, key: StreamKey) -> Result<u64> {
        Ok(store::find(self.db.read(), key).await?.map_or(0, |stream| stream.head as u64))
    }

    async fn head_in(&self, tx: &Tx, key: StreamKey) -> Result<u64> {
        Ok(store::find(tx, key).await?.map_or(0, |stream| stream.head as u64))
    }

    /// Keeps the recent events of a stream in memory for as long as the channel is held.
    pub fn keep_tail(&self, key: StreamKey) -> Arc<Channel> {
        self.hub.channel(key)
    }

    /// Follows a stream until its terminal event, for ever where it has none.
    pub async fn follow(
        &self,
        key: StreamKey,
        start: Start,
    ) -> Result<impl Stream<Item = Result<Arc<Entry>>> + Send + use<>> {
        reader::follow(self.db.clone(), self.hub.channel(key), key, start).await
    }

    /// Forgets a stream, because its subject is gone.
    pub async fn delete(&self, tx: &Tx, key: StreamKey) -> Result<()> {
        let hub = Arc::clone(&self.hub);
        tx.after_commit(move || hub.forget(key));
        store::delete(tx, key).await
    }

    /// Compacts streams: those that ended before `before` keep their last event, those that never
    /// end keep what is younger.
    pub async fn compact(&self, before: Timestamp) -> Result<()> {
        let mut last = None;
        // A few streams at a time, so that nobody waits long for the database.
        loop {
            let due = store::due(self.db.read(), before, last).await?;
            let Some(&key) = due.last() else { break };
            last = Some(key);
            let due = &due;
            self.db.transact(|tx| async move { store::compact(&tx, due, before).await }).await?;
        }
        self.db.transact(|tx| async move { store::forget_keys(&tx, before).await }).await
    }
}

impl std::fmt::Debug for Streams {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Streams").finish_non_exhaustive()
    }
}

/// Looks for events of other processes that share the database, in all streams that are followed
/// here, until nobody uses the streams any more.
async fn poll(db: Db, hub: Weak<Hub>) {
    loop {
        tokio::time::sleep(POLL).await;
        let Some(hub) = hub.upgrade() else { return };
        match store::heads(db.read(), &hub.followed()).await {
            Ok(heads) => heads.into_iter().for_each(|(key, head)| hub.announce(key, head)),
            Err(error) => tracing::warn!(?error, "events of other servers come late"),
        }
    }
}

/// A stream that has ended takes no more events.
fn ended() -> Error {
    Error::LeaseLost
}
