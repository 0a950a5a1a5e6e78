#!/bin/bash
# timeout: 400
# tsan
# events_test.sh - what happens is told to who may see it, at once, from where they left off; who
# is no longer welcome, or does not read, is no burden.
set -u
. "$SOURCE_DIR/tests/plugins/rest/rest.sh"
serve streams_per_user=3

# listen NAME PATH [curl's arguments…] : as $user, in the background, into $work/NAME.
listen() {
    local name=$1 path=$2
    shift 2
    curl -sSN -m 120 -b "$work/$user.jar" -D "$work/$name.head" "$@" "$url$path" \
        >"$work/$name" 2>"$work/$name.err" &
    eval "$name=$!"
    hears "$name" '^id: '
}

# hears NAME PATTERN : its stream has a line like this, or will within ten seconds.
hears() {
    for _ in $(seq 200); do
        grep -q -- "$2" "$work/$1" && return
        sleep 0.05
    done
    fault "line ${BASH_LINENO[0]}: $1 does not hear $2: $(tail -5 "$work/$1") $(cat "$work/$1.err")"
}

# ended NAME : its stream is over within five seconds.
ended() {
    for _ in $(seq 100); do
        kill -0 "${!1}" 2>/dev/null || return 0
        sleep 0.05
    done
    fault "line ${BASH_LINENO[0]}: the stream $1 goes on"
}

new_lead() {
    ask POST /api/v1/crm.lead -d "{\"name\":\"客$1\",\"phone\":\"1390000$1\",\"source\":\"phone\"}"
    want 201
}

ask GET /api/v1/events
want 401
as t_advisor
listen other /api/v1/events
as a_reception
new_lead 1000
listen all /api/v1/events
listen some '/api/v1/events?names=crm.customer.*,crm.lead.following'
head=$(tr -d '\r' <"$work/all.head")
has_header Content-Type text/event-stream
has_header Cache-Control no-store
grep -q '^retry: [0-9]*$' "$work/all" || fault "no retry: $(cat "$work/all")"
new_lead 1001
lead=$(member id)
hears all '^event: crm.lead.created$'
hears all "^data: {.*\"record\":$lead.*}\$"
grep -q '客1000\|"record":'$((lead - 1))'[,}]' "$work/all" && fault "it heard what was before it came"
first=$(grep '^id: ' "$work/all" | sed -n '2s/id: //p')
ask POST "/api/v1/crm.lead/$lead/transitions/follow"
want 200
hears some '^event: crm.lead.following$'
hears all '^event: crm.lead.following$'
grep -q 'lead.created' "$work/some" && fault "the names were not kept to: $(cat "$work/some")"
grep -q '^event: crm.lead' "$work/other" && fault "another store heard: $(cat "$work/other")"

# A fourth is one too many.
listen third /api/v1/events
ask GET /api/v1/events -m 5
want 429 urn:dms:problem:rest.too_many_streams
has_header Retry-After
kill "$third"
wait "$third" 2>/dev/null

# From where one left off, once each and in order; the header of a browser that comes back wins.
kill "$all"
wait "$all" 2>/dev/null
for i in $(seq 1002 1041); do new_lead "$i"; done
sleep 16 # until the stream that went is noticed
listen back "/api/v1/events?after=1&names=crm.lead.created" -H "Last-Event-ID: $first"
hears back "\"record\":$(member id)[,}]"
[ "$(grep -c '^event: crm.lead.created' "$work/back")" = 40 ] ||
    fault "not all and only the 40 since: $(grep -c '^event:' "$work/back")"
ids=$(grep -B1 '^event:' "$work/back" | sed -n 's/^id: //p')
[ "$ids" = "$(sort -nu <<<"$ids")" ] || fault "not in order, or twice: $ids"
ask GET '/api/v1/events?after=x'
want 400 '"field":"after"'
ask GET /api/v1/events -H 'Last-Event-ID: -1'
want 400 '"field":"Last-Event-ID"'
ask GET '/api/v1/events?names=crm.*.x'
want 400 '"field":"names"'

# The other, who has heard nothing, heard that we live.
hears other '^:'

# Logged out is out, at the next word at the latest.
ask POST /api/v1/logout
want 200
csrf_of[$user]=
as admin
ask POST /api/v1/core.setting -d '{"name":"greeting","value":"hi"}'
want 201
as a_reception
new_lead 2000
ask POST "/api/v1/crm.lead/$(member id)/transitions/follow"
ended some
ended back

# Who does not read holds nobody up; a stop ends all streams at once.
exec {deaf}<>"/dev/tcp/${host%:*}/${host#*:}"
printf 'GET /api/v1/events?after=0 HTTP/1.1\r\nHost: %s\r\nCookie: dms=%s\r\n\r\n' "$host" \
    "$(sed -n 's/.*\tdms\t//p' "$work/$user.jar")" >&"$deaf"
listen last /api/v1/events
new_lead 2001
hears last "\"record\":$(member id)[,}]"
start=$SECONDS
close_shop
[ $((SECONDS - start)) -lt 8 ] || fault "streams held up the stop: $((SECONDS - start)) s"
ended last
exec {deaf}>&-
finish "told at once, to whom it concerns"
