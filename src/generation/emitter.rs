//! Sends a turn's events: at once when nothing was sent lately, batched while the model is quick.

use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use super::GenerationEvent;
use crate::error::{Error, Result};
use crate::jobs::Lease;
use crate::streams::{NewEvent, StreamKey, Streams};

/// The least time between two batches of a stream.
const INTERVAL: Duration = Duration::from_millis(25);
const QUEUE: usize = 1024;

enum Item {
    Event(GenerationEvent),
    /// Answer when all before is durable.
    Flush(oneshot::Sender<()>),
}

/// Where a turn puts its events.
pub(super) struct Emitter {
    queue: mpsc::Sender<Item>,
    writer: tokio::task::JoinHandle<Result<()>>,
}

impl Emitter {
    pub(super) fn start(streams: Streams, lease: Lease, key: StreamKey) -> Self {
        let (queue, items) = mpsc::channel(QUEUE);
        let writer = tokio::spawn(write(streams, lease, key, items));
        Self { queue, writer }
    }

    /// Sends an event some time soon. Fails once an earlier one could not be stored.
    pub(super) async fn send(&mut self, event: GenerationEvent) -> Result<()> {
        if self.queue.send(Item::Event(event)).await.is_err() {
            return self.failure().await;
        }
        Ok(())
    }

    /// Waits until all that was sent is durable.
    pub(super) async fn flush(&mut self) -> Result<()> {
        let (done, flushed) = oneshot::channel();
        if self.queue.send(Item::Flush(done)).await.is_err() || flushed.await.is_err() {
            return self.failure().await;
        }
        Ok(())
    }

    /// Why the writer has ended.
    async fn failure(&mut self) -> Result<()> {
        match (&mut self.writer).await {
            Ok(Err(error)) => Err(error),
            Ok(Ok(())) => Err(Error::LeaseLost),
            Err(panic) => Err(Error::internal("write a turn's events", panic)),
        }
    }
}

async fn write(
    streams: Streams,
    lease: Lease,
    key: StreamKey,
    mut items: mpsc::Receiver<Item>,
) -> Result<()> {
    let _tail = streams.keep_tail(key);
    let mut next = Instant::now();
    let mut open = true;
    while open {
        let Some(first) = items.recv().await else { break };
        let mut batch = Batch::default();
        batch.add(first);
        while open && !batch.urgent() {
            match tokio::time::timeout_at(next, items.recv()).await {
                Ok(Some(item)) => batch.add(item),
                Ok(None) => open = false,
                Err(_elapsed) => break,
            }
        }
        while let Ok(item) = items.try_recv() {
            batch.add(item);
        }
        batch.store(&streams, lease, key).await?;
        next = Instant::now() + INTERVAL;
    }
    Ok(())
}

#[derive(Default)]
struct Batch {
    events: Vec<GenerationEvent>,
    waiting: Vec<oneshot::Sender<()>>,
}

impl Batch {
    fn urgent(&self) -> bool {
        !self.waiting.is_empty()
    }

    fn add(&mut self, item: Item) {
        match item {
            Item::Flush(done) => self.waiting.push(done),
            Item::Event(event) => {
                let event = match self.events.last_mut() {
                    Some(last) => join(last, event),
                    None => Some(event),
                };
                self.events.extend(event);
            }
        }
    }

    async fn store(self, streams: &Streams, lease: Lease, key: StreamKey) -> Result<()> {
        if !self.events.is_empty() {
            let events =
                self.events.iter().map(|event| NewEvent::new(None, event)).collect::<Result<Vec<_>>>()?;
            streams.append_leased(lease, key, events).await.map_err(|error| match error {
                Error::Internal(_) => Error::internal("store a turn's events", format!("{error:?}")),
                error => error,
            })?;
        }
        for done in self.waiting {
            // Whoever no longer waits needs no answer.
            let _gone = done.send(());
        }
        Ok(())
    }
}

/// Adds a delta to the one before it, where both continue the same text; gives it back otherwise.
fn join(last: &mut GenerationEvent, event: GenerationEvent) -> Option<GenerationEvent> {
    use GenerationEvent::{FileDelta, TextDelta};
    match (last, event) {
        (TextDelta { step, text }, TextDelta { step: later, text: more }) if *step == later => {
            text.push_str(&more);
            None
        }
        (FileDelta { step, path, text }, FileDelta { step: later, path: same, text: more })
            if *step == later && *path == same =>
        {
            text.push_str(&more);
            None
        }
        (_, event) => Some(event),
    }
}

impl Drop for Emitter {
    fn drop(&mut self) {
        // What was not flushed belongs to a step that will be announced anew.
        self.writer.abort();
    }
}
