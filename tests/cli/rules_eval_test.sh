#!/bin/bash
# rules_eval_test.sh - a chunk is tried on a record in the closed yard, one line a file, and
# nothing is written; a hostile folder goes through it on eight threads, with and without dms serve.
# timeout: 180
set -u
. "$SOURCE_DIR/tests/cli/shop.sh"
hostile=$SOURCE_DIR/tests/core/script/hostile
chunk() { printf '%s' "$2" >"$work/$1.lua"; }
chunk name 'return record.name .. "!"'
chunk user 'return { user.name, user:has_role("admin"), record.state }'
chunk write 'record.name = "other"'
chunk find 'local dms <const> = require("dms")
return #dms.find("crm.lead", {})'
chunk call 'return require("dms").call("rules.reload")'
chunk task 'return require("dms").task { kind = "call", role = "sales_advisor", title = "x", due = 1 }'
chunk loop 'local n = 0
while true do n = n + 1 end'
chunk typo 'return recrod'
chunk bytes "$(printf 'return 1\n-- \351\n')"
chunk lines 'error("one\ntwo")'
chunk now 'return require("dms").today() > 20000'
chunk mixed 'return { 1, name = 2 }'

# Without a store.
said=$(cd "$work" && "$DMS" rules eval name.lua loop.lua typo.lua bytes.lua none.lua lines.lua now.lua mixed.lua 2>&1)
[ $? = 1 ] || fault "errors did not exit 1"
wanted='ERROR name.lua:1 *attempt to index a nil value (local '"'record'"').
KILLED steps loop.lua:2
ERROR typo.lua:1 There is nothing named “recrod”*
ERROR bytes.lua:2 The text is not UTF-8.
ERROR none.lua:0 This file cannot be read: No such file or directory.
ERROR lines.lua:1 *one two.
ERROR now.lua:1 This can only be asked by a running rule*
ERROR mixed.lua* The table mixes numbers and names*'
paste <(printf '%s\n' "$said") <(printf '%s\n' "$wanted") | while IFS=$'\t' read -r got want; do
    [[ "$got" == $want ]] || echo "got: $got, wanted: $want"
done >"$work/differences"
[ ! -s "$work/differences" ] || fault "$(cat "$work/differences")"
expect 2 "Usage" rules eval
expect 2 "Usage" rules eval "$work/now.lua" --rounds none
expect 1 "Between 1 and" rules eval "$work/now.lua" --threads 1000

# On a record, with the rights of who asks.
"$DMS" init "$shop" >/dev/null || fault "no store"
expect 0 "" create core.brand code=aurora name=晨曜
expect 0 "" create core.store code=A01 name=南山店 brand=aurora
expect 0 "" create crm.lead name=张三 phone=13800138000 source=phone
before=$(dms audit show --limit 1000 --json | sha256sum; dms list crm.lead --json | sha256sum)
expect 0 'VALUE "张三!"' rules eval "$work/name.lua" --on crm.lead 1
expect 0 'VALUE ["admin",true,"new"]' rules eval "$work/user.lua" --on crm.lead 1
expect 0 'VALUE 1' rules eval "$work/find.lua"
expect 0 'VALUE true' rules eval "$work/now.lua"
expect 1 'ERROR '"$work/write.lua:1" rules eval "$work/write.lua" --on crm.lead 1
expect 1 'ERROR '"$work/call.lua:1" rules eval "$work/call.lua" --on crm.lead 1
expect 0 'VALUE {' rules eval "$work/task.lua" --on crm.lead 1
expect 1 'no Lead with id 99' rules eval "$work/name.lua" --on crm.lead 99
expect 2 'Usage' rules eval "$work/name.lua" --on crm.lead first
expect 1 '"limit": "steps"' rules eval "$work/loop.lua" --on crm.lead 1 --json

# verdicts ROUNDS FILE… : each as its first line says; the seed is told.
verdicts() {
    local rounds=$1
    shift
    dms rules eval --on crm.lead 1 --rounds "$rounds" --threads 8 --shuffle "$@" >"$work/said" 2>"$work/seed"
    grep -q '^seed [0-9]' "$work/seed" || fault "no seed: $(cat "$work/seed")"
    [ "$(wc -l <"$work/said")" = $# ] || fault "not one line a file"
    paste <(printf '%s\n' "$@") "$work/said" | while IFS=$'\t' read -r file line; do
        case $file in
        */sane_random.lua) ;;
        */sane_*) [[ "$line" == "$(sed -n '1s/^-- //p' "$file")"* ]] || echo "$file: $line" ;;
        *) [[ "$line" == "$(sed -n '1s/^-- \([A-Z]*\).*/\1/p' "$file")"* ]] || echo "$file: $line" ;;
        esac
    done | grep -v -e record_written -e dms_now -e address_of_user >"$work/wrong"
    [ ! -s "$work/wrong" ] || fault "$(cat "$work/wrong")"
}
verdicts 1 "$hostile"/*.lua
dms serve >"$work/server" 2>&1 &
server=$!
for _ in $(seq 100); do [ -S "$shop/dms.sock" ] && break; sleep 0.1; done
expect 0 'VALUE "张三!"' rules eval "$work/name.lua" --on crm.lead 1
verdicts 20 "$hostile"/{sane,error,garbage}_*.lua
kill "$server" && wait "$server"
server=
after=$(dms audit show --limit 1000 --json | sha256sum; dms list crm.lead --json | sha256sum)
[ "$before" = "$after" ] || fault "something was written"
finish "a chunk tells its value, its error or its limit, and writes nothing"
