//! What a list of projects reads ahead of their fields is what the fields would have read by themselves.

use serde_json::{Value, json};

use crate::support::TestApp;

const FRAGMENTS: &str = "
    fragment Few on Project { files(first: 2) { ...Paths } }
    fragment Paths on FileConnection { nodes { path } totalCount pageInfo { hasNextPage } }
    fragment Head on Project { headVersion { number files(first: 1) { nodes { path } } } owner { email } }";

/// Selections of a project, each of which a list may read differently.
const SELECTIONS: [&str; 10] = [
    "{ id files(first: 2) { ...Paths } }",
    "{ id a: files(first: 1) { ...Paths } b: files(first: 2) { ...Paths } }",
    "{ id ...Few a: files(first: 1) { ...Paths } }",
    "{ id ...Few ... on Project { files(first: 2) { edges { cursor node { size } } } } }",
    "{ id files(first: 2, prefix: \"src/\") { ...Paths } }",
    "{ id files(first: $few) { ...Paths } ...Head }",
    "{ id files(first: 1) @skip(if: $yes) { ...Paths } few: files(first: 2) { ...Paths } }",
    "{ id files(first: 1) @include(if: $yes) { ...Paths } few: files(first: 2) @skip(if: $yes) { ...Paths } }",
    "{ id ...Few @skip(if: $yes) more: files(first: 3) { ...Paths } }",
    "{ id files(after: null) { ...Paths } owner { id displayName } name: headVersion { message } }",
];

#[tokio::test]
async fn a_list_answers_as_each_project_would() {
    let app = TestApp::start().await;
    let ada = app.signed_up("ada").await;
    for name in ["One", "Two", "Three"] {
        let create = "mutation($name: String!) { projectCreate(input: { name: $name }) { project { id } userErrors { code } } }";
        let project = ada.mutate(create, json!({ "name": name })).await["project"]["id"].clone();
        for (number, path) in ["a.txt", "src/b.ts", "src/c.ts", "z.css"].into_iter().enumerate() {
            let write = "mutation($id: ID!, $path: String!, $text: String!) { fileWrite(projectId: $id, \
                         input: { path: $path, text: $text }) { userErrors { code } } }";
            ada.mutate(write, json!({ "id": project, "path": path, "text": format!("{name} {number}") }))
                .await;
        }
        if name != "Three" {
            let save = "mutation($id: ID!) { versionCreate(projectId: $id, input: { message: \"T\" }) \
                        { userErrors { code } } }";
            ada.mutate(save, json!({ "id": project })).await;
        }
    }
    for selection in SELECTIONS {
        let used: String = ["Few", "Paths", "Head"]
            .into_iter()
            .filter(|name| selection.contains(name) || (*name == "Paths" && selection.contains("...Few")))
            .filter_map(|name| FRAGMENTS.lines().find(|line| line.contains(&format!("fragment {name} "))))
            .collect();
        let declared: Vec<&str> = [("$few", "$few: Int = 3"), ("$yes", "$yes: Boolean! = true")]
            .into_iter()
            .filter_map(|(name, declaration)| selection.contains(name).then_some(declaration))
            .collect();
        let declared = |more: &[&str]| [&declared[..], more].concat().join(", ");
        let query = |head: String, root: &str| {
            let head = if head.is_empty() { head } else { format!("({head})") };
            format!("query Q{head} {{ {root} }} {used}")
        };
        let lists = format!(
            "nodes: projects {{ nodes {selection} }} edges: projects(first: 2) {{ edges {{ node {selection} }} }}"
        );
        let lists = ada.data(&query(declared(&[]), &lists), json!({})).await;
        let nodes = lists["nodes"]["nodes"].as_array().expect("nodes").clone();
        assert_eq!(nodes.len(), 3);
        for (number, listed) in nodes.iter().enumerate() {
            let single = query(declared(&["$id: ID!"]), &format!("project(id: $id) {selection}"));
            let alone = ada.data(&single, json!({ "id": listed["id"] })).await["project"].clone();
            assert_eq!(*listed, alone, "{selection}");
            let edge: &Value = &lists["edges"]["edges"][number];
            assert!(number == 2 || edge["node"] == alone, "{selection}\n{edge:#}");
        }
    }
}
