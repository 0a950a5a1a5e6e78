-- scripts/brands/tianhe/crm_care_test.lua  proves  crm_care.lua

local function customer(day)
  day:store("tianhe")
  day:as("sales_manager")
  return day:create("crm.customer", { name = "李雷", phone = "13900139000" })
end

local function bought(day, one, amount)
  day:as("house")
  day:call("crm.purchase", { customer = one.id, amount = amount })
  day:as("sales_manager")
end

scenario("Tianhe: the third car makes a VIP", function(day)
  local one = customer(day)
  bought(day, one, "89800.00")
  bought(day, one, "89800.00")
  expect(one.grade):is("new")
  bought(day, one, "89800.00")
  expect(one.grade):is("vip")
end)

scenario("Tianhe asks about every visit to the workshop, a day later", function(day)
  local one = customer(day)
  day:create("crm.questionnaire",
    { code = "s", name = "售后", about = "service", starts_on = "2026-01-01" })
  day:as("house")
  for visit = 1, 4 do
    day:call("crm.remember", { customer = one.id, kind = "service",
      title_key = "crm.entry_purchase", entity = "after_sales.repair_order", record = visit })
  end
  local asked = day:find("crm.survey", {})
  expect(#asked):is(4)
  expect(asked[1].due_at):is(day:time("2026-11-03 09:00"))
end)

scenario("Tianhe: a caller promises nothing, a manager a thousand", function(day)
  local one = customer(day)
  local complaint = day:create("crm.complaint",
    { customer = one.id, channel = "phone", words = "漆面划伤", topic = "漆面" })
  expect(day:refused(complaint, { compensation = "1000.01" }).key)
    :is("crm.compensation_limit")
  day:set(complaint, { compensation = "1000.00" })
end)
