#!/bin/bash
# scenarios_test.sh - the stories of tests/scenarios and every brand's own tests are true.
set -u
exec "$DMS" rules test "$SOURCE_DIR/tests/scenarios" "$SOURCE_DIR/scripts"
