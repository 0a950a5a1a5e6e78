#!/bin/bash
# timeout: 300
# stories_test.sh - the stories that go through the whole house, and every brand's own tests.
set -u
set -- "$SOURCE_DIR/scripts"
for story in "$SOURCE_DIR"/tests/scenarios/*.lua; do
    case ${story##*/} in
    crm_* | sales_* | after_sales_* | parts_*) ;;
    *) set -- "$@" "$story" ;;
    esac
done
. "$SOURCE_DIR/tests/scenarios/play.sh"
