#!/bin/bash
# timeout: 300
# tamper_test.sh - audit rows edited, removed, exchanged or cut off by hand are told in words.
set -u
. "$SOURCE_DIR/tests/cli/shop.sh"
"$DMS" init "$shop" >/dev/null || fault "no store"
for i in 1 2 3 4 5 6; do
    expect 0 "" create core.brand code="b$i" name="$i"
done
cp -r "$shop" "$work/good"

# As long as before, so that the file stays a database.
expect 0 "nothing was changed" audit verify
LC_ALL=C sed -i 's/"code":\[null,"b3"\]/"code":[null,"c3"]/g' "$shop/dms.db"
expect 1 "was changed after it was written" audit verify
expect 1 "was changed after it was written" check
said=$(dms check --json 2>/dev/null)
[ $? = 1 ] || fault "check --json does not look at the audit chain"
[[ "$said" == *'"changed"'* && "$said" == *'was changed after it was written'* ]] || fault "check --json does not say what is wrong: $said"

# Who took which rules into use is held against the chain, too.
rm -r "$shop"
cp -r "$work/good" "$shop"
LC_ALL=C sed -i 's/activestart/activestarX/' "$shop/dms.db"
expect 1 "Switch of the rules 1 was changed past the audit chain: its by" audit verify

# An older file under a newer anchor is a chain that was cut off.
rm -r "$shop"
cp -r "$work/good" "$shop"
expect 0 "" create core.brand code=b7 name=7
cp "$work/good/dms.db" "$shop/dms.db"
rm -f "$shop"/dms.db-*
expect 1 "was cut off" audit verify
said=$(dms audit verify 2>&1)
[[ "$said" != *'{"id"'* ]] || fault "faults are told to people in JSON: $said"

# An anchor file that was taken away is no clean slate, nor is one that came back by itself.
rm -r "$shop"
cp -r "$work/good" "$shop"
rm "$shop/audit.anchor"
expect 1 "audit.anchor is gone" audit verify
expect 0 "" create core.brand code=b8 name=8
[ ! -e "$shop/audit.anchor" ] || fault "a new anchor was begun in silence"
expect 1 "audit.anchor is gone" audit verify
expect 2 "--reason" audit anchor # not without one
expect 0 "anchored anew" audit anchor --reason "the disk of the office was lost"
[ -s "$shop/audit.anchor" ] || fault "no new anchor"
expect 0 "anchor" audit show
expect 0 "nothing was changed" audit verify
finish "tampering is told in words"
