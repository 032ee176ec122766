//! GraphQL over HTTP: media types, statuses, what is refused and how.

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::support::{Client, TestApp};

const GRAPHQL: &str = "application/graphql-response+json";

async fn post(client: &Client, headers: &[(&str, &str)], body: impl Into<String>) -> Response {
    let mut request = client.http().post(client.url("/graphql")).body(body.into());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.expect("an answer")
}

fn media_type(response: &Response) -> String {
    response.headers()["content-type"].to_str().expect("text").to_owned()
}

#[tokio::test]
async fn clients_get_the_media_type_they_accept() {
    let app = TestApp::start().await;
    let client = app.client();
    let json = ("content-type", "application/json");
    let body = json!({ "query": "{ server { version } }" }).to_string();
    for (accept, expected) in [
        (GRAPHQL, GRAPHQL),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("application/json;q=0.2, application/graphql-response+json", GRAPHQL),
    ] {
        let response = post(&client, &[json, ("accept", accept)], &*body).await;
        assert_eq!(response.status(), 200);
        assert_eq!(media_type(&response), format!("{expected}; charset=utf-8"), "{accept}");
    }
    assert_eq!(post(&client, &[json, ("accept", "text/html")], &*body).await.status(), 406);
    for refused in ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1"] {
        let response = post(&client, &[("content-type", refused)], &*body).await;
        assert_eq!(response.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "{refused}");
    }
    let response = post(&client, &[("content-type", "Application/JSON ; charset=\"UTF-8\"")], &*body).await;
    assert_eq!(response.status(), 200);
}

#[tokio::test]
async fn a_request_that_cannot_be_executed_has_no_data() {
    let app = TestApp::start().await;
    let client = app.client();
    let json = ("content-type", "application/json");
    for (body, status) in [
        (json!({ "query": "{ nothing }" }), 200),
        (json!({ "query": "{" }), 200),
        (json!({ "query": "query($a: Int!) { server { version } node(id: $a) { id } }" }), 200),
        (json!({ "query": 1 }), 400),
        (json!({}), 400),
        (json!([{ "query": "{ server { version } }" }]), 400),
        (json!({ "query": "{ server { version } }", "variables": [1] }), 400),
        (json!({ "query": "subscription { previewEvents(projectId: \"x\") { cursor } }" }), 400),
    ] {
        for (accept, status) in [("application/json", status), (GRAPHQL, 400)] {
            let response = post(&client, &[json, ("accept", accept)], body.to_string()).await;
            assert_eq!(response.status(), status, "{body}");
            let answer: Value = response.json().await.expect("JSON");
            assert!(answer.get("data").is_none(), "{answer:#}");
            assert!(answer["errors"][0]["extensions"]["code"].is_string(), "{answer:#}");
            assert!(answer["errors"][0]["extensions"]["requestId"].is_string(), "{answer:#}");
        }
    }
    let response = post(&client, &[json, ("accept", GRAPHQL), ("authorization", "Bearer x")], "{}").await;
    assert_eq!(response.status(), 400);
    let body = json!({ "query": "{ viewer { id } }" }).to_string();
    let response = post(&client, &[json, ("authorization", "Bearer x")], body).await;
    assert_eq!(
        (response.status(), response.headers()["www-authenticate"].as_bytes()),
        (StatusCode::UNAUTHORIZED, &b"Bearer"[..])
    );
}

#[tokio::test]
async fn get_is_for_queries() {
    let app = TestApp::start().await;
    let client = app.client();
    let send = |method: Method, query: &str| {
        let request = client.http().request(method, client.url("/graphql")).query(&[("query", query)]);
        async move { request.send().await.expect("an answer") }
    };
    assert_eq!(send(Method::GET, "{ server { version } }").await.status(), 200);
    let refused = send(Method::GET, "mutation { sessionRevoke { revoked } }").await;
    assert_eq!((refused.status().as_u16(), refused.headers()["allow"].as_bytes()), (405, &b"POST"[..]));
    let named = "query A { server { version } } mutation B { sessionRevoke { revoked } }";
    let request =
        client.http().get(client.url("/graphql")).query(&[("query", named), ("operationName", "B")]);
    assert_eq!(request.send().await.expect("an answer").status(), 405);
    let request =
        client.http().get(client.url("/graphql")).query(&[("query", named), ("operationName", "A")]);
    assert_eq!(request.send().await.expect("an answer").status(), 200);
    assert_eq!(send(Method::GET, "").await.status(), 200);
    assert_eq!(client.http().get(client.url("/graphql")).send().await.expect("an answer").status(), 400);
    assert_eq!(send(Method::PUT, "{ server { version } }").await.status(), 405);
}
