-- tests/scenarios/after_sales_appointment.lua
-- A time in the workshop is somebody's alone, and nobody promises more hours than there are.

local VIN <const> = "LDMA5A1B2TA000101"

local function person(day, role)
  return day:find("core.user", { where = { name = role .. ".aurora" } })[1].id
end

local function shop(day, hours)
  day:store("aurora")
  day:as("service_manager")
  local bay = day:create("after_sales.bay", { name = "1 号工位", hours = hours or "8" })
  day:as("receptionist")
  return bay, function(fields)
    local booking = { bay = bay.id, contact = "李雷", phone = "13900139000", channel = "phone",
      starts_at = "2026-11-03 09:00", ends_at = "2026-11-03 11:00", complaint = "做保养" }
    for key, value in pairs(fields or {}) do booking[key] = value end
    return booking
  end
end

scenario("row 46: a bay, a technician, an advisor and a tool are booked once", function(day)
  local _, booking = shop(day, "80")
  day:as("service_manager")
  local other = day:create("after_sales.bay", { name = "2 号工位", hours = "80" })
  local lift = day:create("after_sales.tool",
    { name = "四轮定位仪", kind = "alignment", calibration_due = "2026-12-31" })
  day:as("receptionist")
  local first = day:create("after_sales.appointment", booking {
    technician = person(day, "technician"), advisor = person(day, "service_advisor"),
    tool = lift.id })
  expect(first.hours):is(2000)
  local no = day:refused("after_sales.appointment",
    booking { starts_at = "2026-11-03 10:59", ends_at = "2026-11-03 12:00" })
  expect(no.key):is("after_sales.taken")
  expect(no.status):is("conflict")
  expect(no.field):is("bay")
  for _, field in ipairs { "technician", "advisor", "tool" } do
    local id = field == "tool" and lift.id
      or person(day, field == "advisor" and "service_advisor" or "technician")
    expect(day:refused("after_sales.appointment", booking { bay = other.id, [field] = id }).field)
      :is(field)
  end
  day:create("after_sales.appointment",
    booking { starts_at = "2026-11-03 11:00", ends_at = "2026-11-03 12:00" })
  day:go(first, "cancel", { cancel_reason = "客户改期" })
  day:create("after_sales.appointment", booking {})
end)

scenario("row 46: not outside opening hours, not in the past, not backwards", function(day)
  local _, booking = shop(day)
  local function key(starts, ends)
    return day:refused("after_sales.appointment",
      booking { starts_at = starts, ends_at = ends }).key
  end
  expect(key("2026-11-03 07:00", "2026-11-03 09:00")):is("after_sales.shop_closed")
  expect(key("2026-11-03 17:00", "2026-11-03 18:00")):is("after_sales.shop_closed")
  expect(key("2026-11-01 09:00", "2026-11-01 10:00")):is("after_sales.in_the_past")
  expect(key("2026-11-03 11:00", "2026-11-03 10:00")):is("after_sales.ends_early")
end)

scenario("row 67: bays × hours × efficiency is the limit of a day, and only the manager overbooks",
  function(day)
    local _, booking = shop(day, "4") -- 85 % of four hours
    day:create("after_sales.appointment", booking {})
    local fields = booking { starts_at = "2026-11-03 14:00", ends_at = "2026-11-03 15:30" }
    local no = day:refused("after_sales.appointment", fields)
    expect(no.key):is("after_sales.day_full")
    expect(no.text):contains("3.4")
    fields.overbook_reason = "老客户急修"
    expect(day:refused("after_sales.appointment", fields).key):is("after_sales.day_full")
    day:as("service_manager")
    day:create("after_sales.appointment", fields)
    local load = day:call("after_sales.day_capacity", { on = "2026-11-03" })
    expect(load.capacity):is(3400)
    expect(load.booked):is(3500)
    expect(load.free):is(-100)
    expect(load.too_many_customers):is(false)
  end)

scenario("row 209: a tool whose calibration has ended, or that is broken, is not booked",
  function(day)
    local _, booking = shop(day)
    day:as("service_manager")
    local tool = day:create("after_sales.tool",
      { name = "扭力扳手", kind = "torque", calibration_due = "2026-11-02" })
    expect(day:refused("after_sales.appointment", booking { tool = tool.id }).key)
      :is("after_sales.tool_not_calibrated")
    day:set(tool, { calibration_due = "2027-11-02" })
    day:go(tool, "report", { fault = "棘轮打滑" })
    expect(day:refused("after_sales.appointment", booking { tool = tool.id }).key)
      :is("after_sales.tool_out")
    day:go(tool, "repair")
    day:create("after_sales.appointment", booking { tool = tool.id })
  end)

scenario("row 46: a reminder a day before, an order when the car comes, without typing it twice",
  function(day)
    local _, booking = shop(day)
    local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
    local one = day:create("after_sales.appointment", booking { customer = buyer.id, vin = VIN,
      starts_at = "2026-11-04 09:00", ends_at = "2026-11-04 10:00" })
    day:later { hours = 23 }
    expect(#day:messages { subject = one }):is(0)
    day:later { hours = 2 }
    expect(#day:messages { subject = one }):is(1)
    day:at("2026-11-04 09:05")
    day:go(one, "arrive", { mileage = 12000 })
    local order = day:get("after_sales.repair_order", one.order)
    expect(order.complaint):is("做保养")
    expect(order.vin):is(VIN)
    expect(order.appointment):is(one.id)
    day:later { hours = 2 }
    expect(one.state):is("arrived")
    local rates = day:call("after_sales.appointment_rates",
      { from = "2026-11-01 00:00", to = "2026-12-01 00:00" })
    expect(rates.appointment_rate):is(10000)
  end)

scenario("row 46: who does not come within half an hour is a no-show, and is called",
  function(day)
    local _, booking = shop(day)
    local one = day:create("after_sales.appointment", booking {})
    day:at("2026-11-03 09:29")
    expect(one.state):is("booked")
    day:at("2026-11-03 09:31")
    expect(one.state):is("no_show")
    expect(#day:tasks { kind = "no_show_call", subject = one }):is(1)
    local rates = day:call("after_sales.appointment_rates",
      { from = "2026-11-01 00:00", to = "2026-12-01 00:00" })
    expect(rates.no_show_rate):is(10000)
  end)

scenario("row 46: who says how many hours it takes need not work out when it ends", function(day)
  local bay = shop(day)
  local booked = day:create("after_sales.appointment", { bay = bay.id, contact = "李雷",
    phone = "13900139000", channel = "phone", starts_at = "2026-11-03 09:00", hours = "1.5" })
  expect(booked.ends_at):is(day:time("2026-11-03 10:30"))
  expect(day:refused("after_sales.appointment", { bay = bay.id, contact = "韩梅",
    phone = "13900139001", starts_at = "2026-11-03 10:00", hours = "1" }).key)
    :is("after_sales.taken")
  expect(day:refused("after_sales.appointment", { bay = bay.id, contact = "韩梅",
    phone = "13900139001", starts_at = "2026-11-03 14:00" }).field):is("ends_at")
end)
