-- scripts/brands/aurora/sales_plan.lua
-- Aurora: a new prospect may not lie longer than three days, and web leads have a figure.
-- Why: Aurora dealer standards 2026, chapter 7 (online leads).
local dms <const> = require("dms")

local PROSPECTING <const> = 3 -- days; standards 7.2

dms.decision {
  name = "sales.stage_days",
  run = function(deal)
    if deal.stage == "prospecting" then return { days = PROSPECTING } end
    return {} -- later stages: what the store has set (sales.stuck_days)
  end,
}

local BY <const> = { store = "store", person = "owner", model = "model" }

-- How much of what is delivered began on the web.
dms.figure {
  name = "aurora.web_share",
  unit = "percent",
  windows = { "month", "quarter", "year" },
  of = { entity = "sales.order", at = "delivered_at", stages = "delivered",
         where = { source = "web" }, by = BY },
  over = { entity = "sales.order", at = "delivered_at", stages = "delivered", by = BY },
  label = { zh = "网络成交占比", en = "Deliveries from the web" },
  formula = { zh = "周期内来源为网络的交付订单数 ÷ 周期内交付订单数",
              en = "Orders delivered in the window that came by the web ÷ all delivered" },
}
