#!/bin/sh
# Builds fonts/dist (see fonts/README.md): makes the Python environment in build/fonts-venv when it is missing or its
# requirements changed, then runs build.py. Does nothing when fonts/dist is up to date.
set -eu
cd "$(dirname "$0")/.."
venv=build/fonts-venv
if ! cmp -s fonts/requirements.txt "$venv/requirements.txt"; then
  command -v python3 >/dev/null || { echo "fonts: python3 is missing (Debian: apt-get install python3 python3-venv)" >&2; exit 1; }
  rm -rf "$venv"
  mkdir -p build
  python3 -m venv "$venv" || { echo "fonts: python3 cannot make an environment (Debian: apt-get install python3-venv)" >&2; exit 1; }
  echo "fonts: installing fonts/requirements.txt into $venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement fonts/requirements.txt
  cp fonts/requirements.txt "$venv/requirements.txt"
fi
exec "$venv/bin/python" fonts/build.py
