//! Sockets on which a wireframe is drawn together, as y-websocket speaks them.
//!
//! Whoever opens one shows a ticket in its address, which is good for a minute. What somebody may do is
//! looked after for as long as the socket is open: it closes when the session ends, when the membership
//! does, or when it no longer allows what it did.

use std::pin::pin;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use axum::extract::{FromRequestParts as _, Path, Query, Request, State, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use futures::SinkExt as _;
use serde::Deserialize;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};
use tokio_util::sync::CancellationToken;

use super::Edge;
use super::sockets;
use crate::accounts::{self, Actor};
use crate::app::App;
use crate::error::Error;
use crate::ids::{Id as _, WireframeId};
use crate::projects::{self, Role};
use crate::revocations::{Right, Watched};
use crate::wireframes::document::{MAX_UPDATE_BYTES, Refusal};
use crate::wireframes::protocol::{self, ClientMessage};
use crate::wireframes::rooms::{News, Place};
use crate::wireframes::{self, tickets};
use awareness::Awareness;

mod awareness;

/// What a client may send at once: an update, or what it has heard of everybody.
const MESSAGE_BYTES: usize = MAX_UPDATE_BYTES + 1024;
/// What is read at once. Each socket keeps room for it, however idle.
const READ_BYTES: usize = 4 * 1024;
/// Who takes nothing for so long, reads no more.
const STALLED: Duration = Duration::from_secs(10);
/// The server's pings come so often.
const PING: Duration = Duration::from_secs(10);
/// Who has shown no sign of life for so long when a ping is due, counts as gone: the third in a row is not sent.
const SILENCE: Duration = Duration::from_secs(25);
/// How long a closed socket waits for the other side to say so too.
const FAREWELL: Duration = Duration::from_secs(2);
/// Times in a row that a client is asked for what its updates build on.
const MOST_ASKED: u32 = 3;
/// Whoever is asked for all that is missing has so much time to send it.
const ANSWERS_WITHIN: Duration = Duration::from_secs(30);

/// What stands behind the `?` of the address.
#[derive(Deserialize)]
pub(super) struct Parameters {
    ticket: Option<String>,
    /// `1` to be told how far the client's updates are durable.
    ack: Option<String>,
}

/// Why a socket is closed. y-websocket's client comes again by itself unless the code is from 4400 to 4499:
/// then it needs another ticket, another right, or another document.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Close(u16, String);

impl Close {
    fn new(code: u16, reason: impl Into<String>) -> Self {
        Self(code, reason.into())
    }

    fn malformed(reason: &str) -> Self {
        Self::new(4400, reason)
    }

    fn again(reason: &str) -> Self {
        Self::new(1013, reason)
    }
}

/// Accepts a socket; one that may not be is closed with the code that says why.
pub(super) async fn upgrade(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
    request: Request,
) -> Response {
    let (mut parts, _) = request.into_parts();
    if !super::origin::is_allowed(&edge.app, &parts.headers) {
        let message = "This origin may not open sockets; CORS_ORIGINS lists those that may.\n";
        return (StatusCode::FORBIDDEN, message).into_response();
    }
    let upgrade = match WebSocketUpgrade::from_request_parts(&mut parts, &edge).await {
        Ok(upgrade) => upgrade,
        Err(refused) => return refused.into_response(),
    };
    let connections = edge.connections.clone();
    upgrade
        .max_message_size(MESSAGE_BYTES)
        .read_buffer_size(READ_BYTES)
        .on_upgrade(move |socket| connections.track_future(serve(edge, socket, id, parameters)))
}

