-- tests/scenarios/sales_rules.lua
-- What the law and the house want of a sale: prices as shown, gifts by the piece, one car sold
-- once, checked and paid before the key.

local VIN <const> = "LDMA5A1B2TA000101"

local function shop(day)
  day:store("aurora")
  day:as("sales_manager")
  local model = day:create("sales.model", { name = "晨光 1.5T", list_price = "100000.00" })
  day:as("sales_advisor")
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  return model, buyer
end

local function signed(day, model, buyer, price)
  day:as("sales_advisor")
  local order = day:create("sales.order",
    { customer = buyer.id, model = model.id, price = price })
  day:go(order, "sign")
  return order
end

scenario("row 42: no price above the list, and nothing compared with a price nobody paid",
  function(day)
    local model, buyer = shop(day)
    day:as("sales_manager")
    expect(day:refused("sales.price_tag", { model = model.id, price = "90000.00",
      starts_on = "2026-12-31", ends_on = "2026-12-01" }).key):is("sales.ends_before")
    expect(day:refused("sales.price_tag", { model = model.id, price = "100000.01" }).key)
      :is("sales.tag_above_list")
    local tag = { model = model.id, price = "96000.00", was_price = "99000.00" }
    expect(day:refused("sales.price_tag", tag).key):is("sales.tag_never_sold")
    signed(day, model, buyer, "98000.00")
    day:as("sales_manager")
    expect(day:refused("sales.price_tag", tag).key):is("sales.tag_was_too_high")
    tag.was_price = "98000.00"
    local shown = day:create("sales.price_tag", tag)
    expect(shown.compared_with):contains("七日")
    day:later { days = 8 }
    shown = day:create("sales.price_tag", tag) -- none within a week: the last one paid
    expect(shown.compared_with):contains("最近一次")
  end)

scenario("row 42: above the sticker nothing is quoted nor ordered", function(day)
  local model, buyer = shop(day)
  for _, entity in ipairs { "sales.quote", "sales.order" } do
    local no = day:refused(entity,
      { customer = buyer.id, model = model.id, price = "100000.01" })
    expect(no.key):is("sales.above_sticker")
    expect(no.field):is("price")
  end
end)

scenario("rows 24, 42: gifts stand in the quote by name, quantity and price", function(day)
  local model, buyer = shop(day)
  local quote = day:create("sales.quote",
    { customer = buyer.id, model = model.id, price = "98000.00" })
  local film = day:create("sales.gift",
    { quote = quote.id, name = "全车贴膜", quantity = 1, unit_price = "1500.00" })
  day:create("sales.gift",
    { quote = quote.id, name = "脚垫", quantity = 2, unit_price = "199.50" })
  expect(quote.gifts_value):is(189900)
  day:set(film, { unit_price = "1000.00" })
  expect(quote.gifts_value):is(139900)
  day:ask { ["do"] = "remove", entity = "sales.gift", id = film.id }
  expect(quote.gifts_value):is(39900)
  day:go(quote, "send")
  expect(day:refused("sales.gift",
    { quote = quote.id, name = "脚垫", unit_price = "1.00" }).key):is("sales.terms_frozen")
end)

scenario("row 29: checked and paid before the key; a car that was sold is not sold again",
  function(day)
    local model, buyer = shop(day)
    day:as("sales_manager")
    local car = day:create("sales.vehicle", { vin = VIN, model = model.id, cost = "90000.00" })
    day:go(car, "arrive")
    local order = signed(day, model, buyer, "98000.00")
    day:go(order, "allocate", { vehicle = car.id })
    day:set(order, { x_plate_done = true })
    expect(day:refused(order, "deliver").key):is("sales.gate_both")
    local seen = { order = order.id, vin_seen = VIN, performance = true, exterior = true,
      interior = true, accessories = false, findings = "少一把钥匙" }
    day:create("sales.inspection", seen)
    expect(order.car_checked):is(false)
    seen.accessories = true
    day:create("sales.inspection", seen)
    day:as("cashier")
    day:create("sales.payment",
      { order = order.id, kind = "balance", amount = "98000.00", method = "transfer" })
    day:as("sales_advisor")
    day:go(order, "deliver")
    local again = signed(day, model, buyer, "98000.00")
    local no = day:refused(again, "allocate", { vehicle = car.id })
    expect(no.key):is("sales.vehicle_taken")
    expect(no.text):contains(order.number)
  end)

scenario("row 44: visit, drive, contract and key stand in the customer's one timeline", function(day)
  local model, buyer = shop(day)
  day:as("sales_manager")
  local demo = day:create("sales.vehicle",
    { vin = "LDMA5A1B4TA000102", model = model.id, kind = "demo", mileage = 10 })
  local car = day:create("sales.vehicle", { vin = VIN, model = model.id, cost = "90000.00" })
  day:go(car, "arrive")
  day:as("sales_advisor")
  local visit = day:create("sales.reception", { purpose = "look", customer = buyer.id })
  day:go(visit, "greet")
  day:go(visit, "leave")
  local trip = day:create("sales.test_drive", { customer = buyer.id, vehicle = demo.id,
    starts_at = "2026-11-02 10:00", ends_at = "2026-11-02 11:00" })
  day:go(trip, "start", { licence_no = "11010519491231002X", licence_expires_on = "2030-01-01",
    licence_checked = true, agreement_signed = true, route = "环线", mileage_out = 10 })
  day:go(trip, "finish", { mileage_in = 20 })
  local order = signed(day, model, buyer, "98000.00")
  day:go(order, "allocate", { vehicle = car.id })
  local contract = day:create("sales.contract", { order = order.id })
  day:go(contract, "sign", { signature = "paper" })
  day:create("sales.inspection", { order = order.id, vin_seen = VIN, performance = true,
    exterior = true, interior = true, accessories = true })
  day:as("cashier")
  day:create("sales.payment",
    { order = order.id, kind = "balance", amount = "98000.00", method = "transfer" })
  day:as("sales_advisor")
  day:set(order, { x_plate_done = true })
  day:go(order, "deliver")
  local kinds = {}
  for _, entry in ipairs(day:call("crm.timeline", { customer = buyer.id }).entries) do
    kinds[entry.kind] = entry
  end
  for _, kind in ipairs { "visit", "test_drive", "contract", "delivery", "purchase" } do
    expect(kinds[kind]):exists()
  end
  expect(kinds.contract.text):is("签订购车合同")
end)
