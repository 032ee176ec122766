#!/usr/bin/env bash
# Runs all tests: Rust on SQLite, the API once more on PostgreSQL, the browser side.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== The browser side: types, lints, unit tests"
(cd playground && npm run --silent check && npm test --silent)

echo "== Rust: formats and lints"
cargo fmt --all --check
cargo clippy --workspace --all-targets --quiet -- -D warnings

echo "== Rust: unit tests and the API on PostgreSQL"
cargo build --tests --workspace
scripts/postgres.sh cargo test --quiet --test api

echo "== Rust: unit tests and the API on SQLite"
cargo test --workspace
