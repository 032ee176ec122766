//! Three-way merges: what a person and the agent did to the same files meanwhile.
//!
//! The person wins: no line that a person wrote or kept gives way to one of the agent's, and
//! what the agent wrote in its place is handed back instead of lost. This file merges a
//! project's files with their renames; `merge/text.rs` merges the lines of one. Neither reads or
//! stores anything.

mod files;
mod origins;
mod placement;
#[cfg(test)]
mod tests;
mod text;

pub use files::files;
pub use text::{TextMerge, text};

use std::collections::{BTreeMap, BTreeSet};

use super::objects::ObjectId;

/// A state of a project's files: the ids of their contents by path.
pub type Files = BTreeMap<String, ObjectId>;

/// What a merge starts from.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    /// The files as both found them.
    pub base: &'a Files,
    /// The files as people have left them since.
    pub person: &'a Files,
    /// The files as the agent wants them.
    pub agent: &'a Files,
    /// The agent's renames, former and later path, in the order in which it made them.
    pub agent_renames: &'a [(String, String)],
}

/// Contents that the merge needs and was not given. With them it can be tried again; what it
/// asks for first decides what it asks for next, twice at most.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} contents are needed for the merge", .0.len())]
pub struct Missing(pub BTreeSet<ObjectId>);

/// What the person's files need to become the merged ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Files to write, by path.
    pub writes: Vec<(String, Content)>,
    /// Files to delete, by path. Some may stand where a write needs a folder, so deletions come
    /// first.
    pub deletes: Vec<String>,
    /// What the agent wanted and did not get, by path. A file can occur several times, once for
    /// each place.
    pub conflicts: Vec<Conflict>,
}

/// A file's content after a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// One side's content, which exists already.
    Existing(ObjectId),
    /// Lines of both sides.
    Combined(Vec<u8>),
}

/// A place where the person's change stood against the agent's, and stayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The file that stayed as the person has it; the path that the agent wanted, if the person
    /// has nothing there.
    pub path: String,
    /// The agent's text for that place, empty if it wanted the lines gone. `None` where there is
    /// no text to show: it wanted the file gone or elsewhere, or the content is binary.
    pub rejected: Option<String>,
}
