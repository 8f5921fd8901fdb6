#!/usr/bin/env bash
# Install the programs that the acceptance tests drive and a Python package cannot bring. `.ci/run` calls it; it
# needs root, or sudo.
set -euo pipefail
programs=(nvim:neovim node:nodejs npm:npm chromium:chromium zsh:zsh fish:fish groff:groff-base) # command:package
missing=()
for pair in "${programs[@]}"; do
  command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
done
if [ ${#missing[@]} != 0 ]; then
  as_root=()
  if [ "$(id -u)" != 0 ]; then as_root=(sudo); fi
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
fi
node=$(node --version)
if [ "$(cut -d . -f 1 <<<"${node#v}")" -lt 20 ]; then
  echo "Node.js 20 or newer is needed, and this is $node" >&2
  exit 1
fi
