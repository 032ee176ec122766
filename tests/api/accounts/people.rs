//! Changing and deleting an account; who sees whom.

use std::collections::HashSet;

use futures::future::join_all;
use serde_json::{Value, json};

use super::*;

const CREATE_PROJECT: &str = "mutation { projectCreate(input: { name: \"Habits\" }) \
    { project { id } userErrors { code message field } } }";
const SET_MEMBER: &str = "mutation($id: ID!, $email: String!, $role: ProjectRole!) \
    { projectMemberSet(projectId: $id, input: { email: $email, role: $role }) { userErrors { code message field } } }";
const PROJECT: &str = "query($id: ID!) { project(id: $id) { viewerRole owner { id email displayName sessions { id } } \
    members { nodes { role user { id email sessions { id } } } } } }";

async fn project_of(owner: &Client, members: &[(&Client, &str)]) -> String {
    let project = text(&owner.mutate(CREATE_PROJECT, json!({})).await["project"]["id"]);
    for (member, role) in members {
        let variables = json!({ "id": project, "email": member.email, "role": role });
        owner.mutate(SET_MEMBER, variables).await;
    }
    project
}

#[tokio::test]
async fn a_person_changes_their_name_and_address() {
    let app = TestApp::start().await;
    let ann = app.signed_up("ann").await;
    app.signed_up("bob").await;
    let update = |input: Value| ann.data(UPDATE, json!({ "input": input }));
    let changed = ann.mutate(UPDATE, json!({ "input": { "displayName": " Ann Lee " } })).await;
    assert_eq!(changed["user"], json!({ "email": "ann@example.com", "displayName": "Ann Lee" }));
    let changed = ann.mutate(UPDATE, json!({ "input": { "email": "Ann.Lee@example.org" } })).await;
    assert_eq!(changed["user"], json!({ "email": "Ann.Lee@example.org", "displayName": "Ann Lee" }));
    ann.mutate(UPDATE, json!({ "input": { "email": "ann.lee@Example.org" } })).await;
    let refused = update(json!({ "email": "BOB@example.com", "displayName": "Somebody" })).await;
    assert_eq!(problems(&refused["accountUpdate"]), [("TAKEN".to_owned(), json!(["email"]))]);
    let refused = update(json!({ "email": "", "displayName": " " })).await;
    let expected =
        [("REQUIRED".to_owned(), json!(["displayName"])), ("REQUIRED".to_owned(), json!(["email"]))];
    assert_eq!(problems(&refused["accountUpdate"]), expected);
    let viewer = ann.data(VIEWER, json!({})).await["viewer"].clone();
    assert_eq!(viewer["displayName"], "Ann Lee", "a refused change changes nothing");
    assert_eq!(app.client().error_code(UPDATE, json!({ "input": {} })).await, "UNAUTHENTICATED");
    assert_eq!(
        app.client().refusal(LOGIN, credentials("ann@example.com", PASSWORD)).await,
        "WRONG_CREDENTIALS"
    );
    sign_in(&app, "ann.lee@example.org").await;
}

#[tokio::test]
async fn a_deleted_account_is_gone_at_once() {
    let app = TestApp::start().await;
    let ann = app.signed_up("ann").await;
    let phone = sign_in(&app, "ann@example.com").await;
    assert_eq!(ann.refusal(DELETE, json!({ "password": "a wrong guess" })).await, "WRONG_CREDENTIALS");
    let payload = ann.mutate(DELETE, json!({ "password": PASSWORD })).await;
    assert_eq!(payload["deletedId"], json!(ann.user_id));
    assert!(!is_signed_in(&ann).await);
    assert!(!is_signed_in(&phone).await);
    let ended = refresh(&app.client(), ann.refresh_token.as_deref().expect("a token")).await;
    assert_eq!(problems(&ended)[0].0, "WRONG_CREDENTIALS");
    assert_eq!(
        app.client().refusal(LOGIN, credentials("ann@example.com", PASSWORD)).await,
        "WRONG_CREDENTIALS"
    );
    let anew = app.signed_up("ann").await;
    assert_ne!(anew.user_id, ann.user_id);
}

