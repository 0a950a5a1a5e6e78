-- scripts/brands/tianhe/crm_care.lua
-- Tianhe: a VIP has bought three cars or spent 300,000 yuan; every visit to the workshop is
-- asked about; a manager may promise 1,000 yuan, nobody else anything.
-- Why: Tianhe partner contract, annexes E (customers) and F 2 (goodwill).
local dms <const> = require("dms")

local VIP_CARS <const> = 3
local VIP_SPEND <const> = dms.money("300000")
local SATISFIED <const> = 85 -- of 100
local MANAGER_MAY <const> = dms.money("1000")
local EVERYTHING <const> = dms.money("1000000")

dms.decision {
  name = "crm.grade",
  run = function(file)
    local cars, spend = file.purchases or 0, file.spend or 0
    local high = cars >= VIP_CARS or spend >= VIP_SPEND
    local content = (file.satisfaction or 0) >= SATISFIED
    local life_cycle = cars >= 2 and "repeat" or cars == 1 and "new" or "potential"
    local grade = cars == 0 and "potential" or high and "vip"
      or cars >= 2 and content and "loyal" or "new"
    return {
      life_cycle = life_cycle, value_tier = high and "high" or "normal", grade = grade,
      reasons = {
        { key = "crm.grade_purchases", count = cars, limit = VIP_CARS },
        { key = "crm.grade_spend", yuan = dms.yuan(spend), limit = dms.yuan(VIP_SPEND) },
        { key = "crm.grade_satisfaction", score = file.satisfaction or 0, limit = SATISFIED },
      },
    }
  end,
}

local PLANS <const> = {
  purchase = { about = "sales", rate = 10000, after_days = 3 },
  service = { about = "service", rate = 10000, after_days = 1 },
}

dms.decision {
  name = "crm.survey_plan",
  run = function(entry) return PLANS[entry.kind] or {} end,
}

dms.decision {
  name = "crm.compensation_authority",
  run = function(_, user)
    if user:has_role("general_manager") then return { limit = EVERYTHING } end
    return { limit = user:has_role("sales_manager") and MANAGER_MAY or 0 }
  end,
}
