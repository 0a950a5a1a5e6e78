#!/bin/bash
# timeout: 600
# completion_test.sh - the shell offers what dms takes, and the manuals tell of all of it.
set -u
. "$SOURCE_DIR/completion/dms.bash"
faults=0

# offers WORD WORDS… : WORD is among what is offered when the line reads  dms WORDS…
offers() {
    local want=$1
    shift
    COMP_WORDS=(dms "$@")
    COMP_CWORD=$#
    _dms
    if [[ " ${COMPREPLY[*]} " != *" $want "* ]]; then
        echo "dms $* does not offer $want: ${COMPREPLY[*]}"
        faults=$((faults + 1))
    fi
}

offers init i
offers import imp
offers verify audit ""
offers verify -C shop --as wang audit v
offers list rules l
offers reload config r
offers doctor d
offers csv export crm.lead --format c
offers --where list crm.lead --w
offers --dry-run import adf --
offers revoke token r
offers --scope token create till --s

# With a store at hand: its entities, fields and transitions.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dms() { "$DMS" "$@"; }
. "$SOURCE_DIR/tests/support/demo.sh"
demo_into "$work/shop"
cd "$work/shop" || exit 1
offers crm.lead create crm
offers crm.lead remove crm
offers name= create crm.lead na
offers follow --as a_advisor do crm.lead 1 ""
offers phone reveal crm.customer 1 ph
offers received_at list crm.lead --sort rec
offers dot graph sales.order --format d
COMP_WORDS=(dms create "") COMP_CWORD=2
_dms
if [[ " ${COMPREPLY[*]} " == *" name "* ]]; then
    echo "fields are offered where an entity belongs"
    faults=$((faults + 1))
fi

# The list of commands has each that is offered.
COMP_WORDS=(dms "") COMP_CWORD=1
_dms
for command in "${COMPREPLY[@]}"; do
    [[ $command != -* ]] || continue
    dms help | grep -q "^  $command " || { echo "dms help lacks $command"; faults=$((faults + 1)); }
done

# Every command and option that dms help knows is offered, and stands in both manuals.
export DMS_LANG=en
for command in $(dms help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
    offers "$command" "$command"
    for option in $(dms help "$command" | grep -o -e '--[a-z-]*'); do
        [ "$option" = --json ] || offers "$option" "$command" x "$option"
        for page in dms.1 zh_CN/dms.1; do
            sed 's/\\//g' "$SOURCE_DIR/man/$page" | grep -q -e "$option" ||
                { echo "$page does not tell of $command $option"; faults=$((faults + 1)); }
        done
    done
    for page in dms.1 zh_CN/dms.1; do
        grep -Eq "^\.B[IR]?.*\b$command\b" "$SOURCE_DIR/man/$page" ||
            { echo "$page does not tell of $command"; faults=$((faults + 1)); }
    done
done
[ "$faults" = 0 ] && echo "completion offers what the manual lists"
