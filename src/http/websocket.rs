//! GraphQL over WebSocket (graphql-transport-ws): one task reads the socket, one writes it, and
//! every operation has a task of its own.
//!
//! The token comes with `connection_init`, never in an address. The socket is closed when the token
//! expires or its session ends; clients come again with another one and resume with their cursors.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_graphql::ServerError;
use async_graphql::parser::types::OperationType;
use axum::extract::WebSocketUpgrade;
use axum::extract::ws::{Message, WebSocket};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use futures::stream::{SplitStream, StreamExt as _};
use serde_json::{Map, Value};
use tokio::task::AbortHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::execution::{self, Caller};
use super::sockets::Place;
use super::subscription::{Event, Subscription};
use super::{Edge, RequestId, graphql, identity, quota};
use crate::accounts::Client;
use crate::graphql::{ApiError, mask};
use crate::revocations::{Right, Watched};
use outbox::{Lane, Outbox};
use protocol::{ClientMessage, Close, ServerMessage};

mod outbox;
mod protocol;
mod writer;

const PROTOCOL: &str = "graphql-transport-ws";
/// What a client may send at once: operations without files, which go over HTTP.
const MESSAGE_BYTES: usize = 1024 * 1024;
/// What is read at once. Each socket keeps room for it, however idle.
const READ_BYTES: usize = 4 * 1024;
/// What may come before anybody is known to be there.
const INIT_BYTES: usize = 16 * 1024;
const INIT_WITHIN: Duration = Duration::from_secs(3);
/// Without any frame for so long, the other side counts as gone. The server's pings come more often.
const SILENCE: Duration = Duration::from_secs(30);
/// How long a closed socket waits for the other side to say so too.
const FAREWELL: Duration = Duration::from_secs(2);
/// The lane of the frames that belong to no operation.
const CONTROL: Lane = Lane(0);

/// Accepts a socket, of whichever protocol: one that is not ours is closed with the code for it.
pub(super) fn upgrade(edge: Edge, upgrade: WebSocketUpgrade, request: &Parts, id: RequestId) -> Response {
    if !super::origin::is_allowed(&edge.app, &request.headers) {
        let message = "This origin may not open sockets; CORS_ORIGINS lists those that may.\n";
        return (StatusCode::FORBIDDEN, message).into_response();
    }
    let client = identity::client(&edge.app, request);
    let connections = edge.connections.clone();
    upgrade
        .protocols([PROTOCOL])
        .max_message_size(MESSAGE_BYTES)
        .read_buffer_size(READ_BYTES)
        .on_upgrade(move |socket| connections.track_future(serve(edge, socket, client, id)))
}

async fn serve(edge: Edge, socket: WebSocket, client: Client, id: RequestId) {
    let speaks = socket.protocol().is_some_and(|protocol| protocol == PROTOCOL);
    let (sink, mut frames) = socket.split();
    let session = Session {
        edge,
        caller: Caller { actor: None, client, id },
        outbox: Outbox::new(),
        operations: Operations::default(),
        lanes: 0,
        signed_in: None,
        initialised: false,
    };
    let outbox = session.outbox.clone();
    let gone = CancellationToken::new();
    let (close, closing) = tokio::sync::oneshot::channel();
    let writer = tokio::spawn(writer::run(sink, outbox, closing, gone.clone()));
    let reason = if speaks { session.run(&mut frames, &gone).await } else { Some(Close::wrong_protocol()) };
    if let Some(reason) = reason {
        // Fails where the writer has ended, and with it the socket.
        let _ended = close.send(reason);
    } else {
        drop(close);
    }
    // Reading on answers the other side's farewell, or waits for its answer to ours: whoever hangs up
    // first may take with it what the other has not read yet.
    let farewell = async { while let Some(Ok(_)) = frames.next().await {} };
    let _unanswered = tokio::time::timeout(FAREWELL, farewell).await;
    let _ended = writer.await;
}

/// What a signed-in socket stays open for.
struct SignedIn {
    right: Watched,
    /// When the token expires; none where that is too far away to wait for.
    expires_at: Option<Instant>,
    _place: Place,
}

/// What one socket is about.
struct Session {
    edge: Edge,
    caller: Caller,
    outbox: Outbox,
    operations: Operations,
    lanes: u64,
    signed_in: Option<SignedIn>,
    initialised: bool,
}

/// The operations of a socket that have not ended.
#[derive(Clone, Default)]
struct Operations(Arc<Mutex<Running>>);

/// Where an operation's frames wait, and its task once there is one, by the client's name for it.
type Running = HashMap<String, (Lane, Option<AbortHandle>)>;

