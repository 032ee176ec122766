//! The wireframes that somebody works on, each with its document in memory: one room a wireframe, shared
//! by sockets and by programs.
//!
//! A room takes an edit into its document at once, has it committed together with whatever else comes at
//! that time, and tells the others when it is durable. It never holds what others were told but the log
//! does not have.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::OnceCell;

use super::Wireframe;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::WireframeId;

mod batch;
mod inbox;
mod kept;
mod keys;
mod log;
mod place;
mod room;
mod roster;

pub use inbox::{Inbox, News};
pub use place::Place;
pub use room::Room;
pub use roster::Roster;

/// How long a room that nobody uses is kept, for whoever comes right back.
const LINGERS: Duration = Duration::from_secs(30);
/// How long a document is at hand after it was last worked on.
const QUIET: Duration = Duration::from_secs(5);

/// A room, or somebody who is about to load it.
type Slot = Arc<OnceCell<Arc<Room>>>;

/// The rooms of this process.
#[derive(Default)]
pub struct Rooms(Mutex<HashMap<WireframeId, Slot>>);

impl std::fmt::Debug for Rooms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rooms").field("open", &self.lock().len()).finish()
    }
}

impl Rooms {
    fn lock(&self) -> MutexGuard<'_, HashMap<WireframeId, Slot>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn slot(&self, id: WireframeId) -> Slot {
        Arc::clone(self.lock().entry(id).or_default())
    }

    /// Lets go of a room that must not be used any more.
    fn leave(&self, id: WireframeId, slot: &Slot) {
        let mut rooms = self.lock();
        if rooms.get(&id).is_some_and(|known| Arc::ptr_eq(known, slot)) {
            rooms.remove(&id);
        }
    }

    /// Closes the room of a wireframe that is gone.
    pub(super) fn close(&self, id: WireframeId) {
        let slot = self.lock().remove(&id);
        if let Some(room) = slot.as_ref().and_then(|slot| slot.get()) {
            room.close();
        }
    }

    /// Forgets the rooms that nobody has used for so long. Whoever is about to use one holds its slot.
    pub fn sweep(&self, long: Duration) {
        self.lock().retain(|_, slot| {
            let is_held = Arc::strong_count(slot) > 1;
            is_held || slot.get().is_some_and(|room| Arc::strong_count(room) > 1 || !room.is_idle(long))
        });
    }

    /// Puts away the documents of rooms in which nobody has done anything for so long, though somebody may
    /// be there. Answers how many are away.
    pub async fn rest(&self, long: Duration) -> usize {
        let open: Vec<Slot> = self.lock().values().map(Arc::clone).collect();
        let mut away = 0;
        for slot in open {
            away += usize::from(slot.get().is_some_and(|room| room.rest(long)));
            tokio::task::yield_now().await;
        }
        away
    }

    /// How many rooms are open.
    pub fn count(&self) -> usize {
        self.lock().len()
    }
}

/// The room of a wireframe, loaded where it is not open.
pub(super) async fn open(app: &App, wireframe: &Wireframe) -> Result<Arc<Room>> {
    // A room that was given up is loaded once more; twice in a row is a fault.
    for _ in 0..2 {
        let slot = app.wireframes.rooms.slot(wireframe.id);
        let loaded = slot.get_or_try_init(|| log::load(app, wireframe)).await;
        let room = match loaded {
            Ok(room) => Arc::clone(room),
            Err(error) => {
                app.wireframes.rooms.leave(wireframe.id, &slot);
                return Err(error);
            }
        };
        if !room.is_closed() {
            return Ok(room);
        }
        app.wireframes.rooms.leave(wireframe.id, &slot);
    }
    Err(Error::internal("open a wireframe", "its room closes again and again"))
}

/// Forgets idle rooms until the server stops, and puts away the documents of quiet ones.
pub(crate) async fn run(app: App) {
    let rooms = &app.wireframes.rooms;
    let mut ticks = tokio::time::interval(QUIET);
    loop {
        tokio::select! {
            _ = ticks.tick() => {
                rooms.sweep(LINGERS);
                rooms.rest(QUIET).await;
            }
            () = app.shutdown.cancelled() => return,
        }
    }
}
