//! What people in a room see of each other.

use std::sync::atomic::{AtomicI64, Ordering};

use uuid::Uuid;

use super::*;
use crate::accounts::UserRole;
use crate::ids::Id as _;
use crate::presence::SILENCE;
use crate::revocations::{Revocations, Right};

/// A clock that stands still unless it is set forward.
#[derive(Default)]
struct Standing(AtomicI64);

impl Clock for Standing {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

struct World {
    room: Arc<Room>,
    clock: Arc<Standing>,
    revocations: Revocations,
}

impl World {
    fn new() -> Self {
        let clock = Arc::new(Standing::default());
        let limits = Limits {
            presence_sessions_per_project: 5,
            presence_sessions_per_account: 3,
            ..Limits::default()
        };
        let rules = Arc::new(Rules::new(Arc::clone(&clock) as Arc<dyn Clock>, &limits));
        let room = Arc::new(Room::new(project(), rules, Arc::default()));
        Self { room, clock, revocations: Revocations::default() }
    }

    fn right(&self, user: &User) -> Watched {
        self.revocations.watch(Right::Membership(project(), user.id))
    }

    fn join(&self, user: &User, session: &str) -> Result<Guard> {
        self.room.join(user, name(session), self.right(user))
    }

    fn visit(&self, user: &User, session: &str, update: &Update) -> Result<()> {
        self.room.visit(user, &name(session), self.right(user), update)
    }

    fn advance(&self, by: std::time::Duration) {
        self.clock.0.fetch_add(by.as_micros() as i64, Ordering::SeqCst);
    }

