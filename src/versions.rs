//! A project's history as git knows it: contents, folders and versions are git objects, changes
//! are git patches, and people's and the agent's edits merge line by line.
//!
//! The modules below are pure: they take bytes and give bytes. None of them knows the database,
//! the object store or the clock, so each can be tested against the git binary alone.

pub mod diff;
#[cfg(test)]
mod git;
pub mod merge;
pub mod objects;
pub mod pack;
pub mod patch;
pub mod repository;
pub mod trees;
