-- scripts/brands/aurora/sales.lua
-- Aurora: the six stages of the handbook, three steps of discount, no key before the plate.
-- Why: Aurora dealer agreement, chapters 3 to 5; the funnel is the template management.
local dms <const> = require("dms")

local ADVISOR_MAY <const> = 300 -- basis points a seller may give alone; agreement 4.1
local MANAGER_MAY <const> = 500 -- a sales manager; agreement 4.2
local EVERYTHING <const> = 10000 -- the general manager answers for the rest
local FLOOR <const> = 9000 -- of the list price; agreement 4.3

local SELLERS <const> = { "sales_advisor", "key_account_manager", "sales_manager" }

dms.workflow { entity = "sales.opportunity", extends = "management" }

dms.decision {
  name = "sales.discount_authority",
  run = function(_, user)
    if user:has_role("general_manager") then return { limit = EVERYTHING } end
    if user:has_role("sales_manager") then
      return { limit = MANAGER_MAY, reason = "aurora.manager_limit" }
    end
    return { limit = ADVISOR_MAY, reason = "aurora.advisor_limit" }
  end,
}

dms.decision {
  name = "sales.price_floor",
  run = function(offer, user)
    if user:has_role("general_manager") then return { floor = 0 } end
    return { floor = dms.share(offer.list_price, FLOOR) }
  end,
}

-- The customer drives away with a plate, or not at all.
dms.field {
  entity = "sales.order", name = "x_plate_done", type = "boolean",
  label = { zh = "上牌手续已办", en = "Plate handled" },
}

dms.rule {
  name = "aurora/sales/plate_before_key",
  on = "sales.order.deliver",
  after = { "sales/delivery_gate" },
  run = function(order)
    if order.x_plate_done then return end
    local plated = dms.count("sales.plate_service",
      { where = { order = order.id, state = "plated" } })
    if plated == 0 then return dms.deny("aurora.plate_first") end
  end,
}

-- The plate decides when the key may go: it stands in the list.
dms.page {
  name = "sales.orders",
  columns = { "number", "customer", "model", "vehicle", "price", "paid", "state", "x_plate_done",
    "expected_on", "owner" },
}
