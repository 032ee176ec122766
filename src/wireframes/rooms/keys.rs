//! The keys under which clients know their edits.

use std::collections::{HashMap, VecDeque};

/// Keys of clients that are remembered after their edit is durable.
const RECENT: usize = 1_000;

/// Edits by the keys under which clients know them, so that an edit that is asked for twice is made once.
#[derive(Default)]
pub(super) struct Keys {
    pub(super) made: HashMap<String, u64>,
    oldest: VecDeque<String>,
}

impl Keys {
    /// Remembers a key whose edit is durable a little longer: the log knows it from here on.
    pub(super) fn settle(&mut self, key: String) {
        self.oldest.push_back(key);
        if self.oldest.len() > RECENT
            && let Some(key) = self.oldest.pop_front()
        {
            self.made.remove(&key);
        }
    }
}
