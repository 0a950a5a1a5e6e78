-- tests/scenarios/same_lead_two_brands.lua
-- The same person writes to two brands: each calls in its own time, in its own steps.

local LEAD <const> = { name = "王五", phone = "13800138000", source = "web", grade = "A" }

local function copy(lead)
  local fields = {}
  for key, value in pairs(lead) do fields[key] = value end
  return fields
end

scenario("Tianhe calls a web lead within two hours, or the manager hears of it", function(day)
  day:store("tianhe")
  day:as("sales_advisor")
  local lead = day:create("crm.lead", copy(LEAD))
  local tasks = day:tasks { kind = "first_call", subject = lead }
  expect(#tasks):is(1)
  expect(tasks[1].due_at):is(day:time("2026-11-02 11:00"))
  day:later { hours = 3 }
  local late = day:tasks { kind = "overdue", subject = lead }
  expect(#late):is(1)
  expect(late[1].role):is("sales_manager")
  expect(late[1].title_values.kind):is("@" .. tasks[1].title)
end)

scenario("Aurora takes a day for the same lead", function(day)
  day:store("aurora")
  day:as("sales_advisor")
  local lead = day:create("crm.lead", copy(LEAD))
  local tasks = day:tasks { kind = "first_call", subject = lead }
  expect(tasks[1].due_at):is(day:time("2026-11-03 09:00"))
  day:later { hours = 3 }
  expect(#day:tasks { kind = "overdue", subject = lead }):is(0)
end)

scenario("the next contact follows the brand's cadence", function(day)
  for brand, due in pairs { aurora = "2026-11-09 09:00", tianhe = "2026-11-05 09:00" } do
    day:store(brand)
    day:as("sales_advisor")
    local lead = day:create("crm.lead", copy(LEAD))
    day:create("crm.contact", { lead = lead.id, channel = "phone", outcome = "reached" })
    local tasks = day:tasks { kind = "next_contact", subject = lead }
    expect(tasks[1].due_at):is(day:time(due))
  end
end)

scenario("a lead keeps its source and its words", function(day)
  day:store("aurora")
  day:as("sales_advisor")
  local lead = day:create("crm.lead",
    { name = "王五", phone = "13800138000", source = "referral", words = "朋友推荐" })
  expect(day:refused(lead, { source = "web" }).field):is("source")
  expect(day:refused(lead, { words = "别的话" }).field):is("words")
end)
