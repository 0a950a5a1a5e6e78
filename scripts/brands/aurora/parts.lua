-- scripts/brands/aurora/parts.lua
-- Aurora: customers pay the maker's list price; the maker pays its warranty parts at what they
-- cost plus a handling rate; our own cars get them at cost.
-- Why: Aurora parts agreement, chapters 2 and 5.
local dms <const> = require("dms")

local HANDLING <const> = 800 -- basis points on warranty parts; agreement 5.1
local FOR_THE_MAKER <const> = { warranty = true, recall = true }
local FOR_US <const> = { internal = true }

dms.decision {
  name = "parts.sale_price",
  run = function(part)
    if FOR_US[part.payer] then
      return { price = part.average, reason = "at cost" }
    end
    if FOR_THE_MAKER[part.payer] then
      return { price = part.average + dms.share(part.average, HANDLING), reason = "cost and handling" }
    end
    return { price = part.list_price }
  end,
}
