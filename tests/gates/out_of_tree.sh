#!/usr/bin/env bash
# Builds a folder as a stranger would, against the installed package only; then checks the plugin,
# or runs the program in a copy of its folder and compares what it says with expected.txt.
# usage: out_of_tree.sh FOLDER STAGE BUILD plugin|program
set -euo pipefail
folder=$1 stage=$2 build=$3 kind=$4
here=$(dirname "$(readlink -f "$0")")
launcher=()
if command -v ccache >/dev/null; then
    launcher=(-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
fi
[ -f "$folder/CMakeLists.txt" ] || { echo "$folder/CMakeLists.txt is missing"; exit 1; }
cmake -S "$folder" -B "$build" -G Ninja "-DCMAKE_PREFIX_PATH=$stage" "${launcher[@]}"
cmake --build "$build"

if [ "$kind" = plugin ]; then
    plugins=("$build"/*.so)
    bash "$here/plugin.sh" "${plugins[0]}"
    exit
fi
mapfile -t programs < <(find "$build" -maxdepth 1 -type f -executable)
[ ${#programs[@]} = 1 ] || { echo "$folder makes ${#programs[@]} programs, not one"; exit 1; }
bash "$here/compare.sh" "$folder" "$build" "${programs[0]}"
