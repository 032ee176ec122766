//! A model's server that speaks OpenAI's streaming format at a steady pace, and remembers when each
//! token left it.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Barrier;
use tokio::time::Instant;

use super::Samples;

/// Characters of a token: its number in the stream, and a space.
pub const TOKEN: usize = 5;
const MARK: &str = "stream-";

/// Streams that run side by side.
pub struct Model {
    pub port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    tokens: usize,
    pace: Duration,
    /// When each token of each stream left.
    sent: Vec<Mutex<Vec<Instant>>>,
    /// Nobody begins before all are there.
    all: Barrier,
}

/// Reads one stream as a subscriber, and sees whether it is exact.
pub struct Reader {
    shared: Arc<Shared>,
    stream: usize,
    seen: usize,
    rest: String,
    /// From when a token left the model until it was read here.
    pub delays: Samples,
}

impl Model {
    /// Listens on a free port; begins to answer when `streams` requests have come.
    pub async fn start(streams: usize, tokens: usize, pace: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let sent = (0..streams).map(|_| Mutex::default()).collect();
        let shared = Arc::new(Shared { tokens, pace, sent, all: Barrier::new(streams) });
        let model = Self { port, shared: Arc::clone(&shared) };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = Arc::clone(&shared);
                // A client that goes away shows in what its reader misses.
                tokio::spawn(async move { answer(stream, &shared).await.ok() });
            }
        });
        model
    }

    /// What to ask for to get this stream.
    pub fn prompt(stream: usize) -> String {
        format!("{MARK}{stream};")
    }

    pub fn reader(&self, stream: usize) -> Reader {
        let shared = Arc::clone(&self.shared);
        Reader { shared, stream, seen: 0, rest: String::new(), delays: Samples::default() }
    }
}

impl Reader {
    /// Takes more of the stream's text, which has just come.
    pub fn take(&mut self, text: &str) {
        let now = Instant::now();
        self.rest.push_str(text);
        let sent = self.shared.sent[self.stream].lock().expect("no panic");
        let mut taken = 0;
        while let Some(token) = self.rest.get(taken..taken + TOKEN) {
            assert_eq!(token.trim_end().parse(), Ok(self.seen), "stream {} is not exact", self.stream);
            self.delays.push(now - sent[self.seen]);
            self.seen += 1;
            taken += TOKEN;
        }
        self.rest.drain(..taken);
    }

    /// How many tokens did not come.
    pub fn lost(&self) -> usize {
        self.shared.tokens - self.seen
    }
}

async fn answer(stream: TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (reader, mut writer) = stream.into_split();
    let body = request(BufReader::new(reader)).await?;
    let (_, after) = body.rsplit_once(MARK).ok_or(io::ErrorKind::InvalidData)?;
    let number: String = after.chars().take_while(char::is_ascii_digit).collect();
    let number: usize = number.parse().map_err(|_error| io::ErrorKind::InvalidData)?;
    shared.all.wait().await;
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    writer.write_all(head.as_bytes()).await?;
    // The streams are spread over the pace, as they would be.
    let start = Instant::now() + shared.pace * number as u32 / shared.sent.len() as u32;
    for token in 0..shared.tokens {
        tokio::time::sleep_until(start + shared.pace * token as u32).await;
        let chunk = chunk(&format!("{{\"content\":\"{token:04} \"}}"), "null");
        shared.sent[number].lock().expect("no panic").push(Instant::now());
        writer.write_all(chunk.as_bytes()).await?;
    }
    let end = chunk("{}", "\"stop\"") + &framed("data: [DONE]\n\n") + "0\r\n\r\n";
    writer.write_all(end.as_bytes()).await
}

/// The body of the next request.
async fn request(mut reader: impl AsyncBufRead + Unpin) -> io::Result<String> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).await?;
        if line.trim_end().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().map_err(|_error| io::ErrorKind::InvalidData)?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).await?;
    String::from_utf8(body).map_err(|_error| io::ErrorKind::InvalidData.into())
}

fn chunk(delta: &str, finish: &str) -> String {
    framed(&format!(
        "data: {{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"fake\",\
         \"choices\":[{{\"index\":0,\"delta\":{delta},\"finish_reason\":{finish}}}]}}\n\n"
    ))
}

/// A chunk of HTTP/1.1's chunked transfer coding (RFC 9112, 7.1).
fn framed(text: &str) -> String {
    format!("{:x}\r\n{text}\r\n", text.len())
}
