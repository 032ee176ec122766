//! Wireframes: operations, what followers hear, taking back, snapshots, turns that draw, components,
//! files, and the sockets of Yjs clients.

use futures::StreamExt as _;
use serde_json::{Value, json};

use crate::support::{Client, TestApp};
use crate::versions::project;

mod files;
mod quiet;
mod sockets;

const ELEMENTS: &str = "elements { id component parentId x y width height order props }";

pub async fn wireframe(client: &Client, project: &str) -> String {
    let create = "mutation($p: ID!) { wireframeCreate(projectId: $p, input: { name: \"Home\", width: 800, height: 600 })
        { wireframe { id } userErrors { message } } }";
    let payload = client.mutate(create, json!({ "p": project })).await;
    payload["wireframe"]["id"].as_str().expect("an id").to_owned()
}

fn add(id: &str, component: &str, parent: Option<&str>) -> Value {
    json!({ "add": { "id": id, "component": component, "parentId": parent,
        "x": 8, "y": 16, "width": 200, "height": 80 } })
}

const APPLY: &str = "mutation($id: ID!, $input: WireframeApplyInput!) { wireframeApply(id: $id, input: $input)
    { wireframe { elements { id component parentId x y width height order props } } userErrors { code message } } }";

pub async fn apply(client: &Client, id: &str, operations: Value) -> Vec<Value> {
    let input = json!({ "operations": operations });
    let payload = client.mutate(APPLY, json!({ "id": id, "input": input })).await;
    payload["wireframe"]["elements"].as_array().expect("elements").clone()
}

async fn elements(client: &Client, id: &str) -> Vec<Value> {
    let query = format!("query($id: ID!) {{ node(id: $id) {{ ... on Wireframe {{ {ELEMENTS} }} }} }}");
    client.data(&query, json!({ "id": id })).await["node"]["elements"].as_array().expect("elements").clone()
}

fn ids(elements: &[Value]) -> Vec<&str> {
    elements.iter().map(|element| element["id"].as_str().expect("an id")).collect()
}

async fn named(client: &Client, mutation: &str, id: &str) -> Value {
    let query = format!(
        "mutation($id: ID!) {{ {mutation}(id: $id) {{ wireframe {{ {ELEMENTS} }} userErrors {{ code message }} }} }}"
    );
    client.execute(&query, json!({ "id": id })).await["data"][mutation].clone()
}

#[tokio::test]
async fn operations_are_done_together_or_not_at_all() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let id = wireframe(&ada, &project(&ada, "P").await).await;
    let drawn = apply(&ada, &id, json!([add("card", "Card", None), add("go", "Button", Some("card"))])).await;
    assert_eq!(ids(&drawn), ["card", "go"]);
    assert_eq!(
        (&drawn[1]["parentId"], &drawn[1]["x"], &drawn[1]["width"]),
        (&json!("card"), &json!(8.0), &json!(200.0))
    );

    for (operations, expected) in [
        (json!([{ "set": { "id": "go", "x": 99 } }, add("card", "Box", None)]), "Operation 2"),
        (json!([add("a", "Nonsense", None)]), "no component"),
        (json!([add("a", "Box", Some("nobody"))]), "no element"),
        (json!([{ "move": { "id": "card", "parentId": "go" } }]), "cannot be in itself"),
        (json!([{ "set": { "id": "go", "width": 0 } }]), "`width`"),
        (json!([{ "set": { "id": "go", "x": 1e9 } }]), "`x`"),
        (json!([{ "set": { "id": "go", "props": { "text": 5 } } }]), "text"),
        (json!([{ "set": { "id": "go", "props": { "text": "x".repeat(20_000) } } }]), "Operation 1"),
        (json!([{ "remove": { "id": "nobody" } }]), "no element"),
    ] {
        let variables = json!({ "id": id, "input": { "operations": operations } });
        let refusal = ada.refusal(APPLY, variables).await;
        assert_eq!(refusal, "INVALID", "{expected}");
    }
    assert_eq!(elements(&ada, &id).await, drawn);

    let moved = json!([
        add("top", "Text", None),
        { "move": { "id": "top", "before": "card" } },
        { "set": { "id": "go", "props": { "text": "Save" } } },
        { "move": { "id": "go", "parentId": null } },
    ]);
    let drawn = apply(&ada, &id, moved).await;
    assert_eq!(ids(&drawn), ["top", "card", "go"]);
    assert_eq!((&drawn[2]["parentId"], &drawn[2]["props"]["text"]), (&Value::Null, &json!("Save")));
}

