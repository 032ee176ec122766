//! Turns, from the message to the version, with the built-in generator and with a model.

mod endings;
mod interleavings;
mod streaming;

use futures::StreamExt as _;
use serde_json::{Value, json};

use crate::support::fake_llm::{FakeLlm, Reply};
use crate::support::{Client, TestApp};

/// A project with a conversation, ready for messages.
pub async fn conversation(client: &Client) -> (String, String) {
    let create = "mutation($n: String!) { projectCreate(input: {name: $n}) { project { id } userErrors { code message } } }";
    let project =
        client.mutate(create, json!({ "n": "Test" })).await["project"]["id"].as_str().unwrap().to_owned();
    let begin = "mutation($p: ID!) { conversationCreate(projectId: $p) { conversation { id } userErrors { code message } } }";
    let conversation = client.mutate(begin, json!({ "p": project })).await;
    (project, conversation["conversation"]["id"].as_str().unwrap().to_owned())
}

/// Sends a message, and answers its generation.
pub async fn send(client: &Client, conversation: &str, text: &str) -> String {
    let send = "mutation($c: ID!, $t: String!) { messageSend(conversationId: $c, input: {text: $t}) \
                { message { id } generation { id status } userErrors { code message } } }";
    let sent = client.mutate(send, json!({ "c": conversation, "t": text })).await;
    sent["generation"]["id"].as_str().unwrap().to_owned()
}

const EVENTS: &str = "subscription($g: ID!, $after: StreamCursor) { generationEvents(generationId: $g, after: $after) { cursor event { \
    __typename ... on GenerationStatusChanged { status } ... on GenerationStepStarted { step attempt } \
    ... on GenerationTextDelta { step text } ... on GenerationFileStarted { step path } \
    ... on GenerationFileDelta { step path text } ... on GenerationFileFinished { step path change hash patch } \
    ... on GenerationFileConflicted { path rejected } ... on GenerationToolCalled { name summary failed } \
    ... on GenerationDiagnosed { round diagnostics { path message severity } } \
    ... on GenerationFinished { status failure version { id number kind } usage { outputTokens cost } } } } }";

/// All events of a generation, from a cursor or from the start.
pub async fn events(client: &Client, generation: &str, after: Option<&str>) -> Vec<Value> {
    let stream = client.subscribe(EVENTS, json!({ "g": generation, "after": after })).await;
    stream
        .map(|response| {
            assert!(response.get("errors").is_none(), "{response:#}");
            response["data"]["generationEvents"].clone()
        })
        .collect()
        .await
}

fn last(events: &[Value]) -> &Value {
    &events.last().expect("events")["event"]
}

#[tokio::test]
async fn the_builtin_generator_builds_an_app_that_a_preview_shows() {
    let app = TestApp::start().await;
    let client = app.signed_up("ada").await;
    let (project, conversation) = conversation(&client).await;
    let generation = send(&client, &conversation, "a habit tracker with streaks and a weekly chart").await;
    let events = events(&client, &generation, None).await;
    let end = last(&events);
    assert_eq!(end["__typename"], "GenerationFinished", "{end:#}");
    assert_eq!(end["status"], "SUCCEEDED", "{end:#}");
    assert_eq!(end["version"]["kind"], "GENERATION");
    let terminal = events.iter().filter(|item| item["event"]["__typename"] == "GenerationFinished").count();
    assert_eq!(terminal, 1);

    let query = "query($p: ID!) { project(id: $p) { files(first: 100) { totalCount nodes { path text } } diagnostics { path message severity } \
                 preview { url revision } headVersion { number files(first: 1) { totalCount } diff { additions } } \
                 conversations { nodes { title messages(first: 10) { nodes { role text } } } } } }";
    let data = client.data(query, json!({ "p": project })).await;
    let project = &data["project"];
    assert_eq!(project["diagnostics"], json!([]));
    assert!(project["files"]["totalCount"].as_i64().unwrap() > 5);
    assert_eq!(project["files"]["totalCount"], project["headVersion"]["files"]["totalCount"]);
    let messages = project["conversations"]["nodes"][0]["messages"]["nodes"].as_array().unwrap();
    assert_eq!(messages[0]["role"], "USER");
    assert_eq!(messages[1]["role"], "ASSISTANT");

    // What was streamed since the announced steps is what was committed.
    let mut streamed = std::collections::BTreeMap::<String, String>::new();
    for item in &events {
        let event = &item["event"];
        match event["__typename"].as_str().unwrap() {
            "GenerationFileStarted" => {
                drop(streamed.insert(event["path"].as_str().unwrap().into(), String::new()))
            }
            "GenerationFileDelta" => streamed
                .get_mut(event["path"].as_str().unwrap())
                .unwrap()
                .push_str(event["text"].as_str().unwrap()),
            _ => {}
        }
    }
    for file in project["files"]["nodes"].as_array().unwrap() {
        assert_eq!(
            streamed[file["path"].as_str().unwrap()],
            file["text"].as_str().unwrap(),
            "{}",
            file["path"]
        );
    }

    let url = url::Url::parse(project["preview"]["url"].as_str().unwrap()).unwrap();
    let page =
        client.http().get(client.url("/")).header("host", url.authority()).header("accept", "text/html");
    let page = page.send().await.unwrap();
    assert_eq!(page.status(), 200);
    let html = page.text().await.unwrap();
    assert!(html.contains("importmap") && html.contains("/__maquette/client.js"), "{html}");
    let script = client.http().get(client.url("/src/App.tsx?v=1")).header("host", url.authority());
    let script = script.header("sec-fetch-dest", "script").send().await.unwrap();
    assert_eq!(script.headers()["content-type"], "text/javascript; charset=utf-8");
}

