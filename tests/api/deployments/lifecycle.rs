//! From being asked for to an end, of which there is exactly one.

use futures::StreamExt as _;
use serde_json::{Value, json};

use super::*;

#[tokio::test]
async fn an_app_goes_live_and_tells_how() {
    let app = TestApp::start().await;
    let person = Person::with_app(&app, "ada").await;
    assert_eq!(person.project().await["liveUrl"], Value::Null);
    let id = person.create().await;
    let events = person.events(&id).await;
    assert_eq!(statuses(&events), ["QUEUED", "BUILDING", "PUBLISHING", "READY"], "{events:#?}");
    assert!(lines(&events).contains("Building version 1"), "{events:#?}");
    assert!(lines(&events).contains("Wrote"), "{events:#?}");
    let ended = &events.last().unwrap()["event"]["deployment"];
    assert_eq!(ended["live"], true);
    let project = person.project().await;
    assert_eq!(project["liveDeployment"]["id"], *id);
    let listed = &project["deployments"]["nodes"][0];
    assert_eq!(listed["createdBy"]["id"], *person.client.user_id);
    assert_eq!(listed["url"], ended["url"]);
    assert_ne!(listed["finishedAt"], Value::Null);
    let (own, live) = (ended["url"].as_str().unwrap(), person.live_url().await);
    assert_ne!(own, live);
    let page = person.text(own, "/").await;
    assert!(page.contains("<title>Habits</title>"), "{page}");
    assert_eq!(page, person.text(&live, "/").await);
}

#[tokio::test]
async fn a_client_that_comes_back_sees_every_event_once() {
    let app = TestApp::start().await;
    let person = Person::with_app(&app, "ada").await;
    let (id, _) = person.deploy().await;
    let all = person.events(&id).await;
    for (at, item) in all.iter().enumerate() {
        let rest = person.client.subscribe(EVENTS, json!({ "id": id, "after": item["cursor"] })).await;
        let rest: Vec<Value> = rest.map(|item| item["data"]["deploymentEvents"].clone()).collect().await;
        let cursors = |items: &[Value]| items.iter().map(|item| item["cursor"].clone()).collect::<Vec<_>>();
        assert_eq!(cursors(&rest), cursors(&all[at + 1..]));
    }
}

#[tokio::test]
async fn followers_of_the_project_hear_of_it() {
    let app = TestApp::start().await;
    let person = Person::with_app(&app, "ada").await;
    let cursor = "query($project: ID!) { project(id: $project) { eventsCursor } }";
    let state = person.client.data(cursor, json!({ "project": person.project })).await;
    let after = &state["project"]["eventsCursor"];
    let query = "subscription($project: ID!, $after: StreamCursor!) { projectEvents(projectId: $project, after: $after) { event { __typename \
         ... on DeploymentStatusChanged { deployment { id status live } } } actor { id } } }";
    let mut stream =
        person.client.subscribe(query, json!({ "project": person.project, "after": after })).await;
    let first = tokio::spawn(async move {
        let mut heard = Vec::new();
        while let Some(item) = stream.next().await {
            let item = item["data"]["projectEvents"].clone();
            if item["event"]["__typename"] == "DeploymentStatusChanged" {
                heard.push(item);
            }
            if heard.len() == 4 {
                break;
            }
        }
        heard
    });
    person.deploy().await;
    let heard = tokio::time::timeout(Duration::from_secs(20), first).await.expect("four events").unwrap();
    assert_eq!(statuses(&heard), ["QUEUED", "BUILDING", "PUBLISHING", "READY"]);
    assert_eq!(heard[0]["actor"]["id"], *person.client.user_id);
}

