#!/bin/bash
# changes_test.sh - what came after a released minor only adds to it: sizes and members are all
# written down, the difference abidiff sees is the reviewed text, new functions are listed.
#     tests/abi/changes_test.sh --write    after a review: sizes of today and the difference
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
faults=0
fault() {
    echo "$*"
    faults=$((faults + 1))
}

# lacking NAME WHAT FILE : each line of the input is among those that sed finds with WHAT in FILE.
lacking() {
    local line
    while IFS= read -r line; do
        fault "$1 lacks $line"
    done < <(comm -23 <(sort -u) <(sed -n "$2" "$3" | sort -u))
}

# library HEADERS NAME SIZES : the contract as a library without contents; its sizes hold.
library() {
    lua5.4 "$here/stub.lua" "$1" >"$work/$2.c"
    printf '#define SIZE(t, bytes) _Static_assert(sizeof(void *) != 8 || sizeof(struct t) == (bytes), #t);\n#include "%s"\n' \
        "$3" >>"$work/$2.c"
    cc -std=c11 -g -w -shared -fPIC -I"$1" -o "$work/$2.so" "$work/$2.c" ||
        fault "the contract in $1 does not compile, or $3 does not hold"
    lacking "${3##*/}" 's/^SIZE(\(dms_[a-z_]*\), .*/\1/p' "$3" < <(lua5.4 "$here/members.lua" "$1" | cut -f1)
}

# sizes HEADERS : a line SIZE(card, bytes) for each card.
sizes() {
    {
        lua5.4 "$here/stub.lua" "$1" | grep '^#include'
        printf '#include <stdio.h>\nint main(void) {\n'
        lua5.4 "$here/members.lua" "$1" | cut -f1 | sort -u |
            sed 's/.*/printf("SIZE(&, %zu)\\n", sizeof(struct &));/'
        echo '}'
    } >"$work/sizes.c"
    cc -std=c11 -I"$1" -o "$work/sizes" "$work/sizes.c" && "$work/sizes"
}

now=1.$(sed -n 's/^#define DMS_ABI_MINOR //p' "$root/include/dms/plugin.h")
if [ "${1:-}" = --write ]; then
    { sed '/^SIZE/,$d' "$here/sizes_$now.h" && sizes "$root/include"; } >"$work/fresh" &&
        cp "$work/fresh" "$here/sizes_$now.h"
fi
library "$root/include" now "$here/sizes_$now.h"
lacking layout_test.c 's/^FROZEN(\([a-z_]*\), \([a-z_]*\), .*/\1\t\2/p' "$here/layout_test.c" \
    < <(lua5.4 "$here/members.lua" "$root/include")

functions() {
    sed -n 's/.*[ *]\(dms_[a-z0-9_]*\)(.*__builtin_trap.*/\1/p' "$1" | sort
}
for headers in "$here"/headers/*/; do
    minor=$(basename "$headers")
    library "$headers" "$minor" "$here/sizes_$minor.h"
    cat "$here"/symbols_*.txt >"$work/symbols"
    lacking "symbols_$now.txt" p "$work/symbols" < <(functions "$work/now.c")
    if ! command -v abidiff >/dev/null; then
        echo "abidiff (abigail-tools) is not here"
        [ "$faults" = 0 ] && exit 77
        exit 1
    fi
    text=$here/changes_${minor}_$now.txt
    abidiff --no-added-syms --no-show-locs "$work/$minor.so" "$work/now.so" |
        sed '/ changes summary: /d' >"$work/changes"
    if [ "${1:-}" = --write ]; then cp "$work/changes" "$text"; fi
    diff "$text" "$work/changes" ||
        fault "plugins built with $minor see another contract than ${text##*/} says was reviewed"
done
[ "$faults" = 0 ]
