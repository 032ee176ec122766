//! What all tests stand on.

pub mod app;
pub mod client;
pub mod fake_llm;
pub mod seeds;

pub use app::TestApp;
pub use client::Client;
