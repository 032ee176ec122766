//! What all measurements stand on: the release binary as a child process, clients as a frontend
//! would be, the peers, samples, and the report that goes into `benches/README.md`.
//!
//! Measures nothing by itself.

#![allow(dead_code, unused_imports, reason = "each measurement uses its part")]

pub mod archive;
pub mod client;
pub mod crawl;
pub mod model;
pub mod nginx;
pub mod report;
pub mod sample;
pub mod samples;
pub mod server;
pub mod vite;

pub use client::Client;
pub use report::Report;
pub use samples::{Samples, milliseconds};
pub use server::Home;

/// Runs one of the measurements, with a panic as the way to fail.
pub fn run(measurement: impl Future<Output = ()>) {
    // Fails only where a provider was installed already.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    tokio::runtime::Runtime::new().expect("a runtime").block_on(measurement);
}

/// What the peers' script prints for a peer, which it installs first where it is missing.
pub fn peer(name: &str) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers.sh");
    let output = std::process::Command::new(script)
        .arg(name)
        .stderr(std::process::Stdio::inherit())
        .output()
        .expect("the peers' script runs");
    assert!(output.status.success(), "benches/peers.sh {name} failed");
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}
