-- plugins/sales/plan.lua
-- Plans when a brand says nothing else: who agrees to targets, strategies and plans, and what of
-- them becomes somebody's task.
-- Why: rows 1 to 4, 32, 35, 37, 39 and 181.
local dms <const> = require("dms")

local LEADERS <const> = { "sales_manager", "general_manager" }

-- What was agreed stays; what was not may still be dropped (rows 3 and 4).
dms.workflow {
  entity = "sales.target",
  initial = "draft",
  states = { draft = {}, agreed = {}, closed = { final = true }, dropped = { final = true } },
  transitions = {
    { "agree", from = "draft", to = "agreed", roles = LEADERS },
    { "drop", from = "draft", to = "dropped", roles = LEADERS },
    { "close", from = "agreed", to = "closed", roles = LEADERS },
  },
}

-- The maker of the cars is heard before a strategy is approved (row 1).
dms.workflow {
  entity = "sales.strategy",
  initial = "draft",
  states = { draft = {}, oem_consulting = {}, approved = {}, active = {},
             closed = { final = true }, dropped = { final = true } },
  transitions = {
    { "consult", from = "draft", to = "oem_consulting", roles = LEADERS },
    { "approve", from = "oem_consulting", to = "approved", roles = { "general_manager" } },
    { "start", from = "approved", to = "active", roles = LEADERS },
    { "close", from = "active", to = "closed", roles = LEADERS, needs = { "result_review" } },
    { "drop", from = { "draft", "oem_consulting", "approved" }, to = "dropped", roles = LEADERS },
  },
}

dms.workflow {
  entity = "sales.plan",
  initial = "draft",
  states = { draft = {}, approved = {}, revised = { final = true }, closed = { final = true } },
  transitions = {
    { "approve", from = "draft", to = "approved", roles = { "general_manager" } },
    { "revise", from = "approved", to = "revised", roles = LEADERS },
    { "close", from = "approved", to = "closed", roles = LEADERS },
  },
}

dms.workflow {
  entity = "sales.correction",
  initial = "open",
  states = { open = {}, done = { final = true } },
  transitions = {
    { "finish", from = "open", to = "done", roles = LEADERS, needs = { "result" } },
  },
}

local EVENING <const> = "18:00"

-- What somebody is to do by a day becomes his task (rows 2, 35, 39).
local function by_day(person, what, due_on, kind)
  return { kind = kind, owner = person, role = person == nil and "sales_manager" or nil,
           title = what, due = dms.at(dms.time_at(due_on, EVENING)) }
end

dms.follow_up {
  name = "sales/plan_task",
  on = "sales.plan_task.created",
  task = function(line) return by_day(line.person, line.what, line.due_on, "plan_task") end,
}

dms.follow_up {
  name = "sales/correction",
  on = "sales.correction.created",
  task = function(line) return by_day(line.person, line.decision, line.due_on, "correction") end,
}

dms.workflow {
  entity = "sales.fleet_contract",
  initial = "draft",
  states = { draft = {}, signed = {}, ended = { final = true } },
  transitions = {
    { "sign", from = "draft", to = "signed", roles = LEADERS, needs = { "signature" } },
    { "stop", from = { "draft", "signed" }, to = "ended", roles = LEADERS },
  },
}

-- What a post is measured by is proposed, talked over with those who hold it, and agreed (row 181).
dms.workflow {
  entity = "sales.indicator",
  initial = "proposed",
  states = { proposed = {}, discussed = {}, agreed = {}, ended = { final = true } },
  transitions = {
    { "discuss", from = "proposed", to = "discussed", roles = LEADERS, needs = { "words" } },
    { "agree", from = "discussed", to = "agreed", roles = { "general_manager" } },
    { "stop", from = "*", to = "ended", roles = LEADERS },
  },
}

dms.follow_up {
  name = "sales/meeting_decision",
  on = "sales.meeting_decision.created",
  task = function(line) return by_day(line.person, line.what, line.due_on, "meeting") end,
}

-- Advice on a live deal is for today (row 37).
dms.follow_up {
  name = "sales/coaching",
  on = "sales.coaching.created",
  task = function(note)
    return by_day(note.advisor, note.advice, dms.today(), "coaching")
  end,
}
