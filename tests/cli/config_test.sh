#!/bin/bash
# timeout: 120
# config_test.sh - what an administrator writes into dms.ini: judged, shown, read again.
set -u
. "$SOURCE_DIR/tests/cli/shop.sh"
umask 022
"$DMS" init "$shop" >/dev/null || fault "no store"

expect 0 "sound" config check
cat >"$shop/dms.ini" <<'TEXT'
[log]
format = xml
levle = debug
[srve]
stop_seconds = 3
[serve]
stop_seconds = soon
half a line
TEXT
for said in "dms.ini:2: format: “xml” is not possible" "dms.ini:3: " "Did you mean “level”" \
    "dms.ini:4: " "dms.ini:5: Nobody reads the section [srve]. Did you mean [serve]" \
    "dms.ini:7: [serve] stop_seconds is “soon”" "dms.ini:8: "; do
    case $said in "dms.ini:4: ") continue ;; esac
    expect 1 "$said" config check
done
[ "$(dms config check --json | grep -c '"line"')" = 5 ] || fault "not every fault is told"
expect 0 "note: $shop/dms.ini:7:" list core.user # it opens, and says what it did not take
expect 0 "10" config show

printf '[serve]\nstop_seconds = 4\n' >"$work/other.ini"
expect 0 "sound" config check "$work/other.ini"
(cd "$work" && "$DMS" -C "$shop" config check other.ini >/dev/null) || fault "a file beside one"
expect 1 "other.in " config check "$work/other.ini" "$work/other.in "
chmod 666 "$work/other.ini"
expect 1 "chmod go-w" config check "$work/other.ini"
expect 2 "config" config
expect 2 "config" config show more

rm "$shop/dms.ini"
mkdir "$shop/conf.d"
printf '[serve]\nstop_seconds = 4\n' >"$shop/conf.d/10-first.ini"
printf '[serve]\nstop_seconds = 5\n' >"$shop/conf.d/20-second.ini"
expect 0 "20-second.ini:2" config show

"$DMS" -C "$shop" serve >"$work/serve.log" 2>&1 &
server=$!
for _ in $(seq 200); do [ -S "$shop/dms.sock" ] && break; sleep 0.05; done
printf '[serve]\nstop_seconds = 6\n' >"$shop/conf.d/20-second.ini"
expect 0 "  5  " config show
expect 0 "in force" config reload
expect 0 "  6  " config show
grep -q "config.changed section=serve key=stop_seconds from=5 to=6" "$work/serve.log" ||
    fault "the log does not say what changed"
printf '[serve]\nstop_seconds = 7\n[log]\nlevel = loud\n' >"$shop/conf.d/20-second.ini"
expect 1 "20-second.ini:4: level:" config reload
expect 0 "  6  " config show
printf '[log]\nformat = json\nlanguage = en\n' >"$shop/conf.d/20-second.ini"
expect 0 "in force" config reload
tail -1 "$work/serve.log" | grep -q '^{"time":".*"key":"config.reloaded".*"text":"The conf.*}$' ||
    fault "no JSON in the log: $(tail -1 "$work/serve.log")"
made admin core.user name=wang roles:='[]' >/dev/null
said=$("$DMS" -C "$shop" --as wang config reload 2>&1) && fault "anybody may reload: $said"
kill "$server"
wait "$server" || fault "serve did not end well"
server=
finish "judged, shown, read again, refused whole"
