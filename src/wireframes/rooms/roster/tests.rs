//! What sockets are told of each other.

use uuid::Uuid;

use super::*;
use crate::accounts::{User, UserRole};
use crate::clock::Timestamp;
use crate::ids::{Id as _, UserId};
use crate::presence::{Left, Person};
use crate::wireframes::protocol::{ClientMessage, block, number};

fn wireframe(number: u128) -> WireframeId {
    WireframeId::from_uuid(Uuid::from_u128(number))
}

fn name(session: &str) -> SessionName {
    SessionName::parse(session).unwrap()
}

fn presence(session: &str, on: u128, x: f64) -> Arc<Presence> {
    let user = User {
        id: UserId::from_uuid(Uuid::nil()),
        email: "ada@example.com".to_owned(),
        display_name: "Ada".to_owned(),
        role: UserRole::User,
        created_at: Timestamp(0),
    };
    Arc::new(Presence {
        session: name(session),
        person: Arc::new(Person { user, color: "#0000dd" }),
        wireframe: Some(wireframe(on)),
        file_path: None,
        x: Some(x),
        y: None,
        selection: Vec::new(),
        state: Some(json!({ "tool": "pen", "user": "forged" })),
        clock: 7,
    })
}

fn frame(snapshot: bool, changed: Vec<Arc<Presence>>, left: Vec<Left>) -> Arc<Frame> {
    Arc::new(Frame { seq: 1, clock: 9, snapshot, changed, left })
}

/// The clients of a message with their clocks and states.
fn read(message: &Bytes) -> Vec<(u64, u64, Value)> {
    let Some(ClientMessage::Awareness(mut rest)) = ClientMessage::parse(message) else {
        panic!("{message:?} is something else");
    };
    let count = number(&mut rest).unwrap();
    let entry = |rest: &mut &[u8]| {
        let (client, clock) = (number(rest).unwrap(), number(rest).unwrap());
        (client, clock, serde_json::from_slice(block(rest).unwrap()).unwrap())
    };
    let entries = (0..count).map(|_| entry(&mut rest)).collect();
    assert!(rest.is_empty(), "{rest:?} is left");
    entries
}

#[test]
fn a_frame_is_written_once_and_names_nobody_to_themselves() {
    let roster = Roster::new(wireframe(1));
    let frame = frame(false, vec![presence("y-11", 1, 1.0), presence("y-12", 1, 2.0)], Vec::new());
    let all = roster.message(&frame, Some(13)).unwrap();
    let again = roster.message(&frame, None).unwrap();
    assert_eq!(all.as_ptr(), again.as_ptr(), "they are the same bytes");
    let clients = |message: &Bytes| read(message).into_iter().map(|(client, ..)| client).collect::<Vec<_>>();
    assert_eq!(clients(&all), [11, 12]);
    assert_eq!(clients(&roster.message(&frame, Some(11)).unwrap()), [12]);
    assert_eq!(clients(&roster.message(&frame, Some(12)).unwrap()), [11]);
}

#[test]
fn a_state_says_who_somebody_is_and_only_what_there_is() {
    let roster = Roster::new(wireframe(1));
    let message = roster.message(&frame(false, vec![presence("y-11", 1, 1.5)], Vec::new()), None).unwrap();
    let user = json!({ "id": UserId::from_uuid(Uuid::nil()).to_string(), "name": "Ada", "color": "#0000dd" });
    let said = json!({ "tool": "pen", "user": "forged" });
    let state = json!({ "user": user, "sessionId": "y-11", "x": 1.5, "tool": "pen", "state": said });
    assert_eq!(read(&message), [(11, 7, state)]);
}

#[test]
fn who_goes_elsewhere_or_leaves_is_gone() {
    let roster = Roster::new(wireframe(1));
    let left = |session, on| Left { session: name(session), wireframe: Some(wireframe(on)), clock: 8 };
    let frame_of =
        |snapshot| frame(snapshot, vec![presence("y-11", 2, 1.0)], vec![left("y-12", 1), left("y-13", 2)]);
    let gone = [(11, 7, Value::Null), (12, 8, Value::Null)];
    assert_eq!(read(&roster.message(&frame_of(false), None).unwrap()), gone);
    let nobody = frame(false, vec![presence("y-11", 1, 1.0)], Vec::new());
    assert_eq!(roster.message(&nobody, Some(11)), None, "there is no news but one's own");
}

#[test]
fn a_snapshot_is_news_and_is_sent_even_of_nobody() {
    let roster = Roster::new(wireframe(1));
    let both = frame(true, vec![presence("y-11", 1, 1.0), presence("y-12", 2, 1.0)], Vec::new());
    let told = read(&roster.message(&both, None).unwrap());
    assert_eq!(told.iter().map(|(client, clock, _)| (*client, *clock)).collect::<Vec<_>>(), [(11, 9)]);
    assert_eq!(read(&roster.message(&both, Some(11)).unwrap()), []);
}
