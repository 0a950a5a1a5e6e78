-- scripts/brands/tianhe/sales_care.lua
-- Tianhe: a signed order is given up only when the general manager agreed; two days before the
-- promised day the buyer hears by SMS that the car is on its way.
-- Why: Tianhe partner contract, annex B 7 (cancellations) and 9 (keeping the buyer informed).
local dms <const> = require("dms")

local LEADERS <const> = { "sales_manager", "general_manager" }

dms.workflow {
  entity = "sales.order", extends = true,
  transitions = {
    { "cancel", from = "draft", to = "cancelled", roles = LEADERS, needs = { "cancel_reason" } },
    { "cancel", from = { "signed", "deposit", "allocated", "ready" }, to = "cancelled",
      roles = LEADERS, needs = { "cancel_reason" },
      approval = { by = { "general_manager" }, guards = { "price" },
                   timeout = dms.open_hours(8), escalate = "general_manager" } },
  },
}

dms.follow_up {
  name = "tianhe/sales_care/soon",
  every = "day",
  at = "18:30",
  ask = "crm.may_follow_up",          -- who wants no messages gets none
  quiet = { "18:00", "10:00" },       -- it goes out the next morning
  find = {
    entity = "sales.order",
    where = { state = { ["in"] = { "signed", "deposit", "allocated", "ready" } },
              expected_on = { gte = "@today", lte = "@today+2" } },
  },
  once = function(order) return "soon-" .. order.expected_on end,
  message = function(order)
    local buyer = dms.ref(order, "customer")
    if not buyer or not buyer.phone then return nil end
    return { channel = "sms", to = buyer.phone, text = "tianhe.car_is_coming",
             values = { date = dms.date_text(order.expected_on) },
             subject = { entity = "sales.order", id = order.id } }
  end,
}
