#!/bin/bash
# timeout: 300
# sales_test.sh - from an opportunity to a delivered car, and the figures: each row as a shop lives it.
set -u
set -- "$SOURCE_DIR"/tests/scenarios/sales_*.lua
. "$SOURCE_DIR/tests/scenarios/play.sh"
