#!/usr/bin/env bash
# Runs a command in a fresh copy of an example's folder; compares what it says with expected.txt.
# usage: compare.sh FOLDER BUILD COMMAND...
set -euo pipefail
folder=$1 run=$2/run
shift 2
[ -f "$folder/expected.txt" ] || { echo "$folder/expected.txt is missing"; exit 1; }
rm -rf "$run"
mkdir -p "$run"
cp -r "$folder/." "$run"
cd "$run"
timeout 120 "$@" >said.txt || { cat said.txt; echo "exit $? of: $*"; exit 1; }
diff -u --label expected.txt expected.txt --label "said by $*" said.txt
