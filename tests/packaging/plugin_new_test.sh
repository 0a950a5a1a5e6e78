#!/bin/bash
# timeout: 120
# plugin_new_test.sh - dms plugin new makes a plugin that builds, loads and tests green with
# nothing but an installed house.
set -eu
[ -x "$DMS" ] || exit 77
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
umask 022
unset DMS_PLUGIN_PATH DMS_SCRIPT_PATH
export CMAKE_GENERATOR=Ninja # make is no part of our set-up
quietly() {
    "$@" >"$place/log" 2>&1 || { cat "$place/log"; exit 1; }
}

quietly cmake --install "$BUILD_DIR" --prefix "$place/house"
cd "$place"
quietly house/bin/dms plugin new tow_truck
cd tow_truck

# The sanitizers of the tests would have to be in the plugin's own test program, too.
flags=$(sed -n 's/^DMS_SANITIZE:STRING=\(..*\)/-fsanitize=\1/p' "$BUILD_DIR/CMakeCache.txt")
quietly cmake -B build -DCMAKE_PREFIX_PATH="$place/house" -DCMAKE_C_FLAGS="$flags"
quietly cmake --build build
quietly ctest --test-dir build --output-on-failure
quietly "$place/house/bin/dms" plugin check build/plugins/tow_truck/tow_truck.so

# Every word of it that a person reads is in both languages.
export DMS_PLUGIN_PATH=$PWD/build/plugins
quietly "$place/house/bin/dms" init "$place/shop"
for language in zh en; do
    "$place/house/bin/dms" -C "$place/shop" --lang $language entity show tow_truck.reminder --json
done >"$place/words"
if grep -E '"label": "(title|due_on|note|open|done|cancelled|finish|cancel|tow_truck.reminder)"' \
    "$place/words"; then
    echo "words of the new plugin are missing"
    exit 1
fi
unset DMS_PLUGIN_PATH

# The one line of its README.
pc=$(find "$place/house" -name dms.pc)
export PKG_CONFIG_PATH=${pc%/*}
command=$(sed -n 's/^ *\(cc -shared.*\)/\1/p' README.md)
eval "$command"
[ -f tow_truck.so ]
