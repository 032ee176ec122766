//! Accounts: registering, signing in, staying so, and leaving.

use serde_json::{Value, json};

use crate::support::client::PASSWORD;
use crate::support::{Client, TestApp};

mod credentials;
mod people;
mod registration;
mod sessions;

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
    value.as_str().expect("a text").to_owned()
}

/// The codes and fields of a payload's problems.
fn problems(payload: &Value) -> Vec<(String, Value)> {
    let errors = payload["userErrors"].as_array().expect("errors");
    errors.iter().map(|error| (text(&error["code"]), error["field"].clone())).collect()
}

async fn is_signed_in(client: &Client) -> bool {
    let response = client.execute("{ viewer { id } }", json!({})).await;
    let code = &response["errors"][0]["extensions"]["code"];
    assert!(code.is_null() || code == "UNAUTHENTICATED", "{response:#}");
    response["data"]["viewer"]["id"].is_string()
}
