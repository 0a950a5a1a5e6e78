-- tests/scenarios/crm_leads.lua
-- Somebody asks for a car: by which door, how soon he is answered, and that he is one person.

local function lead(day, fields)
  local full = { name = "王五", phone = "13800138000", source = "web" }
  for key, value in pairs(fields or {}) do full[key] = value end
  return day:create("crm.lead", full)
end

scenario("row 10: a walk-in says who received him and when, and a rule says what he is worth",
  function(day)
    day:store("tianhe")
    day:as("receptionist")
    local one = lead(day, { source = "walk_in", interest = "test_drive", model_wanted = "T6" })
    expect(one.receptionist):exists()
    expect(one.received_at):is(day:time("2026-11-02 09:00"))
    expect(one.score):is(60)
    expect(one.valuable):is(true)
    expect(one.score_rule):is("crm.lead_score")
    expect(#one.score_reasons):is(3)
    expect(lead(day, { phone = "13800138001" }).valuable):is(false)
  end)

scenario("row 10: being reached makes a lead worth more", function(day)
  day:store("tianhe")
  day:as("receptionist")
  local one = lead(day)
  local before = one.score
  day:create("crm.contact", { lead = one.id, channel = "phone", outcome = "reached" })
  expect(one.score):above(before)
end)

scenario("row 11: the same number in other clothes is the same person, and the source stays",
  function(day)
    day:store("tianhe")
    day:as("receptionist")
    local first = lead(day, { source = "referral", phone = "138 0013 8000" })
    for i, phone in ipairs { "+86 138-0013-8000", "0086 13800138000", "８６13800138000" } do
      local again = lead(day, { phone = phone, source = "web", name = "王先生" .. i })
      expect(again.duplicate_of):is(first.id)
    end
    expect(day:refused(first, { source = "web" }).field):is("source")
  end)

scenario("row 11: a form, a call, a web page, a visit: each door is kept as the source", function(day)
  day:store("tianhe")
  day:as("receptionist")
  for i, source in ipairs { "form", "phone", "web", "walk_in", "adf" } do
    local one = lead(day, { source = source, phone = "1380013801" .. i })
    expect(one.source):is(source)
    expect(one.receptionist):exists()
  end
  expect(day:refused("crm.lead", { name = "王五", phone = "13800138020" }).field):is("source")
  expect(day:refused("crm.lead", { name = "王五", source = "web" }).key)
    :is("crm.lead_unreachable")
end)

scenario("row 11: the same plate is the same person, a name alone is only a hint", function(day)
  day:store("tianhe")
  day:as("receptionist")
  local first = lead(day, { plate = "京A·12345" })
  local again = lead(day, { phone = "13800138001", plate = "京a12345", name = "王小五" })
  local namesake = lead(day, { phone = "13800138002" })
  expect(again.duplicate_of):is(first.id)
  expect(namesake.duplicate_of):is(nil)
  local found = day:call("crm.duplicates", { entity = "crm.lead", id = first.id }).candidates
  expect(#found):is(2)
  expect(found[1].id):is(again.id)
  expect(found[1].reasons):is({ "plate" })
  expect(found[1].strong):is(true)
  expect(found[2].id):is(namesake.id)
  expect(found[2].strong):is(false)
end)

scenario("row 11: two leads become one after a look at what will be, and two again", function(day)
  day:store("tianhe")
  day:as("sales_manager")
  local first = lead(day, { source = "phone" })
  local again = lead(day, { source = "web", email = "wang@example.com", model_wanted = "T6" })
  local pair = { entity = "crm.lead", keep = first.id, merge = again.id }
  local look = day:call("crm.merge_preview", pair)
  expect(look.fills.email):is("wang@example.com")
  expect(look.fills.model_wanted):is("T6")
  expect(first.email):is(nil)
  expect(#day:tasks { kind = "first_call", subject = again }):is(1)
  local done = day:call("crm.merge", pair)
  expect(#day:tasks { kind = "first_call", subject = again }):is(0)
  expect(first.email):is("wang@example.com")
  expect(first.source):is("phone")
  expect(again.merged_into):is(first.id)
  expect(day:refused(again, { note = "x" }).key):is("crm.merged_away")
  expect(day:refused_call("crm.merge", pair).key):is("crm.merged_away")
  day:set(first, { email = "wu@example.com" })
  local back = day:call("crm.merge_undo", { merge = done.merge })
  expect(back.stays):is({ "email" })
  expect(first.email):is("wu@example.com")
  expect(first.model_wanted):is(nil)
  expect(again.merged_into):is(nil)
  expect(day:refused_call("crm.merge_undo", { merge = done.merge }).key):is("crm.merge_undone")
end)

scenario("row 12: an open lead always has a next step, in time, and never in the past", function(day)
  day:store("tianhe")
  day:as("sales_advisor")
  local one = lead(day, { source = "walk_in" })
  expect(one.next_action_at):is(one.first_call_due_at)
  local no = day:refused(one, { next_action_at = "" })
  expect(no.key):is("crm.next_action_needed")
  expect(no.field):is("next_action_at")
  expect(day:refused(one, { next_action_at = "2026-11-01 09:00" }).key)
    :is("crm.next_action_past")
  day:create("crm.contact", { lead = one.id, channel = "phone", outcome = "reached" })
  expect(one.next_action_at):above(day:now())
end)

scenario("row 12: the first call has a clock, and late is late", function(day)
  for source, due in pairs { web = "2026-11-02 11:00", walk_in = "2026-11-03 09:00" } do
    day:store("tianhe")
    day:as("sales_advisor")
    local one = lead(day, { source = source })
    expect(one.first_call_due_at):is(day:time(due))
  end
  local slow = lead(day, { phone = "13800138005" })
  day:later { hours = 3 }
  day:create("crm.contact", { lead = slow.id, channel = "phone", outcome = "unreachable" })
  expect(slow.first_response_at):is(nil)
  day:create("crm.contact", { lead = slow.id, channel = "phone", outcome = "reached" })
  expect(slow.first_call_late):is(true)
end)

scenario("row 12: a step that was missed is on the list next morning, then the manager hears",
  function(day)
    day:store("aurora")
    day:as("sales_advisor")
    local one = lead(day)
    day:at("2026-11-04 10:00")
    expect(#day:tasks { kind = "missed_step", subject = one }):is(1)
    day:later { days = 3 }
    expect(#day:tasks { kind = "overdue", subject = one }):above(0)
  end)

scenario("row 12: a lead is lost with its reason only", function(day)
  day:store("aurora")
  day:as("sales_advisor")
  local one = lead(day)
  expect(day:refused(one, "lose").field):is("lost_reason")
  day:go(one, "lose", { lost_reason = "买了别家" })
  expect(one.state):is("lost")
end)

scenario("row 13: a question keeps its words, who answered it and how long that took", function(day)
  day:store("aurora")
  day:as("receptionist")
  local asked = day:create("crm.inquiry", { channel = "phone", question = "混动保几年？" })
  expect(#day:tasks { kind = "inquiry", subject = asked }):is(1)
  day:later { minutes = 25 }
  day:as("sales_manager")
  day:set(asked, { answer = "电池八年" })
  expect(asked.answer_minutes):is(25)
  expect(asked.answered_by):exists()
  expect(day:refused(asked, { answer = "六年" }).field):is("answer")
  expect(day:refused(asked, { question = "x" }).field):is("question")
  expect(day:refused("crm.inquiry", { channel = "phone", question = "x",
    asked_at = "2027-01-01 09:00" }).key):is("crm.in_future")
end)

scenario("row 38: what was said at a visit is kept, and what comes next is on the list", function(day)
  day:store("aurora")
  day:as("sales_advisor")
  local one = lead(day)
  day:create("crm.contact", { lead = one.id, channel = "visit", outcome = "appointment",
    words = "周六带太太来", next_action_at = "2026-11-07 10:00" })
  expect(one.next_action_at):is(day:time("2026-11-07 10:00"))
  local next = day:tasks { kind = "next_contact", subject = one }
  expect(next[1].due_at):is(day:time("2026-11-07 10:00"))
  expect(next[1].owner):is(one.owner)
end)

scenario("row 11: a doubtful number is told once", function(day)
  day:store("aurora")
  day:as("sales_advisor")
  local made = day:ask { ["do"] = "create", entity = "crm.lead",
    fields = { name = "张三", phone = "1380013", source = "walk_in" } }
  expect(#made.warnings):is(1)
  expect(made.warnings[1].field):is("phone")
end)
