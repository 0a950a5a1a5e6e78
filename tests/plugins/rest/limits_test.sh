#!/bin/bash
# timeout: 400
# limits_test.sh - too large, too long, too slow, too many: refused in good time, while others
# are served.
set -u
. "$SOURCE_DIR/tests/plugins/rest/rest.sh"
serve body_kilobytes=8 head_seconds=2 body_seconds=2 connections=60 connections_per_address=50
as a_reception
head -c 9000 /dev/zero | tr '\0' 'x' >"$work/large"
ask POST /api/v1/crm.lead --data-binary "@$work/large"
want 413 urn:dms:problem:rest.body_too_large
ask POST /api/v1/crm.lead --data-binary "@$work/large" -H 'Transfer-Encoding: chunked'
want 413 urn:dms:problem:rest.body_too_large
ask GET "/api/v1/crm.lead?q=$(head -c 8500 /dev/zero | tr '\0' 'x')"
want 414 urn:dms:problem:rest.target_too_long
ask GET /healthz -H "X-Long: $(head -c 40000 /dev/zero | tr '\0' 'x')"
[ "$status" = 431 ] || [ "$status" = 413 ] || fault "a head of 40 kB: $status"
parameters=$(seq -f 'p%g=1' -s '&' 20)
ask GET "/api/v1/crm.lead?$parameters"
want 400 urn:dms:problem:rest.many_parameters

# slow TEXT : opens a connection that sends TEXT and then a byte now and then; true when it was
# cut within six seconds.
slow() {
    local start=$SECONDS
    exec {line}<>"/dev/tcp/${host%:*}/${host#*:}" || return 1
    printf '%s' "$1" >&"$line"
    while [ $((SECONDS - start)) -lt 8 ]; do
        read -r -t 0.3 -u "$line" _
        [ $? -gt 128 ] || break
        printf 'x' >&"$line" 2>/dev/null || break
    done
    exec {line}>&-
    [ $((SECONDS - start)) -lt 7 ]
}
slow 'GET /healthz HTTP/1.1
X-Slow: ' || fault "a slow head was waited for"
slow "$(printf 'POST /api/v1/login HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{' "$host")" ||
    fault "a slow body was waited for"

# Forty who send nothing do not keep the forty-first out.
for i in $(seq 40); do
    exec {line}<>"/dev/tcp/${host%:*}/${host#*:}"
    lines="${lines:-} $line"
done
ask GET /healthz
want 200
for line in $lines; do exec {line}>&-; done
ask GET /healthz
want 200
close_shop

# A port that is taken is one clear error, and the shop opens without.
cp -r "$shop" "$work/second"
serve
taken=${host#*:}
printf '[http]\nlisten = 127.0.0.1:%s\n' "$taken" >"$work/second/dms.ini"
"$DMS" -C "$work/second" serve >"$work/second.log" 2>&1 &
second=$!
for _ in $(seq 400); do
    grep -q "Another program listens on 127.0.0.1:$taken already" "$work/second.log" && break
    sleep 0.05
done
grep -q "Another program listens on 127.0.0.1:$taken already" "$work/second.log" || fault "no clear error: $(cat "$work/second.log")"
kill "$second"
wait "$second" || fault "the second shop ended badly"
close_shop

finish "limits kept"