#[tokio::test]
async fn unsaved_changes_are_kept_in_a_version_first() {
    let app = TestApp::start().await;
    let person = Person::with_app(&app, "ada").await;
    let (first, _) = person.deploy().await;
    person.write("public/robots.txt", "User-agent: *").await;
    let (second, address) = person.deploy().await;
    assert_eq!(person.text(&address, "/robots.txt").await, "User-agent: *");
    let input = json!({ "provider": "LOCAL" });
    let third = person.client.mutate(CREATE, json!({ "project": person.project, "input": input })).await;
    let query = "query($id: ID!) { project(id: $id) { deployments { nodes { id version { id } } } } }";
    let data = person.client.data(query, json!({ "id": person.project })).await;
    let nodes = data["project"]["deployments"]["nodes"].as_array().unwrap().clone();
    let ids: Vec<&str> = nodes.iter().filter_map(|node| node["id"].as_str()).collect();
    assert_eq!(ids, [third["deployment"]["id"].as_str().unwrap(), &second, &first]);
    // Nothing had changed, so nothing was kept: the same version again.
    assert_eq!(nodes[0]["version"], nodes[1]["version"]);
    assert_ne!(nodes[1]["version"], nodes[2]["version"]);
    // An earlier version can be named.
    let input = json!({ "provider": "LOCAL", "versionId": nodes[2]["version"]["id"] });
    let earlier = person.client.mutate(CREATE, json!({ "project": person.project, "input": input })).await;
    assert_eq!(earlier["deployment"]["version"], nodes[2]["version"]);
    let events = person.events(earlier["deployment"]["id"].as_str().unwrap()).await;
    let address = events.last().unwrap()["event"]["deployment"]["url"].as_str().unwrap().to_owned();
    assert_eq!(person.status(&address, "/robots.txt").await, 404);
}

#[tokio::test]
async fn a_build_that_fails_names_the_problem_and_changes_nothing() {
    let app = TestApp::start().await;
    let person = Person::with_app(&app, "ada").await;
    let (first, _) = person.deploy().await;
    person.write("src/App.tsx", "export function App() { return <p>unclosed }").await;
    let id = person.create().await;
    let events = person.events(&id).await;
    assert_eq!(statuses(&events), ["QUEUED", "BUILDING", "FAILED"], "{events:#?}");
    let failure = events.last().unwrap()["event"]["deployment"]["failure"].as_str().unwrap().to_owned();
    assert!(failure.contains("src/App.tsx:1:"), "{failure}");
    assert!(lines(&events).contains("src/App.tsx:1:"), "{events:#?}");
    let project = person.project().await;
    assert_eq!(project["liveDeployment"]["id"], *first);
    assert_eq!(project["deployments"]["nodes"][0]["failure"], failure);
    assert_eq!(person.client.refusal(PROMOTE, json!({ "id": id })).await, "CONFLICT");
}

#[tokio::test]
async fn a_package_that_cannot_be_had_is_named() {
    // Nothing listens there.
    let app = TestApp::builder().with("module_cdn_url", "http://127.0.0.1:9").start().await;
    let person = Person::with_app(&app, "ada").await;
    person
        .write("src/App.tsx", "import dayjs from 'dayjs'; export const App = () => <p>{String(dayjs())}</p>")
        .await;
    let id = person.create().await;
    let events = person.events(&id).await;
    let failure =
        events.last().unwrap()["event"]["deployment"]["failure"].as_str().unwrap_or_default().to_owned();
    assert!(failure.contains("dayjs") && failure.contains("cannot be reached"), "{events:#?}");
}

#[tokio::test]
async fn cancelling_leaves_the_live_address_as_it_was() {
    // The network accepts and never answers, so that the build waits.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let cdn = format!("http://{}", silent.local_addr().unwrap());
    let app = TestApp::builder().with("module_cdn_url", cdn).start().await;
    let person = Person::with_app(&app, "ada").await;
    let (first, _) = person.deploy().await;
    person
        .write("src/App.tsx", "import dayjs from 'dayjs'; export const App = () => <p>{String(dayjs())}</p>")
        .await;
    let (running, waiting) = (person.create().await, person.create().await);
    let (_socket, _) = silent.accept().await.expect("the build asks for a package");
    let ended = person.client.mutate(CANCEL, json!({ "id": waiting })).await;
    assert_eq!(ended["deployment"]["status"], "CANCELLED");
    assert_eq!(statuses(&person.events(&waiting).await), ["QUEUED", "CANCELLED"]);
    person.client.mutate(CANCEL, json!({ "id": running })).await;
    assert_eq!(statuses(&person.events(&running).await), ["QUEUED", "BUILDING", "CANCELLED"]);
    assert_eq!(person.project().await["liveDeployment"]["id"], *first);
    // What has ended stays as it is.
    let again = person.client.mutate(CANCEL, json!({ "id": first })).await;
    assert_eq!(again["deployment"]["status"], "READY");
}

