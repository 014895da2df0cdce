#!/usr/bin/env bash
# libwillcall.so exports what the checked-in list says and nothing else, has the soname of its ABI,
# and is never unloaded. usage: library.sh LIBRARY SYMBOLS
set -euo pipefail
library=$1 list=$2 failed=0
[ -f "$library" ] || { echo "$library is not built"; exit 1; }
[ -f "$list" ] || { echo "$list is missing"; list=/dev/null; failed=1; }

exported=$(nm -D --defined-only "$library" | awk '$2 != "A" {sub(/@.*/, "", $3); print $3}' | sort)
strangers=$(grep -v '^willcall_' <<<"$exported" || true)
[ -z "$strangers" ] || { printf 'not ours to export:\n%s\n' "$strangers"; failed=1; }

if ! diff -u --label "$list" --label exported <(grep -v '^#' "$list" | sort) - <<<"$exported"; then
    echo "a symbol that is gone (-) breaks the ABI; a new one (+) is added to capi/abi/symbols.txt"
    failed=1
fi
dynamic=$(readelf -dW "$library")
grep -q 'SONAME.*\[libwillcall\.so\.0\]' <<<"$dynamic" ||
    { echo "soname is not libwillcall.so.0"; failed=1; }
grep -q 'FLAGS_1.*NODELETE' <<<"$dynamic" || { echo "not linked with -z nodelete"; failed=1; }
exit $failed
