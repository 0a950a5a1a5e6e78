-- scripts/brands/tianhe/crm_test.lua  proves  crm.lua

local function lead(day, fields)
  day:store("tianhe")
  day:as("sales_advisor")
  fields.name, fields.phone, fields.source = "王五", "13800138000", fields.source or "web"
  return day:create("crm.lead", fields)
end

scenario("Tianhe calls a lead from the web within two hours, any other within a day",
  function(day)
    local due = { web = "2026-11-02 11:00", adf = "2026-11-02 11:00",
      walk_in = "2026-11-03 09:00", phone = "2026-11-03 09:00" }
    for source, at in pairs(due) do
      local calls = day:tasks { kind = "first_call", subject = lead(day, { source = source }) }
      expect(#calls):is(1)
      expect(calls[1].due_at):is(day:time(at))
    end
  end)

scenario("Tianhe's manager hears of a web call that is half an hour late, not before",
  function(day)
    local one = lead(day, {})
    day:later { minutes = 140 }
    expect(#day:tasks { kind = "overdue", subject = one }):is(0)
    day:later { minutes = 20 }
    local late = day:tasks { kind = "overdue", subject = one }
    expect(#late):is(1)
    expect(late[1].role):is("sales_manager")
  end)

scenario("Tianhe's next contact: H after 1 day, A 3, B 7, C 15, ungraded 3", function(day)
  local due = { H = "2026-11-03 09:00", A = "2026-11-05 09:00", B = "2026-11-09 09:00",
    C = "2026-11-17 09:00", none = "2026-11-05 09:00" }
  for grade, at in pairs(due) do
    local one = lead(day, { grade = grade ~= "none" and grade or nil })
    day:create("crm.contact", { lead = one.id, channel = "phone", outcome = "reached" })
    expect(day:tasks { kind = "next_contact", subject = one }[1].due_at):is(day:time(at))
  end
end)

scenario("Tianhe's calls are the owner's", function(day)
  local one = lead(day, { grade = "A" })
  expect(day:tasks { kind = "first_call", subject = one }[1].owner):is(one.owner)
  day:create("crm.contact", { lead = one.id, channel = "phone", outcome = "reached" })
  expect(day:tasks { kind = "next_contact", subject = one }[1].owner):is(one.owner)
end)
