//! A model's server: OpenAI's streaming chat format over real sockets, with scripted replies and
//! faults.
//!
//! It writes HTTP/1.1 by hand, so that a test decides where an event, a chunk or the connection
//! is cut. Everything random follows from a reply's seed.

use std::{
    collections::VecDeque,
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::{Notify, Semaphore},
    task::JoinHandle,
    time::{Instant, sleep_until},
};

/// What a client asked.
#[derive(Clone, Debug)]
pub struct Request {
    /// Such as `/v1/chat/completions`.
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Value,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The conversation that the model continues.
    pub fn messages(&self) -> &[Value] {
        self.body["messages"].as_array().map_or(&[], Vec::as_slice)
    }
}

/// How a reply goes wrong; `after` counts the events that are sent before.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// The HTTP answer ends in good order, but nothing says that the model is done.
    EndEarly { after: usize },
    /// The connection closes in the middle of an event.
    Close { after: usize },
    /// The connection is reset.
    Reset { after: usize },
    /// Nothing more is sent, the connection stays. With 0 not even a status comes.
    Stall { after: usize },
    /// An event is no JSON.
    Garbled { after: usize },
    /// An error comes instead of the next event.
    Error { after: usize },
    /// The model repeats itself for ever.
    NeverEnd,
}

/// What the server answers.
#[derive(Clone, Debug)]
pub struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Body,
    fault: Option<Fault>,
    pace: Duration,
    seed: u64,
    split: bool,
    ascii: bool,
    hold: Option<Hold>,
}

/// Where a reply waits until somebody lets it go on.
#[derive(Clone, Debug)]
struct Hold {
    after: usize,
    gate: Arc<Semaphore>,
}

#[derive(Clone, Debug)]
enum Body {
    /// A model's answer: words, then calls.
    Answer { text: String, calls: Vec<(String, String)>, usage: (u64, u64, u64) },
    /// The data of each event, as it is.
    Events(Vec<String>),
    /// A plain document.
    Document(String),
}

impl Reply {
    fn new(status: u16, body: Body) -> Self {
        let (headers, fault) = (Vec::new(), None);
        let (pace, seed, split, ascii, hold) = (Duration::ZERO, 0, false, false, None);
        Self { status, headers, body, fault, pace, seed, split, ascii, hold }
    }

    /// A model that says this.
    pub fn text(text: impl Into<String>) -> Self {
        let body = Body::Answer { text: text.into(), calls: Vec::new(), usage: (10, 5, 0) };
        Self::new(200, body)
    }

    /// Events with this data, and nothing else: for servers with habits of their own.
    pub fn events(events: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::new(200, Body::Events(events.into_iter().map(Into::into).collect()))
    }

    /// A refusal, or an answer that is not streamed.
    pub fn document(status: u16, body: impl ToString) -> Self {
        Self::new(status, Body::Document(body.to_string())).header("content-type", "application/json")
    }

