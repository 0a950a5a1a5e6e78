#!/bin/bash
# timeout: 400
# tsan
# shutdown_test.sh - many at once, then a stop in the middle: what had begun is answered,
# nothing is lost, and idle connections hold nobody up.
set -u
. "$SOURCE_DIR/tests/plugins/rest/rest.sh"
serve threads=4
as a_reception
# clerk N : creates leads until the server stops; one line per record that was acknowledged.
clerk() {
    local i code
    for i in $(seq 500); do
        code=$(curl -sS -m 20 -o /dev/null -w '%{http_code}' -b "$work/a_reception.jar" \
            -H "Origin: $url" -H "X-CSRF-Token: $csrf" -H 'Content-Type: application/json' \
            -d "{\"name\":\"客\",\"phone\":\"13$1$(printf %07d "$i")\",\"source\":\"phone\"}" \
            "$url/api/v1/crm.lead" 2>/dev/null)
        case $code in
            201) echo created ;;
            503 | 000) return ;;
            *) echo "odd $code" ;;
        esac
    done
}
for n in 31 32 33 34 35 36; do
    clerk $n >"$work/clerk.$n" &
    clerks="${clerks:-} $!"
done
for n in 1 2; do
    (while curl -sS -m 20 -o /dev/null -b "$work/a_reception.jar" "$url/api/v1/crm.lead?limit=20" 2>/dev/null; do :; done) &
    clerks="$clerks $!"
done
# An idle one, and one that is logging in.
exec 7<>"/dev/tcp/${host%:*}/${host#*:}"
sleep 3
curl -sS -m 20 -o "$work/late" -H 'Content-Type: application/json' \
    -d '{"user":"a_caller","password":"demo"}' "$url/api/v1/login" &
clerks="$clerks $!"
sleep 0.2
start=$SECONDS
close_shop
[ $((SECONDS - start)) -lt 12 ] || fault "the stop took $((SECONDS - start)) s"
wait $clerks
[ ! -e "$shop/http.address" ] || fault "the address stayed behind"
cat "$work"/clerk.* >"$work/all"
grep -q odd "$work/all" && fault "odd answers: $(sort "$work/all" | uniq -c)"
created=$(grep -c created "$work/all")
[ "$created" -gt 5 ] || fault "only $created were created"
grep -qi "sanitizer\|libmicrohttpd.*fatal" "$work/serve.log" && fault "$(cat "$work/serve.log")"
kept=$("$DMS" -C "$shop" list crm.lead --count --where '{"name":"客"}')
# One per clerk may have been committed when the line was cut.
[ "$kept" -ge "$created" ] && [ "$kept" -le $((created + 6)) ] ||
    fault "acknowledged $created, kept $kept"
"$DMS" -C "$shop" audit verify >/dev/null || fault "the audit chain broke"
finish "stopped in the middle: $created acknowledged, $kept kept"
