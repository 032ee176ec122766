//! Who is in a project, and where.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject, Union};
use futures::stream;

use super::accounts::User;
use super::errors::{ApiError, UserError, settle};
use super::live::{Feed, Item, Topic};
use super::scalars::{Json, id, parse_id};
use super::{access, actor, app};
use crate::accounts;
use crate::error::{Error, Result};
use crate::presence::{self, Follower, Frame, Guard, Left, SessionName, Update};

/// More changes than these within a tick are shown as a snapshot.
const MOST_AT_ONCE: usize = 48;
/// Numbers of the events of one frame.
const PER_FRAME: u64 = 1 << 16;

/// Mutations of presence.
#[derive(Default)]
pub struct PresenceMutation;

#[Object]
impl PresenceMutation {
    /// Says where the viewer is. Updates replace each other, and others see the last one within a
    /// twentieth of a second. A session that no subscription to `presence` holds ends 30 seconds after
    /// its last update, which may say the same again. Viewers may be seen too.
    async fn presence_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] project_id: ID,
        #[graphql(desc = "Where the viewer is.")] input: PresenceUpdateInput,
    ) -> Result<PresenceUpdatePayload, ApiError> {
        let updated = async {
            let session = input.session_id.to_string();
            let update = input.update()?;
            presence::place(app(ctx)?, actor(ctx)?, parse_id(&project_id)?, &session, &update).await
        };
        Ok(match settle(updated.await)? {
            Ok(()) => PresenceUpdatePayload { accepted: true, user_errors: Vec::new() },
            Err(user_errors) => PresenceUpdatePayload { accepted: false, user_errors },
        })
    }
}

/// Where somebody is. What is absent stays as it was, and null takes it away. Path, selection and
/// state have at most the limit `presence_bytes` together; a session may send the limit
/// `presence_updates_per_second`, and gets the coded error `RATE_LIMITED` beyond.
#[derive(InputObject)]
pub struct PresenceUpdateInput {
    /// The viewer's own name for a tab, chosen at random: 1 to 64 of A-Z a-z 0-9 _ -.
    session_id: ID,
    /// The wireframe that is open.
    wireframe_id: MaybeUndefined<ID>,
    /// The file that is open.
    file_path: MaybeUndefined<String>,
    /// The cursor, in pixels from the left of what is open.
    x: MaybeUndefined<f64>,
    /// The cursor, in pixels from the top of what is open.
    y: MaybeUndefined<f64>,
    /// What is selected.
    selection: MaybeUndefined<Vec<ID>>,
    /// Whatever else clients tell each other: `{"typing": "cnv_…"}` while the viewer writes a message in
    /// that conversation.
    state: MaybeUndefined<Json>,
}

/// What an input says: nothing, that there is none, or what there is.
#[expect(clippy::option_option, reason = "absent is another thing than null")]
fn said<T>(field: MaybeUndefined<T>) -> Option<Option<T>> {
    field.into()
}

impl PresenceUpdateInput {
    fn update(self) -> Result<Update> {
        let wireframe = match said(self.wireframe_id) {
            Some(Some(wireframe)) => Some(Some(parse_id(&wireframe)?)),
            Some(None) => Some(None),
            None => None,
        };
        let selection = said(self.selection).map(Option::unwrap_or_default);
        Ok(Update {
            wireframe,
            file_path: said(self.file_path),
            x: said(self.x),
            y: said(self.y),
            selection: selection.map(|ids| ids.into_iter().map(|id| id.0).collect()),
            state: said(self.state).map(|state| state.map(|Json(state)| state)),
        })
    }
}

/// What became of `presenceUpdate`.
#[derive(Debug, SimpleObject)]
pub struct PresenceUpdatePayload {
    /// Whether others see it.
    accepted: bool,
    /// What the user can put right; empty where the mutation succeeded.
    user_errors: Vec<UserError>,
}

/// One session of somebody who is in a project.
#[derive(Clone, Debug)]
pub struct Presence(Arc<presence::Presence>);

/// One session of somebody who is in a project.
#[Object]
impl Presence {
    /// What its client calls the session.
    async fn session_id(&self) -> ID {
        ID(self.0.session.as_str().to_owned())
    }

    /// Who, as the server knows it.
    async fn user(&self) -> User {
        accounts::User::clone(&self.0.person.user).into()
    }

