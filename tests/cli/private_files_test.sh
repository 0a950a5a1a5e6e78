#!/bin/bash
# timeout: 300
# private_files_test.sh - what holds people's names and phones is no other user's to read,
# whatever the umask says, and a file left without the right to write does no lasting harm.
set -u
. "$SOURCE_DIR/tests/cli/shop.sh"
umask 000
"$DMS" init "$shop" --demo >/dev/null || fault "no store"

# private FILE… : each exists, and nobody but owner and group may do anything with it.
private() {
    local file
    for file in "$@"; do
        [ -e "$file" ] || fault "no $file"
        case $(stat -c %a "$file") in
        600 | 640) ;;
        *) fault "$file is $(stat -c %a "$file")" ;;
        esac
    done
}

dms backup "$work/copy.db" >/dev/null || fault "no backup"
for format in csv json xlsx; do
    dms export crm.lead --format "$format" -o "$work/leads.$format" >/dev/null ||
        fault "no export as $format"
done
printf 'name,phone,source\n李,1,web\n' >"$work/bad.csv"
expect 1 "bad.csv.rejects.csv" import crm.lead "$work/bad.csv"
private "$shop/dms.db" "$work/copy.db" "$work"/leads.* "$work/bad.csv.rejects.csv"
"$DMS" -C "$shop" serve >"$work/serve.log" 2>&1 &
server=$!
for _ in $(seq 100); do [ -e "$shop/dms.db-wal" ] && break; sleep 0.1; done
private "$shop/dms.db" "$shop/dms.db-wal" "$shop/dms.db-shm"
kill "$server"; wait "$server"; server=

# A store of before, and an index somebody copied without the right to write.
chmod 644 "$shop/dms.db"
: >"$shop/dms.db-wal"; : >"$shop/dms.db-shm"
chmod 444 "$shop/dms.db-wal" "$shop/dms.db-shm"
expect 0 "" create core.brand code=b1 name=1
private "$shop/dms.db"
dms restore "$work/copy.db" >/dev/null || fault "no restore"
private "$shop/dms.db" "$shop/dms.db.before-restore"
finish "files with people in them are private"
