//! When events were sent, and how long they took to each reader.

use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Events that can be under way at once.
const SLOTS: usize = 1000;
/// Tenths of a millisecond that are told apart; longer ones are as good as this.
const STEPS: usize = 200_000;

pub struct Tally {
    begin: Instant,
    sent: Vec<AtomicU64>,
    steps: Vec<AtomicU32>,
    received: AtomicUsize,
    gone: AtomicUsize,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            begin: Instant::now(),
            sent: (0..SLOTS).map(|_| AtomicU64::new(0)).collect(),
            steps: (0..STEPS).map(|_| AtomicU32::new(0)).collect(),
            received: AtomicUsize::new(0),
            gone: AtomicUsize::new(0),
        }
    }
}

/// What the event of this number carries.
pub fn mark(number: usize) -> String {
    format!("seq/{:03}", number % SLOTS)
}

impl Tally {
    fn now(&self) -> u64 {
        self.begin.elapsed().as_micros() as u64
    }

    pub fn send(&self, number: usize) {
        self.sent[number % SLOTS].store(self.now(), Ordering::Relaxed);
    }

    /// Takes a message; those without a mark are not events.
    pub fn receive(&self, message: &[u8]) {
        let Some(place) = message.windows(4).position(|bytes| bytes == b"seq/") else { return };
        let Some(digits) = message.get(place + 4..place + 7) else { return };
        let slot = digits.iter().fold(0, |number, digit| number * 10 + usize::from(digit - b'0'));
        let took = self.now().saturating_sub(self.sent[slot].load(Ordering::Relaxed));
        self.steps[(took as usize / 100).min(STEPS - 1)].fetch_add(1, Ordering::Relaxed);
        self.received.fetch_add(1, Ordering::Relaxed);
    }

    pub fn closed(&self) {
        self.gone.fetch_add(1, Ordering::Relaxed);
    }

    pub fn gone(&self) -> usize {
        self.gone.load(Ordering::Relaxed)
    }

    pub fn received(&self) -> usize {
        self.received.load(Ordering::Relaxed)
    }

    /// In milliseconds.
    pub fn percentile(&self, percent: f64) -> f64 {
        let rank = (percent / 100.0 * self.received() as f64).ceil() as u64;
        let mut below = 0;
        for (step, count) in self.steps.iter().enumerate() {
            below += u64::from(count.load(Ordering::Relaxed));
            if below >= rank {
                return (step + 1) as f64 / 10.0;
            }
        }
        f64::INFINITY
    }

    pub fn reset(&self) {
        self.steps.iter().for_each(|count| count.store(0, Ordering::Relaxed));
        self.received.store(0, Ordering::Relaxed);
    }

    /// Waits until nothing comes any more, for half a minute at most.
    pub async fn settle(&self) {
        for _ in 0..30 {
            let before = self.received();
            tokio::time::sleep(Duration::from_secs(1)).await;
            if self.received() == before {
                return;
            }
        }
    }
}
