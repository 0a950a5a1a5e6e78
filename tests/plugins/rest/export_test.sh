#!/bin/bash
# timeout: 400
# export_test.sh - tables taken out as files: all rows or the chosen ones, by who may, written down;
# and never half a file.
set -u
. "$SOURCE_DIR/tests/plugins/rest/rest.sh"
serve
as a_reception
items=
for i in $(seq 25); do
    items="$items${items:+,}{\"fields\":{\"name\":\"=客$i\",\"phone\":\"139000010$((i + 10))\",\"source\":\"phone\"}}"
done
ask POST /api/v1/crm.lead/batch -d "{\"items\":[$items]}"
want 200

# Who may look may not yet take it with them.
ask GET '/api/v1/crm.lead/export?format=csv'
want 403 urn:dms:problem:access.forbidden
as admin
ask GET '/api/v1/crm.lead/export?format=csv'
want 200
has_header Content-Type text/csv
has_header Content-Disposition "filename*=UTF-8''Lead.csv"
has_header Content-Disposition 'attachment; filename="download.csv"'
has_header Cache-Control no-store
rows=$(wc -l <"$work/body")
"$DMS" -C "$shop" list crm.lead --count >"$work/count" 2>/dev/null || fault "cannot count"
[ "$rows" = $(($(tr -dc 0-9 <"$work/count") + 1)) ] || fault "$rows lines for $(cat "$work/count") leads"
[ "$(header Content-Length)" = "$(stat -c %s "$work/body")" ] || fault "the length is wrong"
lacks 13900001011
ask GET '/api/v1/crm.lead/export?format=json&fields=id,source&sort=-id&where=%7B%22source%22%3A%22phone%22%7D'
want 200 '"source":"phone"'
lacks walk_in
ids=$(grep -o '"id":[0-9]*' <<<"$body" | cut -d: -f2)
[ "$ids" = "$(sort -rn <<<"$ids")" ] || fault "not in the order asked for"
language=zh ask GET '/api/v1/crm.lead/export?format=xlsx'
want 200
has_header Content-Type application/vnd.openxmlformats
has_header Content-Disposition "%E7%BA%BF%E7%B4%A2.xlsx"
head -c 2 "$work/body" | grep -q PK || fault "no workbook"
if command -v python3 >/dev/null; then
    python3 -c 'import sys, zipfile; sys.exit(zipfile.ZipFile(sys.argv[1]).testzip() is not None)' "$work/body" ||
        fault "the workbook is damaged"
fi
ask HEAD '/api/v1/crm.lead/export?format=csv' --head
want 200

# What makes no sense is told before anything is written.
ask GET '/api/v1/crm.lead/export?format=pdf'
want 400 '"field":"format"'
ask GET '/api/v1/crm.lead/export?where=x'
want 400 '"field":"where"'
ask GET '/api/v1/crm.lead/export?fields=nosuch'
want 400
ask GET '/api/v1/no.such/export'
want 404
ask GET '/api/v1/crm.lead/export?limit=1'
want 400 urn:dms:problem:rest.unknown_parameter
[ -z "$(ls "$shop/http.spool")" ] || fault "files stayed behind: $(ls "$shop/http.spool")"
[ "$(stat -c %a "$shop/http.spool")" = 700 ] || fault "others may look into the spool"
"$DMS" -C "$shop" audit show 2>/dev/null | grep -q export || fault "nobody wrote down who took it out"

# Where nothing can be written it is a problem, without our paths.
chmod 500 "$shop/http.spool"
if ! touch "$shop/http.spool/x" 2>/dev/null; then
    ask GET '/api/v1/crm.lead/export?format=csv'
    want 500 urn:dms:problem:rest.cannot_spool
    lacks "$shop"
fi
chmod 700 "$shop/http.spool"
close_shop

# A full disk: one of 64 KiB, seen by the server only and gone with it.
cat >"$work/cramped" <<'END'
#!/bin/bash
exec unshare -rm bash -c 'mount -t tmpfs -o size=64k tmpfs "$SHOP/http.spool" && exec "$@"' small "$REAL_DMS" -C "$SHOP" "${@:3}"
END
chmod +x "$work/cramped"
export REAL_DMS=$DMS SHOP=$shop
if unshare -rm true 2>/dev/null; then
    DMS=$work/cramped serve
    as a_reception
    filler=$(head -c 190 /dev/zero | tr '\0' 'x')
    for round in 1 2 3 4; do
        items=
        for i in $(seq 25); do
            items="$items${items:+,}{\"fields\":{\"name\":\"客\",\"phone\":\"1390$round$((i + 10))0000\",\"source\":\"phone\",\"vendor\":\"$filler\",\"provider\":\"$filler\",\"source_detail\":\"$filler\",\"trim_wanted\":\"$filler\"}}"
        done
        ask POST /api/v1/crm.lead/batch -d "{\"items\":[$items]}"
        want 200
    done
    as admin
    for format in csv json xlsx; do
        ask GET "/api/v1/crm.lead/export?format=$format"
        want 507 urn:dms:problem:rest.cannot_spool
        lacks "$shop"
    done
    ask GET '/api/v1/crm.lead/export?format=csv&fields=id'
    want 200
    close_shop
fi
finish "whole files, for who may have them"
