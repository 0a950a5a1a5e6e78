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
[[ "$said" == *'"changed"'* ]] || fault "check --json does not say what is wrong: $said"

# An older file under a newer anchor is a chain that was cut off.
rm -r "$shop"
cp -r "$work/good" "$shop"
expect 0 "" create core.brand code=b7 name=7
cp "$work/good/dms.db" "$shop/dms.db"
rm -f "$shop"/dms.db-*
expect 1 "was cut off" audit verify
said=$(dms audit verify 2>&1)
[[ "$said" != *'{"id"'* ]] || fault "faults are told to people in JSON: $said"
finish "tampering is told in words"
