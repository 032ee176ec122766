//! What all tests stand on.

pub mod app;
pub mod client;

pub use app::TestApp;
pub use client::Client;
