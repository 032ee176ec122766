//! What viewers see while a model writes a file is the file, wherever the wire is cut.

use std::collections::BTreeMap;

use futures::StreamExt as _;
use serde_json::{Value, json};

use super::{conversation, events, last, send};
use crate::support::fake_llm::{FakeLlm, Random, Reply, Request};
use crate::support::seeds::{case, seed};
use crate::support::{Client, TestApp};

const TURNS: usize = 20;
const FILES: usize = 50;
/// Turns that run at once.
const PARALLEL: usize = 4;

/// What breaks decoders: whatever JSON, SSE, UTF-8, UTF-16 or line ends give a meaning to.
const PIECES: [&str; 44] = [
    "\"",
    "\\",
    "\\\\",
    "\\\"",
    "/",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\u{8}",
    "\u{c}",
    "\u{1}",
    "\u{1f}",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{fffd}",
    "\u{fffe}",
    "\u{d7ff}",
    "\u{e000}",
    "\u{10ffff}",
    "é",
    "e\u{301}",
    "ß",
    "😀",
    "👩‍👩‍👧‍👦",
    "🇩🇪",
    "漢字",
    "שלום",
    "\\u0041",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\u",
    "\\n",
    "data: [DONE]\n\n",
    "{\"path\":\"x\",\"text\":\"y\"}",
    "\"}",
    "</script>",
    "<think>",
    "\"\"\"",
    "`${x}`",
    " ",
];

/// A file's content: no NUL, which text files do not have.
fn content(random: &mut Random) -> String {
    let length = match random.below(40) {
        0 => 0,
        1 => 200,
        _ => random.below(16),
    };
    let mut text = String::new();
    for _ in 0..length {
        match random.below(5) {
            0 => text.extend(char::from_u32(1 + random.below(0x10_FFFF) as u32)),
            1 => text.push_str("const value = 1;"),
            _ => text.push_str(PIECES[random.below(PIECES.len())]),
        }
    }
    if random.below(250) == 0 {
        text.push_str(&"one very long line, ".repeat(1_000));
    }
    text
}

/// A JSON string in one of the ways in which models write it.
fn quoted(text: &str, random: &mut Random) -> String {
    let habit = random.below(4);
    let mut json = String::from("\"");
    for character in text.chars() {
        let short = match character {
            '"' => Some("\\\""),
            '\\' => Some("\\\\"),
            '\n' => Some("\\n"),
            '\r' => Some("\\r"),
            '\t' => Some("\\t"),
            '\u{8}' => Some("\\b"),
            '\u{c}' => Some("\\f"),
            '/' if random.below(2) == 0 => Some("\\/"),
            _ => None,
        };
        let escape = match habit {
            0 => false,
            1 => !character.is_ascii(),
            2 => random.below(3) == 0,
            _ => random.below(20) == 0,
        };
        match short {
            Some(short) if !escape || random.below(2) == 0 => json.push_str(short),
            None if !escape && character >= ' ' => json.push(character),
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let lower = random.below(2) == 0;
                    json += &if lower { format!("\\u{unit:04x}") } else { format!("\\u{unit:04X}") };
                }
            }
        }
    }
    json + "\""
}

/// The arguments of a call, in either order and with any white space.
fn arguments(path: &str, text: &str, random: &mut Random) -> String {
    let mut members = [("path", path), ("text", text)].map(|(key, value)| {
        let space = [" ", "", "\n\t"][random.below(3)];
        format!("{}:{space}{}", json!(key), quoted(value, random))
    });
    if random.below(4) == 0 {
        members.reverse();
    }
    format!("{{{}{}}}", members.join([",", ", ", " ,\r\n  "][random.below(3)]), ["", "\n"][random.below(2)])
}

