//! A socket's place in a room.

use std::sync::Arc;

use yrs::StateVector;

use super::inbox::Inbox;
use super::room::Room;
use super::roster::Roster;
use crate::app::App;
use crate::error::Result;
use crate::ids::UserId;
use crate::wireframes::document::Refusal;

/// A socket's place in a room, until it is dropped.
pub struct Place {
    room: Arc<Room>,
    socket: u64,
    /// Updates that the socket has sent.
    received: u64,
    /// Whether one of them could not be taken, so that none counts as durable before all is sent again.
    has_gap: bool,
    /// Where the room leaves what the socket is to be told.
    pub inbox: Arc<Inbox>,
}

impl Place {
    pub(super) fn new(room: Arc<Room>, socket: u64, inbox: Arc<Inbox>) -> Self {
        Self { room, socket, received: 0, has_gap: false, inbox }
    }

    /// What is told of the people in the room.
    pub fn roster(&self) -> Arc<Roster> {
        Arc::clone(&self.room.roster)
    }

    /// What the document has seen.
    pub fn seen(&self) -> StateVector {
        self.room.seen()
    }

    /// What there is, and what somebody lacks of it who has seen so much. Nobody is told what is not yet
    /// durable: they would bring it back, after a crash, as if it were theirs.
    pub async fn difference(&self, seen: &StateVector) -> Result<(StateVector, Vec<u8>)> {
        self.room.difference(seen).await
    }

    /// Takes an update that the socket has sent; `is_whole` where it is all that the socket has.
    pub fn receive(
        &mut self,
        app: &App,
        actor: UserId,
        update: &[u8],
        is_whole: bool,
    ) -> Result<(), Refusal> {
        self.received += 1;
        let has_gap = self.has_gap && !is_whole;
        let from = (!has_gap).then_some((self.socket, self.received));
        let taken = self.room.take(app, actor, update, from);
        self.has_gap = has_gap || taken.is_err();
        taken
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.room.leave(self.socket);
    }
}
