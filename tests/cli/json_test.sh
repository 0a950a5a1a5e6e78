#!/bin/bash
# timeout: 600
# json_test.sh - with --json every command answers one JSON document, and its mistakes too.
set -u
. "$SOURCE_DIR/tests/cli/shop.sh"

# json CODE ARGUMENTS… : exits with CODE, and what it prints is one JSON document.
json() {
    local code=$1 got
    shift
    timeout 60 "$DMS" -C "$shop" "$@" --json >"$work/out" 2>/dev/null
    got=$?
    [ "$got" = "$code" ] || fault "dms $* --json: exit $got, not $code"
    # One document begins once and ends once at the left margin.
    [ "$(grep -c '^[[{]' "$work/out")" = 1 ] && [ "$(grep -c '^[]}]' "$work/out")" -le 1 ] ||
        fault "dms $* --json is not one document: $(head -c 300 "$work/out")"
}

shows() {
    grep -q "$1" "$work/out" || fault "no $1 in: $(head -c 300 "$work/out")"
}

json 0 init "$shop" --demo; shows '"password": "demo"'
json 1 init "$shop"; shows '"house.exists"\|"error"'
json 0 help; json 0 help list; json 0 version; json 0 list --help
json 2 frobnicate; shows '"cli.unknown_command"'
json 2 list; json 2 list crm.lead --whre x; json 2 list crm.lead --limit x
json 2 list crm.lead --where '{'; json 2 set crm.lead 1 note; json 2 plugin frob
json 2 entity; json 2 rules frob; json 2 task frob; json 2 timer run; json 2 events frob; json 2 audit frob
json 0 entity list; json 0 entity show crm.lead; json 0 plugin list
# A choice the shop sees has a word of its own; the grades of parts (A, B, C) are words already.
timeout 60 "$DMS" -C "$shop" --lang zh entity list --json | tr -d ' \n' |
    grep -oE '"label":"([a-z_]+)","name":"\1"' | sort -u >"$work/wordless"
grep -E '"(customer|warranty|insurance|gift|recall)"' "$work/wordless" &&
    fault "a payer has no word of its own"
json 0 create core.brand code=x name=X; json 0 get core.brand x; json 0 set core.brand x name=Y
json 0 remove core.brand x; json 1 get core.brand x
json 0 list crm.lead --count; json 0 list sales.model --sum list_price; json 0 search 王
json 0 do crm.lead 1; json 0 --as a_advisor do crm.lead 1 follow; json 0 history crm.lead 1
json 1 call nothing; json 1 reveal crm.lead 1 phone; json 0 reveal crm.lead 1 phone --purpose x
cd "$SOURCE_DIR"
json 0 import adf tests/data/adf/*.xml; shows '"accepted"'
json 1 import adf "$work/none.xml" tests/data/adf/two_prospects.xml; shows '"skipped": 2'
shows '"file": ".*none.xml"'
json 1 import adf README.md; json 1 import foo README.md
json 1 import sales.model README.md --map "$work/none.json"
json 0 export crm.lead -o "$work/out.csv"
json 0 rules list; json 0 rules check; json 0 rules reload; json 0 task list
json 0 task done 1; json 0 timer list; json 0 events parked; shows '"total": 0'; json 0 timer run --until 2026-11-28; json 0 graph sales.order; shows '"dot"'
json 0 graph sales.order --format dot
json 0 audit show; json 0 audit verify; json 0 check; shows '"audit"'
json 0 backup "$work/b.db"; json 1 backup "$work/b.db"; json 0 restore "$work/b.db"
finish "everything answers in JSON"
