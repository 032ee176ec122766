//! Ends the process at a chosen commit, before anybody hears of it: the one moment that a kill from
//! outside cannot aim at. Absent from release builds.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};

/// After how many commits; read from the environment, because only tests know of it.
static COMMITS_LEFT: LazyLock<AtomicI64> = LazyLock::new(|| {
    let set = std::env::var("MAQUETTE_CRASH_AFTER_COMMITS").ok();
    AtomicI64::new(set.and_then(|commits| commits.parse().ok()).unwrap_or(i64::MAX))
});

/// To be called when a transaction has committed, before what follows it.
pub(super) fn after_commit() {
    if COMMITS_LEFT.fetch_sub(1, Ordering::SeqCst) == 1 {
        std::process::abort();
    }
}
