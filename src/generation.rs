//! Turns: from a person's message to one new version of the project.

pub mod arguments;
pub mod edits;
pub mod providers;
