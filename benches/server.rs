//! The server as a whole: memory, the time until it is ready, the first event of a turn, and 200
//! turns whose models write at once.

#![allow(missing_docs, reason = "a program, not a library")]

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

mod support;

use support::model::{Model, Reader};
use support::report::Aim;
use support::{Client, Home, Report, Samples};

const STARTS: usize = 20;
const SENDS: usize = 220;
const STREAMS: usize = 200;
/// 50 tokens a second for ten seconds.
const TOKENS: usize = 500;
const PACE: Duration = Duration::from_millis(20);

const EVENTS: &str = "subscription($id: ID!) { generationEvents(generationId: $id) { cursor event { __typename \
                      ... on GenerationTextDelta { text } ... on GenerationFinished { status failure } } } }";

fn main() {
    support::run(async {
        let mut report = Report::new("server");
        starts(&mut report).await;
        first_events(&mut report).await;
        streams(&mut report).await;
        report.finish();
    });
}

/// How soon a server on an existing database is ready, and how much memory it then takes.
async fn starts(report: &mut Report) {
    let home = Home::new(&[]);
    let server = home.start().await;
    let client = Client::register(home.port).await;
    for _ in 0..3 {
        turn(&client, &mut client.socket().await, "a habit tracker with streaks and a weekly chart").await;
    }
    server.stop().await;
    let (mut ready, mut memory) = (Samples::default(), Vec::new());
    for _ in 0..STARTS {
        let server = home.start().await;
        ready.push(server.ready);
        tokio::time::sleep(Duration::from_millis(500)).await;
        memory.push(server.memory(false));
        server.stop().await;
    }
    memory.sort_by(f64::total_cmp);
    let (memory, most) = (memory[memory.len() / 2], memory[memory.len() - 1]);
    megabytes(report, "idle, resident: median of the starts", memory, Some(60.0));
    megabytes(report, "idle, resident: most", most, Some(60.0));
    report.time(
        "start → ready on an existing database, p50",
        ready.median(),
        &Aim::Milliseconds(300.0),
        None,
    );
    report.time("start → ready on an existing database, most", ready.max(), &Aim::Milliseconds(300.0), None);
}

fn megabytes(report: &mut Report, what: &str, megabytes: f64, aim: Option<f64>) {
    let mark = |most: f64| if megabytes <= most { "✓" } else { "✗" };
    let aim = aim.map(|most| format!("≤ {most} MB {}", mark(most))).unwrap_or_default();
    report.row([what.to_owned(), format!("{megabytes:.1} MB"), aim, String::new(), String::new()]);
}

/// From the moment a message is sent until the first event of its generation, and the first that
/// the builtin generator caused, are read from a socket that was open before.
async fn first_events(report: &mut Report) {
    let home = Home::new(&[]);
    let server = home.start().await;
    let client = Client::register(home.port).await;
    let mut socket = client.socket().await;
    let (mut first, mut written) = (Samples::default(), Samples::default());
    let prompts =
        ["a habit tracker with streaks", "a pomodoro timer", "a kanban board", "a landing page for a bakery"];
    for number in 0..SENDS {
        let times = turn(&client, &mut socket, prompts[number % prompts.len()]).await;
        first.push(times.first);
        written.push(times.written);
    }
    report.time("`messageSend` → first event, p50", first.median(), &Aim::None, None);
    report.time("`messageSend` → first event, p99", first.p99(), &Aim::Milliseconds(50.0), None);
    report.time("`messageSend` → first words or file of builtin, p50", written.median(), &Aim::None, None);
    report.time("`messageSend` → first words or file of builtin, p99", written.p99(), &Aim::None, None);
    tokio::time::sleep(Duration::from_secs(2)).await;
    megabytes(report, &format!("resident after {SENDS} turns"), server.memory(false), None);
    server.stop().await;
}

struct Times {
    first: Duration,
    written: Duration,
}

/// A whole turn of a new project.
async fn turn(client: &Client, socket: &mut support::client::Socket, prompt: &str) -> Times {
    let project = client.create_project("A project").await;
    let conversation = client.converse(&project).await;
    let sent = Instant::now();
    let generation = client.message(&conversation, prompt).await;
    socket.subscribe(&generation, EVENTS, json!({ "id": generation })).await;
    let (mut first, mut written) = (None, None);
    while let Some(data) = socket.next(&generation).await {
        first.get_or_insert_with(|| sent.elapsed());
        let event = &data["generationEvents"]["event"];
        match event["__typename"].as_str() {
            Some("GenerationTextDelta" | "GenerationFileStarted" | "GenerationFileDelta") => {
                written.get_or_insert_with(|| sent.elapsed());
            }
            Some("GenerationFinished") => assert_eq!(event["status"], "SUCCEEDED", "{event}"),
            _ => {}
        }
    }
    Times { first: first.expect("an event"), written: written.expect("something was written") }
}

