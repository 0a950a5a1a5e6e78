-- scripts/brands/aurora/crm.lua
-- Aurora: every lead is called within a day, then as often as its grade says.
-- Why: Aurora service handbook 2.1 (24 hours) and 2.4 (grades H, A, B, C).
local dms <const> = require("dms")

local FIRST_CALL <const> = dms.hours(24)
local PATIENCE <const> = dms.hours(2) -- then the sales manager hears of it
local CADENCE <const> = { H = 2, A = 7, B = 15, C = 30 } -- days to the next contact, by grade
local UNGRADED <const> = 7 -- days for a lead that nobody has graded yet

dms.decision {
  name = "crm.lead_clock",
  run = function(lead)
    local days = CADENCE[lead.grade or ""] or UNGRADED
    return { first_call_minutes = 24 * 60, next_action_minutes = days * 24 * 60 }
  end,
}

dms.follow_up {
  name = "aurora/crm/first_call",
  on = "crm.lead.created",
  task = {
    kind = "first_call",
    role = "sales_advisor",
    to_owner = true,
    title = "aurora.first_call",
    due = FIRST_CALL,
  },
  overdue = { after = PATIENCE, role = "sales_manager" },
}

local function next_contact(contact)
  local lead = dms.ref(contact, "lead")
  if not lead or lead.state == "won" or lead.state == "lost" then return nil end
  local due = contact.next_action_at and dms.at(contact.next_action_at)
  return {
    kind = "next_contact",
    role = "sales_advisor",
    owner = lead.owner,
    title = "aurora.next_contact",
    subject = { entity = "crm.lead", id = lead.id },
    due = due or dms.days(CADENCE[lead.grade or ""] or UNGRADED),
  }
end

dms.follow_up {
  name = "aurora/crm/next_contact",
  on = "crm.contact.created",
  where = { outcome = { ["in"] = { "reached", "unreachable", "appointment", "other" } } },
  task = next_contact,
}
