//! One wireframe's document, who works on it, and what waits to be committed.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tokio_util::sync::{CancellationToken, DropGuard};
use yrs::StateVector;

use super::batch::{self, Appended, Waiting};
use super::inbox::Inbox;
use super::kept::Kept;
use super::keys::Keys;
use super::log;
use super::place::Place;
use super::roster::Roster;
use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::ids::{ProjectId, UserId, WireframeId};
use crate::streams::Crowd;
use crate::wireframes::document::{Document, Edit, Refusal};
use crate::wireframes::element::Element;
use crate::wireframes::{self, Wireframe, stream};

mod following;

/// How often a project's followers hear that a wireframe is being edited.
const ANNOUNCED_EVERY: Duration = Duration::from_secs(10);

/// A wireframe that somebody works on.
pub struct Room {
    /// Which.
    pub wireframe: WireframeId,
    /// What it belongs to.
    pub project: ProjectId,
    /// What its sockets are told of each other's people.
    pub(super) roster: Arc<Roster>,
    inner: Mutex<Inner>,
    /// How many edits are durable, in the order in which they were made; none once the room is closed.
    durable: watch::Sender<Option<u64>>,
    /// Cancelled with the room.
    gone: CancellationToken,
    _gone: DropGuard,
}

struct Inner {
    document: Kept,
    sockets: HashMap<u64, Arc<Inbox>>,
    last_socket: u64,
    /// Edits that the next commit takes, in their order.
    waiting: Vec<Waiting>,
    is_committing: bool,
    /// Edits that were made since the room was opened.
    edits: u64,
    /// The last event that is in the document.
    seq: u64,
    /// The last event that was heard of, where others write to the same log.
    followed: Option<u64>,
    /// Events and bytes on top of the kept state.
    uncompacted: (usize, usize),
    is_compacting: bool,
    keys: Keys,
    /// When the project's followers heard of an edit.
    announced_at: Timestamp,
    /// When the sockets are woken.
    crowd: Crowd,
    last_used: Instant,
}

