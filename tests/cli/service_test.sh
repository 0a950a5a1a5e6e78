#!/bin/bash
# timeout: 480
# service_test.sh - dms serve under a service manager: ready, reload, signs of life, a restart
# that refuses nobody, a stop that ends in time.
set -u
command -v perl >/dev/null && command -v curl >/dev/null || exit 77
. "$SOURCE_DIR/tests/cli/shop.sh"
umask 022
demo_into "$shop" || fault "no demo"
perl "$SOURCE_DIR/tests/cli/manager.pl" "$shop/dms.sock" "$work" "$DMS" -C "$shop" serve \
    >"$work/serve.log" 2>&1 &
server=$!
trap 'touch "$work/stop"; kill "$(tail -1 "$work/pids")" "$server" 2>/dev/null; wait "$server"; rm -rf "$work"' EXIT

pid() { tail -1 "$work/pids"; }
lines() { cat "$work/$1" 2>/dev/null | grep -c "$2"; }
# wait_for FILE PATTERN COUNT : until so many lines are there.
wait_for() {
    for _ in $(seq 400); do
        [ "$(lines "$1" "$2")" -ge "$3" ] && return
        kill -0 "$server" 2>/dev/null || { fault "the manager is gone"; cat "$work/serve.log"; exit 1; }
        sleep 0.05
    done
    fault "waited in vain for $3 × $2 in $1: $(tail -3 "$work/$1")"
}

wait_for states READY=1 1
expect 0 "a_advisor" list core.user --limit 100
wait_for states WATCHDOG=1 4

printf '[serve]\nstop_seconds = 9\n' >"$shop/dms.ini"
kill -HUP "$(pid)"
wait_for states RELOADING=1 1
wait_for states READY=1 2
expect 0 "  9  " config show
printf '[serve]\nstop_seconds = 8\nstop = 1\n' >"$shop/dms.ini"
kill -HUP "$(pid)"
wait_for states READY=1 3
wait_for serve.log "error config.unknown_key.*line=3" 1
expect 0 "  9  " config show
expect 1 "dms.ini:3:" doctor

# Clerks at work while the configuration is read again and the house restarts, again and again.
before=$(dms list crm.lead --count)
for i in 1 2 3 4; do
    (for k in $(seq 10); do
        dms --as a_reception create crm.lead name="客$i" phone=139"$(printf %04d%04d "$i" "$k")" \
            source=phone 2>&1 || echo "REFUSED $i $k"
    done) >"$work/clerk.$i" &
    clerks="${clerks:-} $!"
done
# And a browser's, on the port the manager holds: it waits, and is not turned away.
url=http://127.0.0.1:$(cat "$work/port")
(while [ ! -e "$work/enough" ]; do
    curl -s -o /dev/null -w '%{http_code}\n' --max-time 30 "$url/healthz" || echo refused
    sleep 0.02
done) >"$work/browser" &
browser=$!
for k in $(seq 12); do
    case $((k % 3)) in
        0) printf '[serve]\nstop_seconds = 0\n' ;;
        *) printf '[serve]\nstop_seconds = 1%d\n' "$((k % 10))" ;;
    esac >"$shop/dms.ini"
    kill -HUP "$(pid)"
    sleep 0.1
done
for k in 1 2 3; do
    kill "$(pid)"
    wait_for ends "" "$k"
    # Not READY: a reload that was still under way says that too, and the next stop would come
    # before the next house has opened its eyes.
    wait_for serve.log "is open" $((1 + k))
done
wait $clerks
touch "$work/enough"
wait $browser
[ "$(grep -c 200 "$work/browser")" -ge 5 ] || fault "the browser was hardly served: $(wc -l <"$work/browser")"
[ "$(sort -u "$work/browser")" = 200 ] || fault "the browser was turned away: $(sort "$work/browser" | uniq -c)"
grep -h REFUSED -B1 "$work"/clerk.* && fault "a clerk was turned away"
[ "$(dms list crm.lead --count)" = $((before + 40)) ] || fault "leads were lost or doubled"
[ "$(sort -u "$work/ends")" = 0 ] || fault "a stop did not end with 0: $(cat "$work/ends")"
grep -q "STOPPING=1" "$work/states" || fault "nobody was told of the stop"

# A stop lets a running import finish; one that would take too long is cut, and the stop is not.
rows() { # rows COUNT PREFIX: a file of leads
    echo "name,phone,source"
    seq "$1" | awk -v prefix="$2" '{ printf "客%d,%s%07d,phone\n", $1, prefix, $1 }'
}
printf '[serve]\nstop_seconds = 30\n' >"$shop/dms.ini"
expect 0 "in force" config reload
rows 3000 1380 >"$work/some.csv"
ends=$(lines ends "")
dms --as a_manager import crm.lead "$work/some.csv" >"$work/import.log" 2>&1 &
import=$!
sleep 0.3
kill "$(pid)"
wait "$import" || fault "the running import was cut: $(tail -2 "$work/import.log")"
wait_for ends "" $((ends + 1))
[ "$(tail -1 "$work/ends")" = 0 ] || fault "the stop ended with $(tail -1 "$work/ends")"

printf '[serve]\nstop_seconds = 1\n' >"$shop/dms.ini"
expect 0 "in force" config reload
rows 300000 1381 >"$work/many.csv"
ends=$(lines ends "")
dms --as a_manager import crm.lead "$work/many.csv" >"$work/import.log" 2>&1 &
import=$!
sleep 0.5
start=$SECONDS
kill "$(pid)"
wait_for ends "" $((ends + 1))
[ $((SECONDS - start)) -le 10 ] || fault "a stop of one second took $((SECONDS - start))"
[ "$(tail -1 "$work/ends")" = 0 ] || fault "the late stop ended with $(tail -1 "$work/ends")"
wait "$import" && fault "an import of 300000 rows was done in a second"
wait_for serve.log "cli.stop_late" 1

# Told twice, it ends at once; killed while it reads its configuration, nothing is half-done.
printf '[serve]\nstop_seconds = 60\n' >"$shop/dms.ini"
expect 0 "in force" config reload
ends=$(lines ends "")
dms --as a_manager import crm.lead "$work/many.csv" >"$work/import.log" 2>&1 &
import=$!
sleep 0.5
kill "$(pid)" && sleep 0.3 && kill "$(pid)"
wait_for ends "" $((ends + 1))
[ "$(tail -1 "$work/ends")" = 1 ] || fault "told twice it ended with $(tail -1 "$work/ends")"
wait "$import"
for k in 1 2 3; do
    expect 0 "60" config show
    kill -HUP "$(pid)" && kill -KILL "$(pid)"
    wait_for ends "signal 9" "$k"
done
expect 0 "whole" audit verify

# Where a service manager keeps the socket, nobody takes it away from it.
touch "$work/stop"
kill "$(pid)"
wait "$server"
perl -MSocket -e 'socket(my $door, AF_UNIX, SOCK_STREAM, 0); unlink $ARGV[0];
    bind($door, pack_sockaddr_un($ARGV[0])) && listen($door, 4) or die; sleep 60' "$shop/dms.sock" &
server=$!
for _ in $(seq 100); do [ -S "$shop/dms.sock" ] && break; sleep 0.05; done
sleep 0.2
expect 1 "service manager listens" serve
kill "$server"
finish "ready, reloaded, restarted under load, stopped in time"