    /// Replaces a header or adds one.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.into()));
        self
    }

    /// The model also calls a tool.
    pub fn call(self, name: &str, arguments: &Value) -> Self {
        self.raw_call(name, &arguments.to_string())
    }

    /// The model also calls a tool, with arguments that need not be JSON.
    pub fn raw_call(mut self, name: &str, arguments: &str) -> Self {
        if let Body::Answer { calls, .. } = &mut self.body {
            calls.push((name.to_owned(), arguments.to_owned()));
        }
        self
    }

    /// Tokens of the request, of the answer, and those of the request that were cached.
    pub fn usage(mut self, input: u64, output: u64, cached: u64) -> Self {
        if let Body::Answer { usage, .. } = &mut self.body {
            *usage = (input, output, cached);
        }
        self
    }

    pub fn fault(mut self, fault: Fault) -> Self {
        self.fault = Some(fault);
        self
    }

    /// The time from one event to the next.
    pub fn pace(mut self, pace: Duration) -> Self {
        self.pace = pace;
        self
    }

    /// Decides where words and arguments are cut into events.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Each event goes out in several writes, cut anywhere.
    pub fn split_writes(mut self) -> Self {
        self.split = true;
        self
    }

    /// The server writes characters beyond ASCII as `\u` escapes, as Python's do.
    pub fn ascii(mut self) -> Self {
        self.ascii = true;
        self
    }

    /// Waits for a permit after this many events.
    pub fn hold(mut self, after: usize, gate: &Arc<Semaphore>) -> Self {
        self.hold = Some(Hold { after, gate: gate.clone() });
        self
    }

    fn data(&self, request: &Request, random: &mut Random) -> Vec<String> {
        let (text, calls, usage) = match &self.body {
            Body::Events(events) => return events.clone(),
            Body::Document(_) => return Vec::new(),
            Body::Answer { text, calls, usage } => (text, calls, usage),
        };
        let model = &request.body["model"];
        let ask_usage = request.body["stream_options"]["include_usage"] == true;
        let event = |choices: Value, usage: Value| {
            let mut event = json!({
                "id": "chatcmpl-fake", "object": "chat.completion.chunk", "created": 1_700_000_000,
                "model": model, "service_tier": "default", "system_fingerprint": "fp_fake", "choices": choices,
            });
            if ask_usage {
                event["usage"] = usage;
            }
            event.to_string()
        };
        let delta = |delta: Value, finish: Value| {
            event(
                json!([{"index": 0, "delta": delta, "logprobs": null, "finish_reason": finish}]),
                Value::Null,
            )
        };
        let mut data = vec![delta(json!({"role": "assistant", "content": "", "refusal": null}), Value::Null)];
        data.extend(random.cut(text).map(|piece| delta(json!({ "content": piece }), Value::Null)));
        for (index, (name, arguments)) in calls.iter().enumerate() {
            let id = format!("call_{:016x}", random.next());
            let function = json!({"name": name, "arguments": ""});
            let start = json!({"index": index, "id": id, "type": "function", "function": function});
            data.push(delta(json!({ "tool_calls": [start] }), Value::Null));
            data.extend(random.cut(arguments).map(|piece| {
                let more = json!({"index": index, "function": {"arguments": piece}});
                delta(json!({ "tool_calls": [more] }), Value::Null)
            }));
        }
        let implied = if calls.is_empty() { "stop" } else { "tool_calls" };
        data.push(delta(json!({}), implied.into()));
        if ask_usage {
            let (input, output, cached) = usage;
            let usage = json!({
                "prompt_tokens": input, "completion_tokens": output, "total_tokens": input + output,
                "prompt_tokens_details": {"cached_tokens": cached, "audio_tokens": 0},
                "completion_tokens_details": {"reasoning_tokens": 0},
            });
            data.push(event(json!([]), usage));
        }
        data.push("[DONE]".to_owned());
        data
    }
}

/// JSON text with every character beyond ASCII written as `\u` escapes, as some models do.
pub fn ascii_json(value: &Value) -> String {
    escaped(&value.to_string())
}

fn escaped(json: &str) -> String {
    let mut text = String::new();
    for character in json.chars() {
        if character.is_ascii() {
            text.push(character);
        } else {
            let units = character
                .encode_utf16(&mut [0; 2])
                .iter()
                .map(|unit| format!("\\u{unit:04x}"))
                .collect::<String>();
            text.push_str(&units);
        }
    }
    text
}

/// Enough randomness to cut a text (SplitMix64).
#[derive(Debug)]
pub struct Random(pub(crate) u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).expect("below a usize")
    }

    /// The text in pieces of one to eight characters, like tokens.
    fn cut<'t>(&mut self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let mut rest = text;
        std::iter::from_fn(move || {
            let length = 1 + self.below(8);
            let end = rest.char_indices().nth(length).map_or(rest.len(), |(end, _)| end);
            let (piece, after) = rest.split_at(end);
            rest = after;
            (!piece.is_empty()).then_some(piece)
        })
    }
}

type Script = Box<dyn Fn(&Request) -> Reply + Send + Sync>;

#[derive(Default)]
struct State {
    queue: Mutex<VecDeque<Reply>>,
    script: Mutex<Option<Script>>,
    requests: Mutex<Vec<Request>>,
    abandoned: AtomicUsize,
    bytes_sent: AtomicUsize,
    changed: Notify,
}

