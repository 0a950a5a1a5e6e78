-- tests/scenarios/after_sales_guarantee.lua
-- 三包: what the law counts is counted, per VIN, and said before it is too late.

local VIN <const> = "LDMA5A1B2TA000101"

local function person(day, role)
  return day:find("core.user", { where = { name = role .. ".aurora" } })[1].id
end

local function car_of(day, fields)
  day:store("aurora")
  day:as("service_manager")
  local car = { vin = VIN, handed_over_on = "2025-11-02", price = "200000.00", make = "晨曜" }
  for key, value in pairs(fields or {}) do car[key] = value end
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  car.customer = buyer.id
  return day:create("after_sales.car", car)
end

-- A repair of the past, as it stands in the records.
local function repaired(day, car, fields)
  day:as("house")
  local order = day:create("after_sales.repair_order", { customer = car.customer, vin = VIN,
    mileage = car.mileage or 100, complaint = "修理" })
  local record = { order = order.id, vin = VIN, arrived_at = "2026-05-01 09:00", mileage = 5000,
    complaint = "修理", delivered_at = "2026-05-02 09:00", counts = true, days = 1 }
  for key, value in pairs(fields) do record[key] = value end
  day:create("after_sales.repair_record", record)
  day:as("service_manager")
end

local function standing(day, fields)
  local asked = { vin = VIN, mileage = 20000 }
  for key, value in pairs(fields or {}) do asked[key] = value end
  return day:call("after_sales.guarantee", asked)
end

scenario("row 54: two years or 50,000 km, the last day and the last kilometre inside",
  function(day)
    car_of(day)
    expect(standing(day, { mileage = 50000 }).in_validity):is(true)
    expect(standing(day, { mileage = 50001 }).in_validity):is(false)
    expect(standing(day, { mileage = 50001 }).in_warranty):is(true)
    expect(standing(day, { mileage = 60001 }).in_warranty):is(false)
    expect(standing(day, { on = "2027-11-02" }).in_validity):is(true)
    expect(standing(day, { on = "2027-11-03" }).in_validity):is(false)
    expect(standing(day, { on = "2028-11-02" }).in_warranty):is(true)
    expect(standing(day, { on = "2028-11-03" }).in_warranty):is(false)
  end)

