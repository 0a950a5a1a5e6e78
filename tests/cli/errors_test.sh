#!/bin/bash
# errors_test.sh - every refusal says what, where and what to do, and exits as the manual says.
set -u
. "$SOURCE_DIR/tests/cli/shop.sh"
expect 1 "dms init" list crm.lead
"$DMS" init "$shop" >/dev/null || fault "no store"
expect 1 "already" init "$shop"
expect 2 "Did you mean “list”" lsit crm.lead
expect 2 "--whre" list crm.lead --whre '{}'
expect 2 "Usage: dms list" list
expect 1 "crm.lead" list crm.laed
expect 1 "phone" list crm.lead --where '{"phon":"1"}'
expect 1 "gte" list crm.lead --where '{"created_at":{"gt3":"2026-11-01"}}'
expect 0 "" list crm.lead --where '{"created_at":{"gte":"2026-11-01"}}'
expect 2 "--where" list crm.lead --where '{"created_at":'
expect 1 "nobody" --as nobody list crm.lead
expect 2 "field=value" create crm.lead name
expect 1 "store" create crm.lead name=A phone=13800138000 source=phone
expect 0 "" create core.brand code=aurora name=晨曜
expect 0 "" create core.store code=A01 name=南山店 brand=aurora
expect 0 "" create crm.lead name=张三 phone=13800138000 source=phone
expect 1 "source" create crm.lead name=张三 phone=13800138000 source=telepathy
expect 1 "phone" create crm.lead name=张三 phone=123 source=phone
expect 1 "revision" set crm.lead 1 note=x --rev 9
expect 1 "no Lead with id 99" get crm.lead 99
expect 1 "already a Brand whose Code" create core.brand code=aurora name=again
expect 1 "Allowed:" do crm.lead 1 fly
expect 3 "no database" restore "$SOURCE_DIR/README.md"

# A database of somebody else, of the future, cut off; none is touched.
cp "$shop/dms.db" "$work/good.db"
damage() { cp "$work/good.db" "$shop/dms.db"; rm -f "$shop/dms.db-wal" "$shop/dms.db-shm"; }
damage; printf 'SQLite format 3\0garbage' | dd of="$shop/dms.db" conv=notrunc status=none
expect 3 "dms.db" list core.user
damage; truncate -s 20000 "$shop/dms.db"
expect 3 "dms.db" list core.user
damage; printf '\0\0\0\7' | dd of="$shop/dms.db" bs=1 seek=60 conv=notrunc status=none
expect 1 "newer" list core.user
damage; printf 'XXXX' | dd of="$shop/dms.db" bs=1 seek=68 conv=notrunc status=none
expect 1 "another program" list core.user
damage
expect 0 "" list core.user

# A backup, and back to it.
expect 0 "verified" backup "$work/backup.db"
expect 1 "exists" backup "$work/backup.db"
expect 0 "" create core.brand code=tianhe name=天河
expect 0 "backup.db" restore "$work/backup.db"
expect 1 "" get core.brand tianhe
expect 0 "whole" audit verify
finish "refusals are told well"