/// A running server. It ends when it is dropped.
pub struct FakeLlm {
    address: SocketAddr,
    state: Arc<State>,
    listening: JoinHandle<()>,
}

impl Drop for FakeLlm {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl FakeLlm {
    /// Listens on a free port of this machine.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(State::default());
        let shared = state.clone();
        let listening = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let state = shared.clone();
                connections.spawn(async move {
                    if serve(stream, &state).await.is_err() {
                        state.abandoned.fetch_add(1, Ordering::SeqCst);
                    }
                    state.changed.notify_waiters();
                });
            }
        });
        Self { address, state, listening }
    }

    /// What `OPENAI_BASE_URL` is set to.
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// The reply to the next request that finds no earlier one in the queue.
    pub fn push(&self, reply: Reply) {
        self.state.queue.lock().expect("no panic").push_back(reply);
    }

    /// Replies to every request that finds the queue empty.
    pub fn answer_with(&self, script: impl Fn(&Request) -> Reply + Send + Sync + 'static) {
        *self.state.script.lock().expect("no panic") = Some(Box::new(script));
    }

    /// All requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.state.requests.lock().expect("no panic").clone()
    }

    /// How many bytes of events were taken by the clients' sockets.
    pub fn bytes_sent(&self) -> usize {
        self.state.bytes_sent.load(Ordering::SeqCst)
    }

    /// Waits until this many clients left before their reply was complete.
    pub async fn abandoned(&self, count: usize) {
        loop {
            let changed = self.state.changed.notified();
            if self.state.abandoned.load(Ordering::SeqCst) >= count {
                return;
            }
            changed.await;
        }
    }
}

/// Answers one connection's requests; an error means that the client left in between.
async fn serve(stream: TcpStream, state: &Arc<State>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (reader, writer) = stream.into_split();
    let mut client = Client { reader: BufReader::new(reader), writer, state: state.clone() };
    while let Some(request) = client.request().await? {
        state.requests.lock().expect("no panic").push(request.clone());
        let queued = state.queue.lock().expect("no panic").pop_front();
        let scripted = || state.script.lock().expect("no panic").as_ref().map(|script| script(&request));
        let reply = queued
            .or_else(scripted)
            .unwrap_or_else(|| Reply::document(500, json!({"error": {"message": "nothing is scripted"}})));
        if !client.reply(&request, &reply).await? {
            break;
        }
    }
    Ok(())
}

struct Client {
    reader: BufReader<OwnedReadHalf>,
    writer: OwnedWriteHalf,
    state: Arc<State>,
}

