#!/bin/bash
# completion_test.sh - the shell offers the commands and their second words.
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
offers csv export crm.lead --format c
offers --where list crm.lead --w
offers --dry-run import adf --
[ "$faults" = 0 ] && echo "completion offers what the manual lists"
