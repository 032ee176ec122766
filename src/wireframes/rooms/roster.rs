//! Who is in a room, as Yjs clients hear it: y-protocols' awareness, whose states are the project's sessions.
//!
//! What presence publishes is written once for all sockets of the room, however many there are. A client of
//! Yjs names itself by a number; its session is called `y-<number>`. A session of GraphQL gets a number that
//! follows from its name. Who somebody is stands in every state as the server knows it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::ids::WireframeId;
use crate::presence::{Frame, Presence, SessionName};
use crate::wireframes::protocol::{self, push_block, push_number};

/// What the sockets of one wireframe are told of the people in it.
#[derive(Debug)]
pub struct Roster {
    wireframe: WireframeId,
    last: Mutex<Last>,
}

/// The frames that were written last: all sockets take the same ones, at about the same time.
#[derive(Debug, Default)]
struct Last {
    change: Option<(Weak<Frame>, Arc<Message>)>,
    whole: Option<(Weak<Frame>, Arc<Message>)>,
}

impl Roster {
    pub(super) fn new(wireframe: WireframeId) -> Self {
        Self { wireframe, last: Mutex::default() }
    }

    /// A frame as a message to one client, whose own state it leaves out: when that comes back, it is older
    /// than what the client says of itself by then. None where it says nothing to this client.
    pub fn message(&self, frame: &Arc<Frame>, client: Option<u64>) -> Option<Bytes> {
        self.written(frame).without(client)
    }

    fn written(&self, frame: &Arc<Frame>) -> Arc<Message> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let last = if frame.snapshot { &mut last.whole } else { &mut last.change };
        if let Some((written, message)) = last
            && Weak::as_ptr(written) == Arc::as_ptr(frame)
        {
            return Arc::clone(message);
        }
        let message = Arc::new(Message::new(frame, self.wireframe));
        *last = Some((Arc::downgrade(frame), Arc::clone(&message)));
        message
    }
}

/// A frame as all sockets of a wireframe are told it.
#[derive(Debug)]
struct Message {
    is_whole: bool,
    count: u64,
    /// For everybody; it ends with the entries.
    all: Bytes,
    /// How many bytes the entries have.
    length: usize,
    /// Where among the entries each client stands.
    places: HashMap<u64, Range<usize>>,
}

impl Message {
    fn new(frame: &Frame, wireframe: WireframeId) -> Self {
        let (mut entries, mut count) = (Vec::new(), 0);
        let mut places = HashMap::new();
        for presence in &frame.changed {
            let is_here = presence.wireframe == Some(wireframe);
            if !is_here && frame.snapshot {
                continue;
            }
            let state = if is_here { state_of(presence) } else { Value::Null };
            // What a snapshot repeats is news to whoever is about to forget it.
            let clock = if frame.snapshot { frame.clock } else { presence.clock };
            let (client, begin) = (client_of(&presence.session), entries.len());
            push_entry(&mut entries, client, clock, &state);
            places.insert(client, begin..entries.len());
            count += 1;
        }
        for left in frame.left.iter().filter(|left| left.wireframe == Some(wireframe)) {
            push_entry(&mut entries, client_of(&left.session), left.clock, &Value::Null);
            count += 1;
        }
        let all = protocol::awareness(count, &[&entries]);
        Self { is_whole: frame.snapshot, count, all, length: entries.len(), places }
    }

    fn without(&self, client: Option<u64>) -> Option<Bytes> {
        let own = client.and_then(|client| self.places.get(&client));
        let count = self.count - u64::from(own.is_some());
        // Clients hang up where they hear nothing for 30 s, so a snapshot is sent even of nobody.
        if count == 0 && !self.is_whole {
            return None;
        }
        let Some(own) = own else { return Some(self.all.clone()) };
        let entries = &self.all[self.all.len() - self.length..];
        Some(protocol::awareness(count, &[&entries[..own.start], &entries[own.end..]]))
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

/// What clients are told of a session; what it does not have is absent.
fn state_of(presence: &Presence) -> Value {
    let Presence { session, person, x, y, selection, file_path, state, .. } = presence;
    let mut whole = match state {
        // What a client has written beside the known fields stands there again.
        Some(Value::Object(fields)) => fields.clone(),
        _ => Map::new(),
    };
    let person =
        json!({ "id": person.user.id.to_string(), "name": person.user.display_name, "color": person.color });
    let mut say = |name: &str, value: Option<Value>| {
        // Nobody has said what stands there but the session itself.
        whole.remove(name);
        whole.extend(value.map(|value| (name.to_owned(), value)));
    };
    say("user", Some(person));
    say("sessionId", Some(session.as_str().into()));
    say("x", x.map(Value::from));
    say("y", y.map(Value::from));
    say("selection", (!selection.is_empty()).then(|| selection.as_slice().into()));
    say("filePath", file_path.as_deref().map(Value::from));
    say("state", state.clone());
    Value::Object(whole)
}

fn push_entry(out: &mut Vec<u8>, client: u64, clock: u64, state: &Value) {
    push_number(out, client);
    push_number(out, clock);
    push_block(out, state.to_string().as_bytes());
}

#[cfg(test)]
mod tests;
