//! A problem in a project's files, as every part that finds or shows one speaks of it.

use serde::{Deserialize, Serialize};

/// One problem at one place in one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Path of the file within the project.
    pub path: String,
    /// Line, counted from 1.
    pub line: u32,
    /// Column in UTF-16 code units, counted from 1, as browsers and editors count.
    pub column: u32,
    /// Whether the file works in spite of it.
    pub severity: Severity,
    /// A stable name for the kind of problem, such as `unresolved-import`.
    pub code: String,
    /// What is wrong, in a sentence for people and models alike.
    pub message: String,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file, or one that imports it, does not run.
    Error,
    /// It runs, but probably not as intended.
    Warning,
}
