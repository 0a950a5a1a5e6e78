#!/bin/bash
# words_test.sh - no notes to oneself, no paths of somebody's machine, no hosts packages came from.
set -u
cd "$SOURCE_DIR" || exit 1
git rev-parse --is-inside-work-tree >/dev/null 2>&1 || exit 77

# Put together from pieces, so that this file is not found by itself.
notes='TO''DO|FIX''ME|XX''X'
paths='/wo''rk/|/ho''me/[a-z]|/ro''ot/'
hosts='pyp''i\.org|npm''js\.(org|com)|crates\.i''o|proxy\.gol''ang\.org|deb\.deb''ian\.org|arti''factory'

faults=0
# forbid WHAT PATTERN
forbid() {
    if git grep -nIE --untracked "$2" -- ':!tests/data' ':!LICENSE'; then
        echo "^ $1"
        faults=$((faults + 1))
    fi
}
forbid "a note to oneself: do it, or open an issue" "(^|[^A-Za-z_])($notes)([^A-Za-z_]|$)"
forbid "a path of one machine" "(^|[^A-Za-z0-9_.}-])($paths)"
forbid "a host packages come from" "$hosts"
echo "$(git ls-files | wc -l) files, $faults faults"
[ "$faults" = 0 ]
