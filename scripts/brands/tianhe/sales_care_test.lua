-- scripts/brands/tianhe/sales_care_test.lua  proves  sales_care.lua

local function signed(day, buyer_fields)
  day:store("tianhe")
  day:as("sales_manager")
  local model = day:create("sales.model", { name = "天河七座", list_price = "300000.00" })
  local fields = { name = "李雷", phone = "13900139000" }
  for key, value in pairs(buyer_fields or {}) do fields[key] = value end
  local buyer = day:create("crm.customer", fields)
  local order = day:create("sales.order", { customer = buyer.id, model = model.id,
    list_price = "300000.00", price = "300000.00", expected_on = "2026-11-05" })
  day:go(order, "sign")
  return order
end

local GIVEN_UP <const> = { cancel_reason = "客户改买他牌" }

scenario("Tianhe's manager gives up a signed order only when the general manager agreed", function(day)
  local order = signed(day)
  expect(day:refused(order, "cancel", GIVEN_UP).key):is("approval.needed")
  local asked = day:call("approval.request",
    { entity = "sales.order", id = order.id, transition = "cancel", reason = "客户坚持" })
  expect(day:refused(order, "cancel", GIVEN_UP).key):is("approval.waits")
  day:as("general_manager")
  expect(day:call("approval.vote", { approval = asked.approval, agrees = true }).status):is("granted")
  day:as("sales_manager")
  day:go(order, "cancel", GIVEN_UP)
  expect(order.state):is("cancelled")
end)

scenario("Tianhe tells the buyer two days before, in the morning, and once", function(day)
  local order = signed(day)
  day:later { days = 1 }
  expect(#day:messages { subject = order }):is(0)
  day:later { days = 3 }
  local messages = day:messages { subject = order }
  expect(#messages):is(1)
  expect(messages[1].text):contains("car_is_coming")
  expect(messages[1].send_after):is(day:time("2026-11-04 10:00"))
end)

scenario("Tianhe writes nothing to a buyer who wants no contact", function(day)
  local order = signed(day, { do_not_contact = true })
  day:later { days = 4 }
  expect(#day:messages { subject = order }):is(0)
end)