#[tokio::test]
async fn people_of_a_project_see_each_others_addresses_but_no_sessions() {
    let app = TestApp::start().await;
    let (ann, bob) = (app.signed_up("ann").await, app.signed_up("bob").await);
    let project = project_of(&ann, &[(&bob, "VIEWER")]).await;
    let seen = bob.data(PROJECT, json!({ "id": project })).await["project"].clone();
    assert_eq!(seen["owner"]["email"], "ann@example.com");
    assert_eq!(seen["owner"]["sessions"], Value::Null);
    let emails: HashSet<String> = seen["members"]["nodes"]
        .as_array()
        .expect("members")
        .iter()
        .map(|member| text(&member["user"]["email"]))
        .collect();
    assert_eq!(emails, ["ann@example.com".to_owned(), "bob@example.com".to_owned()].into());
}

#[tokio::test]
async fn people_are_visible_to_those_they_work_with() {
    let app = TestApp::start().await;
    let names = ["ann", "bob", "eve"];
    let [ann, bob, eve] =
        join_all(names.map(|name| app.signed_up(name))).await.try_into().ok().expect("three");
    project_of(&ann, &[(&bob, "VIEWER")]).await;
    for (viewer, other, visible) in
        [(&ann, &ann, true), (&ann, &bob, true), (&bob, &ann, true), (&eve, &ann, false), (&ann, &eve, false)]
    {
        let actor =
            maquette::accounts::authenticate(&app.app, viewer.token.as_deref().expect("a token")).await;
        let id = <maquette::ids::UserId as maquette::ids::Id>::parse(&other.user_id).expect("an id");
        let found = maquette::accounts::find(&app.app, &actor.expect("signed in").0, id).await.expect("read");
        assert_eq!(found.is_some(), visible, "{} sees {}", viewer.email, other.email);
    }
}

#[tokio::test]
async fn looking_for_addresses_to_invite_is_slowed_down() {
    let app = TestApp::builder().with("limits.failed_sign_ins_per_client", "2").start().await;
    let ann = app.signed_up("ann").await;
    let bob = app.signed_up("bob").await;
    let project = project_of(&ann, &[]).await;
    let invite = |email: &str| json!({ "id": project, "email": email, "role": "VIEWER" });
    for nobody in ["x@example.com", "y@example.com"] {
        assert_eq!(ann.refusal(SET_MEMBER, invite(nobody)).await, "NOT_FOUND");
    }
    assert_eq!(ann.error_code(SET_MEMBER, invite("z@example.com")).await, "RATE_LIMITED");
    project_of(&bob, &[(&ann, "EDITOR")]).await;
}

#[tokio::test]
async fn projects_of_a_deleted_account_pass_on_or_go() {
    let app = TestApp::start().await;
    let names = ["ann", "vic", "eda", "eli"];
    let [ann, vic, eda, eli] =
        join_all(names.map(|name| app.signed_up(name))).await.try_into().ok().expect("four");
    let alone = project_of(&ann, &[]).await;
    let edited = project_of(&ann, &[(&vic, "VIEWER"), (&eda, "EDITOR"), (&eli, "EDITOR")]).await;
    let viewed = project_of(&ann, &[(&vic, "VIEWER"), (&eli, "VIEWER")]).await;
    let joined = project_of(&eli, &[(&ann, "EDITOR")]).await;
    ann.mutate(DELETE, json!({ "password": PASSWORD })).await;

    let see = async |client: &Client, id: &String| {
        client.data(PROJECT, json!({ "id": id })).await["project"].clone()
    };
    for client in [&vic, &eda, &eli] {
        assert_eq!(see(client, &alone).await, Value::Null);
    }
    let seen = see(&eda, &edited).await;
    assert_eq!(seen["viewerRole"], "OWNER", "who has edited it longest");
    assert_eq!(seen["owner"]["id"], json!(eda.user_id));
    assert_eq!(seen["members"]["nodes"].as_array().expect("members").len(), 3);
    assert_eq!(see(&vic, &edited).await["viewerRole"], "VIEWER");
    assert_eq!(see(&vic, &viewed).await["viewerRole"], "OWNER", "who has viewed it longest");
    let seen = see(&eli, &joined).await;
    assert_eq!(seen["members"]["nodes"].as_array().expect("members").len(), 1);
}
