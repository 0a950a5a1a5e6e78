#!/bin/bash
# units_test.sh - the units make sense to systemd, and leave an intruder little.
set -u
command -v systemd-analyze >/dev/null || exit 77
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cp "$SOURCE_DIR"/systemd/*.socket "$place"
sed "s|^ExecStart=[^ ]*|ExecStart=$DMS|" "$BUILD_DIR/systemd/dms@.service" >"$place/dms@.service"
grep -q "^ExecStart=$DMS -C /srv/dms/%i serve" "$place/dms@.service" || exit 1
said=$(systemd-analyze verify --man=no "$place"/dms@.service "$place"/*.socket 2>&1)
if [ -n "$said" ]; then
    echo "$said"
    exit 1
fi
cp "$place/dms@.service" "$place/dms@shop.service"
# Tenths: from 0 (tight) to 100 (open).
systemd-analyze security --offline=true --threshold=20 "$place/dms@shop.service" >"$place/said" || {
    cat "$place/said"
    exit 1
}
tail -1 "$place/said"
