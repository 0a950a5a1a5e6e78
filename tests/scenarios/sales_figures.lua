-- tests/scenarios/sales_figures.lua
-- The figures of sales on rows worked out by hand: rows 36, 37, 39, 40, 163, 165, 169, 171, 172, 175 to
-- 179.
-- November: four leads, three of them with a deal; two cars go out, a third one in December.

local LIST <const> = "129800.00"

local function open_shop(day)
  day:as("sales_manager")
  local shop = {
    sedan = day:create("sales.model", { name = "晨光 1.5T", list_price = LIST }),
    wagon = day:create("sales.model", { name = "晨光旅行版", list_price = LIST }),
    door = day:create("sales.channel", { name = "展厅", kind = "offline", source = "walk_in" }),
    portal = day:create("sales.channel",
      { name = "易车", kind = "online", source = "web", detail = "易车" }),
  }
  day:create("sales.channel", { name = "老客户介绍", kind = "offline", source = "referral" })
  day:create("sales.channel",
    { name = "旧网站", kind = "online", source = "web", detail = "旧站", active = false })
  return shop
end

local function lead(day, name, phone, source, detail)
  day:as("sales_advisor")
  return day:create("crm.lead",
    { name = name, phone = phone, source = source, source_detail = detail })
end

local function deal_of(day, prospect, model)
  day:create("crm.contact", { lead = prospect.id, channel = "phone", outcome = "reached" })
  day:go(prospect, "qualify")
  return day:create("sales.opportunity",
    { customer = prospect.customer, lead = prospect.id, model = model.id })
end

local function sign(day, deal, price)
  day:as("sales_advisor")
  local order = day:create("sales.order", { opportunity = deal.id, customer = deal.customer,
    model = deal.model, list_price = LIST, price = price })
  day:go(order, "sign")
  return order
end

local function deliver(day, order, vin, price)
  day:as("sales_manager")
  local car = day:create("sales.vehicle", { vin = vin, model = order.model, cost = "110000.00" })
  day:go(car, "arrive")
  day:as("cashier")
  day:create("sales.payment",
    { order = order.id, kind = "balance", amount = price, method = "transfer" })
  day:as("sales_advisor")
  day:go(order, "allocate", { vehicle = car.id })
  day:create("sales.inspection", { order = order.id, vin_seen = vin, performance = true,
    exterior = true, interior = true, accessories = true })
  day:set(order, { x_plate_done = true })
  day:go(order, "deliver")
end

local function live(day)
  day:store("aurora")
  local shop = open_shop(day)
  local first = deal_of(day, lead(day, "王一", "13800138001", "walk_in"), shop.sedan)
  local second = deal_of(day, lead(day, "王二", "13800138002", "walk_in"), shop.wagon)
  local one = sign(day, first, "126500.00")
  day:at("2026-11-03 10:00")
  local two = sign(day, second, LIST)
  deal_of(day, lead(day, "王三", "13800138003", "web", "易车"), shop.sedan)
  lead(day, "李四", "13800138004", "web")
  day:at("2026-11-05 15:00")
  deliver(day, one, "LDMA5A1B2TA000101", "126500.00")
  deliver(day, two, "LDMA5A1B4TA000102", LIST)
  day:at("2026-11-30 23:30")
  day:as("sales_advisor")
  local again = sign(day, day:create("sales.opportunity",
    { customer = one.customer, model = shop.sedan.id }), LIST)
  day:at("2026-12-01 09:00")
  deliver(day, again, "LDMA5A1B6TA000103", LIST)
  day:as("sales_manager")
  return shop, one
end

local NOVEMBER <const> = { window = "month", at = "2026-11-15" }
local DECEMBER <const> = { window = "month", at = "2026-12-15" }

local function value(day, name, window)
  return day:figure(name, window or NOVEMBER).value
end

