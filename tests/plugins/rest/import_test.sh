#!/bin/bash
# timeout: 400
# import_test.sh - files sent in: streamed to the disk, worked at in turn, told of in a record; bad
# rows come back with their reasons, and nothing is doubled.
set -u
. "$SOURCE_DIR/tests/plugins/rest/rest.sh"
serve import_megabytes=1 streams_per_user=5

# rows FROM TO : leads as a table.
rows() {
    echo "name,phone,source"
    for i in $(seq "$1" "$2"); do printf '客%d,139%08d,phone\n' "$i" "$i"; done
}

# finished : waits until the import at $where is not running any more; its record is in $body.
finished() {
    for _ in $(seq 300); do
        ask GET "$where"
        [[ "$body" == *'"state":"running"'* ]] || return
        sleep 0.1
    done
    fault "line ${BASH_LINENO[0]}: it runs for ever: $body"
}

rows 1 300 >"$work/leads.csv"
printf '坏,x,phone\n坏二,13900000001,nonsense\n' >>"$work/leads.csv"
as a_caller
type=text/csv ask POST /api/v1/import/crm.lead --data-binary "@$work/leads.csv"
want 403 urn:dms:problem:access.forbidden
as admin
type=text/csv ask POST /api/v1/import/no.such --data-binary "@$work/leads.csv"
want 404
type=image/png ask POST /api/v1/import/crm.lead --data-binary "@$work/leads.csv"
want 415 urn:dms:problem:rest.file_type
type=text/csv ask POST /api/v1/import/crm.lead
want 400 urn:dms:problem:rest.no_file
type=text/csv ask POST '/api/v1/import/crm.lead?map=x' --data-binary "@$work/leads.csv"
want 400 '"field":"map"'
head -c 1500000 /dev/zero | tr '\0' 'x' >"$work/large"
type=text/csv ask POST /api/v1/import/crm.lead --data-binary "@$work/large"
want 413 urn:dms:problem:rest.file_too_large
type=text/csv ask POST /api/v1/import/crm.lead --data-binary "@$work/large" -H 'Transfer-Encoding: chunked'
want 413 urn:dms:problem:rest.file_too_large

# Tried without staying, with the answer waited for.
type=text/csv ask POST '/api/v1/import/crm.lead?dry_run=true&wait=true' --data-binary "@$work/leads.csv"
want 200 '"state":"done"' '"dry_run":true' '"rejected":2'
ask GET '/api/v1/crm.lead?q=13900000300'
want 200 '"records":[]'

# In earnest: told by its record, and by events.
cp "$work/$user.jar" "$work/listener.jar" # the next question writes its own anew
curl -sSN -m 100 -b "$work/listener.jar" "$url/api/v1/events?names=rest.import.*" >"$work/events" 2>/dev/null &
listener=$!
type=text/csv ask POST '/api/v1/import/crm.lead?name=%E7%BA%BF%E7%B4%A2.csv' --data-binary "@$work/leads.csv" -H 'Expect: 100-continue'
want 202 '"target":"crm.lead"' '"file":"线索.csv"'
where=$(header Location)
finished
want 200 '"state":"done"' '"rows":302' '"accepted":300' '"rejected":2' '"finished_at":"20' '"field":"phone"' '"line":302'
ask GET "$where/rejects"
want 200 '坏二,' 'nonsense'
has_header Content-Type text/csv
has_header Content-Disposition "filename*=UTF-8''%E7%BA%BF%E7%B4%A2.csv.rejects.csv"
for _ in $(seq 100); do
    grep -q 'rest.import.done' "$work/events" && break
    sleep 0.1
done
grep -q '^event: rest.import.created' "$work/events" || fault "no event that it began"
grep -q '^event: rest.import.done' "$work/events" || fault "no event that it ended"
kill "$listener"
wait "$listener" 2>/dev/null

