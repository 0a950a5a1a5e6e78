-- tests/scenarios/crm_customers.lua
-- A customer's file: who he is, what he was to us, what he likes and what he forbids.

local function customer(day, fields)
  local full = { name = "李雷", phone = "13900139000" }
  for key, value in pairs(fields or {}) do full[key] = value end
  return day:create("crm.customer", full)
end

-- What other plugins tell; only they and the house may.
local function told(day, call, arguments)
  day:as("house")
  day:call(call, arguments)
  day:as("sales_manager")
end

scenario("row 93: one person has one file, with his cars, purchases and visits", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local one = customer(day)
  local no = day:refused("crm.customer", { name = "李大雷", phone = "+86 139 0013 9000" })
  expect(no.key):is("crm.same_phone")
  expect(no.text):contains(tostring(one.id))
  told(day, "crm.purchase", { customer = one.id, amount = "129800.00",
    vin = "LDMA5A1B2TA000101", model = "A5" })
  told(day, "crm.remember", { customer = one.id, kind = "service", amount = "860.00",
    title_key = "crm.entry_purchase", entity = "after_sales.repair_order", record = 1 })
  expect(one.purchases):is(1)
  expect(one.services):is(1)
  expect(one.spend):is(12980000 + 86000)
  local cars = day:find("crm.car", { where = { customer = one.id } })
  expect(#cars):is(1)
  expect(cars[1].bought_here):is(true)
end)

scenario("row 93: the same ID card or credit code is the same customer, in this store", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local one = customer(day, { id_card = "11010519491231002X" })
  local no = day:refused("crm.customer",
    { name = "李某", phone = "13900139001", id_card = "11010519491231002x" })
  expect(no.key):is("crm.same_id_card")
  expect(no.text):contains(tostring(one.id))
  customer(day, { phone = "13900139002", kind = "organisation",
    credit_code = "91110000600037341L" })
  expect(day:refused("crm.customer", { name = "某公司", kind = "organisation",
    credit_code = "91110000600037341L" }).key):is("crm.same_credit_code")
  day:store("tianhe")
  day:as("sales_manager")
  customer(day, { id_card = "11010519491231002X" })
end)

scenario("row 44: before, during and after the sale stand in one timeline, newest first",
  function(day)
    day:store("aurora")
    day:as("sales_manager")
    local lead = day:create("crm.lead",
      { name = "李雷", phone = "13900139000", source = "walk_in" })
    day:later { hours = 1 }
    day:go(lead, "qualify")
    day:create("crm.contact", { customer = lead.customer, channel = "phone",
      outcome = "reached" })
    day:later { hours = 1 }
    told(day, "crm.purchase", { customer = lead.customer, amount = "129800.00" })
    day:later { days = 90 }
    told(day, "crm.remember", { customer = lead.customer, kind = "service",
      title_key = "crm.entry_purchase", entity = "after_sales.repair_order", record = 7 })
    local entries = day:call("crm.timeline", { customer = lead.customer }).entries
    expect(#entries):is(4)
    expect({ entries[1].phase, entries[2].phase, entries[3].phase, entries[4].phase })
      :is({ "after", "during", "before", "before" })
    expect(entries[4].text):contains("到店")
    expect(entries[2].amount):is("129800.00")
    local during = day:call("crm.timeline", { customer = lead.customer, phase = "during" })
    expect(#during.entries):is(1)
    local kept = day:find("crm.entry", {})
    expect(day:refused(kept[1], { kind = "x" }).key):is("entity.append_only")
  end)

scenario("row 44: a timeline of another's customer is not there", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local one = customer(day)
  day:as("sales_advisor")
  expect(day:refused_call("crm.timeline", { customer = one.id }).status):is("not_found")
  day:store("tianhe")
  day:as("sales_manager")
  expect(day:refused_call("crm.timeline", { customer = one.id }).status):is("not_found")
end)

scenario("row 94: an organisation's people report in a tree without circles", function(day)
  day:store("aurora")
  day:as("key_account_manager")
  local firm = customer(day, { name = "华东物流", kind = "organisation" })
  local boss = day:create("crm.contact_person",
    { organisation = firm.id, name = "陈总", post = "总经理", part = "decides" })
  local buyer = day:create("crm.contact_person",
    { organisation = firm.id, name = "小赵", post = "采购", reports_to = boss.id })
  expect(day:refused(boss, { reports_to = buyer.id }).key):is("crm.contact_circle")
  local tree = day:call("crm.contact_tree", { customer = firm.id }).people
  expect(tree[1].reports[1].name):is("小赵")
  local person = customer(day, { phone = "13900139001" })
  local no = day:refused("crm.contact_person", { organisation = person.id, name = "某" })
  expect(no.key):is("crm.not_organisation")
  local other = customer(day, { name = "华北物流", phone = "13900139002",
    kind = "organisation" })
  expect(day:refused("crm.contact_person",
    { organisation = other.id, name = "某", reports_to = boss.id }).key)
    :is("crm.contact_elsewhere")
end)

scenario("row 94: a file nobody has looked through for half a year is asked for", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local one = customer(day)
  told(day, "crm.purchase", { customer = one.id })
  day:set(one, { verified_at = "2026-05-18 09:00" })
  day:at("2026-11-10 12:00")
  expect(#day:tasks { kind = "stale_file", subject = one }):is(0)
  day:at("2026-11-17 12:00")
  expect(#day:tasks { kind = "stale_file", subject = one }):is(1)
  expect(day:call("crm.reception", { customer = one.id }).care.stale):is(true)
  day:call("crm.verify", { customer = one.id })
  expect(day:call("crm.reception", { customer = one.id }).care.stale):is(false)
end)

scenario("row 95: who corrects a number has verified the file", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local one = customer(day, { class = "fleet" })
  expect(one.verified_at):is(nil)
  day:set(one, { phone2 = "13900139009" })
  expect(one.verified_at):is(day:now())
  expect(one.verified_by):exists()
end)

scenario("rows 96 and 106: what somebody likes is shown when he comes in, and adds up", function(day)
  day:store("aurora")
  day:as("receptionist")
  local one = customer(day)
  day:create("crm.car", { customer = one.id, plate = "京A12345", model = "A5" })
  day:create("crm.preference", { customer = one.id, kind = "drink", value = "绿茶" })
  local old = day:create("crm.preference",
    { customer = one.id, kind = "drink", value = "咖啡" })
  day:set(old, { over = true })
  for _, who in ipairs { { phone = "+86 13900139000" }, { plate = "京A·12345" } } do
    local seen = day:call("crm.reception", who)
    expect(seen.customer):is(one.id)
    expect(#seen.preferences):is(1)
    expect(seen.preferences[1].value):is("绿茶")
    expect(seen.cars[1].model):is("A5")
  end
  expect(day:call("crm.reception", { phone = "13900139999" }).known):is(false)
  local profile = day:call("crm.profile", { kind = "drink" })
  expect(profile.values["绿茶"]):is(1)
  expect(profile.counted):is(1)
end)

scenario("rows 97 to 100: the label is made of two axes, with reasons, rule and day", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local one = customer(day)
  expect(one.grade):is("potential")
  told(day, "crm.purchase", { customer = one.id, amount = "129800.00" })
  expect(one.grade):is("new")
  expect(one.life_cycle):is("new")
  told(day, "crm.purchase", { customer = one.id, amount = "129800.00" })
  expect(one.life_cycle):is("repeat")
  expect(one.grade):is("new") -- bought twice, and nobody knows yet whether he is content
  told(day, "crm.purchase", { customer = one.id, amount = "299800.00" })
  expect(one.grade):is("vip")
  expect(one.value_tier):is("high")
  expect(one.grade_rule):is("crm.grade")
  expect(one.graded_at):is(day:now())
  expect(#one.grade_reasons):is(4)
end)

scenario("row 100: five years with us make a VIP by time alone", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local one = customer(day)
  told(day, "crm.purchase", { customer = one.id, amount = "89800.00" })
  day:set(one, { first_purchase_at = "2021-11-01 09:00" })
  day:later { minutes = 1 }
  expect(day:call("crm.regrade", { customer = one.id }).grade):is("vip")
end)

scenario("row 101: each change of grade is kept and brings its own task", function(day)
  day:store("aurora")
  day:as("sales_advisor")
  local one = customer(day)
  told(day, "crm.purchase", { customer = one.id, amount = "599800.00" })
  local changes = day:find("crm.grade_change", { where = { customer = one.id } })
  expect(#changes):is(1)
  expect(changes[1].from_grade):is("potential")
  expect(changes[1].to_grade):is("vip")
  local tasks = day:tasks { kind = "grade_action", subject = one }
  expect(#tasks):is(1)
  expect(tasks[1].owner):is(one.owner)
  expect(day:call("crm.reception", { customer = one.id }).care.actions[1])
    :is("crm.care_own_advisor")
end)

scenario("row 102: advertising wants a yes, a no is the last word, service needs none", function(day)
  day:store("aurora")
  day:as("receptionist")
  local one = customer(day)
  local function allowed(purpose, channel)
    return day:call("crm.may_contact",
      { customer = one.id, purpose = purpose, channel = channel }).allowed
  end
  expect(allowed("marketing", "sms")):is(false)
  expect(allowed("service", "sms")):is(true)
  day:create("crm.consent", { customer = one.id, purpose = "marketing", given = true,
    way = "form", words = "同意接收优惠短信" })
  expect(allowed("marketing", "sms")):is(true)
  day:later { minutes = 1 }
  day:create("crm.consent", { customer = one.id, purpose = "marketing", channel = "sms",
    given = false, way = "phone" })
  expect(allowed("marketing", "sms")):is(false)
  expect(allowed("marketing", "phone")):is(true)
end)

scenario("row 102: who asked not to be contacted gets no message and no call, and it says so",
  function(day)
    day:store("aurora")
    day:as("sales_manager")
    local one = customer(day, { do_not_contact = true })
    local car = day:create("crm.car",
      { customer = one.id, model = "A5", next_service_on = "2026-11-09" })
    told(day, "crm.purchase", { customer = one.id, amount = "599800.00" })
    expect(#day:tasks { kind = "grade_action", subject = one }):is(0)
    day:later { days = 2 }
    expect(#day:find("core.message", { where = { subject = car.id } })):is(0)
    day:as("house") -- a rule that does not ask first
    day:create("core.message",
      { channel = "sms", recipient = "13900139000", text = "x" })
    local failed = day:find("core.message", { where = { state = "failed" } })
    expect(#failed):is(1)
    expect(failed[1].reason):contains("不要联系")
    expect(#day:find("core.task",
      { where = { kind = "grade_action", state = "cancelled" } })):is(1)
  end)

scenario("row 103: a customer nobody has talked to is called, a VIP sooner", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local vip = customer(day)
  local new = customer(day, { phone = "13900139001" })
  told(day, "crm.purchase", { customer = vip.id, amount = "599800.00" })
  told(day, "crm.purchase", { customer = new.id, amount = "99800.00" })
  day:later { days = 35 }
  expect(#day:tasks { kind = "care_call", subject = vip }):is(1)
  expect(#day:tasks { kind = "care_call", subject = new }):is(0)
end)

scenario("row 105: an advisor's follow-ups are his own list", function(day)
  day:store("aurora")
  day:as("sales_advisor")
  local one = day:create("crm.lead", { name = "王五", phone = "13800138000", source = "web" })
  local mine = day:ask { ["do"] = "tasks" }
  expect(#mine.tasks):above(0)
  expect(one.owner):exists()
end)

scenario("rows 107, 108 and 110: base, repurchase and referral with their formula", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local first = customer(day)
  local friend = customer(day, { phone = "13900139001", referred_by = first.id })
  customer(day, { phone = "13900139002" })
  told(day, "crm.purchase", { customer = first.id })
  told(day, "crm.purchase", { customer = first.id })
  told(day, "crm.purchase", { customer = friend.id })
  local base = day:call("crm.base", { since = "2026-10-01" })
  expect(base.customers):is(3)
  expect(base.active):is(2)
  expect(base.repurchase_basis_points):is(5000)
  expect(base.referral_basis_points):is(5000)
  expect(base.formula):contains("bought_again / buyers")
end)

scenario("row 109: what a customer is worth, by what he paid for", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local one = customer(day)
  told(day, "crm.purchase", { customer = one.id, amount = "100000.00" })
  told(day, "crm.remember", { customer = one.id, kind = "service", amount = "1500.00",
    title_key = "crm.entry_purchase" })
  told(day, "crm.remember", { customer = one.id, kind = "insurance", amount = "4000.00",
    title_key = "crm.entry_purchase" })
  local worth = day:call("crm.value", { customer = one.id })
  expect(worth.total):is("105500.00")
  expect(worth.cars):is("100000.00")
  expect(worth.services):is("1500.00")
  expect(worth.value_added):is("4000.00")
end)

scenario("row 110: a referred lead names who sent him, and the file keeps it", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local first = customer(day)
  local lead = day:create("crm.lead", { name = "韩梅", phone = "13800138000",
    source = "referral", referrer = first.id })
  day:go(lead, "qualify")
  expect(day:get("crm.customer", lead.customer).referred_by):is(first.id)
end)

scenario("bad plates, VINs and numbers are refused with their rule; one car has one owner",
  function(day)
    day:store("aurora")
    day:as("sales_manager")
    local one, other = customer(day), customer(day, { phone = "13900139001" })
    expect(day:refused("crm.car", { customer = one.id, plate = "京AI2345" }).key)
      :is("crm.plate_form")
    expect(day:refused("crm.car", { customer = one.id, vin = "LSVAA49J032047587" }).key)
      :is("crm.vin_check_digit")
    expect(day:refused("crm.car", { customer = one.id }).key):is("crm.car_nameless")
    local car = day:create("crm.car", { customer = one.id, plate = "京A12345" })
    local no = day:refused("crm.car", { customer = other.id, plate = "京 A·12345" })
    expect(no.key):is("crm.car_owned")
    expect(no.field):is("plate")
    day:set(car, { ended_on = "2026-11-01" })
    day:create("crm.car", { customer = other.id, plate = "京A12345" })
    expect(day:refused("crm.car",
      { customer = one.id, model = "A5", bought_on = "2027-01-01" }).key):is("crm.in_future")
  end)

scenario("rows 54, 93: the workshop's file and the customer's say the same plate", function(day)
  local VIN <const> = "LDMA5A1B2TA000101"
  day:store("aurora")
  day:as("sales_manager")
  local one = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  local car = day:create("crm.car", { customer = one.id, vin = VIN })
  day:as("service_manager")
  local file = day:create("after_sales.car", { vin = VIN, customer = one.id })
  day:set(file, { plate = "粤B12345" })
  day:later { minutes = 1 }
  expect(day:find("crm.car", { where = { id = car.id } })[1].plate):is("粤B12345")
  day:as("sales_manager")
  day:set(car, { plate = "粤B54321" })
  day:later { minutes = 1 }
  expect(day:find("after_sales.car", { where = { vin = VIN } })[1].plate):is("粤B54321")
end)
