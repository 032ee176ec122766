//! Bounds how often somebody may guess: passwords, set-up codes, which addresses have an account.
//!
//! Counts live in memory: a restart forgives, and every replica counts on its own.

use std::net::IpAddr;

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::ids::UserId;
use crate::rates::{Buckets, Taken};

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

/// What each guesser has left.
#[derive(Debug, Default)]
pub(super) struct Attempts(Buckets<Guesser>);

/// An attempt that was counted, before its outcome was known: guesses made at the same moment
/// cannot slip through together.
#[must_use]
#[derive(Debug)]
pub(super) struct Attempt(Vec<Taken>);

impl Attempts {
    /// Counts an attempt for each guesser, of whom each may make so many in a minute; fails with
    /// `RateLimited`, and counts none, where one of them has none left.
    pub(super) fn take(&self, guessers: Vec<(Guesser, u64)>, now: Timestamp) -> Result<Attempt> {
        let mut attempt = Attempt(Vec::new());
        for (guesser, most) in guessers {
            match self.0.take(guesser, 1, most, now) {
                Ok(taken) => attempt.0.push(taken),
                Err(retry_after) => {
                    attempt.forgive();
                    return Err(Error::RateLimited { retry_after });
                }
            }
        }
        Ok(attempt)
    }
}

impl Attempt {
    /// It was no guess: the person knew.
    pub(super) fn forgive(self) {
        self.0.into_iter().for_each(Taken::give_back);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000_000);

    fn client(last: u8) -> Guesser {
        Guesser::Client(IpAddr::from([192, 0, 2, last]))
    }

    #[test]
    fn guesses_run_out_and_come_back() {
        let attempts = Attempts::default();
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
        let attempts = Attempts::default();
        for _ in 0..100 {
            attempts.take(vec![(client(1), 2)], NOW).expect("allowed").forgive();
        }
    }

    #[test]
    fn a_refusal_counts_for_nobody() {
        let attempts = Attempts::default();
        let both = || attempts.take(vec![(client(1), 3), (client(2), 1)], NOW);
        let _counted = both().expect("allowed");
        for _ in 0..10 {
            both().expect_err("the second has none left");
        }
        let first = || attempts.take(vec![(client(1), 3)], NOW);
        let _counted = (first().expect("the second"), first().expect("the third"));
        first().expect_err("the fourth");
    }
}
