-- tests/scenarios/after_sales_maintenance.lua
-- A car comes when it is due: by its own pace, by the rule made for it; what was promised is used.

local VIN <const> = "LDMA5A1B2TA000101"

local function shop(day)
  day:store("aurora")
  day:as("service_manager")
  return day:create("crm.customer", { name = "李雷", phone = "13900139000" })
end

local function rule(day, fields) return day:create("after_sales.maintenance_rule", fields) end

local function due(day, service)
  for _, one in ipairs(day:call("after_sales.maintenance_due", { vin = VIN }).services) do
    if one.service == service then return one end
  end
end

scenario("row 50: the most specific rule of a service wins, and drive counts", function(day)
  local buyer = shop(day)
  rule(day, { service = "Engine Oil & Filter", miles = 7500, months = 12, priority = 0 })
  rule(day, { service = "Engine Oil & Filter", make = "Toyota", year_min = 2018, miles = 10000,
    months = 12, priority = 10 })
  local best = rule(day, { service = "Engine Oil & Filter", make = "Toyota", model = "4Runner",
    year_min = 2010, year_max = 2024, miles = 10000, months = 12, priority = 20 })
  rule(day, { service = "Transfer Case Fluid", make = "Toyota", model = "4Runner", drive = "four",
    km = 48000, months = 24, priority = 25 })
  local car = day:create("after_sales.car", { vin = VIN, customer = buyer.id, make = "TOYOTA",
    model = "4runner", year = 2024, handed_over_on = "2026-01-10" })
  expect(due(day, "Engine Oil & Filter").rule):is(best.id)
  expect(due(day, "Engine Oil & Filter").due_km):is(16093)
  expect(due(day, "Engine Oil & Filter").due_on):is("2027-01-10")
  expect(due(day, "Transfer Case Fluid")):is(nil)
  day:set(car, { drive = "four" })
  expect(due(day, "Transfer Case Fluid").due_km):is(48000)
end)

