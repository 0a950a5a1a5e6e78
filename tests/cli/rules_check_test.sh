#!/bin/bash
# timeout: 300
# rules_check_test.sh - a name that nobody has is found when the rules are checked, at its
# line and with the name that was meant; and what is right is never called wrong.
set -u
. "$SOURCE_DIR/tests/cli/shop.sh"
demo_into "$shop" || fault "no store"
expect 0 "sound" rules check

# wrong FILE OLD NEW TEXT : with OLD changed to NEW, check names FILE, the line of it and TEXT.
wrong() {
    local file=$1 old=$2 new=$3 text=$4 line
    rm -rf "$work/other" && cp -r "$SOURCE_DIR/scripts" "$work/other"
    sed -i "s/$old/$new/" "$work/other/$file"
    line=$(grep -nF -- "${new//\\/}" "$work/other/$file" | head -1 | cut -d: -f1)
    [ -n "$line" ] || fault "$file has no $old"
    expect 1 "$file:$line" rules check --path "$work/other"
    expect 1 "$text" rules check --path "$work/other"
}

wrong brands/tianhe/after_sales.lua 'core.task.done' 'core.task.dun' 'Did you mean “core.task.done”'
wrong brands/tianhe/sales.lua 'sales.order.deliver' 'sales.order.delivr' \
    'Did you mean “sales.order.deliver”'
wrong common/crm.lua 'role = "sales_advisor"' 'role = "sales_adviser"' 'Did you mean “sales_advisor”'
wrong common/crm.lua 'role = "sales_manager"' 'role = "sales_manger"' 'Did you mean “sales_manager”'
wrong brands/tianhe/sales.lua 'SELLERS <const> = { "sales_advisor"' \
    'SELLERS <const> = { "sales_advisr"' 'Did you mean “sales_advisor”'
wrong brands/tianhe/sales.lua 'escalate = "sales_manager"' 'escalate = "sales_managr"' \
    'Did you mean “sales_manager”'
wrong brands/tianhe/sales.lua 'has_role("sales_manager")' 'has_role("sale_manager")' \
    'Did you mean “sales_manager”'
wrong brands/tianhe/sales.lua 'sales.price_floor' 'sales.price_flor' 'Did you mean “sales.price_floor”'
wrong brands/tianhe/sales.lua 'tianhe.manager_limit' 'tianhe.manager_limi' 'tianhe.manager_limi'
wrong common/sales.lua 'dms.today()' 'dms.todai()' 'Did you mean “today”'
wrong common/crm.lua '"missed-" .. lead.next_action_at' '"missed-" .. lead.next_action' 'next_action_at'
wrong brands/tianhe/sales.lua 'order.x_checklist_signed' 'order.x_checklist_singed' \
    'x_checklist_signed'

# What only looks wrong: another table, a local of the same name, a comment, an own decision.
cp -r "$SOURCE_DIR/scripts" "$work/right"
cat >"$work/right/common/right.lua" <<'LUA'
local dms <const> = require("dms")
-- reason = "nobody.has_this", user:has_role("nobody")
dms.rule {
  name = "common/right/one", on = "crm.lead.create",
  run = function(lead, user)
    local own = { lead = { grad = 1 } }
    if own.lead.grad == 2 then return dms.deny("tianhe.checklist_first") end
    local reason = dms.call("right.answer", { id = lead.id, reason = "just because" })
    for _, other in ipairs({ own }) do
      local lead = other
      if lead.grad then return end
    end
  end,
}
dms.decision { name = "right.answer", run = function() return { reason = "Because." } end }
LUA
expect 0 "sound" rules check --path "$work/right"

# The rules of what is switched off are nobody's error.
for plugin in sales after_sales crm; do
    echo "$plugin" >"$shop/plugins.off"
    expect 0 "sound" rules check
done
rm "$shop/plugins.off"
finish "names that do not exist are found"