#[tokio::test]
async fn a_model_writes_edits_and_is_told_what_it_broke() {
    let model = FakeLlm::start().await;
    let app =
        TestApp::builder().with("openai_base_url", model.base_url()).with("model", "fake").start().await;
    let client = app.signed_up("ada").await;
    let (project, conversation) = conversation(&client).await;
    let main = "import { App } from './App';\nconsole.log(App);\n";
    model.push(
        Reply::text("Let me write it.")
            .call(
                "write_file",
                &json!({ "path": "index.html", "text": "<script type=module src=/src/main.tsx></script>" }),
            )
            .call("write_file", &json!({ "path": "src/main.tsx", "text": main }))
            .call("write_file", &json!({ "path": ".env", "text": "KEY=1" }))
            .usage(10, 20, 0),
    );
    model.push(Reply::text("Done."));
    model.push(
        Reply::text("")
            .call("write_file", &json!({ "path": "src/App.tsx", "text": "export const App = 1;\n" })),
    );
    model.push(Reply::text("Repaired."));
    let generation = send(&client, &conversation, "Build it").await;
    let events = events(&client, &generation, None).await;
    assert_eq!(last(&events)["status"], "SUCCEEDED", "{:#}", last(&events));
    let diagnosed: Vec<&Value> = events
        .iter()
        .map(|item| &item["event"])
        .filter(|event| event["__typename"] == "GenerationDiagnosed")
        .collect();
    assert_eq!(diagnosed.len(), 2, "{diagnosed:#?}");
    assert_eq!(diagnosed[0]["diagnostics"][0]["path"], "src/main.tsx");
    assert_eq!(diagnosed[1]["diagnostics"], json!([]));
    let failed = events.iter().filter(|item| item["event"]["failed"] == true).count();
    assert_eq!(failed, 1, "the secret is refused");
    let data = client
        .data("query($p: ID!) { project(id: $p) { files { nodes { path } } } }", json!({ "p": project }))
        .await;
    assert_eq!(
        data["project"]["files"]["nodes"],
        json!([{ "path": "index.html" }, { "path": "src/App.tsx" }, { "path": "src/main.tsx" }])
    );
}

