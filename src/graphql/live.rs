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
use futures::stream::{self, BoxStream, StreamExt as _};

use super::errors::ApiError;
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

/// The subscription's own event for an entry; none where the entry is not for subscribers.
type Show = dyn Fn(StreamCursor, &Entry) -> Result<Option<Occurrence>> + Send + Sync;

/// The events of a stream that one subscriber may see.
pub struct Feed {
    entries: BoxStream<'static, Result<Arc<Entry>>>,
    right: Watched,
    is_over: bool,
    /// What makes events of them.
    pub source: Arc<Source>,
}

/// What a feed's entries are to subscribers.
pub struct Source {
    app: App,
    key: StreamKey,
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
        let right = app.revocations.watch(Right::Membership(project, actor(ctx)?.user));
        let entries = app.streams.follow(key, start).await?.boxed();
        let show: Box<Show> = Box::new(move |cursor, entry| {
            Ok(show(cursor, entry)?.map(|item| Occurrence(Mutex::new(Some(Box::new(item))))))
        });
        Ok(Self { entries, right, is_over: false, source: Arc::new(Source { app, key, show }) })
    }

    /// The next entry; an error is the last.
    pub async fn next(&mut self) -> Option<Result<Arc<Entry>, ApiError>> {
        if self.is_over {
            return None;
        }
        let next = tokio::select! {
            biased;
            () = self.right.lost() => Some(Err(Error::NotFound("project"))),
            next = self.entries.next() => next,
        };
        self.is_over = matches!(next, None | Some(Err(_)));
        Some(next?.map_err(ApiError::from))
    }
}

impl Source {
    /// The stream that they come from.
    pub fn key(&self) -> StreamKey {
        self.key
    }

    /// The position behind an entry of the stream.
    pub fn cursor(&self, entry: &Entry) -> String {
        self.app.streams.cursors.write(self.key, entry.seq)
    }

    /// An entry as something that can be executed; none where it is not for subscribers.
    pub fn show(&self, entry: &Entry) -> Result<Option<Occurrence>, ApiError> {
        Ok((self.show)(StreamCursor(self.cursor(entry)), entry)?)
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
