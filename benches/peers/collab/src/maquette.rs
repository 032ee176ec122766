//! What Maquette wants before somebody can draw: an account, projects, wireframes, tickets.

use std::time::Duration;

use serde_json::{Value, json};

/// Wireframes in a project.
const WIREFRAMES: usize = 50;

pub struct Maquette {
    pub port: u16,
    client: reqwest::Client,
    token: String,
    project: std::sync::Mutex<String>,
}

impl Maquette {
    pub async fn register(port: u16) -> Self {
        let project = std::sync::Mutex::default();
        let mut maquette = Self { port, client: reqwest::Client::new(), token: String::new(), project };
        let answer = maquette
            .ask(
                "mutation { accountRegister(input: { email: \"bench@example.com\", password: \"correct horse battery\" }) \
                 { accessToken userErrors { message } } }",
                json!({}),
            )
            .await;
        maquette.token = text(&answer["accountRegister"]["accessToken"]);
        maquette
    }

    /// A new wireframe's id. The first of each so many gets a project of its own.
    pub async fn wireframe(&self, number: usize) -> String {
        if number % WIREFRAMES == 1 {
            let answer = self
                .ask("mutation { projectCreate(input: { name: \"Bench\" }) { project { id } userErrors { message } } }", json!({}))
                .await;
            *self.project.lock().expect("nobody panicked") = text(&answer["projectCreate"]["project"]["id"]);
        }
        let project = self.project.lock().expect("nobody panicked").clone();
        let answer = self
            .ask(
                "mutation ($project: ID!, $name: String!) { wireframeCreate(projectId: $project, input: { name: $name }) \
                 { wireframe { id } userErrors { message } } }",
                json!({ "project": project, "name": format!("Wireframe {number}") }),
            )
            .await;
        text(&answer["wireframeCreate"]["wireframe"]["id"])
    }

    /// The path to a wireframe's socket, which is good for a minute.
    pub async fn ticket(&self, wireframe: &str) -> String {
        let answer = self
            .ask(
                "mutation ($id: ID!) { collabTicketCreate(wireframeId: $id) { ticket userErrors { message } } }",
                json!({ "id": wireframe }),
            )
            .await;
        let ticket = text(&answer["collabTicketCreate"]["ticket"]);
        format!("/collab/{wireframe}?ticket={ticket}&ack=1")
    }

    async fn ask(&self, query: &str, variables: Value) -> Value {
        let body = json!({ "query": query, "variables": variables }).to_string();
        for _ in 0..60 {
            let mut request = self
                .client
                .post(format!("http://127.0.0.1:{}/graphql", self.port))
                .header("content-type", "application/json");
            if !self.token.is_empty() {
                request = request.bearer_auth(&self.token);
            }
            let answer = request.body(body.clone()).send().await.expect("an answer");
            let answer: Value = answer.json().await.expect("JSON");
            if answer["errors"].is_null() {
                return answer["data"].clone();
            }
            // Whoever asks for thousands of tickets has to wait now and then.
            assert!(answer["errors"][0]["extensions"]["code"] == "RATE_LIMITED", "{answer:#}");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        panic!("{query} is refused for a minute")
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is not a text")).to_owned()
}
