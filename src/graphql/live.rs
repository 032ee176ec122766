//! Subscriptions as the edge runs them: opened once a subscriber, executed once an event.
//!
//! The library would execute every event for every subscriber. Here a subscription's resolver runs in
//! two ways, which the request's data decides. With a [`Tap`] it proves the subscriber's right and
//! leaves the events there, as a [`Feed`]; with an [`Occurrence`] it answers that one event, which the
//! edge has taken from a feed, and asks nobody again. So what an event looks like can be worked out
//! once and sent to all who would see the same.

use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::Context;
use futures::stream::{self, BoxStream, Stream, StreamExt as _};

use super::errors::ApiError;
use super::presence::PresenceItem;
use super::scalars::StreamCursor;
use super::{actor, app};
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::ProjectId;
use crate::revocations::{Right, Watched};
use crate::streams::{Entry, Start, StreamKey};

/// Where a subscription's resolver leaves what its subscriber may see.
#[derive(Clone, Default)]
pub struct Tap(Arc<Mutex<Option<Feed>>>);

impl Tap {
    /// What the resolver has left, if it has not failed.
    pub fn take(&self) -> Option<Feed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The cursor with which a transport resumes, whatever the operation's own argument says.
#[derive(Clone, Debug)]
pub struct ResumeAfter(pub String);

/// One event on its way to be executed.
pub struct Occurrence(Mutex<Option<Box<dyn Any + Send>>>);

/// What a subscription is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// What is stored in a stream.
    Stream(StreamKey),
    /// Who is in a project, which is stored nowhere.
    Presence(ProjectId),
}

/// Something that followers of a topic may be shown.
#[derive(Clone, Debug)]
pub enum Item {
    /// An event of a stream.
    Stored(Arc<Entry>),
    /// Something about who is where.
    Present(PresenceItem),
}

impl Item {
    /// Tells it from all others of its topic.
    pub fn number(&self) -> u64 {
        match self {
            Self::Stored(entry) => entry.seq,
            Self::Present(item) => item.number(),
        }
    }
}

/// The subscription's own event for an item; none where the item is not for subscribers.
type Show = dyn Fn(&Item) -> Result<Option<Occurrence>> + Send + Sync;

/// The items of a topic that one subscriber may see.
pub struct Feed {
    items: BoxStream<'static, Result<Item>>,
    right: Watched,
    is_over: bool,
    /// What makes events of them.
    pub source: Arc<Source>,
}

/// What a feed's items are to subscribers.
pub struct Source {
    /// What they are about.
    pub topic: Topic,
    app: App,
    show: Box<Show>,
}

impl Feed {
    /// Follows a stream of a project's on behalf of the viewer, for as long as they may see the
    /// project. `show` makes what clients see of an entry; it leaves out those that are not for them.
    pub(super) async fn open<T, F>(
        ctx: &Context<'_>,
        project: ProjectId,
        key: StreamKey,
        after: Option<StreamCursor>,
        otherwise: Start,
        show: F,
    ) -> Result<Self>
    where
        T: Send + 'static,
        F: Fn(StreamCursor, &Entry) -> Result<Option<T>> + Send + Sync + 'static,
    {
        let app = app(ctx)?.clone();
        let after = ctx.data_opt::<ResumeAfter>().map(|resume| StreamCursor(resume.0.clone())).or(after);
        let start = match after {
            Some(cursor) => Start::After(app.streams.cursors.read(key, &cursor.0)?),
            None => otherwise,
        };
        let entries = app.streams.follow(key, start).await?;
        let items = entries.map(|entry| entry.map(Item::Stored));
        Self::of(ctx, project, Topic::Stream(key), items, move |item| {
            let Item::Stored(entry) = item else { return Ok(None) };
            show(StreamCursor(app.streams.cursors.write(key, entry.seq)), entry)
        })
    }

    /// Follows a topic of a project's on behalf of the viewer, for as long as they may see the project.
    pub(super) fn of<T, F>(
        ctx: &Context<'_>,
        project: ProjectId,
        topic: Topic,
        items: impl Stream<Item = Result<Item>> + Send + 'static,
        show: F,
    ) -> Result<Self>
    where
        T: Send + 'static,
        F: Fn(&Item) -> Result<Option<T>> + Send + Sync + 'static,
    {
        let app = app(ctx)?.clone();
        let right = app.revocations.watch(Right::Membership(project, actor(ctx)?.user));
        let show: Box<Show> =
            Box::new(move |item| Ok(show(item)?.map(|event| Occurrence(Mutex::new(Some(Box::new(event)))))));
        Ok(Self {
            items: items.boxed(),
            right,
            is_over: false,
            source: Arc::new(Source { topic, app, show }),
        })
    }

    /// The next item; an error is the last.
    pub async fn next(&mut self) -> Option<Result<Item, ApiError>> {
        if self.is_over {
            return None;
        }
        let next = tokio::select! {
            biased;
            () = self.right.lost() => Some(Err(Error::NotFound("project"))),
            next = self.items.next() => next,
        };
        self.is_over = matches!(next, None | Some(Err(_)));
        Some(next?.map_err(ApiError::from))
    }
}

impl Source {
    /// The position behind an item; none where nothing is stored that one could come back to.
    pub fn cursor(&self, item: &Item) -> Option<String> {
        match self.topic {
            Topic::Stream(key) => Some(self.app.streams.cursors.write(key, item.number())),
            Topic::Presence(_) => None,
        }
    }

    /// An item as something that can be executed; none where it is not for subscribers.
    pub fn show(&self, item: &Item) -> Result<Option<Occurrence>, ApiError> {
        Ok((self.show)(item)?)
    }
}

/// What a subscription's resolver answers: one event, or none where it left a feed.
pub(super) type Answer<T> = stream::Iter<std::option::IntoIter<Result<T, ApiError>>>;

/// Answers a subscription's resolver: with the event that the request brings, or by leaving in the
/// request's tap what `open` makes.
pub(super) async fn subscribe<T: Send + 'static>(
    ctx: &Context<'_>,
    open: impl Future<Output = Result<Feed>>,
) -> Result<Answer<T>, ApiError> {
    let item = if let Some(Occurrence(item)) = ctx.data_opt::<Occurrence>() {
        let item = item.lock().unwrap_or_else(PoisonError::into_inner).take();
        let item = item.and_then(|item| item.downcast::<T>().ok());
        Some(Ok(*item.ok_or_else(|| Error::internal("show an event", "it is another subscription's"))?))
    } else {
        let tap = ctx.data_opt::<Tap>();
        let tap = tap.ok_or_else(|| Error::internal("subscribe", "the request brings no tap"))?;
        let feed = open.await?;
        *tap.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(feed);
        None
    };
    Ok(stream::iter(item))
}
