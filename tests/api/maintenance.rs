//! What is removed in the background, and what must not be.

use std::time::Duration;

use maquette::maintenance;
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::json;

use crate::support::TestApp;
use crate::turns::{conversation, events, send};
use crate::versions::{delete, files, project, version, write};

const DAY: Duration = Duration::from_hours(24);
/// More than a row of the database takes.
const LARGE: usize = 300_000;

async fn count(server: &TestApp, table: &str) -> i64 {
    let connection = server.app.db.migrations();
    let sql = format!("SELECT COUNT(*) AS count FROM {table}");
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let row = connection.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get("", "count").unwrap()
}

/// One round of the work, that much later.
async fn round(server: &TestApp, later: Duration) {
    server.clock.advance(later);
    maintenance::round(&server.app, server.app.now()).await.unwrap();
}

/// The files of the object store.
fn objects(server: &TestApp) -> usize {
    let folders = std::fs::read_dir(server.folder().join("blobs")).unwrap();
    folders.map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count()).sum()
}

#[tokio::test]
async fn nothing_is_left_of_a_deleted_project() {
    let server = TestApp::start().await;
    let client = server.signed_up("ada").await;
    let (gone, talk) = conversation(&client).await;
    let generation = send(&client, &talk, "A to-do list").await;
    events(&client, &generation, None).await;
    write(&client, &gone, "large.txt", &"x".repeat(LARGE)).await;
    version(&client, &gone, "All of it").await;
    assert_eq!(objects(&server), 1);
    let delete = "mutation ($id: ID!) { projectDelete(id: $id) { userErrors { message } } }";
    client.mutate(delete, json!({ "id": gone })).await;

    round(&server, 2 * DAY).await;
    for table in ["projects", "files", "versions", "generations", "events", "streams", "trees", "blobs"] {
        assert_eq!(count(&server, table).await, 0, "rows are left in {table}");
    }
    assert_eq!(objects(&server), 0, "the object store is empty");
}

#[tokio::test]
async fn whatever_a_version_names_is_kept() {
    let server = TestApp::start().await;
    let client = server.signed_up("ada").await;
    let kept = project(&client, "Kept").await;
    write(&client, &kept, "folder/deep/large.txt", &"y".repeat(LARGE)).await;
    write(&client, &kept, "folder/small.txt", "small").await;
    let first = version(&client, &kept, "Both").await;
    delete(&client, &kept, "folder/deep/large.txt").await;
    delete(&client, &kept, "folder/small.txt").await;
    write(&client, &kept, "never.txt", "in no version").await;
    write(&client, &kept, "never.txt", "written over").await;
    let contents = count(&server, "blobs").await;

    round(&server, Duration::from_hours(1)).await;
    assert_eq!(count(&server, "blobs").await, contents, "what was just stored is kept");

    round(&server, 2 * DAY).await;
    assert_eq!(count(&server, "blobs").await, contents - 1, "the text that nothing names is gone");
    assert_eq!(objects(&server), 1);
    let client = server.client().sign_in("ada").await;
    let restore =
        "mutation ($id: ID!) { versionRestore(id: $id) { version { number } userErrors { message } } }";
    client.mutate(restore, json!({ "id": first["id"] })).await;
    let paths: Vec<String> = files(&client, &kept).await.into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["folder/deep/large.txt", "folder/small.txt"]);
}

#[tokio::test]
async fn old_events_are_compacted_and_an_old_cursor_is_told_so() {
    let server = TestApp::start().await;
    let client = server.signed_up("ada").await;
    let (_, talk) = conversation(&client).await;
    let generation = send(&client, &talk, "A to-do list").await;
    let all = events(&client, &generation, None).await;
    let first = all[0]["cursor"].as_str().unwrap();

    round(&server, 29 * DAY).await;
    let client = server.client().sign_in("ada").await;
    assert_eq!(events(&client, &generation, Some(first)).await.len(), all.len() - 1);

    round(&server, 2 * DAY).await;
    let client = server.client().sign_in("ada").await;
    let kept = events(&client, &generation, None).await;
    assert_eq!(kept.len(), 1, "how it ended stays");
    let query = "subscription ($id: ID!, $after: StreamCursor) { generationEvents(generationId: $id, after: $after) { cursor } }";
    let mut stream = client.subscribe(query, json!({ "id": generation, "after": first })).await;
    let answer = futures::StreamExt::next(&mut stream).await.unwrap();
    assert_eq!(answer["errors"][0]["extensions"]["code"], "CURSOR_EXPIRED", "{answer:#}");
}

#[tokio::test]
async fn the_job_comes_again() {
    let server = TestApp::start().await;
    let client = server.signed_up("ada").await;
    let gone = project(&client, "Gone").await;
    let delete = "mutation ($id: ID!) { projectDelete(id: $id) { userErrors { message } } }";
    client.mutate(delete, json!({ "id": gone })).await;
    for _ in 0..2 {
        server.clock.advance(Duration::from_hours(2));
        let gone = async {
            while count(&server, "projects").await > 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), gone).await.expect("the project is removed");
        let client = server.client().sign_in("ada").await;
        let another = project(&client, "Another").await;
        client.mutate(delete, json!({ "id": another })).await;
    }
}
