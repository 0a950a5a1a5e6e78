-- scripts/brands/tianhe/sales_plan.lua
-- Tianhe: no stage may last longer than five days, large deals have a figure, and what a figure says
-- is acted on within a day.
-- Why: Tianhe sales manual, chapters 2 and 9.
local dms <const> = require("dms")

local ANY_STAGE <const> = 5 -- days; manual 2.6
local LARGE <const> = "300000.00" -- manual 9.1

dms.decision {
  name = "sales.stage_days",
  run = function() return { days = ANY_STAGE } end,
}

local ACT_WITHIN <const> = 1 -- working days; manual 9.4
local LOOK <const> = "08:00"

dms.decision {
  name = "sales.alert_plan",
  run = function()
    return { look_at = dms.time_at(dms.today() + 1, LOOK), days = ACT_WITHIN, priority = 2 }
  end,
}

dms.figure {
  name = "tianhe.large_deals",
  unit = "money",
  windows = { "month", "year" },
  of = { entity = "sales.order", at = "signed_at", stages = { "won", "delivered" },
         sum = "price", where = { price = { gte = LARGE } }, by = { person = "owner" } },
  label = { zh = "大单签约额", en = "Large deals signed" },
  formula = { zh = "周期内签约、成交价三十万元及以上的订单金额合计",
              en = "Sum of the prices of orders of 300,000 yuan or more signed in the window" },
}
