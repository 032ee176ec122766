//! Tests of the API as clients use it: a real server on a free port, real sockets, SQLite or, where
//! `MAQUETTE_TEST_POSTGRES` names a server, PostgreSQL.

#![allow(
    missing_docs,
    clippy::clone_on_ref_ptr,
    clippy::panic,
    clippy::pedantic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests document themselves, and fail by panicking"
)]

mod support;

mod accounts;
mod authorisation;
mod commands;
mod components;
mod deployments;
mod documents;
mod edge;
mod http;
mod lists;
mod maintenance;
mod openai;
mod presence;
mod server;
mod transfer;
mod turns;
mod versions;
mod wireframes;
