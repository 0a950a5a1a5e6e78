-- plugins/notify/process.lua
-- A delivery waits until its receiver has taken it, and is parked when that is not to be.
-- Why: the figures are house custom; scripts/common may replace either decision by its name.
local dms <const> = require("dms")

local SECOND <const> = 1000 -- everything below is in milliseconds
local HOUR <const> = 3600 * SECOND

-- What became of a delivery is told by who delivers, not by people.
local function by_the_house(_, user)
  if user.id ~= 0 then return dms.deny("notify.by_itself") end
end

dms.workflow {
  entity = "notify.delivery",
  initial = "waiting",
  states = {
    waiting = {},
    sent = { final = true },
    parked = {},
  },
  transitions = {
    { "confirm", from = "waiting", to = "sent", guard = by_the_house },
    { "park", from = "waiting", to = "parked", guard = by_the_house },
    { "replay", from = "parked", to = "waiting", roles = { "admin" } },
  },
}

-- What one attempt may take, and how long the traces of good ones are kept.
dms.decision {
  name = "notify.limits",
  run = function()
    return { connect = 5 * SECOND, whole = 20 * SECOND, answer_bytes = 65536, keep_days = 30 }
  end,
}

-- Twelve tries spread over two and a half days: a receiver that breaks on Friday evening and is
-- mended on Monday morning misses nothing. The spread, in basis points, keeps many deliveries
-- that failed together from coming back together.
local FIRST <const>, TIMES <const>, LONGEST <const> = 10 * SECOND, 4, 12 * HOUR
local TRIES <const>, SPREAD <const> = 12, 2000

dms.decision {
  name = "notify.next_try",
  run = function(failed)
    if failed.tries >= TRIES then return { park = true } end
    local pause = FIRST
    for _ = 2, failed.tries do
      pause = pause * TIMES
      if pause > LONGEST then pause = LONGEST end
    end
    return { park = false, pause = pause, spread = SPREAD }
  end,
}