impl Operations {
    fn lock(&self) -> MutexGuard<'_, Running> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets an operation, unless its name is another's by now.
    fn end(&self, id: &str, lane: Lane) {
        let mut operations = self.lock();
        if operations.get(id).is_some_and(|(found, _)| *found == lane) {
            operations.remove(id);
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.outbox.close();
        for (_, (_, task)) in self.operations.lock().drain() {
            if let Some(task) = task {
                task.abort();
            }
        }
    }
}

impl Session {
    /// Reads the socket until one side is through with it; says why, where it is the server.
    async fn run(mut self, frames: &mut SplitStream<WebSocket>, gone: &CancellationToken) -> Option<Close> {
        let shutdown = self.edge.app.shutdown.clone();
        let deadline = Instant::now() + INIT_WITHIN;
        let mut last_seen = Instant::now();
        loop {
            tokio::select! {
                biased;
                () = gone.cancelled() => return None,
                () = shutdown.cancelled() => return Some(Close::restarting()),
                () = self.forbidden() => return Some(Close::forbidden()),
                frame = frames.next() => {
                    last_seen = Instant::now();
                    let received = match frame? {
                        // Boxed, as it takes much room, and a socket waits for most of its life.
                        Ok(Message::Text(text)) => Box::pin(self.receive(&text)).await,
                        Ok(Message::Binary(_)) => Err(Close::bad_message("Messages are text")),
                        Ok(Message::Ping(_) | Message::Pong(_)) => Ok(()),
                        Ok(Message::Close(_)) => return None,
                        Err(error) => return Close::unreadable(&error),
                    };
                    if let Err(close) = received {
                        return Some(close);
                    }
                }
                () = tokio::time::sleep_until(deadline), if !self.initialised => {
                    return Some(Close::initialisation_timeout());
                }
                () = tokio::time::sleep_until(last_seen + SILENCE) => {
                    return Some(Close::try_again("No sign of life"));
                }
            }
        }
    }

    /// Waits until the token has expired, or its session has ended.
    async fn forbidden(&self) {
        let Some(SignedIn { right, expires_at, .. }) = &self.signed_in else {
            return std::future::pending().await;
        };
        match expires_at {
            Some(at) => tokio::select! {
                () = right.lost() => {}
                () = tokio::time::sleep_until(*at) => {}
            },
            None => right.lost().await,
        }
    }

    async fn receive(&mut self, text: &str) -> Result<(), Close> {
        if !self.initialised && text.len() > INIT_BYTES {
            return Err(Close::bad_message(format!("connection_init has at most {INIT_BYTES} bytes")));
        }
        match ClientMessage::parse(text)? {
            ClientMessage::ConnectionInit { payload } => self.initialise(payload.unwrap_or_default()).await,
            ClientMessage::Ping { payload } => {
                self.say(CONTROL, &ServerMessage::Pong { payload }).await;
                Ok(())
            }
            ClientMessage::Pong { .. } => Ok(()),
            ClientMessage::Subscribe { id, .. } if id.is_empty() => {
                Err(Close::bad_message("An operation's id is not empty"))
            }
            ClientMessage::Subscribe { .. } if !self.initialised => Err(Close::not_initialised()),
            ClientMessage::Subscribe { id, payload } => self.subscribe(id, payload).await,
            ClientMessage::Complete { id } => {
                if let Some((lane, task)) = self.operations.lock().remove(&id) {
                    if let Some(task) = task {
                        task.abort();
                    }
                    self.outbox.clear(lane);
                }
                Ok(())
            }
        }
    }

    async fn initialise(&mut self, payload: Map<String, Value>) -> Result<(), Close> {
        if std::mem::replace(&mut self.initialised, true) {
            return Err(Close::initialised_twice());
        }
        let authorization = payload.iter().find(|(key, _)| key.eq_ignore_ascii_case("authorization"));
        if let Some((_, value)) = authorization.filter(|(_, value)| !value.is_null()) {
            let value = value.as_str().ok_or_else(Close::forbidden)?;
            let app = &self.edge.app;
            let found =
                identity::from_authorization(app, value).await.map_err(|_error| Close::forbidden())?;
            if let Some((actor, until)) = found {
                let most = app.config.limits.sockets_per_account;
                let place = self.edge.sockets.open(actor.user, most);
                let place =
                    place.map_err(|_error| Close::try_again(&format!("{most} sockets are open already")))?;
                self.caller.actor = Some(actor);
                self.signed_in = Some(SignedIn {
                    right: app.revocations.watch(Right::Session(actor.session)),
                    expires_at: Instant::now().checked_add(until.since(app.now())),
                    _place: place,
                });
            }
        }
        self.say(CONTROL, &ServerMessage::ConnectionAck).await;
        Ok(())
    }

