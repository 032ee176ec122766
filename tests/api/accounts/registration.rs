//! Registering, and who becomes an admin.

use std::time::Duration;

use futures::future::join_all;
use serde_json::{Value, json};

use super::*;

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
