#!/bin/bash
# contract_test.sh - the reference is made from the headers without a warning, and its table names for
# each header with functions an example that uses one of them.
set -u
command -v doxygen >/dev/null || exit 77
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
faults=0
"$SOURCE_DIR/docs/build.sh" "$place" || faults=1
[ -f "$place/html/unit_8h.html" ] || { echo "no page of unit.h"; faults=1; }
grep -q 'dms_unit_save' "$place/html/unit_8h.html" || { echo "no dms_unit_save"; faults=1; }
for file in "$SOURCE_DIR"/include/dms/*.h; do
    header=$(basename "$file")
    [ "$header" = dms.h ] || grep -q "^| $header |" "$SOURCE_DIR/docs/contract.md" ||
        { echo "docs/contract.md lacks $header"; faults=1; }
done
while IFS='|' read -r _ header _ _ example _; do
    header=${header// /} example=${example// /}
    path=$(find "$SOURCE_DIR"/tests/{abi,dms-test} "$SOURCE_DIR/dms-test" -path "*/$example" | head -1)
    names=$(grep -o '\b\(dms_[a-z0-9_]*\|DMS_[A-Z_]*\)\b' "$SOURCE_DIR/include/dms/$header" | sort -u | grep -v 'DMS_EXTERN\|DMS_API')
    grep -qwF "$names" "$path" 2>/dev/null || { echo "$example shows nothing of $header"; faults=1; }
done < <(grep '^| [a-z]*\.h |' "$SOURCE_DIR/docs/contract.md")
[ "$faults" = 0 ]
