//! A turn that is paused while people edit, rename and delete: nothing that was acknowledged
//! vanishes, and what the agent did not get is shown.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex};

use futures::StreamExt as _;
use maquette::blobs::Staged;
use maquette::versions::diff::Contents;
use maquette::versions::merge::{self, Content, Sides};
use maquette::versions::objects::ObjectId;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use super::{EVENTS, conversation, send};
use crate::support::fake_llm::{FakeLlm, Random, Reply, Request};
use crate::support::seeds::{case, seed};
use crate::support::{Client, TestApp};

const CASES: usize = 300;
/// Cases that run at once.
const PARALLEL: usize = 8;

type Files = BTreeMap<String, String>;

/// What somebody does to the files.
#[derive(Clone, Debug)]
enum Op {
    Write {
        path: String,
        text: String,
    },
    /// One place of a file, as the agent's tool takes it.
    Edit {
        path: String,
        search: String,
        replace: String,
    },
    Rename {
        from: String,
        to: String,
    },
    Delete {
        path: String,
    },
}

impl Op {
    fn apply(&self, files: &mut Files) {
        match self {
            Self::Write { path, text } => drop(files.insert(path.clone(), text.clone())),
            Self::Edit { path, search, replace } => {
                let text = files.get_mut(path).expect("a file to edit");
                *text = text.replacen(search, replace, 1);
            }
            Self::Rename { from, to } => {
                let text = files.remove(from).expect("a file to rename");
                files.insert(to.clone(), text);
            }
            Self::Delete { path } => drop(files.remove(path)),
        }
    }
}

/// Somebody who changes files. Every line says whose it is and is nobody else's.
struct Author<'r> {
    name: &'static str,
    lines: usize,
    random: &'r mut Random,
}

impl Author<'_> {
    fn line(&mut self) -> String {
        self.lines += 1;
        format!("{} wrote line {}\n", self.name, self.lines)
    }

    fn text(&mut self) -> String {
        (0..3 + self.random.below(12)).map(|_| self.line()).collect()
    }

    fn path(&mut self) -> String {
        // Few names, so that both sides want the same ones, also as file and as folder.
        ["a.txt", "b.txt", "c.txt", "d.txt", "dir/a.txt", "dir/b.txt", "dir", "e/f/g.txt"]
            [self.random.below(8)]
        .into()
    }

    /// The text with some of its lines replaced, removed or followed by others.
    fn revised(&mut self, text: &str) -> String {
        let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        for _ in 0..=self.random.below(3) {
            let at = self.random.below(lines.len() + 1);
            match self.random.below(3) {
                0 => lines.insert(at, self.line()),
                1 if at < lines.len() => drop(lines.remove(at)),
                _ if at < lines.len() => lines[at] = self.line(),
                _ => lines.push(self.line()),
            }
        }
        lines.concat()
    }

    /// Something that can be done to the files as they are.
    fn op(&mut self, files: &Files) -> Option<Op> {
        let paths: Vec<&String> = files.keys().collect();
        let some = paths.get(self.random.below(paths.len())).map(|path| (*path).clone());
        Some(match (self.random.below(10), some) {
            (0 | 1, _) | (_, None) => {
                let path = self.path();
                if !is_free(files, &path) {
                    return None;
                }
                Op::Write { path, text: self.text() }
            }
            (2, Some(from)) => {
                let to = self.path();
                let mut others = files.clone();
                others.remove(&from);
                if from == to || !is_free(&others, &to) || !is_free(files, &to) {
                    return None;
                }
                Op::Rename { from, to }
            }
            (3, Some(path)) => Op::Delete { path },
            (4..=6, Some(path)) => Op::Write { text: self.revised(&files[&path]), path },
            (_, Some(path)) => {
                let lines: Vec<&str> = files[&path].split_inclusive('\n').collect();
                let search = (*lines.get(self.random.below(lines.len()))?).to_owned();
                Op::Edit { path, replace: self.line(), search }
            }
        })
    }

    /// A few things in a row, and the files after them.
    fn ops(&mut self, count: usize, files: &mut Files) -> Vec<Op> {
        let mut ops = Vec::new();
        for _ in 0..count {
            let Some(op) = self.op(files) else { continue };
            op.apply(files);
            ops.push(op);
        }
        ops
    }
}

/// Whether a file can be made there: no such file, none above, none below.
fn is_free(files: &Files, path: &str) -> bool {
    !files.keys().any(|other| {
        other == path || other.starts_with(&format!("{path}/")) || path.starts_with(&format!("{other}/"))
    })
}

