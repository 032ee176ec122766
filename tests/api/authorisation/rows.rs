//! The table: which right each field needs, and what it is tried with.

use serde_json::{Value, json};

use super::world::{Role, World};
use super::{Client, TestApp};
use crate::support::client::PASSWORD;

/// The right that a field needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    Nobody,
    SignedIn,
    Viewer,
    Editor,
    Owner,
}

type Arguments = fn(&World) -> Value;

pub const QUERIES: &[(&str, Needs, Arguments)] = &[
    ("server", Needs::Nobody, |_| json!({})),
    ("viewer", Needs::Nobody, |_| json!({})),
    ("projects", Needs::SignedIn, |_| json!({ "first": 1 })),
    ("project", Needs::Viewer, |world| json!({ "id": world.project })),
    ("node", Needs::Viewer, |world| json!({ "id": world.project })),
    // What one may not see is null among the others; each type of node is tried with `node`.
    ("nodes", Needs::SignedIn, |world| json!({ "ids": [world.project] })),
    ("components", Needs::SignedIn, |_| json!({ "first": 1 })),
    ("componentSuggest", Needs::SignedIn, |_| json!({ "description": "a login form" })),
];

pub const SUBSCRIPTIONS: &[(&str, Arguments)] = &[
    ("generationEvents", |world| json!({ "generationId": world.generation })),
    ("deploymentEvents", |world| json!({ "deploymentId": world.deployment })),
    ("projectEvents", |world| json!({ "projectId": world.project })),
    ("previewEvents", |world| json!({ "projectId": world.project })),
    ("wireframeEvents", |world| json!({ "wireframeId": world.wireframe })),
    ("presence", |world| json!({ "projectId": world.project, "sessionId": session(world) })),
];

/// Each time another session: nobody takes over somebody else's.
fn session(world: &World) -> String {
    format!("{:x}", u64::from_be_bytes(world.app.app.random()))
}

/// Fields of a node that is shown, which nobody sees but the person whom they are about.
pub const ONLY_ONES_OWN: &[&str] = &["User.sessions"];

/// What a mutation is tried with; fresh for each role where the first success would use it up.
pub enum Subject {
    /// The project, which stays as it is.
    Project(Arguments),
    /// A file that was just written, by its path.
    File(fn(&World, &str) -> Value),
    /// A conversation that was just begun.
    Conversation,
    /// A generation that was just asked for.
    Generation,
    /// A deployment that was just asked for.
    Deployment,
    /// A project of its own.
    OwnProject(fn(&World, &str) -> Value),
    /// A wireframe that was just made, with the element `box` on it.
    Wireframe(fn(&str) -> Value),
    /// A wireframe that whoever tries has just edited, if they may.
    Applied,
    /// A wireframe whose edit whoever tries has just taken back, if they may.
    Undone,
    /// A snapshot that was just kept.
    Snapshot,
    /// A component that was just made.
    Component,
    /// Something about the account of whoever tries, who is somebody else each time.
    Account(fn(&Client) -> Value),
}

use Subject::{
    Account, Applied, Component, Conversation, Deployment, File, Generation, OwnProject, Project, Snapshot,
    Undone, Wireframe,
};

