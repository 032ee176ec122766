//! Versions: what they hold, how they differ, going back, who may see them.

use serde_json::{Value, json};

use crate::support::{Client, TestApp};

pub async fn project(client: &Client, name: &str) -> String {
    let input = json!({ "input": { "name": name } });
    let query = "mutation($input: ProjectCreateInput!) { projectCreate(input: $input) \
                 { project { id } userErrors { code message } } }";
    let payload = client.mutate(query, input).await;
    payload["project"]["id"].as_str().expect("an id").to_owned()
}

pub async fn write(client: &Client, project: &str, path: &str, text: &str) {
    let query = "mutation($id: ID!, $input: FileWriteInput!) { fileWrite(projectId: $id, input: $input) \
                 { file { path } userErrors { code message } } }";
    client.mutate(query, json!({ "id": project, "input": { "path": path, "text": text } })).await;
}

pub async fn delete(client: &Client, project: &str, path: &str) {
    let query = "mutation($id: ID!, $path: String!) { fileDelete(projectId: $id, path: $path) \
                 { deletedPath userErrors { code message } } }";
    client.mutate(query, json!({ "id": project, "path": path })).await;
}

pub async fn version(client: &Client, project: &str, message: &str) -> Value {
    let query = "mutation($id: ID!, $message: String!) { versionCreate(projectId: $id, input: { message: $message }) \
                 { version { id number kind message commitId author { displayName } parent { number } } \
                 userErrors { code message } } }";
    client.mutate(query, json!({ "id": project, "message": message })).await["version"].clone()
}

async fn restore(client: &Client, version: &Value) -> Value {
    let query = "mutation($id: ID!) { versionRestore(id: $id) \
                 { version { id number kind message parent { number } } userErrors { code message } } }";
    client.mutate(query, json!({ "id": version["id"] })).await["version"].clone()
}

/// The files of a project by path.
pub async fn files(client: &Client, project: &str) -> Vec<(String, String)> {
    let query = "query($id: ID!) { project(id: $id) { files(first: 100) { nodes { path base64 } } } }";
    let data = client.data(query, json!({ "id": project })).await;
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let nodes = data["project"]["files"]["nodes"].as_array().expect("files");
    nodes.iter().map(|file| (text(&file["path"]), text(&file["base64"]))).collect()
}

/// Numbers, kinds and messages, the latest first.
pub async fn history(client: &Client, project: &str) -> Vec<(i64, String, String)> {
    let query = "query($id: ID!) { project(id: $id) { versions(first: 100) \
                 { totalCount nodes { number kind message } } } }";
    let data = client.data(query, json!({ "id": project })).await;
    let versions = &data["project"]["versions"];
    let nodes = versions["nodes"].as_array().expect("versions");
    assert_eq!(versions["totalCount"], nodes.len());
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    nodes
        .iter()
        .map(|node| (node["number"].as_i64().expect("a number"), text(&node["kind"]), text(&node["message"])))
        .collect()
}

