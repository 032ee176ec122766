//! What all tests stand on.

pub mod app;
pub mod client;
pub mod fake_llm;

pub use app::TestApp;
pub use client::Client;
