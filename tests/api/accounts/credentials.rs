//! Passwords.

use std::time::Duration;

use futures::future::join_all;
use serde_json::{Value, json};

use super::*;

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let app = TestApp::start().await;
    app.signed_up("ann").await;
    let wrong = app.client().data(LOGIN, credentials("ann@example.com", "not the password")).await;
    let unknown = app.client().data(LOGIN, credentials("eve@example.com", "not the password")).await;
    let nonsense = app.client().data(LOGIN, credentials("nonsense", &"x".repeat(5_000))).await;
    assert_eq!(wrong, unknown);
    assert_eq!(wrong, nonsense);
    assert_eq!(wrong["accountLogin"]["userErrors"][0]["code"], "WRONG_CREDENTIALS");
    assert_eq!(wrong["accountLogin"]["accessToken"], Value::Null);
    app.client().mutate(LOGIN, credentials("ANN@example.com", PASSWORD)).await;
}

#[tokio::test]
async fn guessing_a_password_is_slowed_down_for_the_guesser_alone() {
    let app = TestApp::start().await;
    app.signed_up("ann").await;
    app.signed_up("bob").await;
    let guess = |email: &'static str| {
        let client = app.client();
        async move { client.execute(LOGIN, credentials(email, "a wrong guess")).await }
    };
    let answers = join_all((0..14).map(|_| guess("ann@example.com"))).await;
    let limited: Vec<&Value> = answers.iter().filter(|answer| answer.get("errors").is_some()).collect();
    assert_eq!(limited.len(), 4, "ten guesses a minute, also when they come at once");
    let extensions = &limited[0]["errors"][0]["extensions"];
    assert_eq!(extensions["code"], "RATE_LIMITED");
    assert!(extensions["retryAfter"].as_u64().is_some_and(|seconds| (1..=6).contains(&seconds)));

    app.client().mutate(LOGIN, credentials("bob@example.com", PASSWORD)).await;
    app.clock.advance(Duration::from_mins(1));
    for _ in 0..20 {
        app.client().mutate(LOGIN, credentials("ann@example.com", PASSWORD)).await;
    }
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    let app = TestApp::start().await;
    let ann = app.signed_up("ann").await;
    let phone = sign_in(&app, "ann@example.com").await;
    let change =
        |current: &str, new: &str| json!({ "input": { "currentPassword": current, "newPassword": new } });
    let wrong = ann.data(CHANGE, change("a wrong guess", "another long password")).await;
    let expected = [("WRONG_CREDENTIALS".to_owned(), json!(["currentPassword"]))];
    assert_eq!(problems(&wrong["passwordChange"]), expected);
    let weak = ann.data(CHANGE, change(PASSWORD, "Password123")).await;
    assert_eq!(problems(&weak["passwordChange"]), [("INVALID".to_owned(), json!(["newPassword"]))]);
    let own = ann.data(CHANGE, change(PASSWORD, "ANN@example.com")).await;
    assert_eq!(problems(&own["passwordChange"]), [("INVALID".to_owned(), json!(["newPassword"]))]);
    assert!(is_signed_in(&phone).await);

    ann.mutate(CHANGE, change(PASSWORD, "another long password")).await;
    assert!(is_signed_in(&ann).await);
    assert!(!is_signed_in(&phone).await);
    assert_eq!(
        app.client().refusal(LOGIN, credentials("ann@example.com", PASSWORD)).await,
        "WRONG_CREDENTIALS"
    );
    app.client().mutate(LOGIN, credentials("ann@example.com", "another long password")).await;
}

#[tokio::test]
async fn confirming_a_password_is_no_way_to_guess_it() {
    let app = TestApp::start().await;
    let ann = app.signed_up("ann").await;
    for _ in 0..10 {
        assert_eq!(ann.refusal(DELETE, json!({ "password": "a wrong guess" })).await, "WRONG_CREDENTIALS");
    }
    assert_eq!(ann.error_code(DELETE, json!({ "password": PASSWORD })).await, "RATE_LIMITED");
}

#[tokio::test]
async fn a_stored_password_is_brought_up_to_date_at_sign_in() {
    use maquette::db::Sql as _;
    let app = TestApp::start().await;
    app.signed_up("ann").await;
    // Of an earlier time: 4 MiB, one pass.
    let weak = argon2::Argon2::new(
        argon2::Algorithm::Argon2id,
        argon2::Version::V0x13,
        argon2::Params::new(4096, 1, 1, None).expect("valid"),
    );
    let weak = argon2::PasswordHasher::hash_password_with_salt(&weak, PASSWORD.as_bytes(), &[7; 16]);
    let weak = weak.expect("hashed").to_string();
    let stored = weak.as_str();
    let replace = |tx: maquette::db::Tx| async move {
        tx.run("UPDATE users SET password_hash = $1", vec![stored.into()]).await
    };
    assert_eq!(app.app.db.transact(replace).await.expect("stored"), 1);
    let count = async || {
        let sql = "SELECT id FROM users WHERE password_hash LIKE '$argon2id$v=19$m=19456,t=2,p=1$%'";
        #[derive(sea_orm::FromQueryResult)]
        struct Row {
            #[allow(dead_code)]
            id: maquette::ids::UserId,
        }
        app.app.db.read().rows::<Row>(sql, vec![]).await.expect("rows").len()
    };
    assert_eq!(count().await, 0);
    sign_in(&app, "ann@example.com").await;
    assert_eq!(count().await, 1);
    sign_in(&app, "ann@example.com").await;
}
