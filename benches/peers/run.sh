#!/usr/bin/env bash
# Measures Maquette beside other GraphQL servers on a PostgreSQL of its own:
#   benches/peers/run.sh BINARY [query] [write] [fan-out]
# BINARY is Maquette's release binary. Without a part all are measured, and benches/README.md gets the tables.
set -euo pipefail

MAQUETTE=$(realpath "$1")
export MAQUETTE
shift
here=$(cd "$(dirname "$0")" && pwd)
target="${XDG_CACHE_HOME:-$HOME/.cache}/maquette/benches/peers"

if [ ! -e "$here/node/node_modules/.installed" ] || [ "$here/node/package-lock.json" -nt "$here/node/node_modules/.installed" ]; then
  echo "Installing the peers in JavaScript ..."
  (cd "$here/node" && npm ci --no-audit --no-fund)
  touch "$here/node/node_modules/.installed"
fi

PATH="$(dirname "$("$here/../peers.sh" wrk)"):$PATH"
echo "Building the peers in Rust, and what measures ..."
CARGO_TARGET_DIR="$target" cargo build --release --quiet --locked --manifest-path "$here/rust/Cargo.toml"

# Ten thousand connections and what else is open, on both sides.
ulimit -n "$(ulimit -Hn)"

# An acknowledged write is on the disk, as it is where people work.
export POSTGRES_OPTIONS="-c fsync=on -c shared_preload_libraries=pg_stat_statements"
"$here/../../scripts/postgres.sh" "$target/release/measure" "$@"
