#!/bin/sh
# Exports the drawings in fixtures/ and holds them in Chromium and with `tsc --strict`: needs the
# playground's node_modules and those of tests/e2e (npm ci). Pages and screenshots stay in
# tests/e2e/output/wireframes, or in the folder that is named.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
EXPORTS=${1:-$here/../output/wireframes}
export EXPORTS
mkdir -p "$EXPORTS"
cargo test --lib wireframes::export::tests::writes_exports -- --ignored --exact
node "$here/react.mjs" "$EXPORTS"
node "$here/check.mjs" "$EXPORTS"