#[tokio::test]
async fn an_edit_that_is_asked_for_twice_is_made_once() {
    let mut app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let id = wireframe(&ada, &project(&ada, "P").await).await;
    let anonymous = json!({ "component": "Box", "x": 0, "y": 0, "width": 10, "height": 10 });
    let input = json!({ "operations": [{ "add": anonymous }], "clientKey": "k" });
    let variables = json!({ "id": id, "input": input });
    let tries = (0..8).map(|_| ada.mutate(APPLY, variables.clone()));
    futures::future::join_all(tries).await;
    assert_eq!(elements(&ada, &id).await.len(), 1);
    app.restart().await;
    let ada = app.client().sign_in("ada").await;
    ada.mutate(APPLY, variables).await;
    assert_eq!(elements(&ada, &id).await.len(), 1);
}

#[tokio::test]
async fn followers_hear_every_edit_once_and_resume() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let id = wireframe(&ada, &project(&ada, "P").await).await;
    let query = "subscription($id: ID!, $after: StreamCursor) { wireframeEvents(wireframeId: $id, after: $after)
        { cursor actor { id } event { __typename
        ... on WireframeElementsChanged { changed { id x } removedIds } ... on WireframeResized { width height } } } }";
    let state = "query($id: ID!) { node(id: $id) { ... on Wireframe { eventsCursor } } }";
    let cursor = ada.data(state, json!({ "id": id })).await["node"]["eventsCursor"].clone();
    apply(&ada, &id, json!([add("a", "Box", None), add("b", "Box", Some("a"))])).await;
    apply(&ada, &id, json!([{ "set": { "id": "a", "x": 50 } }])).await;
    apply(&ada, &id, json!([{ "remove": { "id": "a" } }])).await;
    let update =
        "mutation($id: ID!) { wireframeUpdate(id: $id, input: { width: 390 }) { userErrors { code } } }";
    ada.mutate(update, json!({ "id": id })).await;
    let follow = async |after: &Value, count: usize| {
        let events = ada.subscribe(query, json!({ "id": id, "after": after })).await;
        let events: Vec<Value> = events.take(count).collect().await;
        events.into_iter().map(|event| event["data"]["wireframeEvents"].clone()).collect::<Vec<_>>()
    };
    let events = follow(&cursor, 4).await;
    let changed = |event: &Value| event["event"]["changed"].as_array().expect("elements").clone();
    assert_eq!(ids(&changed(&events[0])), ["a", "b"]);
    assert_eq!(changed(&events[1])[0]["x"], 50.0);
    assert_eq!(events[2]["event"]["removedIds"], json!(["a", "b"]));
    assert_eq!(events[3]["event"], json!({ "__typename": "WireframeResized", "width": 390, "height": 600 }));
    assert_eq!(events[0]["actor"]["id"], json!(ada.user_id));
    assert_eq!(follow(&events[1]["cursor"], 2).await, events[2..]);
}

#[tokio::test]
async fn a_session_takes_back_its_own_edits_only() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let other = app.client().sign_in("ada").await;
    let id = wireframe(&ada, &project(&ada, "P").await).await;
    apply(&ada, &id, json!([add("a", "Box", None)])).await;
    apply(&ada, &id, json!([{ "set": { "id": "a", "x": 50, "y": 60 } }])).await;
    apply(&other, &id, json!([{ "set": { "id": "a", "y": 70 } }])).await;
    let undone = named(&ada, "wireframeUndo", &id).await;
    let a = &undone["wireframe"]["elements"][0];
    assert_eq!((&a["x"], &a["y"]), (&json!(8.0), &json!(70.0)), "what the other changed stays");
    let redone = named(&ada, "wireframeRedo", &id).await;
    assert_eq!(redone["wireframe"]["elements"][0]["x"], 50.0);
    named(&ada, "wireframeUndo", &id).await;
    let gone = named(&ada, "wireframeUndo", &id).await;
    assert_eq!(gone["wireframe"]["elements"], json!([]));
    let nothing = named(&ada, "wireframeUndo", &id).await;
    assert_eq!(nothing["userErrors"][0]["code"], "NOT_FOUND");
}