/// What will happen in a case, all of it decided beforehand.
struct Plan {
    base: Files,
    agent_ops: Vec<Op>,
    agent: Files,
    person_ops: Vec<Op>,
    person: Files,
    /// Whether the model pauses before its calls, or after them.
    pause_first: bool,
}

impl Plan {
    fn new(seed: u64, number: usize) -> Self {
        let mut random = case(seed, number);
        let mut base = Files::new();
        Author { name: "base", lines: 0, random: &mut random }.ops(6, &mut base);
        let (mut agent, mut person) = (base.clone(), base.clone());
        let count = random.below(6);
        let agent_ops = Author { name: "agent", lines: 0, random: &mut random }.ops(count, &mut agent);
        let count = random.below(6);
        let person_ops = Author { name: "person", lines: 0, random: &mut random }.ops(count, &mut person);
        Self { base, agent_ops, agent, person_ops, person, pause_first: random.below(2) == 0 }
    }

    /// What the model answers: its calls, then words; at one of them it waits.
    fn reply(&self, step: usize, gate: &Arc<Semaphore>) -> Reply {
        let calls: &[Op] = if step == 1 { &self.agent_ops } else { &[] };
        let reply = Reply::text(if calls.is_empty() { "Done." } else { "" });
        let reply = calls.iter().fold(reply, |reply, op| match op {
            Op::Write { path, text } => reply.call("write_file", &json!({ "path": path, "text": text })),
            Op::Edit { path, search, replace } => {
                reply.call("edit_file", &json!({ "path": path, "search": search, "replace": replace }))
            }
            Op::Rename { from, to } => reply.call("rename_file", &json!({ "from": from, "to": to })),
            Op::Delete { path } => reply.call("delete_file", &json!({ "path": path })),
        });
        if step == self.pause_step() { reply.hold(0, gate) } else { reply }
    }

    /// A turn without calls is over after its first step.
    fn pause_step(&self) -> usize {
        if self.pause_first || self.agent_ops.is_empty() { 1 } else { 2 }
    }

    /// The files that the merge gives, and what it hands back: path and rejected text.
    fn merged(&self) -> (Files, Vec<(String, Option<String>)>) {
        let mut contents = Contents::new();
        let mut ids = |files: &Files| -> merge::Files {
            let id = |(path, text): (&String, &String)| {
                let staged = Staged::new(text.clone().into_bytes()).expect("a hash");
                let id: ObjectId = staged.id;
                contents.insert(id, staged.bytes);
                (path.clone(), id)
            };
            files.iter().map(id).collect()
        };
        let (base, person, agent) = (ids(&self.base), ids(&self.person), ids(&self.agent));
        let renames: Vec<(String, String)> = self.agent_ops.iter().filter_map(rename).collect();
        let sides = Sides { base: &base, person: &person, agent: &agent, agent_renames: &renames };
        let merged = merge::files(&sides, &contents).expect("all contents are there");
        let mut files = self.person.clone();
        merged.deletes.iter().for_each(|path| drop(files.remove(path)));
        for (path, content) in merged.writes {
            let bytes = match content {
                Content::Existing(id) => contents[&id].to_vec(),
                Content::Combined(bytes) => bytes,
            };
            files.insert(path, String::from_utf8(bytes).expect("text"));
        }
        let conflicts = merged.conflicts.into_iter().map(|conflict| (conflict.path, conflict.rejected));
        (files, conflicts.collect())
    }
}

fn rename(op: &Op) -> Option<(String, String)> {
    match op {
        Op::Rename { from, to } => Some((from.clone(), to.clone())),
        _ => None,
    }
}

fn lines(files: &Files) -> BTreeSet<&str> {
    files.values().flat_map(|text| text.lines()).collect()
}

/// The plans of all cases, and what makes their models go on.
struct Stage {
    plans: Vec<Plan>,
    gates: Mutex<HashMap<usize, Arc<Semaphore>>>,
}

impl Stage {
    fn gate(&self, number: usize) -> Arc<Semaphore> {
        let mut gates = self.gates.lock().expect("no panic");
        Arc::clone(gates.entry(number).or_insert_with(|| Arc::new(Semaphore::new(0))))
    }

    fn answer(&self, request: &Request) -> Reply {
        let messages = request.messages();
        let role = |message: &&Value, role: &str| message["role"] == role;
        let asked = messages.iter().rev().find(|message| role(message, "user")).expect("a person's message");
        let asked = asked["content"].as_str().expect("words");
        let number: usize =
            asked.rsplit(' ').next().and_then(|number| number.parse().ok()).expect("a case's number");
        let step = 1 + messages.iter().filter(|message| role(message, "assistant")).count();
        self.plans[number].reply(step, &self.gate(number))
    }
}

