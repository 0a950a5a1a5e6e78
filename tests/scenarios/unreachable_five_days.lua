-- tests/scenarios/unreachable_five_days.lua
-- After delivery nobody answers the phone: Aurora tries twice a day and then sends an SMS,
-- Tianhe once a day and then writes a letter.

-- An order on its shortest way to delivery.
local function delivered(day, vin, signed)
  day:as("sales_manager")
  local model = day:create("sales.model", { name = "晨光 1.5T", list_price = "100000.00" })
  local car = day:create("sales.vehicle", { vin = vin, model = model.id, cost = "90000.00" })
  day:go(car, "arrive")
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  local order = day:create("sales.order",
    { customer = buyer.id, model = model.id, price = "100000.00" })
  day:go(order, "sign")
  day:go(order, "allocate", { vehicle = car.id })
  day:create("sales.inspection", { order = order.id, vin_seen = vin, performance = true,
    exterior = true, interior = true, accessories = true })
  day:as("cashier")
  day:create("sales.payment",
    { order = order.id, kind = "balance", amount = "100000.00", method = "transfer" })
  day:as("sales_manager")
  day:set(order, { [signed] = true })
  day:go(order, "deliver")
  return order
end

local function try_in_vain(day, order, kind, times)
  day:as("caller")
  for attempt = 1, times do
    local open = day:tasks { kind = kind, subject = order }
    expect(#open):is(1)
    expect(open[1].attempt):is(attempt)
    day:done(open[1], { outcome = "unreachable" })
    day:later { hours = 6 }
  end
  expect(#day:tasks { kind = kind, subject = order }):is(0)
end

scenario("Aurora tries ten times in five days, then sends an SMS", function(day)
  day:store("aurora")
  local order = delivered(day, "LDMA5A1B2TA000101", "x_plate_done")
  try_in_vain(day, order, "delivery_call", 10)
  local messages = day:messages { subject = order }
  expect(#messages):is(1)
  expect(messages[1].channel):is("sms")
  expect(messages[1].recipient):is("13900139000")
end)

scenario("Aurora's second attempt of a day is at four", function(day)
  day:store("aurora")
  local order = delivered(day, "LDMA5A1B2TA000101", "x_plate_done")
  day:as("caller")
  local first = day:tasks { kind = "delivery_call", subject = order }
  expect(first[1].due_at):is(day:time("2026-11-05 10:00"))
  day:done(first[1], { outcome = "unreachable" })
  local second = day:tasks { kind = "delivery_call", subject = order }
  expect(second[1].due_at):is(day:time("2026-11-05 16:00"))
  day:done(second[1], { outcome = "reached" })
  expect(#day:tasks { kind = "delivery_call", subject = order }):is(0)
end)

scenario("Tianhe tries five times in five days, then writes a letter", function(day)
  day:store("tianhe")
  local order = delivered(day, "LTHT3A1B0TB000201", "x_checklist_signed")
  try_in_vain(day, order, "day_call", 5)
  local messages = day:messages { subject = order }
  expect(#messages):is(1)
  expect(messages[1].channel):is("letter")
end)
