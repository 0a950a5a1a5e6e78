#!/bin/bash
# timeout: 120
# rules_test.sh - the README's first rule, line by line as it stands there, with the shop open.
set -eu
work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" && wait "$server" || true; fi; rm -rf "$work"' EXIT
. "$SOURCE_DIR/tests/support/demo.sh"
demo_into "$work/demo"
cp -r "$SOURCE_DIR/scripts" "$work/scripts"
export DMS_SCRIPT_PATH=$work/scripts
dms() { "$DMS" -C "$work/demo" "$@"; }
sed -n '/^## Your first rule/,/^## Your first plugin/p' "$SOURCE_DIR/README.md" |
    sed -n '/^```sh/,/^```$/p' | sed '/^```/d' >"$work/walk.sh"
[ "$(wc -l <"$work/walk.sh")" -le 10 ]
"$DMS" -C "$work/demo" serve >"$work/serve.log" 2>&1 &
server=$!
for _ in $(seq 200); do [ -S "$work/demo/dms.sock" ] && break; sleep 0.05; done
cd "$work"
export LANG=en_US.UTF-8
set -x
. "$work/walk.sh" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
dms explain core.task 1 due_at >"$work/why" 2>&1
set +x
grep -q 'sound' "$work/log"
grep -q ' 0 failed' "$work/log"
grep -q 'is proposed' "$work/log"
grep -q 'Version 2 is active' "$work/log"
grep -q 'Version 1 is active' "$work/log"
grep -q 'brands/aurora/crm.lua:[0-9]' "$work/why"
dms rules log | head -1 | grep -q 客户等不及
echo "a first rule, checked, tested, switched on by two and taken back"
