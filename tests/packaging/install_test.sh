#!/bin/bash
# timeout: 120
# install_test.sh - what is installed is enough for somebody who has nothing else of ours.
set -eu
[ -x "$DMS" ] || exit 77
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
unset DMS_PLUGIN_PATH DMS_SCRIPT_PATH

cmake --install "$BUILD_DIR" --prefix "$place/house" >"$place/log" || { cat "$place/log"; exit 1; }
pc=$(find "$place/house" -name dms.pc)
export PKG_CONFIG_PATH=${pc%/*}
for file in bin/dms include/dms/dms.h share/man/man1/dms.1 share/man/zh_CN/man1/dms.1 \
    share/bash-completion/completions/dms lib/systemd/system/dms@.service \
    lib/systemd/system/dms@.socket lib/systemd/system/dms-http@.socket; do
    [ -f "$place/house/$file" ] || { echo "$file is not installed"; exit 1; }
done
if readelf -d "$place/house/bin/dms" | grep -F "$BUILD_DIR"; then
    echo "the program still looks into the build tree"
    exit 1
fi

# Moved or not, it finds its own plugins and scripts.
mv "$place/house" "$place/moved"
"$place/moved/bin/dms" init "$place/shop" --demo >"$place/log" 2>&1 || { cat "$place/log"; exit 1; }
plugins=$("$place/moved/bin/dms" -C "$place/shop" plugin list)
for name in crm rest web; do
    grep -q "$place/moved/.*/$name" <<<"$plugins" || { echo "no $name in $plugins"; exit 1; }
done
[ -n "$(find "$place/moved" -path '*/web/pages/my_day.json')" ] || { echo "no pages"; exit 1; }
mv "$place/moved" "$place/house"

mkdir "$place/mine"
cd "$place/mine"
cat >plugin.c <<'TEXT'
#include <dms/dms.h>

static enum dms_status
start(struct dms_registrar *registrar, struct dms_error *error)
{
    (void)registrar;
    (void)error;
    return dms_status_name(DMS_OK) != NULL ? DMS_OK : DMS_BUG;
}

DMS_PLUGIN(.name = "mine", .version = "1.0.0", .start = start);
TEXT
cat >plugin.json <<'TEXT'
{ "id": "mine", "version": "1.0.0", "abi": "1.0", "requires": {} }
TEXT
cat >CMakeLists.txt <<'TEXT'
cmake_minimum_required(VERSION 3.25)
project(mine LANGUAGES C)
find_package(dms 1.0 REQUIRED)
dms_add_plugin(mine plugin.c)
TEXT

shown() {
    nm -D --defined-only "$1" | awk '{ print $3 }' | grep -v '^__'
}

cmake -G Ninja -B build -DCMAKE_PREFIX_PATH="$place/house" >"$place/log" &&
    cmake --build build >"$place/log" || { cat "$place/log"; exit 1; }
[ "$(shown build/plugins/mine/mine.so)" = dms_plugin_v1 ]
[ -f build/plugins/mine/plugin.json ]

# shellcheck disable=SC2046
gcc -std=c11 -shared -fPIC -fvisibility=hidden -Wl,-z,defs $(pkg-config --cflags dms) \
    plugin.c -o by_hand.so $(pkg-config --libs dms)
[ "$(shown by_hand.so)" = dms_plugin_v1 ]
echo "an installed house is enough to build a plugin"
