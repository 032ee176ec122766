//! Who is in one project.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::FutureExt as _;
use tokio::sync::Notify;

use super::palette::Palette;
use super::session::Session;
use super::{Follower, Frame, Left, Person, Presence, Refusal, SessionName, Update};
use crate::accounts::User;
use crate::clock::{Clock, Timestamp};
use crate::config::Limits;
use crate::error::{Error, ProblemCode, Result};
use crate::ids::{ProjectId, UserId};
use crate::revocations::Watched;
use crate::streams::Frames;

/// What is the same in all rooms.
pub(super) struct Rules {
    clock: Arc<dyn Clock>,
    bytes: u64,
    updates_per_second: u64,
    sessions: u64,
    sessions_of_one: u64,
}

impl Rules {
    pub(super) fn new(clock: Arc<dyn Clock>, limits: &Limits) -> Self {
        Self {
            clock,
            bytes: limits.presence_bytes,
            updates_per_second: limits.presence_updates_per_second,
            sessions: limits.presence_sessions_per_project,
            sessions_of_one: limits.presence_sessions_per_account,
        }
    }
}

impl std::fmt::Debug for Rules {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rules").finish_non_exhaustive()
    }
}

/// The people in a project, and those who watch them.
#[derive(Debug)]
pub(super) struct Room {
    project: ProjectId,
    rules: Arc<Rules>,
    frames: Arc<Frames<Frame>>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    sessions: BTreeMap<SessionName, Session>,
    members: HashMap<UserId, Member>,
    palette: Palette,
    /// The sessions that changed since the last frame.
    changed: Vec<SessionName>,
    /// Those that ended since, of which somebody knows.
    left: Vec<Left>,
    clock: u64,
}

/// Somebody with a session.
#[derive(Debug)]
struct Member {
    person: Arc<Person>,
    right: Watched,
    sessions: u64,
}

/// Holds a session: it ends with its last guard.
#[derive(Debug)]
pub struct Guard {
    room: Arc<Room>,
    session: SessionName,
    user: UserId,
    serial: u64,
}

impl Guard {
    /// Says where the session is. Neither waits nor wakes anybody.
    pub fn update(&self, update: &Update) -> Result<(), Refusal> {
        update.check(self.room.rules.bytes)?;
        let mut state = self.room.lock();
        if state.sessions.get(&self.session).is_none_or(|session| session.serial != self.serial) {
            return Err(Refusal::Gone);
        }
        self.room.change(&mut state, &self.session, self.user, update)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        let mut state = self.room.lock();
        let Some(session) = state.sessions.get_mut(&self.session) else { return };
        if session.serial != self.serial {
            return;
        }
        session.holders -= 1;
        if session.holders == 0 {
            state.end(&self.session, self.room.rules.clock.now());
            self.room.frames.touch();
        }
    }
}

