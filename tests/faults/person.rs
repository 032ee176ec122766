//! Somebody who works with the server while it comes and goes.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::client::Client;

const WRITE: &str = "mutation($p: ID!, $i: FileWriteInput!) { fileWrite(projectId: $p, input: $i) { userErrors { code message } } }";
const SEND: &str = "mutation($c: ID!, $i: MessageSendInput!) { messageSend(conversationId: $c, input: $i) \
     { generation { id } userErrors { code message } } }";
const DEPLOY: &str = "mutation($p: ID!) { deploymentCreate(projectId: $p, input: { provider: LOCAL }) \
     { deployment { id } userErrors { code message } } }";
const CANCEL: &str =
    "mutation($id: ID!) { generationCancel(id: $id) { generation { status } userErrors { code message } } }";

/// A project, its owner, and their conversation with the agent.
#[derive(Clone)]
pub struct Person {
    pub client: Client,
    pub project: String,
    pub conversation: String,
}

impl Person {
    /// Begins a project with an app in it.
    pub async fn begin(client: &Client) -> Self {
        let create =
            "mutation { projectCreate(input: { name: \"Kept\" }) { project { id } userErrors { code } } }";
        let project = id(&client.mutate(create, json!({})).await["project"]).expect("a project");
        let begin = "mutation($p: ID!) { conversationCreate(projectId: $p) { conversation { id } userErrors { code } } }";
        let begun = client.mutate(begin, json!({ "p": project })).await;
        let conversation = id(&begun["conversation"]).expect("a conversation");
        let person = Self { client: client.clone(), project, conversation };
        for (path, text) in [
            (
                "index.html",
                "<!doctype html><title>Kept</title><script type=\"module\" src=\"/main.js\"></script>",
            ),
            ("main.js", "document.title += ' and running';\n"),
        ] {
            let input = json!({ "path": path, "text": text });
            person.client.mutate(WRITE, json!({ "p": person.project, "i": input })).await;
        }
        person
    }

    /// Asks for a turn; `None` where the server went away before it answered. The key makes it safe
    /// to ask again.
    pub async fn ask(&self, text: &str, key: &str) -> Option<String> {
        let input = json!({ "text": text, "clientKey": key });
        let payload = self.attempt(SEND, json!({ "c": self.conversation, "i": input })).await?;
        Some(id(&payload["generation"]).expect("a turn"))
    }

    /// Asks for a deployment, as [`Self::ask`].
    pub async fn deploy(&self) -> Option<String> {
        let payload = self.attempt(DEPLOY, json!({ "p": self.project })).await?;
        Some(id(&payload["deployment"]).expect("a deployment"))
    }

    /// Stops a turn; answers the status that it has then.
    pub async fn cancel(&self, turn: &str) -> String {
        let payload = self.attempt(CANCEL, json!({ "id": turn })).await.expect("an answer");
        payload["generation"]["status"].as_str().expect("a status").to_owned()
    }

    /// The payload of a mutation, unless the server went away.
    async fn attempt(&self, mutation: &str, variables: Value) -> Option<Value> {
        let response = self.client.try_execute(mutation, variables).await.ok()?;
        assert!(response.get("errors").is_none(), "{response:#}");
        let payload = response["data"].as_object()?.values().next()?.clone();
        assert_eq!(payload["userErrors"], json!([]));
        Some(payload)
    }

    pub async fn deployments(&self) -> Vec<String> {
        let query = "query($p: ID!) { project(id: $p) { deployments(first: 10) { nodes { id } } } }";
        let data = self.client.data(query, json!({ "p": self.project })).await;
        data["project"]["deployments"]["nodes"]
            .as_array()
            .expect("deployments")
            .iter()
            .filter_map(id)
            .collect()
    }

    /// How many messages of this text the conversation has.
    pub async fn messages(&self, text: &str) -> usize {
        let query = "query($p: ID!) { project(id: $p) { conversations { nodes { messages(first: 50) { nodes { text } } } } } }";
        let data = self.client.data(query, json!({ "p": self.project })).await;
        let messages = data["project"]["conversations"]["nodes"][0]["messages"]["nodes"]
            .as_array()
            .expect("messages")
            .clone();
        messages.iter().filter(|message| message["text"] == text).count()
    }

    /// Keeps writing notes until told to stop.
    pub fn write_notes(&self) -> Notes {
        let stop = Arc::new(AtomicBool::new(false));
        let writing = tokio::spawn(write(self.clone(), Arc::clone(&stop)));
        Notes { person: self.clone(), stop, writing }
    }
}

fn id(value: &Value) -> Option<String> {
    value["id"].as_str().map(str::to_owned)
}

/// Notes that are being written.
pub struct Notes {
    person: Person,
    stop: Arc<AtomicBool>,
    writing: JoinHandle<BTreeMap<String, usize>>,
}

impl Notes {
    /// Stops, and checks that each note is there as it was last acknowledged, or as it was sent
    /// after that.
    pub async fn check(self) {
        self.stop.store(true, Ordering::SeqCst);
        let acknowledged = self.writing.await.expect("no panic");
        assert!(!acknowledged.is_empty(), "somebody wrote something");
        for (path, number) in acknowledged {
            let query = "query($p: ID!, $path: String!) { project(id: $p) { file(path: $path) { text } } }";
            let data =
                self.person.client.data(query, json!({ "p": self.person.project, "path": path })).await;
            let text = data["project"]["file"]["text"].as_str().unwrap_or_else(|| panic!("{path} vanished"));
            let kept: usize = text.trim().parse().expect("a number");
            assert!(kept >= number, "{path} was acknowledged with {number} and has {kept}");
        }
    }
}

async fn write(person: Person, stop: Arc<AtomicBool>) -> BTreeMap<String, usize> {
    let mut acknowledged = BTreeMap::new();
    for number in 0.. {
        if stop.load(Ordering::SeqCst) {
            break;
        }
        let path = format!("notes/{}.txt", number % 4);
        let input = json!({ "path": path, "text": format!("{number}\n") });
        if person.attempt(WRITE, json!({ "p": person.project, "i": input })).await.is_some() {
            acknowledged.insert(path, number);
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    acknowledged
}
