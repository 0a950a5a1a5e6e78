-- plugins/sales/alert.lua
-- A figure that crossed its line is somebody's work: looked at in the morning, over the days before.
-- Why: row 174, "及时发现问题并采取措施".
local dms <const> = require("dms")

local MORNING <const> = "08:20"
local ACT_WITHIN <const> = 2 -- working days

local function next_morning()
  local today = dms.time_at(dms.today(), MORNING)
  return today > dms.now() and today or dms.time_at(dms.today() + 1, MORNING)
end

-- When a line is looked at next, and how soon something is done about what was found. A brand in
-- another haste replaces this by its name.
dms.decision {
  name = "sales.alert_plan",
  run = function()
    return { look_at = next_morning(), days = ACT_WITHIN, priority = 1 }
  end,
}

-- What is said behind a number; things counted need nothing.
local UNITS <const> = { money = "@sales.alert_unit.money", percent = "@sales.alert_unit.percent",
                        days = "@sales.alert_unit.days" }

-- The task stays until a person ends it: that the figure came back by itself does not say that
-- anybody looked why it had gone.
dms.follow_up {
  name = "sales/figure_alert",
  on = "sales.alert_line.crossed",
  once = function(_, event) return event.from end,
  task = function(line, event)
    local seen = event
    local plan = dms.call("sales.alert_plan",
      { figure = line.figure, window = line.window, side = line.side, role = line.role })
    return { kind = "figure_alert", role = line.role, owner = line.person,
      priority = plan.priority, note = line.advice, due = dms.workdays(plan.days),
      title = line.side == "above" and "sales.task_alert_above" or "sales.task_alert_below",
      values = { figure = "@figure." .. line.figure, unit = UNITS[line.unit] or "",
        value = tostring(seen.value), line = seen.number, from = seen.from, to = seen.to } }
  end,
}
