# rest.sh - for the tests of the HTTP API: a demo shop of their own, served on a free port.
work=$(mktemp -d)
shop=$work/shop
faults=0
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; fi; rm -rf "$work"' EXIT
command -v curl >/dev/null || exit 77
export DMS_LANG=en
. "$SOURCE_DIR/tests/support/demo.sh"

fault() {
    echo "FAULT: $*"
    faults=$((faults + 1))
}

finish() {
    if [ "$faults" != 0 ]; then
        tail -20 "$work/serve.log"
        exit 1
    fi
    echo "$*"
}

# serve [KEY=VALUE…] : opens the shop with these keys in [http]; $url is where.
serve() {
    [ -d "$shop" ] || demo_into "$shop" || fault "no demo"
    printf '[http]\nlisten = 127.0.0.1:0\n' >"$shop/dms.ini"
    for pair in "$@"; do echo "${pair%%=*} = ${pair#*=}" >>"$shop/dms.ini"; done
    rm -f "$shop/http.address"
    "$DMS" -C "$shop" serve >"$work/serve.log" 2>&1 &
    server=$!
    for _ in $(seq 600); do
        [ -s "$shop/http.address" ] && break
        kill -0 "$server" 2>/dev/null || break
        sleep 0.05
    done
    url=$(cat "$shop/http.address") || fault "nothing is served: $(cat "$work/serve.log")"
    host=${url#*://}
}

# close_shop : stops it as systemd does; a bad end is a fault.
close_shop() {
    kill "$server"
    wait "$server" || fault "serve ended badly: $(tail -40 "$work/serve.log")"
    server=
}

# ask METHOD PATH [curl's arguments…] : as $user with the cookie of login; sets $status, $head and
# $body. Set before it, for one call: origin, csrf and type; empty leaves that header out.
user=nobody
csrf=
ask() {
    local method=$1 path=$2 page=${origin-$url} kind=${type-application/json}
    shift 2
    rm -f "$work/body"
    touch "$work/body" "$work/$user.jar"
    status=$(curl -sS -m 30 -X "$method" -b "$work/$user.jar" -c "$work/$user.jar" \
        ${page:+-H "Origin: $page"} ${csrf:+-H "X-CSRF-Token: $csrf"} \
        ${kind:+-H "Content-Type: $kind"} -H "Accept-Language: ${language:-en}" -D "$work/head" -o "$work/body" -w '%{http_code}' \
        "$@" "$url$path" 2>"$work/curl")
    [ "$status" != 000 ] || echo "curl: $(cat "$work/curl")"
    head=$(tr -d '\r' <"$work/head")
    body=$(tr -d '\0' <"$work/body")
}

# as USER : logs in once, then takes up that login again.
declare -A csrf_of
as() {
    user=$1
    csrf=${csrf_of[$user]:-}
    [ -n "$csrf" ] && return
    ask POST /api/v1/login -d "{\"user\":\"$user\",\"password\":\"demo\"}"
    [ "$status" = 200 ] || fault "$user cannot log in: $status $body"
    csrf=$(member csrf)
    csrf_of[$user]=$csrf
}

# want STATUS [TEXT…] : the last answer has it, and each TEXT in its body.
want() {
    local wanted=$1 text
    shift
    [ "$status" = "$wanted" ] || fault "line ${BASH_LINENO[0]}: $status, not $wanted: ${body:0:300}"
    for text in "$@"; do
        [[ "$body" == *"$text"* ]] || fault "line ${BASH_LINENO[0]}: no “$text” in ${body:0:600}"
    done
}

lacks() {
    for text in "$@"; do
        [[ "$body" != *"$text"* ]] || fault "line ${BASH_LINENO[0]}: “$text” in ${body:0:600}"
    done
}

# has_header NAME [TEXT] : the last answer has it, with TEXT in it.
has_header() {
    grep -i "^$1:" <<<"$head" | grep -qF -- "${2:-}" ||
        fault "line ${BASH_LINENO[0]}: no header $1: ${2:-} in $head"
}

header() { sed -n "s/^$1: //Ip" <<<"$head" | head -1; }

# member NAME : of the body, the first of that name.
member() { grep -o "\"$1\":\(\"[^\"]*\"\|[^,}]*\)" <<<"$body" | head -1 | sed 's/^[^:]*://; s/^"//; s/"$//'; }
