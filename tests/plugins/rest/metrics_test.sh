#!/bin/bash
# timeout: 400
# metrics_test.sh - figures for who watches over the machine: there for this machine and for who
# may change its settings, in a form that Prometheus reads.
set -u
. "$SOURCE_DIR/tests/plugins/rest/rest.sh"
serve
as a_reception
ask GET /api/v1/crm.lead
want 200
ask GET /api/v1/nothing
want 404
ask GET /metrics
want 200 'dms_http_requests_total{route="/api/v1/{entity}",method="GET",status="200"} 1' \
    'dms_http_requests_total{route="-",method="-",status="404"} 1' \
    'dms_http_request_duration_seconds_bucket{route="/api/v1/{entity}",method="GET",le="+Inf"} 1' \
    'dms_http_request_duration_seconds_count{route="/api/v1/login",method="POST"} 1' \
    'dms_http_requests_in_flight 1' 'dms_http_streams 0' 'dms_http_worker_queue{workers="long"} 0' \
    'dms_house_ready 1' 'dms_house_writable 1' '# TYPE dms_house_commits_total counter'
has_header Content-Type 'text/plain; version=0.0.4'
lacks a_reception
grep -vE '^(# TYPE [a-z_]+ (counter|gauge|histogram)|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+)$' "$work/body" &&
    fault "lines that are no figures"
for name in $(sed -n 's/^# TYPE \([a-z_]*\) .*/\1/p' "$work/body"); do
    [ "$(grep -c "^# TYPE $name " "$work/body")" = 1 ] || fault "$name is declared twice"
done

# A stream counts as one, not as a request that runs.
cp "$work/$user.jar" "$work/listener.jar" # the next question writes its own anew
curl -sSN -m 60 -b "$work/listener.jar" "$url/api/v1/events" >"$work/events" 2>/dev/null &
listener=$!
for _ in $(seq 100); do
    ask GET /metrics
    [[ "$body" == *'dms_http_streams 1'* ]] && break
    sleep 0.1
done
want 200 'dms_http_streams 1' 'dms_http_requests_in_flight 1'
kill "$listener"
wait "$listener" 2>/dev/null

# From elsewhere, as a proxy tells: not without a login, and not with anybody's.
forwarded=(-H 'X-Forwarded-For: 203.0.113.9')
user=nobody
ask GET /metrics "${forwarded[@]}"
want 401
as a_reception
ask GET /metrics "${forwarded[@]}"
want 403 urn:dms:problem:rest.admin_only
as admin
ask GET /metrics "${forwarded[@]}"
want 200 dms_house_ready
ask POST /api/v1/tokens -d '{"name":"prometheus","scope":["core.setting:read,update"]}'
want 201
token=$(member token)
user=nobody
ask GET /metrics "${forwarded[@]}" -H "Authorization: Bearer $token"
want 200 dms_house_ready
ask GET /metrics -H 'Authorization: Bearer nonsense'
want 401
ask GET /readyz
want 200 '"writable":true'
lacks units
close_shop
finish "figures, for who may have them"
