//! Carries what is never stored, from the one who knows it to all who follow: where people are.
//!
//! What changed goes out in frames that are numbered without a gap and shared by all readers. A
//! reader that has missed one, or is just beginning, asks for the whole, which the publisher adds to
//! what it publishes next, once for all who ask. So nobody queues: whoever is slow skips to what is
//! so by then. Nothing here knows what frames are about.
//!
//! This is also what has to cross between processes: each publishes its own people under its own
//! name, and a follower merges the frames of several publishers, each with its numbers.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::{Notify, watch};

/// The frames of one subject, from one publisher.
#[derive(Debug)]
pub struct Frames<F> {
    latest: watch::Sender<Latest<F>>,
    /// Something has changed that is not published.
    is_stale: AtomicBool,
    /// Somebody needs the whole.
    is_whole_wanted: AtomicBool,
    /// Rung when there is something to publish.
    bell: Arc<Notify>,
}

/// What was published last.
#[derive(Debug)]
struct Latest<F> {
    /// Counts what was published, wholes included.
    round: u64,
    /// Counts the changes.
    seq: u64,
    /// The last change.
    change: Option<Arc<F>>,
    /// All that is so after it, where somebody asked.
    whole: Option<Arc<F>>,
}

impl<F> Frames<F> {
    /// Frames whose publisher listens to the bell.
    pub fn new(bell: Arc<Notify>) -> Self {
        let latest = Latest { round: 0, seq: 0, change: None, whole: None };
        Self {
            latest: watch::Sender::new(latest),
            is_stale: AtomicBool::new(false),
            is_whole_wanted: AtomicBool::new(false),
            bell,
        }
    }

    /// Says that something has changed, which the publisher is to publish.
    pub fn touch(&self) {
        if !self.is_stale.swap(true, Ordering::SeqCst) {
            self.bell.notify_one();
        }
    }

    /// Whether there is something to publish.
    pub fn is_due(&self) -> bool {
        self.is_stale.load(Ordering::SeqCst) || self.is_whole_wanted.load(Ordering::SeqCst)
    }

    /// Publishes what has changed, if anything, and the whole where somebody needs it. `make` is told
    /// the number of the next change and whether the whole is needed, and answers with both; what is
    /// published must not change while it works.
    pub fn publish(&self, make: impl FnOnce(u64, bool) -> (Option<F>, Option<F>)) {
        self.is_stale.store(false, Ordering::SeqCst);
        let is_wanted = self.is_whole_wanted.swap(false, Ordering::SeqCst);
        self.latest.send_if_modified(|latest| {
            let (change, whole) = make(latest.seq + 1, is_wanted);
            if change.is_none() && whole.is_none() {
                return false;
            }
            latest.round += 1;
            if let Some(change) = change {
                latest.seq += 1;
                latest.change = Some(Arc::new(change));
                latest.whole = None;
            }
            if let Some(whole) = whole {
                latest.whole = Some(Arc::new(whole));
            }
            true
        });
    }

    /// Follows from here on: what comes first is the whole, with all that has changed so far.
    pub fn follow(self: &Arc<Self>) -> Follower<F> {
        let is_stale = self.is_stale.load(Ordering::SeqCst);
        let latest = self.latest.subscribe();
        let from = latest.borrow().round + u64::from(is_stale);
        Follower { frames: Arc::clone(self), latest, seen: Seen::Nothing { from } }
    }

    fn want_whole(&self) {
        self.is_whole_wanted.store(true, Ordering::SeqCst);
        self.bell.notify_one();
    }
}

/// One reader's place.
#[derive(Debug)]
pub struct Follower<F> {
    frames: Arc<Frames<F>>,
    latest: watch::Receiver<Latest<F>>,
    seen: Seen,
}

#[derive(Clone, Copy, Debug)]
enum Seen {
    /// Needs a whole that is as late as this round, or later.
    Nothing { from: u64 },
    /// Needs the change after the one of this number.
    Change(u64),
}

impl<F> Follower<F> {
    /// The next frame: a change, or the whole at the start and behind a gap. Whoever stops waiting
    /// misses nothing.
    pub async fn next(&mut self) -> Arc<F> {
        loop {
            if let Some(frame) = self.ready() {
                return frame;
            }
            // The frames are ours, so their sender lives as long as we wait.
            let _closed = self.latest.changed().await;
        }
    }

