//! What waits for one socket of a room. It is bounded: whoever reads too slowly is told the difference
//! later, instead of every step of it.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::Notify;

/// Bytes that may wait.
const BYTES: usize = 256 * 1024;
/// Messages that may wait.
const MESSAGES: usize = 512;

/// What has happened in the room since the socket looked last.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Messages in the order in which they came, ready to be sent.
    pub messages: Vec<Bytes>,
    /// Whether more came than could wait: the socket has to be sent what it lacks.
    pub is_behind: bool,
    /// How many of the socket's own updates are durable, where that has grown.
    pub durable: Option<u64>,
    /// Whether the room is closed, and nothing follows.
    pub is_over: bool,
}

/// Where a room leaves what a socket is to be told.
#[derive(Debug, Default)]
pub struct Inbox {
    state: Mutex<State>,
    arrived: Notify,
}

#[derive(Debug, Default)]
struct State {
    messages: VecDeque<Bytes>,
    bytes: usize,
    is_behind: bool,
    durable: Option<u64>,
    is_over: bool,
}

impl Inbox {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves a message, of which the socket hears when it is rung for.
    pub(super) fn push(&self, message: &Bytes) {
        let mut state = self.lock();
        if state.is_behind {
            return;
        }
        if state.bytes + message.len() > BYTES && state.bytes > 0 || state.messages.len() >= MESSAGES {
            state.messages.clear();
            state.bytes = 0;
            state.is_behind = true;
        } else {
            state.bytes += message.len();
            state.messages.push_back(message.clone());
        }
    }

    /// Wakes the socket, if it has been left anything.
    pub(super) fn ring(&self) {
        let state = self.lock();
        if state.is_behind || !state.messages.is_empty() {
            drop(state);
            self.arrived.notify_one();
        }
    }

    pub(super) fn acknowledge(&self, durable: u64) {
        self.lock().durable = Some(durable);
        self.arrived.notify_one();
    }

    pub(super) fn end(&self) {
        self.lock().is_over = true;
        self.arrived.notify_one();
    }

    /// Waits until there is something, and takes all of it.
    pub async fn next(&self) -> News {
        loop {
            if let Some(news) = self.take() {
                return news;
            }
            self.arrived.notified().await;
        }
    }

    fn take(&self) -> Option<News> {
        let mut state = self.lock();
        let news = News {
            messages: std::mem::take(&mut state.messages).into(),
            is_behind: std::mem::take(&mut state.is_behind),
            durable: state.durable.take(),
            is_over: state.is_over,
        };
        state.bytes = 0;
        (news != News::default()).then_some(news)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_does_not_fit_is_told_as_a_difference() {
        let inbox = Inbox::default();
        inbox.push(&Bytes::from_static(b"a"));
        assert_eq!(inbox.next().await.messages, ["a"]);
        for _ in 0..=MESSAGES {
            inbox.push(&Bytes::from_static(b"b"));
        }
        inbox.push(&Bytes::from_static(b"c"));
        inbox.acknowledge(7);
        let news = inbox.next().await;
        assert_eq!((news.messages.len(), news.is_behind, news.durable), (0, true, Some(7)));
        inbox.push(&Bytes::from(vec![0; BYTES + 1]));
        assert_eq!(inbox.next().await.messages.len(), 1);
        inbox.end();
        assert!(inbox.next().await.is_over);
    }
}
