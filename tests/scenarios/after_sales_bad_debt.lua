-- tests/scenarios/after_sales_bad_debt.lua
-- What nobody will pay any more is written off by two people, and the rate says how much (row 170).
-- One repair: 300.00 by the customer, 700.00 by his insurer, 50.00 the house bears itself.
local dms <const> = require("dms")

local function person(day, role, brand)
  return day:find("core.user", { where = { name = role .. "." .. brand } })[1].id
end

local function check(day, role, order, stage)
  day:as(role)
  day:create("after_sales.check", { order = order.id, stage = stage, result = "pass" })
end

local function repair(day, brand)
  day:at("2026-11-10 09:00")
  day:store(brand)
  day:as("service_manager")
  day:create("after_sales.labor_rate",
    { rate = "180.00", valid_from = "2026-01-01", source = "门店公示价" })
  day:create("after_sales.certificate", { user = person(day, "service_manager", brand),
    skill = "final_inspection", valid_from = "2026-01-01" })
  day:as("service_advisor")
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  local order = day:create("after_sales.repair_order", { customer = buyer.id,
    vin = "LDMA5A1B2TA000101", mileage = 12000, complaint = "追尾", claim_number = "PA-2026-77" })
  day:create("after_sales.order_line", { order = order.id, kind = "outside", text = "钣金喷漆",
    unit_price = "1000.00", shares = { customer = 3000, insurance = 7000 } })
  day:create("after_sales.order_line", { order = order.id, kind = "outside", text = "洗车",
    unit_price = "50.00", payer = "internal" })
  day:create("after_sales.consent", { order = order.id, channel = "phone", words = "可以",
    agreed_by = "李雷" })
  day:create("after_sales.walkround", { order = order.id, exterior = "后杠凹陷" })
  if brand == "tianhe" then day:go(order, "diagnose", { diagnosis = "后杠与尾门变形" }) end
  day:go(order, "assign", { technician = person(day, "technician", brand) })
  day:as("technician")
  day:go(order, "start")
  for _, line in ipairs(day:find("after_sales.order_line",
    { where = { order = order.id, state = "open" } })) do
    day:go(line, "finish")
  end
  check(day, "technician", order, "self")
  if brand == "tianhe" then check(day, "service_advisor", order, "mutual") end
  check(day, "service_manager", order, "final")
  day:go(order, "finish", { findings = "更换后杠" })
  day:as("service_advisor")
  day:go(order, "wash")
  day:go(order, "settle")
  local function paper(payer)
    return day:find("after_sales.settlement", { where = { order = order.id, payer = payer } })[1]
  end
  return paper("customer"), paper("insurance"), paper("internal")
end

local function rate(day)
  return day:figure("after_sales.bad_debt", { window = "month", at = "2026-11-15" })
end

local LOST <const> = { reason = "rejected", words = "保险公司以逾期报案拒赔，复议两次未果" }

local function ask(day, paper, more)
  local fields = { settlement = paper.id }
  for key, value in pairs(LOST) do fields[key] = value end
  for key, value in pairs(more or {}) do fields[key] = value end
  return fields
end

scenario("row 170: the bad debt rate is what was written off over what was billed to others",
  function(day)
    local mine, theirs = repair(day, "aurora")
    day:as("cashier")
    local lost = day:create("after_sales.write_off", ask(day, theirs))
    expect(lost.amount):is(70000) -- all that is due, when nobody says less
    expect(lost.payer):is("insurance")
    expect(#day:tasks { kind = "write_off", subject = lost }):is(1)
    expect(day:refused(lost, "write_off").status):is("forbidden")
    day:as("general_manager")
    expect(rate(day).value):is("0.00")
    day:go(lost, "write_off")
    expect(lost.written_on):is(dms.date("2026-11-10"))
    expect(theirs.due):is(0)
    expect(theirs.written_off):is(70000)
    local now = rate(day)
    expect(now.numerator):is("700.00")
    expect(now.denominator):is("1000.00") -- the house's own 50.00 is nobody's debt
    expect(now.value):is("70.00")
    day:create("after_sales.write_off", ask(day, mine, { amount = "100.00" }))
    expect(rate(day).value):is("70.00") -- asked for is not yet written off
    local rows = day:ask { ["do"] = "figure_rows", name = "after_sales.bad_debt",
      window = "month", at = "2026-11-15" }
    expect(rows.entity):is("after_sales.write_off")
    expect(#rows.records):is(1)
    expect(rows.records[1].settlement):is(theirs.id)
    expect(day:figure("after_sales.bad_debt", { window = "month", at = "2026-12-15" }).value == nil)
      :is(true)
  end)

scenario("row 170: what is not owed is not written off, and what was decided stays", function(day)
  local mine, theirs, own = repair(day, "aurora")
  day:as("cashier")
  local function refused(fields, key)
    expect(day:refused("after_sales.write_off", fields).key):is(key)
  end
  refused(ask(day, own), "after_sales.write_off_own")
  refused(ask(day, mine, { amount = "300.01" }), "after_sales.write_off_too_much")
  local some = day:create("after_sales.write_off", ask(day, mine, { amount = "250.00" }))
  day:create("after_sales.payment",
    { settlement = mine.id, method = "cash", amount = "100.00" })
  day:as("general_manager")
  expect(day:refused(some, "write_off").key):is("after_sales.write_off_too_much")
  day:set(some, { amount = "200.00" })
  day:go(some, "write_off")
  expect(day:refused(some, { amount = "100.00" }).key):is("after_sales.write_off_frozen")
  day:as("cashier")
  refused(ask(day, mine), "after_sales.write_off_nothing")
  local lost = day:create("after_sales.write_off", ask(day, theirs))
  day:as("general_manager")
  expect(day:refused(lost, "refuse").field):is("answer")
  day:go(lost, "refuse", { answer = "再起诉一次" })
  expect(theirs.due):is(70000)
end)

scenario("row 170: money that comes after all is taken once the debt is back", function(day)
  local _, theirs = repair(day, "aurora")
  day:as("cashier")
  local lost = day:create("after_sales.write_off", ask(day, theirs))
  day:as("general_manager")
  day:go(lost, "write_off")
  day:as("cashier")
  local paid = { settlement = theirs.id, method = "transfer", amount = "700.00" }
  expect(day:refused("after_sales.payment", paid).key):is("after_sales.payment_written_off")
  day:go(lost, "recover")
  day:create("after_sales.payment", paid)
  expect(theirs.due):is(0)
  expect(theirs.written_off):is(0)
  expect(theirs.paid):is(70000)
  day:as("general_manager")
  expect(rate(day).value):is("0.00")
end)

scenario("row 170: a brand that wants it has the general manager agree first", function(day)
  local _, theirs = repair(day, "tianhe")
  day:as("cashier")
  local lost = day:create("after_sales.write_off", ask(day, theirs))
  day:as("service_manager")
  expect(day:refused(lost, "write_off").key):is("approval.needed")
  local asked = day:call("approval.request", { entity = "after_sales.write_off", id = lost.id,
    transition = "write_off", reason = "两次复议未果" })
  day:as("general_manager")
  day:call("approval.vote", { approval = asked.approval, agrees = true })
  day:as("service_manager")
  day:go(lost, "write_off")
  expect(theirs.due):is(0)
end)
