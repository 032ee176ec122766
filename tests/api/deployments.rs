//! Deployments: from a project's files to an app at an address of its own.

mod addresses;
mod lifecycle;

use std::time::Duration;

use futures::StreamExt as _;
use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::support::{Client, TestApp};

const CREATE: &str = "mutation($project: ID!, $input: DeploymentCreateInput!) { \
     deploymentCreate(projectId: $project, input: $input) \
     { deployment { id status url live version { id } eventsCursor } userErrors { code message field } } }";
const PROMOTE: &str = "mutation($id: ID!) { deploymentPromote(id: $id) \
     { deployment { id live } userErrors { code message } } }";
const CANCEL: &str = "mutation($id: ID!) { deploymentCancel(id: $id) \
     { deployment { id status } userErrors { code } } }";
const WITHDRAW: &str = "mutation($project: ID!) { deploymentWithdraw(projectId: $project) \
     { deployment { id live } userErrors { code } } }";
const EVENTS: &str = "subscription($id: ID!, $after: StreamCursor) { deploymentEvents(deploymentId: $id, after: $after) \
     { cursor occurredAt event { __typename ... on DeploymentLogged { line } \
     ... on DeploymentStatusChanged { deployment { id status failure url live finishedAt } } } } }";

/// What tests read of a project.
const PROJECT: &str = "query($project: ID!) { project(id: $project) { liveUrl liveDeployment { id status live } \
     deployments(first: 10) { nodes { id status live url failure createdBy { id } finishedAt } \
     pageInfo { hasNextPage } } } }";

/// Somebody with a project.
struct Person {
    client: Client,
    project: String,
    port: u16,
}

impl Person {
    async fn with_project(app: &TestApp, name: &str) -> Self {
        let client = app.signed_up(name).await;
        let made = client
            .mutate(
                "mutation($input: ProjectCreateInput!) { projectCreate(input: $input) \
                 { project { id } userErrors { code message } } }",
                json!({ "input": { "name": "Habit Tracker" } }),
            )
            .await;
        let project = made["project"]["id"].as_str().expect("an id").to_owned();
        Self { client, project, port: app.port }
    }

    async fn with_app(app: &TestApp, name: &str) -> Self {
        let person = Self::with_project(app, name).await;
        for (path, text) in APP {
            person.write(path, text).await;
        }
        person
    }

    async fn write(&self, path: &str, text: &str) {
        self.client
            .mutate(
                "mutation($project: ID!, $input: FileWriteInput!) { fileWrite(projectId: $project, input: $input) \
                 { file { path } userErrors { code message } } }",
                json!({ "project": self.project, "input": { "path": path, "text": text } }),
            )
            .await;
    }

    async fn project(&self) -> Value {
        self.client.data(PROJECT, json!({ "project": self.project })).await["project"].clone()
    }

    /// Asks for a deployment of what there is, and answers its identifier.
    async fn create(&self) -> String {
        let input = json!({ "provider": "LOCAL" });
        let made = self.client.mutate(CREATE, json!({ "project": self.project, "input": input })).await;
        assert_eq!(made["deployment"]["status"], "QUEUED");
        assert_eq!(made["deployment"]["url"], Value::Null);
        made["deployment"]["id"].as_str().expect("an id").to_owned()
    }

    /// All events of a deployment, which must come to an end.
    async fn events(&self, id: &str) -> Vec<Value> {
        let stream = self.client.subscribe(EVENTS, json!({ "id": id })).await;
        let events = stream.map(|item| item["data"]["deploymentEvents"].clone()).collect::<Vec<_>>();
        tokio::time::timeout(Duration::from_secs(60), events).await.expect("the deployment ends")
    }

    /// Deploys, and answers the identifier and the address.
    async fn deploy(&self) -> (String, String) {
        let id = self.create().await;
        let events = self.events(&id).await;
        let last = &events.last().expect("events")["event"]["deployment"];
        assert_eq!(last["status"], "READY", "{events:#?}");
        (id, last["url"].as_str().expect("an address").to_owned())
    }

    /// Asks for a path at an address, over this machine's loopback as every resolver leads there.
    async fn send(&self, method: Method, address: &str, path: &str, headers: &[(&str, &str)]) -> Response {
        let host = url::Url::parse(address).expect("an address");
        let host = format!("{}:{}", host.host_str().expect("a host"), self.port);
        let mut all = HeaderMap::new();
        for (name, value) in headers.iter().chain(&[("host", host.as_str())]) {
            let name: reqwest::header::HeaderName = name.parse().expect("a name");
            all.insert(name, HeaderValue::from_str(value).expect("a value"));
        }
        let url = format!("http://127.0.0.1:{}{path}", self.port);
        self.client.http().request(method, url).headers(all).send().await.expect("an answer")
    }

    async fn get(&self, address: &str, path: &str, headers: &[(&str, &str)]) -> Response {
        self.send(Method::GET, address, path, headers).await
    }

    async fn text(&self, address: &str, path: &str) -> String {
        self.get(address, path, &[]).await.text().await.expect("text")
    }

    async fn status(&self, address: &str, path: &str) -> u16 {
        self.get(address, path, &[]).await.status().as_u16()
    }

    async fn live_url(&self) -> String {
        self.project().await["liveUrl"].as_str().expect("a live address").to_owned()
    }
}

/// The import map of a page.
fn import_map(page: &str) -> Value {
    let start = page.find("<script type=\"importmap\">").expect("an import map") + 25;
    let end = start + page[start..].find("</script>").expect("its end");
    serde_json::from_str::<Value>(&page[start..end]).expect("JSON")["imports"].clone()
}

fn header<'r>(response: &'r Response, name: &str) -> &'r str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn statuses(events: &[Value]) -> Vec<&str> {
    events.iter().filter_map(|item| item["event"]["deployment"]["status"].as_str()).collect()
}

fn lines(events: &[Value]) -> String {
    let lines: Vec<&str> = events.iter().filter_map(|item| item["event"]["line"].as_str()).collect();
    lines.join("\n")
}

const APP: [(&str, &str); 5] = [
    (
        "index.html",
        "<!doctype html><html><head><title>Habits</title></head><body><div id=\"root\"></div>\
         <script type=\"module\" src=\"/src/main.tsx\"></script></body></html>",
    ),
    (
        "src/main.tsx",
        "import { createRoot } from 'react-dom/client';\nimport './style.css';\nimport { App } from './App';\n\
         createRoot(document.getElementById('root')!).render(<App title=\"Habits\" />);\n",
    ),
    (
        "src/App.tsx",
        "import { useState } from 'react';\n\ntype Props = { title: string };\n\n// A comment for nobody else.\n\
         export function App({ title }: Props) {\n  const [habitCount, setHabitCount] = useState<number>(0);\n\
         return <button onClick={() => setHabitCount(habitCount + 1)}>{title}: {habitCount}</button>;\n}\n",
    ),
    ("src/style.css", "/* quiet */\nbody {\n  margin: 0px;\n  color: #ff0000;\n}\n"),
    (".env", "SECRET_KEY=do-not-publish\n"),
];
