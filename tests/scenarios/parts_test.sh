#!/bin/bash
# timeout: 300
# parts_test.sh - the parts store: each row as a shop lives it.
set -u
set -- "$SOURCE_DIR"/tests/scenarios/parts_*.lua
. "$SOURCE_DIR/tests/scenarios/play.sh"