#[tokio::test]
async fn a_kept_state_comes_back() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let id = wireframe(&ada, &project(&ada, "P").await).await;
    let before = apply(&ada, &id, json!([add("a", "Card", None), add("b", "Button", Some("a"))])).await;
    let keep = "mutation($id: ID!) { wireframeSnapshotCreate(wireframeId: $id, input: { name: \"First\" })
        { snapshot { id name author { id } elements { id } } userErrors { code } } }";
    let kept = ada.mutate(keep, json!({ "id": id })).await["snapshot"].clone();
    assert_eq!((&kept["name"], &kept["author"]["id"]), (&json!("First"), &json!(ada.user_id)));
    apply(&ada, &id, json!([{ "remove": { "id": "a" } }, add("c", "Text", None)])).await;
    let restore =
        "mutation($id: ID!) { wireframeRestore(snapshotId: $id) { wireframe { id } userErrors { code } } }";
    ada.mutate(restore, json!({ "id": kept["id"] })).await;
    assert_eq!(elements(&ada, &id).await, before);
    let undone = named(&ada, "wireframeUndo", &id).await;
    assert_eq!(ids(undone["wireframe"]["elements"].as_array().expect("elements")), ["c"]);
}

#[tokio::test]
async fn many_edits_are_there_after_a_restart() {
    let mut app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let id = wireframe(&ada, &project(&ada, "P").await).await;
    apply(&ada, &id, json!([add("a", "Box", None)])).await;
    for round in 0..6 {
        let moves: Vec<_> = (0..100)
            .map(|step| apply(&ada, &id, json!([{ "set": { "id": "a", "x": round * 100 + step } }])))
            .collect();
        futures::future::join_all(moves).await;
    }
    let last = apply(&ada, &id, json!([{ "set": { "id": "a", "x": 4321 } }])).await;
    // The log is written down anew on the way; wherever that is, nothing is missing.
    app.restart().await;
    let ada = app.client().sign_in("ada").await;
    assert_eq!(elements(&ada, &id).await, last);
    apply(&ada, &id, json!([{ "set": { "id": "a", "x": 5 } }])).await;
}

#[tokio::test]
async fn a_description_is_drawn_and_revised() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let project = project(&ada, "P").await;
    let generate =
        "mutation($p: ID!, $input: WireframeGenerateInput!) { wireframeGenerate(projectId: $p, input: $input)
        { wireframe { id name } generation { id conversation { id } } userErrors { code message } } }";
    let input = json!({ "prompt": "a login screen for Fernly with email and password" });
    let asked = ada.mutate(generate, json!({ "p": project, "input": input })).await;
    let id = asked["wireframe"]["id"].as_str().expect("an id").to_owned();
    let follow = "subscription($id: ID!) { generationEvents(generationId: $id) { event { __typename
        ... on GenerationTextDelta { text } ... on GenerationFinished { status version { id } } } } }";
    let events = ada.subscribe(follow, json!({ "id": asked["generation"]["id"] })).await;
    let events: Vec<Value> = events.collect().await;
    let last = &events.last().expect("an end")["data"]["generationEvents"]["event"];
    assert_eq!((&last["status"], &last["version"]), (&json!("SUCCEEDED"), &Value::Null), "{events:#?}");
    let drawn = elements(&ada, &id).await;
    assert!(drawn.len() > 4, "{drawn:#?}");
    let text = Value::from(drawn).to_string();
    assert!(text.contains("Fernly") && text.contains("Password"), "{text}");
}