/// The files of a turn in the order of their calls; some are written twice.
fn files(seed: u64, turn: usize) -> Vec<(String, String)> {
    let mut random = case(seed, turn);
    let file = |number: usize, random: &mut Random| {
        let folder = ["", "src/", "über uns/", "a (b) c/😀/"][number % 4];
        (format!("{folder}{number}.txt"), content(random))
    };
    let mut files: Vec<_> = (0..FILES).map(|number| file(number, &mut random)).collect();
    files.extend((0..3).map(|number| file(number, &mut random)));
    files
}

/// Writes all files of the turn that the message names, then stops.
fn model(seed: u64, request: &Request) -> Reply {
    let messages = request.messages();
    let asked = messages.iter().rev().find(|message| message["role"] == "user").expect("a person's message");
    let asked = asked["content"].as_str().expect("words");
    let turn: usize =
        asked.rsplit(' ').next().and_then(|number| number.parse().ok()).expect("a turn's number");
    let mut random = case(seed, turn + 1_000);
    let reply = Reply::text("Hier ist es. 😀").seed(random.next()).split_writes();
    let reply = if random.below(2) == 0 { reply.ascii() } else { reply };
    if messages.iter().any(|message| message["role"] == "assistant") {
        return reply;
    }
    let calls = files(seed, turn).into_iter();
    calls.fold(reply, |reply, (path, text)| {
        reply.raw_call("write_file", &arguments(&path, &text, &mut random))
    })
}

/// What a viewer has on the screen after these events.
fn streamed(events: &[Value]) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for event in events.iter().map(|item| &item["event"]) {
        let path = || event["path"].as_str().expect("a path").to_owned();
        match event["__typename"].as_str() {
            Some("GenerationFileStarted") => drop(files.insert(path(), String::new())),
            Some("GenerationFileDelta") => {
                let text = event["text"].as_str().expect("a text");
                files.get_mut(&path()).expect("a file that was started").push_str(text);
            }
            _ => {}
        }
    }
    files
}

async fn committed(client: &Client, project: &str) -> BTreeMap<String, String> {
    let query = "query($p: ID!) { project(id: $p) { files(first: 100) { nodes { path text } } } }";
    let data = client.data(query, json!({ "p": project })).await;
    let files = data["project"]["files"]["nodes"].as_array().expect("files").iter();
    files
        .map(|file| {
            let text = file["text"].as_str().unwrap_or_else(|| panic!("{file} is no text"));
            (file["path"].as_str().expect("a path").to_owned(), text.to_owned())
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_random_contents_arrive_byte_for_byte() {
    let seed = seed(20_261_121);
    let fake = FakeLlm::start().await;
    fake.answer_with(move |request| model(seed, request));
    let app = TestApp::builder().with("openai_base_url", fake.base_url()).with("model", "fake").start().await;
    let client = app.signed_up("ada").await;
    let turn = async |turn: usize| {
        let (project, conversation) = conversation(&client).await;
        let generation = send(&client, &conversation, &format!("Write turn {turn}")).await;
        let events = events(&client, &generation, None).await;
        assert_eq!(last(&events)["status"], "SUCCEEDED", "turn {turn}: {:#}", last(&events));
        let failed: Vec<&Value> = events.iter().filter(|item| item["event"]["failed"] == true).collect();
        assert!(failed.is_empty(), "turn {turn}: {failed:#?}");
        let wanted: BTreeMap<_, _> = files(seed, turn).into_iter().collect();
        assert_eq!(wanted.len(), FILES);
        let (streamed, committed) = (streamed(&events), committed(&client, &project).await);
        for (path, text) in &wanted {
            assert_eq!(streamed.get(path), Some(text), "turn {turn}: streamed {path}");
            assert_eq!(committed.get(path), Some(text), "turn {turn}: committed {path}");
        }
        assert_eq!((streamed.len(), committed.len()), (FILES, FILES), "turn {turn}");
    };
    futures::stream::iter(0..TURNS).map(turn).buffer_unordered(PARALLEL).collect::<Vec<()>>().await;
}
