-- scripts/brands/tianhe/sales.lua
-- Tianhe: consultative selling in seven stages, every discount is the manager's, a signed
-- checklist before the key.
-- Why: Tianhe partner contract, annex B; the funnel is the template consultative.
local dms <const> = require("dms")

local MANAGER_MAY <const> = 200 -- basis points; an advisor gives nothing alone; annex B 2
local EVERYTHING <const> = 10000 -- the general manager
local FLOOR <const> = 9600 -- of the list price; annex B 3

local SELLERS <const> = { "sales_advisor", "key_account_manager", "sales_manager" }

-- A stage that is declared again replaces the template's; so does a transition.
dms.workflow {
  entity = "sales.opportunity", extends = "consultative",
  states = {
    needs = { canonical = "need", deadline = dms.days(5), escalate = "sales_manager",
      work = { "sales.work.ask_use", "sales.work.ask_trade_in", "sales.work.write_needs",
               "tianhe.work.whole_family" } },
  },
  transitions = {
    { "offer", from = "demonstration", to = "objections", roles = SELLERS, needs = { "budget" } },
  },
}

dms.decision {
  name = "sales.discount_authority",
  run = function(_, user)
    if user:has_role("general_manager") then return { limit = EVERYTHING } end
    if user:has_role("sales_manager") then
      return { limit = MANAGER_MAY, reason = "tianhe.manager_limit" }
    end
    return { limit = 0, reason = "tianhe.discount_is_the_managers" }
  end,
}

dms.decision {
  name = "sales.price_floor",
  run = function(offer, user)
    if user:has_role("general_manager") then return { floor = 0 } end
    return { floor = dms.share(offer.list_price, FLOOR), reason = "tianhe.below_floor" }
  end,
}

dms.field {
  entity = "sales.order", name = "x_checklist_signed", type = "boolean",
  label = { zh = "交车确认单已签字", en = "Delivery checklist signed" },
}

dms.rule {
  name = "tianhe/sales/checklist_before_key",
  on = "sales.order.deliver",
  after = { "sales/delivery_gate" },
  run = function(order)
    if not order.x_checklist_signed then return dms.deny("tianhe.checklist_first") end
  end,
}
