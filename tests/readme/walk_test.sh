#!/bin/bash
# timeout: 120
# walk_test.sh - the README's story of a car, line by line as it stands there, on a fresh demo.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$SOURCE_DIR/tests/support/demo.sh"
demo_into "$work/demo"
sed -n '/^## A car is sold/,/^## The rooms/p' "$SOURCE_DIR/README.md" |
    sed -n '/^```sh/,/^```$/p' | sed '/^```/d; s|\./dev dms -C demo|"$DMS" -C "$work/demo"|' >"$work/walk.sh"
[ "$(grep -c '^dms' "$work/walk.sh")" -ge 20 ]
cd "$SOURCE_DIR"
. "$work/walk.sh" >>"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
# What must be refused was, and the car is gone.
grep -q 'sales.discount_authority' "$work/log"
grep -q 'plate_before_key' "$work/log"
"$DMS" -C "$work/demo" list sales.vehicle --where '{"id":1,"state":"sold"}' --count | grep -qx 1
"$DMS" -C "$work/demo" --as a_caller task list --json | grep -q delivery_call
grep -q 'after_sales/inspect:check' "$work/log"
"$DMS" -C "$work/demo" list after_sales.repair_order --where '{"id":1,"state":"delivered"}' --count | grep -qx 1
"$DMS" -C "$work/demo" list after_sales.repair_order --where '{"id":2,"fast_lane":true}' --count | grep -qx 1
echo "the README tells the truth"
