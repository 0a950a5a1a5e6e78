#!/bin/bash
# timeout: 120
# plugin_new_test.sh - "your first plugin" as the README tells it, line by line, in an empty folder
# with nothing but an installed house; then the plugin's own README, and the API.
set -eu
[ -x "$DMS" ] || exit 77
place=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$place"' EXIT
umask 022
unset DMS_PLUGIN_PATH DMS_SCRIPT_PATH
export CMAKE_GENERATOR=Ninja # make is no part of our set-up
quietly() {
    "$@" >"$place/log" 2>&1 || { echo "$*"; cat "$place/log"; exit 1; }
}

quietly cmake --install "$BUILD_DIR" --prefix "$place/house"
pc=$(find "$place/house" -name dms.pc)
# As if it had been installed where everybody looks.
export PATH=$place/house/bin:$PATH PKG_CONFIG_PATH=${pc%/*} CMAKE_PREFIX_PATH=$place/house
mkdir "$place/empty"
cd "$place/empty"

sed -n '/^## Your first plugin/,/^## Running/p' "$SOURCE_DIR/README.md" |
    sed -n '/^```sh/,/^```$/p' | sed '/^```/d' >"$place/story.sh"
[ "$(wc -l <"$place/story.sh")" -ge 8 ]
quietly bash -e "$place/story.sh"
for said in '100% tests passed' 年检; do
    grep -q "$said" "$place/log" || { cat "$place/log"; exit 1; }
done
cd shop
export DMS_PLUGIN_PATH=$place/empty/tow_truck/build/plugins:$(pkg-config --variable=plugindir dms)

# Every word of it that a person reads is in both languages.
for language in zh en; do
    dms --lang $language entity show tow_truck.reminder --json
done >"$place/words"
if grep -E '"label": "(title|due_on|note|open|done|cancelled|finish|cancel|tow_truck.reminder)"' \
    "$place/words"; then
    echo "words of the new plugin are missing"
    exit 1
fi

# The API knows it, and asks for a login like for anything else.
printf '[http]\nlisten = 127.0.0.1:0\n' >dms.ini && chmod 600 dms.ini
token=$(dms --as admin token create till --json | sed -n 's/.*"token": "\([^"]*\)".*/\1/p')
dms serve >"$place/log" 2>&1 &
server=$!
for _ in $(seq 100); do
    port=$(sed -n 's/.*127\.0\.0\.1:\([1-9][0-9]*\).*/\1/p' "$place/log" | head -1)
    [ -z "$port" ] || break
    sleep 0.1
done
api() {
    curl -sf -H "Authorization: Bearer $token" "http://127.0.0.1:$port/api/v1/$1"
}
api tow_truck.reminder | grep -q 年检
api meta/tow_truck.reminder | grep -q due_on
api openapi.json | grep -q /tow_truck.reminder/
# So do the browser's pages: its own list and form, in its own menu, in words.
api pages >"$place/pages"
for said in '"tow_truck.reminders"' '"tow_truck.reminder"' '"menu":"tow_truck"' '"提醒事项"'; do
    grep -qF "$said" "$place/pages" || { echo "pages: no $said"; cat "$place/pages"; exit 1; }
done
api pages/tow_truck.reminders | grep -qF '"due_on"'
kill "$server"
wait "$server" || true
server=

# When it needs another plugin, its tests find that one.
cd ../tow_truck
sed -i 's/"requires": {}/"requires": {"crm": ">=1.0"}/' plugin.json
quietly cmake --build build
DMS_PLUGIN_PATH='' quietly ctest --test-dir build

# The lines without CMake, from its README.
sed -n 's/^    \(\(cc -\|\.\/tow_truck_test\).*\)/\1/p' README.md >"$place/by_hand.sh"
[ "$(wc -l <"$place/by_hand.sh")" = 3 ]
sed -i 's/"requires": {.*},/"requires": {},/' plugin.json
rm -rf build
quietly bash -e "$place/by_hand.sh"
grep -q '4 tests, 0 faults' "$place/log"
echo "the first plugin is what the README says"
