//! Tells whoever stays connected that a right is gone: a session that has ended, a membership that
//! was taken away, by this process or by another on the same database.
//!
//! All rights that somebody relies on are read together, so that thousands who wait cost a few
//! statements a second.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::time::MissedTickBehavior;
use tokio_util::sync::{CancellationToken, WaitForCancellationFuture};

use crate::app::App;
use crate::error::Result;
use crate::ids::{ProjectId, SessionId, UserId};
use crate::{accounts, projects};

/// How long a right that is gone may go on being used.
const INTERVAL: Duration = Duration::from_secs(1);

/// What somebody relies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// A session has not ended.
    Session(SessionId),
    /// A person may see a project.
    Membership(ProjectId, UserId),
    /// A person may change things in a project.
    Editing(ProjectId, UserId),
}

/// A right that somebody relies on; cheap to clone.
#[derive(Clone, Debug)]
pub struct Watched(Arc<CancellationToken>);

impl Watched {
    /// Waits until the right is gone.
    pub fn lost(&self) -> WaitForCancellationFuture<'_> {
        self.0.cancelled()
    }
}

/// The rights that somebody relies on.
#[derive(Debug, Default)]
pub struct Revocations {
    watched: Mutex<HashMap<Right, Weak<CancellationToken>>>,
}

impl Revocations {
    /// Begins to rely on a right that was just proved.
    pub fn watch(&self, right: Right) -> Watched {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = watched.get(&right).and_then(Weak::upgrade).filter(|known| !known.is_cancelled())
        {
            return Watched(known);
        }
        let token = Arc::new(CancellationToken::new());
        watched.insert(right, Arc::downgrade(&token));
        Watched(token)
    }

    /// Looks which rights are gone, and tells those who rely on them.
    async fn check(&self, app: &App) -> Result<()> {
        let (mut sessions, mut memberships) = (Vec::new(), Vec::new());
        for right in self.relied_on() {
            match right {
                Right::Session(session) => sessions.push(session),
                Right::Membership(project, user) | Right::Editing(project, user) => {
                    memberships.push((project, user));
                }
            }
        }
        let ended = accounts::ended(app, &sessions).await?;
        memberships.sort_unstable();
        memberships.dedup();
        let roles = projects::members::roles(app, &memberships).await?;
        let mut lost: HashSet<Right> = ended.into_iter().map(Right::Session).collect();
        for pair @ (project, user) in memberships {
            let role = roles.get(&pair);
            if role.is_none() {
                lost.insert(Right::Membership(project, user));
            }
            if role.is_none_or(|role| *role < projects::Role::Editor) {
                lost.insert(Right::Editing(project, user));
            }
        }
        let watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        for token in lost.iter().filter_map(|right| watched.get(right)?.upgrade()) {
            token.cancel();
        }
        Ok(())
    }

    /// The rights that are relied on; forgets the others.
    fn relied_on(&self) -> Vec<Right> {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        watched.retain(|_, token| token.strong_count() > 0);
        watched.keys().copied().collect()
    }
}

/// Watches until the server stops.
pub async fn run(app: App) {
    let mut ticks = tokio::time::interval(INTERVAL);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            () = app.shutdown.cancelled() => return,
        }
        if let Err(error) = app.revocations.check(&app).await {
            tracing::warn!(?error, "nobody could be told what rights are gone");
        }
    }
}
