-- scripts/brands/aurora/after_sales_workshop.lua
-- Aurora: a walk-round with the customer, self and final inspection, and no car leaves unwashed.
-- Why: Aurora service handbook 2 (nine steps) and 3.4 (quality gates).
local dms <const> = require("dms")

local ADVISOR_MAY <const> = 500 -- basis points off a line; handbook 6.1
local MANAGER_MAY <const> = 1500 -- handbook 6.2
local ON_CREDIT <const> = dms.money("2000") -- what the manager may let go unpaid; handbook 6.5

local TILL <const> = { "service_advisor", "service_manager", "cashier" }

dms.workflow {
  entity = "after_sales.repair_order", extends = true,
  transitions = {
    { "settle", from = "washed", to = "settled", roles = TILL },
  },
}

dms.decision {
  name = "after_sales.steps",
  run = function() return { walkround = true, stages = { "self", "final" } } end,
}

dms.decision {
  name = "after_sales.discount_authority",
  run = function(_, user)
    if user:has_role("service_manager") then return { limit = MANAGER_MAY } end
    return { limit = user:has_role("service_advisor") and ADVISOR_MAY or 0 }
  end,
}

dms.decision {
  name = "after_sales.release_unpaid",
  run = function(_, user)
    return { limit = user:has_role("service_manager") and ON_CREDIT or 0 }
  end,
}

-- Longer than the law: Aurora stands for its minor repairs for 3,000 km or 30 days; handbook 7.
dms.decision {
  name = "after_sales.repair_warranty",
  run = function(work)
    local large = work.depth == "whole" or work.depth == "assembly"
    if large then return { km = 20000, days = 100, proof_days = 3 } end
    return { km = work.depth == "secondary" and 5000 or 3000, days = 30, proof_days = 3 }
  end,
}

-- The third day after the visit somebody calls, at ten, and writes the three scores down.
dms.follow_up {
  name = "aurora/after_sales_workshop/visit_call",
  on = "after_sales.repair_order.delivered",
  task = function(order)
    return { kind = "visit_call", role = "caller", title = "aurora.visit_call",
      values = { order = order.number },
      subject = { entity = "after_sales.repair_order", id = order.id },
      due = dms.at(dms.time_at(dms.date_of(order.delivered_at) + 3, "10:00")) }
  end,
}
