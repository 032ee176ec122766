//! The live preview: a project's files as a browser can run them, like a development server.
//!
//! This module owns what happens between a project's files and the browser: what each file
//! contains ([`facts`]), how modules find each other ([`resolve`], [`import_map`]), what is served
//! for an address ([`assets`], [`page`], [`transform`]), and what is wrong ([`check`]). All of it
//! is pure: it reads no database, knows no HTTP framework and asks no clock. CPU-bound functions
//! are plain functions; callers run them where blocking is allowed.

pub mod aliases;
pub mod assets;
pub mod check;
pub mod data;
pub mod facts;
pub mod failure;
pub mod graph;
pub mod import_map;
pub mod language;
mod live;
pub mod markup;
pub mod nesting;
pub mod packages;
pub mod page;
pub mod position;
pub mod project;
pub mod reports;
pub mod resolve;
pub mod scan;
pub mod sourcemap;
pub mod styles;
pub mod transform;

pub(crate) use live::diagnose;
pub use live::{
    Loaded, Memory, Transformed, diagnostics, load, script, style_addresses, styles_only, worker_script,
};
