-- scripts/brands/aurora/sales_money.lua
-- Aurora: commission on the price, more for deals without gifts, a bonus for each car.
-- Why: Aurora dealer agreement, chapter 6.
local dms <const> = require("dms")

local COMMISSION <const> = 60 -- 0.6 % of the price; agreement 6.1
local NO_GIFT_BONUS <const> = dms.money("200") -- for a deal without gifts; agreement 6.2

dms.decision {
  name = "sales.commission",
  run = function(order)
    local share = dms.share(order.price, COMMISSION)
    local bonus = (order.gifts_value or 0) == 0 and NO_GIFT_BONUS or 0
    return { amount = share + bonus, share = share, no_gift_bonus = bonus }
  end,
}

-- Each delivered car of a month, and more for each from the fifth on.
local BONUS <const> = { { from = 5, each = dms.money("300") }, { from = 1, each = dms.money("100") } }

dms.decision {
  name = "sales.bonus",
  run = function(month)
    for _, step in ipairs(BONUS) do
      if month.cars >= step.from then
        return { amount = month.cars * step.each, cars = month.cars, each = step.each }
      end
    end
    return { amount = 0, cars = month.cars }
  end,
}
