//! The documents of a manifest, on servers that execute nothing else.
//!
//! A manifest is JSON, as the tools write it that collect an app's documents when it is built: an
//! object of documents by their names (graphql-codegen, Relay), or Apollo's list of operations.

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;

use crate::error::{Context as _, Error, Result};

#[derive(Deserialize)]
#[serde(untagged)]
enum Manifest {
    Operations { operations: Vec<Operation> },
    ByName(HashMap<String, String>),
}

#[derive(Deserialize)]
struct Operation {
    id: String,
    body: String,
}

/// The documents by the names that clients call them, without `sha256:`.
pub(super) fn read(path: &Path) -> Result<HashMap<String, String>> {
    let text = std::fs::read_to_string(path).context("read the manifest of TRUSTED_DOCUMENTS")?;
    let documents: HashMap<String, String> = match serde_json::from_str(&text) {
        Ok(Manifest::Operations { operations }) => {
            operations.into_iter().map(|operation| (operation.id, operation.body)).collect()
        }
        Ok(Manifest::ByName(documents)) => documents,
        Err(error) => {
            let problem = "it is neither an object of documents by name nor Apollo's manifest";
            return Err(Error::internal(
                "read the manifest of TRUSTED_DOCUMENTS",
                format!("{problem}: {error}"),
            ));
        }
    };
    for (name, document) in &documents {
        if let Err(error) = async_graphql::parser::parse_query(document) {
            let problem = format!("the document {name:?} is not GraphQL: {error}");
            return Err(Error::internal("read the manifest of TRUSTED_DOCUMENTS", problem));
        }
    }
    Ok(documents.into_iter().map(|(name, document)| (plain(&name).to_owned(), document)).collect())
}

/// A name without the scheme that the specification's appendix gives it.
pub(super) fn plain(name: &str) -> &str {
    name.strip_prefix("sha256:").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<HashMap<String, String>> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        read(file.path())
    }

    #[test]
    fn both_kinds_of_manifests_are_read() {
        let by_name = of(r#"{"sha256:ab":"{ server { version } }"}"#).unwrap();
        let operations = r#"{"format":"apollo-persisted-query-manifest","version":1,"operations":[
            {"id":"ab","name":"A","type":"query","body":"{ server { version } }"}]}"#;
        assert_eq!(by_name, of(operations).unwrap());
        assert_eq!(by_name.get("ab").map(String::as_str), Some("{ server { version } }"));
    }

    #[test]
    fn a_broken_manifest_is_named() {
        for text in ["", "[]", r#"{"a":1}"#, r#"{"a":"{ server"}"#] {
            assert!(of(text).is_err(), "{text}");
        }
    }
}
