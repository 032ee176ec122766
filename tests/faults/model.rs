//! The model of these tests: it does what the message names, slowly, and says something else each
//! time it is asked, as models do.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use crate::fake_llm::{FakeLlm, Fault, Random, Reply, Request};
use crate::seeds::case;

/// How often a turn calls the model where nothing goes wrong.
pub const STEPS: u64 = 3;

/// What a turn's model does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// Writes for about a second.
    Slow,
    /// Writes as quickly as it can.
    Quick,
    /// Falls silent in the middle of its second answer, the first time it is asked for it.
    Stalls,
    /// Always falls silent.
    Hangs,
}

impl Habit {
    fn word(self) -> &'static str {
        match self {
            Self::Slow => "slow",
            Self::Quick => "quick",
            Self::Stalls => "stalls",
            Self::Hangs => "hangs",
        }
    }
}

/// The message that asks for a turn.
pub fn message(habit: Habit, seed: u64) -> String {
    format!("Please {} {seed}", habit.word())
}

/// A running model.
pub async fn start() -> FakeLlm {
    let fake = FakeLlm::start().await;
    let asked = AtomicUsize::new(0);
    let stalled = std::sync::Mutex::new(std::collections::HashSet::new());
    fake.answer_with(move |request| {
        let time = asked.fetch_add(1, Ordering::SeqCst);
        let (habit, seed, step) = read(request);
        let reply = answer(seed, step, time);
        match habit.as_str() {
            "quick" => reply,
            "hangs" => reply.fault(Fault::Stall { after: 4 }),
            "stalls" if step == 2 && stalled.lock().expect("no panic").insert(seed) => {
                reply.pace(Duration::from_millis(2)).fault(Fault::Stall { after: 12 })
            }
            _ => reply.pace(Duration::from_millis(5)),
        }
    });
    fake
}

/// The habit and the seed that the message names, and which call of the turn this is.
fn read(request: &Request) -> (String, u64, usize) {
    let messages = request.messages();
    let at = messages.iter().rposition(|message| message["role"] == "user").expect("a person's message");
    let words: Vec<&str> = messages[at]["content"].as_str().expect("words").split(' ').collect();
    let step = 1 + messages[at..].iter().filter(|message| message["role"] == "assistant").count();
    (words[1].to_owned(), words[2].parse().expect("a seed"), step)
}

/// Three steps: files written, files edited, renamed and deleted, then words.
fn answer(seed: u64, step: usize, time: usize) -> Reply {
    let mut random = case(seed, step);
    let reply = Reply::text(format!("Answer {time} in step {step}. 😀")).seed(random.next());
    let path = |number: usize| format!("agent/{seed}/{number}.txt");
    match step {
        1 => (0..3).fold(reply, |reply, number| {
            reply.call("write_file", &json!({ "path": path(number), "text": text(&mut random, time) }))
        }),
        2 => [
            (
                "edit_file",
                json!({ "path": path(0), "search": "the end\n", "replace": format!("edited {time}\n") }),
            ),
            ("rename_file", json!({ "from": path(1), "to": path(9) })),
            ("delete_file", json!({ "path": path(2) })),
            ("write_file", json!({ "path": path(4), "text": text(&mut random, time) })),
        ]
        .iter()
        .fold(reply, |reply, (name, arguments): &(&str, Value)| reply.call(name, arguments)),
        _ => reply,
    }
}

fn text(random: &mut Random, time: usize) -> String {
    let lines = (0..5 + random.below(5)).map(|_| format!("\"{time}\" é😀\\ {:016x}\n", random.next()));
    lines.collect::<String>() + "the end\n"
}
