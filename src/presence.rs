//! Who is in a project, and where: cursors, selections, what somebody types in.
//!
//! Presence lives in memory only: whoever is connected is there, and a server that comes back knows of
//! nobody. People say where they are through sessions, one a tab; who they are and in which colour
//! they are shown is stamped here. Updates replace each other; what is left of them goes out at most
//! every [`TICK`], in frames that all who follow a project share. The ways in decide who may follow
//! or join, by proving an [`Access`]; nothing here is stored, or waits.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::MissedTickBehavior;

use crate::accounts::{self, Actor};
use crate::app::App;
use crate::clock::Clock;
use crate::config::Limits;
use crate::error::{Error, ProblemCode, Result};
use crate::ids::{ProjectId, UserId, WireframeId};
use crate::projects::{self, Access};
use crate::revocations::Right;
use crate::{streams, wireframes};

mod palette;
mod room;
mod session;

use room::{Room, Rules};

pub use room::Guard;
pub use session::{Refusal, Update};

/// The time between two frames of a project.
pub const TICK: Duration = Duration::from_millis(40);
/// Without an update for so long, a session that no connection holds has ended.
pub const SILENCE: Duration = Duration::from_secs(30);
/// How often silent sessions and lost rights are looked for.
const SWEEP: Duration = Duration::from_secs(1);

/// What a client calls its session: 1 to 64 of `A-Z a-z 0-9 _ -`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionName(Arc<str>);

impl SessionName {
    /// Reads a client's name for its session.
    pub fn parse(text: &str) -> Result<Self> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if (1..=64).contains(&text.len()) && text.bytes().all(fits) {
            return Ok(Self(text.into()));
        }
        let message = "A session's name has 1 to 64 letters, digits, hyphens and underscores.";
        Err(Error::field(ProblemCode::Invalid, "sessionId", message))
    }

    /// The name as the client wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Somebody who is in a project, in all of their sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub user: accounts::User,
    /// How their cursors are drawn, as `#rrggbb`: the same in all sessions, another than everybody
    /// else's for as long as there are enough. White text can be read on it.
    pub color: &'static str,
}

/// Where one session of somebody's is.
#[derive(Clone, Debug, PartialEq)]
pub struct Presence {
    /// Which session.
    pub session: SessionName,
    /// Whose.
    pub person: Arc<Person>,
    /// The wireframe that is open.
    pub wireframe: Option<WireframeId>,
    /// The file that is open.
    pub file_path: Option<String>,
    /// The cursor, from the left.
    pub x: Option<f64>,
    /// The cursor, from the top.
    pub y: Option<f64>,
    /// What is selected.
    pub selection: Vec<String>,
    /// Whatever else clients tell each other; `{"typing": "cnv_…"}` while somebody writes a message.
    pub state: Option<serde_json::Value>,
    /// Grows with every change of the session, across its end and the server's own restarts too: from
    /// microseconds since 1970, it fits into 53 bits.
    pub clock: u64,
}

/// A session that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Which.
    pub session: SessionName,
    /// Where it was.
    pub wireframe: Option<WireframeId>,
    /// Higher than any that it had.
    pub clock: u64,
}

/// What changed in a project within a tick, or all that is so.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Counts the project's changes in this process; a snapshot has the number of the last one in it.
    pub seq: u64,
    /// As late as the latest of its sessions, and earlier than whatever comes next; a snapshot's is later than
    /// those of the frames before it.
    pub clock: u64,
    /// Whether these are all sessions, and others are gone.
    pub snapshot: bool,
    /// The sessions that came or changed; in a snapshot all, by name.
    pub changed: Vec<Arc<Presence>>,
    /// The sessions that ended; one that came again is in `changed` too.
    pub left: Vec<Left>,
}

/// Yields a project's frames, a snapshot first; after a gap a snapshot again.
pub type Follower = streams::Follower<Frame>;

/// Who is where, in all projects.
#[derive(Debug)]
pub struct Memory {
    rooms: Mutex<HashMap<ProjectId, Arc<Room>>>,
    rules: Arc<Rules>,
    bell: Arc<Notify>,
}

