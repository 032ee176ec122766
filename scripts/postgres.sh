#!/usr/bin/env bash
# Runs a command with a PostgreSQL server of its own, on loopback, named in MAQUETTE_TEST_POSTGRES.
# Installs Debian's package where it is missing and may be installed. Stops what it started. Tests need
# nothing of what a power cut leaves; POSTGRES_OPTIONS may ask for it, or for other settings.
#   scripts/postgres.sh COMMAND [ARGUMENT ...]
set -euo pipefail

find_binaries() {
  local folder
  for folder in /usr/lib/postgresql/*/bin; do
    [ -x "$folder/initdb" ] && binaries=$folder
  done
}

binaries=
find_binaries
if [ -z "$binaries" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing PostgreSQL ..." >&2
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
  find_binaries
fi
if [ -z "$binaries" ]; then
  echo "PostgreSQL is not installed; on Debian: apt-get install postgresql" >&2
  exit 1
fi

folder=$(mktemp -d)
# PostgreSQL refuses to run as root.
as=()
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
cleanup() {
  "${as[@]}" "$binaries/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap cleanup EXIT

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cd "$folder"
"${as[@]}" "$binaries/initdb" -D "$folder/data" -U maquette -A trust -E UTF8 --no-sync >/dev/null
"${as[@]}" "$binaries/pg_ctl" -D "$folder/data" -w -l "$folder/log" -o \
  "-p $port -k $folder -c listen_addresses=127.0.0.1 -c max_connections=400 -c fsync=off ${POSTGRES_OPTIONS-}" start >/dev/null
cd "$OLDPWD"
MAQUETTE_TEST_POSTGRES="postgres://maquette@127.0.0.1:$port" "$@"
