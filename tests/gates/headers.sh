#!/usr/bin/env bash
# Compiles each installed header alone, on both compilers, without a warning: C headers as C99, C11,
# C++17 and C++20, C++ headers as C++20. usage: headers.sh INCLUDE_FOLDER
set -euo pipefail
cd "$1"
strict=(-pedantic-errors -Wall -Wextra -Werror -fsyntax-only "-I$PWD")
failed=0 compiled=0

# Twice, so that a header without a guard shows.
alone() {
    local header=$1
    shift
    compiled=$((compiled + 1))
    printf '#include <%s>\n#include <%s>\n' "$header" "$header" | "$@" "${strict[@]}" - ||
        { echo "$header does not compile alone: $*"; failed=1; }
}

while read -r header; do
    for standard in c99 c11; do
        for compiler in gcc clang; do alone "$header" $compiler -x c -std=$standard; done
    done
    for standard in c++17 c++20; do
        for compiler in g++ clang++; do alone "$header" $compiler -x c++ -std=$standard; done
    done
done < <(find willcall -name '*.h' | sort)
while read -r header; do
    for compiler in g++ clang++; do alone "$header" $compiler -x c++ -std=c++20; done
done < <(find willcall -name '*.hpp' | sort)

for header in willcall.h willcall.hpp plugin/plugin.h; do
    [ -f "willcall/$header" ] || { echo "<willcall/$header> is not installed"; failed=1; }
done
echo "$compiled compilations"
exit $failed
