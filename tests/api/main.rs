//! Tests of the API as clients use it: a real server on a free port, real sockets, SQLite or, where
//! `MAQUETTE_TEST_POSTGRES` names a server, PostgreSQL.

#![allow(missing_docs, clippy::pedantic, reason = "tests document themselves")]

mod support;

mod accounts;
mod openai;
mod server;
mod transfer;
mod turns;
mod versions;
