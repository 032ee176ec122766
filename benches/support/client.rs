//! A client as a frontend would be: operations over HTTP, subscriptions over graphql-transport-ws.

use futures::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

const ACCOUNT: &str = "email: \"bench@example.com\", password: \"correct horse battery\"";
const BOUNDARY: &str = "between-two-fields";

/// Somebody who is signed in.
#[derive(Clone)]
pub struct Client {
    pub http: reqwest::Client,
    port: u16,
    token: String,
}

/// A socket on which subscriptions run.
pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Client {
    /// Signs up on a server without accounts.
    pub async fn register(port: u16) -> Self {
        Self::enter(port, "accountRegister").await
    }

    /// Signs in where [`Client::register`] was before.
    pub async fn login(port: u16) -> Self {
        Self::enter(port, "accountLogin").await
    }

    async fn enter(port: u16, mutation: &str) -> Self {
        let mut client = Self { http: reqwest::Client::new(), port, token: String::new() };
        let query = format!(
            "mutation {{ {mutation}(input: {{ {ACCOUNT} }}) {{ accessToken userErrors {{ message }} }} }}"
        );
        let payload = client.mutate(&query, json!({})).await;
        client.token = string(&payload["accessToken"]);
        client
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The data of an operation, which must succeed.
    pub async fn data(&self, query: &str, variables: Value) -> Value {
        let body = json!({ "query": query, "variables": variables }).to_string();
        self.send("application/json", body.into_bytes()).await
    }

    async fn send(&self, media_type: &str, body: Vec<u8>) -> Value {
        let mut request = self.http.post(self.url("/graphql")).header("content-type", media_type).body(body);
        if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        let bytes = request.send().await.expect("an answer").bytes().await.expect("all of it");
        let mut answer: Value = serde_json::from_slice(&bytes).expect("JSON");
        assert!(answer.get("errors").is_none(), "{answer:#}");
        answer["data"].take()
    }

    /// The payload of a mutation, which must succeed.
    pub async fn mutate(&self, query: &str, variables: Value) -> Value {
        payload(self.data(query, variables).await)
    }

    pub async fn create_project(&self, name: &str) -> String {
        let query = "mutation($name: String!) { projectCreate(input: { name: $name }) \
                     { project { id } userErrors { message } } }";
        string(&self.mutate(query, json!({ "name": name })).await["project"]["id"])
    }

    /// Makes a project of a zip archive.
    pub async fn import(&self, archive: &[u8]) -> String {
        let query = "mutation($archive: Upload!) { projectImport(input: { archive: $archive }) \
                     { project { id } warnings userErrors { message } } }";
        let operations = json!({ "query": query, "variables": { "archive": null } }).to_string();
        let mut form = Vec::with_capacity(archive.len() + 1024);
        let map = r#"{"0":["variables.archive"]}"#;
        let parts: [(&str, &[u8]); 3] = [
            ("operations", operations.as_bytes()),
            ("map", map.as_bytes()),
            ("0\"; filename=\"project.zip", archive),
        ];
        for (name, content) in parts {
            let head = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
            form.extend_from_slice(head.as_bytes());
            form.extend_from_slice(content);
            form.extend_from_slice(b"\r\n");
        }
        form.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let data = self.send(&format!("multipart/form-data; boundary={BOUNDARY}"), form).await;
        string(&payload(data)["project"]["id"])
    }

    pub async fn write(&self, project: &str, path: &str, text: &str) {
        let query = "mutation($project: ID!, $path: String!, $text: String!) \
                     { fileWrite(projectId: $project, input: { path: $path, text: $text }) \
                     { file { hash } userErrors { message } } }";
        self.mutate(query, json!({ "project": project, "path": path, "text": text })).await;
    }

    /// Begins a conversation with the agent.
    pub async fn converse(&self, project: &str) -> String {
        let query = "mutation($id: ID!) { conversationCreate(projectId: $id) \
                     { conversation { id } userErrors { message } } }";
        string(&self.mutate(query, json!({ "id": project })).await["conversation"]["id"])
    }

    /// Sends a message, and answers with the generation that it starts.
    pub async fn message(&self, conversation: &str, text: &str) -> String {
        let query = "mutation($id: ID!, $text: String!) { messageSend(conversationId: $id, input: { text: $text }) \
                     { generation { id } userErrors { message } } }";
        string(&self.mutate(query, json!({ "id": conversation, "text": text })).await["generation"]["id"])
    }

    /// A socket that the server has acknowledged.
    pub async fn socket(&self) -> Socket {
        let mut request =
            format!("ws://127.0.0.1:{}/graphql", self.port).into_client_request().expect("an address");
        let protocol = "graphql-transport-ws".parse().expect("a header");
        request.headers_mut().insert("sec-websocket-protocol", protocol);
        let connected = tokio_tungstenite::connect_async_with_config(request, None, true).await;
        let mut socket = Socket(connected.expect("a socket").0);
        let authorization = format!("Bearer {}", self.token);
        socket
            .send(json!({ "type": "connection_init", "payload": { "authorization": authorization } }))
            .await;
        assert_eq!(socket.receive().await["type"], "connection_ack");
        socket
    }
}

impl Socket {
    pub async fn subscribe(&mut self, id: &str, query: &str, variables: Value) {
        let payload = json!({ "query": query, "variables": variables });
        self.send(json!({ "id": id, "type": "subscribe", "payload": payload })).await;
    }

    pub async fn unsubscribe(&mut self, id: &str) {
        self.send(json!({ "id": id, "type": "complete" })).await;
    }

    /// The data of the next event of the subscription; `None` at its end.
    pub async fn next(&mut self, id: &str) -> Option<Value> {
        loop {
            let mut message = self.receive().await;
            if message["id"] != id {
                continue;
            }
            match message["type"].as_str() {
                Some("next") => {
                    assert!(message["payload"].get("errors").is_none(), "{message:#}");
                    return Some(message["payload"]["data"].take());
                }
                Some("complete") => return None,
                _ => unreachable!("{message:#}"),
            }
        }
    }

    async fn send(&mut self, message: Value) {
        self.0.send(Message::text(message.to_string())).await.expect("sent");
    }

    async fn receive(&mut self) -> Value {
        loop {
            match self.0.next().await.expect("the socket is open").expect("a message") {
                Message::Text(text) => return serde_json::from_str(&text).expect("JSON"),
                Message::Close(frame) => unreachable!("the server closed the socket: {frame:?}"),
                _ => {}
            }
        }
    }
}

fn payload(data: Value) -> Value {
    let Value::Object(mut data) = data else { unreachable!("{data}") };
    let name = data.keys().next().expect("a field").clone();
    let payload = data.remove(&name).unwrap_or_default();
    assert_eq!(payload["userErrors"], json!([]));
    payload
}

pub fn string(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| unreachable!("{value} is no string")).to_owned()
}
