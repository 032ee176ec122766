//! Tokens and sessions.

use std::collections::HashSet;
use std::time::Duration;

use futures::future::join_all;
use serde_json::{Value, json};

use super::*;

#[tokio::test]
async fn an_access_token_ends_after_fifteen_minutes() {
    let app = TestApp::start().await;
    let mut ann = app.signed_up("ann").await;
    app.clock.advance(Duration::from_mins(14));
    assert!(is_signed_in(&ann).await);
    app.clock.advance(Duration::from_secs(66));
    assert!(!is_signed_in(&ann).await);
    let old = ann.refresh_token.clone().expect("a token");
    let payload = refresh(&app.client(), &old).await;
    keep_tokens(&mut ann, &payload);
    assert_eq!(payload["user"]["email"], "ann@example.com");
    assert!(is_signed_in(&ann).await);
    assert_ne!(ann.refresh_token.as_deref(), Some(old.as_str()));
}

#[tokio::test]
async fn a_token_that_is_not_ours_is_refused_with_401() {
    let app = TestApp::start().await;
    let mut ann = app.signed_up("ann").await;
    let token = ann.token.take().expect("a token");
    let other = TestApp::start().await.signed_up("ann").await.token.expect("a token");
    for (scheme, wrong) in [
        ("Bearer", other.as_str()),
        ("Bearer", &token[..token.len() - 3]),
        ("Bearer", "eyJhbGciOiJub25lIn0.e30."),
        ("Bearer", ""),
        ("Basic", &token),
    ] {
        let request =
            ann.http().post(ann.url("/graphql")).header("authorization", format!("{scheme} {wrong}"));
        let response =
            request.json(&json!({ "query": "{ viewer { id } }" })).send().await.expect("an answer");
        assert_eq!(response.status(), 401, "{scheme} {wrong}");
    }
    ann.token = Some(token);
    assert!(is_signed_in(&ann).await);
}

#[tokio::test]
async fn a_session_slides_for_thirty_days() {
    let app = TestApp::start().await;
    let mut ann = app.signed_up("ann").await;
    for _ in 0..3 {
        app.clock.advance(Duration::from_hours(29 * 24));
        let payload = refresh(&app.client(), ann.refresh_token.as_deref().expect("a token")).await;
        keep_tokens(&mut ann, &payload);
    }
    app.clock.advance(Duration::from_hours(30 * 24 + 1));
    let late = refresh(&app.client(), ann.refresh_token.as_deref().expect("a token")).await;
    assert_eq!(problems(&late), [("WRONG_CREDENTIALS".to_owned(), json!(["refreshToken"]))]);
    assert_eq!(maquette::accounts::sweep(&app.app).await.expect("swept"), 1);
}

#[tokio::test]
async fn the_reuse_of_a_replaced_token_ends_the_session() {
    let app = TestApp::start().await;
    let mut ann = app.signed_up("ann").await;
    let other_device = sign_in(&app, "ann@example.com").await;
    let stolen = ann.refresh_token.clone().expect("a token");
    let payload = refresh(&app.client(), &stolen).await;
    keep_tokens(&mut ann, &payload);
    assert!(is_signed_in(&ann).await);

    app.clock.advance(Duration::from_secs(11));
    let thief = refresh(&app.client(), &stolen).await;
    assert_eq!(problems(&thief)[0].0, "WRONG_CREDENTIALS");
    assert_eq!(thief["accessToken"], Value::Null);
    assert!(!is_signed_in(&ann).await, "the access token of the family is worth nothing any more");
    let owner = refresh(&app.client(), ann.refresh_token.as_deref().expect("a token")).await;
    assert_eq!(problems(&owner)[0].0, "WRONG_CREDENTIALS");
    assert!(is_signed_in(&other_device).await, "another session is another family");
}

#[tokio::test]
async fn a_lost_answer_costs_nothing() {
    let app = TestApp::start().await;
    let ann = app.signed_up("ann").await;
    let token = ann.refresh_token.clone().expect("a token");
    let lost = refresh(&app.client(), &token).await;
    app.clock.advance(Duration::from_secs(9));
    let again = refresh(&app.client(), &token).await;
    assert_eq!(again["refreshToken"], lost["refreshToken"], "there is one good token at a time");
    let next = refresh(&app.client(), &text(&again["refreshToken"])).await;
    assert!(next["accessToken"].is_string());

    // Who used the successor had got the answer: the first token comes from somebody else.
    let thief = refresh(&app.client(), &token).await;
    assert_eq!(problems(&thief)[0].0, "WRONG_CREDENTIALS");
    let owner = refresh(&app.client(), &text(&next["refreshToken"])).await;
    assert_eq!(problems(&owner)[0].0, "WRONG_CREDENTIALS");
}

#[tokio::test]
async fn refreshes_at_the_same_moment_all_leave_a_working_token() {
    let app = TestApp::start().await;
    let ann = app.signed_up("ann").await;
    let mut token = ann.refresh_token.clone().expect("a token");
    for _ in 0..5 {
        let tries = (0..6).map(|_| {
            let (client, token) = (app.client(), token.clone());
            async move { refresh(&client, &token).await }
        });
        let payloads = join_all(tries).await;
        let given: HashSet<String> = payloads.iter().map(|payload| text(&payload["refreshToken"])).collect();
        assert_eq!(given.len(), 1, "{payloads:?}");
        for payload in &payloads {
            let mut tab = app.client();
            keep_tokens(&mut tab, payload);
            assert!(is_signed_in(&tab).await);
        }
        token = given.into_iter().next().expect("a token");
    }
}

