//! Accounts: registering, signing in, staying so, and leaving.

use std::collections::HashSet;
use std::time::Duration;

use futures::future::join_all;
use serde_json::{Value, json};

use crate::support::client::PASSWORD;
use crate::support::{Client, TestApp};

const REGISTER: &str = "mutation($input: AccountRegisterInput!) { accountRegister(input: $input) \
    { accessToken refreshToken expiresAt user { id email displayName role } userErrors { code message field } } }";
const LOGIN: &str = "mutation($input: AccountLoginInput!) { accountLogin(input: $input) \
    { accessToken refreshToken expiresAt user { id email sessions { id current } } userErrors { code message field } } }";
const REFRESH: &str = "mutation($token: String!) { sessionRefresh(refreshToken: $token) \
    { accessToken refreshToken user { id email } userErrors { code message field } } }";
const REVOKE: &str = "mutation($id: ID, $all: Boolean) { sessionRevoke(id: $id, all: $all) \
    { revoked userErrors { code message field } } }";
const UPDATE: &str = "mutation($input: AccountUpdateInput!) { accountUpdate(input: $input) \
    { user { email displayName } userErrors { code message field } } }";
const CHANGE: &str = "mutation($input: PasswordChangeInput!) { passwordChange(input: $input) \
    { user { id } userErrors { code message field } } }";
const DELETE: &str = "mutation($password: String!) { accountDelete(password: $password) \
    { deletedId userErrors { code message field } } }";
const VIEWER: &str = "{ viewer { id email displayName role createdAt sessions \
    { id current userAgent createdAt lastUsedAt } } }";

fn registration(email: &str) -> Value {
    json!({ "input": { "email": email, "password": PASSWORD } })
}

fn credentials(email: &str, password: &str) -> Value {
    json!({ "input": { "email": email, "password": password } })
}

/// Another device of the same person.
async fn sign_in(app: &TestApp, email: &str) -> Client {
    let mut client = app.client();
    let payload = client.mutate(LOGIN, credentials(email, PASSWORD)).await;
    client.email = email.to_owned();
    keep_tokens(&mut client, &payload);
    client
}

fn keep_tokens(client: &mut Client, payload: &Value) {
    client.user_id = payload["user"]["id"].as_str().expect("an id").to_owned();
    client.token = Some(payload["accessToken"].as_str().expect("a token").to_owned());
    client.refresh_token = Some(payload["refreshToken"].as_str().expect("a token").to_owned());
}

