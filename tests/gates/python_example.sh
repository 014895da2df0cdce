#!/usr/bin/env bash
# Runs the Python example with the installed package. usage: python_example.sh FOLDER PACKAGES BUILD
set -euo pipefail
folder=$1 packages=$2 build=$3
here=$(dirname "$(readlink -f "$0")")
mapfile -t scripts < <(find "$folder" -maxdepth 1 -name '*.py' ! -name 'test_*' ! -name conftest.py)
[ ${#scripts[@]} = 1 ] || { echo "$folder holds ${#scripts[@]} scripts, not one"; exit 1; }
export PYTHONPATH=$packages PYTHONDONTWRITEBYTECODE=1
bash "$here/compare.sh" "$folder" "$build" /usr/bin/python3 "$(basename "${scripts[0]}")"