pub const MUTATIONS: &[(&str, Needs, Subject)] = &[
    (
        "accountRegister",
        Needs::Nobody,
        Account(
            |client| json!({ "input": { "email": format!("new-{}", client.email), "password": PASSWORD } }),
        ),
    ),
    (
        "accountLogin",
        Needs::Nobody,
        Account(|client| json!({ "input": { "email": client.email, "password": PASSWORD } })),
    ),
    (
        "sessionRefresh",
        Needs::Nobody,
        Account(
            |client| json!({ "refreshToken": client.refresh_token.clone().unwrap_or_else(|| "x".repeat(43)) }),
        ),
    ),
    ("accountUpdate", Needs::SignedIn, Account(|_| json!({ "input": { "displayName": "Another" } }))),
    (
        "passwordChange",
        Needs::SignedIn,
        Account(
            |_| json!({ "input": { "currentPassword": PASSWORD, "newPassword": "another horse battery" } }),
        ),
    ),
    ("sessionRevoke", Needs::SignedIn, Account(|_| json!({}))),
    ("accountDelete", Needs::SignedIn, Account(|_| json!({ "password": PASSWORD }))),
    ("projectCreate", Needs::SignedIn, Account(|_| json!({ "input": { "name": "Mine" } }))),
    ("projectImport", Needs::SignedIn, Account(|_| json!({}))),
    ("projectFork", Needs::Viewer, Project(|world| json!({ "id": world.project }))),
    (
        "projectUpdate",
        Needs::Editor,
        Project(|world| json!({ "id": world.project, "input": { "name": "P" } })),
    ),
    ("projectDelete", Needs::Owner, OwnProject(|_, project| json!({ "id": project }))),
    ("previewRotate", Needs::Editor, Project(|world| json!({ "projectId": world.project }))),
    (
        "projectMemberSet",
        Needs::Owner,
        Project(|world| {
            let email = &world.client(Role::Viewer).email;
            json!({ "projectId": world.project, "input": { "email": email, "role": "VIEWER" } })
        }),
    ),
    (
        "projectMemberRemove",
        Needs::Owner,
        OwnProject(|world, project| {
            // Somebody else than whoever tries: everybody may leave.
            json!({ "projectId": project, "userId": world.colleague.user_id })
        }),
    ),
    (
        "fileWrite",
        Needs::Editor,
        File(
            |world, path| json!({ "projectId": world.project, "input": { "path": path, "text": "changed" } }),
        ),
    ),
    (
        "fileRename",
        Needs::Editor,
        File(
            |world, path| json!({ "projectId": world.project, "input": { "from": path, "to": format!("{path}.old") } }),
        ),
    ),
    ("fileDelete", Needs::Editor, File(|world, path| json!({ "projectId": world.project, "path": path }))),
    ("conversationCreate", Needs::Editor, Project(|world| json!({ "projectId": world.project }))),
    ("conversationDelete", Needs::Editor, Conversation),
    (
        "messageSend",
        Needs::Editor,
        Project(|world| json!({ "conversationId": world.conversation, "input": { "text": "make it blue" } })),
    ),
    ("generationCancel", Needs::Editor, Generation),
    (
        "versionCreate",
        Needs::Editor,
        Project(|world| json!({ "projectId": world.project, "input": { "message": "Kept" } })),
    ),
    ("versionRestore", Needs::Editor, Project(|world| json!({ "id": world.version }))),
    (
        "deploymentCreate",
        Needs::Editor,
        Project(|world| json!({ "projectId": world.project, "input": { "provider": "LOCAL" } })),
    ),
    ("deploymentCancel", Needs::Editor, Deployment),
    ("deploymentPromote", Needs::Editor, Project(|world| json!({ "id": world.deployment }))),
    (
        "presenceUpdate",
        Needs::Viewer,
        Project(|world| json!({ "projectId": world.project, "input": { "sessionId": session(world) } })),
    ),
    ("deploymentWithdraw", Needs::Editor, Project(|world| json!({ "projectId": world.project }))),
    (
        "wireframeCreate",
        Needs::Editor,
        Project(|world| json!({ "projectId": world.project, "input": { "name": "W" } })),
    ),
    (
        "wireframeUpdate",
        Needs::Editor,
        Project(|world| json!({ "id": world.wireframe, "input": { "name": "Other" } })),
    ),
    ("wireframeApply", Needs::Editor, Wireframe(|wireframe| json!({ "id": wireframe, "input": box_set() }))),
    ("wireframeUndo", Needs::Editor, Applied),
    ("wireframeRedo", Needs::Editor, Undone),
    ("wireframeDelete", Needs::Editor, Wireframe(|wireframe| json!({ "id": wireframe }))),
    (
        "wireframeGenerate",
        Needs::Editor,
        Project(|world| json!({ "projectId": world.project, "input": { "prompt": "a login screen" } })),
    ),
    (
        "wireframeImport",
        Needs::Editor,
        Project(|world| {
            let drawing = r#"{"format":"maquette-wireframe","version":1,"name":"I","width":100,"height":100,"elements":[]}"#;
            json!({ "projectId": world.project, "input": { "json": drawing } })
        }),
    ),
    (
        "wireframeSnapshotCreate",
        Needs::Editor,
        Project(|world| json!({ "wireframeId": world.wireframe, "input": { "name": "S" } })),
    ),
    ("wireframeSnapshotDelete", Needs::Editor, Snapshot),
    ("wireframeRestore", Needs::Editor, Project(|world| json!({ "snapshotId": world.snapshot }))),
    ("collabTicketCreate", Needs::Viewer, Project(|world| json!({ "wireframeId": world.wireframe }))),
    (
        "componentCreate",
        Needs::Editor,
        Project(|world| {
            let name = format!("C{}", u64::from_be_bytes(world.app.app.random()));
            json!({ "projectId": world.project,
                "input": { "name": name, "category": "Ours", "template": "<b>Hi</b>" } })
        }),
    ),
    ("componentDelete", Needs::Editor, Component),
];

