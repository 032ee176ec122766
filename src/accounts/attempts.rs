//! Bounds how often somebody may guess: passwords, set-up codes, which addresses have an account.
//!
//! Counts live in memory: a restart forgives, and every replica counts on its own.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use moka::sync::Cache;

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::ids::UserId;

const MINUTE: Duration = Duration::from_mins(1);
/// Guessers that are remembered at once.
const MOST_BUCKETS: u64 = 100_000;

/// Who guesses, and what.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Guesser {
    /// Somebody at a network address, whatever they guess.
    Client(IpAddr),
    /// Somebody at a network address, the password of one e-mail address.
    Password(IpAddr, String),
    /// A signed-in person: their own password, or who else has an account.
    Account(UserId),
    /// Somebody at a network address who registers.
    Registration(IpAddr),
}

/// The network address that counts as one guesser: one of IPv4, or the /64 that an IPv6 host
/// chooses its addresses from. Clients whose address is not known are one guesser together.
pub(super) fn network(address: Option<IpAddr>) -> IpAddr {
    let address = address.unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED)).to_canonical();
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (!0 << 64)).into(),
    }
}

/// What each guesser has left.
#[derive(Debug)]
pub(super) struct Attempts {
    buckets: Cache<Guesser, Arc<Mutex<Bucket>>>,
}

/// Fills up evenly, within a minute.
#[derive(Debug)]
struct Bucket {
    left: f64,
    filled_at: Timestamp,
}

/// An attempt that was counted, before its outcome was known: guesses made at the same moment
/// cannot slip through together.
#[must_use]
#[derive(Debug)]
pub(super) struct Attempt(Vec<Arc<Mutex<Bucket>>>);

impl Attempts {
    pub(super) fn new() -> Self {
        // After two minutes of rest a bucket is full again, and need not be kept.
        let buckets = Cache::builder().max_capacity(MOST_BUCKETS).time_to_idle(MINUTE * 2).build();
        Self { buckets }
    }

    /// Counts an attempt for each guesser, of whom each may make so many in a minute; fails with
    /// `RateLimited`, and counts none, where one of them has none left.
    pub(super) fn take(&self, guessers: Vec<(Guesser, u64)>, now: Timestamp) -> Result<Attempt> {
        let mut attempt = Attempt(Vec::new());
        for (guesser, most) in guessers {
            let full = || Arc::new(Mutex::new(Bucket { left: most as f64, filled_at: now }));
            let bucket = self.buckets.get_with(guesser, full);
            let taken = lock(&bucket).take(most as f64, now);
            if let Err(retry_after) = taken {
                attempt.forgive();
                return Err(Error::RateLimited { retry_after });
            }
            attempt.0.push(bucket);
        }
        Ok(attempt)
    }
}

impl Attempt {
    /// It was no guess: the person knew.
    pub(super) fn forgive(self) {
        for bucket in self.0 {
            lock(&bucket).left += 1.0;
        }
    }
}

impl Bucket {
    fn take(&mut self, most: f64, now: Timestamp) -> Result<(), Duration> {
        let per_second = most / MINUTE.as_secs_f64();
        let grown = now.since(self.filled_at).as_secs_f64() * per_second;
        self.left = (self.left + grown).min(most);
        self.filled_at = self.filled_at.max(now);
        if self.left < 1.0 {
            return Err(Duration::from_secs_f64(((1.0 - self.left) / per_second).ceil()));
        }
        self.left -= 1.0;
        Ok(())
    }
}

fn lock(bucket: &Mutex<Bucket>) -> std::sync::MutexGuard<'_, Bucket> {
    bucket.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000_000);

    fn client(last: u8) -> Guesser {
        Guesser::Client(IpAddr::from([192, 0, 2, last]))
    }

    #[test]
    fn guesses_run_out_and_come_back() {
        let attempts = Attempts::new();
        let guess = |now| attempts.take(vec![(client(1), 6)], now).map(|_counted| ());
        for _ in 0..6 {
            guess(NOW).expect("allowed");
        }
        let refused = guess(NOW);
        assert!(matches!(refused, Err(Error::RateLimited { retry_after }) if retry_after.as_secs() == 10));
        guess(NOW.after(Duration::from_secs(9))).expect_err("too early");
        guess(NOW.after(Duration::from_secs(10))).expect("allowed");
        guess(NOW.after(Duration::from_secs(10))).expect_err("only one came back");
        attempts.take(vec![(client(2), 6)], NOW).expect("somebody else").forgive();
    }

    #[test]
    fn who_knows_is_not_counted() {
        let attempts = Attempts::new();
        for _ in 0..100 {
            attempts.take(vec![(client(1), 2)], NOW).expect("allowed").forgive();
        }
    }

    #[test]
    fn a_refusal_counts_for_nobody() {
        let attempts = Attempts::new();
        let both = || attempts.take(vec![(client(1), 3), (client(2), 1)], NOW);
        let _counted = both().expect("allowed");
        for _ in 0..10 {
            both().expect_err("the second has none left");
        }
        let first = || attempts.take(vec![(client(1), 3)], NOW);
        let _counted = (first().expect("the second"), first().expect("the third"));
        first().expect_err("the fourth");
    }

    #[test]
    fn an_ipv6_host_is_one_guesser() {
        let parse = |text: &str| network(Some(text.parse().expect("an address")));
        assert_eq!(parse("2001:db8:1:2::1"), parse("2001:db8:1:2:ffff::9"));
        assert_ne!(parse("2001:db8:1:2::1"), parse("2001:db8:1:3::1"));
        assert_eq!(parse("::ffff:192.0.2.1"), parse("192.0.2.1"));
        assert_ne!(parse("192.0.2.1"), parse("192.0.2.2"));
    }
}
