//! One HTTP request: sent once, its failures read, its answer handed over at the reader's pace.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

use async_openai::middleware::HttpRequestFactory;
use bytes::Bytes;
use futures::{StreamExt, future::BoxFuture};
use reqwest::{Body, Response, header::CONTENT_TYPE};
use tokio::sync::Notify;
use tower::{BoxError, Service};

use super::{
    endpoint::Endpoint,
    failure::{self, CallError, Refusal},
};

/// How many bytes of an answer may be read before they are wanted; also the most that one event
/// may have. A whole file in one event fits.
const READ_AHEAD: usize = 16 << 20;

/// `async-openai` reads an answer in a task of its own into a queue without bounds. This holds
/// its source back while the consumer lags.
#[derive(Debug, Default)]
pub(super) struct Pace {
    ahead: AtomicUsize,
    caught_up: Notify,
}

impl Pace {
    /// The consumer took all there was and waits for more.
    pub(super) fn catch_up(&self) {
        self.ahead.store(0, Ordering::Relaxed);
        self.caught_up.notify_waiters();
    }

    /// Returns once the consumer is near enough for `length` more bytes.
    async fn admit(&self, length: usize) {
        loop {
            let caught_up = self.caught_up.notified();
            if self.ahead.load(Ordering::Relaxed) < READ_AHEAD {
                break;
            }
            caught_up.await;
        }
        self.ahead.fetch_add(length, Ordering::Relaxed);
    }
}

/// Sends one call's request.
#[derive(Clone)]
pub(super) struct Transport {
    http: reqwest::Client,
    endpoint: Endpoint,
    pace: Arc<Pace>,
}

impl Transport {
    pub(super) fn new(http: reqwest::Client, endpoint: Endpoint, pace: Arc<Pace>) -> Self {
        Self { http, endpoint, pace }
    }

    async fn send(self, request: HttpRequestFactory) -> Result<Response, CallError> {
        let request = request.build().await?;
        let response = self.http.execute(request).await.map_err(|error| failure::unreachable(&error))?;
        if !response.status().is_success() {
            return Err(CallError::Refused(Refusal::read(response, &self.endpoint).await));
        }
        let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
        let kind = kind.to_ascii_lowercase();
        if kind.starts_with("application/json") {
            return as_events(response).await;
        }
        if kind.starts_with("text/html") {
            return Err(CallError::Failed(failure::not_a_provider()));
        }
        Ok(self.paced(response))
    }

    fn paced(self, response: Response) -> Response {
        let pace = self.pace;
        let bytes = response.bytes_stream().then(move |piece| {
            let pace = Arc::clone(&pace);
            async move {
                let piece = piece.map_err(io::Error::other)?;
                pace.admit(piece.len()).await;
                Ok::<Bytes, io::Error>(piece)
            }
        });
        http::Response::new(Body::wrap_stream(bytes)).into()
    }
}

/// Some servers do not stream where tools are offered and answer with one JSON document. It has
/// the shape of a single event, so it becomes one.
async fn as_events(mut response: Response) -> Result<Response, CallError> {
    let mut event = b"data: ".to_vec();
    while let Some(piece) = response.chunk().await.map_err(|error| failure::unreachable(&error))? {
        if event.len() + piece.len() > READ_AHEAD {
            return Err(CallError::Failed(failure::too_large()));
        }
        // Within JSON's strings line breaks are escaped, elsewhere they are white space.
        event.extend(piece.iter().map(|&byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { byte }));
    }
    event.extend_from_slice(b"\n\n");
    Ok(http::Response::new(Body::from(event)).into())
}

impl Service<HttpRequestFactory> for Transport {
    type Response = Response;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Response, BoxError>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: HttpRequestFactory) -> Self::Future {
        let sent = self.clone().send(request);
        Box::pin(async { sent.await.map_err(BoxError::from) })
    }
}
