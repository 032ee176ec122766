//! Presence as one client of Yjs takes part in it: what it says of itself becomes a session of the project,
//! and what others do it hears through the roster of its room.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use serde_json::{Map, Value};
use tokio::time::{Instant, Interval, MissedTickBehavior, Sleep, interval_at, sleep};

use crate::accounts::User;
use crate::app::App;
use crate::ids::{Id as _, ProjectId, WireframeId};
use crate::presence::{self, Follower, Guard, Refusal, SessionName, Update};
use crate::projects::Access;
use crate::wireframes::protocol::{block, number};
use crate::wireframes::rooms::Roster;

/// Clients of Yjs forget whoever is silent for 30 s; the server speaks for those who have not moved.
const REFRESH: Duration = Duration::from_secs(15);
/// The longest state that is read.
const STATE_BYTES: usize = 4 * 1024;
/// What a state says that is not the session's own to say.
const STAMPED: [&str; 2] = ["user", "sessionId"];
const KNOWN: [&str; 5] = ["x", "y", "selection", "filePath", "state"];

/// Where everybody is, as one socket is told and tells.
pub(super) struct Awareness {
    app: App,
    access: Access,
    user: User,
    wireframe: WireframeId,
    roster: Arc<Roster>,
    follower: Follower,
    refreshes: Interval,
    /// The client's number, once it has said it, and its session while it has one.
    client: Option<u64>,
    session: Option<Guard>,
    /// A state that came too soon after others, and the time until it can be taken.
    held: Option<(Update, Pin<Box<Sleep>>)>,
}

impl Awareness {
    pub(super) fn new(
        app: &App,
        access: Access,
        user: User,
        wireframe: WireframeId,
        roster: Arc<Roster>,
    ) -> Self {
        Self {
            roster,
            follower: presence::follow(app, &access),
            refreshes: refreshes(app, access.project),
            app: app.clone(),
            access,
            user,
            wireframe,
            client: None,
            session: None,
            held: None,
        }
    }

    /// Tells the client again where everybody is.
    pub(super) fn start_over(&mut self) {
        self.follower.start_over();
    }

    /// Waits for a message to the client.
    pub(super) async fn next(&mut self) -> Option<Bytes> {
        let release = async {
            match &mut self.held {
                Some((_, pause)) => pause.await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            frame = self.follower.next() => self.roster.message(&frame, self.client),
            _ = self.refreshes.tick() => {
                self.follower.renew();
                None
            }
            () = release => {
                if let Some((update, _)) = self.held.take() {
                    self.place(update);
                }
                None
            }
        }
    }

    /// Takes what the client says about itself; what it has heard of others is known here. Fails with what
    /// is malformed.
    pub(super) fn hear(&mut self, update: &[u8]) -> Result<(), &'static str> {
        const MALFORMED: &str = "An awareness update is malformed";
        let mut rest = update;
        let count = number(&mut rest).ok_or(MALFORMED)?;
        for _ in 0..count {
            let client = number(&mut rest).ok_or(MALFORMED)?;
            number(&mut rest).ok_or(MALFORMED)?;
            let state = block(&mut rest).ok_or(MALFORMED)?;
            // The first that a client speaks of is itself.
            if *self.client.get_or_insert(client) == client {
                self.say(state).ok_or(MALFORMED)?;
            }
        }
        if rest.is_empty() { Ok(()) } else { Err(MALFORMED) }
    }

    fn say(&mut self, state: &[u8]) -> Option<()> {
        if state.len() > STATE_BYTES {
            return Some(());
        }
        match serde_json::from_slice(state).ok()? {
            Value::Null => {
                self.held = None;
                self.session = None;
            }
            Value::Object(state) => self.place(update_of(state, self.wireframe)),
            _ => return None,
        }
        Some(())
    }

    fn place(&mut self, update: Update) {
        if self.session.is_none() {
            let name = self.client.and_then(|client| SessionName::parse(&format!("y-{client}")).ok());
            self.session =
                name.and_then(|name| presence::join(&self.app, &self.access, &self.user, name).ok());
        }
        let Some(session) = &self.session else { return };
        self.held = None;
        match session.update(&update) {
            Ok(()) | Err(Refusal::TooBig { .. }) => {}
            Err(Refusal::TooFast { retry_after }) => self.held = Some((update, Box::pin(sleep(retry_after)))),
            Err(Refusal::Gone) => self.session = None,
        }
    }
}

/// The moments at which the sockets of a project repeat what they know: the same for all of them, so that
/// they share what they are told.
fn refreshes(app: &App, project: ProjectId) -> Interval {
    let period = REFRESH.as_micros() as u64;
    let phase = (project.uuid().as_u128() % u128::from(period)) as u64;
    let passed = (app.now().0.unsigned_abs() + phase) % period;
    let mut refreshes = interval_at(Instant::now() + Duration::from_micros(period - passed), REFRESH);
    refreshes.set_missed_tick_behavior(MissedTickBehavior::Skip);
    refreshes
}

/// What a client says of itself.
fn update_of(mut state: Map<String, Value>, wireframe: WireframeId) -> Update {
    let coordinate = |name: &str| {
        let cursor = state.get("cursor").filter(|cursor| cursor.is_object());
        let number = state.get(name).or_else(|| cursor?.get(name)).and_then(Value::as_f64);
        Some(number.filter(|number| number.is_finite()))
    };
    let (x, y) = (coordinate("x"), coordinate("y"));
    let file_path = state.get("filePath").and_then(Value::as_str).map(str::to_owned);
    let ids = state.get("selection").and_then(Value::as_array);
    let selection = ids.map(|ids| ids.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect());
    let said = state.remove("state").filter(|said| !said.is_null());
    state.retain(|name, _| !STAMPED.contains(&name.as_str()) && !KNOWN.contains(&name.as_str()));
    let said = said.or_else(|| (!state.is_empty()).then_some(Value::Object(state)));
    Update {
        wireframe: Some(Some(wireframe)),
        file_path: Some(file_path),
        x,
        y,
        selection: Some(selection.unwrap_or_default()),
        state: Some(said),
    }
}
