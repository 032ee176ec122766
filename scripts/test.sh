#!/usr/bin/env bash
# Runs all tests: Rust on SQLite, the API and the faults once more on PostgreSQL, the browser side.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== The browser side: types, lints, unit tests"
(cd playground && npm run --silent check && npm test --silent)

echo "== Rust: formats"
cargo fmt --all --check

echo "== Rust: the API on PostgreSQL"
cargo build --tests --bins --workspace
scripts/postgres.sh cargo test --quiet --test api

echo "== Rust: kills and takeovers on PostgreSQL"
scripts/postgres.sh cargo test --quiet --test faults -- replicas:: on_postgres

echo "== Rust: unit tests and the API on SQLite"
cargo test --workspace
