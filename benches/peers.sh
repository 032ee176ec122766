#!/usr/bin/env bash
# Installs what Maquette is measured against, where it is missing, and prints where it is:
#   benches/peers.sh nginx|wrk|vite
set -euo pipefail

# Debian's package of that name, where we may install it.
debian() {
  if ! command -v "$1" >/dev/null; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
      echo "$1 is not installed; on Debian: apt-get install $2" >&2
      exit 1
    fi
    echo "Installing $2 ..." >&2
    apt-get update -qq >&2
    # Without starting the service that comes with it: a policy that is there already stays as it is.
    if [ ! -e /usr/sbin/policy-rc.d ]; then
      trap 'rm -f /usr/sbin/policy-rc.d' EXIT
      printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
      chmod +x /usr/sbin/policy-rc.d
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >&2
  fi
  command -v "$1"
}

# A folder with Vite, its React plug-in and React.
vite() {
  local folder="${XDG_CACHE_HOME:-$HOME/.cache}/maquette/benches/vite-8.3.8"
  if [ ! -e "$folder/.installed" ]; then
    echo "Installing Vite ..." >&2
    mkdir -p "$folder"
    cat >"$folder/package.json" <<'JSON'
{
  "private": true,
  "type": "module",
  "dependencies": {
    "@vitejs/plugin-react": "6.3.0",
    "react": "19.3.1",
    "react-dom": "19.3.1",
    "vite": "8.3.8"
  }
}
JSON
    (cd "$folder" && npm install --no-audit --no-fund --silent >&2)
    touch "$folder/.installed"
  fi
  echo "$folder"
}

case "${1-}" in
nginx) PATH="$PATH:/usr/sbin" debian nginx nginx-light ;;
wrk) debian wrk wrk ;;
vite) vite ;;
*)
  echo "usage: benches/peers.sh nginx|wrk|vite" >&2
  exit 2
  ;;
esac
