//! Any server that speaks `OpenAI`'s chat API: its own, Hugging Face's router, Ollama, `vLLM` and others.
//!
//! One call is one HTTP request whose answer is streamed. Failures are classified, never
//! retried: that is the turn's business. The key goes into the request and nowhere else.
//!
//! `async-openai` builds the request and reads the event stream. Its own retries and its own
//! reading of failures, which loses `Retry-After`, are replaced through its middleware hook (see
//! [`transport`]); its types for answers, which refuse what many servers send, by [`answer`].

use std::{
    collections::VecDeque,
    future::poll_fn,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::Poll,
    time::Duration,
};

use async_openai::{Client, error::OpenAIError, types::stream::StreamResponse};
use futures::{
    StreamExt,
    future::ready,
    stream::{self, BoxStream},
};
use secrecy::SecretString;
use tokio::time::{Instant, timeout_at};

use self::{
    answer::{Answer, Frame},
    endpoint::Endpoint,
    failure::{CallError, Refusal},
    transport::{Pace, Transport},
};
use super::{ChatRequest, Chunk, Provider, ProviderError};

mod answer;
mod endpoint;
mod failure;
mod request;
mod thoughts;
mod transport;

pub use self::endpoint::EndpointError;

/// How long to wait for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// For the connection; used by [`http_client`].
    pub connect: Duration,
    /// From the request to the first piece of the answer. Models that think without showing it
    /// are silent for minutes.
    pub first_byte: Duration,
    /// From one piece of the answer to the next.
    pub idle: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first_byte: Duration::from_mins(3),
            idle: Duration::from_secs(90),
        }
    }
}

/// The token counts come behind the reason to stop. An answer that is complete is not held up
/// longer than this for them.
const USAGE_GRACE: Duration = Duration::from_secs(5);

/// An HTTP client fit for [`OpenAi::new`]. Redirects are not followed, so that a key never goes
/// to an address that nobody configured.
pub fn http_client(timeouts: &Timeouts) -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .user_agent(concat!("maquette/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(timeouts.connect)
        .tcp_keepalive(Duration::from_secs(30))
        .redirect(reqwest::redirect::Policy::none())
        .build()
}

/// A server that speaks `OpenAI`'s chat API.
#[derive(Clone, Debug)]
pub struct OpenAi {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    endpoint: Endpoint,
    http: reqwest::Client,
    timeouts: Timeouts,
    /// Set once the server refused to be asked for token counts.
    refuses_stream_options: AtomicBool,
}

impl OpenAi {
    /// A provider at `base_url`, such as `https://api.openai.com/v1`. Servers on one's own
    /// machine often need no key. Fails where the address or the key cannot be used in a request.
    pub fn new(
        base_url: &str,
        api_key: Option<SecretString>,
        http: reqwest::Client,
        timeouts: Timeouts,
    ) -> Result<Self, EndpointError> {
        let endpoint = Endpoint::new(base_url, api_key)?;
        let refuses_stream_options = AtomicBool::new(false);
        Ok(Self { shared: Arc::new(Shared { endpoint, http, timeouts, refuses_stream_options }) })
    }
}

impl Provider for OpenAi {
    fn stream(&self, request: ChatRequest) -> BoxStream<'static, Result<Chunk, ProviderError>> {
        let opened = open(Arc::clone(&self.shared), request);
        stream::once(opened)
            .flat_map(|opened| match opened {
                Ok(call) => stream::unfold(call, Call::next).left_stream(),
                Err(error) => stream::once(ready(Err(error))).right_stream(),
            })
            .boxed()
    }
}

/// Sends the request and waits for the answer to begin.
async fn open(shared: Arc<Shared>, request: ChatRequest) -> Result<Call, ProviderError> {
    let deadline = Instant::now() + shared.timeouts.first_byte;
    let ask_usage = !shared.refuses_stream_options.load(Ordering::Relaxed);
    let mut sent = shared.send(&request, ask_usage, deadline).await;
    if let Err(CallError::Refused(refusal)) = &sent
        && ask_usage
        && refusal.blames_stream_options()
    {
        shared.refuses_stream_options.store(true, Ordering::Relaxed);
        sent = shared.send(&request, false, deadline).await;
    }
    let (frames, pace) = sent.map_err(|error| error.for_the_turn(&request.model))?;
    Ok(Call {
        frames,
        pace,
        answer: Answer::new(&request),
        deadline,
        model: request.model,
        shared,
        ready: VecDeque::new(),
        failure: None,
        over: false,
    })
}

impl Shared {
    async fn send(
        &self,
        request: &ChatRequest,
        ask_usage: bool,
        deadline: Instant,
    ) -> Result<(StreamResponse<Frame>, Arc<Pace>), CallError> {
        let pace = Arc::new(Pace::default());
        let transport = Transport::new(self.http.clone(), self.endpoint.clone(), Arc::clone(&pace));
        let client = Client::build(self.http.clone(), self.endpoint.clone()).with_http_service(transport);
        let chat = client.chat();
        let started = chat.create_stream_byot(request::body(request, ask_usage));
        match timeout_at(deadline, started).await {
            Ok(Ok(frames)) => Ok((frames, pace)),
            Ok(Err(error)) => Err(CallError::from(error)),
            Err(_elapsed) => Err(CallError::Failed(failure::silent())),
        }
    }
}

/// A call whose answer has begun.
struct Call {
    frames: StreamResponse<Frame>,
    pace: Arc<Pace>,
    answer: Answer,
    /// When to give up waiting for the next frame.
    deadline: Instant,
    model: String,
    shared: Arc<Shared>,
    ready: VecDeque<Chunk>,
    failure: Option<ProviderError>,
    over: bool,
}

impl Call {
    /// The next chunk and the call that goes on; `None` at the end.
    async fn next(mut self) -> Option<(Result<Chunk, ProviderError>, Self)> {
        loop {
            if let Some(chunk) = self.ready.pop_front() {
                return Some((Ok(chunk), self));
            }
            if self.over {
                return self.failure.take().map(|failure| (Err(failure), self));
            }
            match timeout_at(self.deadline, self.next_frame()).await {
                Ok(Some(Ok(frame))) => self.take(frame),
                Ok(Some(Err(error))) => self.end(failure::in_stream(&error)),
                Ok(None) => self.end(failure::cut_off()),
                Err(_elapsed) => self.end(failure::silent()),
            }
        }
    }

    async fn next_frame(&mut self) -> Option<Result<Frame, OpenAIError>> {
        poll_fn(|context| {
            let polled = self.frames.poll_next_unpin(context);
            if matches!(polled, Poll::Pending) {
                self.pace.catch_up();
            }
            polled
        })
        .await
    }

    fn take(&mut self, frame: Frame) {
        if let Some(error) = frame.error() {
            let refusal = Refusal::in_stream(error, &self.shared.endpoint);
            return self.end(refusal.for_the_turn(&self.model));
        }
        let was_complete = self.answer.is_complete();
        if let Err(failure) = self.answer.take(frame, &mut self.ready) {
            return self.end(failure);
        }
        if !self.answer.is_complete() {
            self.deadline = Instant::now() + self.shared.timeouts.idle;
        } else if !was_complete {
            self.deadline = Instant::now() + self.shared.timeouts.idle.min(USAGE_GRACE);
        }
    }

    /// Nothing more will be read. That is an error only where the answer is incomplete.
    fn end(&mut self, failure: ProviderError) {
        self.over = true;
        if !self.answer.end(&mut self.ready) {
            self.failure = Some(failure);
        }
    }
}
