#!/bin/bash
# timeout: 180
# symbols_test.sh - a plugin shows one symbol, the library only dms_*, and both what they declare.
set -u
faults=0
fault() {
    echo "$*"
    faults=$((faults + 1))
}

library=$BUILD_DIR/lib/libdms.so
if [ ! -f "$library" ] || [ ! -f "$DMS" ]; then
    echo "nothing was built"
    exit 77
fi

# Names a library defines for others; sanitizers and the version itself are not ours.
defined() {
    nm -D --defined-only "$1" | awk '$2 != "A" { print $3 }' | sed 's/@.*//' |
        grep -v -e '^__asan' -e '^__odr_asan' -e '^__tsan' -e '^__ubsan' | sort -u
}

exported=$(defined "$library")
for name in $exported; do
    case $name in
        dms_*) ;;
        *) fault "libdms.so shows $name" ;;
    esac
done

# What a public header promises must be there, or a plugin would fail only when it is loaded.
promised=$(cat "$SOURCE_DIR"/include/dms/*.h | tr '\n' ' ' | sed 's|/\*|\n&|g; s|\*/|&\n|g' |
    grep -v '^/\*' | tr '\n' ' ' | grep -o 'DMS_API [^;{]*' |
    sed -n 's/^[^(]*[ *]\(dms_[a-z0-9_]*\)(.*/\1/p' | sort -u)
for name in $promised; do
    grep -qx "$name" <<<"$exported" || fault "libdms.so lacks $name, which include/dms promises"
done

plugins=0
for file in "$BUILD_DIR"/plugins/*/*.so; do
    [ -f "$file" ] || continue
    plugins=$((plugins + 1))
    shown=$(defined "$file")
    [ "$shown" = dms_plugin_v1 ] || fault "$file shows ${shown:-nothing}, not dms_plugin_v1 alone"
    for name in $(nm -D --undefined-only "$file" | awk '{ print $2 }' | sed 's/@.*//' |
        grep '^dms_'); do
        grep -qx "$name" <<<"$exported" || fault "$file needs $name, which libdms.so does not show"
    done
    for needed in $(readelf -d "$file" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'); do
        case $needed in
            libsqlite3* | liblua* | libjansson* | libsodium* | libxlsxwriter*)
                fault "$file goes around the contract: $needed" ;;
        esac
    done
done

echo "$(wc -w <<<"$exported") symbols, $(wc -w <<<"$promised") promised, $plugins plugins, $faults faults"
[ "$faults" = 0 ]
