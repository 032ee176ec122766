//! Holds the crate to the invariants that its code map states, where the compiler does not.

use std::path::{Path, PathBuf};

/// What knows SQL: the database itself, and what stores rows.
const STORES: &[&str] = &["db.rs", "db/", "blobs.rs", "jobs.rs", "jobs/", "paging.rs", "projects/head.rs"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Where the crate's code says one of these words, as `path:line`, apart from this file and tests.
fn places(words: &[&str], may: impl Fn(&str) -> bool) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 100, "the sources are elsewhere");
    let mut found = Vec::new();
    for file in files {
        let path = file.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        if path.contains("tests") || path == "invariants.rs" || may(&path) {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for (line, code) in code.lines().enumerate() {
            let is_comment = code.trim_start().starts_with("//");
            if !is_comment && words.iter().any(|word| code.contains(word)) {
                found.push(format!("{path}:{}", line + 1));
            }
        }
    }
    found
}

fn in_room(path: &str, room: &str) -> bool {
    path == format!("{room}.rs") || path.starts_with(&format!("{room}/"))
}

#[test]
fn only_graphql_and_http_know_the_edge_s_libraries() {
    let edge = |path: &str| in_room(path, "graphql") || in_room(path, "http");
    assert_eq!(places(&["async_graphql", "axum"], edge), [""; 0]);
}

#[test]
fn only_stores_know_sql() {
    let stores = |path: &str| {
        STORES.iter().any(|store| path == *store || (store.ends_with('/') && path.starts_with(store)))
            || path.ends_with("/store.rs")
            || path.contains("/store/")
    };
    assert_eq!(
        places(&["SELECT ", "UPDATE ", "INSERT ", "DELETE FROM", ".rows(", "values!["], stores),
        [""; 0]
    );
}

#[test]
fn only_its_own_domain_uses_a_store() {
    let nobody = |_: &str| false;
    let domains = [
        "accounts",
        "conversations",
        "deployments",
        "generation",
        "projects",
        "streams",
        "versions",
        "wireframes",
    ];
    let paths: Vec<String> = domains.iter().map(|domain| format!("{domain}::store::")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    assert_eq!(places(&paths, nobody), [""; 0]);
}

#[test]
fn time_and_randomness_come_from_the_app() {
    // The model's provider waits in real time, as does what measures how long something took.
    let sources = |path: &str| ["app.rs", "clock.rs"].contains(&path);
    assert_eq!(places(&["SystemTime::now", "Timestamp::now", "rand::random", "rand::rng"], sources), [""; 0]);
}

#[test]
fn events_are_published_after_their_commit_only() {
    let streams = |path: &str| in_room(path, "streams");
    assert_eq!(places(&["hub.publish", "Hub::"], streams), [""; 0]);
}

#[test]
fn files_have_one_subject() {
    let tables = [
        // A table of words reads best in one piece.
        "generation/providers/builtin/describe/lexicon.rs",
        // What an app's collection becomes, one template after the other.
        "generation/providers/builtin/generate/collection.rs",
        // What the screens of a kind consist of, one after the other.
        "wireframes/sketch/screens/forms.rs",
        "wireframes/sketch/screens/lists.rs",
        "wireframes/sketch/screens/places.rs",
        "wireframes/sketch/screens/shop.rs",
        // What can be asked for, one request after the other.
        "wireframes/sketch/brief/items.rs",
        "wireframes/sketch/revise/add.rs",
        "wireframes/sketch/revise/arrange.rs",
        // One algorithm.
        "wireframes/sketch/layout.rs",
        // Readings of one kind of text, which share their patterns.
        "generation/providers/builtin/words.rs",
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let long = files.iter().filter_map(|file| {
        let path = file.strip_prefix(&root).unwrap().to_str().unwrap();
        let lines = std::fs::read_to_string(file).unwrap().lines().count();
        (lines > 420 && !path.contains("tests") && !tables.contains(&path))
            .then(|| format!("{path}: {lines} lines"))
    });
    assert_eq!(long.collect::<Vec<_>>(), [""; 0]);
}
