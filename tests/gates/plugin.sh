#!/usr/bin/env bash
# A plugin exports its entry point, and nothing else, and links nothing of willcall.
# usage: plugin.sh PLUGIN
set -euo pipefail
[ -f "$1" ] || { echo "$1 is not built"; exit 1; }
exported=$(nm -D --defined-only "$1" | awk '{print $3}')
if [ "$exported" != willcall_plugin_entry_v1 ]; then
    printf '%s should export willcall_plugin_entry_v1 alone, but exports:\n%s\n' "$1" "$exported"
    exit 1
fi
if readelf -dW "$1" | grep 'NEEDED.*willcall'; then
    echo "$1 links willcall; a plugin gets everything through its host table"
    exit 1
fi
