//! How long things took, counted in tenths of a millisecond.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

/// Steps that are told apart; what took longer is as good as this: 60 s.
const STEPS: usize = 600_000;

pub struct Times {
    steps: Vec<AtomicU32>,
    count: AtomicU64,
}

impl Default for Times {
    fn default() -> Self {
        Self { steps: (0..STEPS).map(|_| AtomicU32::new(0)).collect(), count: AtomicU64::new(0) }
    }
}

impl Times {
    /// Notes a time in microseconds.
    pub fn note(&self, microseconds: u64) {
        let step = (microseconds as usize / 100).min(STEPS - 1);
        self.steps[step].fetch_add(1, Ordering::Relaxed);
        self.count.fetch_add(1, Ordering::Relaxed);
    }

    pub fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    pub fn reset(&self) {
        self.steps.iter().for_each(|count| count.store(0, Ordering::Relaxed));
        self.count.store(0, Ordering::Relaxed);
    }

    /// In milliseconds.
    pub fn percentile(&self, percent: f64) -> f64 {
        let rank = (percent / 100.0 * self.count() as f64).ceil() as u64;
        let mut below = 0;
        for (step, count) in self.steps.iter().enumerate() {
            below += u64::from(count.load(Ordering::Relaxed));
            if below >= rank {
                return (step + 1) as f64 / 10.0;
            }
        }
        f64::INFINITY
    }
}
