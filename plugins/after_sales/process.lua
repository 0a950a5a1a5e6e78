-- plugins/after_sales/process.lua
-- A car comes in, is repaired, paid for and handed back.
-- Why: base chain of D11, 维修接待、维修过程、维修完成.
local dms <const> = require("dms")

local FRONT <const> = { "service_advisor", "service_manager" }
local WORKSHOP <const> = { "technician", "service_advisor", "service_manager" }

dms.workflow {
  entity = "after_sales.repair_order",
  initial = "open",
  states = {
    open = {},
    assigned = {},
    working = {},
    finished = {},
    settled = {},
    delivered = { final = true },
    cancelled = { final = true },
  },
  transitions = {
    { "assign", from = { "open", "assigned" }, to = "assigned", roles = FRONT,
      needs = { "technician" } },
    { "start", from = "assigned", to = "working", roles = WORKSHOP },
    { "finish", from = "working", to = "finished", roles = WORKSHOP, needs = { "findings" } },
    { "settle", from = "finished", to = "settled",
      roles = { "service_advisor", "service_manager", "cashier" } },
    { "deliver", from = "settled", to = "delivered", roles = FRONT },
    { "cancel", from = { "open", "assigned" }, to = "cancelled", roles = FRONT,
      needs = { "cancel_reason" } },
  },
}