#[tokio::test]
async fn nonsense_is_no_refresh_token() {
    let app = TestApp::start().await;
    let ann = app.signed_up("ann").await;
    let flipped = ann.refresh_token.clone().expect("a token").chars().rev().collect::<String>();
    for wrong in ["", "nonsense", &"A".repeat(43), &flipped, ann.token.as_deref().expect("a token")] {
        let payload = refresh(&app.client(), wrong).await;
        assert_eq!(
            problems(&payload),
            [("WRONG_CREDENTIALS".to_owned(), json!(["refreshToken"]))],
            "{wrong}"
        );
    }
    assert!(is_signed_in(&ann).await);
}

#[tokio::test]
async fn sessions_are_listed_and_end_one_by_one() {
    let app = TestApp::start().await;
    let laptop = app.signed_up("ann").await;
    app.clock.advance(Duration::from_secs(1));
    let phone = sign_in(&app, "ann@example.com").await;
    app.clock.advance(Duration::from_secs(1));
    let tablet = sign_in(&app, "ann@example.com").await;
    let sessions = phone.data(VIEWER, json!({})).await["viewer"]["sessions"].clone();
    let current: Vec<bool> =
        sessions.as_array().expect("sessions").iter().map(|session| session["current"] == true).collect();
    assert_eq!(current, [false, true, false], "the one used last first");

    let id = &sessions[0]["id"];
    let payload = laptop.mutate(REVOKE, json!({ "id": id })).await;
    assert_eq!(payload["revoked"], 1);
    assert!(!is_signed_in(&tablet).await, "at once");
    let again = laptop.data(REVOKE, json!({ "id": id })).await["sessionRevoke"].clone();
    assert_eq!(problems(&again), [("NOT_FOUND".to_owned(), Value::Null)]);
    assert_eq!(again["revoked"], 0);

    assert_eq!(phone.mutate(REVOKE, json!({})).await["revoked"], 1);
    assert!(!is_signed_in(&phone).await);
    let ended = refresh(&app.client(), phone.refresh_token.as_deref().expect("a token")).await;
    assert_eq!(problems(&ended)[0].0, "WRONG_CREDENTIALS");
    assert!(is_signed_in(&laptop).await);
}

#[tokio::test]
async fn all_sessions_end_together_and_nobody_elses() {
    let app = TestApp::start().await;
    let ann = app.signed_up("ann").await;
    let phone = sign_in(&app, "ann@example.com").await;
    let bob = app.signed_up("bob").await;
    let bobs = bob.data(VIEWER, json!({})).await["viewer"]["sessions"][0]["id"].clone();
    assert_eq!(ann.refusal(REVOKE, json!({ "id": bobs })).await, "NOT_FOUND");
    assert_eq!(ann.error_code(REVOKE, json!({ "id": ann.user_id })).await, "BAD_USER_INPUT");
    assert_eq!(ann.error_code(REVOKE, json!({ "id": bobs, "all": true })).await, "BAD_USER_INPUT");
    assert_eq!(app.client().error_code(REVOKE, json!({})).await, "UNAUTHENTICATED");
    assert_eq!(ann.mutate(REVOKE, json!({ "all": true })).await["revoked"], 2);
    assert!(!is_signed_in(&ann).await);
    assert!(!is_signed_in(&phone).await);
    assert!(is_signed_in(&bob).await);
}

#[tokio::test]
async fn a_session_tells_its_device_and_its_last_use() {
    let app = TestApp::start().await;
    let ann = app.signed_up("ann").await;
    let login = json!({ "query": LOGIN, "variables": credentials("ann@example.com", PASSWORD) });
    let request = ann.http().post(ann.url("/graphql")).header("user-agent", "Fire\tfox/".repeat(40));
    request.json(&login).send().await.expect("an answer");
    let session = async |place: usize| ann.data(VIEWER, json!({})).await["viewer"]["sessions"][place].clone();
    let agent = text(&session(0).await["userAgent"]);
    assert_eq!(agent.chars().count(), 200);
    assert!(agent.starts_with("Firefox/Firefox/"), "{agent}");

    let before = text(&session(1).await["lastUsedAt"]);
    app.clock.advance(Duration::from_mins(2));
    for attempt in 0.. {
        // The one in use is noticed within a second, written down soon after, and comes first then.
        let session = session(0).await;
        if session["current"] == true {
            assert!(text(&session["lastUsedAt"]) > before);
            assert_eq!(session["createdAt"].as_str(), Some(before.as_str()));
            break;
        }
        assert!(attempt < 100, "the last use was never written down");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn the_session_used_longest_ago_makes_room() {
    let app = TestApp::builder().with("limits.sessions_per_account", "2").start().await;
    let first = app.signed_up("ann").await;
    app.clock.advance(Duration::from_secs(1));
    let second = sign_in(&app, "ann@example.com").await;
    app.clock.advance(Duration::from_secs(1));
    let third = sign_in(&app, "ann@example.com").await;
    assert!(!is_signed_in(&first).await);
    assert!(is_signed_in(&second).await);
    assert!(is_signed_in(&third).await);
}

#[tokio::test]
async fn sessions_outlive_the_server() {
    let mut app = TestApp::start().await;
    let ann = app.signed_up("ann").await;
    let phone = sign_in(&app, "ann@example.com").await;
    phone.mutate(REVOKE, json!({})).await;
    app.restart().await;
    assert!(is_signed_in(&ann).await);
    assert!(!is_signed_in(&phone).await);
    let payload = refresh(&app.client(), ann.refresh_token.as_deref().expect("a token")).await;
    assert!(payload["accessToken"].is_string());
}
