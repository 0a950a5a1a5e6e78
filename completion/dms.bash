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

# dms for the store on the line, as the user on it; nothing when there is none.
_dms_ask() {
    local dir user
    dir=$(_dms_after -C)
    user=$(_dms_after --as)
    dms -C "${dir:-.}" ${user:+--as "$user"} "$@" 2>/dev/null
}

# The first column: names of entities, fields, transitions.
_dms_entities() {
    _dms_ask entity list | awk '{ print $1 }'
}

_dms_fields() {
    _dms_ask entity show "$1" | awk '$2 != "" { print $1 }'
}

_dms_transitions() {
    _dms_ask do "$1" "$2" --lang en | awk 'NR > 1 { print $1 }'
}

# What the command takes beside its words.
_dms_options() {
    case $1 in
        init) echo "--demo" ;;
        get) echo "--fields" ;;
        set | remove | do) echo "--rev" ;;
        list) echo "--where --sort --limit --after --fields --count --sum" ;;
        import) echo "--map --rejects --dry-run" ;;
        plugin) echo "--yes --output" ;;
        export) echo "--format --where --sort --fields --output" ;;
        search) echo "--entity --limit" ;;
        reveal) echo "--purpose" ;;
        rules) echo "--path --brand --store --reason --on --rounds --threads --shuffle --seed --at --report --limit --from --to --against --output" ;;
        figure) echo "--window --at --days --from --to --by --trend --only --part --limit --after --fields" ;;
        task) echo "--all --until --limit" ;;
        timer) echo "--until --limit" ;;
        events) echo "--subscriber --limit --after --reason" ;;
        audit) echo "--limit --reason" ;;
        workflow) echo "--map --transitions --apply --reason --limit" ;;
        graph) echo "--brand --format" ;;
        token) echo "--scope --days" ;;
    esac
}

_dms() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words
    mapfile -t words < <(_dms_words)
    local offer= commands="init serve plugin entity create get set remove list do call import
        export search history explain reveal rules figure pages task timer events audit backup restore check graph workflow password
        config doctor token help version"
    COMPREPLY=()
    case $before in
        -C | --path) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
        --map | --rejects | --output | -o)
            if [ "${words[0]-}" = workflow ]; then return; fi
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --format)
            offer="csv json xlsx"
            if [ "${words[0]-}" = graph ]; then offer="mermaid dot"; fi
            ;;
        --lang) offer="zh en" ;;
        --entity) offer=$(_dms_entities) ;;
        --sort | --sum | --fields) offer=$(_dms_fields "${words[1]-}") ;;
        --as | --store | --where | --limit | --until | --after | --rev | --purpose | --brand | \
            --reason | --scope | --days | --subscriber) return ;;
    esac
    if [ -z "$offer" ] && [ "${word:0:1}" = - ] && [ -n "${words[0]-}" ] &&
        [ "${words[0]}" != "$word" ]; then
        offer="$(_dms_options "${words[0]}") --json"
    fi
    if [ -z "$offer" ]; then
        case ${#words[@]}:${words[0]-} in
            0:*) offer="-C --as --store --lang --json $commands" ;;
            1:help) offer=$commands ;;
            1:plugin) offer="list check new disable enable uninstall" ;;
            1:entity) offer="list show" ;;
            1:rules) offer="list check test eval reload activate rollback log diff backtest meta" ;;
            1:figure) offer="list show rows" ;;
            1:pages) offer="list check" ;;
            1:task) offer="list done" ;;
            1:timer) offer="list run" ;;
            1:events) offer="parked retry drop" ;;
            1:audit) offer="verify show anchor" ;;
            1:workflow) offer=migrate ;;
            2:workflow) offer=$(_dms_entities) ;;
            1:config) offer="check show reload" ;;
            1:token) offer="create list revoke" ;;
            1:create | 1:get | 1:set | 1:remove | 1:do | 1:history | 1:explain | 1:reveal | 1:list | 1:export | \
                1:graph) offer=$(_dms_entities) ;;
            1:import) offer="adf $(_dms_entities)" ;;
            2:entity) offer=$(_dms_entities) ;;
            *:create) offer=$(_dms_fields "${words[1]}" | sed 's/$/=/') ;;
            2:set | 2:get | 2:do | 2:remove | 2:history | 2:explain | 2:reveal) ;;
            3:explain | 3:reveal) offer=$(_dms_fields "${words[1]}") ;;
            3:do) offer=$(_dms_transitions "${words[1]}" "${words[2]}") ;;
            *:set | *:do) offer=$(_dms_fields "${words[1]}" | sed 's/$/=/') ;;
            *) offer=$(_dms_options "${words[0]-}") ;;
        esac
    fi
    mapfile -t COMPREPLY < <(compgen -W "$offer" -- "$word")
    # field= waits for its value.
    if [[ ${COMPREPLY[0]-} == *= ]]; then compopt -o nospace 2>/dev/null; fi
    case ${words[0]-}:${#words[@]}:$word in
        *:-*) ;;
        init:* | backup:* | restore:* | plugin:2:* | import:[2-9]*:* | rules:[2-9]*:* | config:2:*)
            mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$word")
            ;;
    esac
}

complete -o filenames -F _dms dms
