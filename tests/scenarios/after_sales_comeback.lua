-- tests/scenarios/after_sales_comeback.lua
-- What we repaired we stand for: the same fault again within the warranty is ours.

local VIN <const> = { aurora = "LDMA5A1B2TA000101", tianhe = "LTHT3A1B0TB000201" }

local function person(day, brand, role)
  return day:find("core.user", { where = { name = role .. "." .. brand } })[1].id
end

local function receive(day, brand, mileage, fields)
  local order = { vin = VIN[brand], mileage = mileage, complaint = "过坎异响", fault = "NOISE-FL" }
  for key, value in pairs(fields or {}) do order[key] = value end
  return day:create("after_sales.repair_order", order)
end

-- A first visit, from reception to delivery.
local function repaired(day, brand)
  day:store(brand)
  day:as("service_manager")
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  day:create("after_sales.certificate", { user = person(day, brand, "service_manager"),
    skill = "final_inspection", valid_from = "2026-01-01" })
  local order = receive(day, brand, 12000, { customer = buyer.id })
  local job = day:create("after_sales.operation", { code = "C-1", name = "更换胶套", hours = "1" })
  day:create("after_sales.order_line", { order = order.id, kind = "labor", operation = job.id,
    hours = "1", rate = "100.00" })
  day:create("after_sales.walkround", { order = order.id, exterior = "完好" })
  day:create("after_sales.consent", { order = order.id, channel = "phone", words = "修吧",
    agreed_by = "李雷" })
  day:go(order, "diagnose", { diagnosis = "胶套老化" })
  day:go(order, "assign", { technician = person(day, brand, "technician") })
  day:as("technician")
  day:go(order, "start")
  day:go(day:find("after_sales.order_line", { where = { order = order.id } })[1], "finish")
  day:create("after_sales.check", { order = order.id, stage = "self", result = "pass" })
  day:as("service_manager")
  day:create("after_sales.check", { order = order.id, stage = "mutual", result = "pass" })
  day:create("after_sales.check", { order = order.id, stage = "final", result = "pass" })
  day:go(order, "finish", { findings = "已更换" })
  day:go(order, "wash")
  day:go(order, "settle")
  day:as("cashier")
  local paper = day:find("after_sales.settlement", { where = { order = order.id } })[1]
  day:create("after_sales.payment", { settlement = paper.id, method = "cash", amount = "100.00" })
  day:as("service_advisor")
  day:go(order, "deliver")
  return order, job
end

scenario("row 53: the same fault within 1,000 km goes into the fast lane, free, with who knows it",
  function(day)
    local first = repaired(day, "aurora")
    day:later { days = 5 }
    local again = receive(day, "aurora", 12900)
    expect(again.kind):is("comeback")
    expect(again.fast_lane):is(true)
    expect(again.comeback_of):is(first.id)
    expect(again.original_technician):is(person(day, "aurora", "technician"))
    expect(again.original_inspector):is(person(day, "aurora", "service_manager"))
    expect(#day:tasks { kind = "fast_lane", subject = again }):is(1)
    local line = day:create("after_sales.order_line", { order = again.id, kind = "labor",
      text = "重新更换胶套", hours = "1", rate = "100.00" })
    expect(line.payer):is("internal")
    expect(day:refused("after_sales.order_line", { order = again.id, kind = "labor", text = "再收",
      hours = "1", rate = "100.00", shares = { customer = 5000, internal = 5000 } }).key)
      :is("after_sales.rework_is_free")
    local other = day:create("after_sales.order_line", { order = again.id, kind = "labor",
      text = "换机油", hours = "0.5", rate = "100.00", other_work = true })
    expect(other.payer):is("customer")
  end)

scenario("row 53: another fault, or a later visit, is no come-back", function(day)
  repaired(day, "aurora")
  day:later { days = 5 }
  expect(receive(day, "aurora", 12500, { fault = "P0300" }).fast_lane):is_not(true)
  expect(receive(day, "aurora", 15001).fast_lane):is_not(true) -- beyond 3,000 km
  day:later { days = 26 }
  expect(receive(day, "aurora", 15001).fast_lane):is_not(true)
end)

scenario("row 53: the law's 2,000 km or ten days hold where the brand gives no more", function(day)
  local first = repaired(day, "tianhe")
  expect(first.warranty_to_km):is(14000)
  day:later { days = 10 }
  expect(receive(day, "tianhe", 14000).fast_lane):is(true)
  day:later { days = 1 }
  expect(receive(day, "tianhe", 14000).fast_lane):is_not(true)
end)

scenario("row 53: proof that it is another fault comes within three days or not at all",
  function(day)
    repaired(day, "aurora")
    local again = receive(day, "aurora", 12900)
    day:later { days = 4 }
    expect(day:refused(again, { proof = "客户自行加装" }).key):is("after_sales.proof_late")
  end)

scenario("row 168: not cured after two repairs, the manager hears that money may be asked back",
  function(day)
    local first = repaired(day, "aurora")
    local second = receive(day, "aurora", 12100)
    local third = receive(day, "aurora", 12200, { comeback_of = second.id })
    expect(third.comeback_count):is(2)
    expect(#day:tasks { kind = "not_cured", subject = third }):is(1)
    expect(#day:tasks { kind = "not_cured", subject = second }):is(0)
    expect(first.state):is("delivered")
  end)

scenario("row 53: without a fault code the same job tells which visit it may come back from",
  function(day)
    local first, job = repaired(day, "aurora")
    day:as("service_manager")
    local function warned(mileage, fields)
      local order = day:create("after_sales.repair_order",
        { vin = VIN.aurora, mileage = mileage, complaint = "又响了" })
      expect(order.kind):is("repair") -- a person says whether it is the same fault
      fields.order, fields.kind = order.id, "labor"
      local answer = day:ask { ["do"] = "create", entity = "after_sales.order_line",
        fields = fields }
      return (answer.warnings or {})[1]
    end
    day:later { days = 1 }
    expect(warned(12100, { text = "四轮定位", hours = "1", rate = "90.00" })):is(nil)
    local told = warned(12200, { operation = job.id, hours = "1", rate = "100.00" })
    expect(told.key):is("after_sales.maybe_comeback")
    expect(told.text):contains(first.number)
    day:later { days = 400 }
    expect(warned(12300, { operation = job.id, hours = "1", rate = "100.00" })):is(nil)
  end)

scenario("rows 167 and 168: of the cars that came, which had a fault, and which came back with it",
  function(day)
    repaired(day, "aurora")
    day:later { days = 5 }
    receive(day, "aurora", 12900)
    day:as("service_manager")
    local back = day:figure("after_sales.comebacks", { window = "year" })
    expect(back.numerator):is(1) -- one car, twice here
    expect(back.value):is("100.00")
    expect(day:figure("after_sales.fault_repairs", { window = "year" }).numerator):is(1)
    expect(day:figure("after_sales.orders", { window = "year" }).value):is(2)
    expect(day:figure("after_sales.revenue", { window = "year" }).value):is("100.00")
  end)