#[tokio::test]
async fn a_restart_carries_on() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let cdn = format!("http://{}", silent.local_addr().unwrap());
    let mut app = TestApp::builder().with("module_cdn_url", cdn).start().await;
    let person = Person::with_app(&app, "ada").await;
    person.write("src/App.tsx", "import day from 'day'; export const App = () => <p>{day}</p>").await;
    let id = person.create().await;
    drop(silent.accept().await.expect("the build asks for a package"));
    app.restart().await;
    tokio::spawn(async move {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        while let Ok((mut socket, _)) = silent.accept().await {
            let mut request = [0; 4096];
            let _length = socket.read(&mut request).await;
            let body = "export default 'monday'";
            let head =
                format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
            let _sent = socket.write_all(format!("{head}{body}").as_bytes()).await;
        }
    });
    let events = person.events(&id).await;
    let told = statuses(&events);
    assert_eq!(told.last(), Some(&"READY"), "{events:#?}");
    assert_eq!(told.iter().filter(|status| **status == "READY").count(), 1);
    assert!(lines(&events).contains("begins anew"), "{events:#?}");
}

#[tokio::test]
async fn only_editors_deploy_and_strangers_see_nothing() {
    let app = TestApp::start().await;
    let person = Person::with_app(&app, "ada").await;
    let (id, _) = person.deploy().await;
    let viewer = app.signed_up("vera").await;
    let set = "mutation($project: ID!, $input: ProjectMemberSetInput!) { projectMemberSet(projectId: $project, \
         input: $input) { member { role } userErrors { code message } } }";
    let input = json!({ "email": viewer.email, "role": "VIEWER" });
    person.client.mutate(set, json!({ "project": person.project, "input": input })).await;
    let create = json!({ "project": person.project, "input": { "provider": "LOCAL" } });
    for (query, variables) in [
        (CREATE, create.clone()),
        (CANCEL, json!({ "id": id })),
        (PROMOTE, json!({ "id": id })),
        (WITHDRAW, json!({ "project": person.project })),
    ] {
        assert_eq!(viewer.refusal(query, variables).await, "FORBIDDEN", "{query}");
    }
    let seen = viewer.data(PROJECT, json!({ "project": person.project })).await;
    assert_eq!(seen["project"]["deployments"]["nodes"][0]["id"], *id);
    let stranger = app.signed_up("sam").await;
    for (query, variables) in [
        (CREATE, create),
        (CANCEL, json!({ "id": id })),
        (PROMOTE, json!({ "id": id })),
        (WITHDRAW, json!({ "project": person.project })),
    ] {
        assert_eq!(stranger.refusal(query, variables).await, "NOT_FOUND", "{query}");
    }
    let mut stream = stranger.subscribe(EVENTS, json!({ "id": id })).await;
    let refused = stream.next().await.expect("an answer");
    assert_eq!(refused["errors"][0]["extensions"]["code"], "NOT_FOUND", "{refused}");
}

#[tokio::test]
async fn there_must_be_something_to_deploy() {
    let app = TestApp::start().await;
    let person = Person::with_project(&app, "ada").await;
    let input = json!({ "provider": "LOCAL" });
    let refused = person.client.refusal(CREATE, json!({ "project": person.project, "input": input })).await;
    assert_eq!(refused, "REQUIRED");
    let input = json!({ "provider": "LOCAL", "versionId": "ver_00000000000000000000000000" });
    let answer = person.client.data(CREATE, json!({ "project": person.project, "input": input })).await;
    assert_eq!(answer["deploymentCreate"]["userErrors"][0]["field"], json!(["versionId"]), "{answer}");
}
