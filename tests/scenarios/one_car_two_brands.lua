-- tests/scenarios/one_car_two_brands.lua
-- The story of the house: somebody writes that he wants a car, and drives away with it, under
-- two brands that go different ways.

local LIST <const> = "129800.00"

-- What both brands have in common: a model, a car in stock, a lead that became a customer.
local function open_shop(day, vin)
  day:as("sales_manager")
  local model = day:create("sales.model", { name = "晨光 1.5T", list_price = LIST })
  local car = day:create("sales.vehicle", { vin = vin, model = model.id, cost = "110000.00" })
  day:go(car, "arrive")
  return model, car
end

local function qualify(day)
  day:as("sales_advisor")
  local lead = day:create("crm.lead", { name = "王五", phone = "138 0013 8000", source = "web" })
  day:create("crm.contact", { lead = lead.id, channel = "phone", outcome = "reached" })
  expect(lead.state):is("following")
  day:go(lead, "qualify")
  return lead
end

local function offer(day, lead, model, price)
  local deal = day:create("sales.opportunity", {
    customer = lead.customer, lead = lead.id, model = model.id,
    needs = "家用，预算十三万", budget = "130000.00",
  })
  local quote = day:create("sales.quote", {
    opportunity = deal.id, customer = lead.customer, model = model.id, price = price,
  })
  return deal, quote
end

local function pay(day, order, kind, amount)
  day:as("cashier")
  day:create("sales.payment", { order = order.id, kind = kind, amount = amount, method = "card" })
  day:as("sales_advisor")
end

local function inspect(day, order, vin)
  day:create("sales.inspection", {
    order = order.id, vin_seen = vin, performance = true, exterior = true, interior = true,
    accessories = true,
  })
end

scenario("Aurora: plate before key, twice a day after three days, commission on the price",
  function(day)
    local VIN <const> = "LDMA5A1B2TA000101"
    day:store("aurora")
    local model, car = open_shop(day, VIN)
    local lead = qualify(day)
    local deal, quote = offer(day, lead, model, "126500.00") -- 2.5 %: the advisor's own
    expect(deal.state):is("prospecting")
    day:go(deal, "follow")
    day:go(deal, "quote")
    day:go(quote, "send")
    day:go(quote, "accept")
    local order = day:create("sales.order", { quote = quote.id })
    day:go(order, "sign")
    expect(deal.state):is("won")
    pay(day, order, "deposit", "10000.00")
    day:go(order, "take_deposit")
    day:go(order, "allocate", { vehicle = car.id })
    expect(car.state):is("reserved")

    expect(day:refused(order, "deliver").key):is("sales.gate_both")
    inspect(day, order, VIN)
    expect(day:refused(order, "deliver").key):is("sales.gate_money")
    pay(day, order, "balance", "116500.00")
    local no = day:refused(order, "deliver")
    expect(no.key):is("aurora.plate_first")
    expect(no.rule):is("aurora/sales/plate_before_key")
    day:set(order, { x_plate_done = true })
    day:go(order, "deliver")

    expect(car.state):is("sold")
    expect(deal.state):is("delivered")
    local calls = day:tasks { kind = "delivery_call", subject = order }
    expect(#calls):is(1)
    expect(calls[1].role):is("caller")
    expect(calls[1].due_at):is(day:time("2026-11-05 10:00"))
    day:as("sales_manager")
    local earned = day:find("sales.commission", { where = { order = order.id } })
    expect(#earned):is(1)
    expect(earned[1].amount):is(75900 + 20000) -- 0.6 % of 126,500 yuan and 200 for no gifts
    expect(earned[1].rule):is("sales.commission")
    -- The customer's file and the lead know what it came to.
    expect(lead.deal_amount):is(12650000)
    expect(lead.deal_margin):above(0)
    local file = day:get("crm.customer", lead.customer)
    expect({ file.purchases, file.spend, file.grade }):is({ 1, 12650000, "new" })
    expect(day:find("crm.car", { where = { customer = file.id } })[1].vin):is(VIN)
  end)

scenario("Tianhe: every discount is the manager's, a checklist before the key, two calls",
  function(day)
    local VIN <const> = "LTHT3A1B0TB000201"
    day:store("tianhe")
    local model, car = open_shop(day, VIN)
    local lead = qualify(day)
    local deal, quote = offer(day, lead, model, "128000.00") -- 1.39 %
    expect(deal.state):is("developing")
    local no = day:refused(quote, "send")
    expect(no.key):is("tianhe.discount_is_the_managers")
    expect(no.rule):is("sales.discount_authority")
    local word = day:create("sales.override", { quote = quote.id, reason = "老客户转介绍" })
    day:as("sales_manager")
    day:go(word, "approve")
    expect(word.state):is("approved")
    day:as("sales_advisor")
    day:go(quote, "send")
    day:go(quote, "accept")
    local order = day:create("sales.order", { quote = quote.id })
    day:go(order, "sign")
    pay(day, order, "balance", "128000.00")
    day:go(order, "allocate", { vehicle = car.id })
    inspect(day, order, VIN)
    expect(day:refused(order, "deliver").key):is("tianhe.checklist_first")
    day:set(order, { x_checklist_signed = true })
    day:go(order, "deliver")
    expect(deal.state):is("delivered")
    local first = day:tasks { kind = "day_call", subject = order }
    local second = day:tasks { kind = "week_call", subject = order }
    expect(first[1].due_at):is(day:time("2026-11-03 14:00"))
    expect(second[1].due_at):is(day:time("2026-11-09 14:00"))
    day:as("sales_manager")
    local earned = day:find("sales.commission", { where = { order = order.id } })
    expect(earned[1].amount):is(90000) -- 5 % of 18,000 yuan
  end)
