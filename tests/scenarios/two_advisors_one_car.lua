-- tests/scenarios/two_advisors_one_car.lua
-- Two sellers promise the same car: the second one hears which order has it.

local VIN <const> = "LDMA5A1B2TA000101"

local function signed_order(day, model, name, phone)
  local buyer = day:create("crm.customer", { name = name, phone = phone })
  local order = day:create("sales.order",
    { customer = buyer.id, model = model.id, price = "129800.00" })
  day:go(order, "sign")
  return order
end

scenario("the loser hears who has the car, and gets it when the winner cancels", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local model = day:create("sales.model", { name = "晨光 1.5T", list_price = "129800.00" })
  local car = day:create("sales.vehicle", { vin = VIN, model = model.id })
  day:go(car, "arrive")
  local mine = signed_order(day, model, "李雷", "13900139000")
  day:as("sales_advisor")
  local his = signed_order(day, model, "韩梅", "13900139001")
  day:go(his, "allocate", { vehicle = car.id })
  day:as("sales_manager")
  local no = day:refused(mine, "allocate", { vehicle = car.id })
  expect(no.key):is("sales.vehicle_taken")
  expect(no.status):is("conflict")
  day:go(his, "cancel", { cancel_reason = "贷款未批" })
  expect(car.state):is("in_stock")
  day:go(mine, "allocate", { vehicle = car.id })
  expect(car.state):is("reserved")
end)

scenario("an order is not cancelled while its money is here", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local model = day:create("sales.model", { name = "晨光 1.5T", list_price = "129800.00" })
  local order = signed_order(day, model, "李雷", "13900139000")
  day:as("cashier")
  day:create("sales.payment",
    { order = order.id, kind = "deposit", amount = "5000.00", method = "mobile" })
  day:as("sales_manager")
  local no = day:refused(order, "cancel", { cancel_reason = "客户放弃" })
  expect(no.key):is("sales.refund_first")
  day:as("cashier")
  day:create("sales.payment",
    { order = order.id, kind = "refund", amount = "5000.00", method = "mobile" })
  day:as("sales_manager")
  day:go(order, "cancel", { cancel_reason = "客户放弃" })
end)
