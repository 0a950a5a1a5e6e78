#!/bin/bash
# build.sh FOLDER - the reference of the contract, as HTML, in FOLDER. A warning is an error; so is a
# function without a word about it. A member whose name says all needs none.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$1"
DOCS_OUT=$(cd "$1" && pwd)
export DOCS_OUT
cd "$root"
# Each is a page of its own, and every function leads to those that use it.
for example in tests/abi/examples_*/*/plugin.c tests/abi/since_1_1_test.c tests/dms-test/run_test.c; do
    printf '/** @example %s */\n' "${example#tests/*/}"
done >"$DOCS_OUT/examples.dox"
doxygen docs/Doxyfile >"$DOCS_OUT/warnings" 2>&1
if grep -v 'is not documented' "$DOCS_OUT/warnings" || grep '(function).*is not documented' "$DOCS_OUT/warnings"; then
    exit 1
fi
echo "$DOCS_OUT/html/index.html"
