-- scripts/brands/tianhe/after_sales_test.lua  proves  after_sales.lua

local VIN <const> = "LTHT3A1B0TB000201"

-- An order on its shortest way to delivery, at nine on 2 November.
local function delivered(day)
  day:store("tianhe")
  day:as("sales_manager")
  local model = day:create("sales.model", { name = "天河 E3", list_price = "100000.00" })
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
  day:set(order, { x_checklist_signed = true })
  day:go(order, "deliver")
  day:as("caller")
  return order
end

scenario("Tianhe calls at two for five days, on the day after and a week after, then writes",
  function(day)
    local order = delivered(day)
    for kind, first in pairs { day_call = 3, week_call = 9 } do
      for attempt = 1, 5 do
        local calls = day:tasks { kind = kind, subject = order }
        expect(#calls):is(1)
        expect(calls[1].role):is("caller")
        expect(calls[1].due_at):is(day:time(("2026-11-%02d 14:00"):format(first + attempt - 1)))
        day:done(calls[1], { outcome = "unreachable" })
      end
      expect(#day:tasks { kind = kind, subject = order }):is(0)
    end
    local messages = day:messages { subject = order }
    expect(#messages):is(2)
    expect(messages[1].channel):is("letter")
  end)

scenario("Tianhe still calls after a week who answered on the first day", function(day)
  local order = delivered(day)
  day:done(day:tasks { kind = "day_call", subject = order }[1], { outcome = "reached" })
  expect(#day:tasks { kind = "day_call", subject = order }):is(0)
  expect(#day:tasks { kind = "week_call", subject = order }):is(1)
  expect(#day:messages { subject = order }):is(0)
end)
