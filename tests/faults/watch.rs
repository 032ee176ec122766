//! A viewer who stays: follows a stream, comes back with its last cursor whenever the socket
//! breaks, and keeps what it saw.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use base64::Engine as _;
use futures::StreamExt as _;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::client::Client;

const TURN: &str = "subscription($id: ID!, $after: StreamCursor) { events: generationEvents(generationId: $id, after: $after) { cursor event { \
    __typename ... on GenerationStatusChanged { status } ... on GenerationStepStarted { step attempt } \
    ... on GenerationTextDelta { step text } ... on GenerationFileStarted { step path } \
    ... on GenerationFileDelta { step path text } ... on GenerationFileFinished { step path oldPath change hash } \
    ... on GenerationFileConflicted { path rejected } ... on GenerationToolCalled { name summary failed } \
    ... on GenerationDiagnosed { round diagnostics { path message } } \
    ... on GenerationFinished { status failure version { id number kind } } } } }";
const DEPLOYMENT: &str = "subscription($id: ID!, $after: StreamCursor) { events: deploymentEvents(deploymentId: $id, after: $after) { cursor event { \
    __typename ... on DeploymentLogged { line } \
    ... on DeploymentStatusChanged { deployment { id status failure url } } } } }";

/// How long a turn or deployment may take with all that is done to it.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Turn,
    Deployment,
}

impl Kind {
    fn query(self) -> &'static str {
        match self {
            Self::Turn => TURN,
            Self::Deployment => DEPLOYMENT,
        }
    }

    fn is_terminal(self, event: &Value) -> bool {
        match self {
            Self::Turn => event["__typename"] == "GenerationFinished",
            Self::Deployment => {
                ["READY", "FAILED", "CANCELLED"].iter().any(|status| event["deployment"]["status"] == *status)
            }
        }
    }
}

/// A viewer at work.
pub struct Watch {
    kind: Kind,
    id: String,
    client: Client,
    seen: Arc<Mutex<Vec<Value>>>,
    following: JoinHandle<()>,
}

impl Watch {
    pub fn start(client: &Client, kind: Kind, id: &str) -> Self {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let following = tokio::spawn(follow(client.clone(), kind, id.to_owned(), Arc::clone(&seen)));
        Self { kind, id: id.to_owned(), client: client.clone(), seen, following }
    }

    /// What it has seen so far.
    pub fn seen(&self) -> Vec<Value> {
        self.seen.lock().expect("no panic").clone()
    }

    /// Waits until as many events as that satisfy a condition, or the stream has ended.
    pub async fn until(&self, count: usize, condition: impl Fn(&Value) -> bool) {
        self.wait(|seen| seen.iter().filter(|item| condition(&item["event"])).count() >= count).await;
    }

    /// Waits until what was seen satisfies a condition, or the stream has ended.
    pub async fn wait(&self, condition: impl Fn(&[Value]) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !self.following.is_finished() {
            if condition(&self.seen()) {
                return;
            }
            assert!(
                Instant::now() < deadline,
                "{:?} {} goes no further: {:#?}",
                self.kind,
                self.id,
                self.seen()
            );
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// All events, in the order in which they came; checks that they came once each, that one and
    /// only the last is terminal, and that a newcomer is told the same.
    pub async fn ended(mut self) -> Vec<Value> {
        let patience = tokio::time::timeout(PATIENCE, &mut self.following).await;
        assert!(patience.is_ok(), "no end of {:?} {}: {:#?}", self.kind, self.id, self.seen());
        patience.expect("in time").expect("no panic");
        let seen = self.seen();
        let numbers: Vec<u64> = seen.iter().map(number).collect();
        let expected: Vec<u64> = (1..=seen.len() as u64).collect();
        assert_eq!(numbers, expected, "every event once, in order: {seen:#?}");
        let ends = seen.iter().filter(|item| self.kind.is_terminal(&item["event"])).count();
        assert_eq!(ends, 1, "one end: {seen:#?}");
        let again = self.client.subscribe(self.kind.query(), json!({ "id": self.id })).await;
        let again: Vec<Value> = again.map(|item| item["data"]["events"].clone()).collect().await;
        assert_eq!(again, seen, "what was seen before a crash is what is stored");
        seen
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.following.abort();
    }
}

/// An event's number in its stream; cursors are opaque to clients, but not to this test.
fn number(item: &Value) -> u64 {
    let cursor = item["cursor"].as_str().expect("a cursor");
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(cursor).expect("base64");
    u64::from_be_bytes(bytes[8..].try_into().expect("sixteen bytes"))
}

async fn follow(client: Client, kind: Kind, id: String, seen: Arc<Mutex<Vec<Value>>>) {
    loop {
        let after = seen.lock().expect("no panic").last().map(|item: &Value| item["cursor"].clone());
        if let Ok(mut stream) = client.try_subscribe(kind.query(), json!({ "id": id, "after": after })).await
        {
            while let Some(item) = stream.next().await {
                assert!(item.get("errors").is_none(), "{item:#}");
                let item = item["data"]["events"].clone();
                let ended = kind.is_terminal(&item["event"]);
                seen.lock().expect("no panic").push(item);
                if ended {
                    // Nothing may follow; the server says so by completing the subscription.
                    let more: Vec<Value> = stream.collect().await;
                    assert!(more.is_empty(), "{more:#?}");
                    return;
                }
            }
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
