//! How often a crowd is woken: the more wait for the same thing, the more seldom, so that each finds more of
//! it at once.

use std::time::{Duration, Instant};

/// Between two times that a crowd is woken, for each of them.
const PAUSE: Duration = Duration::from_micros(25);
/// Shorter pauses than this are none.
const SHORTEST: Duration = Duration::from_millis(2);
/// Nobody notices that things come forty times a second.
const LONGEST: Duration = Duration::from_millis(25);

/// When those who wait for one thing were woken, and will be.
#[derive(Debug, Default)]
pub struct Crowd {
    woken_at: Option<Instant>,
    is_due: bool,
}

impl Crowd {
    /// In how much time so many are to be woken, because something has come; `None` where they will be
    /// anyway.
    pub fn wake(&mut self, count: usize, now: Instant) -> Option<Duration> {
        let pause = PAUSE.saturating_mul(u32::try_from(count).unwrap_or(u32::MAX)).min(LONGEST);
        let rested = self.woken_at.map_or(Duration::MAX, |at| now.saturating_duration_since(at));
        let pause = Some(pause.saturating_sub(rested)).filter(|pause| *pause >= SHORTEST);
        (!std::mem::replace(&mut self.is_due, true)).then_some(pause.unwrap_or_default())
    }

    /// They are being woken.
    pub fn woken(&mut self, now: Instant) {
        *self = Self { woken_at: Some(now), is_due: false };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_larger_the_crowd_the_longer_the_pause() {
        let (mut crowd, now) = (Crowd::default(), Instant::now());
        assert_eq!(crowd.wake(1_000, now), Some(Duration::ZERO));
        crowd.woken(now);
        assert_eq!(crowd.wake(1_000, now), Some(LONGEST));
        assert_eq!(crowd.wake(1_000, now), None);
        crowd.woken(now);
        assert_eq!(crowd.wake(1_000_000, now), Some(LONGEST));
        crowd.woken(now);
        assert_eq!(crowd.wake(400, now), Some(Duration::from_millis(10)));
        crowd.woken(now);
        assert_eq!(crowd.wake(10, now), Some(Duration::ZERO));
        crowd.woken(now);
        let later = now + Duration::from_millis(20);
        assert_eq!(crowd.wake(1_000, later), Some(Duration::from_millis(5)));
    }
}
