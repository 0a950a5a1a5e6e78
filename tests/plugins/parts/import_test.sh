#!/bin/bash
# timeout: 180
# import_test.sh - a catalogue with opening stock, a count file of a Chinese office and the demand of
# earlier years come in; unknown parts and absurd numbers go to the reject file with line and reason.
set -u
. "$SOURCE_DIR/tests/cli/shop.sh"
data=$SOURCE_DIR/tests/data/parts
"$DMS" init "$shop" >/dev/null || fault "no shop"
dms create core.store code=A01 name=One >/dev/null || fault "no store"
dms create core.user name=pm 'roles=["parts_manager"]' 'stores=["A01"]' >/dev/null || fault "nobody keeps parts"
dms create parts.warehouse code=W name=Main --store A01 >/dev/null || fault "no warehouse"

expect 1 "2 imported" import parts.part "$data/opening.csv" --store A01 --rejects "$work/p.csv"
grep -q "^4,name," "$work/p.csv" || fault "no line of the part without a name: $(cat "$work/p.csv")"
grep -q "^5,opening_quantity," "$work/p.csv" || fault "no line of the negative stock: $(cat "$work/p.csv")"
[ "$(field parts.stock 2 on_hand)" = 40.5 ] || fault "40.5 litres: $(field parts.stock 2 on_hand)"
[ "$(field parts.stock 2 value)" = 1547.10 ] || fault "not 1,547.10 yuan: $(field parts.stock 2 value)"
expect 1 "2 there already" import parts.part "$data/opening.csv" --store A01 --rejects "$work/p.csv"

dms --as pm create parts.stocktake warehouse=1 >/dev/null || fault "no stocktake"
dms --as pm do parts.stocktake 1 freeze >/dev/null || fault "not frozen"
iconv -f GB18030 -t UTF-8 "$data/count_gbk.csv" |
    sed "s/SHEET/$(field parts.stocktake 1 number)/" | iconv -t GB18030 >"$work/count.csv"
expect 1 "2 imported" import parts.count "$work/count.csv" --store A01 --rejects "$work/c.csv"
grep -q "^3,code,.*F-9" "$work/c.csv" || fault "no line of the unknown part: $(cat "$work/c.csv")"
grep -q "^4,quantity," "$work/c.csv" || fault "no line of the negative count: $(cat "$work/c.csv")"
dms --as pm do parts.stocktake 1 finish >/dev/null || fault "not finished"
[ "$(field parts.stocktake 1 differences)" = 1 ] || fault "one plug is missing"

expect 1 "1 imported" import parts.history "$data/history.csv" --store A01 --rejects "$work/h.csv"
grep -q "^3,code," "$work/h.csv" || fault "no line of the unknown part: $(cat "$work/h.csv")"
grep -q "^4," "$work/h.csv" || fault "no line of the demand that is no number: $(cat "$work/h.csv")"
[ "$(dms list parts.demand --count)" = 2 ] || fault "two months of plugs: $(dms list parts.demand --count)"
finish "parts files come in"
