#!/usr/bin/env bash
# Installs a build into an empty stage. usage: install.sh BUILD STAGE
set -euo pipefail
rm -rf "$2"
cmake --install "$1" --prefix "$2"
