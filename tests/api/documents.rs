//! What happens to GraphQL documents before they are executed.

use serde_json::{Value, json};

use crate::support::{Client, TestApp};

/// The one error of a document, as its code and the limit that it names.
async fn refusal(client: &Client, query: &str) -> (String, Option<String>) {
    let response = client.execute(query, json!({})).await;
    let error = &response["errors"][0];
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let extensions = &error["extensions"];
    if extensions["limit"].is_string() {
        assert!(extensions["found"].as_u64() > extensions["allowed"].as_u64(), "{response:#}");
        let allowed = extensions["allowed"].to_string();
        assert!(error["message"].as_str().unwrap().contains(&allowed), "{response:#}");
    }
    assert!(extensions["requestId"].is_string(), "{response:#}");
    (text(&extensions["code"]).unwrap_or_else(|| panic!("no code: {response:#}")), text(&extensions["limit"]))
}

#[tokio::test]
async fn a_mutation_runs_once_however_it_is_selected() {
    let app = TestApp::start().await;
    let client = app.signed_up("ada").await;
    let create = |rest: &str| format!("projectCreate(input: {{ name: \"One\" }}) {{ {rest} }}");
    let fragments = format!(
        "fragment A on Mutation {{ {} ...B }} fragment B on Mutation {{ {} }}",
        create("project { id }"),
        create("project { name }")
    );
    let documents = [
        format!("mutation {{ {} {} }}", create("project { id }"), create("project { name }")),
        format!(
            "mutation {{ {} ... on Mutation {{ {} }} }}",
            create("project { id }"),
            create("project { name }")
        ),
        format!("mutation {{ ...A ...B {} }} {fragments}", create("userErrors { message }")),
        format!(
            "mutation($yes: Boolean! = true) {{ {} {} {} }}",
            create("project { id }").replacen(") {", ") @include(if: $yes) {", 1),
            create("project { name }"),
            create("userErrors { message }").replacen(") {", ") @skip(if: $yes) {", 1),
        ),
        format!(
            "query Q {{ viewer {{ id }} }} mutation M {{ {} {} }}",
            create("project { id }"),
            create("project { name }")
        ),
    ];
    for (number, document) in documents.iter().enumerate() {
        let name = document.starts_with("query Q").then_some("M");
        let body = json!({ "query": document, "operationName": name });
        let request = client.http().post(client.url("/graphql")).json(&body);
        let request = request.bearer_auth(client.token.as_deref().unwrap());
        let response: Value = request.send().await.unwrap().json().await.unwrap();
        let project = &response["data"]["projectCreate"]["project"];
        assert!(project["id"].is_string() && project["name"] == "One", "{document}\n{response:#}");
        let made = client.data("{ projects { totalCount } }", json!({})).await;
        assert_eq!(made["projects"]["totalCount"], number + 1, "{document}\n{response:#}");
    }
}

#[tokio::test]
async fn fields_that_are_selected_twice_are_answered_with_all_that_was_asked() {
    let app = TestApp::start().await;
    let client = app.signed_up("ada").await;
    let query = "query($no: Boolean!) { server { version } ...S server { limits { name } } viewer { email } \
                 viewer { id @skip(if: $no) displayName } viewer @include(if: $no) { role } } \
                 fragment S on Query { server { limits { value } ... on Server { limits { unit } } } }";
    let data = client.data(query, json!({ "no": false })).await;
    assert!(data["server"]["version"].is_string());
    let limit = data["server"]["limits"][0].as_object().unwrap();
    assert_eq!(limit.keys().collect::<Vec<_>>(), ["name", "unit", "value"]);
    let viewer = data["viewer"].as_object().unwrap();
    assert_eq!(viewer.keys().collect::<Vec<_>>(), ["displayName", "email", "id"]);
    let defaults =
        "query($yes: Boolean = true) { viewer @include(if: $yes) { id } server @skip(if: $yes) { version } }";
    let data = client.data(defaults, json!({})).await;
    assert!(data["viewer"]["id"].is_string() && data.get("server").is_none(), "{data:#}");
    let differs = "{ project(id: \"a\") { id } project(id: \"b\") { id } }";
    assert_eq!(refusal(&client, differs).await.0, "GRAPHQL_VALIDATION_FAILED");
}

