-- scripts/common/sales.lua
-- A quote that names no last day is valid for a week.
-- Why: row 24 wants a validity date on every quote; a week is the house's custom.
local dms <const> = require("dms")

local QUOTE_DAYS <const> = 7 -- house custom, D9

dms.rule {
  name = "common/sales/quote_days",
  on = "sales.quote.create",
  run = function(quote)
    if not quote.valid_until then
      return dms.set("valid_until", dms.today() + QUOTE_DAYS)
    end
  end,
}
