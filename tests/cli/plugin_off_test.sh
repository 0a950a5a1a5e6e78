#!/bin/bash
# timeout: 180
# plugin_off_test.sh - a plugin that crashes is named and, the third time, kept off; one switched off or
# uninstalled leaves its data to be read, and finds it again; its rules harm nobody else's.
set -u
. "$SOURCE_DIR/tests/cli/shop.sh"
command -v cc >/dev/null || exit 77
umask 022
zoo=$SOURCE_DIR/tests/core/plugin/zoo
flags=${DMS_SANITIZE:+-fsanitize=$DMS_SANITIZE}
# plugin ID SOURCE REQUIRES
plugin() {
    mkdir -p "$work/plugins/$1"
    printf '{"id":"%s","version":"1.0.0","abi":"1.0","requires":{%s}}' "$1" "$3" >"$work/plugins/$1/plugin.json"
    # shellcheck disable=SC2086
    cc -std=gnu11 -shared -fPIC -fvisibility=hidden $flags -I"$SOURCE_DIR/include" -DNAME="\"$1\"" \
        -o "$work/plugins/$1/$1.so" "$zoo/$2" -L"$BUILD_DIR/lib" -ldms || fault "no $1"
}
plugin harmful harmful.c ''
plugin needy good.c '"harmful":"*"'
export DMS_PLUGIN_PATH=$work/plugins DMS_SCRIPT_PATH=$work/none
mkdir "$work/none"
"$DMS" init "$shop" >/dev/null || fault "no store"
expect 0 "" create core.store code=A name=A
expect 0 "" --store A create harmful.thing title=one price=12.50

# It dies with its name, whatever the signal; the third time it stays off, and says why.
crash() {
    dms call harmful.harm "$@" >"$work/said" 2>&1 && fault "no crash"
    grep -Eq "SIG(SEGV|ABRT) harmful .*harmful.so\+0x" "$work/said" || fault "not named: $(cat "$work/said")"
}
crash
crash how=abort
expect 0 "on" plugin list
crash
[ "$(grep -c ' harmful harmful.so\| harmful lib' "$shop/crashes")" = 3 ] || fault "crashes: $(cat "$shop/crashes")"
expect 1 "3 times within 10 minutes" call harmful.harm
expect 0 "12.50" list harmful.thing
expect 1 "can be read and exported" set harmful.thing 1 title=two
expect 1 "can be read and exported" --store A create harmful.thing title=two
expect 1 "can be read and exported" remove harmful.thing 1
expect 1 "can be read and exported" do harmful.thing 1 finish
dms plugin list 2>/dev/null | grep -q "needy.*off" || fault "what needs it runs"
expect 0 "harmful is on" plugin enable harmful
expect 0 "" set harmful.thing 1 title=two
[ -z "$(dms plugin list 2>&1 >/dev/null)" ] || fault "still told of"
# Three crashes long ago, or of an older library, are past.
printf '1000 SIGSEGV harmful x\n5000 SIGSEGV harmful x\n%s SIGSEGV harmful x\n' "$(date -d '+1 hour' +%s)" >"$shop/crashes"
expect 0 "" set harmful.thing 1 title=one
printf '1000 SIGSEGV harmful x\n1000 SIGSEGV harmful x\n1001 SIGSEGV harmful x\n' >"$shop/crashes"
expect 0 "" set harmful.thing 1 title=two

# What somebody else sends is no plugin's fault.
"$DMS" -C "$shop" serve >/dev/null 2>&1 &
server=$!
for _ in $(seq 200); do [ -S "$shop/dms.sock" ] && break; sleep 0.05; done
kill -ABRT "$server"
wait "$server" 2>/dev/null
server=
tail -1 "$shop/crashes" | grep -q ' SIGABRT - ' || fault "blamed: $(tail -1 "$shop/crashes")"

# Before it goes off, one sees what hangs on it.
expect 1 "needy" plugin disable harmful
expect 1 "harmful.thing: 1 records" plugin disable harmful
[ ! -e "$shop/plugins.off" ] || fault "done without --yes"
expect 0 "off from the next start" plugin disable harmful --yes
expect 0 "off" plugin disable harmful --yes
[ "$(grep -c harmful "$shop/plugins.off")" = 1 ] || fault "named twice"
expect 0 "12.50" list harmful.thing
expect 1 "can be read" set harmful.thing 1 title=three
dms plugin list 2>/dev/null | grep -q "harmful.*off" || fault "not off"
expect 0 "" plugin enable harmful
expect 0 "" set harmful.thing 1 title=three

# Uninstalled, its folder gone, its records are in files and in the store; it finds them again.
expect 1 "--yes" plugin uninstall harmful --output "$work/out"
expect 0 "$work/out" plugin uninstall harmful --output "$work/out" --yes
grep -q '"three"' "$work/out/harmful.thing.json" || fault "not exported"
expect 1 "cannot be written" plugin uninstall harmful --output "$work/out" --yes
mv "$work/plugins/harmful" "$work/away"
expect 0 "three" list harmful.thing
expect 0 "three" search three
dms plugin list 2>/dev/null | grep -q "harmful.*folder gone, data kept" || fault "not told that it is gone"
mv "$work/away" "$work/plugins/harmful"
expect 0 "" plugin enable harmful
expect 0 "" set harmful.thing 1 title=four
expect 1 "no plugin nobody" plugin disable nobody --yes

# The first rules of a house: one plugin's are wrong, and the others' are used all the same.
shop=$work/fresh
# flow PLUGIN ENTITY STATE
flow() {
    printf 'local dms <const> = require("dms")\ndms.workflow { entity = "%s", initial = "new",\n  states = { new = {}, done = { final = true } },\n  transitions = { { "finish", from = "new", to = "%s" } } }\n' "$2" "$3" >"$work/plugins/$1/process.lua"
}
flow harmful harmful.thing donee
flow needy core.calendar_day done
"$DMS" init "$shop" >/dev/null 2>&1 || fault "no second store"
expect 0 "rules of plugin “harmful” are not used" plugin list
expect 0 "plugins/harmful/process.lua:3" plugin list
expect 0 "" create core.store code=A name=A
expect 0 "" create core.calendar_day date=2026-12-01
expect 0 "" --store A create harmful.thing title=one
expect 0 "" do core.calendar_day 1 finish
expect 1 "no workflow" do harmful.thing 1 finish
flow harmful harmful.thing done
expect 0 "1 records moved" workflow migrate harmful.thing --apply --reason mended
expect 0 "" do harmful.thing 1 finish
[ -z "$(dms plugin list 2>&1 >/dev/null)" ] || fault "still told of"
finish "a plugin goes and comes back"
