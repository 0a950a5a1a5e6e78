#!/bin/bash
# timeout: 120
# serve_test.sh - while the shop is served an admin edits a follow-up rule: the next delivered
# car follows it, the one before keeps its own, and a script with an error changes nothing.
set -u
. "$SOURCE_DIR/tests/cli/shop.sh"
rules=$work/scripts/brands/aurora/after_sales.lua
demo_into "$shop" || fault "no demo"
"$DMS" -C "$shop" serve >"$work/serve.log" 2>&1 &
server=$!
for _ in $(seq 200); do [ -S "$shop/dms.sock" ] && break; sleep 0.05; done
[ "$(stat -c %a "$shop/dms.sock")" = 600 ] || fault "the socket is open to others"

# version : of the rules; wait_for_another OLD : until it is not OLD any more.
version() { dms rules list --json | sed -n 's/^ *"version": \([0-9]*\).*/\1/p' | head -1; }
wait_for_another() {
    for _ in $(seq 100); do [ "$(version)" != "$1" ] && return; sleep 0.1; done
    fault "the edited rule was not taken up"
}
days() { date -d "$(date +%F) + $1 days" +%F; }

export TZ=CST-8 # without a time zone database too
first=$(deliver_aurora LDMA5A1B2TA000101 13800138111)
[ "$(call_day "$first")" = "$(days 3)" ] || fault "first car: called on $(call_day "$first")"

before=$(version)
sed -i 's/^local DAYS_AFTER <const> = 3/local DAYS_AFTER <const> = 6/' "$rules"
wait_for_another "$before"
after=$(version)
second=$(deliver_aurora LDMA5A1B4TA000102 13800138112)
[ "$(call_day "$second")" = "$(days 6)" ] || fault "second car: called on $(call_day "$second")"
[ "$(call_day "$first")" = "$(days 3)" ] || fault "the first car's call was moved"

cp "$rules" "$work/good.lua"
echo 'this is not Lua' >>"$rules"
for _ in $(seq 100); do grep -q "after_sales.lua:" "$work/serve.log" && break; sleep 0.1; done
grep -q "after_sales.lua:" "$work/serve.log" || fault "nobody was told of the broken script"
[ "$(version)" = "$after" ] || fault "a broken script changed the rules"
expect 1 "after_sales.lua:" rules check
cp "$work/good.lua" "$rules"
expect 0 "sound" rules check

# Sixteen clerks at once, one writer.
leads=$(dms list crm.lead --count)
for i in $(seq 16); do
    (for k in 1 2 3 4 5; do
        dms --as a_reception create crm.lead name="客$i" phone=139"$(printf %04d%04d "$i" "$k")" \
            source=phone >/dev/null 2>&1 || echo x
    done) >>"$work/clerks" &
    clerks="${clerks:-} $!"
done
wait $clerks
[ -s "$work/clerks" ] && fault "a clerk was turned away"
[ "$(dms list crm.lead --count)" = $((leads + 80)) ] || fault "leads were lost or doubled"
expect 3 "process" serve
kill "$server"
wait "$server" || fault "serve did not end well"
server=
[ ! -e "$shop/dms.sock" ] || fault "the socket stayed"
expect 0 "whole" audit verify
finish "served, edited, edited wrongly, crowded, closed"