    async fn subscribe(&mut self, id: String, payload: Map<String, Value>) -> Result<(), Close> {
        let request = graphql::from_parameters(payload).map_err(Close::bad_message)?;
        self.lanes += 1;
        let lane = Lane(self.lanes);
        let most = self.edge.app.config.limits.operations_per_socket;
        let running = {
            let mut operations = self.operations.lock();
            if operations.contains_key(&id) {
                return Err(Close::duplicate(&id));
            }
            let running = operations.len() as u64;
            if running < most {
                operations.insert(id.clone(), (lane, None));
            }
            running
        };
        let operation = Operation {
            edge: self.edge.clone(),
            caller: self.caller.clone(),
            outbox: self.outbox.clone(),
            operations: self.operations.clone(),
            id: id.clone(),
            lane,
        };
        if running >= most {
            let message = format!("A socket can have {most} operations at once; complete one first.");
            let error = ApiError::limit("operations_per_socket", most, running + 1, message);
            operation.fail(vec![error.into()]).await;
            return Ok(());
        }
        let task = tokio::spawn(operation.run(request)).abort_handle();
        if let Some((found, handle)) = self.operations.lock().get_mut(&id)
            && *found == lane
        {
            *handle = Some(task);
        }
        Ok(())
    }

    async fn say(&self, lane: Lane, message: &ServerMessage<'_>) {
        say(&self.outbox, lane, message).await;
    }
}

/// One operation of a socket.
struct Operation {
    edge: Edge,
    caller: Caller,
    outbox: Outbox,
    operations: Operations,
    id: String,
    lane: Lane,
}

impl Operation {
    async fn run(self, request: async_graphql::Request) {
        // Boxed, as it takes much room, and a subscription follows its topic for most of its life.
        match Box::pin(self.begin(request)).await {
            Ok(Some(subscription)) => self.follow(subscription).await,
            Ok(None) => self.complete().await,
            Err(errors) => self.fail(errors).await,
        }
    }

    /// Answers a query or a mutation; opens a subscription.
    async fn begin(&self, request: async_graphql::Request) -> Result<Option<Subscription>, Vec<ServerError>> {
        let admitted = self.edge.documents.admit(request).await;
        let spent = quota::spend(&self.edge, &self.caller, &admitted).await;
        spent.map_err(|(_, error)| vec![ApiError::from(error).into()])?;
        let admitted = admitted?;
        if admitted.kind == OperationType::Subscription {
            return Subscription::open(&self.edge, admitted, self.caller.clone()).await.map(Some);
        }
        let response = execution::execute(&self.edge, admitted, &self.caller).await;
        self.next(response.map_err(|error| vec![error.into()])?).await;
        Ok(None)
    }

    async fn follow(self, mut subscription: Subscription) {
        while let Some(event) = subscription.next().await {
            match event {
                Ok(Event { payload, .. }) => self.pass_on(&payload).await,
                Err(error) => return self.fail(vec![error.into()]).await,
            }
        }
        self.complete().await;
    }

    async fn next(&self, mut response: async_graphql::Response) {
        mask(&mut response.errors, &self.caller.id.0);
        match serde_json::to_string(&response) {
            Ok(payload) => self.pass_on(&payload).await,
            Err(error) => tracing::error!(?error, "a response could not be written"),
        }
    }

    /// Sends a response that is written already.
    async fn pass_on(&self, payload: &str) {
        match protocol::next(&self.id, payload) {
            Ok(text) => _ = self.outbox.push(self.lane, text).await,
            Err(error) => tracing::error!(?error, "a message could not be written"),
        }
    }

    async fn fail(&self, mut errors: Vec<ServerError>) {
        mask(&mut errors, &self.caller.id.0);
        self.operations.end(&self.id, self.lane);
        self.say(&ServerMessage::Error { id: &self.id, payload: &errors }).await;
    }

    async fn complete(&self) {
        self.operations.end(&self.id, self.lane);
        self.say(&ServerMessage::Complete { id: &self.id }).await;
    }

    async fn say(&self, message: &ServerMessage<'_>) {
        say(&self.outbox, self.lane, message).await;
    }
}

/// Puts a message into a lane; in vain where the socket is closed.
async fn say(outbox: &Outbox, lane: Lane, message: &ServerMessage<'_>) {
    match serde_json::to_string(message) {
        Ok(text) => _ = outbox.push(lane, text).await,
        Err(error) => tracing::error!(?error, "a message could not be written"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room<A, B, C, D, F: Future>(_task: impl FnOnce(A, B, C, D) -> F) -> usize {
        size_of::<F>()
    }

    /// Thousands of sockets wait, each in two tasks, and one more for each that it subscribes to.
    #[test]
    fn what_waits_takes_little_room() {
        let subscribed = |operation: Operation, request, (), ()| operation.run(request);
        for (task, bytes) in
            [("serve", room(serve)), ("write", room(writer::run)), ("subscribe", room(subscribed))]
        {
            assert!(bytes < 4 * 1024, "{task}: {bytes} bytes");
        }
    }
}
