-- plugins/crm/process.lua
-- How leads, marketing, surveys and complaints go when a brand says nothing else.
-- Why: the house's default; a brand may add states, roles and deadlines of its own. The
-- figures a shop decides by stand in scripts/common (crm_figures.lua), for it to change.
local dms <const> = require("dms")

local WORKERS <const> = { "receptionist", "sales_advisor", "key_account_manager", "caller",
                          "marketing", "sales_manager" }
local LEADERS <const> = { "sales_manager", "general_manager" }
local MARKETERS <const> = { "marketing", "sales_manager" }
local CARERS <const> = { "caller", "sales_manager", "service_manager", "general_manager" }

dms.workflow {
  entity = "crm.lead",
  initial = "new",
  states = {
    new = { canonical = "lead" },
    following = { canonical = "contact" },
    qualified = { canonical = "need" },
    won = { final = true, canonical = "won" },
    lost = { canonical = "lost" }, -- not final: a manager may take it up again
  },
  transitions = {
    { "follow", from = "new", to = "following", roles = WORKERS },
    { "qualify", from = { "new", "following" }, to = "qualified", roles = WORKERS },
    { "win", from = { "new", "following", "qualified" }, to = "won", roles = WORKERS }, -- by crm.purchase
    { "lose", from = { "new", "following", "qualified" }, to = "lost", roles = WORKERS,
      needs = { "lost_reason" } },
    { "reopen", from = "lost", to = "following", roles = { "sales_manager" } },
  },
}

dms.workflow {
  entity = "crm.marketing_plan",
  initial = "draft",
  states = {
    draft = {},
    approved = {},
    closed = { final = true },
    dropped = { final = true },
  },
  transitions = {
    { "approve", from = "draft", to = "approved", roles = LEADERS },
    { "drop", from = { "draft", "approved" }, to = "dropped", roles = LEADERS },
    { "close", from = "approved", to = "closed", roles = LEADERS, needs = { "lesson" } },
  },
}

dms.workflow {
  entity = "crm.campaign",
  initial = "planned",
  states = {
    planned = {},
    running = {},
    ended = {},
    evaluated = { final = true },
    dropped = { final = true },
  },
  transitions = {
    { "start", from = "planned", to = "running", roles = MARKETERS },
    { "send", from = "running", to = "running", roles = MARKETERS,
      needs = { "channel", "message" } },
    { "finish", from = "running", to = "ended", roles = MARKETERS },
    { "evaluate", from = "ended", to = "evaluated", roles = MARKETERS, needs = { "lesson" } },
    { "drop", from = { "planned", "running" }, to = "dropped", roles = MARKETERS },
  },
}

dms.workflow {
  entity = "crm.offer",
  initial = "draft",
  states = { draft = {}, running = {}, ended = { final = true } },
  transitions = {
    { "start", from = "draft", to = "running", roles = LEADERS },
    { "finish", from = { "draft", "running" }, to = "ended", roles = MARKETERS },
  },
}

dms.workflow {
  entity = "crm.survey",
  initial = "planned",
  states = {
    planned = {},
    answered = { final = true },
    declined = { final = true },
    unreachable = { final = true },
  },
  transitions = {
    { "answer", from = "planned", to = "answered", roles = CARERS },
    { "decline", from = "planned", to = "declined", roles = CARERS,
      needs = { "refuse_reason" } },
    { "give_up", from = "planned", to = "unreachable", roles = CARERS },
  },
}

-- Receive, verify, investigate, resolve, ask again (D9); closed only with cause and prevention.
dms.workflow {
  entity = "crm.complaint",
  initial = "received",
  states = {
    received = { deadline = dms.open_hours(4), escalate = "sales_manager" },
    verified = { deadline = dms.workdays(1), escalate = "sales_manager" },
    investigating = { deadline = dms.workdays(5), escalate = "general_manager" },
    resolved = { deadline = dms.workdays(3), escalate = "sales_manager" },
    followed_up = { deadline = dms.workdays(2), escalate = "sales_manager" },
    closed = { final = true },
  },
  transitions = {
    { "verify", from = "received", to = "verified", roles = CARERS, needs = { "verified" } },
    { "investigate", from = "verified", to = "investigating", roles = CARERS },
    { "resolve", from = "investigating", to = "resolved", roles = CARERS,
      needs = { "findings", "responsible_unit", "solution" } },
    { "follow_up", from = "resolved", to = "followed_up", roles = CARERS,
      needs = { "satisfied" } },
    { "look_again", from = { "resolved", "followed_up" }, to = "investigating",
      roles = CARERS },
    { "close", from = "followed_up", to = "closed", roles = CARERS,
      needs = { "cause", "preventive_action", "satisfied" } },
  },
}

dms.workflow {
  entity = "crm.review",
  initial = "open",
  states = {
    open = { deadline = dms.days(7), escalate = "general_manager" },
    improving = {},
    closed = { final = true },
  },
  transitions = {
    { "decide", from = "open", to = "improving", roles = LEADERS,
      needs = { "improvement", "improve_until" } },
    { "close", from = "improving", to = "closed", roles = LEADERS, needs = { "result" } },
  },
}
