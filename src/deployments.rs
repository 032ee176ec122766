//! Publishing a version of a project at an address of its own.

pub mod build;
