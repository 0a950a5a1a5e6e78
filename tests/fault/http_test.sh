#!/bin/bash
# timeout: 1200
# http_test.sh - the long form of what bad input gets over HTTP: 200,000 malformed requests,
# then SQL, slow clients and everything as everybody. Only with DMS_LONG (./dev fault http).
set -u
if [ -z "${DMS_LONG:-}" ]; then exit 77; fi
faults=0
for name in malformed injection slow doors matrix sight; do
    echo "-- $name"
    "$BUILD_DIR/tests/plugins/rest/${name}_test" || faults=$((faults + 1))
done
exit $((faults > 0))
