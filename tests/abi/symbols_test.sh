#!/bin/bash
# symbols_test.sh - every function of an earlier ABI is still there, under its version.
set -u
library=$BUILD_DIR/lib/libdms.so
[ -f "$library" ] && [ -f "$DMS" ] || exit 77
faults=0
for list in "$SOURCE_DIR"/tests/abi/symbols_*.txt; do
    version=${list##*symbols_}
    version=DMS_${version%.txt}
    shown=$(nm -D --defined-only --with-symbol-versions "$library" | awk '{ print $3 }')
    while read -r name; do
        if ! grep -qx "$name@@*$version" <<<"$shown"; then
            echo "$name@$version is gone: plugins built with it no longer load"
            faults=$((faults + 1))
        fi
    done <"$list"
done
[ "$faults" = 0 ]
