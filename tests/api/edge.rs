//! What an operator decides about the edge: quotas, trusted documents, what strangers may see.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::support::{Client, TestApp};

async fn post(client: &Client, body: Value) -> reqwest::Response {
    let mut request = client.http().post(client.url("/graphql")).json(&body);
    request = request.header("accept", "application/graphql-response+json");
    if let Some(token) = &client.token {
        request = request.bearer_auth(token);
    }
    request.send().await.expect("an answer")
}

fn code(response: &Value) -> &str {
    response["errors"][0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("no error: {response:#}"))
}

#[tokio::test]
async fn what_operations_cost_runs_out_and_comes_back() {
    let app = TestApp::builder().with("limits.cost_per_account", "1000").start().await;
    let (ann, bob) = (app.signed_up("ann").await, app.signed_up("bob").await);
    let query = json!({ "query": "{ projects(first: 100) { nodes { id name createdAt } } }" });
    let first = post(&ann, query.clone()).await;
    assert_eq!(first.status(), 200);
    let header = |response: &reqwest::Response, name: &str| -> u64 {
        response.headers()[name].to_str().expect("text").parse().expect("a number")
    };
    assert_eq!(header(&first, "ratelimit-limit"), 1000);
    let left = header(&first, "ratelimit-remaining");
    assert!((500..1000).contains(&left), "{left}");
    let refused = loop {
        let response = post(&ann, query.clone()).await;
        if response.status() != 200 {
            break response;
        }
    };
    assert_eq!(refused.status(), 429);
    let wait = header(&refused, "retry-after");
    assert!((1..=60).contains(&wait), "{wait}");
    let body: Value = refused.json().await.expect("JSON");
    assert_eq!(code(&body), "RATE_LIMITED");
    assert!(body["errors"][0]["extensions"]["retryAfter"].as_u64().is_some(), "{body:#}");
    assert_eq!(post(&bob, query.clone()).await.status(), 200, "others have their own");
    app.clock.advance(std::time::Duration::from_secs(wait));
    assert_eq!(post(&ann, query).await.status(), 200);
}

#[tokio::test]
async fn people_behind_a_trusted_proxy_have_quotas_of_their_own() {
    for trusted in ["127.0.0.0/8", ""] {
        let builder =
            TestApp::builder().with("limits.cost_per_client", "1000").with("trusted_proxies", trusted);
        let app = builder.start().await;
        let client = app.client();
        let versions: String = (0..50).map(|number| format!("a{number}: version ")).collect();
        let query = json!({ "query": format!("{{ server {{ {versions} }} }}") });
        let ask = async |from: &str| {
            let request = client.http().post(client.url("/graphql")).json(&query);
            request.header("x-forwarded-for", from).send().await.expect("an answer").status()
        };
        while ask("198.51.100.1").await == 200 {}
        assert_eq!(ask("198.51.100.1").await, 429);
        // What a client claims of itself stands before what the proxy has seen.
        assert_eq!(ask("192.0.2.1, 198.51.100.1").await, 429);
        let others = if trusted.is_empty() { 429 } else { 200 };
        assert_eq!(ask("203.0.113.7").await, others, "{trusted:?}");
    }
}

#[tokio::test]
async fn an_operator_can_name_the_only_documents() {
    let trusted = "query Version { server { version } }";
    let hash: String = Sha256::digest(trusted).iter().map(|byte| format!("{byte:02x}")).collect();
    let manifest = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(manifest.path(), json!({ &hash: trusted }).to_string()).expect("written");
    let path = manifest.path().to_str().expect("text").to_owned();
    let app = TestApp::builder().with("trusted_documents", path).start().await;
    let client = app.client();
    for body in [
        json!({ "query": trusted }),
        json!({ "documentId": format!("sha256:{hash}") }),
        json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": hash } } }),
    ] {
        let response: Value = post(&client, body).await.json().await.expect("JSON");
        assert!(response["data"]["server"]["version"].is_string(), "{response:#}");
    }
    for body in [
        json!({ "query": "{ server { version } }" }),
        json!({ "query": "{ __schema { types { name } } }" }),
        json!({ "documentId": "sha256:00" }),
    ] {
        let response: Value = post(&client, body).await.json().await.expect("JSON");
        assert_eq!(code(&response), "DOCUMENT_NOT_TRUSTED");
    }
}

#[tokio::test]
async fn what_strangers_need_not_see_can_be_switched_off() {
    let closed = TestApp::builder()
        .with("introspection", "off")
        .with("suggestions", "off")
        .with("playground", "off")
        .start()
        .await;
    let open = TestApp::start().await;
    for (app, is_open) in [(&open, true), (&closed, false)] {
        let client = app.client();
        let asked = client
            .execute("{ server { ...S } } fragment S on Server { __typename version }", json!({}))
            .await;
        assert_eq!(asked["data"]["server"]["__typename"], "Server");
        let asked = client
            .execute("{ ...Q } fragment Q on Query { __schema { queryType { name } } }", json!({}))
            .await;
        assert_eq!(asked["data"]["__schema"]["queryType"]["name"] == "Query", is_open, "{asked:#}");
        if !is_open {
            assert_eq!(code(&asked), "INTROSPECTION_DISABLED");
        }
        let mistaken = client.execute("{ server { versio } }", json!({})).await;
        let message = mistaken["errors"][0]["message"].as_str().expect("a message");
        assert_eq!(message.contains("Did you mean"), is_open, "{message}");
        for path in ["/", "/playground/", "/schema.graphql"] {
            let status = client.http().get(client.url(path)).send().await.expect("an answer").status();
            assert_eq!(status == 404, !is_open, "{path}: {status}");
        }
    }
}

#[tokio::test]
async fn long_mistakes_are_answered_shortly() {
    let app = TestApp::start().await;
    let client = app.client();
    let response = client.execute(&format!("{{ {} }}", "é".repeat(10_000)), json!({})).await;
    assert!(response["errors"][0]["message"].as_str().expect("a message").len() < 1_100);
    let many = client
        .execute("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", json!({ "ids": vec!["prj_1"; 20_000] }))
        .await;
    assert_eq!(code(&many), "LIMIT_EXCEEDED");
    assert_eq!(many["errors"][0]["extensions"]["limit"], "variable_values");
}