scenario("rows 163 and 40: the sales amount of a month, by person, model, channel and store",
  function(day)
    local shop = live(day)
    local amount = day:figure("sales.amount", { window = "month", at = "2026-11-15", by = "model" })
    expect(amount.value):is("256300.00") -- 126,500 and 129,800
    expect(amount.unit):is("money")
    expect(#amount.groups):is(2)
    expect(amount.groups[1].key):is(shop.wagon.id)
    expect(amount.groups[1].value):is("129800.00")
    expect(amount.groups[2].title):is("晨光 1.5T")
    expect(amount.groups[2].value):is("126500.00")
    for _, by in ipairs { "person", "channel", "store" } do
      local whole = day:figure("sales.amount", { window = "month", at = "2026-11-15", by = by })
      expect(#whole.groups):is(1)
      expect(whole.groups[1].value):is("256300.00")
    end
    expect(value(day, "sales.units")):is(2)
    expect(value(day, "sales.mean_price")):is("128150.00")
    expect(value(day, "sales.amount", { window = "quarter", at = "2026-12-31" })):is("386100.00")
  end)

scenario("rows 39 and 172: the trend of the amount, month after month", function(day)
  live(day)
  local trend = day:figure("sales.amount",
    { window = "month", at = "2026-12-15", trend = 3 }).trend
  expect(#trend):is(3)
  expect(trend[1].from):is("2026-10-01")
  expect(trend[1].value):is("0.00")
  expect(trend[2].value):is("256300.00")
  expect(trend[3].value):is("129800.00")
end)

scenario("row 165: penetration is cars delivered over leads received", function(day)
  live(day)
  local figure = day:figure("sales.penetration", NOVEMBER)
  expect(figure.numerator):is(2)
  expect(figure.denominator):is(4)
  expect(figure.value):is("50.00")
  expect(value(day, "sales.penetration", DECEMBER)):is(nil) -- no lead: nothing to divide by
end)

scenario("row 175: conversion follows the opportunities of the month to the end", function(day)
  live(day)
  local figure = day:figure("sales.conversion", NOVEMBER)
  expect(figure.numerator):is(3) -- two delivered, one signed on the 30th
  expect(figure.denominator):is(4)
  expect(figure.value):is("75.00")
end)

scenario("rows 37 and 176: who came and signed the same day", function(day)
  live(day)
  local figure = day:figure("sales.same_day", NOVEMBER)
  expect(figure.numerator):is(1) -- 王一; 王二 came back a day later; the third came by no lead
  expect(figure.denominator):is(2)
  expect(figure.value):is("50.00")
end)

scenario("rows 177 and 178: customers kept, and those who come back", function(day)
  live(day)
  expect(value(day, "sales.customers")):is(2)
  expect(value(day, "sales.customers", { window = "month", at = "2026-10-15" })):is(0)
  expect(value(day, "sales.repurchase")):is("0.00")
  expect(value(day, "sales.repurchase", DECEMBER)):is("100.00")
end)

scenario("rows 36 and 179: channels with coverage, cost and conversion", function(day)
  local shop = live(day)
  local coverage = day:figure("sales.coverage", NOVEMBER)
  expect(coverage.numerator):is(2) -- 展厅 and 易车
  expect(coverage.denominator):is(3) -- the old site is off
  expect(coverage.value):is("66.67")
  day:create("sales.channel_cost", { channel = shop.door.id, spent_on = "2026-11-10",
    amount = "300.00", what_for = "展厅绿植" })
  day:create("sales.channel_cost", { channel = shop.portal.id, spent_on = "2026-11-10",
    amount = "100.01", what_for = "易车线索包" })
  expect(value(day, "sales.channel_cost")):is("400.01")
  expect(value(day, "sales.lead_cost")):is("100.00") -- 400.01 ÷ 4
  local by = day:figure("sales.conversion", { window = "month", at = "2026-11-15",
    by = "channel" }).groups
  expect(by[1].title):is("展厅")
  expect(by[1].value):is("100.00")
  local cost = day:figure("sales.lead_cost", { window = "month", at = "2026-11-15",
    by = "channel", only = { channel = shop.portal.id } })
  expect(cost.groups[1].value):is("100.01") -- the lead of 李四 names no channel
end)

scenario("rows 169 and 171: turns and days of stock count each car on each day", function(day)
  local shop = live(day)
  local function arrive(vin)
    local car = day:create("sales.vehicle", { vin = vin, model = shop.sedan.id })
    day:go(car, "arrive")
  end
  arrive("LDMA5A1B8TA000104")
  expect(value(day, "sales.turns") == nil):is(true) -- in November nothing stood overnight
  expect(value(day, "sales.stock_days")):is("0")
  day:at("2026-12-11 09:00")
  expect(value(day, "sales.stock")):is(1)
  expect(value(day, "sales.stock_days", DECEMBER)):is("11") -- one car, eleven days, one delivered
  expect(value(day, "sales.turns", DECEMBER)):is("1")
  arrive("LDMA5A1BXTA000105")
  expect(value(day, "sales.stock_days", DECEMBER)):is("12")
  expect(value(day, "sales.turns", DECEMBER)):is("0.5") -- 12 car-days of 11 days: two cars
  local rows = day:ask { ["do"] = "figure_rows", name = "sales.stock_days", window = "month",
    at = "2026-12-15" }
  expect(#rows.records):is(3) -- and the one delivered on the first
end)

scenario("rows 169 and 171: a store's stock is its own", function(day)
  local shop = live(day)
  local car = day:create("sales.vehicle", { vin = "LDMA5A1B8TA000104", model = shop.sedan.id })
  day:go(car, "arrive")
  local here = car.store
  day:at("2026-12-11 09:00")
  expect(value(day, "sales.stock_days", DECEMBER)):is("11")
  day:store("tianhe")
  day:as("sales_manager")
  local figure = day:figure("sales.stock_days", DECEMBER)
  expect(figure.numerator):is(0) -- the other store's cars are not his
  expect(#figure.dimensions):is(0)
  day:store("aurora")
  day:as("sales_manager")
  local function of(store)
    return day:figure("sales.stock_days", { window = "month", at = "2026-12-15",
      only = { store = store } }).numerator
  end
  expect(of(here)):is(11)
  expect(of(here + 1)):is(0)
  day:create("sales.alert_line", { figure = "sales.stock_days", side = "above", number = "60",
    role = "sales_manager" })
end)

scenario("row 40: a figure opens to its rows, with the rights of who asks", function(day)
  local _, one = live(day)
  local rows = day:ask { ["do"] = "figure_rows", name = "sales.amount", window = "day",
    at = "2026-11-05", sort = "id" }
  expect(#rows.records):is(2)
  expect(rows.records[1].id):is(one.id)
  expect(rows.entity):is("sales.order")
  day:as("technician")
  for _, figure in ipairs(day:ask({ ["do"] = "figures" }).figures) do
    expect(figure.name == "sales.amount"):is(false)
  end
end)

scenario("rows 164 and 180: what buyers and the town answered", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  local function answered(about, score)
    local form = day:create("crm.questionnaire", { code = about .. score, name = "调查",
      about = about, starts_on = "2026-01-01" })
    local question = day:create("crm.question",
      { questionnaire = form.id, place = 1, text = "怎么样", best = 10 })
    local survey = day:create("crm.survey", { questionnaire = form.id, customer = buyer.id })
    day:create("crm.answer", { survey = survey.id, question = question.id, score = score })
    day:go(survey, "answer")
  end
  for _, mark in ipairs { 9, 8, 8 } do answered("sales", mark) end
  answered("service", 1) -- another matter
  for _, mark in ipairs { 10, 5, 4 } do answered("brand", mark) end
  local satisfaction = day:figure("sales.satisfaction", NOVEMBER)
  expect(satisfaction.numerator):is(250) -- 90 + 80 + 80
  expect(satisfaction.denominator):is(3)
  expect(satisfaction.value):is("83.333")
  local awareness = day:figure("sales.awareness", NOVEMBER)
  expect(awareness.numerator):is(2) -- ten and five of ten know us, four does not
  expect(awareness.value):is("66.67")
end)

scenario("row 163: every figure publishes a label and a formula of its own", function(day)
  live(day)
  local list = day:ask({ ["do"] = "figures", window = "month", at = "2026-11-15" }).figures
  expect(#list >= 16):is(true)
  for _, figure in ipairs(list) do
    expect(figure.label ~= figure.name):is(true)
    expect(#figure.formula > 10):is(true)
  end
end)