async fn serve(edge: Edge, mut socket: WebSocket, id: String, parameters: Parameters) {
    // Boxed, as it takes much room, and is over before the socket begins to live.
    let close = match Box::pin(admit(&edge, &id, &parameters)).await {
        Ok(mut session) => session.run(&mut socket).await,
        Err(close) => Some(close),
    };
    let Some(Close(code, reason)) = close else { return };
    let farewell = async {
        socket.send(Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await?;
        while let Some(Ok(_)) = socket.recv().await {}
        Ok::<_, axum::Error>(())
    };
    let _unanswered = timeout(FAREWELL, farewell).await;
}

/// What a socket relies on.
#[derive(Clone)]
struct Rights {
    signed_in: Watched,
    membership: Watched,
}

impl Rights {
    /// Waits until one of them is gone, or the server stops.
    async fn lost(self, shutdown: CancellationToken) -> Close {
        tokio::select! {
            () = shutdown.cancelled() => Close::new(1012, "The server restarts: come again"),
            () = self.signed_in.lost() => Close::new(4401, "The session has ended: sign in again"),
            () = self.membership.lost() => {
                Close::new(4403, "You may no longer do here what you could: come again")
            }
        }
    }
}

/// What one socket is about.
struct Session {
    app: App,
    place: Place,
    actor: Actor,
    may_edit: bool,
    was_denied: bool,
    acknowledges: bool,
    /// How often the client was asked for what its last updates build on.
    asked: u32,
    /// Since when it owes an answer.
    asked_at: Option<Instant>,
    /// What the client had seen at least, for the difference after it has read too slowly.
    seen: yrs::StateVector,
    awareness: Awareness,
    rights: Rights,
    _counted: sockets::Place,
}

/// Proves that a socket may be.
async fn admit(edge: &Edge, id: &str, parameters: &Parameters) -> Result<Session, Close> {
    let app = &edge.app;
    let gone = || Close::new(4404, "There is no such wireframe");
    let ticket = parameters.ticket.as_deref().and_then(|ticket| tickets::read(app, ticket));
    let ticket = ticket.ok_or_else(|| {
        Close::new(4401, "The ticket is missing, unknown or too old: get one with collabTicketCreate")
    })?;
    if WireframeId::parse(id) != Some(ticket.wireframe) {
        return Err(gone());
    }
    let failed = |error: Error| match error {
        Error::NotFound(_) => gone(),
        Error::Unauthenticated => Close::new(4401, "The session has ended: sign in again"),
        error => {
            tracing::error!(?error, "a wireframe could not be opened");
            Close::again("Something went wrong on the server: come again")
        }
    };
    let actor = accounts::of_session(app, ticket.user, ticket.session).await.map_err(failed)?;
    let counted = edge.sockets.open(actor.user, app.config.limits.sockets_per_account);
    let counted =
        counted.map_err(|_too_many| Close::new(4429, "You have too many sockets open: close one first"))?;
    let wireframe = wireframes::find(app, ticket.wireframe).await.map_err(failed)?.ok_or_else(gone)?;
    let access = projects::access(app, &actor, wireframe.project).await.map_err(failed)?;
    let user = accounts::own(app, &actor).await.map_err(failed)?;
    let may_edit = access.role > Role::Viewer;
    let right = if may_edit {
        Right::Editing(access.project, actor.user)
    } else {
        Right::Membership(access.project, actor.user)
    };
    let place = wireframes::open(app, &wireframe).await.map_err(failed)?.join();
    Ok(Session {
        may_edit,
        was_denied: false,
        acknowledges: parameters.ack.as_deref() == Some("1"),
        asked: 0,
        asked_at: None,
        seen: yrs::StateVector::default(),
        rights: Rights {
            signed_in: app.revocations.watch(Right::Session(actor.session)),
            membership: app.revocations.watch(right),
        },
        awareness: Awareness::new(app, access, user, wireframe.id, place.roster()),
        place,
        actor,
        app: app.clone(),
        _counted: counted,
    })
}

impl Session {
    /// Serves the socket until one side is through with it; says why, where it is the server.
    async fn run(&mut self, socket: &mut WebSocket) -> Option<Close> {
        // What hardly ever happens waits beside the loop, so that what happens all the time costs little.
        let mut lost = pin!(self.rights.clone().lost(self.app.shutdown.clone()));
        let mut pings = interval_at(Instant::now() + PING, PING);
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut last_seen = Instant::now();
        let mut out = vec![self.ask()];
        loop {
            if let Err(close) = write(socket, std::mem::take(&mut out)).await {
                return close;
            }
            tokio::select! {
                close = &mut lost => return Some(close),
                news = self.place.inbox.next() => match self.report(news).await {
                    Ok(messages) => out = messages,
                    Err(close) => return Some(close),
                },
                message = self.awareness.next() => out.extend(message),
                frame = socket.recv() => {
                    last_seen = Instant::now();
                    match frame? {
                        Ok(Message::Binary(message)) => match self.receive(&message).await {
                            Ok(messages) => out = messages,
                            Err(close) => return Some(close),
                        },
                        Ok(Message::Text(_)) => return Some(Close::malformed("Messages are binary")),
                        Ok(Message::Ping(_) | Message::Pong(_)) => {}
                        Ok(Message::Close(_)) => return None,
                        Err(_) => return Some(Close::malformed("A frame is malformed or too large")),
                    }
                }
                _ = pings.tick() => {
                    if last_seen.elapsed() > SILENCE {
                        return Some(Close::again("No sign of life"));
                    }
                    let ping = Message::Ping(Bytes::new());
                    if !matches!(timeout(STALLED, socket.send(ping)).await, Ok(Ok(()))) {
                        return None;
                    }
                }
            }
        }
    }

    /// What the client is told of what happened in the room.
    async fn report(&mut self, news: News) -> Result<Vec<Bytes>, Close> {
        if news.is_over {
            return Err(Close::new(1012, "The wireframe was closed: come again"));
        }
        let mut out = news.messages;
        if news.is_behind {
            let missing = self.missing().await?;
            out.push(protocol::update(&missing));
        }
        if self.acknowledges {
            out.extend(news.durable.map(protocol::durable));
        }
        Ok(out)
    }

    /// What the client lacks, as far as is known what it has.
    async fn missing(&mut self) -> Result<Vec<u8>, Close> {
        let difference = self.place.difference(&self.seen).await;
        // The room, where it was given up, has said why.
        let (seen, missing) =
            difference.map_err(|_given_up| Close::again("The wireframe was closed: come again"))?;
        self.seen = seen;
        Ok(missing)
    }

    /// What the client is answered.
    async fn receive(&mut self, message: &[u8]) -> Result<Vec<Bytes>, Close> {
        let message =
            ClientMessage::parse(message).ok_or_else(|| Close::malformed("A message is malformed"))?;
        match message {
            ClientMessage::Seen(seen) => {
                self.seen = seen;
                Ok(vec![protocol::missing(&self.missing().await?)])
            }
            ClientMessage::Missing(update) => self.update(update, true),
            ClientMessage::Update(update) => self.update(update, false),
            ClientMessage::Awareness(update) => {
                self.awareness.hear(update).map_err(Close::malformed)?;
                Ok(Vec::new())
            }
            ClientMessage::QueryAwareness => {
                self.awareness.start_over();
                Ok(Vec::new())
            }
            ClientMessage::Other => Ok(Vec::new()),
        }
    }

    fn update(&mut self, update: &[u8], is_whole: bool) -> Result<Vec<Bytes>, Close> {
        if !self.may_edit {
            return Ok(self.deny(update));
        }
        if is_whole {
            self.asked_at = None;
        }
        match self.place.receive(&self.app, self.actor.user, update, is_whole) {
            Ok(()) => {
                self.asked = 0;
                Ok(Vec::new())
            }
            // Edits of somebody who has just come back overtake the answer, which has them too.
            Err(Refusal::Incomplete) if self.asked_at.is_some_and(|at| at.elapsed() < ANSWERS_WITHIN) => {
                Ok(Vec::new())
            }
            Err(Refusal::Incomplete) if self.asked < MOST_ASKED => {
                self.asked += 1;
                Ok(vec![self.ask()])
            }
            Err(Refusal::Incomplete) => {
                Err(Close::new(4413, "The document builds on something that its client does not have"))
            }
            Err(Refusal::Malformed(why)) => Err(Close::new(4413, why)),
            // Whoever sends it would send it again.
            Err(Refusal::Broken) => {
                Err(Close::new(4413, "The update does not fit the document that it is for"))
            }
        }
    }

    /// Asks the client for all that is missing here.
    fn ask(&mut self) -> Bytes {
        self.asked_at = Some(Instant::now());
        protocol::seen(&self.place.seen())
    }

    /// Tells a viewer, once, that what they do is not taken. An empty update is no attempt.
    fn deny(&mut self, update: &[u8]) -> Vec<Bytes> {
        if self.was_denied || update == yrs::Update::EMPTY_V1 {
            return Vec::new();
        }
        self.was_denied = true;
        vec![protocol::denied("Viewers can look, but not draw; ask the owner for the role EDITOR.")]
    }
}

/// Hands messages to the operating system, all at once; fails with why the socket is closed.
async fn write(socket: &mut WebSocket, messages: Vec<Bytes>) -> Result<(), Option<Close>> {
    if messages.is_empty() {
        return Ok(());
    }
    let writing = async {
        for message in messages {
            socket.feed(Message::Binary(message)).await?;
        }
        socket.flush().await
    };
    match timeout(STALLED, writing).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_gone)) => Err(None),
        Err(_stalled) => Err(Some(Close::again("Read faster: come again, and the rest follows"))),
    }
}
