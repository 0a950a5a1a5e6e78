#!/bin/bash
# timeout: 240
# doctor_test.sh - each thing that may be wrong with an installation is one line that says what
# to do; a sound one gets none.
set -u
. "$SOURCE_DIR/tests/cli/shop.sh"
umask 027
"$DMS" init "$shop" >/dev/null || fault "no store"
expect 0 "Nothing is wrong" doctor
[ "$(dms doctor --json | tr -d ' \n')" = '{"findings":[]}' ] || fault "JSON of a sound house"

chmod 777 "$shop"
expect 1 "chmod go-w $shop" doctor
chmod 755 "$shop" && chmod 644 "$shop/dms.db"
expect 1 "chmod o-rwx $shop" doctor
chmod 750 "$shop" && chmod 620 "$shop/dms.db"
expect 1 "chmod go-w $shop/dms.db" doctor
chmod 600 "$shop/dms.db"
if [ "$(id -u)" = 0 ]; then
    chown 12345 "$shop/lock"
    expect 1 "chown 0 $shop/lock" doctor
    chown 0 "$shop/lock"
fi

mv "$shop/audit.anchor" "$work/anchor"
expect 1 "no audit anchor" doctor
sed 's/ [0-9a-f]* / 0000000000000000000000000000000000000000000000000000000000000000 /' \
    "$work/anchor" >"$shop/audit.anchor"
expect 1 "does not fit the chain (anchor)" doctor
sed 's/^[0-9]* /999999 /' "$work/anchor" >"$shop/audit.anchor"
expect 1 "does not fit the chain (truncated)" doctor
echo "no anchor at all" >"$shop/audit.anchor"
expect 1 "cannot be read" doctor
cp "$work/anchor" "$shop/audit.anchor"

now=$(date +%s)
for at in $((now - 7 * 86400 - 60)) $((now - 90)) $((now - 60)); do
    echo "$at SIGSEGV crm crm.so+0x11f9 libdms.so.1+0x5d20"
done >"$shop/crashes"
chmod 600 "$shop/crashes"
expect 1 "Plugin crm took the house down 2 times" doctor
echo "$((now - 30)) ENABLED crm - an administrator gives it another try" >>"$shop/crashes"
expect 0 "Nothing is wrong" doctor
echo "$now SIGABRT - dms+0x20" >>"$shop/crashes"
expect 1 "dms itself crashed 1 times" doctor
rm "$shop/crashes"

printf '[backup]\nfolder = %s\nhours = 24\n' "$work/backups" >"$shop/dms.ini"
expect 1 "$work/backups: The backups' folder cannot be read" doctor
mkdir "$work/backups"
expect 1 "holds no backup" doctor
touch -d "3 days ago" "$work/backups/old.db"
expect 1 "is 72 hours old" doctor
dms backup "$work/backups/new.db" >/dev/null
expect 0 "Nothing is wrong" doctor
printf '[bakup]\nfolder = x\n' >"$shop/dms.ini"
expect 1 "dms.ini:2: Nobody reads the section [bakup]" doctor
rm "$shop/dms.ini"

echo "this is not Lua" >>"$work/scripts/common/broken.lua"
expect 1 "broken.lua:1" doctor
rm "$work/scripts/common/broken.lua"
# What a rule failed on again and again is parked until somebody sees to it.
cat >"$work/scripts/common/greet.lua" <<'RULE'
local dms <const> = require("dms")
dms.follow_up {
  name = "common/greet",
  on = "core.brand.created",
  when = function(brand) return brand.code + 1 > 0 end,
  task = { kind = "greet", role = "admin", title = "common.survey_call", due = dms.workdays(1) },
}
RULE
made admin core.brand code=b1 name=一 >/dev/null
made admin core.brand code=b2 name=二 >/dev/null
expect 1 "2 events or timers failed again and again" doctor
expect 0 "core.brand.created  core.brand 2 二" events parked
expect 1 "0 done, 2 still parked" events retry --subscriber common/greet
sed -i 's/brand.code + 1 > 0/false/' "$work/scripts/common/greet.lua"
expect 0 "1 done, 0 still parked" events retry 1
expect 1 "Nothing is parked as 1" events retry 1
expect 1 "reason" events drop 2
expect 0 "2 (common/greet) is let go" events drop 2 --reason "called by hand"
expect 0 "Nothing is parked." events parked
expect 2 "ID takes a positive whole number" events drop two --reason r
for wrong in burn retry drop "retry 1 --subscriber x"; do
    expect 2 "Usage: dms events" events $wrong
done
rm "$work/scripts/common/greet.lua"
mkdir -p "$work/plugins/odd" && echo '{' >"$work/plugins/odd/plugin.json"
DMS_PLUGIN_PATH=$DMS_PLUGIN_PATH:$work/plugins expect 1 "odd/plugin.json" doctor
DMS_PLUGIN_PATH=$DMS_PLUGIN_PATH:$work/nowhere expect 1 "$work/nowhere" doctor
DMS_SCRIPT_PATH=$work/nowhere expect 1 "DMS_SCRIPT_PATH" doctor
said=$(ulimit -n 1024; "$DMS" -C "$shop" doctor) && fault "few files are enough: $said"
[[ "$said" == *LimitNOFILE* ]] || fault "few files: $said"

id=$(dms list core.user --json | sed -n 's/^ *"id": \([0-9]*\),\{0,1\}$/\1/p' | head -1)
echo demo | dms password admin >/dev/null 2>&1 && expect 1 "dms password" doctor
echo "long enough 2 hold" | dms password admin >/dev/null
dms --as @house set core.user "$id" active=false >/dev/null || fault "the admin stays"
said=$("$DMS" -C "$shop" --as @house doctor) && fault "no admin is no finding"
[[ "$said" == *"No administrator"* ]] || fault "no admin: $said"
dms --as @house set core.user "$id" active=true >/dev/null
made admin core.store code=S1 name=店 >/dev/null
setting=$(made admin core.setting name=utc_offset value=east)
expect 1 "utc_offset is “east”" doctor
dms remove core.setting "$setting" >/dev/null

printf '[http]\nlisten = 127.0.0.1:0\n' >"$shop/dms.ini" && chmod 600 "$shop/dms.ini"
"$DMS" -C "$shop" serve >"$work/serve.log" 2>&1 &
server=$!
for _ in $(seq 200); do [ -S "$shop/dms.sock" ] && break; sleep 0.05; done
expect 0 "Nothing is wrong" doctor
kill -KILL "$server"
wait "$server" 2>/dev/null
server=
expect 1 "left over" doctor
rm -f "$shop/dms.sock"

cp "$shop/dms.db" "$work/kept.db"
dd if=/dev/zero of="$shop/dms.db" bs=1024 seek=40 count=60 conv=notrunc 2>/dev/null
said=$("$DMS" -C "$shop" doctor) && fault "a damaged store is no finding: $said"
rm "$shop/dms.db"
expect 1 "Run dms init" doctor
finish "what is wrong is told, what is sound is not"
