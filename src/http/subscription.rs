//! Follows a topic for one subscriber; executes and writes each event once for all who see the same.
//!
//! Whoever comes first to an event executes it and leaves the text for the others. Those share it
//! whose operation, variables and topic are equal, and, where the operation reaches anything that
//! one person may see and another not, who are signed in with the same session.

use std::collections::{HashMap, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Request, ServerError, Variables};
use axum::extract::ws::Utf8Bytes;
use futures::{FutureExt as _, StreamExt as _};
use tokio::sync::OnceCell;

use super::Edge;
use super::documents::{Admitted, Form, View};
use super::execution::{self, Caller};
use crate::error::Error;
use crate::graphql::{ApiError, Feed, Item, MaquetteSchema, Occurrence, Source, Tap, Topic, mask};
use crate::ids::SessionId;

/// Events whose texts an audience keeps, for those who are a little behind.
const KEPT: usize = 64;

/// Who sees the same of a topic.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Audience {
    topic: Topic,
    view: View,
    viewer: Option<SessionId>,
}

/// The audiences that somebody belongs to.
#[derive(Default)]
pub(super) struct Audiences(Mutex<HashMap<Audience, Weak<Recent>>>);

impl Audiences {
    /// `document` is what the audience's events are executed with: theirs are equal.
    fn join(&self, audience: Audience, document: ExecutableDocument) -> Arc<Recent> {
        let mut audiences = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(recent) = audiences.get(&audience).and_then(Weak::upgrade) {
            return recent;
        }
        if audiences.len() == audiences.capacity() {
            audiences.retain(|_, recent| recent.strong_count() > 0);
        }
        let recent = Arc::new(Recent { document, places: Mutex::default() });
        audiences.insert(audience, Arc::downgrade(&recent));
        recent
    }
}

/// What an audience was shown lately, and what it is made with.
struct Recent {
    document: ExecutableDocument,
    places: Mutex<VecDeque<(u64, Arc<OnceCell<Shown>>)>>,
}

impl Recent {
    /// Where the text of an event is, or will be.
    fn place(self: &Arc<Self>, seq: u64) -> Arc<OnceCell<Shown>> {
        if Arc::strong_count(self) == 1 {
            // Nobody else would look.
            return Arc::default();
        }
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, place)) = places.iter().rev().find(|(kept, _)| *kept == seq) {
            return Arc::clone(place);
        }
        if places.len() == KEPT {
            places.pop_front();
        }
        let place = Arc::default();
        places.push_back((seq, Arc::clone(&place)));
        place
    }
}

/// What has become of an event.
#[derive(Clone)]
enum Shown {
    /// It is not for subscribers.
    Nothing,
    Event(Event),
    Failed(ApiError),
}

/// An event as it goes to clients.
#[derive(Clone, Debug)]
pub(super) struct Event {
    /// The position behind it, where one can come back to it.
    pub(super) cursor: Option<Arc<str>>,
    /// The response, in JSON.
    pub(super) payload: Utf8Bytes,
}

/// A subscriber's place in a topic.
pub(super) struct Subscription {
    feed: Feed,
    source: Arc<Source>,
    /// The item whose text is being waited for.
    pending: Option<Item>,
    execution: Execution,
}

/// What every event is executed with.
struct Execution {
    schema: MaquetteSchema,
    recent: Arc<Recent>,
    operation: Option<String>,
    variables: Variables,
    form: Form,
    caller: Caller,
}

impl Subscription {
    /// Proves the caller's right to the topic.
    pub(super) async fn open(
        edge: &Edge,
        admitted: Admitted,
        caller: Caller,
    ) -> Result<Self, Vec<ServerError>> {
        let view = admitted.view();
        let form = admitted.form();
        let mut request = admitted.request;
        let document = request.parsed_query().map_err(|error| vec![error])?.clone();
        let tap = Tap::default();
        let request = caller.sign(request).data(tap.clone());
        let (operation, variables) = (request.operation_name.clone(), request.variables.clone());
        let mut responses = edge.schema.execute_stream(request);
        let opening = AssertUnwindSafe(responses.next()).catch_unwind();
        let refusal = execution::within(&edge.app, opening).await.map_err(|error| vec![error.into()])?;
        if let Some(refusal) = refusal {
            return Err(refusal.errors);
        }
        let Some(feed) = tap.take() else {
            let error = Error::internal("subscribe", "the subscription left nothing to follow");
            return Err(vec![ApiError::from(error).into()]);
        };
        let viewer = caller.actor.map(|actor| actor.session).filter(|_| view.is_personal);
        let recent = edge.audiences.join(Audience { topic: feed.source.topic, view, viewer }, document);
        let execution = Execution { schema: edge.schema.clone(), recent, operation, variables, form, caller };
        Ok(Self { source: Arc::clone(&feed.source), feed, pending: None, execution })
    }

    /// The next event; an error is the last. Whoever stops waiting loses none.
    pub(super) async fn next(&mut self) -> Option<Result<Event, ApiError>> {
        loop {
            if self.pending.is_none() {
                match self.feed.next().await? {
                    Ok(item) => self.pending = Some(item),
                    Err(error) => return Some(Err(error)),
                }
            }
            let item = self.pending.as_ref()?;
            let place = self.execution.recent.place(item.number());
            // Boxed, as it takes much room, and most subscribers never execute what they see.
            let shown = place.get_or_init(|| Box::pin(self.execution.show(&self.source, item))).await;
            self.pending = None;
            match shown {
                Shown::Nothing => {}
                Shown::Event(event) => return Some(Ok(event.clone())),
                Shown::Failed(error) => return Some(Err(error.clone())),
            }
        }
    }
}

impl Execution {
    async fn show(&self, source: &Source, item: &Item) -> Shown {
        let occurrence = match source.show(item) {
            Ok(Some(occurrence)) => occurrence,
            Ok(None) => return Shown::Nothing,
            Err(error) => return Shown::Failed(error),
        };
        let response = AssertUnwindSafe(self.execute(occurrence)).catch_unwind().await;
        let written =
            response.map_err(|_panic| Error::internal("show an event", "a panic")).and_then(|response| {
                serde_json::to_string(&response).map_err(|error| Error::internal("write an event", error))
            });
        match written {
            Ok(payload) => {
                let cursor = source.cursor(item).map(Arc::from);
                Shown::Event(Event { cursor, payload: payload.into() })
            }
            Err(error) => Shown::Failed(error.into()),
        }
    }

    async fn execute(&self, occurrence: Occurrence) -> async_graphql::Response {
        let mut request = Request::new("").variables(self.variables.clone());
        request.operation_name.clone_from(&self.operation);
        request.set_parsed_query(self.recent.document.clone());
        let request = self.caller.sign(request).data(occurrence);
        let mut response = self.schema.execute_stream(request).next().await.unwrap_or_default();
        self.form.apply(&mut response);
        mask(&mut response.errors, &self.caller.id.0);
        response
    }
}
