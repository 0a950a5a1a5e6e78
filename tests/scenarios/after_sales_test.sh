#!/bin/bash
# timeout: 300
# after_sales_test.sh - the workshop: each row as a shop lives it.
set -u
set -- "$SOURCE_DIR"/tests/scenarios/after_sales_*.lua
. "$SOURCE_DIR/tests/scenarios/play.sh"
