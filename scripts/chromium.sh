#!/usr/bin/env bash
# Makes sure that there is what the end-to-end tests call: a Chromium (or the browser that CHROMIUM
# names), git and unzip. Installs Debian's packages where they are missing and may be installed.
set -euo pipefail

missing=()
for tool in git unzip; do
  command -v "$tool" >/dev/null || missing+=("$tool")
done
found=
for browser in "${CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
  [ -n "$browser" ] && [ -x "$browser" ] && found=$browser && break
done
[ -n "$found" ] || missing+=(chromium)

[ ${#missing[@]} = 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]} ..." >&2
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
  echo "The end-to-end tests need ${missing[*]}; on Debian: apt-get install ${missing[*]}" >&2
  exit 1
fi
