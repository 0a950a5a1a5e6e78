-- plugins/rest/process.lua
-- An import runs until it is done, has failed or was stopped.
-- Why: a file takes longer than anybody waits for an answer; its record tells how far it is.
local dms <const> = require("dms")

-- What became of an import is told by who does it, not by people.
local function by_the_house(_, user)
  if user.id ~= 0 then return dms.deny("rest.by_itself") end
end

dms.workflow {
  entity = "rest.import",
  initial = "running",
  states = {
    running = {},
    done = { final = true },
    failed = { final = true },
    stopped = { final = true },
  },
  transitions = {
    { "finish", from = "running", to = "done", guard = by_the_house },
    { "fail", from = "running", to = "failed", guard = by_the_house },
    { "stop", from = "running", to = "stopped", guard = by_the_house },
  },
}
