-- scripts/brands/tianhe/sales_money.lua
-- Tianhe: commission on the margin, a bonus for good months, little kept of a deposit.
-- Why: Tianhe partner contract, annexes B 6 and C.
local dms <const> = require("dms")

local MARGIN_SHARE <const> = 500 -- 5 % of the gross margin; annex C 1
local MOST <const> = dms.money("3000") -- per car; annex C 2

dms.decision {
  name = "sales.commission",
  run = function(order)
    if not order.cost then return { amount = 0, missing = "cost" } end
    local margin = order.price - order.cost - (order.gifts_value or 0)
    local share = dms.share(math.max(margin, 0), MARGIN_SHARE)
    return { amount = math.min(share, MOST), margin = margin, share = share, most = MOST }
  end,
}

-- Three cars make a good month: a share of what they were sold for; annex C 3.
local GOOD_MONTH <const>, BONUS_SHARE <const> = 3, 10 -- cars; basis points

dms.decision {
  name = "sales.bonus",
  run = function(month)
    local share = month.cars >= GOOD_MONTH and BONUS_SHARE or 0
    return { amount = dms.share(month.sold, share), cars = month.cars, share = share }
  end,
}

-- Tianhe keeps at most two thousand of a deposit; annex B 6.
local DEPOSIT_MOST <const> = dms.money("2000")

dms.decision {
  name = "sales.deposit_kept",
  run = function(order)
    if order.cancel_fault ~= "customer" then
      return { amount = 0, reason = "sales.kept_not_his_fault" }
    end
    return { amount = math.min(order.deposits, DEPOSIT_MOST), most = DEPOSIT_MOST,
             reason = "tianhe.kept_deposit" }
  end,
}
