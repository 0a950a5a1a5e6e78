-- tests/scenarios/after_sales_quality.lua
-- What was promised is measured, what customers say is heard, what is found is put right.

local VIN <const> = "LDMA5A1B2TA000101"
local SPAN <const> = { from = "2026-11-01 00:00", to = "2026-12-01 00:00" }

local function person(day, brand, role)
  return day:find("core.user", { where = { name = role .. "." .. brand } })[1].id
end

local function visit(day, brand, fields)
  day:store(brand)
  day:as("service_manager")
  local known = day:find("crm.customer")[1]
  if not known then
    known = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
    day:create("after_sales.certificate", { user = person(day, brand, "service_manager"),
      skill = "final_inspection", valid_from = "2026-01-01" })
  end
  local order = { customer = known.id, vin = VIN, mileage = 12000, complaint = "异响",
    kind = "internal" }
  for key, value in pairs(fields or {}) do order[key] = value end
  local made = day:create("after_sales.repair_order", order)
  day:create("after_sales.walkround", { order = made.id, exterior = "完好" })
  return made
end

-- From the first line to the key; the house pays, so nothing is due.
local function through(day, brand, order, minutes)
  local line = day:create("after_sales.order_line", { order = order.id, kind = "labor",
    text = "检查", hours = "1.5", rate = "100.00", payer = "internal" })
  day:create("after_sales.consent", { order = order.id, channel = "phone", words = "好",
    agreed_by = "李雷" })
  day:go(order, "diagnose", { diagnosis = "胶套" })
  day:go(order, "assign", { technician = person(day, brand, "technician") })
  day:as("technician")
  day:go(order, "start")
  local clock = day:create("after_sales.clocking", { order = order.id, line = line.id })
  day:later { minutes = minutes }
  day:go(clock, "stop")
  day:go(line, "finish")
  day:create("after_sales.check", { order = order.id, stage = "self", result = "pass" })
  day:as("service_manager")
  day:create("after_sales.check", { order = order.id, stage = "mutual", result = "pass" })
  day:create("after_sales.check", { order = order.id, stage = "final", result = "pass" })
  day:go(order, "finish", { findings = "好" })
  day:go(order, "wash")
  day:go(order, "settle")
  day:go(order, "deliver")
end