/// Does what a person does through the API; it must be acknowledged.
async fn perform(client: &Client, project: &str, op: &Op, files: &Files) {
    let (mutation, variables) = match op {
        Op::Write { path, text } => (WRITE, json!({ "p": project, "i": { "path": path, "text": text } })),
        // People's editors write whole files.
        Op::Edit { path, search, replace } => {
            let text = files[path].replacen(search, replace, 1);
            (WRITE, json!({ "p": project, "i": { "path": path, "text": text } }))
        }
        Op::Rename { from, to } => (RENAME, json!({ "p": project, "i": { "from": from, "to": to } })),
        Op::Delete { path } => (DELETE, json!({ "p": project, "path": path })),
    };
    client.mutate(mutation, variables).await;
}

const WRITE: &str = "mutation($p: ID!, $i: FileWriteInput!) { fileWrite(projectId: $p, input: $i) { userErrors { code message } } }";
const RENAME: &str = "mutation($p: ID!, $i: FileRenameInput!) { fileRename(projectId: $p, input: $i) { userErrors { code message } } }";
const DELETE: &str = "mutation($p: ID!, $path: String!) { fileDelete(projectId: $p, path: $path) { userErrors { code message } } }";
const STATE: &str = "query($p: ID!) { project(id: $p) { files(first: 100) { nodes { path text } } \
     headVersion { files(first: 100) { nodes { path text } } } \
     versions(first: 20) { nodes { kind } } } }";

fn files_of(connection: &Value) -> Files {
    let nodes = connection["nodes"].as_array().into_iter().flatten();
    let word = |value: &Value| value.as_str().expect("a text").to_owned();
    nodes.map(|file| (word(&file["path"]), word(&file["text"]))).collect()
}

/// Plays a case: base, message, the person's changes while the model waits, the end.
async fn play(client: &Client, stage: &Stage, number: usize) {
    let plan = &stage.plans[number];
    let (project, conversation) = conversation(client).await;
    for (path, text) in &plan.base {
        let op = Op::Write { path: path.clone(), text: text.clone() };
        perform(client, &project, &op, &plan.base).await;
    }
    let generation = send(client, &conversation, &format!("Play case {number}")).await;
    let mut stream = client.subscribe(EVENTS, json!({ "g": generation })).await;
    let mut events: Vec<Value> = Vec::new();
    let mut person = plan.base.clone();
    while let Some(item) = stream.next().await {
        let event = item["data"]["generationEvents"]["event"].clone();
        let paused = event["__typename"] == "GenerationStepStarted" && event["step"] == plan.pause_step();
        events.push(event);
        if paused {
            for op in &plan.person_ops {
                perform(client, &project, op, &person).await;
                op.apply(&mut person);
            }
            stage.gate(number).add_permits(1);
        }
    }
    let state = client.data(STATE, json!({ "p": project })).await["project"].take();
    check(plan, &events, &state, number);
}

