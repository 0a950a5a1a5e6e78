-- scripts/brands/tianhe/parts.lua
-- Tianhe: cost plus a rate, dearer at the counter than in the workshop, never above the list price;
-- a part without stock sells at the list price. The store keeps less and looks at it every day.
-- Why: Tianhe partner contract, annex F.
local dms <const> = require("dms")

local WORKSHOP <const>, COUNTER <const> = 3000, 3500 -- basis points on cost; annex F 2
local AT_COST <const> = { warranty = true, recall = true, internal = true } -- annex F 4

dms.decision {
  name = "parts.sale_price",
  run = function(part)
    if AT_COST[part.payer] then return { price = part.average } end
    if part.average == 0 then return { price = part.list_price } end
    local rate = part.kind == "counter" and COUNTER or WORKSHOP
    local price = part.average + dms.share(part.average, rate)
    if part.list_price and price > part.list_price then price = part.list_price end
    return { price = price }
  end,
}

dms.decision {
  name = "parts.policy",
  run = function()
    return {
      alpha = 1500, beta = 1000, cut_interval = 1320, cut_cv2 = 490, months = 24,
      abc_a = 8000, abc_b = 9500, service_a = 9000, service_b = 8500, service_c = 7000,
      review_days = 1, lead_days = 7, phase_in = 4, phase_window = 12,
      watch_days = 120, dead_days = 210, holding_rate = 1800,
    }
  end,
}
