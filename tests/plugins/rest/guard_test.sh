#!/bin/bash
# timeout: 400
# guard_test.sh - a cookie alone changes nothing: the page must be ours and know the token of the
# session; proxies are believed when they are named; secrets do not reach the log.
set -u
. "$SOURCE_DIR/tests/plugins/rest/rest.sh"
serve origins=https://shop.example proxies=127.0.0.1 access_log=yes
lead='{"name":"赵六","phone":"13900001111","source":"phone"}'
as a_reception
csrf= ask POST /api/v1/crm.lead -d "$lead"
want 403 urn:dms:problem:rest.no_csrf
csrf=0123456789abcdef0123456789abcdef ask POST /api/v1/crm.lead -d "$lead"
want 403 urn:dms:problem:rest.no_csrf
csrf=${csrf}0 ask POST /api/v1/crm.lead -d "$lead"
want 403 urn:dms:problem:rest.no_csrf
origin= ask POST /api/v1/crm.lead -d "$lead"
want 403 urn:dms:problem:rest.no_origin
for foreign in http://evil.example null "https://$host" "http://$host.evil.example" http://127.0.0.1; do
    origin=$foreign ask POST /api/v1/crm.lead -d "$lead"
    want 403 urn:dms:problem:rest.
done
origin= ask POST /api/v1/crm.lead -d "$lead" -H "Referer: $url/page?x=1"
want 201
origin=https://shop.example ask PATCH "/api/v1/crm.lead/$(member id)" -d '{"note":"x"}'
want 200
origin=http://evil.example ask POST /api/v1/login -d '{"user":"a_reception","password":"demo"}'
want 403 urn:dms:problem:rest.foreign_origin
origin=http://evil.example ask GET /api/v1/me
want 200

for name in X-Content-Type-Options:nosniff Referrer-Policy:no-referrer \
    "Content-Security-Policy:frame-ancestors 'none'" Cache-Control:no-store; do
    has_header "${name%%:*}" "${name#*:}"
done
[ "$(header Server)" = dms ] || fault "Server: $(header Server)"

# Heads that two readers could read in two ways.
ask POST /api/v1/crm.lead -d "$lead" -H 'Transfer-Encoding: chunked' -H 'Content-Length: 5'
want 400
ask POST /api/v1/crm.lead -d "$lead" -H 'Transfer-Encoding: gzip' -H 'Content-Length:'
want 400 urn:dms:problem:rest.transfer_coding
ask GET /api/v1/me -H 'Authorization: Bearer a' -H 'Authorization: Bearer b'
want 400 urn:dms:problem:rest.header_twice

# A named proxy is believed: another address, and an encrypted way with the stricter cookie.
user=proxied
csrf=
origin=https://$host ask POST /api/v1/login -d '{"user":"a_caller","password":"demo"}' \
    -H 'X-Forwarded-For: 203.0.113.9, 198.51.100.7' -H 'X-Forwarded-Proto: https'
want 200
has_header Set-Cookie "__Host-dms="
has_header Set-Cookie "; Secure"
grep -q 'address=198.51.100.7' "$work/serve.log" || fault "the proxy's word was not taken"
grep -q 'address=203.0.113.9' "$work/serve.log" && fault "anybody's word was taken"
secret=$(header Set-Cookie | sed 's/^[^=]*=\([^;]*\);.*/\1/')
close_shop
grep -q 'route=/api/v1/{entity}/{id} ' "$work/serve.log" || fault "no access log"
for word in "$secret" "$csrf" demo 赵六 13900001111; do
    [ -n "$word" ] && grep -q -- "$word" "$work/serve.log" && fault "“$word” is in the log"
done

# Without the list nobody is.
serve access_log=yes
ask GET /healthz -H 'X-Forwarded-For: 203.0.113.9'
close_shop
grep -q 'address=127.0.0.1' "$work/serve.log" || fault "an unnamed proxy was believed"
finish "guarded"
