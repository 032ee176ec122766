//! Presence as Yjs clients see it: y-protocols' awareness, whose states are the project's sessions.
//!
//! A client of Yjs names itself by a number; its session is called `y-<number>`. A session of GraphQL
//! gets a number that follows from its name. Who somebody is stands in every state as the server knows
//! it, whatever the client has written there.

use std::time::Duration;

use bytes::Bytes;
use serde_json::{Map, Value, json};
use tokio::time::{Instant, sleep_until};

use crate::accounts::User;
use crate::app::App;
use crate::ids::WireframeId;
use crate::presence::{self, Follower, Frame, Guard, Presence, Refusal, SessionName, Update};
use crate::projects::Access;
use crate::wireframes::protocol::{self, block, number, push_block, push_number};

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
    follower: Follower,
    refresh_at: Instant,
    /// The client's number, once it has said it, and its session while it has one.
    client: Option<u64>,
    session: Option<Guard>,
    /// A state that came too soon after others, and when it can be taken.
    held: Option<(Update, Instant)>,
}

impl Awareness {
    pub(super) fn new(app: &App, access: Access, user: User, wireframe: WireframeId) -> Self {
        Self {
            follower: presence::follow(app, &access),
            app: app.clone(),
            access,
            user,
            wireframe,
            refresh_at: Instant::now() + REFRESH,
            client: None,
            session: None,
            held: None,
        }
    }

    /// Tells the client again where everybody is.
    pub(super) fn start_over(&mut self) {
        self.follower.start_over();
        self.refresh_at = Instant::now() + REFRESH;
    }

    /// Waits for a message to the client.
    pub(super) async fn next(&mut self) -> Option<Bytes> {
        let held_until = self.held.as_ref().map(|(_, until)| *until);
        let release = async {
            match held_until {
                Some(until) => sleep_until(until).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            frame = self.follower.next() => self.message(&frame),
            () = sleep_until(self.refresh_at) => {
                self.start_over();
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

    /// A frame as a message; none where it says nothing to this client.
    fn message(&self, frame: &Frame) -> Option<Bytes> {
        let mut entries = Vec::new();
        let mut count = 0;
        let now = self.app.now().0.unsigned_abs();
        let others =
            frame.changed.iter().filter(|presence| Some(client_of(&presence.session)) != self.client);
        for presence in others {
            let is_here = presence.wireframe == Some(self.wireframe);
            if !is_here && frame.snapshot {
                continue;
            }
            let state = if is_here { state_of(presence) } else { Value::Null };
            // What a snapshot repeats is news to whoever is about to forget it.
            let clock = if frame.snapshot { presence.clock.max(now) } else { presence.clock };
            push_entry(&mut entries, client_of(&presence.session), clock, &state);
            count += 1;
        }
        for left in frame.left.iter().filter(|left| left.wireframe == Some(self.wireframe)) {
            push_entry(&mut entries, client_of(&left.session), left.clock, &Value::Null);
            count += 1;
        }
        // Clients hang up where they hear nothing for 30 s, so a snapshot is sent even of nobody.
        if count == 0 && !frame.snapshot {
            return None;
        }
        let mut update = Vec::with_capacity(entries.len() + 4);
        push_number(&mut update, count);
        update.extend_from_slice(&entries);
        Some(protocol::awareness(&update))
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
            Err(Refusal::TooFast { retry_after }) => self.held = Some((update, Instant::now() + retry_after)),
            Err(Refusal::Gone) => self.session = None,
        }
    }
}

/// A session's number among the clients of Yjs.
fn client_of(session: &SessionName) -> u64 {
    let own = session.as_str().strip_prefix("y-").and_then(|number| number.parse().ok());
    own.unwrap_or_else(|| {
        // FNV-1a in 32 bits, of which Yjs' own numbers have as many.
        let hash = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        u64::from(session.as_str().bytes().fold(0x811c_9dc5, hash))
    })
}

/// What a client is told of a session.
fn state_of(presence: &Presence) -> Value {
    let Presence { session, person, x, y, selection, file_path, state, .. } = presence;
    let mut whole = match state {
        // What a client has written beside the known fields stands there again.
        Some(Value::Object(fields)) => fields.clone(),
        _ => Map::new(),
    };
    let person =
        json!({ "id": person.user.id.to_string(), "name": person.user.display_name, "color": person.color });
    let fields = json!({
        "user": person, "sessionId": session.as_str(), "x": x, "y": y, "selection": selection,
        "filePath": file_path, "state": state,
    });
    if let Value::Object(fields) = fields {
        whole.extend(fields);
    }
    Value::Object(whole)
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

fn push_entry(out: &mut Vec<u8>, client: u64, clock: u64, state: &Value) {
    push_number(out, client);
    push_number(out, clock);
    push_block(out, state.to_string().as_bytes());
}