    /// How the person's cursor and selection are drawn, as `#rrggbb`: the same in all sessions of a
    /// person, different for different people where possible. White text can be read on it.
    async fn color(&self) -> &str {
        self.0.person.color
    }

    /// The wireframe that is open.
    async fn wireframe_id(&self) -> Option<ID> {
        self.0.wireframe.map(id)
    }

    /// The file that is open.
    async fn file_path(&self) -> Option<&str> {
        self.0.file_path.as_deref()
    }

    /// The cursor, in pixels from the left of what is open.
    async fn x(&self) -> Option<f64> {
        self.0.x
    }

    /// The cursor, in pixels from the top of what is open.
    async fn y(&self) -> Option<f64> {
        self.0.y
    }

    /// What is selected.
    async fn selection(&self) -> Vec<ID> {
        self.0.selection.iter().map(|id| ID(id.clone())).collect()
    }

    /// Whatever else clients tell each other: `{"typing": "cnv_…"}` while the person writes a message in
    /// that conversation.
    async fn state(&self) -> Option<Json> {
        self.0.state.clone().map(Json)
    }
}

/// Something about who is where.
#[derive(Debug, Union)]
#[expect(clippy::enum_variant_names, reason = "the variants are called as clients know them")]
pub enum PresenceEvent {
    /// All who are there.
    PresenceSnapshot(PresenceSnapshot),
    /// A session came or changed.
    PresenceChanged(PresenceChanged),
    /// A session ended.
    PresenceLeft(PresenceLeft),
}

/// All who are there: any other session that was seen before has ended.
#[derive(Debug, SimpleObject)]
pub struct PresenceSnapshot {
    /// Their sessions.
    sessions: Vec<Presence>,
}

/// A session came or changed.
#[derive(Debug, SimpleObject)]
pub struct PresenceChanged {
    /// The session as it is since.
    session: Presence,
}

/// A session ended.
#[derive(Debug, SimpleObject)]
pub struct PresenceLeft {
    /// What its client called it.
    session_id: ID,
}

/// Something about who is where, on its way to subscribers.
#[derive(Clone, Debug)]
pub struct PresenceItem {
    frame: Arc<Frame>,
    /// Which of the frame's endings, then changes; none for all of a snapshot.
    part: Option<usize>,
}

impl PresenceItem {
    /// Tells it from all others of its project.
    pub fn number(&self) -> u64 {
        self.frame.seq * PER_FRAME + self.part.map_or(0, |part| part as u64 + 1)
    }

    fn event(&self) -> Option<PresenceEvent> {
        let Frame { changed, left, .. } = &*self.frame;
        let Some(part) = self.part else {
            let sessions = changed.iter().map(|session| Presence(Arc::clone(session))).collect();
            return Some(PresenceEvent::PresenceSnapshot(PresenceSnapshot { sessions }));
        };
        if let Some(Left { session, .. }) = left.get(part) {
            let session_id = ID(session.as_str().to_owned());
            return Some(PresenceEvent::PresenceLeft(PresenceLeft { session_id }));
        }
        let session = Presence(Arc::clone(changed.get(part - left.len())?));
        Some(PresenceEvent::PresenceChanged(PresenceChanged { session }))
    }
}

/// A subscriber's place among the frames, and their own session.
struct Place {
    follower: Follower,
    current: Option<(Arc<Frame>, usize)>,
    _own: Option<Guard>,
}

impl Place {
    async fn next(&mut self) -> PresenceItem {
        loop {
            if let Some((frame, part)) = self.current.take() {
                if self.follower.is_behind() {
                    self.follower.start_over();
                } else if part < frame.changed.len() + frame.left.len() {
                    self.current = Some((Arc::clone(&frame), part + 1));
                    return PresenceItem { frame, part: Some(part) };
                }
            }
            let frame = self.follower.next().await;
            if frame.snapshot {
                return PresenceItem { frame, part: None };
            }
            if frame.changed.len() + frame.left.len() > MOST_AT_ONCE {
                self.follower.start_over();
            } else {
                self.current = Some((frame, 0));
            }
        }
    }
}

