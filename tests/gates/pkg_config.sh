#!/usr/bin/env bash
# Builds the C example with a compiler and pkg-config alone, and runs it.
# usage: pkg_config.sh FOLDER LIBRARIES BUILD
set -euo pipefail
folder=$1 libraries=$2 build=$3
here=$(dirname "$(readlink -f "$0")")
export PKG_CONFIG_PATH=$libraries/pkgconfig
mkdir -p "$build"
read -ra flags <<<"$(pkg-config --cflags --libs willcall)"
cc -std=c11 -Wall -Wextra -Werror "$folder"/*.c "${flags[@]}" -o "$build/example"
plugins=$(pkg-config --variable=plugindir willcall-plugin)
[ -d "$plugins" ] || { echo "plugindir in willcall-plugin.pc is no folder: $plugins"; exit 1; }
LD_LIBRARY_PATH=$libraries bash "$here/compare.sh" "$folder" "$build" "$build/example"
