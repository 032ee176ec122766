//! Maquette: the release binary in a process of its own, with its defaults but for PostgreSQL.

use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::Command;

use crate::database::{Database, Viewer};
use crate::process::{Process, free_port};

const PASSWORD: &str = "correct horse battery";

/// The server and who uses it.
pub struct Maquette {
    pub process: Option<Process>,
    pub viewers: Vec<Viewer>,
    /// The viewers' tokens, which are good for a quarter of an hour.
    pub tokens: Vec<String>,
    folder: TempDir,
    port: u16,
    url: String,
}

impl Maquette {
    /// Lets the server make its tables, and fills them.
    pub async fn prepare(database: &Database) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (port, url) = (free_port(), database.url.clone());
        let mut maquette = Self { process: None, viewers: Vec::new(), tokens: Vec::new(), folder, port, url };
        maquette.start().await;
        maquette.enter("accountRegister", "bench@example.com").await;
        database.fill().await;
        maquette.viewers = database.viewers().await;
        maquette
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/graphql", self.port)
    }

    /// Signs everybody in, and starts the server again: what passwords cost is not measured.
    pub async fn refresh(&mut self) {
        self.tokens.clear();
        if self.process.is_none() {
            self.start().await;
        }
        for number in 0..self.viewers.len() {
            let email = self.viewers[number].email.clone();
            let token = self.enter("accountLogin", &email).await;
            self.tokens.push(token);
        }
        self.stop().await;
        self.start().await;
    }

    pub async fn stop(&mut self) {
        if let Some(process) = self.process.take() {
            process.stop().await;
        }
    }

    async fn start(&mut self) {
        let path = self.folder.path().display();
        let binary = std::env::var("MAQUETTE").expect("MAQUETTE is the release binary");
        let mut command = Command::new(binary);
        command
            .arg("serve")
            .env_clear()
            .env("DATABASE_URL", &self.url)
            .env("STORAGE_URL", format!("file://{path}/blobs"))
            .env("DATA_DIR", path.to_string())
            .env("LOG_LEVEL", "error")
            .current_dir(self.folder.path());
        self.process = Some(Process::start(&mut command, self.port).await);
    }

    async fn enter(&self, mutation: &str, email: &str) -> String {
        let query = format!(
            "mutation {{ {mutation}(input: {{ email: \"{email}\", password: \"{PASSWORD}\" }}) \
             {{ accessToken userErrors {{ message }} }} }}"
        );
        for _ in 0..60 {
            let answer = post(&self.url(), None, &json!({ "query": query }).to_string()).await;
            if let Some(token) = answer["data"][mutation]["accessToken"].as_str() {
                return token.to_owned();
            }
            // Whoever signs a hundred people in has to wait now and then.
            let limited = answer["errors"][0]["extensions"]["code"] == "RATE_LIMITED";
            assert!(limited, "{answer:#}");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        unreachable!("{email} cannot sign in")
    }
}

/// The answer to one request.
pub async fn post(url: &str, token: Option<&str>, body: &str) -> Value {
    let mut request = reqwest::Client::new().post(url).header("content-type", "application/json");
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    let bytes =
        request.body(body.to_owned()).send().await.expect("an answer").bytes().await.expect("all of it");
    serde_json::from_slice(&bytes)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()))
}
