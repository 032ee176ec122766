//! The server itself: health, limits, the schema.

use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn it_tells_its_limits() {
    let app = TestApp::start().await;
    let data =
        app.client().data("{ server { version limits { name value unit description } } }", json!({})).await;
    assert_eq!(data["server"]["version"], env!("CARGO_PKG_VERSION"));
    let limits = data["server"]["limits"].as_array().expect("limits");
    assert!(limits.iter().any(|limit| limit["name"] == "file_bytes" && limit["value"] == 5_242_880.0));
}

#[tokio::test]
async fn it_is_ready_until_it_stops() {
    let app = TestApp::start().await;
    let client = app.client();
    let status = |path| client.http().get(client.url(path)).send();
    assert_eq!(status("/health/live").await.expect("an answer").status(), 200);
    assert_eq!(status("/health/ready").await.expect("an answer").status(), 200);
}

#[tokio::test]
async fn a_query_may_come_in_the_address_but_not_a_mutation() {
    let app = TestApp::start().await;
    let client = app.client();
    let get = |query| client.http().get(client.url("/graphql")).query(&[("query", query)]).send();
    assert_eq!(get("{ server { version } }").await.expect("an answer").status(), 200);
    assert_eq!(get("mutation { sessionRevoke { revoked } }").await.expect("an answer").status(), 405);
}

#[test]
fn the_committed_schema_is_current() {
    let committed = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/schema.graphql"));
    assert!(
        committed.expect("schema.graphql") == maquette::graphql::sdl(),
        "schema.graphql is not current: `make schema` writes it anew"
    );
}

#[tokio::test]
async fn everything_in_the_schema_is_described() {
    let app = TestApp::start().await;
    let query = "{ __schema { types { kind name description fields(includeDeprecated: true) { name description \
                 args { name description } } inputFields { name description } enumValues { name description } } } }";
    let data = app.client().data(query, json!({})).await;
    let mut bare = Vec::new();
    for kind in data["__schema"]["types"].as_array().expect("types") {
        let name = kind["name"].as_str().expect("a name");
        // The specification describes its own.
        if name.starts_with("__") || name == "ID" {
            continue;
        }
        let mut look = |path: String, thing: &serde_json::Value| {
            if thing["description"].as_str().is_none_or(|text| text.trim().is_empty()) {
                bare.push(path);
            }
        };
        look(name.to_owned(), kind);
        for part in ["fields", "inputFields", "enumValues"] {
            for member in kind[part].as_array().into_iter().flatten() {
                let path = format!("{name}.{}", member["name"].as_str().expect("a name"));
                look(path.clone(), member);
                for argument in member["args"].as_array().into_iter().flatten() {
                    look(format!("{path}({})", argument["name"].as_str().expect("a name")), argument);
                }
            }
        }
    }
    assert!(bare.is_empty(), "without a description: {bare:#?}");
}
