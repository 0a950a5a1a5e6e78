#!/bin/bash
# import_test.sh - recalls as an authority publishes them, maintenance plans, and STAR's own
# examples come in; what is broken or does not fit is told with member and reason.
set -u
. "$SOURCE_DIR/tests/cli/shop.sh"
data=$SOURCE_DIR/tests/data
"$DMS" init "$shop" >/dev/null || fault "no shop"
dms create core.store code=A01 name=One >/dev/null || fault "no store"

expect 0 "imported" import after_sales.campaign_scope "$data"/service/nhtsa_recalls_sample.csv --store A01
[ "$(dms list after_sales.campaign --count)" = 3 ] || fault "three campaigns, not $(dms list after_sales.campaign --count)"
expect 0 $'T280\\n' list after_sales.campaign_scope --where '{"campaign":"24V017"}' --json
expect 0 "38 imported" import after_sales.maintenance_rule "$data"/service/maintenance_rules_layered.csv

star=$data/star vin=1FTEW1EP5PKG12345
expect 0 "1 imported" import star_appointment "$star"/get_appointment_response.json
expect 0 "1 there already" import star_appointment "$star"/list_appointments_response.json
expect 1 "service_appointment_initiate.json" import star_appointment "$star"/service_appointment_initiate.json
expect 1 "1 rejected" import star_repair_order "$star"/detailed_repair_cost.json "$star"/mpi_inspection.json \
    --rejects "$work/r.csv"
grep -q "vehicle_identifier.vin" "$work/r.csv" || fault "no member: $(cat "$work/r.csv")"
grep -q "$vin" "$work/r.csv" || fault "nobody is told whose car is missing: $(cat "$work/r.csv")"
dms create crm.customer name=Paco phone=13900139000 >/dev/null || fault "no customer"
dms create after_sales.car vin=$vin customer=1 >/dev/null 2>&1 || fault "no car"
expect 1 "1 rejected" import star_repair_order "$star"/mpi_inspection.json --rejects "$work/r.csv"
grep -q "amount.currency_code.*USD" "$work/r.csv" || fault "no currency: $(cat "$work/r.csv")"
dms create core.setting name=star_currency value=USD >/dev/null || fault "no setting"
expect 0 "1 imported" import star_repair_order "$star"/mpi_inspection.json
order=$(dms list after_sales.repair_order --json | sed -n 's/^ *"id": \([0-9]*\),\{0,1\}$/\1/p' | head -1)
[ "$(field after_sales.repair_order "$order" mileage)" = 64534 ] || fault "40,100 miles are 64,534 km"
expect 0 '"grand_total": "807.59"' call after_sales.star_repair_order order="$order" --json

echo parts >"$shop/plugins.off" # what is off is said, and the rest goes on
expect 1 "parts plugin is off" create after_sales.order_line order="$order" kind=part part_code=X quantity=1
expect 0 "" create after_sales.order_line order="$order" kind=outside text=paint unit_price=100.00
finish "recalls, plans and STAR come in and go out"
