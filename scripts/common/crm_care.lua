-- scripts/common/crm_care.lua
-- Surveys and complaints: who is asked, how grave it is, how long it may take, what may be given.
-- Why: house custom after the makers' rules (FAW-VW, Audi); a brand replaces one by its name.
local dms <const> = require("dms")

-- Row 104: every buyer, every third visit to the workshop.
local PLANS <const> = {
  purchase = { about = "sales", rate = 10000, after_days = 7 },
  service = { about = "service", rate = 3333, after_days = 3 },
}

dms.decision {
  name = "crm.survey_plan",
  run = function(entry) return PLANS[entry.kind] or {} end,
}

-- General, escalated after three times or extreme behaviour, severe for what endangers people
-- or reaches the public.
local SEVERE <const> = { fire = true, airbag = true, steering = true, brake = true,
                         injury = true, media = true, authority = true }
local OFTEN <const> = 3

dms.decision {
  name = "crm.complaint_class",
  run = function(complaint)
    local sign, channel = complaint.sign or "none", complaint.channel
    if SEVERE[sign] or channel == "media" or channel == "authority" then
      return { class = "severe", reasons = { { key = "crm.class_severe", sign = sign } } }
    end
    if sign == "extreme" or complaint.times >= OFTEN then
      return { class = "escalated",
               reasons = { { key = "crm.class_escalated", times = complaint.times } } }
    end
    return { class = "general", reasons = { { key = "crm.class_general" } } }
  end,
}

-- Answered the same day, within 24 hours at the latest; closed within two weeks.
local FIRST <const> = { severe = 2 * 60, escalated = 4 * 60, general = 24 * 60 } -- minutes
local CLOSE_DAYS <const> = 14

dms.decision {
  name = "crm.complaint_clock",
  run = function(complaint)
    return { first_response_minutes = FIRST[complaint.class or "general"],
             close_minutes = CLOSE_DAYS * 24 * 60 }
  end,
}

-- Row 127: what one may promise a customer alone.
local MANAGER_MAY <const> = dms.money("2000")
local CARER_MAY <const> = dms.money("200")
local EVERYTHING <const> = dms.money("1000000")

dms.decision {
  name = "crm.compensation_authority",
  run = function(_, user)
    if user:has_role("general_manager") then return { limit = EVERYTHING } end
    if user:has_role("sales_manager") then return { limit = MANAGER_MAY } end
    return { limit = CARER_MAY }
  end,
}

-- Row 124: half a year back, words alike by four tenths, marks up to sixty.
dms.decision {
  name = "crm.similar_rules",
  run = function() return { days = 183, percent = 40, low = 60 } end,
}

-- Row 125: the quarter's complaints, at nine on the first day of the next.
dms.decision {
  name = "crm.review_rules",
  run = function() return { months = 3, at_minutes = 9 * 60, close_days = CLOSE_DAYS } end,
}

dms.follow_up {
  name = "common/crm_care/survey_call",
  on = "crm.survey.created",
  task = function(survey)
    return { kind = "survey_call", role = "caller", title = "common.survey_call",
             due = dms.at(survey.due_at) }
  end,
}

-- A mark below the line is somebody's work, not a figure only.
local LOW <const> = 70

dms.follow_up {
  name = "common/crm_care/low_score",
  on = "crm.survey.answered",
  when = function(survey) return survey.score < LOW end,
  task = function(survey)
    return { kind = "low_score", role = "sales_manager", title = "common.low_score",
             values = { score = survey.score }, due = dms.workdays(1) }
  end,
}

dms.follow_up {
  name = "common/crm_care/complaint",
  on = "crm.complaint.created",
  task = function(complaint)
    return { kind = "complaint", role = "caller", title = "common.complaint",
             values = { number = complaint.number, topic = complaint.topic },
             due = dms.at(complaint.first_response_due_at), priority = 1 }
  end,
  overdue = { after = dms.minutes(1), role = "general_manager" },
}

-- What came through the market regulator has days of the law; newest first. ACCEPT: until it decides
-- whether to take the complaint up, and wants our account; MEDIATE: until its mediation ends.
local REGULATOR <const> = {
  { from = dms.date("2020-01-01"), accept = 7, mediate = 45,
    source = "市场监督管理投诉举报处理暂行办法（总局令第20号）第14、21条" },
}

local function regulator_law()
  for _, law in ipairs(REGULATOR) do
    if dms.today() >= law.from then return law end
  end
end

for _, step in ipairs { "accept", "mediate" } do
  dms.follow_up {
    name = "common/crm_care/regulator_" .. step,
    on = "crm.complaint.created",
    when = function(complaint)
      return complaint.channel == "authority" and regulator_law() ~= nil
    end,
    task = function(complaint)
      local law = regulator_law()
      return { kind = "regulator_" .. step, role = "general_manager",
               title = "common.regulator_" .. step,
               values = { number = complaint.number, days = law[step], source = law.source },
               due = dms.workdays(law[step]), priority = 1 }
    end,
  }
end

-- The same topic again and again is one cause: somebody looks for it.
local SAME <const> = 3
local WINDOW <const> = 90 * 24 * 60 * 60 * 1000

dms.follow_up {
  name = "common/crm_care/same_topic",
  on = "crm.complaint.created",
  when = function(complaint)
    return dms.count("crm.complaint", { where = { topic = complaint.topic,
      store = complaint.store, received_at = { gte = dms.now() - WINDOW } } }) >= SAME
  end,
  task = function(complaint)
    return { kind = "same_cause", role = "sales_manager", title = "common.same_cause",
             values = { topic = complaint.topic }, due = dms.workdays(3) }
  end,
}

dms.follow_up {
  name = "common/crm_care/review",
  on = "crm.review.created",
  task = { kind = "review", role = "general_manager", title = "common.review",
           due = dms.days(7) },
}
