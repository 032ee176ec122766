//! Follows a stream: the backlog from the database, the rest as it is published.

use std::collections::VecDeque;
use std::sync::Arc;

use futures::{Stream, stream};
use tokio::sync::watch;

use super::{Channel, Entry, PAGE, Start, StreamKey, store};
use crate::db::Db;
use crate::error::{Error, Result};

struct Reader {
    db: Db,
    key: StreamKey,
    channel: Arc<Channel>,
    heads: watch::Receiver<u64>,
    /// The number of the last event that was handed out.
    position: u64,
    ready: VecDeque<Arc<Entry>>,
    /// Set when the backlog must be read even though nothing was published since.
    unread: bool,
    done: bool,
}

/// Begins to follow; fails at once where the start is no longer kept.
pub(super) async fn follow(
    db: Db,
    channel: Arc<Channel>,
    key: StreamKey,
    start: Start,
) -> Result<impl Stream<Item = Result<Arc<Entry>>> + Send + use<>> {
    // Before the backlog is looked at, so that nothing falls between the two.
    let heads = channel.heads();
    let stream = store::find(db.read(), key).await?;
    let (head, floor) = stream.as_ref().map_or((0, 0), |stream| (stream.head as u64, stream.floor as u64));
    let position = match start {
        Start::Beginning => floor,
        Start::Now => head,
        Start::After(seq) if seq < floor || seq > head => return Err(Error::CursorExpired),
        Start::After(seq) => seq,
    };
    let done = position >= head && stream.is_some_and(|stream| stream.ended_at.is_some());
    let unread = position < head;
    let reader = Reader { db, key, channel, heads, position, ready: VecDeque::new(), unread, done };
    Ok(stream::unfold(reader, |mut reader| async move {
        let item = reader.next().await?;
        reader.done |= item.is_err();
        Some((item, reader))
    }))
}

impl Reader {
    async fn next(&mut self) -> Option<Result<Arc<Entry>>> {
        loop {
            if let Some(entry) = self.ready.pop_front() {
                self.position = entry.seq;
                self.done = entry.terminal;
                return Some(Ok(entry));
            }
            if self.done {
                return None;
            }
            if let Err(error) = self.fill().await {
                return Some(Err(error));
            }
        }
    }

    /// Waits until there is something after the position, and makes it ready.
    async fn fill(&mut self) -> Result<()> {
        let published = *self.heads.borrow_and_update();
        if published <= self.position && !self.unread {
            // The channel is ours, so its sender lives as long as we wait.
            let _closed = self.heads.changed().await;
            return Ok(());
        }
        if let Some(entries) = self.channel.after(self.position).filter(|entries| !entries.is_empty()) {
            self.ready.extend(entries);
        } else {
            // Boxed, as it takes much room, and readers hardly ever fall behind the tail.
            let page = Box::pin(store::read(self.db.read(), self.key, self.position, PAGE)).await?;
            self.unread = page.len() as u64 == PAGE;
            self.ready.extend(page);
        }
        Ok(())
    }
}