scenario("rows 56, 64, 65: utilisation, efficiency, first fix and punctuality, beside the standard",
  function(day)
    local order = visit(day, "aurora", { promised_at = "2026-11-02 10:30" })
    day:create("after_sales.standard", { metric = "efficiency", target = 10000,
      valid_from = "2026-01-01", action = "调整派工" })
    day:create("after_sales.standard", { metric = "comeback_rate", target = 200, at_most = true,
      valid_from = "2026-01-01" })
    day:create("after_sales.standard", { metric = "efficiency", target = 20000,
      valid_from = "2027-01-01" })
    through(day, "aurora", order, 120)
    local figures = day:call("after_sales.figures",
      { from = SPAN.from, to = SPAN.to, attended = "8" })
    expect(figures.worked_hours):is(2000)
    expect(figures.sold_hours):is(1500)
    expect(figures.efficiency):is(7500)
    expect(figures.utilisation):is(2500)
    expect(figures.first_fix_rate):is(10000)
    expect(figures.on_time_rate):is(0) -- at eleven, not at half past ten
    expect(figures.same_day_rate):is(10000)
    expect(figures.effective_labor_rate):is({ internal = 10000 })
    expect(#figures.standards):is(2)
    for _, standard in ipairs(figures.standards) do
      expect(standard.met):is(standard.metric == "comeback_rate")
    end
  end)

scenario("rows 167, 168: cars repaired among those we know, and those with the same fault twice",
  function(day)
    for i = 1, 4 do
      visit(day, "aurora", { vin = ("WAUZZZ8P%d7A%06d"):format(i, i), kind = "repair",
        fault = "P0300", mileage = 100 })
    end
    visit(day, "aurora", { vin = "WAUZZZ8P17A000001", kind = "repair", fault = "P0300",
      mileage = 200 })
    visit(day, "aurora", { vin = "WAUZZZ8P27A000002", kind = "repair", fault = "P0420",
      mileage = 200 })
    day:create("after_sales.car", { vin = "WAUZZZ8P57A000005" })
    local figures = day:call("after_sales.figures", SPAN)
    expect(figures.cars_repaired):is(4)
    expect(figures.fault_repair_rate):is(8000) -- of five cars
    expect(figures.repeat_rate):is(2500)
    expect(figures.efficiency):is(nil) -- nobody worked: no figure is better than a wrong one
  end)

scenario("rows 57, 166: three scores once a visit, and a low one reaches the manager the same day",
  function(day)
    local order = visit(day, "aurora")
    day:as("caller")
    local said = { order = order.id, source = "call", speed = 9, skill = 10, attitude = 6,
      words = "前台态度冷淡" }
    day:create("after_sales.evaluation", said)
    expect(#day:tasks { kind = "low_score", subject = order }):is(1)
    expect(day:refused("after_sales.evaluation", said).status):is_not("ok")
    said.speed = 11
    expect(day:refused("after_sales.evaluation", said).field):is("speed")
    day:as("service_manager")
    local figures = day:call("after_sales.figures", SPAN)
    expect(figures.attitude_score):is(6000)
    expect(figures.score):is(8333)
  end)

scenario("row 59: each brand calls after the visit in its own way", function(day)
  local order = visit(day, "aurora")
  through(day, "aurora", order, 30)
  local calls = day:tasks { kind = "visit_call", subject = order }
  expect(calls[1].role):is("caller")
  expect(calls[1].due_at):is(day:time("2026-11-05 10:00"))
  expect(#day:messages { subject = order }):is(1) -- that the car is ready
end)

scenario("row 59: Tianhe writes on the next day and calls on the third", function(day)
  local order = visit(day, "tianhe")
  through(day, "tianhe", order, 30)
  local calls = day:tasks { kind = "visit_call", subject = order }
  expect(calls[1].role):is("service_advisor")
  expect(calls[1].due_at):is(day:time("2026-11-05 14:00"))
  expect(#day:messages { subject = order }):is(2)
end)

scenario("row 58: a finding is corrected in time and looked at again by somebody else",
  function(day)
    day:store("aurora")
    day:as("service_manager")
    local round = day:create("after_sales.quality_round", { area = "钣喷车间",
      finding = "灭火器过期", severity = "major", due_on = "2026-11-05",
      responsible = person(day, "aurora", "technician") })
    expect(#day:tasks { kind = "correct_finding", subject = round }):is(1)
    day:as("technician")
    expect(day:refused(round, "correct").status):is("invalid")
    day:go(round, "correct", { correction = "已更换" })
    expect(day:refused(round, "accept", { recheck = "合格" }).key)
      :is("after_sales.recheck_by_other")
    day:as("service_manager")
    day:go(round, "reopen", { recheck = "还差一个" })
    day:as("technician")
    day:go(round, "correct", { correction = "全部更换" })
    day:as("service_manager")
    day:go(round, "accept", { recheck = "合格" })
  end)

scenario("row 61: help on the road is sent, arrives and says how long it took", function(day)
  day:store("aurora")
  day:as("receptionist")
  local rescue = day:create("after_sales.rescue", { contact = "李雷", phone = "13900139000",
    location = "梅观高速 12 公里处", complaint = "爆胎" })
  expect(day:refused("after_sales.rescue", { phone = "13900139000", location = "路边",
    complaint = "抛锚", called_at = "2026-11-03 09:00" }).field):is("called_at")
  day:go(rescue, "dispatch", { technician = person(day, "aurora", "technician") })
  day:later { minutes = 35 }
  day:as("technician")
  day:go(rescue, "arrive")
  expect(rescue.minutes_to_arrival):is(35)
  expect(day:refused(rescue, "finish").status):is("invalid")
  day:go(rescue, "finish", { result = "换备胎" })
end)

scenario("row 68: the advisor tells the customer before the promise is broken", function(day)
  local order = visit(day, "aurora", { promised_at = "2026-11-02 12:00" })
  day:at("2026-11-02 11:00")
  expect(#day:tasks { kind = "tell_delay", subject = order }):is(0)
  day:at("2026-11-02 12:05")
  expect(#day:tasks { kind = "tell_delay", subject = order }):is(1)
end)
