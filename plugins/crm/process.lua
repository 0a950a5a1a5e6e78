-- plugins/crm/process.lua
-- A lead is followed until it is worth a customer file, and then won or lost.
-- Why: the house's default; a brand may add states, roles and deadlines of its own.
local dms <const> = require("dms")

local WORKERS <const> = { "receptionist", "sales_advisor", "key_account_manager", "caller",
                          "marketing", "sales_manager" }

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
    { "win", from = "qualified", to = "won", roles = WORKERS },
    { "lose", from = { "new", "following", "qualified" }, to = "lost", roles = WORKERS,
      needs = { "lost_reason" } },
    { "reopen", from = "lost", to = "following", roles = { "sales_manager" } },
  },
}