#[tokio::test]
async fn a_wireframe_leaves_and_comes_back_as_a_file() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let project = project(&ada, "P").await;
    let id = wireframe(&ada, &project).await;
    let drawn = apply(&ada, &id, json!([add("a", "Card", None), add("b", "Button", Some("a"))])).await;
    let export = "query($id: ID!) { node(id: $id) { ... on Wireframe {
        svg: export(format: SVG) { fileName mimeType text }
        png: export(format: PNG) { text base64 } html: export(format: HTML) { text }
        react: export(format: REACT) { fileName text } json: export(format: JSON) { text } } } }";
    let files = ada.data(export, json!({ "id": id })).await["node"].clone();
    assert_eq!(
        (&files["svg"]["fileName"], &files["svg"]["mimeType"]),
        (&json!("home.svg"), &json!("image/svg+xml"))
    );
    assert!(files["svg"]["text"].as_str().expect("a text").starts_with("<svg"));
    assert_eq!(files["png"]["text"], Value::Null);
    assert!(files["png"]["base64"].as_str().expect("a picture").starts_with("iVBORw0KGgo"));
    assert!(files["html"]["text"].as_str().expect("a text").contains("<button"));
    let import =
        "mutation($p: ID!, $input: WireframeImportInput!) { wireframeImport(projectId: $p, input: $input)
        { wireframe { name width elements { id component parentId x y } } userErrors { code message } } }";
    let input = json!({ "json": files["json"]["text"], "name": "Again" });
    let again = ada.mutate(import, json!({ "p": project, "input": input })).await["wireframe"].clone();
    assert_eq!((&again["name"], &again["width"]), (&json!("Again"), &json!(800)));
    let elements = again["elements"].as_array().expect("elements");
    assert_eq!(elements.len(), drawn.len());
    assert_ne!(elements[0]["id"], "a");
    assert_eq!(elements[1]["parentId"], elements[0]["id"]);
    let wrong = json!({ "p": project, "input": { "json": "{\"format\":\"maquette-wireframe\"}" } });
    assert_eq!(ada.refusal(import, wrong).await, "INVALID");
}

#[tokio::test]
async fn wireframes_belong_to_versions_exports_and_forks() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let project = project(&ada, "P").await;
    crate::versions::write(&ada, &project, "src/a.ts", "one\n").await;
    let id = wireframe(&ada, &project).await;
    let before = apply(&ada, &id, json!([add("a", "Card", None), add("b", "Button", Some("a"))])).await;
    let first = crate::versions::version(&ada, &project, "First").await;
    let second = wireframe(&ada, &project).await;
    apply(&ada, &id, json!([{ "remove": { "id": "a" } }])).await;
    crate::versions::version(&ada, &project, "Second").await;
    let remove = "mutation($id: ID!) { wireframeDelete(id: $id) { deletedId userErrors { code } } }";
    ada.mutate(remove, json!({ "id": id })).await;

    let restore = "mutation($id: ID!) { versionRestore(id: $id) { version { number } userErrors { code } } }";
    ada.mutate(restore, json!({ "id": first["id"] })).await;
    assert_eq!(elements(&ada, &id).await, before, "it comes back, under its name");
    let gone = ada.data("query($id: ID!) { node(id: $id) { id } }", json!({ "id": second })).await;
    assert_eq!(gone["node"], Value::Null, "it was not there yet");

    apply(&ada, &id, json!([add("c", "Text", None)])).await;
    let fork = "mutation($id: ID!) { projectFork(id: $id) { project { id wireframes(first: 5) { nodes {
        id name elements { id component parentId } } } } userErrors { code } } }";
    let fork = ada.mutate(fork, json!({ "id": project })).await["project"].clone();
    let copies = fork["wireframes"]["nodes"].as_array().expect("wireframes");
    assert_eq!((copies.len(), &copies[0]["name"]), (1, &json!("Home")));
    let copied = copies[0]["elements"].as_array().expect("elements");
    assert_eq!(copied.len(), 3);
    assert!(
        copies[0]["id"] != json!(id)
            && copied.iter().all(|element| element["id"].as_str().expect("an id").len() > 1)
    );
    assert_eq!(copied[1]["parentId"], copied[0]["id"]);

    let write = "mutation($p: ID!, $i: FileWriteInput!) { fileWrite(projectId: $p, input: $i) { userErrors { code message } } }";
    let hidden = json!({ "p": project, "i": { "path": ".maquette/wireframes/x.json", "text": "{}" } });
    assert_eq!(ada.refusal(write, hidden).await, "INVALID");
}

