//! Counts the sockets and event streams that each person has open.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::graphql::ApiError;
use crate::ids::UserId;

/// The sockets that are open, by who opened them; cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Sockets(Arc<Mutex<HashMap<UserId, u64>>>);

/// One open socket; it counts until it is dropped.
pub(super) struct Place {
    sockets: Sockets,
    user: UserId,
}

impl Sockets {
    /// Counts one more; fails where the person has `most` open already.
    pub(super) fn open(&self, user: UserId, most: u64) -> Result<Place, ApiError> {
        let mut open = self.lock();
        let count = open.entry(user).or_default();
        if *count >= most {
            let message =
                format!("You have {most} sockets open, which is this server's limit; close one first.");
            return Err(ApiError::limit("sockets_per_account", most, *count + 1, message));
        }
        *count += 1;
        Ok(Place { sockets: self.clone(), user })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<UserId, u64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.sockets.lock();
        if let Some(count) = open.get_mut(&self.user) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.user);
            }
        }
    }
}
