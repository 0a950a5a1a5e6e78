-- scripts/common/crm.lua
-- A lead whose next step was missed comes back on its advisor's list every working morning.
-- Why: row 12, "Next-action date mandatory; overdue list; escalation".
local dms <const> = require("dms")

local PATIENCE <const> = dms.hours(24) -- house custom: then the manager hears of it

dms.follow_up {
  name = "common/crm/missed_step",
  every = "workday",
  at = "09:00",
  find = {
    entity = "crm.lead",
    where = { state = { ["in"] = { "new", "following" } }, next_action_at = { lt = "@now" },
      merged_into = { is_null = true } },
  },
  once = function(lead)
    return "missed-" .. lead.next_action_at
  end,
  task = {
    kind = "missed_step",
    role = "sales_advisor",
    to_owner = true,
    title = "common.missed_step",
    due = dms.hours(8),
  },
  overdue = { after = PATIENCE, role = "sales_manager" },
}
