//! What waits to be written to a socket: bounded, and fair to all operations of the socket.
//!
//! Every operation has a lane of its own. The writer takes a frame from one lane after the other, so
//! that a hot stream does not keep the others waiting. A lane that finds no room waits, and whoever
//! asked first gets room first; so nothing is dropped, and a reader that does not read stops what
//! it reads.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::ws::Utf8Bytes;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// Bytes that may wait for a socket; a single frame may be larger.
const BYTES: usize = 256 * 1024;
/// Frames that may wait for a socket.
const FRAMES: usize = 512;

/// Whose frames they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Lane(pub(super) u64);

/// The frames that wait for one socket.
#[derive(Clone)]
pub(super) struct Outbox(Arc<Inner>);

struct Inner {
    bytes: Arc<Semaphore>,
    frames: Arc<Semaphore>,
    waiting: Mutex<Waiting>,
    /// Rung when a frame came or the outbox was closed.
    bell: Notify,
}

#[derive(Default)]
struct Waiting {
    lanes: HashMap<Lane, VecDeque<Frame>>,
    /// The lanes that have frames, the next one first.
    turns: VecDeque<Lane>,
}

struct Frame {
    text: Utf8Bytes,
    _room: (OwnedSemaphorePermit, OwnedSemaphorePermit),
}

/// The socket is closed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Closed;

impl Outbox {
    pub(super) fn new() -> Self {
        Self(Arc::new(Inner {
            bytes: Arc::new(Semaphore::new(BYTES)),
            frames: Arc::new(Semaphore::new(FRAMES)),
            waiting: Mutex::default(),
            bell: Notify::new(),
        }))
    }

    /// Puts a frame behind the lane's others as soon as there is room.
    pub(super) async fn push(&self, lane: Lane, text: impl Into<Utf8Bytes>) -> Result<(), Closed> {
        let text = text.into();
        let size = text.len().clamp(1, BYTES) as u32;
        let frame = Arc::clone(&self.0.frames).acquire_owned().await.map_err(|_closed| Closed)?;
        let bytes = Arc::clone(&self.0.bytes).acquire_many_owned(size).await.map_err(|_closed| Closed)?;
        let mut waiting = self.waiting();
        let frames = waiting.lanes.entry(lane).or_default();
        frames.push_back(Frame { text, _room: (frame, bytes) });
        if frames.len() == 1 {
            waiting.turns.push_back(lane);
        }
        drop(waiting);
        self.0.bell.notify_one();
        Ok(())
    }

    /// Forgets what waits in a lane, because nobody wants it any more.
    pub(super) fn clear(&self, lane: Lane) {
        let mut waiting = self.waiting();
        waiting.lanes.remove(&lane);
        waiting.turns.retain(|turn| *turn != lane);
    }

    /// The frames that are written next, a lane's after another's, up to about `bytes` together.
    /// Waits for the first.
    pub(super) async fn take(&self, bytes: usize) -> Vec<Utf8Bytes> {
        loop {
            let taken = self.take_ready(bytes);
            if !taken.is_empty() {
                return taken;
            }
            self.0.bell.notified().await;
        }
    }

    fn take_ready(&self, bytes: usize) -> Vec<Utf8Bytes> {
        let mut waiting = self.waiting();
        let mut taken = Vec::new();
        let mut size = 0;
        while size < bytes {
            let Some(lane) = waiting.turns.pop_front() else { break };
            let Some(frames) = waiting.lanes.get_mut(&lane) else { continue };
            let Some(frame) = frames.pop_front() else { continue };
            if frames.is_empty() {
                waiting.lanes.remove(&lane);
            } else {
                waiting.turns.push_back(lane);
            }
            size += frame.text.len();
            taken.push(frame.text);
        }
        taken
    }

    /// Lets nobody wait for room any more.
    pub(super) fn close(&self) {
        self.0.frames.close();
        self.0.bytes.close();
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;

    use super::*;

    fn texts(frames: Vec<Utf8Bytes>) -> Vec<String> {
        frames.into_iter().map(|frame| frame.to_string()).collect()
    }

    #[tokio::test]
    async fn lanes_take_turns() {
        let outbox = Outbox::new();
        for number in 0..4 {
            outbox.push(Lane(1), format!("hot {number}")).await.unwrap();
        }
        outbox.push(Lane(2), "b").await.unwrap();
        outbox.push(Lane(3), "c").await.unwrap();
        assert_eq!(texts(outbox.take(usize::MAX).await), ["hot 0", "b", "c", "hot 1", "hot 2", "hot 3"]);
        assert!(outbox.take(1).now_or_never().is_none());
    }

    #[tokio::test]
    async fn it_is_full_until_something_is_taken() {
        let outbox = Outbox::new();
        for _ in 0..FRAMES {
            outbox.push(Lane(1), "x").await.unwrap();
        }
        let mut late = Box::pin(outbox.push(Lane(2), "late"));
        assert!(late.as_mut().now_or_never().is_none());
        assert_eq!(outbox.take(1).await.len(), 1);
        late.await.unwrap();
        outbox.take(usize::MAX).await;
        outbox.push(Lane(1), "y".repeat(BYTES * 3)).await.unwrap();
        let mut late = Box::pin(outbox.push(Lane(2), "late"));
        assert!(late.as_mut().now_or_never().is_none());
        outbox.close();
        assert_eq!(late.await, Err(Closed));
    }

    #[tokio::test]
    async fn what_nobody_wants_is_forgotten() {
        let outbox = Outbox::new();
        outbox.push(Lane(1), "a").await.unwrap();
        outbox.push(Lane(2), "b").await.unwrap();
        outbox.clear(Lane(1));
        assert_eq!(texts(outbox.take(usize::MAX).await), ["b"]);
        assert_eq!(outbox.0.frames.available_permits(), FRAMES);
    }
}
