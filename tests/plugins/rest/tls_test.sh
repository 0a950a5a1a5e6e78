#!/bin/bash
# timeout: 400
# tls_test.sh - with a certificate the API speaks HTTPS only, with the stricter cookie; a key that
# does not belong to it, or is missing, is one clear error.
set -u
. "$SOURCE_DIR/tests/plugins/rest/rest.sh"
command -v openssl >/dev/null || exit 77
pair() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
        -addext subjectAltName=IP:127.0.0.1 -keyout "$work/$1.key" -out "$work/$1.pem" 2>/dev/null
}
pair one
pair two
serve certificate="$work/one.pem" key="$work/one.key"
[[ "$url" == https://* ]] || fault "not encrypted: $url"
export CURL_CA_BUNDLE=$work/one.pem
as a_reception
has_header Set-Cookie "__Host-dms="
has_header Set-Cookie "; Secure"
ask GET /api/v1/me
want 200 '"name":"a_reception"'
curl -sS -m 5 "http://$host/healthz" >"$work/plain" 2>&1 && fault "plain HTTP was answered: $(cat "$work/plain")"
curl -sS -m 10 --tls-max 1.1 "$url/healthz" >"$work/old" 2>&1 && fault "TLS 1.1 was taken"
close_shop

# hears TEXT KEY=VALUE… : opens the shop with these keys; it is told TEXT.
hears() {
    local text=$1
    shift
    printf '[http]\nlisten = 127.0.0.1:0\n' >"$shop/dms.ini"
    for pair in "$@"; do echo "${pair%%=*} = ${pair#*=}" >>"$shop/dms.ini"; done
    "$DMS" -C "$shop" serve >"$work/serve.log" 2>&1 &
    server=$!
    for _ in $(seq 400); do
        grep -q "$text" "$work/serve.log" && break
        sleep 0.05
    done
    grep -q "$text" "$work/serve.log" || fault "no “$text” in $(cat "$work/serve.log")"
    [ ! -e "$shop/http.address" ] || [ "$(cut -d: -f1 "$shop/http.address")" != https ] ||
        fault "it serves all the same"
    close_shop
}
hears "with this certificate and key" certificate="$work/one.pem" key="$work/two.key"
hears "key is missing" certificate="$work/one.pem"
finish "encrypted"