#[tokio::test]
async fn a_version_keeps_the_files_as_they_were() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let project = project(&ada, "Habits").await;
    write(&ada, &project, "src/a.ts", "one\n").await;
    write(&ada, &project, "src/deep/b.ts", "b\n").await;
    let first = version(&ada, &project, "  The beginning \n").await;
    assert_eq!(first["number"], 1);
    assert_eq!(first["kind"], "MANUAL");
    assert_eq!(first["message"], "The beginning");
    assert_eq!(first["author"]["displayName"], "ada");
    assert_eq!(first["parent"], Value::Null);
    assert_eq!(first["commitId"].as_str().map(str::len), Some(40));

    write(&ada, &project, "src/a.ts", "two\n").await;
    delete(&ada, &project, "src/deep/b.ts").await;
    let second = version(&ada, &project, "Changes").await;
    assert_eq!((&second["number"], &second["parent"]["number"]), (&json!(2), &json!(1)));

    let query = "query($id: ID!) { node: project(id: $id) { headVersion { number } versions(first: 1) \
                 { nodes { number files(first: 1) { totalCount nodes { path size } pageInfo { hasNextPage } } } \
                 pageInfo { hasNextPage endCursor } } } }";
    let data = ada.data(query, json!({ "id": project })).await;
    assert_eq!(data["node"]["headVersion"]["number"], 2);
    let page = &data["node"]["versions"];
    assert_eq!(page["nodes"][0]["files"]["nodes"], json!([{ "path": "src/a.ts", "size": 4 }]));
    assert_eq!(page["pageInfo"]["hasNextPage"], true);
    let query = "query($id: ID!, $after: String) { project(id: $id) { versions(first: 1, after: $after) \
                 { nodes { number files(prefix: \"src/de\") { totalCount nodes { path text } } \
                 file(path: \"src/a.ts\") { text } folder: file(path: \"src\") { text } } } } }";
    let after = &page["pageInfo"]["endCursor"];
    let data = ada.data(query, json!({ "id": project, "after": after })).await;
    let first = &data["project"]["versions"]["nodes"][0];
    assert_eq!(first["number"], 1);
    assert_eq!(first["files"]["totalCount"], 1);
    assert_eq!(first["files"]["nodes"], json!([{ "path": "src/deep/b.ts", "text": "b\n" }]));
    assert_eq!(first["file"]["text"], "one\n");
    assert_eq!(first["folder"], Value::Null);
}

#[tokio::test]
async fn a_version_without_a_change_names_a_point() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let project = project(&ada, "Habits").await;
    version(&ada, &project, "Empty").await;
    write(&ada, &project, "a", "a").await;
    let one = version(&ada, &project, "A file").await;
    let two = version(&ada, &project, "The same").await;
    assert_ne!(one["commitId"], two["commitId"]);
    assert_eq!(history(&ada, &project).await.len(), 3);
    for (message, code) in
        [("", "REQUIRED"), (" \n ", "REQUIRED"), ("a\u{0}b", "INVALID"), (&*"x".repeat(2_001), "TOO_LONG")]
    {
        let query = "mutation($id: ID!, $message: String!) { versionCreate(projectId: $id, \
                     input: { message: $message }) { version { id } userErrors { code message field } } }";
        assert_eq!(
            ada.refusal(query, json!({ "id": project, "message": message })).await,
            code,
            "{message:?}"
        );
    }
}

#[tokio::test]
async fn going_back_makes_a_version_and_loses_nothing() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let project = project(&ada, "Habits").await;
    write(&ada, &project, "a", "one\n").await;
    write(&ada, &project, "gone/x", "x\n").await;
    let first = version(&ada, &project, "First").await;
    let before = files(&ada, &project).await;
    delete(&ada, &project, "gone/x").await;
    write(&ada, &project, "gone", "now a file\n").await;
    version(&ada, &project, "Second").await;
    write(&ada, &project, "a", "unsaved\n").await;

    let restored = restore(&ada, &first).await;
    assert_eq!(restored["kind"], "RESTORE");
    assert_eq!(restored["message"], "Restore version 1: First");
    assert_eq!(files(&ada, &project).await, before);
    let kept = history(&ada, &project).await;
    assert_eq!(kept[1], (3, "MANUAL".into(), "Unsaved changes before going back to version 1".into()));
    let query =
        "query($id: ID!) { project(id: $id) { versions { nodes { number file(path: \"a\") { text } } } } }";
    let data = ada.data(query, json!({ "id": project })).await;
    assert_eq!(
        data["project"]["versions"]["nodes"][1],
        json!({ "number": 3, "file": { "text": "unsaved\n" } })
    );

    // Nothing was unsaved this time, so nothing is kept beside the restored version.
    let again = restore(&ada, &first).await;
    assert_eq!((&again["number"], &again["parent"]["number"]), (&json!(5), &json!(4)));
    assert_eq!(files(&ada, &project).await, before);
}

