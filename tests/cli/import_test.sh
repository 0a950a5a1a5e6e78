#!/bin/bash
# timeout: 180
# import_test.sh - leads, models and customers come from the files offices send, and again
# without doubling; what is bad is told with line, field and reason.
set -u
. "$SOURCE_DIR/tests/cli/shop.sh"
data=$SOURCE_DIR/tests/data
demo_into "$shop" || fault "no demo"

expect 0 "1 imported" import adf "$data"/adf/lease_with_trade_in.xml
expect 0 "1 imported" import adf "$data"/adf/sendadf_minimal_pretty.xml
expect 0 "1 there already" import adf "$data"/adf/sendadf_minimal_compact.xml
expect 0 "2 imported" import adf "$data"/adf/two_prospects.xml
leads=$(dms list crm.lead --count)
expect 0 "2 there already" import adf "$data"/adf/*.xml
[ "$(dms list crm.lead --count)" = "$leads" ] || fault "a second run added leads"
expect 0 "adf" list crm.lead --where '{"trade_vin":"LTHT3A1A5JB000117"}' --fields source,words
expect 0 "13800138055" reveal crm.lead 5 phone --purpose "call back"

expect 1 "cut_off.xml:" import adf "$data"/adf_broken/cut_off.xml
expect 1 "not_adf.xml:2" import adf "$data"/adf_broken/not_adf.xml
expect 1 "entity_bomb.xml:" import adf "$data"/adf_broken/entity_bomb.xml
expect 1 "1 rejected" import adf "$data"/adf_broken/nobody_to_call.xml --rejects "$work/r.csv"
grep -q "^3,phone," "$work/r.csv" || fault "no line and field in the reject file"
expect 1 "No such file" import adf "$work/nowhere.xml"
[ "$(dms list crm.lead --count)" = "$leads" ] || fault "something half-done stayed"

expect 1 "3 imported" import crm.customer "$data"/customers/gbk.csv \
    --map "$data"/customers/map.json --rejects "$work/c.csv"
grep -q "^6,phone,.*12345" "$work/c.csv" || fault "GBK: no reason for the bad phone"
grep -q "^8,name," "$work/c.csv" || fault "GBK: no reason for the missing name"
expect 0 "1 imported" import crm.customer "$data"/customers/utf16.csv \
    --map "$data"/customers/map.json
expect 0 "3 imported" import crm.customer "$data"/customers/utf8_bom.csv \
    --map "$data"/customers/map.json
expect 0 "crm.customer" search 9102
expect 0 "crm.customer" search 欧阳

models=$(dms list sales.model --count)
expect 0 "692 would be imported" import sales.model "$data"/models/us_models_2010_2012.csv \
    --map "$data"/models/us_map.json --dry-run
[ "$(dms list sales.model --count)" = "$models" ] || fault "a dry run wrote"
expect 0 "692 imported" import sales.model "$data"/models/us_models_2010_2012.csv \
    --map "$data"/models/us_map.json
expect 0 "692 there already" import sales.model "$data"/models/us_models_2010_2012.csv \
    --map "$data"/models/us_map.json
expect 0 "" export sales.model --format csv -o "$work/models.csv"
[ "$(grep -c . "$work/models.csv")" = $((models + 693)) ] || fault "the export is not whole"
# A workbook goes out and comes back as it was, whatever it is called; money is a number.
expect 0 "" export sales.model --format xlsx -o "$work/models.xlsx" \
    --fields id,created_at,code,make,series,name,year,energy,list_price
mv "$work/models.xlsx" "$work/models.csv"
"$DMS" init "$work/other" >/dev/null || fault "no second shop"
"$DMS" -C "$work/other" import sales.model "$work/models.csv" >"$work/said" 2>&1 ||
    fault "the workbook did not come back: $(cat "$work/said")"
grep -q "$((models + 692)) imported" "$work/said" || fault "not all: $(cat "$work/said")"
grep -q "left out: id, created_at" "$work/said" || fault "lost columns are not told"
[ "$("$DMS" -C "$work/other" get sales.model A5 --fields list_price --json)" = \
    "$(dms get sales.model A5 --fields list_price --json)" ] || fault "the price changed"

# Prices and distances as sites write them; what is left out is said.
printf '编号,车型,指导价,里程\nW1,一,3.98-6.59万,3 万公里\nW2,二,暂无,1 公里\n' >"$work/prices.csv"
printf '\xef\xbb\xbf{"columns":{"code":"编号","name":"车型","list_price":
  {"column":"指导价","number":"first","empty":["暂无"]}},"key":["code"]}' >"$work/prices.json"
expect 0 "left out: 里程" import sales.model "$work/prices.csv" --map "$work/prices.json"
expect 0 "39800.00" get sales.model W1
expect 0 "2 there already" import sales.model "$work/prices.csv" --map "$work/prices.json"
# Holidays and the weekend days worked instead of them.
days=$(grep -c '"date"' "$data"/holidays/holiday_cn_2024.json)
expect 0 "$days imported" import holidays "$data"/holidays/holiday_cn_2024.json
expect 0 "$days there already" import holidays "$data"/holidays/holiday_cn_2024.json
[ "$(dms list core.calendar_day --where '{"date":"2024-02-04","workday":true}' --count)" = 1 ] ||
    fault "调休 is not a working day"
expect 1 "no holiday file" import holidays "$data"/models/us_map.json
expect 0 "whole" audit verify
finish "files come in, again and broken"