impl Room {
    pub(super) fn new(
        wireframe: &Wireframe,
        document: Document,
        seq: u64,
        uncompacted: (usize, usize),
    ) -> Arc<Self> {
        let inner = Inner {
            document: Kept::new(document),
            sockets: HashMap::new(),
            last_socket: 0,
            waiting: Vec::new(),
            is_committing: false,
            edits: 0,
            seq,
            followed: None,
            uncompacted,
            is_compacting: false,
            keys: Keys::default(),
            announced_at: Timestamp(0),
            crowd: Crowd::default(),
            last_used: Instant::now(),
        };
        let durable = watch::Sender::new(Some(0));
        let gone = CancellationToken::new();
        Arc::new(Self {
            wireframe: wireframe.id,
            project: wireframe.project,
            roster: Arc::new(Roster::new(wireframe.id)),
            inner: Mutex::new(inner),
            durable,
            _gone: gone.clone().drop_guard(),
            gone,
        })
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn is_closed(&self) -> bool {
        self.durable.borrow().is_none()
    }

    /// Whether nobody has done anything here for so long.
    pub(super) fn is_idle(&self, long: Duration) -> bool {
        let inner = self.lock();
        !inner.is_committing && !inner.is_compacting && inner.last_used.elapsed() > long
    }

    /// Whether the document has exactly what is durable, and no less than the log up to an event.
    pub(in crate::wireframes) fn has_exactly(&self, head: u64) -> bool {
        let inner = self.lock();
        !inner.is_committing && inner.followed.is_none_or(|followed| followed >= head)
    }

    /// Ends everything: the sockets come again, and find the wireframe as the log has it.
    pub(super) fn close(&self) {
        self.durable.send_replace(None);
        for inbox in self.lock().sockets.values() {
            inbox.end();
        }
    }

    /// The elements as they are, edits included that are about to be durable.
    pub fn elements(&self) -> Result<Vec<Element>> {
        let mut inner = self.lock();
        inner.last_used = Instant::now();
        let elements = inner.document.get().map(|document| document.elements());
        drop(inner);
        elements.map_err(|refusal| self.lost(&refusal))
    }

    /// Puts the document away where nobody has done anything here for so long. Answers whether it is away.
    pub(super) fn rest(&self, long: Duration) -> bool {
        let mut inner = self.lock();
        if !inner.is_committing && inner.last_used.elapsed() >= long {
            inner.document.put_away();
        }
        inner.document.is_away()
    }

    /// Gives up a document that cannot be read again: whoever comes next finds it as the log has it.
    fn lost(&self, refusal: &Refusal) -> Error {
        self.close();
        Error::internal("read a wireframe again", format!("{} is refused: {refusal:?}", self.wireframe))
    }

    /// Lets a socket in.
    pub fn join(self: &Arc<Self>) -> Place {
        let mut inner = self.lock();
        inner.last_socket += 1;
        let (socket, inbox) = (inner.last_socket, Arc::<Inbox>::default());
        inner.sockets.insert(socket, Arc::clone(&inbox));
        drop(inner);
        if self.is_closed() {
            inbox.end();
        }
        Place::new(Arc::clone(self), socket, inbox)
    }

    pub(super) fn leave(&self, socket: u64) {
        let mut inner = self.lock();
        inner.sockets.remove(&socket);
        inner.last_used = Instant::now();
    }

    /// What the document has seen.
    pub(super) fn seen(&self) -> StateVector {
        self.lock().document.seen()
    }

    /// What there is, and what somebody lacks of it who has seen so much, once all of it is durable.
    pub(super) async fn difference(&self, seen: &StateVector) -> Result<(StateVector, Vec<u8>)> {
        let (there, missing, edits) = {
            let mut inner = self.lock();
            (inner.document.seen(), inner.document.missing(seen), inner.edits)
        };
        let missing = missing.map_err(|refusal| self.lost(&refusal))?;
        self.until_durable(edits).await?;
        Ok((there, missing))
    }

    /// Takes an update; where it is durable, the socket `from` is told how many of its updates are.
    pub(super) fn take(
        self: &Arc<Self>,
        app: &App,
        actor: UserId,
        update: &[u8],
        from: Option<(u64, u64)>,
    ) -> Result<(), Refusal> {
        let mut inner = self.lock();
        let taken = inner.document.get().and_then(|document| document.apply_update(update));
        if taken == Err(Refusal::Broken) {
            drop(inner);
            tracing::warn!(wireframe = %self.wireframe, "the document failed on an update");
            self.close();
            return Err(Refusal::Broken);
        }
        inner.push(Waiting { actor: Some(actor), change: taken?, from, client_key: None });
        self.wake(app, &mut inner);
        Ok(())
    }

    /// Makes an edit that `plan` decides on with the document before it, and waits until it is durable.
    /// Where an edit with the same key was made, nothing is done. Answers what takes the edit back.
    pub async fn edit<E>(
        self: &Arc<Self>,
        app: &App,
        actor: Option<UserId>,
        client_key: Option<String>,
        plan: impl FnOnce(&Document) -> Result<Vec<Edit>, E>,
    ) -> Result<Result<Vec<Edit>, E>> {
        if let Some(key) = &client_key
            && app.streams.knows_key(stream(self.wireframe), key).await?
        {
            return Ok(Ok(Vec::new()));
        }
        let (edit, back) = {
            let mut inner = self.lock();
            let made = client_key.as_ref().and_then(|key| inner.keys.made.get(key).copied());
            if let Some(edit) = made {
                (edit, Vec::new())
            } else {
                let document = match inner.document.get() {
                    Ok(document) => document,
                    Err(refusal) => {
                        drop(inner);
                        return Err(self.lost(&refusal));
                    }
                };
                let edits = match plan(document) {
                    Ok(edits) => edits,
                    Err(error) => return Ok(Err(error)),
                };
                let (change, back) = document.edit(&edits);
                let edit = inner.push(Waiting { actor, change, from: None, client_key });
                self.wake(app, &mut inner);
                (edit, back)
            }
        };
        self.until_durable(edit).await?;
        Ok(Ok(back))
    }

    async fn until_durable(&self, edit: u64) -> Result<()> {
        let mut durable = self.durable.subscribe();
        let reached = durable.wait_for(|durable| durable.is_none_or(|durable| durable >= edit)).await;
        match reached.as_deref() {
            Ok(Some(_)) => Ok(()),
            _ => Err(Error::Unavailable(
                "The edit could not be stored, or the wireframe was deleted: read it again, and try again."
                    .into(),
            )),
        }
    }

    /// Sees to it that what waits is committed.
    fn wake(self: &Arc<Self>, app: &App, inner: &mut Inner) {
        inner.last_used = Instant::now();
        if !inner.is_committing {
            inner.is_committing = true;
            tokio::spawn(Arc::clone(self).commit(app.clone()));
        }
    }

    /// Commits what waits, batch after batch, until nothing does.
    async fn commit(self: Arc<Self>, app: App) {
        loop {
            let (batch, edits) = {
                let mut inner = self.lock();
                if inner.waiting.is_empty() {
                    inner.is_committing = false;
                    self.compact_if_due(&app, &mut inner);
                    return;
                }
                (std::mem::take(&mut inner.waiting), inner.edits)
            };
            self.announce(&app);
            let committed = batch::append(&app, self.wireframe, &batch).await;
            let Ok(appended) = committed.inspect_err(|error| {
                tracing::error!(?error, wireframe = %self.wireframe, "edits could not be stored");
            }) else {
                self.close();
                return;
            };
            self.tell(batch, appended);
            self.durable.send_if_modified(|durable| {
                durable.as_mut().is_some_and(|durable| {
                    *durable = edits;
                    true
                })
            });
        }
    }

    /// Tells the project's followers that somebody draws here, now and then. It is committed together with
    /// whatever else is, and nobody waits for it.
    fn announce(&self, app: &App) {
        {
            let mut inner = self.lock();
            if app.now().since(inner.announced_at) < ANNOUNCED_EVERY {
                return;
            }
            inner.announced_at = app.now();
        }
        let (app, project, wireframe) = (app.clone(), self.project, self.wireframe);
        tokio::spawn(async move {
            if let Err(error) = wireframes::announce_edit(&app, project, wireframe).await {
                tracing::warn!(?error, "a project's followers did not hear of an edit");
            }
        });
    }

    /// Tells the sockets what has become durable.
    fn tell(self: &Arc<Self>, batch: Vec<Waiting>, appended: Option<Appended>) {
        let mut inner = self.lock();
        if let Some(Appended { seq, count, bytes, updates }) = appended {
            inner.seq = seq;
            inner.uncompacted.0 += count;
            inner.uncompacted.1 += bytes;
            // Whoever has sent all of it knows it.
            let sources: HashSet<Option<u64>> =
                batch.iter().map(|edit| edit.from.map(|(socket, _)| socket)).collect();
            let repaired = batch.iter().any(|edit| edit.change.is_repaired);
            let only =
                if sources.len() == 1 && !repaired { sources.into_iter().next().flatten() } else { None };
            for (_, inbox) in inner.sockets.iter().filter(|(socket, _)| Some(**socket) != only) {
                for update in &updates {
                    inbox.push(update);
                }
            }
            self.ring(&mut inner);
        }
        for edit in batch {
            if let Some((socket, received)) = edit.from
                && let Some(inbox) = inner.sockets.get(&socket)
            {
                inbox.acknowledge(received);
            }
            if let Some(key) = edit.client_key {
                inner.keys.settle(key);
            }
        }
    }

    /// Wakes the sockets, or sees to it that they are woken together with what comes until then.
    fn ring(self: &Arc<Self>, inner: &mut Inner) {
        match inner.crowd.wake(inner.sockets.len(), Instant::now()) {
            None => {}
            Some(Duration::ZERO) => inner.ring(),
            Some(pause) => {
                let room = Arc::clone(self);
                tokio::spawn(async move {
                    tokio::time::sleep(pause).await;
                    room.lock().ring();
                });
            }
        }
    }

    /// Begins to write down what the log has come to, where it has grown long.
    fn compact_if_due(self: &Arc<Self>, app: &App, inner: &mut Inner) {
        let (events, bytes) = inner.uncompacted;
        if inner.is_compacting || (events < log::MOST_EVENTS && bytes < log::MOST_BYTES) {
            return;
        }
        inner.is_compacting = true;
        let (room, app, seq) = (Arc::clone(self), app.clone(), inner.seq);
        tokio::spawn(async move {
            let compacted = log::compact(&app, room.wireframe, seq).await;
            if let Err(error) = &compacted {
                tracing::error!(?error, wireframe = %room.wireframe, "a wireframe's log stays as long as it is");
            }
            let mut inner = room.lock();
            inner.is_compacting = false;
            // Where it failed, it is tried again after as much again.
            inner.uncompacted =
                (inner.uncompacted.0.saturating_sub(events), inner.uncompacted.1.saturating_sub(bytes));
        });
    }

    /// Repairs what the log has left to repair.
    pub(super) fn mend(self: &Arc<Self>, app: &App) {
        let mut inner = self.lock();
        if let Some(change) = inner.document.get().ok().and_then(Document::mend) {
            inner.push(Waiting { actor: None, change, from: None, client_key: None });
            self.wake(app, &mut inner);
        }
    }
}

impl Inner {
    fn ring(&mut self) {
        self.crowd.woken(Instant::now());
        self.sockets.values().for_each(|inbox| inbox.ring());
    }

    /// Adds an edit to what waits, and answers which it is.
    fn push(&mut self, edit: Waiting) -> u64 {
        self.edits += 1;
        if let Some(key) = &edit.client_key {
            self.keys.made.insert(key.clone(), self.edits);
        }
        self.waiting.push(edit);
        self.edits
    }
}