impl Memory {
    /// Knows of nobody.
    pub fn new(clock: Arc<dyn Clock>, limits: &Limits) -> Self {
        Self { rooms: Mutex::default(), rules: Arc::new(Rules::new(clock, limits)), bell: Arc::default() }
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<ProjectId, Arc<Room>>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, project: ProjectId) -> Option<Arc<Room>> {
        self.rooms().get(&project).cloned()
    }

    fn room(&self, project: ProjectId) -> Arc<Room> {
        let make = || Arc::new(Room::new(project, Arc::clone(&self.rules), Arc::clone(&self.bell)));
        Arc::clone(self.rooms().entry(project).or_insert_with(make))
    }

    /// The rooms that something is to be done with.
    fn those(&self, which: impl Fn(&Room) -> bool) -> Vec<Arc<Room>> {
        self.rooms().values().filter(|room| which(room)).cloned().collect()
    }

    /// Ends what is silent or has lost its right, and forgets rooms that nobody uses.
    fn sweep(&self) {
        for room in self.those(|_| true) {
            room.sweep();
        }
        self.rooms().retain(|_, room| Arc::strong_count(room) > 1 || !room.is_forgettable());
    }
}

/// Is in a project until the guard is dropped: with the last guard of a session the session ends. The
/// caller has read `user`, whom the access belongs to. Fails where the session is another person's,
/// or there are too many.
pub fn join(app: &App, access: &Access, user: &accounts::User, session: SessionName) -> Result<Guard> {
    debug_assert_eq!(access.user, Some(user.id), "the access is somebody else's");
    let right = app.revocations.watch(Right::Membership(access.project, user.id));
    app.presence.room(access.project).join(user, session, right)
}

/// Follows who is in a project, and where. The access is for the moment: the caller stops when it is
/// lost.
pub fn follow(app: &App, access: &Access) -> Follower {
    app.presence.room(access.project).follow()
}

/// Says where the actor is, in a session that need not be held by a connection: without one, it ends
/// [`SILENCE`] after its last update, which may be the same again.
pub async fn place(
    app: &App,
    actor: &Actor,
    project: ProjectId,
    session: &str,
    update: &Update,
) -> Result<()> {
    let session = SessionName::parse(session)?;
    // The rights of those who are there are watched, so that cursors cost no reads.
    if let Some(room) = app.presence.find(project)
        && let Some(known) = room.presence(&session, actor.user)
        && !update.goes_elsewhere(&known)
    {
        match room.update(&session, actor.user, update) {
            Err(Refusal::Gone) => {}
            done => return Ok(done?),
        }
    }
    let access = projects::access(app, actor, project).await?;
    if let Some(Some(wireframe)) = update.wireframe {
        let found = wireframes::find(app, wireframe).await?;
        if found.is_none_or(|found| found.project != project) {
            let message = "The project has no such wireframe.";
            return Err(Error::field(ProblemCode::NotFound, "wireframeId", message));
        }
    }
    let user = accounts::own(app, actor).await?;
    let right = app.revocations.watch(Right::Membership(access.project, user.id));
    app.presence.room(access.project).visit(&user, &session, right, update)
}

/// Ends all sessions of somebody who no longer belongs to a project.
pub fn dismiss(app: &App, project: ProjectId, user: UserId) {
    if let Some(room) = app.presence.find(project) {
        room.dismiss(user);
    }
}

/// Tells everybody how somebody is called since.
pub fn rename(app: &App, user: &accounts::User) {
    for room in app.presence.those(|_| true) {
        room.rename(user);
    }
}

/// Publishes what changes, and ends what is silent, until the server stops.
pub async fn run(app: App) {
    let mut sweeps = tokio::time::interval(SWEEP);
    sweeps.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = app.presence.bell.notified() => {}
            _ = sweeps.tick() => app.presence.sweep(),
            () = app.shutdown.cancelled() => return,
        }
        for room in app.presence.those(Room::is_due) {
            room.publish();
        }
        // Whatever comes meanwhile rings the bell, and is published together.
        tokio::time::sleep(TICK).await;
    }
}
