//! One session: how it changes, how often it may, and how much it may say.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::{Presence, SILENCE};
use crate::clock::Timestamp;
use crate::error::{Error, ProblemCode};
use crate::ids::WireframeId;

/// What a session changes about itself: `None` leaves a thing, `Some(None)` takes it away.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Update {
    /// The wireframe that is open.
    pub wireframe: Option<Option<WireframeId>>,
    /// The file that is open.
    pub file_path: Option<Option<String>>,
    /// The cursor, from the left.
    pub x: Option<Option<f64>>,
    /// The cursor, from the top.
    pub y: Option<Option<f64>>,
    /// What is selected.
    pub selection: Option<Vec<String>>,
    /// Whatever else clients tell each other.
    pub state: Option<Option<Value>>,
}

/// Why an update was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There were too many within a second.
    TooFast {
        /// After this long, there is room for another.
        retry_after: Duration,
    },
    /// The session would say too much.
    TooBig {
        /// How much it would say.
        bytes: usize,
        /// How much it may.
        most: u64,
    },
    /// The session has ended: its person no longer belongs to the project.
    Gone,
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::TooFast { retry_after } => Self::RateLimited { retry_after },
            Refusal::TooBig { bytes, most } => {
                let message = format!(
                    "Path, selection and state have {bytes} bytes together; at most {most} are allowed."
                );
                Self::field(ProblemCode::TooLong, "state", message)
            }
            Refusal::Gone => Self::NotFound("session"),
        }
    }
}

impl Update {
    /// Whether the session shows another wireframe afterwards.
    pub(super) fn goes_elsewhere(&self, from: &Presence) -> bool {
        matches!(self.wireframe, Some(Some(wireframe)) if from.wireframe != Some(wireframe))
    }

    /// Refuses what is too much by itself.
    pub(super) fn check(&self, most: u64) -> Result<(), Refusal> {
        fits(
            size(
                self.file_path.as_ref().and_then(Option::as_deref),
                self.selection.as_deref().unwrap_or_default(),
                self.state.as_ref().and_then(Option::as_ref),
            ),
            most,
        )
    }

    fn apply(&self, to: &mut Presence) {
        // JSON has no other numbers; whoever brings one has no place.
        let finite = |place: Option<f64>| place.filter(|place| place.is_finite());
        if let Some(wireframe) = self.wireframe {
            to.wireframe = wireframe;
        }
        if let Some(file_path) = &self.file_path {
            to.file_path.clone_from(file_path);
        }
        if let Some(x) = self.x {
            to.x = finite(x);
        }
        if let Some(y) = self.y {
            to.y = finite(y);
        }
        if let Some(selection) = &self.selection {
            to.selection.clone_from(selection);
        }
        if let Some(state) = &self.state {
            to.state.clone_from(state);
        }
    }
}

/// What the free texts of a session have together, as JSON about: bytes.
fn size(file_path: Option<&str>, selection: &[String], state: Option<&Value>) -> usize {
    let state = state.and_then(|state| serde_json::to_string(state).ok());
    let selection: usize = selection.iter().map(|id| id.len() + "\"\",".len()).sum();
    file_path.map_or(0, str::len) + selection + state.map_or(0, |state| state.len())
}

fn fits(bytes: usize, most: u64) -> Result<(), Refusal> {
    if bytes as u64 <= most { Ok(()) } else { Err(Refusal::TooBig { bytes, most }) }
}

/// A session that is there.
#[derive(Debug)]
pub(super) struct Session {
    /// As it is by now.
    pub(super) presence: Arc<Presence>,
    /// Tells it from others of the same name, before it and after.
    pub(super) serial: u64,
    /// How many connections it ends with.
    pub(super) holders: usize,
    /// Whether it has changed since it was published.
    pub(super) is_changed: bool,
    /// Whether anybody knows of it.
    pub(super) is_published: bool,
    heard_at: Timestamp,
    /// Updates that may come at once.
    allowance: f64,
}

impl Session {
    pub(super) fn new(presence: Presence, serial: u64, per_second: u64, now: Timestamp) -> Self {
        Self {
            presence: Arc::new(presence),
            serial,
            holders: 0,
            is_changed: false,
            is_published: false,
            heard_at: now,
            allowance: per_second as f64,
        }
    }

    /// Whether nobody holds it and it has said nothing for long.
    pub(super) fn is_silent(&self, now: Timestamp) -> bool {
        self.holders == 0 && now.since(self.heard_at) >= SILENCE
    }

    /// Takes an update of those that may come in a second. It counts from `clock`.
    pub(super) fn update(
        &mut self,
        update: &Update,
        clock: u64,
        (bytes, per_second): (u64, u64),
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let most = per_second as f64;
        let grown = now.since(self.heard_at).as_secs_f64() * most;
        let allowance = (self.allowance + grown).min(most);
        if allowance < 1.0 {
            let retry_after = Duration::from_secs_f64((1.0 - allowance) / most);
            return Err(Refusal::TooFast { retry_after });
        }
        let mut next = Presence::clone(&self.presence);
        update.apply(&mut next);
        fits(size(next.file_path.as_deref(), &next.selection, next.state.as_ref()), bytes)?;
        next.clock = clock;
        self.presence = Arc::new(next);
        self.allowance = allowance - 1.0;
        self.heard_at = self.heard_at.max(now);
        Ok(())
    }
}