scenario("row 54: thirty days are an alarm with its cost, thirty-one are a right", function(day)
  local car = car_of(day)
  repaired(day, car, { days = 29 })
  expect(#standing(day).alarms):is(0)
  repaired(day, car, { days = 1 })
  local now = standing(day)
  expect(now.days):is(30)
  expect(#now.rights):is(0)
  expect(now.alarms[1].clause):is("24-4")
  expect(now.compensation):is(2000000) -- 200,000 yuan × 20,000 km ÷ 1,000 × 0.5 %
  expect(now.cost_of_return):is(18000000)
  repaired(day, car, { days = 1 })
  expect(standing(day).rights[1].what):is("days")
end)

scenario("row 54: four repairs of one fault are no right, five are", function(day)
  local car = car_of(day)
  for _ = 1, 4 do repaired(day, car, { fault = "P0300" }) end
  local now = standing(day, { fault = "P0300" })
  expect(now.same_fault):is(4)
  expect(#now.rights):is(0)
  expect(now.alarms[1].what):is("same_fault")
  expect(#standing(day, { fault = "P0420" }).alarms):is(0)
  repaired(day, car, { fault = "P0300" })
  expect(standing(day, { fault = "P0300" }).rights[1].count):is(5)
end)

scenario("row 54: an assembly replaced twice alarms, a safety fault for the third time is a right",
  function(day)
    local car = car_of(day)
    repaired(day, car, { replaced = { { assembly = "engine" } }, safety_fault = true })
    repaired(day, car, { replaced = { { assembly = "engine" },
      { assembly = "steering", main_part = "转向机" } }, safety_fault = true })
    local now = standing(day)
    expect(now.replaced.engine):is(2)
    expect(#now.alarms):is(2)
    local order = day:create("after_sales.repair_order", { customer = car.customer, vin = VIN,
      mileage = 21000, complaint = "又抖动", kind = "warranty", safety_fault = true })
    expect(order.guarantee_alarm):is(true)
    expect(order.guarantee.rights[1].clause):is("24-1")
    expect(#day:tasks { kind = "guarantee_alarm", subject = order }):is(1)
  end)

scenario("row 54: a car handed over before 2022 runs under the old figures", function(day)
  local car = car_of(day, { handed_over_on = "2021-12-31" })
  repaired(day, car, { days = 35 })
  local now = standing(day, { on = "2023-06-01" })
  expect(now.source):is("令150")
  expect(now.days_limit):is(35)
  expect(#now.rights):is(0)
  expect(#now.alarms):is(1)
end)

scenario("row 54: a fault of the first seven days, and steering within sixty", function(day)
  local car = car_of(day, { handed_over_on = "2026-10-27" })
  local order = day:create("after_sales.repair_order", { customer = car.customer, vin = VIN,
    mileage = 300, complaint = "方向盘失灵", kind = "warranty", fault = "C1200",
    safety_fault = true })
  local clauses = {}
  for _, right in ipairs(order.guarantee.rights) do clauses[#clauses + 1] = right.clause end
  expect(clauses):is({ "23", "22" })
end)

scenario("row 54: an exchange is answered in ten working days, and the use of the car is worked out",
  function(day)
    local car = car_of(day)
    local case = { customer = car.customer, vin = VIN, kind = "exchange", clause = "24-4",
      mileage = 12000, fees = "500.00" }
    case.asked_on = "2026-11-03"
    expect(day:refused("after_sales.guarantee_case", case).field):is("asked_on")
    case.asked_on = "2026-11-02"
    local paper = day:create("after_sales.guarantee_case", case)
    expect(paper.compensation):is(1200000)
    expect(paper.refund):is(18850000)
    expect(paper.complete_by - paper.answer_by):is(10)
    day:go(paper, "accept", { answer = "同意更换" })
    local new = "LDMA5A1B4TA000102"
    expect(day:refused(paper, "complete", { new_vin = new }).key):is("after_sales.declare_resale")
    expect(day:refused(paper, "complete", { resale_declared = true }).field):is("new_vin")
    day:go(paper, "complete", { new_vin = new, resale_declared = true })
    expect(standing(day, { vin = new, mileage = 10 }).begins_on):is("2026-11-02")
  end)

scenario("row 54: each 24 hours begun is a day, and the record has all the law wants",
  function(day)
    local car = car_of(day)
    day:create("after_sales.certificate", { user = person(day, "service_manager"),
      skill = "final_inspection", valid_from = "2026-01-01" })
    day:as("service_advisor")
    local order = day:create("after_sales.repair_order", { customer = car.customer, vin = VIN,
      mileage = 20000, complaint = "发动机抖动", kind = "warranty", fault = "P0300" })
    day:create("after_sales.order_line", { order = order.id, kind = "labor", text = "更换线圈",
      hours = "1.5", rate = "100.00", payer = "warranty" })
    day:create("after_sales.order_line", { order = order.id, kind = "towing", text = "拖车",
      unit_price = "300.00", payer = "warranty" })
    day:create("after_sales.walkround", { order = order.id, exterior = "完好" })
    day:create("after_sales.consent", { order = order.id, channel = "paper", words = "同意",
      agreed_by = "李雷" })
    day:go(order, "assign", { technician = person(day, "technician") })
    day:later { days = 5 }
    expect(#day:tasks { kind = "loaner", subject = order }):is(1)
    day:create("after_sales.loaner", { order = order.id, kind = "allowance", amount = "200.00" })
    day:as("technician")
    day:go(order, "start")
    for _, line in ipairs(day:find("after_sales.order_line", { where = { order = order.id } })) do
      day:go(line, "finish")
    end
    day:create("after_sales.check", { order = order.id, stage = "self", result = "pass" })
    day:as("service_manager")
    day:create("after_sales.check", { order = order.id, stage = "final", result = "pass" })
    day:later { hours = 1 } -- 121 hours since it came
    day:go(order, "finish", { findings = "第二缸线圈失效" })
    day:go(order, "wash")
    day:go(order, "settle")
    day:go(order, "deliver", { signed_by_customer = true, signed_by_shop = true })
    local record = day:find("after_sales.repair_record", { where = { order = order.id } })[1]
    expect(record.days):is(6)
    expect(record.counts):is(true)
    expect(record.labor_amount):is(15000)
    expect(record.labor_hours):is(1500)
    expect(record.towing_amount):is(30000)
    expect(record.jobs[1].text):is("更换线圈")
    expect(record.loaner):is("allowance 200.00")
    expect(record.signed_by_customer):is(true)
    expect(record.findings):is("第二缸线圈失效")
    expect(standing(day).days):is(6)
    expect(day:refused(record, { days = 1 }).status):is_not("ok")
  end)
