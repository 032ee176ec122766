//! The live preview: a project's files as a browser can run them, like a development server.
//!
//! This module owns what happens between a project's files and the browser: what each file
//! contains ([`facts`]), how modules find each other ([`resolve`], [`import_map`]), what is served
//! for an address ([`assets`], [`page`], [`transform`]), and what is wrong ([`check`]). All of it
//! is pure: it reads no database, knows no HTTP framework and asks no clock. CPU-bound functions
//! are plain functions; callers run them where blocking is allowed.

//M pub mod aliases;
//M pub mod assets;
//M pub mod check;
//M pub mod data;
//M pub mod facts;
//M pub mod import_map;
pub mod language;
//M pub mod markup;
pub mod nesting;
//M pub mod packages;
//M pub mod page;
pub mod position;
//M pub mod project;
//M pub mod resolve;
pub mod scan;
pub mod sourcemap;
pub mod styles;
pub mod transform;
