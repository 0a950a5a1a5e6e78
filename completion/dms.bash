# bash completion for dms(1).

# The word after WORD on the line, for options given before the command.
_dms_after() {
    local i
    for ((i = 1; i < COMP_CWORD; i++)); do
        if [ "${COMP_WORDS[i]}" = "$1" ]; then
            printf '%s' "${COMP_WORDS[i + 1]}"
            return
        fi
    done
}

# The command and what stands after it, without the options before it.
_dms_words() {
    local i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            -C | --as | --store | --lang) ((i++)) ;;
            -*) ;;
            *) printf '%s\n' "${COMP_WORDS[i]}" ;;
        esac
    done
}

# Names of entities, from the store at hand.
_dms_entities() {
    local dir
    dir=$(_dms_after -C)
    dms -C "${dir:-.}" entity list --json 2>/dev/null |
        grep -o '"name": *"[^"]*"' | sed 's/.*"\([^"]*\)"$/\1/'
}

_dms() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words
    mapfile -t words < <(_dms_words)
    local offer=
    COMPREPLY=()
    case $before in
        -C) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
        --map | --rejects) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
        --format) offer="csv json xlsx" ;;
        --lang) offer="zh en" ;;
        --as | --store | --where | --sort | --limit | --until) return ;;
    esac
    if [ -z "$offer" ]; then
        case ${#words[@]}:${words[0]-} in
            0:*) offer="-C --as --store --lang --json init serve plugin entity create get set list
                do call import export search history rules task timer audit backup restore
                check graph" ;;
            1:plugin) offer="list check new" ;;
            1:entity) offer="list show" ;;
            1:rules) offer="list check test reload" ;;
            1:task) offer="list done" ;;
            1:timer) offer="list run" ;;
            1:audit) offer="verify show" ;;
            1:create | 1:get | 1:set | 1:do | 1:history) offer=$(_dms_entities) ;;
            1:list | 1:export) offer="$(_dms_entities) --where --sort --limit --format" ;;
            1:import) offer="adf $(_dms_entities)" ;;
            2:entity) offer=$(_dms_entities) ;;
            *:list) offer="--where --sort --limit" ;;
            *:export) offer="--format" ;;
            *:import) offer="--map --rejects --dry-run" ;;
            *:init) offer="--demo" ;;
            *:timer) offer="--until" ;;
        esac
    fi
    mapfile -t COMPREPLY < <(compgen -W "$offer" -- "$word")
    case ${words[0]-} in
        init | backup | restore | import | plugin)
            mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$word")
            ;;
    esac
}

complete -o filenames -F _dms dms
