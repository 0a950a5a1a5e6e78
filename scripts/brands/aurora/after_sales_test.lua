-- scripts/brands/aurora/after_sales_test.lua  proves  after_sales.lua

local VIN <const> = "LDMA5A1B2TA000101"

-- An order on its shortest way to delivery, at nine on 2 November.
local function delivered(day)
  day:store("aurora")
  day:as("sales_manager")
  local model = day:create("sales.model", { name = "晨光 1.5T", list_price = "100000.00" })
  local car = day:create("sales.vehicle", { vin = VIN, model = model.id, cost = "90000.00" })
  day:go(car, "arrive")
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  local order = day:create("sales.order",
    { customer = buyer.id, model = model.id, price = "100000.00" })
  day:go(order, "sign")
  day:go(order, "allocate", { vehicle = car.id })
  day:create("sales.inspection", { order = order.id, vin_seen = VIN, performance = true,
    exterior = true, interior = true, accessories = true })
  day:as("cashier")
  day:create("sales.payment",
    { order = order.id, kind = "balance", amount = "100000.00", method = "transfer" })
  day:as("sales_manager")
  day:set(order, { x_plate_done = true })
  day:go(order, "deliver")
  day:as("caller")
  return order
end

scenario("Aurora calls at ten and at four for five days from the third on, then sends an SMS",
  function(day)
    local order = delivered(day)
    for attempt = 1, 10 do
      local calls = day:tasks { kind = "delivery_call", subject = order }
      expect(#calls):is(1)
      expect(calls[1].role):is("caller")
      local hour = attempt % 2 == 1 and "10:00" or "16:00"
      expect(calls[1].due_at)
        :is(day:time(("2026-11-%02d %s"):format(5 + (attempt - 1) // 2, hour)))
      expect(#day:messages { subject = order }):is(0)
      day:done(calls[1], { outcome = "unreachable" })
    end
    expect(#day:tasks { kind = "delivery_call", subject = order }):is(0)
    local messages = day:messages { subject = order }
    expect(#messages):is(1)
    expect(messages[1].channel):is("sms")
    expect(messages[1].recipient):is("13900139000")
  end)

scenario("Aurora calls no more when the buyer has answered", function(day)
  local order = delivered(day)
  day:done(day:tasks { kind = "delivery_call", subject = order }[1], { outcome = "reached" })
  expect(#day:tasks { kind = "delivery_call", subject = order }):is(0)
  expect(#day:messages { subject = order }):is(0)
end)
