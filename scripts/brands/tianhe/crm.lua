-- scripts/brands/tianhe/crm.lua
-- Tianhe: a lead from the web is called within two hours, any other within a day; then in
-- short steps.
-- Why: Tianhe partner contract, annex D 1 (web leads) and D 3 (grades).
local dms <const> = require("dms")

local WEB_CALL <const> = dms.hours(2)
local OTHER_CALL <const> = dms.hours(24)
local WEB_PATIENCE <const> = dms.minutes(30) -- then the sales manager hears of it
local CADENCE <const> = { H = 1, A = 3, B = 7, C = 15 } -- days to the next contact, by grade
local UNGRADED <const> = 3

local ONLINE <const> = { "web", "adf" }

dms.decision {
  name = "crm.lead_clock",
  run = function(lead)
    local online = lead.source == "web" or lead.source == "adf"
    local days = CADENCE[lead.grade or ""] or UNGRADED
    return { first_call_minutes = (online and 2 or 24) * 60,
             next_action_minutes = days * 24 * 60 }
  end,
}

dms.follow_up {
  name = "tianhe/crm/web_call",
  on = "crm.lead.created",
  where = { source = { ["in"] = ONLINE } },
  task = {
    kind = "first_call",
    role = "sales_advisor",
    to_owner = true,
    title = "tianhe.web_call",
    due = WEB_CALL,
    priority = 1,
  },
  overdue = { after = WEB_PATIENCE, role = "sales_manager" },
}

dms.follow_up {
  name = "tianhe/crm/first_call",
  on = "crm.lead.created",
  where = { ["not"] = { source = { ["in"] = ONLINE } } },
  task = {
    kind = "first_call",
    role = "sales_advisor",
    to_owner = true,
    title = "tianhe.first_call",
    due = OTHER_CALL,
  },
}

local function next_contact(contact)
  local lead = dms.ref(contact, "lead")
  if not lead or lead.state == "won" or lead.state == "lost" then return nil end
  local due = contact.next_action_at and dms.at(contact.next_action_at)
  return {
    kind = "next_contact",
    role = "sales_advisor",
    owner = lead.owner,
    title = "tianhe.next_contact",
    subject = { entity = "crm.lead", id = lead.id },
    due = due or dms.days(CADENCE[lead.grade or ""] or UNGRADED),
  }
end

dms.follow_up {
  name = "tianhe/crm/next_contact",
  on = "crm.contact.created",
  where = { outcome = { ["in"] = { "reached", "unreachable", "appointment", "other" } } },
  task = next_contact,
}

-- Whoever is to be called next stands in front.
dms.page {
  name = "crm.leads",
  columns = { "next_action_at", "name", "phone", "state", "model_wanted", "score", "owner" },
  sort = "next_action_at",
}