    /// The next frame of a follower, once everything is published.
    fn read(&self, follower: &mut Follower) -> Option<Arc<Frame>> {
        let frame = follower.next().now_or_never();
        frame.or_else(|| {
            self.room.publish();
            follower.next().now_or_never()
        })
    }
}

fn project() -> ProjectId {
    ProjectId::from_uuid(Uuid::nil())
}

fn user(number: u128) -> User {
    User {
        id: UserId::from_uuid(Uuid::from_u128(number)),
        email: format!("{number}@example.com"),
        display_name: format!("User {number}"),
        role: UserRole::User,
        created_at: Timestamp(0),
    }
}

fn name(session: &str) -> SessionName {
    SessionName::parse(session).unwrap()
}

fn at(x: f64) -> Update {
    Update { x: Some(Some(x)), ..Update::default() }
}

fn changed(frame: &Frame) -> Vec<(&str, Option<f64>)> {
    frame.changed.iter().map(|presence| (presence.session.as_str(), presence.x)).collect()
}

fn left(frame: &Frame) -> Vec<&str> {
    frame.left.iter().map(|left| left.session.as_str()).collect()
}

fn code(result: Result<impl std::fmt::Debug>) -> ProblemCode {
    match result {
        Err(Error::Rejected(problems)) => problems[0].code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_last_update_of_a_tick_wins() {
    let world = World::new();
    let ann = world.join(&user(1), "ann").unwrap();
    let mut follower = world.room.follow();
    let frame = world.read(&mut follower).unwrap();
    assert!(frame.snapshot);
    assert_eq!(changed(&frame), [("ann", None)]);
    for x in 0..20 {
        ann.update(&at(f64::from(x))).unwrap();
    }
    let frame = world.read(&mut follower).unwrap();
    assert!(!frame.snapshot);
    assert_eq!(changed(&frame), [("ann", Some(19.0))]);
    assert!(world.read(&mut follower).is_none());
    drop(ann);
    let frame = world.read(&mut follower).unwrap();
    assert_eq!((changed(&frame), left(&frame)), (vec![], vec!["ann"]));
}

#[test]
fn what_is_absent_stays_and_what_is_taken_away_goes() {
    let world = World::new();
    let ann = world.join(&user(1), "ann").unwrap();
    let state = Some(Some(serde_json::json!({ "typing": "cnv_1" })));
    let selection = Some(vec!["a".to_owned()]);
    ann.update(&Update { x: Some(Some(1.0)), y: Some(Some(2.0)), state, selection, ..Update::default() })
        .unwrap();
    ann.update(&Update { y: Some(None), selection: Some(Vec::new()), ..Update::default() }).unwrap();
    let frame = world.read(&mut world.room.follow()).unwrap();
    let presence = &frame.changed[0];
    assert_eq!((presence.x, presence.y), (Some(1.0), None));
    assert!(presence.selection.is_empty());
    assert_eq!(presence.state, Some(serde_json::json!({ "typing": "cnv_1" })));
    ann.update(&Update { x: Some(Some(f64::NAN)), ..Update::default() }).unwrap();
    assert_eq!(world.read(&mut world.room.follow()).unwrap().changed[0].x, None);
}

#[test]
fn a_session_belongs_to_one_person_and_ends_with_its_last_guard() {
    let world = World::new();
    let (ann, bob) = (user(1), user(2));
    let first = world.join(&ann, "s").unwrap();
    assert_eq!(code(world.join(&bob, "s")), ProblemCode::Taken);
    assert_eq!(code(world.visit(&bob, "s", &at(1.0))), ProblemCode::Taken);
    assert!(world.room.presence(&name("s"), bob.id).is_none());
    let second = world.join(&ann, "s").unwrap();
    let mut follower = world.room.follow();
    world.read(&mut follower);
    drop(first);
    second.update(&at(1.0)).unwrap();
    assert_eq!(changed(&world.read(&mut follower).unwrap()), [("s", Some(1.0))]);
    drop(second);
    assert_eq!(left(&world.read(&mut follower).unwrap()), ["s"]);
    let bob = world.join(&bob, "s").unwrap();
    assert_eq!(changed(&world.read(&mut follower).unwrap()), [("s", None)]);
    drop(bob);
}

#[test]
fn whoever_comes_and_goes_within_a_tick_was_never_there() {
    let world = World::new();
    let mut follower = world.room.follow();
    world.read(&mut follower);
    drop(world.join(&user(1), "a").unwrap());
    assert!(world.read(&mut follower).is_none());
    let guard = world.join(&user(1), "a").unwrap();
    let first = world.read(&mut follower).unwrap();
    drop(guard);
    let again = world.join(&user(1), "a").unwrap();
    let frame = world.read(&mut follower).unwrap();
    assert_eq!((changed(&frame), left(&frame)), (vec![("a", None)], vec!["a"]));
    assert!(first.changed[0].clock < frame.left[0].clock);
    assert!(frame.left[0].clock < frame.changed[0].clock, "it counts on");
    drop(again);
}

#[test]
fn there_are_so_many_updates_a_second_and_no_more() {
    let world = World::new();
    let ann = world.join(&user(1), "ann").unwrap();
    for _ in 0..30 {
        ann.update(&at(1.0)).unwrap();
    }
    let Err(Refusal::TooFast { retry_after }) = ann.update(&at(2.0)) else { panic!("too many") };
    world.advance(retry_after);
    world.advance(std::time::Duration::from_micros(1));
    ann.update(&at(3.0)).unwrap();
    assert!(matches!(ann.update(&at(4.0)), Err(Refusal::TooFast { .. })));
    world.advance(std::time::Duration::from_secs(10));
    let taken = (0..100).filter(|_| ann.update(&at(5.0)).is_ok()).count();
    assert_eq!(taken, 30);
}

#[test]
fn a_session_says_so_much_and_no_more() {
    let world = World::new();
    let ann = world.join(&user(1), "ann").unwrap();
    let path = |length| Update { file_path: Some(Some("p".repeat(length))), ..Update::default() };
    let state = |length| Update { state: Some(Some("s".repeat(length).into())), ..Update::default() };
    ann.update(&path(1_024)).unwrap();
    assert_eq!(ann.update(&path(1_025)), Err(Refusal::TooBig { bytes: 1_025, most: 1_024 }));
    assert_eq!(ann.update(&state(8)), Err(Refusal::TooBig { bytes: 1_034, most: 1_024 }));
    ann.update(&path(14)).unwrap();
    ann.update(&state(1_008)).unwrap();
    let selection = Update { selection: Some(vec![String::new()]), ..Update::default() };
    assert!(matches!(ann.update(&selection), Err(Refusal::TooBig { .. })));
    assert_eq!(code(world.visit(&user(2), "bob", &path(2_000))), ProblemCode::TooLong);
    assert!(world.room.presence(&name("bob"), user(2).id).is_none(), "who says too much is not there");
}

#[test]
fn there_are_so_many_sessions_and_no_more() {
    let world = World::new();
    let mut guards: Vec<Guard> =
        ["a", "b", "c"].iter().map(|session| world.join(&user(1), session).unwrap()).collect();
    assert_eq!(code(world.join(&user(1), "d")), ProblemCode::LimitReached);
    guards.push(world.join(&user(2), "d").unwrap());
    guards.push(world.join(&user(3), "e").unwrap());
    assert_eq!(code(world.join(&user(4), "f")), ProblemCode::LimitReached);
    guards.remove(0);
    guards.push(world.join(&user(4), "f").unwrap());
}

#[test]
fn a_session_that_nobody_holds_ends_in_silence() {
    let world = World::new();
    let (ann, bob) = (user(1), user(2));
    let held = world.join(&ann, "held").unwrap();
    world.visit(&bob, "alone", &at(1.0)).unwrap();
    let mut follower = world.room.follow();
    world.read(&mut follower);
    world.advance(SILENCE.checked_sub(std::time::Duration::from_secs(1)).unwrap());
    world.visit(&bob, "alone", &Update::default()).unwrap();
    world.advance(SILENCE.checked_sub(std::time::Duration::from_secs(1)).unwrap());
    world.room.sweep();
    assert_eq!(
        changed(&world.read(&mut follower).unwrap()),
        [("alone", Some(1.0))],
        "it said the same again"
    );
    world.advance(std::time::Duration::from_secs(1));
    world.room.sweep();
    assert_eq!(left(&world.read(&mut follower).unwrap()), ["alone"]);
    drop(held);
}

#[test]
fn who_no_longer_belongs_there_is_gone_and_cannot_come_back_by_an_old_guard() {
    let world = World::new();
    let (ann, bob) = (user(1), user(2));
    let (first, second) = (world.join(&ann, "a").unwrap(), world.join(&ann, "b").unwrap());
    let other = world.join(&bob, "c").unwrap();
    let mut follower = world.room.follow();
    world.read(&mut follower);
    world.room.dismiss(ann.id);
    assert_eq!(left(&world.read(&mut follower).unwrap()), ["a", "b"]);
    assert_eq!(first.update(&at(1.0)), Err(Refusal::Gone));
    let again = world.join(&ann, "a").unwrap();
    drop((first, second));
    again.update(&at(1.0)).unwrap();
    other.update(&at(2.0)).unwrap();
    assert_eq!(changed(&world.read(&mut follower).unwrap()), [("a", Some(1.0)), ("c", Some(2.0))]);
}

#[test]
fn all_sessions_show_a_person_alike() {
    let world = World::new();
    let (ann, bob) = (user(1), user(2));
    let _guards =
        [world.join(&ann, "a").unwrap(), world.join(&ann, "b").unwrap(), world.join(&bob, "c").unwrap()];
    let mut follower = world.room.follow();
    let frame = world.read(&mut follower).unwrap();
    let colors: Vec<&str> = frame.changed.iter().map(|presence| presence.person.color).collect();
    assert_eq!(colors[0], colors[1]);
    assert_ne!(colors[0], colors[2]);
    world.room.rename(&User { display_name: "Ann Lee".to_owned(), ..ann });
    let frame = world.read(&mut follower).unwrap();
    let names: Vec<&str> =
        frame.changed.iter().map(|shown| shown.person.user.display_name.as_str()).collect();
    assert_eq!(names, ["Ann Lee", "Ann Lee"]);
    assert_eq!(frame.changed[0].person.color, colors[0]);
}

#[test]
fn a_room_is_forgotten_when_nobody_uses_it() {
    let world = World::new();
    assert!(world.room.is_forgettable());
    let follower = world.room.follow();
    assert!(!world.room.is_forgettable());
    drop(follower);
    let guard = world.join(&user(1), "a").unwrap();
    assert!(!world.room.is_forgettable());
    drop(guard);
    assert!(world.room.is_forgettable());
}

#[test]
fn names_of_sessions_are_short_and_plain() {
    for fine in ["a", "y-1234567890", "A_b-9", &"x".repeat(64)] {
        assert_eq!(name(fine).as_str(), fine);
    }
    for wrong in ["", "a b", "é", "a/b", "<b>", &"x".repeat(65)] {
        assert!(SessionName::parse(wrong).is_err(), "{wrong}");
    }
}
