//! Kills the real server at seeded moments and starts it again: what was acknowledged is kept,
//! streams are exact, every turn and deployment ends once.
//!
//! On SQLite, and where `MAQUETTE_TEST_POSTGRES` names a server also on PostgreSQL, there with
//! replicas. `MAQUETTE_TEST_SEED` chooses other moments.

#![allow(
    missing_docs,
    clippy::clone_on_ref_ptr,
    clippy::panic,
    clippy::pedantic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests document themselves, and fail by panicking"
)]

#[allow(dead_code, reason = "the API's tests use the rest")]
#[path = "../api/support/client.rs"]
mod client;
#[allow(dead_code, reason = "the API's tests use the rest")]
#[path = "../api/support/fake_llm.rs"]
mod fake_llm;
#[path = "../api/support/seeds.rs"]
mod seeds;

mod kills;
mod model;
mod person;
mod replicas;
mod server;
mod turns;
mod watch;