scenario("row 50: 7,300 km in 182 days make 67 days for the 2,700 that are left", function(day)
  local buyer = shop(day)
  rule(day, { service = "机油机滤", km = 10000, months = 12 })
  day:as("house")
  -- Seen to 182 days ago at 10,000 km: that is where the new interval begins.
  local first = day:create("after_sales.repair_order", { customer = buyer.id, vin = VIN,
    mileage = 10000, complaint = "保养", arrived_at = "2026-05-04 09:00" })
  local line = day:create("after_sales.order_line", { order = first.id, kind = "labor",
    text = "换机油", hours = "0.5", rate = "100.00", service = "机油机滤" })
  day:create("after_sales.consent", { order = first.id, channel = "phone", words = "好",
    agreed_by = "李雷" })
  day:create("after_sales.walkround", { order = first.id, exterior = "完好" })
  day:go(first, "assign",
    { technician = day:find("core.user", { where = { name = "technician.aurora" } })[1].id })
  day:go(first, "start")
  day:go(line, "finish")
  day:as("technician")
  day:create("after_sales.check", { order = first.id, stage = "self", result = "pass" })
  day:as("service_manager")
  day:create("after_sales.certificate",
    { user = day:find("core.user", { where = { name = "service_manager.aurora" } })[1].id,
      skill = "final_inspection", valid_from = "2026-01-01" })
  day:create("after_sales.check", { order = first.id, stage = "final", result = "pass" })
  day:go(first, "finish", { findings = "好" })
  day:go(first, "wash")
  day:go(first, "settle")
  day:go(first, "deliver") -- the manager lets 50 yuan go on credit
  local car = day:get("after_sales.car", first.car)
  day:create("after_sales.repair_order",
    { vin = VIN, mileage = 17300, complaint = "检查" })
  local next = due(day, "机油机滤")
  expect(next.due_on):is("2027-01-08") -- 67 days after 2 November
  expect(next.by):is("km")
  expect(next.due_km):is(20000)
  expect(car.next_service_on):exists()
  expect(first.next_service_on):is(car.next_service_on)
  day:later { days = 160 } -- a year after the last service, less two weeks
  expect(#day:tasks { kind = "maintenance_call", subject = first }):is(0)
  day:later { days = 12 }
  expect(#day:tasks { kind = "maintenance_call", subject = first }):is(1)
end)

scenario("row 50: a package becomes lines, and its service is noted", function(day)
  local buyer = shop(day)
  expect(day:refused("after_sales.package", { code = "B0", name = "空", items = {} }).field)
    :is("items")
  local pack = day:create("after_sales.package", { code = "B1", name = "小保养", items = {
    { kind = "labor", text = "更换机油机滤", hours = "0.5", rate = "160.00", service = "机油机滤" },
    { kind = "outside", text = "四轮定位", unit_price = "120.00" } } })
  local order = day:create("after_sales.repair_order", { customer = buyer.id, vin = VIN,
    mileage = 10000, complaint = "保养", kind = "maintenance" })
  day:call("after_sales.add_package", { order = order.id, package = pack.id })
  local lines = day:find("after_sales.order_line", { where = { order = order.id }, sort = "id" })
  expect(#lines):is(2)
  expect(lines[1].amount + lines[2].amount):is(20000)
  expect(lines[1].service):is("机油机滤")
end)

scenario("row 60: a promise holds for its car, its time, its kilometres and its number of times",
  function(day)
    local buyer = shop(day)
    local promise = { customer = buyer.id, vin = VIN, kind = "free_maintenance", times = 1,
      valid_from = "2026-01-01", valid_to = "2026-12-31", km_limit = 20000 }
    local free = day:create("after_sales.entitlement", promise)
    promise.kind, promise.valid_from, promise.valid_to = "extended", "2026-05-01", "2026-04-30"
    expect(day:refused("after_sales.entitlement", promise).field):is("valid_to")
    promise.valid_to = "2026-10-31"
    local over = day:create("after_sales.entitlement", promise)
    local order = day:create("after_sales.repair_order", { customer = buyer.id, vin = VIN,
      mileage = 10000, complaint = "保养", kind = "internal" })
    local function line(payer, entitlement)
      return { order = order.id, kind = "labor", text = "保养", hours = "1", rate = "100.00",
        payer = payer, entitlement = entitlement }
    end
    expect(day:refused("after_sales.order_line", line("extended")).key)
      :is("after_sales.which_promise")
    expect(day:refused("after_sales.order_line", line("extended", over.id)).key)
      :is("after_sales.promise_over")
    expect(day:refused("after_sales.order_line", line("extended", free.id)).key)
      :is("after_sales.promise_other_payer")
    local drawn = day:create("after_sales.order_line", line("gift", free.id))
    local other = day:create("after_sales.repair_order", { customer = buyer.id,
      vin = "LDMA5A1B4TA000102", mileage = 10, complaint = "保养" })
    local wrong = line("gift", free.id)
    wrong.order = other.id
    expect(day:refused("after_sales.order_line", wrong).key):is("after_sales.promise_other_car")
    day:create("after_sales.walkround", { order = order.id, exterior = "完好" })
    day:create("after_sales.consent", { order = order.id, channel = "phone", words = "好",
      agreed_by = "李雷" })
    local function id(role)
      return day:find("core.user", { where = { name = role .. ".aurora" } })[1].id
    end
    day:create("after_sales.certificate", { user = id("service_manager"),
      skill = "final_inspection", valid_from = "2026-01-01" })
    day:go(order, "assign", { technician = id("technician") })
    day:as("technician")
    day:go(order, "start")
    day:go(drawn, "finish")
    day:create("after_sales.check", { order = order.id, stage = "self", result = "pass" })
    day:as("service_manager")
    day:create("after_sales.check", { order = order.id, stage = "final", result = "pass" })
    day:go(order, "finish", { findings = "好" })
    day:go(order, "wash")
    day:go(order, "settle")
    expect(free.used):is(1)
    expect(free.used_amount):is(10000)
    expect(#day:find("after_sales.entitlement_use", { where = { order = order.id } })):is(1)
    local again = day:create("after_sales.repair_order", { customer = buyer.id, vin = VIN,
      mileage = 10100, complaint = "保养" })
    local more = line("gift", free.id)
    more.order = again.id
    expect(day:refused("after_sales.order_line", more).key):is("after_sales.promise_used")
  end)