#[tokio::test]
async fn hostile_documents_are_refused_with_the_limit_they_exceed() {
    let app = TestApp::start().await;
    let client = app.client();
    let limit = |name: &str| ("LIMIT_EXCEEDED".to_owned(), Some(name.to_owned()));
    let nested =
        |open: &str, close: &str| format!("{{ a(b: {}1{}) }}", open.repeat(100_000), close.repeat(100_000));
    let bomb: String = (0..40)
        .map(|n| format!("fragment F{n} on Query {{ ...F{} ...F{} }} ", n + 1, n + 1))
        .chain(["fragment F40 on Query { server { version } } { ...F0 }".to_owned()])
        .collect();
    let documents = [
        (nested("[", "]"), limit("document_bytes")),
        (format!("{{ a(b: {}) }}", "[".repeat(2_000)), limit("document_depth")),
        (format!("{{ a(b: {}) }}", "{a:".repeat(2_000)), limit("document_depth")),
        (format!("query($a: {}Int) {{ a }}", "[".repeat(2_000)), limit("document_depth")),
        ("{a".repeat(3_000), limit("document_depth")),
        (format!("{{ {} }}", "__typename @a ".repeat(100)), limit("document_root_fields")),
        (format!("{{ a {} }}", "@skip(if: true) ".repeat(100)), limit("document_directives")),
        (format!("{{ a {{ {} }} }}", "b: c ".repeat(300)), limit("document_aliases")),
        (format!("{{ a {{ {} }} }}", "b ".repeat(3_000)), limit("document_tokens")),
        (bomb, limit("operation_cost")),
        (
            "{ projects(first: 100) { nodes { files(first: 100) { nodes { path size hash updatedAt } } \
             versions(first: 100) { nodes { id number } } } } }"
                .to_owned(),
            limit("operation_cost"),
        ),
        (
            format!("{{ projects {{ nodes {{ {}id{} }} }} }}", "owner { ".repeat(20), " }".repeat(20)),
            limit("operation_depth"),
        ),
    ];
    for (document, expected) in documents {
        let shown = &document[..document.len().min(80)];
        assert_eq!(refusal(&client, &document).await, expected, "{shown}");
    }
    for document in [
        "fragment A on Query { ...B } fragment B on Query { ...A } { ...A }",
        "fragment A on Query { ...A } { server { version } }",
        "{ nothing }",
        "{ server { version(a: 1) } }",
        "{ server { version }",
        "query A { server { version } } query B { server { version } }",
        "{ server { version } } \u{0}",
        "{ a(b: \"",
        "",
    ] {
        let (code, limit) = refusal(&client, document).await;
        assert!(
            ["GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT"].contains(&code.as_str()),
            "{document}: {code}"
        );
        assert_eq!(limit, None, "{document}");
    }
    // Nothing of it has harmed the server, and what is valid stays so.
    for _ in 0..3 {
        client.data("{ server { version } }", json!({})).await;
    }
}

#[tokio::test]
async fn a_document_that_was_found_valid_is_still_given_its_variables() {
    let app = TestApp::start().await;
    let client = app.signed_up("ada").await;
    let query = "query($first: Int!) { projects(first: $first) { nodes { id } } }";
    client.data(query, json!({ "first": 1 })).await;
    for wrong in [json!({}), json!({ "first": "one" }), json!({ "first": null })] {
        let response = client.execute(query, wrong).await;
        assert!(response["errors"][0]["extensions"]["code"].is_string(), "{response:#}");
    }
    client.data(query, json!({ "first": 2 })).await;
}