#[tokio::test]
async fn every_event_comes_once_wherever_a_client_resumes() {
    let app = TestApp::start().await;
    let client = app.signed_up("ada").await;
    let (_, conversation) = conversation(&client).await;
    let generation = send(&client, &conversation, "a to-do list with priorities").await;
    let all = events(&client, &generation, None).await;
    for place in [0, all.len() / 2, all.len() - 1] {
        let rest = events(&client, &generation, all[place]["cursor"].as_str()).await;
        assert_eq!(rest, all[place + 1..]);
    }
    let wrong =
        client.subscribe(EVENTS, json!({ "g": generation, "after": "nonsense" })).await.next().await.unwrap();
    assert_eq!(wrong["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_cancelled_turn_leaves_the_project_as_it_was() {
    let model = FakeLlm::start().await;
    let app =
        TestApp::builder().with("openai_base_url", model.base_url()).with("model", "fake").start().await;
    let client = app.signed_up("ada").await;
    let (project, conversation) = conversation(&client).await;
    model.push(
        Reply::text("")
            .call("write_file", &json!({ "path": "a.txt", "text": "x".repeat(5_000) }))
            .pace(std::time::Duration::from_millis(20)),
    );
    let generation = send(&client, &conversation, "Build it").await;
    let waiting = send(&client, &conversation, "And more").await;
    let cancel = "mutation($g: ID!) { generationCancel(id: $g) { generation { status } userErrors { code message } } }";
    assert_eq!(client.mutate(cancel, json!({ "g": waiting })).await["generation"]["status"], "CANCELLED");
    let mut stream = client.subscribe(EVENTS, json!({ "g": generation })).await;
    while let Some(item) = stream.next().await {
        if item["data"]["generationEvents"]["event"]["__typename"] == "GenerationFileDelta" {
            break;
        }
    }
    client.mutate(cancel, json!({ "g": generation })).await;
    let rest: Vec<Value> = stream.collect().await;
    assert_eq!(rest.last().unwrap()["data"]["generationEvents"]["event"]["status"], "CANCELLED");
    let data = client
        .data(
            "query($p: ID!) { project(id: $p) { files { totalCount } headVersion { id } } }",
            json!({ "p": project }),
        )
        .await;
    assert_eq!(data["project"], json!({ "files": { "totalCount": 0 }, "headVersion": null }));
}

#[tokio::test]
async fn the_same_key_gives_the_same_turn() {
    let app = TestApp::start().await;
    let client = app.signed_up("ada").await;
    let (_, conversation) = conversation(&client).await;
    let send = "mutation($c: ID!) { messageSend(conversationId: $c, input: {text: \"a quiz\", clientKey: \"1\"}) \
                { message { id } generation { id } userErrors { code message } } }";
    let first = client.mutate(send, json!({ "c": conversation })).await;
    let second = client.mutate(send, json!({ "c": conversation })).await;
    assert_eq!(first["message"]["id"], second["message"]["id"]);
    assert_eq!(first["generation"]["id"], second["generation"]["id"]);
}

#[tokio::test]
async fn people_who_write_meanwhile_keep_their_lines() {
    let model = FakeLlm::start().await;
    let app =
        TestApp::builder().with("openai_base_url", model.base_url()).with("model", "fake").start().await;
    let client = app.signed_up("ada").await;
    let (project, conversation) = conversation(&client).await;
    let write = "mutation($p: ID!, $path: String!, $t: String!) { fileWrite(projectId: $p, input: {path: $path, text: $t}) { file { hash } userErrors { code message } } }";
    let lines = |change: &[(usize, &str)]| {
        let mut lines: Vec<String> = (1..=9).map(|n| format!("line {n}")).collect();
        for (n, text) in change {
            lines[n - 1] = (*text).to_owned();
        }
        lines.join("\n") + "\n"
    };
    client.mutate(write, json!({ "p": project, "path": "a.txt", "t": lines(&[]) })).await;
    model.push(
        Reply::text("")
            .call("edit_file", &json!({ "path": "a.txt", "search": "line 2\n", "replace": "agent 2\n" }))
            .call("edit_file", &json!({ "path": "a.txt", "search": "line 8\n", "replace": "agent 8\n" })),
    );
    model.push(
        Reply::text("Done, slowly, so that somebody can write meanwhile.")
            .pace(std::time::Duration::from_millis(60)),
    );
    let generation = send(&client, &conversation, "Change it").await;
    let mut stream = client.subscribe(EVENTS, json!({ "g": generation })).await;
    let mut seen = Vec::new();
    while let Some(item) = stream.next().await {
        let event = item["data"]["generationEvents"]["event"].clone();
        let second = event["__typename"] == "GenerationStepStarted" && event["step"] == 2;
        seen.push(event);
        if second {
            client
                .mutate(
                    write,
                    json!({ "p": project, "path": "a.txt", "t": lines(&[(5, "person 5"), (8, "person 8")]) }),
                )
                .await;
        }
    }
    let conflict =
        seen.iter().find(|event| event["__typename"] == "GenerationFileConflicted").expect("a conflict");
    assert_eq!(conflict["path"], "a.txt");
    assert!(conflict["rejected"].as_str().unwrap().contains("agent 8"), "{conflict}");
    let data = client
        .data(
            "query($p: ID!) { project(id: $p) { file(path: \"a.txt\") { text } } }",
            json!({ "p": project }),
        )
        .await;
    assert_eq!(data["project"]["file"]["text"], lines(&[(2, "agent 2"), (5, "person 5"), (8, "person 8")]));
}
