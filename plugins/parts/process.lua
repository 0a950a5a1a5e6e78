-- plugins/parts/process.lua
-- How the store keeps its parts when a brand says nothing else.
-- Why: rows 69 to 92; every figure here is the house's custom and stands at its place.
local dms <const> = require("dms")

local KEEPERS <const> = { "parts_clerk", "parts_manager" }
local LEADERS <const> = { "parts_manager", "general_manager" }

-- A lot waits until somebody has looked at it; blocked, nobody takes from it (row 80).
dms.workflow {
  entity = "parts.lot",
  initial = "waiting",
  states = { waiting = {}, released = {}, blocked = {} },
  transitions = {
    { "release", from = "waiting", to = "released", roles = KEEPERS },
    { "block", from = { "waiting", "released" }, to = "blocked", roles = KEEPERS,
      needs = { "block_reason" } },
    { "unblock", from = "blocked", to = "released", roles = LEADERS },
  },
}

-- Who crosses a limit is on somebody's list the same minute (row 75).
for event, kind in pairs { below_minimum = "parts_below_minimum", above_maximum = "parts_above_maximum" } do
  dms.follow_up {
    name = "parts/" .. kind,
    on = "parts.part." .. event,
    task = function(part)
      return {
        kind = kind,
        role = "parts_clerk",
        title = "parts.task." .. event,
        values = { part = part.code, name = part.name },
        subject = { entity = "parts.part", id = part.id },
        due = dms.hours(8),
      }
    end,
  }
end
