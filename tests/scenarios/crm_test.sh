#!/bin/bash
# timeout: 300
# crm_test.sh - leads, customers, marketing, complaints: each row as a shop lives it.
set -u
set -- "$SOURCE_DIR"/tests/scenarios/crm_*.lua
. "$SOURCE_DIR/tests/scenarios/play.sh"
