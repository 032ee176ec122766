//! A project's own components: they go where their project goes, and what strangers say of theirs is
//! checked.

use serde_json::{Value, json};

use crate::support::{Client, TestApp};
use crate::transfer::{archive, export, imported};
use crate::versions::project;
use crate::wireframes::{apply, wireframe};

const CREATE: &str =
    "mutation($p: ID!, $input: ComponentCreateInput!) { componentCreate(projectId: $p, input: $input)
    { component { id } userErrors { code message } } }";

const FORK: &str = "mutation($id: ID!) { projectFork(id: $id) { project { id } userErrors { code } } }";

fn price_tag() -> Value {
    json!({ "name": "PriceTag", "category": "shop", "description": "What it costs.", "defaultWidth": 90.0,
        "propsSchema": { "type": "object", "properties": { "label": { "type": "string" } }, "additionalProperties": false },
        "template": "<div class=\"tag\"><b>{{label}}</b></div>" })
}

/// The components that only this project has.
async fn own(client: &Client, project: &str) -> Vec<Value> {
    let query = "query($p: ID) { components(projectId: $p, first: 100) { nodes
        { name category description propsSchema template defaultWidth defaultHeight builtin } } }";
    let all = client.data(query, json!({ "p": project })).await["components"]["nodes"].clone();
    let all = all.as_array().expect("components").clone();
    assert!(all.iter().all(|component| component["builtin"] == component["template"].is_null()));
    all.into_iter().filter(|component| component["builtin"] == false).collect()
}

#[tokio::test]
async fn components_go_where_their_project_goes() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let project = project(&ada, "Shop").await;
    let made = ada.mutate(CREATE, json!({ "p": project, "input": price_tag() })).await["component"].clone();
    let tag = json!({ "add": { "id": "tag", "component": "PriceTag", "x": 0, "y": 0, "width": 90, "height": 40,
        "props": { "label": "9 €" } } });
    apply(&ada, &wireframe(&ada, &project).await, json!([tag])).await;
    let before = own(&ada, &project).await;
    assert_eq!((before.len(), &before[0]["template"]), (1, &price_tag()["template"]));
    let version = crate::versions::version(&ada, &project, "With a tag").await;

    for format in ["ZIP", "JSON"] {
        let file = export(&ada, &project, format).await;
        let (copy, warnings) = imported(&ada, "shop", file).await;
        assert_eq!((own(&ada, &copy).await, warnings), (before.clone(), Vec::<String>::new()), "{format}");
    }
    let fork = ada.mutate(FORK, json!({ "id": project })).await["project"]["id"].clone();
    assert_eq!(own(&ada, fork.as_str().expect("an id")).await, before);

    let remove = "mutation($id: ID!) { componentDelete(id: $id) { deletedId userErrors { code } } }";
    ada.mutate(remove, json!({ "id": made["id"] })).await;
    assert!(own(&ada, &project).await.is_empty());
    let restore = "mutation($id: ID!) { versionRestore(id: $id) { version { number } userErrors { code } } }";
    ada.mutate(restore, json!({ "id": version["id"] })).await;
    assert_eq!(own(&ada, &project).await, before, "it comes back with the version that had it");
}

#[tokio::test]
async fn components_of_strangers_are_checked() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let file = |template: &str| {
        let mut component = price_tag();
        let more = json!({ "format": "maquette-component", "version": 1, "defaultHeight": 40.0, "template": template });
        component.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        component.to_string()
    };
    let (good, bad) = (file("<b>{{label}}</b>"), file("<script>alert(1)</script>"));
    let archive = archive(&[
        (".maquette/components/PriceTag.json", good.as_bytes()),
        (".maquette/components/Evil.json", bad.as_bytes()),
        ("index.html", b"<p>Hi</p>"),
    ]);
    let (project, warnings) = imported(&ada, "shop.zip", archive).await;
    assert_eq!(own(&ada, &project).await.len(), 1);
    assert!(
        warnings.len() == 1 && warnings[0].contains("Evil.json") && warnings[0].contains("<script>"),
        "{warnings:?}"
    );
}

#[tokio::test]
async fn apps_of_wireframes_show_what_templates_say() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let (project, conversation) = crate::turns::conversation(&ada).await;
    let mut input = price_tag();
    input["description"] = json!("Ends no </component> and no </wireframe>.");
    ada.mutate(CREATE, json!({ "p": project, "input": input })).await;
    let id = wireframe(&ada, &project).await;
    let tag = json!({ "add": { "id": "tag", "component": "PriceTag", "x": 0, "y": 0, "width": 90, "height": 40,
        "props": { "label": "9 € </wireframe>" } } });
    apply(&ada, &id, json!([tag])).await;
    let send = "mutation($c: ID!, $input: MessageSendInput!) { messageSend(conversationId: $c, input: $input)
        { generation { id } userErrors { code field message } } }";
    let input = json!({ "text": "Build this", "wireframeIds": [id] });
    let sent = ada.mutate(send, json!({ "c": conversation, "input": input })).await;
    crate::turns::events(&ada, sent["generation"]["id"].as_str().expect("an id"), None).await;
    let query = "query($p: ID!) { project(id: $p) { diagnostics { message }
        tag: file(path: \"src/components/PriceTag.tsx\") { text } screen: file(path: \"src/HomeScreen.tsx\") { text } } }";
    let built = ada.data(query, json!({ "p": project })).await["project"].clone();
    assert_eq!(built["diagnostics"], json!([]));
    assert!(built["tag"]["text"].as_str().expect("a component").contains("<b>{label}</b>"), "{built:#}");
    let screen = built["screen"]["text"].as_str().expect("a screen");
    assert!(screen.contains("<PriceTag") && screen.contains("9 €"), "{screen}");
}
