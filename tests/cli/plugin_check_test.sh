#!/bin/bash
# timeout: 120
# plugin_check_test.sh - whether a house takes a plugin is told before anybody copies it: each mistake a
# sentence with its place, also the one that takes a house down.
set -u
. "$SOURCE_DIR/tests/cli/shop.sh"
command -v cc >/dev/null || exit 77
umask 022
flags=${DMS_SANITIZE:+-fsanitize=$DMS_SANITIZE}
here=$work/key_board
mkdir -p "$here/i18n" "$here/pages" "$here/print" "$work/none"
export DMS_PLUGIN_PATH=$work/none
manifest() { printf '{"id":"key_board","version":"1.0.0","abi":"1.1"%s}' "$1" >"$here/plugin.json"; }
manifest ''
cat >"$here/i18n/zh.json" <<'END'
{"entity.key_board.key": "钥匙", "field.key_board.key.tag": "牌号", "field.key_board.key.place": "位置",
 "choice.key_board.key.place.hook": "挂钩", "choice.key_board.key.place.lent": "借出", "role.key_keeper": "钥匙员"}
END
cp "$here/i18n/zh.json" "$here/i18n/en.json"
# shellcheck disable=SC2086
cc -std=gnu11 -shared -fPIC -fvisibility=hidden $flags -I"$SOURCE_DIR/include" -o "$here/key_board.so" \
    "$SOURCE_DIR/tests/core/plugin/zoo/stranger.c" -L"$BUILD_DIR/lib" -ldms || fault "no library"

# check CODE TEXT… : what is said, with each TEXT in it.
check() {
    local code=$1 got text
    shift
    said=$("$DMS" plugin check "$here" 2>&1)
    got=$?
    [ "$got" = "$code" ] || fault "exit $got, not $code: $said"
    for text in "$@"; do [[ "$said" == *"$text"* ]] || fault "no “$text” in: $said"; done
    lines=$(grep -c '^✗' <<<"$said")
}

check 0 "A house takes it"
FAULT=type check 1 "field tag" "42"
FAULT=default check 1 "field place" "“hok”" "hook, lent"
ls -d "${TMPDIR:-/tmp}"/dms-check-* 2>/dev/null && fault "a house was left behind"
# What names something that nobody has does nothing: told here, and where it runs.
cat >"$here/process.lua" <<'END'
local dms <const> = require("dms")
dms.follow_up {
  name = "key_board/hung", on = "key_board.key.created",
  task = function() return { kind = "key_hung", role = "key_keper", title = "cli.on" } end,
}
END
FAULT=names check 1 "“key_board.key.saves”, which nobody has" "Did you mean “key_board.key.save”?" \
    "“key_board.kee.save”" "Did you mean “key_board/tag”?" "Did you mean “key_board.key.*”?" \
    "“reed”" "Did you mean “read”?" "names “key_board.kee”" "how.type = 77" "names “key_bord.*”" \
    "Did you mean “key_keeper”?" "“plait”" "There are phone, id_card" "process.lua:4: Nobody has “key_keper”"
[ "$lines" = 12 ] || fault "$lines crosses, not the heading and eleven: $said"
[[ "$said" == *finance* ]] && fault "of what is not here: $said"
rm "$here/process.lua"
# What it needs is looked for beside the others and beside itself.
manifest ',"requires":{"nobody":">=2.0"}'
check 1 "key_board/plugin.json" "needs nobody (>=2.0), which is not installed"
manifest ''
# All that is wrong beside the library, in one go: a page, rules, a form.
cat >"$here/pages/keys.json" <<'END'
{"page": "key_board.keys", "kind": "list",
 "title": "cli.on", "entity": "key_board.key", "columns": ["tagg"]}
END
echo '<!-- {"entity": "key_board.kee"} --><p>{{tag}}</p>' >"$here/print/key_board.slip.html"
cat >"$here/process.lua" <<'END'
local dms <const> = require("dms")
dms.workflow {
  entity = "key_board.key",
  initial = "hung",
  states = { hung = {}, lent = {} },
  transitions = { { "lend", from = "hung", to = "lent" }, { "back", from = "lent", to = "hung" },
    { "keep", from = "lend", to = "hung" } },
}
END
check 1 "$here/pages/keys.json:2" "“tagg”" "$here/process.lua:6" "Did you mean “lent”" "$here/print/key_board.slip.html:1"
[ "$lines" = 4 ] || fault "$lines crosses, not the heading and three"
rm "$here"/p*/*
# A page that asks for a state which the process does not have.
sed -i '/keep/d; s/{ "back", from = "lent", to = "hung" },$/{ "back", from = "lent", to = "hung" } },/' "$here/process.lua"
cat >"$here/pages/keys.json" <<'END'
{"page": "key_board.keys", "kind": "list", "title": "cli.on", "entity": "key_board.key",
 "columns": ["tag"],
 "filter": {"state": "lend"}}
END
check 1 "$here/pages/keys.json:3" "There is no state “lend”. Did you mean “lent”?" "state.key_board.key.hung"
rm "$here"/p*/* "$here/process.lua"
# Words that one language lacks; a file of words that is none.
sed -i '/choice/d' "$here/i18n/en.json" && echo '}' >>"$here/i18n/en.json" && sed -i 's/"位置",$/"位置"/' "$here/i18n/en.json"
check 1 "i18n/en.json: 2 sentences are missing" "choice.key_board.key.place.hook, choice.key_board.key.place.lent"
[[ "$said" == *zh.json* ]] && fault "nothing is missing there: $said"
echo '{"entity.key_board.key": }' >"$here/i18n/en.json"
check 1 "$here/i18n/en.json:1"
rm "$here/i18n/en.json"
# What fails is said once.
chmod g+w "$here"
check 1 "Run: chmod go-w $here"
[ "$lines" = 1 ] && [ "$(grep -o 'Others can write' <<<"$said" | wc -l)" = 1 ] || fault "twice: $said"
chmod g-w "$here"
# A folder that lacks its manifest is none that is not there.
mkdir "$work/none/bare" && cp "$here/key_board.so" "$work/none/bare/bare.so"
"$DMS" init "$shop" >/dev/null 2>&1
expect 0 "bare/plugin.json: The manifest cannot be read" plugin list
cp -r "$here" "$work/none/key_board"
FAULT=names expect 0 "“key_board.key.saves”, which nobody has" plugin list
FAULT=crash check 1 "SIGSEGV" "key_board.so"
finish "a plugin was examined in a house of its own"
