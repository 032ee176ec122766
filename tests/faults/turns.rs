//! What a viewer makes of a turn's events, and whether that is what was committed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::client::Client;
use crate::model::STEPS;

/// What a viewer knows of a file.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    /// What was streamed; `None` where the agent edited it.
    text: Option<String>,
    hash: Value,
}

/// The files after a turn's events; what a step had sent is void once it is announced anew.
fn replay(events: &[Value]) -> BTreeMap<String, Option<Shown>> {
    let mut steps: BTreeMap<u64, Vec<&Value>> = BTreeMap::new();
    for event in events.iter().map(|item| &item["event"]) {
        let Some(step) = event["step"].as_u64() else { continue };
        let sent = steps.entry(step).or_default();
        if event["__typename"] == "GenerationStepStarted" {
            sent.clear();
        } else {
            sent.push(event);
        }
    }
    let mut files = BTreeMap::new();
    let mut writing: BTreeMap<String, String> = BTreeMap::new();
    for event in steps.into_values().flatten() {
        let path = || event["path"].as_str().expect("a path").to_owned();
        match event["__typename"].as_str().expect("a type") {
            "GenerationFileStarted" => drop(writing.insert(path(), String::new())),
            "GenerationFileDelta" => {
                let text = event["text"].as_str().expect("a text");
                writing.get_mut(&path()).expect("a file that was started").push_str(text);
            }
            "GenerationFileFinished" => finish(&mut files, &mut writing, event, path()),
            _ => {}
        }
    }
    files
}

fn finish(
    files: &mut BTreeMap<String, Option<Shown>>,
    writing: &mut BTreeMap<String, String>,
    event: &Value,
    path: String,
) {
    let written = writing.remove(&path);
    let shown = match event["change"].as_str().expect("a change") {
        "DELETED" => None,
        "RENAMED" => {
            let from = event["oldPath"].as_str().expect("the path it had").to_owned();
            files.insert(from, None).flatten()
        }
        // An edit streams no text.
        _ => Some(Shown { text: written.filter(|text| !text.is_empty()), hash: event["hash"].clone() }),
    };
    files.insert(path, shown);
}

/// Checks a turn that succeeded: what its viewer has on the screen is what the version holds.
pub async fn check_files(client: &Client, project: &str, events: &[Value]) {
    let version = &events.last().expect("events")["event"]["version"]["id"];
    let query = "query($v: ID!, $p: ID!) { node(id: $v) { ... on Version { files(first: 100) { nodes { path text hash } } } } \
                 project(id: $p) { files(first: 100) { nodes { path hash } } } }";
    let data = client.data(query, json!({ "v": version, "p": project })).await;
    let nodes = |connection: &Value| connection["nodes"].as_array().expect("files").clone();
    let (committed, working) = (nodes(&data["node"]["files"]), nodes(&data["project"]["files"]));
    let at = |files: &[Value], path: &str| files.iter().find(|file| file["path"] == path).cloned();
    let shown = replay(events);
    assert!(shown.values().flatten().count() >= 3, "the turn wrote something: {shown:#?}");
    for (path, shown) in &shown {
        let file = at(&committed, path);
        assert_eq!(file.is_some(), shown.is_some(), "{path}: {events:#?}");
        let (Some(file), Some(shown)) = (file, shown) else { continue };
        assert_eq!(file["hash"], shown.hash, "{path}: {events:#?}");
        if let Some(text) = &shown.text {
            assert_eq!(file["text"].as_str(), Some(text.as_str()), "{path}: {events:#?}");
        }
        assert_eq!(at(&working, path).expect("a file")["hash"], shown.hash, "{path}");
    }
    check_steps(events);
}

/// Whether a step was announced once more.
pub fn was_interrupted(events: &[Value]) -> bool {
    let mut steps = BTreeSet::new();
    let announced = events.iter().filter(|item| item["event"]["__typename"] == "GenerationStepStarted");
    announced.filter(|item| !steps.insert(item["event"]["step"].as_u64())).count() > 0
}

/// A step that is over is not done again, nor anything after the last; while one is being done, the
/// turn is said to run.
fn check_steps(events: &[Value]) {
    let (mut status, mut latest) = (Value::Null, 0);
    for event in events.iter().map(|item| &item["event"]) {
        match event["__typename"].as_str().expect("a type") {
            "GenerationStatusChanged" => status = event["status"].clone(),
            "GenerationStepStarted" => {
                assert_eq!(status, "RUNNING", "{events:#?}");
                let step = event["step"].as_u64().expect("a number");
                assert!(step == latest || step == latest + 1, "{events:#?}");
                latest = step;
            }
            _ => {}
        }
    }
    assert_eq!(latest, STEPS, "{events:#?}");
}