fn box_set() -> Value {
    json!({ "operations": [{ "set": { "id": "box", "x": 5 } }] })
}

/// Sends a mutation whose archive is a file of the form.
pub async fn import(client: &Client, document: &str) -> Value {
    let operations = json!({ "query": document, "variables": { "input": { "archive": null } } });
    let mut body = String::new();
    for (name, content) in [
        ("operations\"", operations.to_string()),
        ("map\"", r#"{"0":["variables.input.archive"]}"#.to_owned()),
        ("0\"; filename=\"a.zip\"", "no archive".to_owned()),
    ] {
        body += &format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\r\n\r\n{content}\r\n");
    }
    let request = client.http().post(client.url("/graphql")).body(body + "--edge--\r\n");
    let request = request
        .header("content-type", "multipart/form-data; boundary=edge")
        .header("graphql-require-preflight", "1");
    let request = match &client.token {
        Some(token) => request.bearer_auth(token),
        None => request,
    };
    request.send().await.expect("an answer").json().await.expect("JSON")
}

/// Who tries, and with what.
pub struct Prepared {
    pub client: Client,
    pub arguments: Value,
}

pub async fn prepare(world: &World, subject: &Subject, role: Role) -> Prepared {
    let arguments = match subject {
        Project(arguments) => arguments(world),
        File(arguments) => {
            let path = format!("tried/{role:?}.txt");
            world.write(&world.project, &path, "first").await;
            arguments(world, &path)
        }
        Conversation => json!({ "id": world.new_conversation().await }),
        Generation => json!({ "id": world.new_turn(&world.conversation).await.1 }),
        Deployment => json!({ "id": world.new_deployment(&world.project).await }),
        OwnProject(arguments) => arguments(world, &world.new_project().await),
        Wireframe(arguments) => arguments(&world.new_wireframe().await),
        Applied | Undone => {
            let wireframe = world.new_wireframe().await;
            let client = world.client(role);
            let apply =
                "mutation($id: ID!, $input: WireframeApplyInput!) { wireframeApply(id: $id, input: $input)
                { userErrors { code } } }";
            client.execute(apply, json!({ "id": wireframe, "input": box_set() })).await;
            if matches!(subject, Undone) {
                let undo = "mutation($id: ID!) { wireframeUndo(id: $id) { userErrors { code } } }";
                client.execute(undo, json!({ "id": wireframe })).await;
            }
            json!({ "id": wireframe })
        }
        Snapshot => json!({ "id": world.new_snapshot().await }),
        Component => {
            let name = format!("D{}", u64::from_be_bytes(world.app.app.random()));
            json!({ "id": world.new_component(&name).await })
        }
        Account(arguments) => {
            let client = account(&world.app, world, role).await;
            let arguments = arguments(&client);
            return Prepared { client, arguments };
        }
    };
    Prepared { client: world.client(role).clone(), arguments }
}

/// Somebody in the same situation whose account nobody else needs.
async fn account(app: &TestApp, world: &World, role: Role) -> Client {
    let number = u64::from_be_bytes(app.app.random());
    let mut client = app.signed_up(&format!("{role:?}-{number:x}").to_lowercase()).await;
    if matches!(role, Role::Anonymous | Role::Expired | Role::Revoked) {
        client.token.clone_from(&world.client(role).token);
    }
    client
}