async fn refresh(client: &Client, token: &str) -> Value {
    client.data(REFRESH, json!({ "token": token })).await["sessionRefresh"].clone()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

/// The codes and fields of a payload's problems.
fn problems(payload: &Value) -> Vec<(String, Value)> {
    let errors = payload["userErrors"].as_array().expect("errors");
    errors.iter().map(|error| (text(&error["code"]), error["field"].clone())).collect()
}

async fn is_signed_in(client: &Client) -> bool {
    let response = client.execute("{ viewer { id } }", json!({})).await;
    match response["errors"][0]["extensions"]["code"].as_str() {
        None => response["data"]["viewer"]["id"].is_string(),
        Some("UNAUTHENTICATED") => false,
        Some(code) => panic!("unexpected {code}"),
    }
}

#[tokio::test]
async fn a_person_registers_and_is_signed_in() {
    let app = TestApp::start().await;
    let mut client = app.client();
    let payload = client.mutate(REGISTER, registration(" Ann.Lee@Example.com ")).await;
    assert_eq!(payload["user"]["email"], "Ann.Lee@Example.com", "the new user sees their own address");
    assert_eq!(payload["user"]["displayName"], "Ann.Lee");
    keep_tokens(&mut client, &payload);
    let viewer = client.data(VIEWER, json!({})).await["viewer"].clone();
    assert_eq!(viewer["id"], payload["user"]["id"]);
    assert_eq!(viewer["email"], "Ann.Lee@Example.com");
    let sessions = viewer["sessions"].as_array().expect("sessions");
    assert_eq!(sessions.len(), 1);
    assert_eq!(sessions[0]["current"], true);
    assert_eq!(app.client().data(VIEWER, json!({})).await["viewer"], Value::Null);
}

#[tokio::test]
async fn everything_wrong_with_a_registration_is_named_at_once() {
    let app = TestApp::start().await;
    let input = json!({ "email": "nobody", "password": "short", "displayName": "a\nb" });
    let payload = app.client().data(REGISTER, json!({ "input": input })).await["accountRegister"].clone();
    let expected = [
        ("INVALID".to_owned(), json!(["email"])),
        ("TOO_SHORT".to_owned(), json!(["password"])),
        ("INVALID".to_owned(), json!(["displayName"])),
    ];
    assert_eq!(problems(&payload), expected);
    assert_eq!(payload["user"], Value::Null);
    assert_eq!(payload["accessToken"], Value::Null);
}

#[tokio::test]
async fn an_address_has_one_account_however_it_is_written() {
    let app = TestApp::start().await;
    app.client().mutate(REGISTER, registration("Zo\u{eb}@Bücher.example")).await;
    for same in ["zo\u{eb}@bücher.example", "ZOE\u{308}@BÜCHER.example", "zoë@xn--bcher-kva.example"] {
        let payload = app.client().data(REGISTER, registration(same)).await["accountRegister"].clone();
        assert_eq!(problems(&payload), [("TAKEN".to_owned(), json!(["email"]))], "{same}");
        let signed_in = app.client().mutate(LOGIN, credentials(same, PASSWORD)).await;
        assert_eq!(signed_in["user"]["email"], "Zo\u{eb}@Bücher.example");
    }
}

#[tokio::test]
async fn several_registrations_of_one_address_make_one_account() {
    let app = TestApp::start().await;
    let tries = (0..8).map(|_| {
        let client = app.client();
        async move { client.data(REGISTER, registration("ann@example.com")).await["accountRegister"].clone() }
    });
    let payloads = join_all(tries).await;
    let made = payloads.iter().filter(|payload| payload["user"]["id"].is_string()).count();
    assert_eq!(made, 1);
    let refused = payloads.iter().filter(|payload| payload["userErrors"][0]["code"] == "TAKEN").count();
    assert_eq!(refused, 7);
}

#[tokio::test]
async fn on_a_loopback_address_exactly_one_first_account_is_the_admins() {
    let app = TestApp::start().await;
    let tries = (0..8).map(|n| {
        let client = app.client();
        async move { client.mutate(REGISTER, registration(&format!("u{n}@example.com"))).await }
    });
    let payloads = join_all(tries).await;
    let admins = payloads.iter().filter(|payload| payload["user"]["role"] == "ADMIN").count();
    assert_eq!(admins, 1);
}

#[tokio::test]
async fn on_a_public_address_an_admin_needs_the_setup_code() {
    let app = TestApp::builder().with("public_url", "https://maquette.example").start().await;
    let code = maquette::accounts::setup_code(&app.app).await.expect("no error").expect("a code");
    let first = app.client().mutate(REGISTER, registration("first@example.com")).await;
    assert_eq!(first["user"]["role"], "USER", "being first is not enough");

    let with_code = |email: &str, code: &str| json!({ "input": { "email": email, "password": PASSWORD, "setupCode": code } });
    let wrong = app.client().data(REGISTER, with_code("eve@example.com", "AAAAA-AAAAA-AAAAA-AAAAA")).await;
    assert_eq!(problems(&wrong["accountRegister"]), [("INVALID".to_owned(), json!(["setupCode"]))]);

    let tries = (0..6).map(|n| {
        let (client, input) =
            (app.client(), with_code(&format!("boss{n}@example.com"), &code.to_lowercase()));
        async move { client.data(REGISTER, input).await["accountRegister"].clone() }
    });
    let payloads = join_all(tries).await;
    let admins = payloads.iter().filter(|payload| payload["user"]["role"] == "ADMIN").count();
    assert_eq!(admins, 1, "the code is good for one");
    assert_eq!(maquette::accounts::setup_code(&app.app).await.expect("no error"), None);
    let late = app.client().data(REGISTER, with_code("late@example.com", &code)).await;
    assert_eq!(problems(&late["accountRegister"]), [("INVALID".to_owned(), json!(["setupCode"]))]);
}

#[tokio::test]
async fn where_registration_is_closed_admins_create_accounts() {
    let app = TestApp::builder().with("registration", "closed").start().await;
    let admin = app.signed_up("admin").await;
    assert_eq!(app.client().refusal(REGISTER, registration("eve@example.com")).await, "FORBIDDEN");

    let payload = admin.mutate(REGISTER, registration("bob@example.com")).await;
    assert_eq!(payload["user"]["role"], "USER");
    assert_eq!(payload["accessToken"], Value::Null, "an admin does not become somebody else");
    assert_eq!(payload["refreshToken"], Value::Null);
    assert_eq!(payload["expiresAt"], Value::Null);
    let bob = sign_in(&app, "bob@example.com").await;
    assert_eq!(bob.refusal(REGISTER, registration("friend@example.com")).await, "FORBIDDEN");
    assert_eq!(bob.data(VIEWER, json!({})).await["viewer"]["sessions"].as_array().expect("some").len(), 1);
}

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
async fn finding_out_who_has_an_account_is_slowed_down() {
    let app = TestApp::builder().with("limits.failed_sign_ins_per_client", "3").start().await;
    let ann = app.signed_up("ann").await;
    for _ in 0..3 {
        assert_eq!(app.client().refusal(REGISTER, registration("ann@example.com")).await, "TAKEN");
    }
    assert_eq!(app.client().error_code(REGISTER, registration("eve@example.com")).await, "RATE_LIMITED");
    assert_eq!(
        app.client().error_code(LOGIN, credentials("eve@example.com", PASSWORD)).await,
        "RATE_LIMITED",
        "all ways to find out are counted together"
    );
    assert!(is_signed_in(&ann).await, "who is signed in is not affected");
}

#[tokio::test]
async fn registering_many_accounts_is_slowed_down() {
    let app = TestApp::builder().with("limits.registrations_per_client", "2").start().await;
    app.signed_up("ann").await;
    app.signed_up("bob").await;
    assert_eq!(app.client().error_code(REGISTER, registration("eve@example.com")).await, "RATE_LIMITED");
    app.clock.advance(Duration::from_secs(30));
    app.signed_up("eve").await;
}

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
        let found = maquette::accounts::find(&app.app, &actor.expect("signed in"), id).await.expect("read");
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

#[tokio::test]
async fn an_operator_creates_admins_and_resets_passwords() {
    let app = TestApp::builder().with("public_url", "https://maquette.example").start().await;
    let maquette = |arguments: &[&str], input: &'static str| {
        let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_maquette"));
        command.current_dir(app.folder()).args(arguments).env_clear();
        for (name, value) in app.settings() {
            command.env(name.to_uppercase(), value);
        }
        command.stdin(std::process::Stdio::piped());
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        async move {
            let mut child = command.spawn().expect("it starts");
            let mut stdin = child.stdin.take().expect("an input");
            tokio::io::AsyncWriteExt::write_all(&mut stdin, input.as_bytes()).await.expect("written");
            drop(stdin);
            let output = child.wait_with_output().await.expect("an output");
            let text = |bytes| String::from_utf8(bytes).expect("text");
            (output.status.success(), text(output.stdout), text(output.stderr))
        }
    };
    let create = ["admin", "create", "--email", "Boss@example.com", "--name", "The Boss"];
    let (created, output, _) = maquette(&create, "").await;
    assert!(created);
    let password = output.lines().find_map(|line| line.strip_prefix("Password: ")).expect("a password");
    let payload = app.client().mutate(LOGIN, credentials("boss@example.com", password)).await;
    let mut boss = app.client();
    keep_tokens(&mut boss, &payload);
    let viewer = boss.data(VIEWER, json!({})).await["viewer"].clone();
    assert_eq!((&viewer["role"], &viewer["displayName"]), (&json!("ADMIN"), &json!("The Boss")));

    let (again, _, complaint) = maquette(&create, "").await;
    assert!(!again && complaint.contains("Another account has this address"), "{complaint}");
    let reset = ["admin", "reset-password", "--email", "boss@example.com", "--password-stdin"];
    let (reset_to_weak, _, complaint) = maquette(&reset, "password123\n").await;
    assert!(!reset_to_weak && complaint.contains("guessed first"), "{complaint}");
    let (reset, output, _) = maquette(&reset, "typed by the operator\n").await;
    assert!(reset && !output.contains("Password:"), "{output}");
    app.client().mutate(LOGIN, credentials("boss@example.com", "typed by the operator")).await;
    assert_eq!(
        app.client().refusal(LOGIN, credentials("boss@example.com", password)).await,
        "WRONG_CREDENTIALS"
    );
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert!(!is_signed_in(&boss).await, "another process ended the session: a second later it is known");
    let nobody = ["admin", "reset-password", "--email", "nobody@example.com"];
    assert!(maquette(&nobody, "").await.2.contains("There is no such account."));
}
