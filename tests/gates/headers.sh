#!/usr/bin/env bash
# Compiles each installed header alone without a warning: C headers on both compilers, as C99, C11,
# C++17 and C++20, C++ headers as C++20; clang, which reads the same standard library, takes those
# in one piece. usage: headers.sh INCLUDE_FOLDER
set -euo pipefail
cd "$1"
strict=(-pedantic-errors -Wall -Wextra -Werror -fsyntax-only "-I$PWD")
failed=0 compiled=0

# compile <headers> <compiler and its options>...: each twice, so that one without a guard shows.
compile() {
    local headers=$1
    shift
    compiled=$((compiled + 1))
    printf '#include <%s>\n' $headers $headers | "$@" "${strict[@]}" - ||
        { echo "$headers: does not compile alone: $*"; failed=1; }
}

while read -r header; do
    for standard in c99 c11; do
        for compiler in gcc clang; do compile "$header" $compiler -x c -std=$standard; done
    done
    for standard in c++17 c++20; do
        for compiler in g++ clang++; do compile "$header" $compiler -x c++ -std=$standard; done
    done
done < <(find willcall -name '*.h' | sort)
mapfile -t headers < <(find willcall -name '*.hpp' | sort)
for header in "${headers[@]}"; do compile "$header" g++ -x c++ -std=c++20; done
compile "${headers[*]}" clang++ -x c++ -std=c++20

for header in willcall.h willcall.hpp plugin/plugin.h; do
    [ -f "willcall/$header" ] || { echo "<willcall/$header> is not installed"; failed=1; }
done
echo "$compiled compilations"
exit $failed
