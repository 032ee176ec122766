#!/usr/bin/env bash
# Measures drawing together in Maquette beside Hocuspocus and y-websocket's server:
#   benches/peers/collab/run.sh BINARY [moving] [fan-out] [rooms] [opening]
# BINARY is Maquette's release binary, or - for the peers alone. Without a part all are measured.
# benches/README.md gets the table of each part that Maquette took part in.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
binary=$1
shift
if [ "$binary" = - ]; then
  set -- --without-maquette "$@"
else
  MAQUETTE=$(realpath "$binary")
  export MAQUETTE
fi

if [ ! -e "$here/node/node_modules/.installed" ] || [ "$here/node/package-lock.json" -nt "$here/node/node_modules/.installed" ]; then
  echo "Installing the peers in JavaScript ..."
  (cd "$here/node" && npm ci --no-audit --no-fund)
  touch "$here/node/node_modules/.installed"
fi

target="${XDG_CACHE_HOME:-$HOME/.cache}/maquette/benches/collab"
echo "Building what measures ..."
CARGO_TARGET_DIR="$target" cargo build --release --quiet --locked --manifest-path "$here/Cargo.toml"

# Thousands of connections, on both sides.
ulimit -n "$(ulimit -Hn)"
"$target/release/collab" "$@"