/// Follows a project for the viewer, who is there in a session of the given name, if any.
pub(super) async fn follow(ctx: &Context<'_>, project: &ID, session: Option<&ID>) -> Result<Feed> {
    let access = access(ctx, project).await?;
    let app = app(ctx)?;
    let own = match session {
        Some(session) => {
            let session = SessionName::parse(session)?;
            let user = accounts::own(app, actor(ctx)?).await?;
            Some(presence::join(app, &access, &user, session)?)
        }
        None => None,
    };
    let place = Place { follower: presence::follow(app, &access), current: None, _own: own };
    let items = stream::unfold(place, async |mut place| {
        let item = Item::Present(place.next().await);
        Some((Ok(item), place))
    });
    Feed::of(ctx, access.project, Topic::Presence(access.project), items, |item| match item {
        Item::Present(item) => Ok(item.event()),
        Item::Stored(_) => Err(Error::internal("show who is there", "it is an event of a stream")),
    })
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;
    use uuid::Uuid;

    use super::*;
    use crate::accounts::UserRole;
    use crate::clock::Timestamp;
    use crate::ids::{Id as _, UserId};
    use crate::presence::Person;
    use crate::streams::Frames;

    fn frames() -> (Arc<Frames<Frame>>, Place) {
        let frames = Arc::new(Frames::new(Arc::default()));
        let follower = frames.follow();
        (frames, Place { follower, current: None, _own: None })
    }

    fn session(number: usize) -> Arc<presence::Presence> {
        let user = accounts::User {
            id: UserId::from_uuid(Uuid::nil()),
            email: String::new(),
            display_name: String::new(),
            role: UserRole::User,
            created_at: Timestamp(0),
        };
        Arc::new(presence::Presence {
            session: SessionName::parse(&format!("s{number}")).unwrap(),
            person: Arc::new(Person { user, color: "#000000" }),
            wireframe: None,
            file_path: None,
            x: None,
            y: None,
            selection: Vec::new(),
            state: None,
            clock: number as u64,
        })
    }

    /// Publishes that so many sessions changed and the first of them has left before.
    fn publish(frames: &Frames<Frame>, changed: usize) {
        let changed: Vec<_> = (0..changed).map(session).collect();
        frames.publish(|next, is_whole_wanted| {
            let whole =
                Frame { seq: next, clock: next, snapshot: true, changed: changed.clone(), left: Vec::new() };
            let left = vec![Left { session: session(0).session.clone(), wireframe: None, clock: 0 }];
            (
                Some(Frame { seq: next, clock: next, snapshot: false, changed, left }),
                is_whole_wanted.then_some(whole),
            )
        });
    }

    /// What comes next, if anything, in words.
    fn read(place: &mut Place) -> Option<String> {
        let item = place.next().now_or_never()?;
        let number = item.number() % PER_FRAME;
        Some(match item.event().unwrap() {
            PresenceEvent::PresenceSnapshot(all) => format!("{number}: all {}", all.sessions.len()),
            PresenceEvent::PresenceChanged(one) => format!("{number}: {}", one.session.0.session.as_str()),
            PresenceEvent::PresenceLeft(left) => format!("{number}: without {}", left.session_id.as_str()),
        })
    }

    #[test]
    fn changes_come_one_by_one_and_who_left_before_who_came() {
        let (frames, mut place) = frames();
        assert_eq!(read(&mut place), None);
        publish(&frames, 2);
        assert_eq!(read(&mut place).as_deref(), Some("0: all 2"));
        publish(&frames, 2);
        for expected in ["1: without s0", "2: s0", "3: s1"] {
            assert_eq!(read(&mut place).as_deref(), Some(expected));
        }
        assert_eq!(read(&mut place), None);
    }

    #[test]
    fn a_crowd_is_shown_at_once() {
        let (frames, mut place) = frames();
        read(&mut place);
        publish(&frames, 2);
        read(&mut place);
        publish(&frames, MOST_AT_ONCE);
        assert_eq!(read(&mut place), None, "the snapshot must be asked for");
        publish(&frames, MOST_AT_ONCE);
        assert_eq!(read(&mut place), Some(format!("0: all {MOST_AT_ONCE}")));
    }

    #[test]
    fn whoever_is_slow_in_the_middle_of_a_frame_skips_the_rest() {
        let (frames, mut place) = frames();
        read(&mut place);
        publish(&frames, 3);
        read(&mut place);
        publish(&frames, 3);
        assert_eq!(read(&mut place).as_deref(), Some("1: without s0"));
        publish(&frames, 3);
        assert_eq!(read(&mut place).as_deref(), Some("2: s0"), "one frame behind is no gap");
        publish(&frames, 3);
        assert_eq!(read(&mut place), None);
        publish(&frames, 3);
        assert_eq!(read(&mut place).as_deref(), Some("0: all 3"));
    }
}
