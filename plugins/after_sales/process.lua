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

-- Who asks for a debt to be written off does not do it; money that comes after all is a recovery
-- (row 170). A brand that wants more heads to agree adds an approval.
dms.workflow {
  entity = "after_sales.write_off",
  initial = "asked",
  states = { asked = {}, written_off = {}, recovered = { final = true },
             refused = { final = true } },
  transitions = {
    { "write_off", from = "asked", to = "written_off", roles = { "general_manager" } },
    { "refuse", from = "asked", to = "refused", roles = { "general_manager" },
      needs = { "answer" } },
    { "recover", from = "written_off", to = "recovered",
      roles = { "cashier", "service_manager", "general_manager" } },
  },
}

dms.follow_up {
  name = "after_sales/write_off_asked",
  on = "after_sales.write_off.created",
  task = function(asked)
    return { kind = "write_off", role = "general_manager", title = "after_sales.task_write_off",
      values = { number = asked.number, amount = dms.yuan(asked.amount) },
      due = dms.workdays(3) }
  end,
}
