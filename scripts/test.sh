#!/usr/bin/env bash
# Runs all tests: the browser side, lints, a real browser from end to end, other people's GraphQL
# clients, then Rust, with the API and the faults on PostgreSQL and on SQLite.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== The browser side: types, lints, unit tests"
(cd playground && npm run --silent check && npm test --silent)

echo "== Rust: formats"
cargo fmt --all --check

echo "== Rust: lints"
cargo clippy --workspace --all-targets --quiet -- -D warnings

echo "== Rust: build"
cargo build --tests --bins --workspace

echo "== End to end, in a browser"
scripts/chromium.sh
(cd tests/e2e && npm ci --silent && node run.mjs)

echo "== Other people's GraphQL clients"
(cd tests/clients && npm ci --silent && npm test --silent)

echo "== Rust: the API on PostgreSQL"
scripts/postgres.sh cargo test --quiet --test api

echo "== Rust: kills and takeovers on PostgreSQL"
scripts/postgres.sh cargo test --quiet --test faults -- replicas:: on_postgres

echo "== Rust: unit tests and the API on SQLite"
cargo test --workspace
