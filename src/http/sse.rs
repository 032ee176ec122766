//! GraphQL over server-sent events, a connection an operation
//! ([graphql-sse](https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md), distinct connections).
//!
//! Each event's `id` is its cursor in the stream, so that whoever comes again with `Last-Event-ID`
//! misses nothing. A stream that ends without `complete` was cut off, and is to be resumed: by the
//! network, by the server's own end, or because the token has expired.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use futures::{FutureExt as _, stream};
use serde::Serialize;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::documents::Admitted;
use super::execution::Caller;
use super::sockets::Place;
use super::subscription::{Event, Subscription};
use super::{Edge, RequestId};
use crate::clock::Timestamp;
use crate::graphql::{ApiError, ResumeAfter, mask};
use crate::revocations::{Right, Watched};

/// Without any byte for so long, a proxy between may cut the connection off.
const HEARTBEAT: Duration = Duration::from_secs(12);

/// A stream of one response.
pub(super) fn once(response: &impl Serialize) -> Response {
    let body = [next(None, &written(response)), Bytes::from_static(COMPLETE)].concat();
    respond(Body::from(body))
}

/// Follows a subscription.
pub(super) async fn follow(
    edge: Edge,
    mut admitted: Admitted,
    caller: Caller,
    until: Option<Timestamp>,
    headers: &HeaderMap,
) -> Response {
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    if let Some(cursor) = last.filter(|cursor| !cursor.is_empty()) {
        admitted.request = admitted.request.data(ResumeAfter(cursor.to_owned()));
    }
    let id = caller.id.clone();
    let most = edge.app.config.limits.sockets_per_account;
    let place = caller.actor.map(|actor| edge.sockets.open(actor.user, most)).transpose();
    let right = caller.actor.map(|actor| edge.app.revocations.watch(Right::Session(actor.session)));
    let opened = match place {
        Ok(place) => Subscription::open(&edge, admitted, caller).await.map(|opened| (opened, place)),
        Err(error) => Err(vec![error.into()]),
    };
    let (subscription, place) = match opened {
        Ok(opened) => opened,
        Err(mut errors) => {
            mask(&mut errors, &id.0);
            return once(&async_graphql::Response::from_errors(errors));
        }
    };
    let app = &edge.app;
    let expires_in = until.map_or(Duration::MAX, |until| until.since(app.now()));
    let stream = Stream {
        subscription,
        id,
        right,
        expires_at: Instant::now().checked_add(expires_in),
        shutdown: app.shutdown.clone(),
        is_over: false,
        _place: place,
    };
    let chunks = stream::unfold(stream, |mut stream| async move {
        let chunk = stream.next().await?;
        Some((Ok::<_, Infallible>(chunk), stream))
    });
    respond(Body::from_stream(chunks))
}

/// A subscription on its way to a client.
struct Stream {
    subscription: Subscription,
    id: RequestId,
    right: Option<Watched>,
    expires_at: Option<Instant>,
    shutdown: CancellationToken,
    is_over: bool,
    _place: Option<Place>,
}

impl Stream {
    /// What is sent next; none at the end.
    async fn next(&mut self) -> Option<Bytes> {
        if self.is_over {
            return None;
        }
        let lost = self
            .right
            .as_ref()
            .map_or(std::future::pending().left_future(), |right| right.lost().right_future());
        let expired = self
            .expires_at
            .map_or(std::future::pending().left_future(), |at| tokio::time::sleep_until(at).right_future());
        tokio::select! {
            biased;
            () = lost => None,
            () = expired => None,
            () = self.shutdown.cancelled() => None,
            event = self.subscription.next() => Some(match event {
                Some(Ok(Event { cursor, payload })) => next(cursor.as_deref(), payload.as_bytes()),
                Some(Err(error)) => {
                    self.is_over = true;
                    let error = failure(error, &self.id);
                    [next(None, &written(&error)), Bytes::from_static(COMPLETE)].concat().into()
                }
                None => {
                    self.is_over = true;
                    Bytes::from_static(COMPLETE)
                }
            }),
            () = tokio::time::sleep(HEARTBEAT) => Some(Bytes::from_static(b":\n\n")),
        }
    }
}

const COMPLETE: &[u8] = b"event: complete\ndata:\n\n";

fn next(cursor: Option<&str>, payload: &[u8]) -> Bytes {
    let id = cursor.map(|cursor| format!("id: {cursor}\n")).unwrap_or_default();
    [b"event: next\n", id.as_bytes(), b"data: ", payload, b"\n\n"].concat().into()
}

fn failure(error: ApiError, id: &RequestId) -> async_graphql::Response {
    let mut errors = vec![error.into()];
    mask(&mut errors, &id.0);
    async_graphql::Response::from_errors(errors)
}

/// JSON on one line, as an event's data has to be.
fn written(response: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(response).unwrap_or_else(|error| {
        tracing::error!(?error, "a response could not be written");
        br#"{"errors":[{"message":"Something went wrong on the server; its log says what."}]}"#.to_vec()
    })
}

fn respond(body: Body) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        // nginx would keep events back until a buffer is full.
        (header::HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    (headers, body).into_response()
}
