-- plugins/after_sales/process.lua
-- A car comes in, is looked at, repaired, checked, paid for and handed back.
-- Why: base chain of D11, 维修接待、维修过程、维修完成. A brand may leave out diagnosis and washing;
-- consent, final inspection, settlement and delivery are held by hooks, whatever the process says.
local dms <const> = require("dms")

local FRONT <const> = { "service_advisor", "service_manager" }
local WORKSHOP <const> = { "technician", "service_advisor", "service_manager" }
local SHELVES <const> = { "technician", "service_advisor", "service_manager", "parts_clerk",
                          "parts_manager" }
local TILL <const> = { "service_advisor", "service_manager", "cashier" }

dms.workflow {
  entity = "after_sales.repair_order",
  initial = "open",
  states = {
    open = {},
    diagnosed = {},
    assigned = {},
    working = {},
    finished = {},
    washed = {},
    settled = {},
    delivered = { final = true },
    cancelled = { final = true },
  },
  transitions = {
    { "diagnose", from = { "open", "diagnosed" }, to = "diagnosed", roles = WORKSHOP,
      needs = { "diagnosis" } },
    { "assign", from = { "open", "diagnosed", "assigned", "working" }, to = "assigned",
      roles = FRONT, needs = { "technician" } },
    { "start", from = "assigned", to = "working", roles = WORKSHOP },
    { "finish", from = "working", to = "finished", roles = WORKSHOP, needs = { "findings" } },
    { "rework", from = { "finished", "washed" }, to = "working", roles = WORKSHOP },
    { "wash", from = "finished", to = "washed", roles = WORKSHOP },
    { "settle", from = { "finished", "washed" }, to = "settled", roles = TILL },
    { "deliver", from = "settled", to = "delivered", roles = FRONT },
    { "cancel", from = { "open", "diagnosed", "assigned" }, to = "cancelled", roles = FRONT,
      needs = { "cancel_reason" } },
  },
}

-- Who stands at the shelves hands out parts and takes them back; whether work is done others say.
local function parts_only(line, user)
  local stores = user:has_role("parts_clerk") or user:has_role("parts_manager")
  if not stores or line.kind == "part" then return end
  for _, role in ipairs(WORKSHOP) do
    if user:has_role(role) then return end
  end
  return dms.deny("after_sales.parts_only")
end

dms.workflow {
  entity = "after_sales.order_line",
  initial = "open",
  states = { open = {}, done = {}, declined = { final = true } },
  transitions = {
    { "finish", from = "open", to = "done", roles = SHELVES, guard = parts_only },
    { "reopen", from = "done", to = "open", roles = SHELVES, guard = parts_only },
    { "decline", from = "open", to = "declined", roles = FRONT, needs = { "declined_reason" } },
  },
}

dms.workflow {
  entity = "after_sales.clocking",
  initial = "running",
  states = { running = {}, stopped = { final = true } },
  transitions = { { "stop", from = "running", to = "stopped", roles = WORKSHOP } },
}

-- What a visit needs beside what the law and the money want: nothing. Brands want more.
dms.decision {
  name = "after_sales.steps",
  run = function() return { walkround = false, stages = {} } end,
}

-- What the house gives away and lets go when a brand says nothing else: the manager alone.
dms.decision {
  name = "after_sales.discount_authority",
  run = function(_, user)
    if user:has_role("service_manager") then return { limit = 1000 } end
    return { limit = 0 }
  end,
}

dms.decision {
  name = "after_sales.release_unpaid",
  run = function() return { limit = 0 } end,
}
