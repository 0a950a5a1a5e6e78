-- scripts/brands/tianhe/service.lua
-- Tianhe: no order without a diagnosis, three inspections, and nothing given away at the counter.
-- Why: Tianhe partner contract, annex S 2 to 4.
local dms <const> = require("dms")

local MANAGER_MAY <const> = 800 -- basis points off a line; annex S 4.2

local FRONT <const> = { "service_advisor", "service_manager" }

dms.workflow {
  entity = "after_sales.repair_order", extends = true,
  transitions = {
    { "assign", from = { "diagnosed", "assigned", "working" }, to = "assigned", roles = FRONT,
      needs = { "technician" } },
  },
}

dms.decision {
  name = "after_sales.steps",
  run = function(order)
    if order.kind == "maintenance" then return { walkround = true, stages = { "self", "final" } } end
    return { walkround = true, stages = { "self", "mutual", "final" } }
  end,
}

dms.decision {
  name = "after_sales.discount_authority",
  run = function(_, user)
    return { limit = user:has_role("service_manager") and MANAGER_MAY or 0 }
  end,
}
