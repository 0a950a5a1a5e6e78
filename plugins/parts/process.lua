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

-- Up to here the parts manager answers for it, beyond that the general manager (rows 69, 72, 73).
local ADJUST_UP_TO <const> = dms.money("5000")
local BUY_UP_TO <const> = dms.money("50000")
local EVERYTHING <const> = dms.money("1000000000")

local function limit(most)
  return function(_, user)
    if user:has_role("general_manager") then return { limit = EVERYTHING } end
    return { limit = most }
  end
end

dms.decision { name = "parts.adjustment_limit", run = limit(ADJUST_UP_TO) }

dms.workflow {
  entity = "parts.adjustment",
  initial = "requested",
  states = { requested = {}, posted = { final = true }, refused = { final = true } },
  transitions = {
    { "approve", from = "requested", to = "posted", roles = LEADERS },
    { "refuse", from = "requested", to = "refused", roles = LEADERS, needs = { "answer" } },
  },
}

dms.workflow {
  entity = "parts.stocktake",
  initial = "planned",
  states = {
    planned = {}, frozen = {}, counted = {},
    posted = { final = true }, cancelled = { final = true },
  },
  transitions = {
    { "freeze", from = "planned", to = "frozen", roles = KEEPERS },
    { "finish", from = "frozen", to = "counted", roles = KEEPERS },
    { "recount", from = "counted", to = "frozen", roles = LEADERS },
    { "approve", from = "counted", to = "posted", roles = LEADERS },
    { "cancel", from = { "planned", "frozen", "counted" }, to = "cancelled", roles = LEADERS },
  },
}

dms.workflow {
  entity = "parts.transfer",
  initial = "draft",
  states = {
    draft = {}, in_transit = {}, received = { final = true }, cancelled = { final = true },
  },
  transitions = {
    { "send", from = "draft", to = "in_transit", roles = KEEPERS },
    { "receive", from = "in_transit", to = "received" }, -- by its arrival alone
    { "cancel", from = "draft", to = "cancelled", roles = KEEPERS },
  },
}

dms.workflow {
  entity = "parts.arrival",
  initial = "coming",
  states = { coming = {}, received = { final = true } },
  transitions = { { "receive", from = "coming", to = "received", roles = KEEPERS } },
}
