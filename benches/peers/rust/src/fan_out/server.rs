//! The servers of the fan-out: how each is started, followed and published to.

use std::path::Path;

use serde_json::{Value, json};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::tally::mark;
use crate::database::Database;
use crate::maquette::Maquette;
use crate::process::{Process, free_port};
use crate::servers::{self, node_itself};
use crate::socket::Socket;

const SUBSCRIPTION: &str = "subscription($id: ID!) { projectEvents(projectId: $id) { cursor occurredAt event { \
     __typename ... on FilesChanged { paths revision } } } }";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Maquette,
    Yoga,
    YWebsocket,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Maquette => "Maquette",
            Self::Yoga => "GraphQL Yoga, graphql-ws",
            Self::YWebsocket => "y-websocket's server",
        }
    }

    fn over_http(self) -> servers::Kind {
        if self == Self::Maquette { servers::Kind::Maquette } else { servers::Kind::Yoga }
    }
}

pub struct Server {
    kind: Kind,
    /// A peer's own; Maquette's is its owner's.
    process: Option<Process>,
    port: u16,
    tokens: Vec<String>,
    project: Uuid,
}

impl Server {
    /// Starts it afresh.
    pub async fn start(kind: Kind, database: &Database, maquette: &mut Maquette) -> Self {
        let project = database.shared_project().await;
        let process = match kind {
            Kind::Maquette => {
                maquette.refresh().await;
                None
            }
            Kind::Yoga => Some(servers::Kind::Yoga.start(database).await),
            Kind::YWebsocket => {
                let script = Path::new("node_modules/@y/websocket-server/src/server.js");
                let mut command = node_itself();
                command.arg(script).env("HOST", "127.0.0.1");
                Some(Process::start(&mut command, free_port()).await)
            }
        };
        let tokens = kind.over_http().tokens(maquette);
        let port = process.as_ref().or(maquette.process.as_ref()).expect("it runs").port;
        Self { kind, process, port, tokens, project }
    }

    pub fn process<'a>(&'a self, maquette: &'a Maquette) -> &'a Process {
        self.process.as_ref().or(maquette.process.as_ref()).expect("it runs")
    }

    pub async fn stop(self, maquette: &mut Maquette) {
        match self.process {
            Some(process) => process.stop().await,
            None => maquette.stop().await,
        }
    }

    /// A socket of one of the viewers, which follows the stream where it `subscribes`.
    pub async fn connect(&self, number: usize, subscribes: bool) -> Socket {
        if self.kind == Kind::YWebsocket {
            return Socket::open(self.port, "/room", None).await.expect("a socket");
        }
        let opened = Socket::open(self.port, "/graphql", Some("graphql-transport-ws")).await;
        let mut socket = opened.expect("a socket");
        let authorization = format!("Bearer {}", self.tokens[number % self.tokens.len()]);
        let init = json!({ "type": "connection_init", "payload": { "authorization": authorization } });
        socket.send_text(&init.to_string()).await.expect("sent");
        let answer: Value = serde_json::from_slice(socket.next().await.expect("an answer")).expect("JSON");
        assert_eq!(answer["type"], "connection_ack");
        if subscribes {
            let id = self.kind.over_http().project(self.project);
            let payload = json!({ "query": SUBSCRIPTION, "variables": { "id": id } });
            let subscribe = json!({ "id": "1", "type": "subscribe", "payload": payload });
            socket.send_text(&subscribe.to_string()).await.expect("sent");
        }
        socket
    }

    pub async fn publisher(&self) -> Publisher {
        if self.kind == Kind::YWebsocket {
            return Publisher::Awareness(Mutex::new((self.connect(0, true).await, 0)));
        }
        Publisher::Write {
            client: client(),
            url: format!("http://127.0.0.1:{}/graphql", self.port),
            token: self.tokens[0].clone(),
            project: self.kind.over_http().project(self.project),
            kind: self.kind.over_http(),
        }
    }
}

/// One that does not come back to a connection which Node is about to close: it does after five seconds.
fn client() -> reqwest::Client {
    let idle = std::time::Duration::from_secs(2);
    reqwest::Client::builder().pool_idle_timeout(idle).build().expect("a client")
}

/// Who publishes.
pub enum Publisher {
    Write {
        client: reqwest::Client,
        url: String,
        token: String,
        project: String,
        kind: servers::Kind,
    },
    /// A socket, and how often its state has changed.
    Awareness(Mutex<(Socket, u32)>),
}

impl Publisher {
    pub async fn publish(&self, number: usize) {
        match self {
            Self::Write { client, url, token, project, kind } => {
                let text = format!("{number} {:?}", std::time::Instant::now());
                let body = kind.write(project, &mark(number), &text);
                let request = client.post(url).bearer_auth(token).header("content-type", "application/json");
                let answer =
                    request.body(body).send().await.expect("an answer").bytes().await.expect("all of it");
                let answer: Value = serde_json::from_slice(&answer).expect("JSON");
                assert!(answer["data"]["fileWrite"]["file"].is_object(), "{answer}");
            }
            Self::Awareness(socket) => {
                let mut socket = socket.lock().await;
                socket.1 += 1;
                let message = awareness(socket.1, &mark(number));
                socket.0.send_binary(&message).await.expect("sent");
            }
        }
    }
}

/// A message of y-protocols' awareness: one client with its clock and state.
fn awareness(clock: u32, mark: &str) -> Vec<u8> {
    let state = json!({ "user": { "name": "Person 0", "colour": "#3366cc" }, "cursor": mark }).to_string();
    let mut update = vec![1];
    number(&mut update, 4711);
    number(&mut update, clock);
    number(&mut update, state.len() as u32);
    update.extend_from_slice(state.as_bytes());
    let mut message = vec![1];
    number(&mut message, update.len() as u32);
    message.extend_from_slice(&update);
    message
}

/// Writes a number as lib0 does: seven bits a byte, the lowest first.
fn number(bytes: &mut Vec<u8>, mut number: u32) {
    while number > 127 {
        bytes.push(0x80 | (number & 127) as u8);
        number >>= 7;
    }
    bytes.push(number as u8);
}