/// 200 turns whose models write at once; before and after, the same clients with nothing between
/// them and the model, to see what this machine adds by itself.
async fn streams(report: &mut Report) {
    let before = directly().await;
    let model = Model::start(STREAMS, TOKENS, PACE).await;
    let home = Home::new(&[
        ("OPENAI_BASE_URL", format!("http://127.0.0.1:{}/v1", model.port)),
        ("MODEL", "fake".to_owned()),
    ]);
    let server = home.start().await;
    let client = Client::register(home.port).await;
    let mut conversations = Vec::new();
    for _ in 0..STREAMS {
        let project = client.create_project("A project").await;
        conversations.push(client.converse(&project).await);
    }
    let processor = server.processor();
    let mut readers = JoinSet::new();
    for (number, conversation) in conversations.into_iter().enumerate() {
        let generation = client.message(&conversation, &Model::prompt(number)).await;
        let (client, reader) = (client.clone(), model.reader(number));
        readers.spawn(follow(client, generation, reader));
    }
    let readers = readers.join_all().await;
    let processor = server.processor().saturating_sub(processor);
    let after = directly().await;

    let lost: usize = readers.iter().map(Reader::lost).sum();
    let ours = all(readers);
    let mut floor = before;
    floor.extend(after);
    let percentiles =
        [("p50", 50.0, Aim::None), ("p99", 99.0, Aim::Milliseconds(80.0)), ("most", 100.0, Aim::None)];
    for (name, percent, aim) in percentiles {
        let what = format!("{STREAMS} streams at 50 tokens/s: model → subscriber, {name}");
        report.time(&what, ours.percentile(percent), &aim, Some(floor.percentile(percent)));
    }
    let mark = if lost == 0 { "0 ✓" } else { "0 ✗" };
    let tokens = STREAMS * TOKENS;
    report.row([
        format!("tokens lost of {tokens}"),
        lost.to_string(),
        mark.into(),
        String::new(),
        String::new(),
    ]);
    let each = processor.as_secs_f64() / tokens as f64 * 1000.0;
    report.row([
        "server's processor time for 1,000 tokens".into(),
        format!("{each:.2} s"),
        String::new(),
        String::new(),
        String::new(),
    ]);
    megabytes(report, &format!("resident with {STREAMS} streams: most"), server.memory(true), None);
    report.note(
        "The peer of the streams is nothing at all: the same readers connected to the model directly, \
         before and after in the same run. It is the floor of this machine.",
    );
    server.stop().await;
}

/// Reads a generation's events to their end.
async fn follow(client: Client, generation: String, mut reader: Reader) -> Reader {
    let mut socket = client.socket().await;
    socket.subscribe("1", EVENTS, json!({ "id": generation })).await;
    while let Some(data) = socket.next("1").await {
        let event = &data["generationEvents"]["event"];
        match event["__typename"].as_str() {
            Some("GenerationTextDelta") => reader.take(event["text"].as_str().expect("text")),
            Some("GenerationFinished") => assert_eq!(event["status"], "SUCCEEDED", "{event}"),
            _ => {}
        }
    }
    reader
}

/// The model's streams without a server between.
async fn directly() -> Samples {
    let model = Model::start(STREAMS, TOKENS, PACE).await;
    let mut readers = JoinSet::new();
    for number in 0..STREAMS {
        let (port, reader) = (model.port, model.reader(number));
        readers.spawn(read(port, number, reader));
    }
    all(readers.join_all().await)
}

async fn read(port: u16, number: usize, mut reader: Reader) -> Reader {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.expect("the model answers");
    let body = Model::prompt(number);
    let request = format!("POST / HTTP/1.1\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut buffer = String::new();
    while !buffer.contains("[DONE]") {
        let mut piece = [0; 4096];
        let count = stream.read(&mut piece).await.expect("more");
        buffer.push_str(std::str::from_utf8(&piece[..count]).expect("ASCII"));
        while let Some((_, after)) = buffer.split_once("\"content\":\"")
            && let Some((token, rest)) = after.split_once('"')
        {
            reader.take(token);
            buffer = rest.to_owned();
        }
    }
    reader
}

fn all(readers: Vec<Reader>) -> Samples {
    let mut all = Samples::default();
    for reader in readers {
        all.extend(reader.delays);
    }
    all
}
