//! Wakes the readers of this process, and keeps the recent events of active streams for them.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::{Crowd, Entry, StreamKey};

/// A reader that is further behind than this reads from the database.
const TAIL_ENTRIES: usize = 512;
const TAIL_BYTES: usize = 512 * 1024;
/// The map is swept when it has grown by this much since it was last swept.
const SWEEP_EVERY: usize = 1024;

/// The channels of all streams that somebody follows.
#[derive(Debug, Default)]
pub struct Hub {
    channels: Mutex<Channels>,
}

#[derive(Debug, Default)]
struct Channels {
    by_key: HashMap<StreamKey, Weak<Channel>>,
    sweep_at: usize,
}

impl Hub {
    /// The channel of a stream, made where nobody follows it yet.
    pub(super) fn channel(&self, key: StreamKey) -> Arc<Channel> {
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(channel) = channels.by_key.get(&key).and_then(Weak::upgrade) {
            return channel;
        }
        if channels.by_key.len() >= channels.sweep_at {
            channels.by_key.retain(|_, channel| channel.strong_count() > 0);
            channels.sweep_at = channels.by_key.len() + SWEEP_EVERY;
        }
        let channel = Arc::new(Channel::default());
        channels.by_key.insert(key, Arc::downgrade(&channel));
        channel
    }

    /// The streams that somebody follows.
    pub(super) fn followed(&self) -> Vec<StreamKey> {
        let channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        let followed = channels.by_key.iter().filter(|(_, channel)| channel.strong_count() > 0);
        followed.map(|(key, _)| *key).collect()
    }

    /// Tells whoever follows the stream how far it is, though not with what.
    pub(super) fn announce(&self, key: StreamKey, head: u64) {
        if let Some(channel) = self.find(key) {
            channel.advance(head);
        }
    }

    /// Hands committed events to whoever follows the stream.
    pub(super) fn publish(&self, key: StreamKey, entries: Vec<Arc<Entry>>) {
        if let Some(channel) = self.find(key) {
            channel.push(entries);
        }
    }

    /// Lets go of a stream that is gone: one that takes its name begins anew.
    pub(super) fn forget(&self, key: StreamKey) {
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        channels.by_key.remove(&key);
    }

    fn find(&self, key: StreamKey) -> Option<Arc<Channel>> {
        let channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        channels.by_key.get(&key).and_then(Weak::upgrade)
    }
}

/// What the readers of one stream share.
#[derive(Debug, Default)]
pub struct Channel {
    tail: Mutex<Tail>,
    head: watch::Sender<u64>,
    readers: Mutex<Crowd>,
}

/// The most recent events without a gap.
#[derive(Debug, Default)]
struct Tail {
    entries: VecDeque<Arc<Entry>>,
    bytes: usize,
}

impl Channel {
    /// Resolves to the highest number that was published since the channel was made.
    pub(super) fn heads(&self) -> watch::Receiver<u64> {
        self.head.subscribe()
    }

    /// The events after `seq`, if the tail reaches back that far.
    pub(super) fn after(&self, seq: u64) -> Option<Vec<Arc<Entry>>> {
        let tail = self.tail.lock().unwrap_or_else(PoisonError::into_inner);
        let first = tail.entries.front()?.seq;
        let skip = (seq + 1).checked_sub(first)?;
        Some(tail.entries.iter().skip(skip as usize).map(Arc::clone).collect())
    }

    fn push(self: &Arc<Self>, entries: Vec<Arc<Entry>>) {
        let Some(last) = entries.last().map(|entry| entry.seq) else { return };
        {
            let mut tail = self.tail.lock().unwrap_or_else(PoisonError::into_inner);
            for entry in entries {
                tail.push(entry);
            }
        }
        self.advance(last);
    }

    fn advance(self: &Arc<Self>, to: u64) {
        let mut grows = false;
        self.head.send_if_modified(|head| {
            grows = to > *head;
            *head = to.max(*head);
            // The readers are woken below.
            false
        });
        if !grows {
            return;
        }
        let wake = self.readers().wake(self.head.receiver_count(), Instant::now());
        match wake {
            None => {}
            Some(Duration::ZERO) => self.ring(),
            Some(pause) => {
                let channel = Arc::clone(self);
                tokio::spawn(async move {
                    tokio::time::sleep(pause).await;
                    channel.ring();
                });
            }
        }
    }

    /// Wakes the readers. What comes from here on wakes them again.
    fn ring(&self) {
        self.readers().woken(Instant::now());
        self.head.send_modify(|_| ());
    }

    fn readers(&self) -> MutexGuard<'_, Crowd> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tail {
    /// Two transactions of a stream commit in the order of their numbers, but may be published in
    /// the other order: the later one then starts the tail anew, the earlier one comes too late,
    /// and readers find both in the database.
    fn push(&mut self, entry: Arc<Entry>) {
        match self.entries.back().map(|last| last.seq) {
            Some(last) if entry.seq <= last => return,
            Some(last) if entry.seq > last + 1 => {
                self.entries.clear();
                self.bytes = 0;
            }
            _ => {}
        }
        self.bytes += entry.payload.len();
        self.entries.push_back(entry);
        while self.entries.len() > TAIL_ENTRIES || self.bytes > TAIL_BYTES {
            let Some(dropped) = self.entries.pop_front() else { break };
            self.bytes -= dropped.payload.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;

    fn entry(seq: u64) -> Arc<Entry> {
        Arc::new(Entry { seq, occurred_at: Timestamp(0), actor: None, terminal: false, payload: "{}".into() })
    }

    fn seen(channel: &Channel, after: u64) -> Option<Vec<u64>> {
        channel.after(after).map(|entries| entries.iter().map(|entry| entry.seq).collect())
    }

    #[test]
    fn the_tail_answers_only_what_it_holds_without_a_gap() {
        let channel = Arc::new(Channel::default());
        assert_eq!(seen(&channel, 0), None);
        channel.push(vec![entry(5), entry(6)]);
        assert_eq!(seen(&channel, 3), None);
        assert_eq!(seen(&channel, 4), Some(vec![5, 6]));
        assert_eq!(seen(&channel, 6), Some(vec![]));
        channel.push(vec![entry(8)]);
        channel.push(vec![entry(7)]);
        assert_eq!(seen(&channel, 6), None);
        assert_eq!(seen(&channel, 7), Some(vec![8]));
        assert_eq!(*channel.heads().borrow(), 8);
    }

    #[tokio::test]
    async fn a_crowd_hears_of_everything_in_a_while() {
        let channel = Arc::new(Channel::default());
        let mut heads: Vec<_> = (0..1_000).map(|_| channel.heads()).collect();
        for seq in 1..=50 {
            channel.push(vec![entry(seq)]);
        }
        for reader in &mut heads {
            while *reader.borrow_and_update() < 50 {
                reader.changed().await.unwrap();
            }
        }
        // Whoever has seen it all is woken by what comes next.
        channel.push(vec![entry(51)]);
        for reader in &mut heads {
            while *reader.borrow_and_update() < 51 {
                reader.changed().await.unwrap();
            }
        }
    }
}