impl Client {
    /// The next request; `None` where the client has no more.
    async fn request(&mut self) -> io::Result<Option<Request>> {
        let mut line = String::new();
        if self.reader.read_line(&mut line).await.unwrap_or(0) == 0 {
            return Ok(None);
        }
        let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut headers = Vec::new();
        loop {
            line.clear();
            self.reader.read_line(&mut line).await?;
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut request = Request { path, headers, body: Value::Null };
        let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        self.reader.read_exact(&mut body).await?;
        request.body = serde_json::from_slice(&body).unwrap_or_default();
        Ok(Some(request))
    }

    /// Sends a reply. False where the connection cannot be used again.
    async fn reply(&mut self, request: &Request, reply: &Reply) -> io::Result<bool> {
        if let Some(Fault::Stall { after: 0 }) = reply.fault {
            return self.stall().await;
        }
        let mut head = format!("HTTP/1.1 {} Fake\r\ndate: Sun, 01 Nov 2026 12:00:00 GMT\r\n", reply.status);
        for (name, value) in &reply.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if let Body::Document(text) = &reply.body {
            head.push_str(&format!("content-length: {}\r\n\r\n{text}", text.len()));
            self.writer.write_all(head.as_bytes()).await?;
            return Ok(true);
        }
        if !reply.headers.iter().any(|(name, _)| *name == "content-type") {
            head.push_str("content-type: text/event-stream; charset=utf-8\r\n");
        }
        head.push_str("transfer-encoding: chunked\r\n\r\n");
        self.writer.write_all(head.as_bytes()).await?;
        self.stream(request, reply).await
    }

    async fn stream(&mut self, request: &Request, reply: &Reply) -> io::Result<bool> {
        let mut random = Random(reply.seed);
        let data = reply.data(request, &mut random);
        let endless = matches!(reply.fault, Some(Fault::NeverEnd));
        let sent = data.iter().take(if endless { 2 } else { data.len() });
        let repeated = data.iter().skip(1).take(1).cycle().take(if endless { usize::MAX } else { 0 });
        let start = Instant::now();
        for (number, data) in sent.chain(repeated).enumerate() {
            let mut data = data.as_str();
            match reply.fault {
                Some(Fault::EndEarly { after }) if after == number => break,
                Some(Fault::Close { after }) if after == number => {
                    self.write_chunk(&format!("data: {}", &data[..data.len() / 2])).await?;
                    return Ok(false);
                }
                Some(Fault::Reset { after }) if after == number => {
                    self.writer.as_ref().set_zero_linger()?;
                    return Ok(false);
                }
                Some(Fault::Stall { after }) if after == number => return self.stall().await,
                Some(Fault::Garbled { after }) if after == number => data = "{\"choices\":[{\"delta\":",
                Some(Fault::Error { after }) if after == number => {
                    data = r#"{"error":{"message":"worker died","type":"server_error","code":null}}"#;
                }
                _ => {}
            }
            self.wait_until(start + reply.pace * u32::try_from(number).unwrap_or(u32::MAX)).await?;
            if let Some(hold) = reply.hold.as_ref().filter(|hold| hold.after == number) {
                self.wait_for(&hold.gate).await?;
            }
            let data = if reply.ascii { escaped(data) } else { data.to_owned() };
            self.write_event(&format!("data: {data}\n\n"), reply.split.then_some(&mut random)).await?;
        }
        self.writer.write_all(b"0\r\n\r\n").await?;
        Ok(true)
    }

    /// Writes an event as one chunk, or in several that are cut at random bytes.
    async fn write_event(&mut self, event: &str, random: Option<&mut Random>) -> io::Result<()> {
        let Some(random) = random else { return self.write_chunk(event).await };
        let mut rest = event.as_bytes();
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(1 + random.below(rest.len()));
            self.write_bytes(piece).await?;
            // Some pieces come alone, others together with what follows.
            if random.below(16) == 0 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            } else {
                tokio::task::yield_now().await;
            }
            rest = after;
        }
        Ok(())
    }

    async fn write_chunk(&mut self, text: &str) -> io::Result<()> {
        self.write_bytes(text.as_bytes()).await
    }

    async fn write_bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut chunk = format!("{:x}\r\n", bytes.len()).into_bytes();
        chunk.extend_from_slice(bytes);
        chunk.extend_from_slice(b"\r\n");
        self.writer.write_all(&chunk).await?;
        self.state.bytes_sent.fetch_add(chunk.len(), Ordering::SeqCst);
        Ok(())
    }

    /// Waits, unless the client leaves.
    async fn wait_until(&mut self, moment: Instant) -> io::Result<()> {
        if moment <= Instant::now() {
            return Ok(());
        }
        tokio::select! {
            left = self.reader.fill_buf() => Err(left.err().unwrap_or_else(|| io::ErrorKind::BrokenPipe.into())),
            () = sleep_until(moment) => Ok(()),
        }
    }

    /// Waits for a permit, unless the client leaves.
    async fn wait_for(&mut self, gate: &Semaphore) -> io::Result<()> {
        tokio::select! {
            left = self.reader.fill_buf() => Err(left.err().unwrap_or_else(|| io::ErrorKind::BrokenPipe.into())),
            permit = gate.acquire() => {
                permit.map_err(io::Error::other)?.forget();
                Ok(())
            }
        }
    }

    /// Says nothing until the client leaves.
    async fn stall(&mut self) -> io::Result<bool> {
        Err(self.reader.fill_buf().await.err().unwrap_or_else(|| io::ErrorKind::BrokenPipe.into()))
    }
}
