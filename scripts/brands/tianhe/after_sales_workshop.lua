-- scripts/brands/tianhe/after_sales_workshop.lua
-- Tianhe: no order without a diagnosis, three inspections, nothing given away at the counter, and no
-- debt given up by one person.
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

-- A debt is given up by the service manager when the general manager agreed to that very amount.
dms.workflow {
  entity = "after_sales.write_off", extends = true,
  transitions = {
    { "write_off", from = "asked", to = "written_off", roles = { "service_manager" },
      approval = { by = { "general_manager" }, guards = { "amount" },
                   timeout = dms.open_hours(16), escalate = "general_manager" } },
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

-- The next day an SMS asks how the car runs, the third day at two the advisor calls himself.
dms.follow_up {
  name = "tianhe/after_sales_workshop/visit_sms",
  on = "after_sales.repair_order.delivered",
  message = function(order)
    return { channel = "sms", to = dms.ref(order, "customer").phone, text = "tianhe.visit_sms",
      values = { order = order.number }, send_after = dms.days(1),
      subject = { entity = "after_sales.repair_order", id = order.id } }
  end,
}

dms.follow_up {
  name = "tianhe/after_sales_workshop/visit_call",
  on = "after_sales.repair_order.delivered",
  task = function(order)
    return { kind = "visit_call", role = "service_advisor", title = "tianhe.visit_call",
      values = { order = order.number },
      subject = { entity = "after_sales.repair_order", id = order.id },
      due = dms.at(dms.time_at(dms.date_of(order.delivered_at) + 3, "14:00")) }
  end,
}
