//! Wireframes as files of their project: which are written when a version is made.

use std::time::Duration;

use serde_json::{Value, json};

use super::{add, apply, wireframe};
use crate::support::{Client, TestApp};
use crate::versions::{project, version, write};

/// The names of a version's elements on a wireframe, by the file that keeps it.
async fn kept(client: &Client, version: &Value, id: &str) -> Vec<String> {
    let query =
        "query($id: ID!, $path: String!) { node(id: $id) { ... on Version { file(path: $path) { text } } } }";
    let path = format!(".maquette/wireframes/{id}.json");
    let data = client.data(query, json!({ "id": version["id"], "path": path })).await;
    let text = data["node"]["file"]["text"].as_str().expect("the wireframe's file");
    let drawing: Value = serde_json::from_str(text).expect("JSON");
    let elements = drawing["elements"].as_array().expect("elements");
    elements.iter().map(|element| element["id"].as_str().expect("an id").to_owned()).collect()
}

#[tokio::test]
async fn only_wireframes_that_changed_are_opened_for_a_version() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let project = project(&ada, "P").await;
    let (one, other) = (wireframe(&ada, &project).await, wireframe(&ada, &project).await);
    for id in [&one, &other] {
        apply(&ada, id, json!([add("a", "Card", None)])).await;
    }
    let first = version(&ada, &project, "First").await;
    assert_eq!(kept(&ada, &first, &one).await, ["a"]);
    let rooms = &app.app.wireframes.rooms;
    let close_all = async || {
        while rooms.count() > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
            rooms.sweep(Duration::ZERO);
        }
    };

    close_all().await;
    write(&ada, &project, "src/a.ts", "one\n").await;
    let second = version(&ada, &project, "Second").await;
    assert_eq!(rooms.count(), 0, "both are as their files say");
    assert_eq!(kept(&ada, &second, &other).await, ["a"]);

    apply(&ada, &one, json!([add("b", "Text", None)])).await;
    let rename =
        "mutation($id: ID!) { wireframeUpdate(id: $id, input: { name: \"Away\" }) { userErrors { code } } }";
    ada.mutate(rename, json!({ "id": other })).await;
    close_all().await;
    let third = version(&ada, &project, "Third").await;
    assert_eq!(rooms.count(), 2, "one was drawn on, the other is called otherwise");
    assert_eq!(kept(&ada, &third, &one).await, ["a", "b"]);

    // Going back draws anew; what was remembered of the files must not stand in the way.
    let restore = "mutation($id: ID!) { versionRestore(id: $id) { version { id } userErrors { code } } }";
    let restored = ada.mutate(restore, json!({ "id": first["id"] })).await["version"].clone();
    assert_eq!(kept(&ada, &restored, &one).await, ["a"]);
    write(&ada, &project, "src/a.ts", "two\n").await;
    let last = version(&ada, &project, "Last").await;
    assert_eq!(kept(&ada, &last, &one).await, ["a"]);
}