#[tokio::test]
async fn differences_are_shown_as_git_would() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let project = project(&ada, "Habits").await;
    let long: String = (0..30).map(|line| format!("line {line}\n")).collect();
    write(&ada, &project, "moved.txt", &long).await;
    write(&ada, &project, "edited.txt", "a\nb\nc\n").await;
    write(&ada, &project, "gone.txt", "gone\n").await;
    let first = version(&ada, &project, "First").await;
    delete(&ada, &project, "moved.txt").await;
    write(&ada, &project, "folder/moved.txt", &long.replace("line 7\n", "line seven\n")).await;
    write(&ada, &project, "edited.txt", "a\nB\nc\n").await;
    delete(&ada, &project, "gone.txt").await;
    let second = version(&ada, &project, "Second").await;
    version(&ada, &project, "Third").await;

    let diff =
        "diff { additions deletions files { path oldPath change additions deletions binary omitted patch } }";
    let query = format!("query($id: ID!) {{ project(id: $id) {{ versions {{ nodes {{ {diff} }} }} }} }}");
    let data = ada.data(&query, json!({ "id": project })).await;
    let nodes = &data["project"]["versions"]["nodes"];
    assert_eq!(nodes[0]["diff"]["files"], json!([]));
    assert_eq!(nodes[2]["diff"]["additions"], 34, "the first version is compared with nothing");
    let changed = &nodes[1]["diff"];
    assert_eq!((&changed["additions"], &changed["deletions"]), (&json!(2), &json!(3)));
    let files: Vec<(&str, &str)> = changed["files"]
        .as_array()
        .expect("files")
        .iter()
        .map(|file| (file["path"].as_str().expect("a path"), file["change"].as_str().expect("a change")))
        .collect();
    assert_eq!(files, [("edited.txt", "MODIFIED"), ("folder/moved.txt", "RENAMED"), ("gone.txt", "DELETED")]);
    assert_eq!(changed["files"][1]["oldPath"], "moved.txt");
    let patch = changed["files"][0]["patch"].as_str().expect("a patch");
    assert!(patch.contains("@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"), "{patch}");

    let query = "query($id: ID!, $against: ID) { project(id: $id) { versions { nodes { number \
                 diff(against: $against) { files { path change } } } } } }";
    let data = ada.data(query, json!({ "id": project, "against": second["id"] })).await;
    assert_eq!(data["project"]["versions"]["nodes"][0]["diff"]["files"], json!([]));
    let back = &data["project"]["versions"]["nodes"][2]["diff"]["files"];
    assert_eq!(back[1], json!({ "path": "gone.txt", "change": "ADDED" }));
    // Another project's version is none of this one's.
    let other = self::project(&ada, "Other").await;
    let foreign = version(&ada, &other, "Elsewhere").await;
    let code = ada.error_code(query, json!({ "id": project, "against": foreign["id"] })).await;
    assert_eq!(code, "NOT_FOUND");
    assert_ne!(first["id"], foreign["id"]);
}

#[tokio::test]
async fn versions_of_others_do_not_exist_and_viewers_make_none() {
    let app = TestApp::start().await;
    let (ada, bob, eve) =
        (app.signed_up("ada").await, app.signed_up("bob").await, app.signed_up("eve").await);
    let project = project(&ada, "Habits").await;
    let made = version(&ada, &project, "First").await;
    let member = "mutation($id: ID!, $email: String!) { projectMemberSet(projectId: $id, \
                  input: { email: $email, role: VIEWER }) { member { role } userErrors { code message } } }";
    ada.mutate(member, json!({ "id": project, "email": bob.email })).await;

    let create = "mutation($id: ID!) { versionCreate(projectId: $id, input: { message: \"x\" }) \
                  { version { id } userErrors { code message field } } }";
    let restore =
        "mutation($id: ID!) { versionRestore(id: $id) { version { id } userErrors { code message field } } }";
    let (to_create, to_restore) = (json!({ "id": project }), json!({ "id": made["id"] }));
    assert_eq!(bob.refusal(create, to_create.clone()).await, "FORBIDDEN");
    assert_eq!(bob.refusal(restore, to_restore.clone()).await, "FORBIDDEN");
    assert_eq!(eve.refusal(create, to_create).await, "NOT_FOUND");
    assert_eq!(eve.refusal(restore, to_restore).await, "NOT_FOUND");
    assert_eq!(history(&bob, &project).await.len(), 1);
    assert_eq!(history(&ada, &project).await.len(), 1);
}