# Again: nothing is doubled. The same key: not even a second import.
type=text/csv ask POST '/api/v1/import/crm.lead?wait=true' --data-binary "@$work/leads.csv" -H 'Idempotency-Key: once'
want 200 '"skipped":300' '"accepted":0'
once=$(header Location)
type=text/csv ask POST '/api/v1/import/crm.lead?wait=true' --data-binary "@$work/leads.csv" -H 'Idempotency-Key: once'
[ "$(header Location)" = "$once" ] || fault "the same key imported twice: $(header Location)"
rows 1 10 >"$work/other.csv"
type=text/csv ask POST '/api/v1/import/crm.lead' --data-binary "@$work/other.csv" -H 'Idempotency-Key: once'
want 422 urn:dms:problem:unit.key_reused

# A file that is none fails with its reason.
type=application/octet-stream ask POST '/api/v1/import/crm.lead?wait=true' --data-binary 'colour,taste'
want 200 '"state":"failed"' '"fault":{'
lacks "$shop"
type=application/xml ask POST '/api/v1/import/adf?wait=true' --data-binary '<adf></adf>'
[ "$status" = 200 ] || [ "$status" = 202 ] || fault "an importer's file: $status $body"
map='%7B%22columns%22%3A%7B%22%E7%A7%B0%22%3A%22name%22%7D%7D'
type=text/csv ask POST "/api/v1/import/crm.lead?wait=true&map=$map" --data-binary "$(printf '称\n钱七\n')"
want 200 '"state":"'

# Whoever is given the right to import sees their own, and only theirs.
as a_reception
ask GET /api/v1/me
role=$(grep -o '"roles":\["[^"]*"' <<<"$body" | cut -d'"' -f4)
as admin
ask POST /api/v1/core.grant -d "{\"role\":\"$role\",\"entity\":\"crm.lead\",\"actions\":\"import\",\"scope\":\"store\"}"
want 201
as a_reception
printf 'name,phone,source\n孙八,13800000001,phone\n错,1,phone\n' >"$work/small.csv"
type=text/csv ask POST '/api/v1/import/crm.lead?wait=true' --data-binary "@$work/small.csv"
want 200 '"accepted":1' '"rejected":1' '"reason":"'
small=$(header Location)
ask GET "$small"
want 200 '"state":"done"' '"reason":"'
ask GET "$small/rejects"
want 200 '错,'
ask GET "$where"
want 404
as admin
ask GET "$small"
want 200 '"state":"done"'
lacks '"reason":"'
ask GET "$small/rejects"
want 403 urn:dms:problem:rest.not_your_import

# People see their own; nobody makes or moves such a record by hand.
as a_caller
ask GET "$where"
want 404
ask GET "$where/rejects"
want 404
as admin
ask POST /api/v1/rest.import -d '{"target":"crm.lead"}'
[ "$status" -ge 400 ] && [ "$status" -lt 500 ] || fault "an import made by hand: $status"
ask POST "$where/transitions/fail"
[ "$status" -ge 400 ] && [ "$status" -lt 500 ] || fault "an import moved by hand: $status"
[ -z "$(ls "$shop/http.spool")" ] || fault "files stayed behind: $(ls "$shop/http.spool")"

# A stop ends it where it is; its record says so, and again it goes on from there.
rows 1000 25000 >"$work/many.csv"
split -C 900000 "$work/many.csv" "$work/part."
type=text/csv ask POST /api/v1/import/crm.lead --data-binary "@$work/part.aa"
want 202
where=$(header Location)
start=$SECONDS
close_shop
[ $((SECONDS - start)) -lt 12 ] || fault "the import held up the stop: $((SECONDS - start)) s"
serve
as admin
ask GET "$where"
want 200 '"state":"stopped"'

# What was running when the power went has failed, and says what to do.
type=text/csv ask POST /api/v1/import/crm.lead --data-binary "@$work/part.aa"
want 202
where=$(header Location)
kill -9 "$server"
wait "$server" 2>/dev/null
serve
as admin
ask GET "$where"
want 200 '"state":"failed"' 'rest.import_interrupted'
[ -z "$(ls "$shop/http.spool")" ] || fault "a crash left files behind"
close_shop
finish "files came in, once"
