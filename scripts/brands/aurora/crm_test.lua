-- scripts/brands/aurora/crm_test.lua  proves  crm.lua

local function lead(day, fields)
  day:store("aurora")
  day:as("sales_advisor")
  fields.name, fields.phone, fields.source = "王五", "13800138000", fields.source or "web"
  return day:create("crm.lead", fields)
end

scenario("Aurora calls every lead within 24 hours, wherever it comes from",
  function(day)
    for _, source in ipairs { "web", "walk_in" } do
      local one = lead(day, { source = source })
      local calls = day:tasks { kind = "first_call", subject = one }
      expect(#calls):is(1)
      expect(calls[1].role):is("sales_advisor")
      expect(calls[1].due_at):is(day:time("2026-11-03 09:00"))
    end
  end)

scenario("Aurora's manager hears of a first call that is two hours late, not before",
  function(day)
    local one = lead(day, {})
    day:later { hours = 25 }
    expect(#day:tasks { kind = "overdue", subject = one }):is(0)
    day:later { minutes = 90 }
    local late = day:tasks { kind = "overdue", subject = one }
    expect(#late):is(1)
    expect(late[1].role):is("sales_manager")
  end)

scenario("Aurora's next contact: H after 2 days, A 7, B 15, C 30, ungraded 7", function(day)
  local due = { H = "2026-11-04 09:00", A = "2026-11-09 09:00", B = "2026-11-17 09:00",
    C = "2026-12-02 09:00", none = "2026-11-09 09:00" }
  for grade, at in pairs(due) do
    local one = lead(day, { grade = grade ~= "none" and grade or nil })
    day:create("crm.contact", { lead = one.id, channel = "phone", outcome = "reached" })
    expect(day:tasks { kind = "next_contact", subject = one }[1].due_at):is(day:time(at))
  end
end)

scenario("Aurora keeps the day that was agreed", function(day)
  local one = lead(day, { grade = "C" })
  day:create("crm.contact", { lead = one.id, channel = "phone", outcome = "appointment",
    next_action_at = "2026-11-06 15:00" })
  expect(day:tasks { kind = "next_contact", subject = one }[1].due_at)
    :is(day:time("2026-11-06 15:00"))
end)

scenario("Aurora's calls are the owner's", function(day)
  local one = lead(day, { grade = "A" })
  expect(day:tasks { kind = "first_call", subject = one }[1].owner):is(one.owner)
  day:create("crm.contact", { lead = one.id, channel = "phone", outcome = "reached" })
  expect(day:tasks { kind = "next_contact", subject = one }[1].owner):is(one.owner)
end)

scenario("Aurora's clocks: first call in a day, the next step as the grade says", function(day)
  local one = lead(day, { grade = "H" })
  expect(one.first_call_due_at):is(day:time("2026-11-03 09:00"))
  day:create("crm.contact", { lead = one.id, channel = "phone", outcome = "reached" })
  expect(one.next_action_at):is(day:time("2026-11-04 09:00"))
end)
