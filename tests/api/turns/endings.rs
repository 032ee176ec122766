//! How turns end that do not go well: exactly once, with a sentence that helps, and the next one
//! gets its place.

use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt as _;
use maquette::db::Sql as _;
use sea_orm::{ConnectionTrait as _, DbBackend};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use super::{EVENTS, conversation, events, last, send};
use crate::support::fake_llm::{FakeLlm, Fault, Reply};
use crate::support::{Client, TestApp};

const CANCEL: &str =
    "mutation($g: ID!) { generationCancel(id: $g) { generation { status } userErrors { code message } } }";

async fn with_model(fake: &FakeLlm, settings: &[(&'static str, &str)]) -> TestApp {
    let builder = TestApp::builder().with("openai_base_url", fake.base_url()).with("model", "fake");
    settings.iter().fold(builder, |builder, (name, value)| builder.with(name, *value)).start().await
}

/// The end of a turn, of which there must be exactly one.
fn end(events: &[Value]) -> &Value {
    let ends = events.iter().filter(|item| item["event"]["__typename"] == "GenerationFinished").count();
    assert_eq!(ends, 1, "{events:#?}");
    last(events)
}

async fn file_count(client: &Client, project: &str) -> Value {
    let query = "query($p: ID!) { project(id: $p) { files { totalCount } versions { totalCount } } }";
    client.data(query, json!({ "p": project })).await["project"].take()
}

/// Has the database refuse to record steps, as a broken disk would.
async fn break_recording(app: &TestApp) {
    let db = app.app.db.migrations();
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared(
            "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$",
        )
        .await
        .expect("a function");
        let trigger =
            "CREATE TRIGGER broken BEFORE INSERT ON generation_steps FOR EACH ROW EXECUTE FUNCTION broken()";
        db.execute_unprepared(trigger).await.expect("a trigger");
    } else {
        let trigger = "CREATE TRIGGER broken BEFORE INSERT ON generation_steps \
                       BEGIN SELECT RAISE(ABORT, 'broken'); END";
        db.execute_unprepared(trigger).await.expect("a trigger");
    }
}

async fn repair_recording(app: &TestApp) {
    let db = app.app.db.migrations();
    let of = if db.get_database_backend() == DbBackend::Postgres { " ON generation_steps" } else { "" };
    db.execute_unprepared(&format!("DROP TRIGGER broken{of}")).await.expect("no trigger");
}

/// Sets the clock forward over each pause between two attempts, until the future is over.
async fn without_pauses<T>(app: &TestApp, future: impl Future<Output = T>) -> T {
    #[derive(sea_orm::FromQueryResult)]
    struct Waiting {
        count: i64,
    }
    let skip = async {
        loop {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let now = app.app.now();
            let sql = "SELECT COUNT(*) AS count FROM jobs WHERE state = 'queued' AND attempt > 0 AND run_at > $1 \
                       AND NOT EXISTS (SELECT 1 FROM jobs WHERE state = 'running')";
            let waiting: Option<Waiting> =
                app.app.db.read().row(sql, vec![now.0.into()]).await.expect("a row");
            if waiting.is_some_and(|waiting| waiting.count > 0) {
                app.clock.advance(Duration::from_secs(1));
            }
        }
    };
    tokio::select! {
        value = future => value,
        () = skip => unreachable!("it never ends"),
    }
}

#[tokio::test]
async fn a_turn_that_keeps_failing_is_given_up_and_the_next_one_goes_on() {
    let fake = FakeLlm::start().await;
    fake.answer_with(|_| Reply::text("Done."));
    let app = with_model(&fake, &[]).await;
    let client = app.signed_up("ada").await;
    let (_, conversation) = conversation(&client).await;
    break_recording(&app).await;
    let first = send(&client, &conversation, "Build it").await;
    let second = send(&client, &conversation, "And more").await;
    let seen = without_pauses(&app, events(&client, &first, None)).await;
    let ended = end(&seen);
    assert_eq!(ended["status"], "FAILED", "{ended:#}");
    let failure = ended["failure"].as_str().expect("a sentence");
    assert!(failure.contains("Try again"), "{failure}");
    assert!(!failure.contains("broken"), "what broke is for the log: {failure}");
    let attempts = seen.iter().filter(|item| item["event"]["__typename"] == "GenerationStepStarted").count();
    assert_eq!(attempts, 5, "{seen:#?}");
    repair_recording(&app).await;
    let seen = without_pauses(&app, events(&client, &second, None)).await;
    assert_eq!(end(&seen)["status"], "SUCCEEDED");
}

#[tokio::test]
async fn a_model_that_never_stops_is_stopped() {
    let fake = FakeLlm::start().await;
    let limits = [("limits.turn_output_tokens", "1000"), ("limits.turn_steps", "4")];
    let app = with_model(&fake, &limits).await;
    let client = app.signed_up("ada").await;
    let (project, conversation) = conversation(&client).await;
    let endless = Reply::text("and so on ").call("write_file", &json!({ "path": "a.txt", "text": "a" }));
    for (reply, sentence) in [
        (endless.clone().fault(Fault::NeverEnd), "1000 tokens"),
        (Reply::text("").call("list_files", &json!({})), "4 steps"),
        (endless, "4 steps"),
    ] {
        fake.answer_with(move |_| reply.clone());
        let generation = send(&client, &conversation, "Build it").await;
        let seen = events(&client, &generation, None).await;
        let ended = end(&seen);
        assert_eq!(ended["status"], "FAILED", "{ended:#}");
        let failure = ended["failure"].as_str().expect("a sentence");
        assert!(failure.contains(sentence), "{failure}");
    }
    // Nobody goes on listening to a model that was stopped.
    fake.abandoned(1).await;
    let nothing = json!({ "files": { "totalCount": 0 }, "versions": { "totalCount": 0 } });
    assert_eq!(file_count(&client, &project).await, nothing);
}

#[tokio::test]
async fn a_model_that_never_stops_can_be_cancelled() {
    let fake = FakeLlm::start().await;
    fake.answer_with(|_| Reply::text("and so on ").fault(Fault::NeverEnd).pace(Duration::from_millis(5)));
    let app = with_model(&fake, &[]).await;
    let client = app.signed_up("ada").await;
    let (_, conversation) = conversation(&client).await;
    let generation = send(&client, &conversation, "Build it").await;
    let mut stream = client.subscribe(EVENTS, json!({ "g": generation })).await;
    while let Some(item) = stream.next().await {
        if item["data"]["generationEvents"]["event"]["__typename"] == "GenerationTextDelta" {
            break;
        }
    }
    client.mutate(CANCEL, json!({ "g": generation })).await;
    assert_eq!(end(&events(&client, &generation, None).await)["status"], "CANCELLED");
    fake.abandoned(1).await;
}

#[tokio::test]
async fn queued_turns_keep_their_order_over_a_restart() {
    let fake = FakeLlm::start().await;
    let gate = Arc::new(Semaphore::new(0));
    let held = Arc::clone(&gate);
    fake.answer_with(move |request| {
        let messages = request.messages();
        let asked = messages.iter().rev().find(|message| message["role"] == "user").expect("a message");
        let path = format!("{}.txt", asked["content"].as_str().expect("words"));
        if messages.last().is_some_and(|message| message["role"] == "tool") {
            return Reply::text("Done.");
        }
        Reply::text("").call("write_file", &json!({ "path": path, "text": "x\n" })).hold(0, &held)
    });
    let mut app = with_model(&fake, &[]).await;
    let client = app.signed_up("ada").await;
    let (_, conversation) = conversation(&client).await;
    let mut turns = Vec::new();
    for name in ["first", "second", "third", "fourth"] {
        turns.push(send(&client, &conversation, name).await);
    }
    let mut stream = client.subscribe(EVENTS, json!({ "g": turns[0] })).await;
    while let Some(item) = stream.next().await {
        if item["data"]["generationEvents"]["event"]["__typename"] == "GenerationStepStarted" {
            break;
        }
    }
    drop(stream);
    app.restart().await;
    gate.add_permits(100);
    for (number, turn) in (1..).zip(&turns) {
        let seen = events(&client, turn, None).await;
        let ended = end(&seen);
        assert_eq!(ended["status"], "SUCCEEDED", "{ended:#}");
        assert_eq!(ended["version"]["number"], number, "{ended:#}");
    }
}
