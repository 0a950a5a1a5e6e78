#!/bin/bash
# timeout: 600
# mistakes_test.sh - what people type wrong is told as what it is, and does nothing.
set -u
. "$SOURCE_DIR/tests/cli/shop.sh"
demo_into "$shop" || fault "no store"

# Commands and options.
expect 2 "no command “frobnicate”. See" frobnicate
expect 2 "Did you mean “create”" help crate
expect 0 "Usage: dms list" list --help
expect 0 "Usage: dms create" create -h
expect 0 "COMMAND" -h
expect 2 "--rev takes a positive whole number, not “abc”" set crm.lead 2 note=x --rev abc
expect 2 "--limit takes" task list --limit lots
expect 2 "--limit takes" audit show --limit 0
expect 2 "--limit takes" timer list --limit 1x
[ "$(dms list crm.lead --limit 3 --limit 1 --json | grep -c '"rev"')" = 1 ] ||
    fault "the last of two --limit does not count"

# Names.
expect 1 "Did you mean “crm.lead”" list lead
expect 1 "Did you mean “sales.vehicle”" list vehicles
expect 1 "no field “nme”. Did you mean “name”" get crm.lead 1 --fields nme
expect 1 "no field “phon”" list crm.lead --fields name,phon
expect 0 "" list crm.lead --fields name,state,created_at
expect 1 "changes with dms do" set crm.lead 2 state=won
expect 1 "keeps “created_at” itself" set crm.lead 2 created_at=2026-01-01
expect 1 "There are: eq" list crm.lead --where '{"state":{"like":"n"}}'
said=$(dms list crm.lead --where '{"state":{"like":"n"}}' 2>&1)
[[ "$said" != *"Did you mean"* ]] || fault "like is not near eq: $said"
expect 1 "Did you mean “gt”" list crm.lead --where '{"created_at":{"gt3":"2026-11-01"}}'

expect 1 "Did you mean “new”" list crm.lead --where '{"state":"nwe"}'
expect 1 "Did you mean “new”" list crm.lead --count --where '{"or":[{"state":{"in":["nwe"]}}]}'
expect 0 "" list crm.lead --where '{"state":{"in":["new","following"]}}'
expect 1 "no brand “foo”" graph sales.order --brand foo
expect 1 "Did you mean “name”" export crm.lead --fields nme
expect 0 "" export crm.lead -o "$work/x.json"
grep -q '^[[{]' "$work/x.json" || fault "x.json is not JSON: $(head -c 60 "$work/x.json")"

# What changes nothing is no change.
before=$(field crm.lead 2 rev)
rows=$(dms history crm.lead 2 | wc -l)
expect 0 "" set crm.lead 2 source="$(field crm.lead 2 source)"
[ "$(field crm.lead 2 rev)" = "$before" ] || fault "nothing was changed, and the revision rose"
[ "$(dms history crm.lead 2 | wc -l)" = "$rows" ] || fault "nothing was changed, and it is history"

# Rejects of an earlier run do not outlive a clean one.
printf 'name,phone,source\n李,1,web\n' >"$work/in.csv"
expect 1 "in.csv.rejects.csv" import crm.lead "$work/in.csv"
printf 'name,phone,source\n李,13900139777,web\n' >"$work/in.csv"
expect 0 "" import crm.lead "$work/in.csv"
[ ! -e "$work/in.csv.rejects.csv" ] || fault "the rejects of an earlier run are still there"

# Transitions.
expect 0 "nothing can be done" do sales.model 1
does a_advisor crm.lead 2 lose lost_reason=贵
does a_advisor crm.lead 1 follow
expect 1 "Allowed: Reopen" do crm.lead 2 qualify
expect 0 "" task done 1 outcome=reached
expect 1 "where it ends" task done 1 outcome=reached

# A list is typed as people type lists.
expect 0 "" create core.user name=li full_name=李 roles=sales_advisor,caller stores=A01
expect 0 "王五" --as li list crm.lead
expect 0 "" create core.user name=mei full_name=梅 roles='["sales_advisor"]' stores='["T01"]'
expect 1 "no role" create core.user name=bo full_name=波 roles=sales_advisr stores=A01
expect 1 "roles" create core.user name=bo full_name=波 roles='["sales_advisor"' stores=A01

# A folder of rules that is not there is not sound.
expect 1 "$work/none" rules check --path "$work/none"
cp -r "$work/scripts" "$work/other"
echo 'foo_bar = 3' >>"$work/other/brands/aurora/crm.lua"
expect 1 "foo_bar" rules check --path "$work/other"
said=$(dms rules check --path "$work/other" 2>&1)
[[ "$said" != *规则* ]] || fault "rules check does not speak the language asked for: $said"

# A plugin that is switched off takes its rules with it, and no others.
echo sales >"$shop/plugins.off"
expect 0 "aurora/crm/first_call" rules list
dms plugin list 2>/dev/null | grep -q '^sales .*off' || fault "the list hides what is off"
rm "$shop/plugins.off"

# A scenario that fails says so in the language asked for; without plugins none is played.
cat >"$work/wrong_test.lua" <<'LUA'
scenario("wrong", function(day)
  day:store("aurora")
  day:as("sales_advisor")
  day:create("crm.lead", { name = "李雷", phone = "1", source = "web" })
end)
LUA
said=$(dms rules test "$work/wrong_test.lua" 2>&1)
[[ "$said" == *phone* && "$said" != *号码* ]] || fault "rules test speaks another language: $said"
mkdir "$work/empty"
# Nor is a folder that is not there a folder whose scenarios all passed.
expect 1 "$work/none" rules test "$work/none"
DMS_PLUGIN_PATH=$work/empty expect 1 "No plugins found in $work/empty" rules test
DMS_PLUGIN_PATH=$DMS_PLUGIN_PATH:$work/nowhere expect 0 "$work/nowhere" list core.brand

# No demo, no store: half a job would stand in the way of the next try.
DMS_SCRIPT_PATH=$work/none "$DMS" init "$work/half" --demo >/dev/null 2>&1
[ $? = 1 ] && [ ! -e "$work/half" ] || fault "a store without its demo was left behind"
# A folder one may not enter is not one without a store.
other=(env)
if [ "$(id -u)" = 0 ]; then other=(setpriv --reuid 65534 --clear-groups); fi
mkdir "$work/shut" && cp "$shop/dms.db" "$work/shut/" && chmod 000 "$work/shut"
if "${other[@]}" "$DMS" version >/dev/null 2>&1; then
    said=$("${other[@]}" "$DMS" -C "$work/shut" list crm.lead 2>&1)
    [[ "$said" == *"Permission denied"* ]] || fault "a shut folder: $said"
fi
chmod 700 "$work/shut"
# A figure's reasons may be a list: each is said in words, with what it counts for.
expect 0 "Source  points = " explain crm.lead 1 score

finish "mistakes are told apart"
