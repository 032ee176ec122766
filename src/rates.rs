//! Token buckets: how much somebody may do in a minute, filled up evenly.
//!
//! Levels live in memory: a restart forgives, and every replica counts on its own.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use moka::sync::Cache;

use crate::clock::Timestamp;

/// In which a bucket fills up.
pub const MINUTE: Duration = Duration::from_mins(1);
/// Buckets that are kept at once.
const MOST_BUCKETS: u64 = 100_000;

/// The network address that counts as one client: one of IPv4, or the /64 that an IPv6 host chooses
/// its addresses from. Clients whose address is not known are one together.
pub fn network(address: Option<IpAddr>) -> IpAddr {
    let address = address.unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED)).to_canonical();
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (!0 << 64)).into(),
    }
}

/// A bucket for each of those who are counted.
#[derive(Debug)]
pub struct Buckets<K: Hash + Eq + Send + Sync + 'static>(Cache<K, Arc<Mutex<Bucket>>>);

#[derive(Debug)]
struct Bucket {
    left: f64,
    filled_at: Timestamp,
}

/// What is left in a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// What is left.
    pub left: u64,
    /// When it is full again.
    pub full_in: Duration,
}

/// What was taken from a bucket.
#[derive(Debug)]
pub struct Taken {
    bucket: Arc<Mutex<Bucket>>,
    amount: f64,
    /// What is left.
    pub level: Level,
}

impl Taken {
    /// Puts it back.
    pub fn give_back(self) {
        lock(&self.bucket).left += self.amount;
    }
}

impl<K: Hash + Eq + Send + Sync + 'static> Default for Buckets<K> {
    fn default() -> Self {
        // After two minutes of rest a bucket is full again, and need not be kept.
        Self(Cache::builder().max_capacity(MOST_BUCKETS).time_to_idle(MINUTE * 2).build())
    }
}

impl<K: Hash + Eq + Send + Sync + 'static> Buckets<K> {
    /// Takes an amount from the bucket of somebody who has so much in a minute; fails with the time
    /// after which there is enough. An amount that no bucket holds takes all of a full one.
    pub fn take(&self, key: K, amount: u64, per_minute: u64, now: Timestamp) -> Result<Taken, Duration> {
        let most = per_minute as f64;
        let amount = (amount as f64).min(most);
        let bucket = self.0.get_with(key, || Arc::new(Mutex::new(Bucket { left: most, filled_at: now })));
        let level = lock(&bucket).take(amount, most, now)?;
        Ok(Taken { bucket, amount, level })
    }
}

impl Bucket {
    fn take(&mut self, amount: f64, most: f64, now: Timestamp) -> Result<Level, Duration> {
        let per_second = most / MINUTE.as_secs_f64();
        let grown = now.since(self.filled_at).as_secs_f64() * per_second;
        self.left = (self.left + grown).min(most);
        self.filled_at = self.filled_at.max(now);
        if self.left < amount {
            return Err(Duration::from_secs_f64(((amount - self.left) / per_second).ceil()));
        }
        self.left -= amount;
        let full_in = Duration::from_secs_f64((most - self.left) / per_second);
        Ok(Level { left: self.left as u64, full_in })
    }
}

fn lock(bucket: &Mutex<Bucket>) -> MutexGuard<'_, Bucket> {
    bucket.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000_000);

    #[test]
    fn a_bucket_runs_out_and_fills_up() {
        let buckets = Buckets::default();
        let take = |amount, now| buckets.take("a", amount, 60, now).map(|taken| taken.level.left);
        assert_eq!(take(50, NOW), Ok(10));
        assert_eq!(take(20, NOW), Err(Duration::from_secs(10)));
        assert_eq!(take(20, NOW.after(Duration::from_secs(10))), Ok(0));
        assert_eq!(take(60, NOW.after(Duration::from_secs(70))), Ok(0));
        assert_eq!(buckets.take("b", 1, 60, NOW).unwrap().level.full_in, Duration::from_secs(1));
    }

    #[test]
    fn more_than_a_bucket_holds_needs_a_full_one() {
        let buckets = Buckets::default();
        let take = |now| buckets.take("a", 1_000, 60, now).map(|taken| taken.level.left);
        assert_eq!(take(NOW), Ok(0));
        assert_eq!(take(NOW), Err(MINUTE));
        assert_eq!(take(NOW.after(MINUTE)), Ok(0));
    }

    #[test]
    fn what_is_given_back_counts_again() {
        let buckets = Buckets::default();
        for _ in 0..100 {
            buckets.take("a", 1, 1, NOW).expect("given back").give_back();
        }
    }

    #[test]
    fn an_ipv6_host_is_one_client() {
        let parse = |text: &str| network(Some(text.parse().expect("an address")));
        assert_eq!(parse("2001:db8:1:2::1"), parse("2001:db8:1:2:ffff::9"));
        assert_ne!(parse("2001:db8:1:2::1"), parse("2001:db8:1:3::1"));
        assert_eq!(parse("::ffff:192.0.2.1"), parse("192.0.2.1"));
        assert_ne!(parse("192.0.2.1"), parse("192.0.2.2"));
    }
}
