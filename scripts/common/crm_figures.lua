-- scripts/common/crm_figures.lua
-- The figures leads are called and scored by, customers graded by, and points earned by.
-- Why: house custom and law, each with its origin; a brand replaces one by its name.
local dms <const> = require("dms")

-- D3: the first call within a day; without a brand's own cadence the next step after a week.
dms.decision {
  name = "crm.lead_clock",
  run = function()
    return { first_call_minutes = 24 * 60, next_action_minutes = 7 * 24 * 60 }
  end,
}

-- Row 10: who comes himself or is sent by a friend is worth more than a click.
local BY_SOURCE <const> = { walk_in = 30, referral = 30, event = 20, phone = 25, form = 25, adf = 15,
                            web = 15, import = 5, other = 5 }
local BY_INTEREST <const> = { test_drive = 20, trade_in = 15, buy = 10, lease = 10, sell = 5 }
local VALUABLE <const> = 50

dms.decision {
  name = "crm.lead_score",
  run = function(lead)
    local score, reasons = 0, {}
    local function add(key, points)
      if points and points ~= 0 then
        score = score + points
        reasons[#reasons + 1] = { key = key, points = points }
      end
    end
    add("crm.score_source", BY_SOURCE[lead.source or "other"])
    add("crm.score_interest", BY_INTEREST[lead.interest or ""])
    add("crm.score_reachable", lead.phone and lead.email and 10 or 0)
    add("crm.score_model", (lead.model_wanted or lead.vin_wanted) and 10 or 0)
    add("crm.score_trade", lead.trade_model and 10 or 0)
    add("crm.score_known", (lead.customer or lead.referrer) and 15 or 0)
    add("crm.score_answered", lead.first_response_at and 10 or 0)
    return { score = score, valuable = score >= VALUABLE, reasons = reasons }
  end,
}

-- D3: potential, new, loyal, VIP; two axes, the label is made of them.
local SATISFIED <const> = 80 -- of 100
local HIGH_SPEND <const> = dms.money("500000")
local LONG <const> = 5 * 365 -- days

local function life_cycle_of(file)
  local bought = file.purchases or 0
  return bought >= 2 and "repeat" or bought == 1 and "new" or "potential"
end

local function label_of(life_cycle, value_tier, satisfied)
  if life_cycle == "potential" then return "potential" end
  if value_tier == "high" then return "vip" end
  return life_cycle == "repeat" and satisfied and "loyal" or "new"
end

dms.decision {
  name = "crm.grade",
  run = function(file)
    local spend, known = file.spend or 0, file.days_known or 0
    local satisfied = (file.satisfaction or 0) >= SATISFIED
    local high = spend >= HIGH_SPEND or known >= LONG
    local life_cycle, value_tier = life_cycle_of(file), high and "high" or "normal"
    local reasons = {
      { key = "crm.grade_purchases", count = file.purchases or 0 },
      { key = "crm.grade_spend", yuan = dms.yuan(spend), limit = dms.yuan(HIGH_SPEND) },
      { key = "crm.grade_known", days = known, limit = LONG },
      { key = "crm.grade_satisfaction", score = file.satisfaction or 0, limit = SATISFIED },
    }
    return { life_cycle = life_cycle, value_tier = value_tier,
             grade = label_of(life_cycle, value_tier, satisfied), reasons = reasons }
  end,
}

-- Row 101: what each grade gets at the desk, and how old its file may be (row 94).
local CARE <const> = {
  potential = { verify_days = 365, actions = { "crm.care_offer" } },
  new = { verify_days = 180, actions = { "crm.care_welcome" } },
  loyal = { verify_days = 180, actions = { "crm.care_thanks", "crm.care_priority" } },
  vip = { verify_days = 90, actions = { "crm.care_own_advisor", "crm.care_priority" } },
}

dms.decision {
  name = "crm.care",
  run = function(file)
    local care = CARE[file.grade or "potential"]
    return { actions = care.actions, verify_days = care.verify_days,
             stale = file.days_unverified > care.verify_days }
  end,
}

-- Which tasks speak to the customer: not for somebody who asked not to be contacted.
local CONTACTS <const> = { first_call = true, next_contact = true, delivery_call = true,
                           day_call = true, week_call = true, care_call = true,
                           survey_call = true, grade_action = true, missed_step = true }

dms.decision {
  name = "crm.task_contacts",
  run = function(task) return { contact = CONTACTS[task.kind] or false } end,
}

-- Row 119: a point for every ten yuan in the workshop, for every hundred of a car.
local YUAN_PER_POINT <const> = { purchase = 100, service = 10, parts = 10 }
local TIERS <const> = { { name = "crm.tier_platinum", from = 20000 },
                        { name = "crm.tier_gold", from = 5000 },
                        { name = "crm.tier_silver", from = 1000 } }

dms.decision {
  name = "crm.points_for",
  run = function(paid)
    local per = YUAN_PER_POINT[paid.kind]
    return { points = per and math.max(paid.amount, 0) // (per * 100) or 0 }
  end,
}

dms.decision {
  name = "crm.tier",
  run = function(file)
    for _, tier in ipairs(TIERS) do
      if file.points >= tier.from then return { tier = tier.name } end
    end
    return { tier = "crm.tier_member" }
  end,
}

-- Row 113: whom an offer is for stands in the offer.
dms.decision {
  name = "crm.offer_eligible",
  run = function(case)
    if case.for_grade and case.for_grade ~= case.grade then
      return { refuse = "crm.offer_other_grade" }
    end
    if case.for_tier and case.for_tier ~= case.tier then
      return { refuse = "crm.offer_other_tier" }
    end
    return {}
  end,
}

dms.decision {
  name = "crm.price_window",
  run = function() return { days = 7 } end,
}

-- Row 42: a price "before" must not be above the lowest price of a deal of the last seven days
-- in this place (rules on marked prices, sections 15 to 18).
dms.decision {
  name = "crm.offer_lawful",
  run = function(offer)
    if offer.was_price and offer.lowest_price and offer.was_price > offer.lowest_price then
      return { refuse = "crm.was_price_high", field = "was_price",
               lowest = offer.lowest_price }
    end
    return {}
  end,
}