impl Room {
    pub(super) fn new(project: ProjectId, rules: Arc<Rules>, bell: Arc<Notify>) -> Self {
        Self { project, rules, frames: Arc::new(Frames::new(bell)), state: Mutex::default() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn follow(&self) -> Follower {
        self.frames.follow()
    }

    /// Whether there is nobody in it, and nobody watches.
    pub(super) fn is_forgettable(&self) -> bool {
        Arc::strong_count(&self.frames) == 1 && self.lock().sessions.is_empty()
    }

    pub(super) fn is_due(&self) -> bool {
        self.frames.is_due()
    }

    /// Where somebody's session is, if there is one.
    pub(super) fn presence(&self, session: &SessionName, user: UserId) -> Option<Arc<Presence>> {
        let state = self.lock();
        let session = state.sessions.get(session)?;
        (session.presence.person.user.id == user).then(|| Arc::clone(&session.presence))
    }

    /// Begins a session, or holds one that is there already.
    pub(super) fn join(self: &Arc<Self>, user: &User, session: SessionName, right: Watched) -> Result<Guard> {
        let mut state = self.lock();
        self.enter(&mut state, user, &session, right)?;
        let held = state.sessions.get_mut(&session).ok_or(Error::NotFound("session"))?;
        held.holders += 1;
        let serial = held.serial;
        Ok(Guard { room: Arc::clone(self), session, user: user.id, serial })
    }

    /// Begins a session that nobody holds, or goes on with one, and says where it is.
    pub(super) fn visit(
        &self,
        user: &User,
        session: &SessionName,
        right: Watched,
        update: &Update,
    ) -> Result<()> {
        update.check(self.rules.bytes)?;
        let mut state = self.lock();
        self.enter(&mut state, user, session, right)?;
        Ok(self.change(&mut state, session, user.id, update)?)
    }

    /// Says where somebody's session is that there is already.
    pub(super) fn update(&self, session: &SessionName, user: UserId, update: &Update) -> Result<(), Refusal> {
        update.check(self.rules.bytes)?;
        self.change(&mut self.lock(), session, user, update)
    }

    fn enter(&self, state: &mut State, user: &User, session: &SessionName, right: Watched) -> Result<()> {
        if let Some(known) = state.sessions.get(session) {
            if known.presence.person.user.id == user.id {
                return Ok(());
            }
            let message = "Somebody else's session has this name; choose another, at random.";
            return Err(Error::field(ProblemCode::Taken, "sessionId", message));
        }
        let of_one = state.members.get(&user.id).map_or(0, |member| member.sessions);
        for (there, most, whose) in [
            (state.sessions.len() as u64, self.rules.sessions, "A project"),
            (of_one, self.rules.sessions_of_one, "A person"),
        ] {
            if there >= most {
                let message = format!("{whose} can have {most} sessions at once.");
                return Err(Error::problem(ProblemCode::LimitReached, message));
            }
        }
        let person = state.welcome(self.project, user, right);
        let now = self.rules.clock.now();
        let clock = state.tick(now);
        let presence = Presence {
            session: session.clone(),
            person,
            wireframe: None,
            file_path: None,
            x: None,
            y: None,
            selection: Vec::new(),
            state: None,
            clock,
        };
        let entered = Session::new(presence, clock, self.rules.updates_per_second, now);
        state.sessions.insert(session.clone(), entered);
        state.mark(session);
        self.frames.touch();
        Ok(())
    }

    fn change(
        &self,
        state: &mut State,
        session: &SessionName,
        user: UserId,
        update: &Update,
    ) -> Result<(), Refusal> {
        let now = self.rules.clock.now();
        let clock = state.tick(now);
        let found = state.sessions.get_mut(session).filter(|found| found.presence.person.user.id == user);
        let found = found.ok_or(Refusal::Gone)?;
        found.update(update, clock, (self.rules.bytes, self.rules.updates_per_second), now)?;
        state.mark(session);
        self.frames.touch();
        Ok(())
    }

    /// Ends all sessions of somebody.
    pub(super) fn dismiss(&self, user: UserId) {
        self.end_those(|session| session.presence.person.user.id == user);
    }

    /// Ends the sessions that are silent, and those of people who have lost their right.
    pub(super) fn sweep(&self) {
        let now = self.rules.clock.now();
        let lost: Vec<UserId> = {
            let state = self.lock();
            let lost = |member: &Member| member.right.lost().now_or_never().is_some();
            state.members.iter().filter(|(_, member)| lost(member)).map(|(user, _)| *user).collect()
        };
        self.end_those(|session| session.is_silent(now) || lost.contains(&session.presence.person.user.id));
    }

    fn end_those(&self, which: impl Fn(&Session) -> bool) {
        let mut state = self.lock();
        let ending = state.sessions.iter().filter(|(_, session)| which(session));
        let ending: Vec<SessionName> = ending.map(|(name, _)| name.clone()).collect();
        let now = self.rules.clock.now();
        for session in &ending {
            state.end(session, now);
        }
        if !ending.is_empty() {
            self.frames.touch();
        }
    }

    /// Shows somebody in all of their sessions as they are called since.
    pub(super) fn rename(&self, user: &User) {
        let mut state = self.lock();
        let Some(member) = state.members.get_mut(&user.id) else { return };
        let person = Arc::new(Person { user: user.clone(), color: member.person.color });
        member.person = Arc::clone(&person);
        let clock = state.tick(self.rules.clock.now());
        let mut theirs = Vec::new();
        for (name, session) in &mut state.sessions {
            if session.presence.person.user.id == user.id {
                let presence = Arc::make_mut(&mut session.presence);
                presence.person = Arc::clone(&person);
                presence.clock = clock;
                theirs.push(name.clone());
            }
        }
        for name in &theirs {
            state.mark(name);
        }
        self.frames.touch();
    }

    /// Sends what has changed since the last time to all who follow.
    pub(super) fn publish(&self) {
        let (mut state, now) = (self.lock(), self.rules.clock.now());
        self.frames.publish(|next, is_whole_wanted| {
            let change = state.take_change(next);
            let seq = if change.is_some() { next } else { next - 1 };
            let whole = is_whole_wanted.then(|| state.whole(seq, now));
            (change, whole)
        });
    }
}

impl State {
    /// A number higher than all before it, in this process or an earlier one.
    fn tick(&mut self, now: Timestamp) -> u64 {
        self.clock = (self.clock + 1).max(now.0.max(0) as u64);
        self.clock
    }

    /// Counts one more session of somebody.
    fn welcome(&mut self, project: ProjectId, user: &User, right: Watched) -> Arc<Person> {
        if let Some(member) = self.members.get_mut(&user.id) {
            member.sessions += 1;
            return Arc::clone(&member.person);
        }
        let present = self.members.values().map(|member| member.person.color);
        let color = self.palette.pick(project, user.id, present);
        let person = Arc::new(Person { user: user.clone(), color });
        let member = Member { person: Arc::clone(&person), right, sessions: 1 };
        self.members.insert(user.id, member);
        person
    }

    /// Notes that a session goes into the next frame.
    fn mark(&mut self, session: &SessionName) {
        if let Some(found) = self.sessions.get_mut(session)
            && !std::mem::replace(&mut found.is_changed, true)
        {
            self.changed.push(session.clone());
        }
    }

    fn end(&mut self, session: &SessionName, now: Timestamp) {
        let clock = self.tick(now);
        let Some(ended) = self.sessions.remove(session) else { return };
        let user = ended.presence.person.user.id;
        if let Some(member) = self.members.get_mut(&user) {
            member.sessions -= 1;
            if member.sessions == 0 {
                self.members.remove(&user);
            }
        }
        if ended.is_published {
            let wireframe = ended.presence.wireframe;
            self.left.push(Left { session: session.clone(), wireframe, clock });
        }
    }

    fn take_change(&mut self, seq: u64) -> Option<Frame> {
        let left = std::mem::take(&mut self.left);
        let mut changed = Vec::with_capacity(self.changed.len());
        for name in std::mem::take(&mut self.changed) {
            // Gone again, or there under the same name a second time.
            let Some(session) = self.sessions.get_mut(&name).filter(|session| session.is_changed) else {
                continue;
            };
            session.is_changed = false;
            session.is_published = true;
            changed.push(Arc::clone(&session.presence));
        }
        let is_empty = changed.is_empty() && left.is_empty();
        (!is_empty).then_some(Frame { seq, clock: self.clock, snapshot: false, changed, left })
    }

    fn whole(&mut self, seq: u64, now: Timestamp) -> Frame {
        let clock = self.tick(now);
        let changed = self.sessions.values().map(|session| Arc::clone(&session.presence)).collect();
        Frame { seq, clock, snapshot: true, changed, left: Vec::new() }
    }
}

#[cfg(test)]
mod tests;