/// What must hold at the end of a case.
fn check(plan: &Plan, events: &[Value], state: &Value, number: usize) {
    let about = format!("case {number}: {:#?}\n{:#?}\n{events:#?}", plan.agent_ops, plan.person_ops);
    let end = events.last().expect("events");
    assert_eq!(end["status"], "SUCCEEDED", "{about}");
    let ends = events.iter().filter(|event| event["__typename"] == "GenerationFinished").count();
    assert_eq!(ends, 1, "{about}");
    let (failed, after) = (events.iter().any(|event| event["failed"] == true), files_of(&state["files"]));
    assert!(!failed, "the agent's plan can be carried out: {about}");

    // Whoever the merge sides with, a line that was acknowledged is there, and a line that the
    // agent wrote is there or handed back.
    let (base, present) = (lines(&plan.base), lines(&after));
    let conflicts: Vec<(String, Option<String>)> = events
        .iter()
        .filter(|event| event["__typename"] == "GenerationFileConflicted")
        .map(|event| {
            (event["path"].as_str().expect("a path").into(), event["rejected"].as_str().map(str::to_owned))
        })
        .collect();
    let rejected: BTreeSet<&str> =
        conflicts.iter().filter_map(|(_, text)| text.as_deref()).flat_map(str::lines).collect();
    let (person, agent) = (lines(&plan.person), lines(&plan.agent));
    for line in person.difference(&base) {
        assert!(present.contains(line), "the person's {line:?} vanished: {about}\n{after:#?}");
    }
    for line in agent.difference(&base) {
        let kept = present.contains(line) || rejected.contains(line);
        assert!(kept, "the agent's {line:?} vanished without a conflict: {about}\n{after:#?}");
    }
    for line in person.intersection(&agent) {
        assert!(present.contains(line), "{line:?} was removed by nobody and vanished: {about}\n{after:#?}");
    }

    let (merged, expected) = plan.merged();
    assert_eq!(after, merged, "{about}");
    assert_eq!(conflicts, expected, "{about}");
    let made = end["version"].is_object();
    assert_eq!(made, after != plan.person, "a version is made where the agent changed something: {about}");
    let kinds = state["versions"]["nodes"].as_array().expect("versions").iter();
    let generated = kinds.filter(|version| version["kind"] == "GENERATION").count();
    assert_eq!(generated, usize::from(made), "{about}");
    if !after.is_empty() || state["headVersion"].is_object() {
        assert_eq!(files_of(&state["headVersion"]["files"]), after, "nothing is left unsaved: {about}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_vanishes_in_three_hundred_interleavings() {
    let seed = seed(300);
    let plans: Vec<Plan> = (0..CASES).map(|number| Plan::new(seed, number)).collect();
    // The seed is worth something: many cases overlap, many do not.
    let overlaps = plans.iter().filter(|plan| !plan.merged().1.is_empty()).count();
    assert!((CASES / 10..CASES * 9 / 10).contains(&overlaps), "{overlaps} overlaps");
    let stage = Arc::new(Stage { plans, gates: Mutex::default() });
    let fake = FakeLlm::start().await;
    let script = Arc::clone(&stage);
    fake.answer_with(move |request| script.answer(request));
    let app = TestApp::builder().with("openai_base_url", fake.base_url()).with("model", "fake").start().await;
    let client = app.signed_up("ada").await;
    let cases = futures::stream::iter(0..CASES).map(|number| play(&client, &stage, number));
    cases.buffer_unordered(PARALLEL).collect::<Vec<()>>().await;
}

/// Writes that come while the turn is being committed are merged or come after it, never lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_who_writes_during_the_commit_loses_nothing() {
    let seed = seed(301);
    let fake = FakeLlm::start().await;
    let gate = Arc::new(Semaphore::new(0));
    let held = Arc::clone(&gate);
    fake.answer_with(move |request| {
        let begun = request.messages().iter().any(|message| message["role"] == "assistant");
        let edit = json!({ "path": "a.txt", "search": "line 2\n", "replace": "agent 2\n" });
        if begun { Reply::text("Done.").hold(0, &held) } else { Reply::text("").call("edit_file", &edit) }
    });
    let app = TestApp::builder().with("openai_base_url", fake.base_url()).with("model", "fake").start().await;
    let client = app.signed_up("ada").await;
    let mut random = case(seed, 0);
    for round in 0..20 {
        let (project, conversation) = conversation(&client).await;
        let base = (1..=20).map(|line| format!("line {line}\n")).collect::<String>();
        let write = |path: &'static str, text: String| {
            client.mutate(WRITE, json!({ "p": project, "i": { "path": path, "text": text } }))
        };
        write("a.txt", base.clone()).await;
        let generation = send(&client, &conversation, "Change it").await;
        let mut stream = client.subscribe(EVENTS, json!({ "g": generation })).await;
        while let Some(item) = stream.next().await {
            let event = &item["data"]["generationEvents"]["event"];
            if event["__typename"] == "GenerationStepStarted" && event["step"] == 2 {
                break;
            }
        }
        gate.add_permits(1);
        let mut acknowledged = Vec::new();
        for number in 0..30 {
            // Another file all the time: these must be there in the end, whenever the turn ended.
            tokio::time::sleep(std::time::Duration::from_micros(random.below(2_000) as u64)).await;
            write("notes.txt", format!("{base}note {number}\n")).await;
            acknowledged.push(number);
        }
        let events: Vec<Value> = stream.collect().await;
        let end = &events.last().expect("events")["data"]["generationEvents"]["event"];
        assert_eq!(end["status"], "SUCCEEDED", "round {round}: {end:#}");
        let state = client.data(STATE, json!({ "p": project })).await["project"].take();
        let files = files_of(&state["files"]);
        assert_eq!(files["a.txt"], base.replace("line 2\n", "agent 2\n"), "round {round}");
        let last = acknowledged.last().expect("writes");
        assert_eq!(files["notes.txt"], format!("{base}note {last}\n"), "round {round}");
    }
}