#[tokio::test]
async fn a_wireframe_becomes_code_that_knows_its_elements() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let (project, conversation) = crate::turns::conversation(&ada).await;
    let id = wireframe(&ada, &project).await;
    apply(&ada, &id, json!([add("a", "Card", None), add("b", "Button", Some("a"))])).await;
    let send = "mutation($c: ID!, $input: MessageSendInput!) { messageSend(conversationId: $c, input: $input)
        { generation { id } userErrors { code field message } } }";
    let input = json!({ "text": "Build this", "wireframeIds": [id] });
    let sent = ada.mutate(send, json!({ "c": conversation, "input": input })).await;
    let follow = "subscription($id: ID!) { generationEvents(generationId: $id) { event { __typename
        ... on GenerationFinished { status failure } ... on GenerationDiagnosed { diagnostics { message } } } } }";
    let events = ada.subscribe(follow, json!({ "id": sent["generation"]["id"] })).await;
    let events: Vec<Value> = events.collect().await;
    let last = &events.last().expect("an end")["data"]["generationEvents"]["event"];
    assert_eq!(last["status"], "SUCCEEDED", "{events:#?}");
    let code = "query($id: ID!, $p: ID!) { node(id: $id) { ... on Wireframe { code(elementId: \"b\") { path line } } }
        project(id: $p) { diagnostics { message } file(path: \"src/HomeScreen.tsx\") { wireframeElements { wireframeId elementId line } } } }";
    let data = ada.data(code, json!({ "id": id, "p": project })).await;
    let place = &data["node"]["code"][0];
    assert_eq!(place["path"], "src/HomeScreen.tsx", "{data:#}");
    assert_eq!(data["project"]["diagnostics"], json!([]));
    let elements = data["project"]["file"]["wireframeElements"].as_array().expect("elements");
    let back = elements.iter().find(|element| element["line"] == place["line"]).expect("the way back");
    assert_eq!((&back["wireframeId"], &back["elementId"]), (&json!(id), &json!("b")));
    let other = crate::versions::project(&ada, "Other").await;
    let foreign = json!({ "text": "Build this", "wireframeIds": [wireframe(&ada, &other).await] });
    assert_eq!(ada.refusal(send, json!({ "c": conversation, "input": foreign })).await, "NOT_FOUND");
}

#[tokio::test]
async fn a_project_has_components_of_its_own() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    let project = project(&ada, "P").await;
    let id = wireframe(&ada, &project).await;
    let create =
        "mutation($p: ID!, $input: ComponentCreateInput!) { componentCreate(projectId: $p, input: $input)
        { component { id name builtin } userErrors { code field message } } }";
    let schema = json!({ "type": "object", "properties": { "label": { "type": "string" } }, "additionalProperties": false });
    let input = json!({ "name": "PriceTag", "category": "shop", "propsSchema": schema,
        "template": "<div class=\"tag\"><b>{{label}}</b></div>" });
    let made = ada.mutate(create, json!({ "p": project, "input": input })).await["component"].clone();
    assert_eq!(made["builtin"], false);
    assert_eq!(ada.refusal(create, json!({ "p": project, "input": input })).await, "TAKEN");
    let hostile = json!({ "name": "Bad", "category": "shop", "template": "<script>alert(1)</script>" });
    assert_eq!(ada.refusal(create, json!({ "p": project, "input": hostile })).await, "INVALID");
    let list = "query($p: ID) { components(projectId: $p, first: 100) { nodes { name category propsSchema builtin } } }";
    let all = ada.data(list, json!({ "p": project })).await["components"]["nodes"].clone();
    let all = all.as_array().expect("components");
    assert!(all.len() > 40 && all.iter().any(|component| component["name"] == "PriceTag"));
    let tag = json!({ "add": { "id": "tag", "component": "PriceTag", "x": 0, "y": 0, "width": 90, "height": 40,
        "props": { "label": "9 €" } } });
    apply(&ada, &id, json!([tag])).await;
    let suggest = "query { componentSuggest(description: \"somewhere to type a search\") { component { name } reason } }";
    let suggested = ada.data(suggest, json!({})).await["componentSuggest"].clone();
    assert_eq!(suggested[0]["component"]["name"], "SearchBar", "{suggested}");
}