    /// Gives up what is missing: the whole comes next.
    pub fn start_over(&mut self) {
        self.seen = Seen::Nothing { from: 0 };
    }

    /// Asks for the whole once more, though nothing may have changed since the last.
    pub fn renew(&mut self) {
        self.seen = Seen::Nothing { from: self.latest.borrow().round + 1 };
    }

    /// Whether more has changed than what the last frame says and the one that comes next.
    pub fn is_behind(&self) -> bool {
        matches!(self.seen, Seen::Change(seen) if self.latest.borrow().seq > seen + 1)
    }

    fn ready(&mut self) -> Option<Arc<F>> {
        let latest = self.latest.borrow_and_update();
        let found = match self.seen {
            Seen::Change(seen) if seen == latest.seq => return None,
            Seen::Change(seen) if seen + 1 == latest.seq => latest.change.clone(),
            Seen::Change(_) => latest.whole.clone(),
            Seen::Nothing { from } => latest.whole.clone().filter(|_| latest.round >= from),
        };
        if found.is_some() {
            self.seen = Seen::Change(latest.seq);
        } else {
            self.frames.want_whole();
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;

    use super::*;

    /// A number that only grows, as a publisher and its readers see it.
    fn frames() -> Arc<Frames<String>> {
        Arc::new(Frames::new(Arc::default()))
    }

    fn publish(frames: &Frames<String>, change: Option<&str>) {
        frames.publish(|next, is_whole_wanted| {
            let seq = if change.is_some() { next } else { next - 1 };
            let change = change.map(|change| format!("{change}@{seq}"));
            (change, is_whole_wanted.then(|| format!("whole@{seq}")))
        });
    }

    fn read(follower: &mut Follower<String>) -> Option<String> {
        follower.next().now_or_never().map(|frame| frame.as_str().to_owned())
    }

    #[test]
    fn a_reader_begins_with_the_whole_and_then_gets_changes() {
        let frames = frames();
        let mut reader = frames.follow();
        assert_eq!(read(&mut reader), None);
        assert!(frames.is_due());
        publish(&frames, None);
        assert_eq!(read(&mut reader).as_deref(), Some("whole@0"));
        assert!(!frames.is_due());
        publish(&frames, Some("a"));
        assert_eq!(read(&mut reader).as_deref(), Some("a@1"));
        assert_eq!(read(&mut reader), None);
        assert!(!frames.is_due(), "who has all of it asks for nothing");
    }

    #[test]
    fn a_slow_reader_skips_to_what_is_so() {
        let frames = frames();
        let mut readers = [frames.follow(), frames.follow()];
        assert!(readers.iter_mut().all(|reader| read(reader).is_none()));
        publish(&frames, None);
        assert!(readers.iter_mut().all(|reader| read(reader).is_some()));
        for change in ["a", "b", "c"] {
            publish(&frames, Some(change));
        }
        assert!(readers[0].is_behind());
        assert_eq!(read(&mut readers[0]), None, "the whole must be asked for");
        publish(&frames, Some("d"));
        for reader in &mut readers {
            assert_eq!(read(reader).as_deref(), Some("whole@4"));
            assert!(!reader.is_behind());
        }
        publish(&frames, Some("e"));
        readers[0].start_over();
        assert_eq!(read(&mut readers[0]), None);
        assert_eq!(read(&mut readers[1]).as_deref(), Some("e@5"));
        publish(&frames, None);
        assert_eq!(read(&mut readers[0]).as_deref(), Some("whole@5"));
        assert_eq!(read(&mut readers[1]), None);
        readers[1].start_over();
        assert_eq!(read(&mut readers[1]).as_deref(), Some("whole@5"), "it is still right");
        readers[1].renew();
        assert_eq!(read(&mut readers[1]), None, "another one must be asked for");
        publish(&frames, None);
        assert_eq!(read(&mut readers[1]).as_deref(), Some("whole@5"));
    }

    #[test]
    fn the_first_whole_has_what_changed_before_the_reader_came() {
        let frames = frames();
        let mut first = frames.follow();
        assert_eq!(read(&mut first), None);
        publish(&frames, None);
        let mut second = frames.follow();
        assert_eq!(read(&mut second).as_deref(), Some("whole@0"), "it is still right");
        frames.touch();
        let mut third = frames.follow();
        assert_eq!(read(&mut third), None, "it is not right any more");
        publish(&frames, Some("a"));
        assert_eq!(read(&mut third).as_deref(), Some("whole@1"));
    }
}
