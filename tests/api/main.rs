//! Tests of the API as clients use it.

#![allow(missing_docs, clippy::pedantic, reason = "tests document themselves")]

mod openai;
mod support;
