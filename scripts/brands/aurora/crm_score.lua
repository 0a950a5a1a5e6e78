-- scripts/brands/aurora/crm_score.lua
-- Aurora: a lead is worth most when somebody sends him or he brings a car to trade in.
-- Why: Aurora service handbook 2.2 (which leads a manager looks at himself).
local dms <const> = require("dms")

local POINTS <const> = { referral = 40, walk_in = 35, event = 25, phone = 25 }
local ONLINE <const> = 10
local TRADE_IN <const> = 30
local KNOWS_MODEL <const> = 15
local VALUABLE <const> = 60

dms.decision {
  name = "crm.lead_score",
  run = function(lead)
    local parts = {
      { key = "crm.score_source", points = POINTS[lead.source or ""] or ONLINE },
      { key = "crm.score_trade", points = lead.trade_model and TRADE_IN or 0 },
      { key = "crm.score_model",
        points = (lead.model_wanted or lead.vin_wanted) and KNOWS_MODEL or 0 },
    }
    local score, reasons = 0, {}
    for _, part in ipairs(parts) do
      if part.points > 0 then
        score = score + part.points
        reasons[#reasons + 1] = part
      end
    end
    return { score = score, valuable = score >= VALUABLE, reasons = reasons }
  end,
}
