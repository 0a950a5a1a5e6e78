-- process.lua - a book is lent, and comes back; whoever has it after a day gets a call.
local dms <const> = require("dms")

dms.workflow {
  entity = "a_workflow.loan",
  initial = "asked",
  states = { asked = {}, lent = {}, back = { final = true } },
  transitions = {
    { "lend", from = "asked", to = "lent", needs = { "reader" } },
    { "take_back", from = "lent", to = "back" },
  },
}

dms.follow_up {
  name = "a_workflow/remind",
  on = "a_workflow.loan.lent",
  task = { kind = "a_workflow_remind", role = "a_workflow_clerk", title = "a_workflow.remind",
           due = dms.days(1) },
}
