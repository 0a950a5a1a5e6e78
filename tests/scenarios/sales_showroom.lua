-- tests/scenarios/sales_showroom.lua
-- From the door to the offer: who is met, what is asked, shown, driven and said, and which car
-- comes when.

local VIN <const> = "LDMA5A1B2TA000101"
local DEMO <const> = "LDMA5A1B4TA000102"

local function shop(day)
  day:store("aurora")
  day:as("sales_manager")
  return day:create("sales.model", { name = "晨光 1.5T", list_price = "100000.00" })
end

local function person(day, role)
  return day:find("core.user", { where = { name = role .. ".aurora" } })[1].id
end

local function opportunity(day, model)
  day:as("sales_advisor")
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  return day:create("sales.opportunity", { customer = buyer.id, model = model.id }), buyer
end

scenario("row 16: the advisor on duty who met fewest meets the next, and the wait is timed",
  function(day)
    shop(day)
    local lin, zhao = person(day, "sales_advisor"), person(day, "key_account_manager")
    for _, user in ipairs { lin, zhao } do
      day:create("sales.rota", { user = user, starts_at = "2026-11-02 09:00",
        ends_at = "2026-11-02 18:00" })
    end
    expect(day:refused("sales.rota", { user = lin, starts_at = "2026-11-02 17:00",
      ends_at = "2026-11-02 20:00" }).key):is("sales.rota_twice")
    expect(day:refused("sales.rota", { user = lin, starts_at = "2026-11-03 17:00",
      ends_at = "2026-11-03 09:00" }).field):is("ends_at")
    day:as("receptionist")
    local first = day:create("sales.reception", { purpose = "look", name = "王女士" })
    local second = day:create("sales.reception", { purpose = "look" })
    expect(first.advisor):is(lin)
    expect(second.advisor):is(zhao)
    expect(first.receptionist):is(person(day, "receptionist"))
    day:later { minutes = 2 }
    day:as("sales_advisor")
    day:go(first, "greet")
    expect(first.wait_seconds):is(120)
    day:later { minutes = 2 }
    expect(#day:tasks { role = "sales_manager", subject = second }):is(1)
    expect(#day:tasks { role = "sales_manager", subject = first }):is(0)
    day:go(first, "leave", { outcome = "已加微信" })
    expect(first.left_at):exists()
  end)

scenario("row 17: needs are asked in order and fill what the opportunity does not know yet",
  function(day)
    local deal = opportunity(day, shop(day))
    expect(day:refused("sales.needs", { opportunity = deal.id, use = "family",
      budget_from = "150000.00", budget_to = "120000.00" }).field):is("budget_from")
    expect(day:refused("sales.needs", { opportunity = deal.id, use = "family",
      quality_weight = 6 }).field):is("quality_weight")
    day:create("sales.needs", { opportunity = deal.id, use = "family", seats = 5,
      budget_from = "100000.00", budget_to = "120000.00", energy = "hybrid", trade_in = true,
      trade_in_car = "2016 款小型车", finance = true, note = "接送孩子，周末自驾" })
    expect(deal.budget):is(12000000)
    expect(deal.needs):is("接送孩子，周末自驾")
  end)

scenario("rows 18, 19: prices and parameters hold from a day on, and models are compared side by side",
  function(day)
    local one = shop(day)
    local other = day:create("sales.model", { name = "晨光 1.5T 混动", list_price = "120000.00" })
    day:create("sales.model_price", { model = one.id, price = "98000.00",
      starts_on = "2026-11-01", ends_on = "2026-11-30", source = "厂家商务政策 2026-11" })
    local twice = day:refused("sales.model_price",
      { model = one.id, price = "97000.00", starts_on = "2026-11-15" })
    expect(twice.key):is("sales.period_overlaps")
    day:create("sales.model_price",
      { model = one.id, price = "99000.00", starts_on = "2026-12-01" })
    for model, value in pairs { [one.id] = "5.9", [other.id] = "4.1" } do
      day:create("sales.parameter", { model = model, name = "综合油耗", value = value,
        unit = "L/100km", starts_on = "2026-01-01" })
      day:create("sales.parameter", { model = model, name = "轴距", value = "2700", unit = "mm",
        starts_on = "2026-01-01" })
    end
    day:create("sales.option", { model = one.id, code = "SUN", name = "全景天窗",
      kind = "option", price = "3000.00", starts_on = "2026-01-01" })
    local deal, buyer = opportunity(day, one)
    local quote = day:create("sales.quote",
      { opportunity = deal.id, customer = buyer.id, model = one.id, price = "98000.00" })
    expect(quote.list_price):is(9800000) -- today's price, not the model's own
    expect(day:refused("sales.quote", { customer = buyer.id, model = one.id,
      price = "98000.01" }).key):is("sales.above_sticker")
    local told = day:call("sales.compare_models", { models = { one.id, other.id } })
    expect(told.models[1].price):is("98000.00")
    expect(told.models[1].options[1].name):is("全景天窗")
    expect(told.models[2].price):is("120000.00")
    expect(told.rows[1].parameter):is("综合油耗")
    expect(told.rows[1].differs):is(true)
    expect(told.rows[2].differs):is(false)
    local later = day:call("sales.compare_models",
      { models = { one.id, other.id }, on = "2026-12-24" })
    expect(later.models[1].price):is("99000.00")
  end)

scenario("row 20: a car on display stands in one place, is looked over, and goes back into stock",
  function(day)
    local model = shop(day)
    local car = day:create("sales.vehicle", { vin = VIN, model = model.id })
    local plan = { vehicle = car.id, place = "A1", starts_on = "2026-11-02",
      ends_on = "2026-11-30" }
    local display = day:create("sales.display", plan)
    expect(day:refused("sales.display", plan).key):is("sales.display_twice")
    expect(day:refused(display, "show").key):is("sales.display_not_here")
    day:go(car, "arrive")
    day:go(display, "show")
    expect(car.kind):is("display")
    expect(car.location):is("A1")
    local list = { where = { subject_entity = "sales.display", subject = display.id } }
    expect(#day:find("sales.check_item", list)):is(5)
    day:go(display, "end")
    expect(car.kind):is("stock")
  end)

local function drive(day, deal, buyer, car, from, to)
  return day:create("sales.test_drive", { customer = buyer.id, opportunity = deal.id,
    vehicle = car.id, starts_at = from, ends_at = to })
end

scenario("row 21: a demo car, a valid licence, an agreement, a route, and a meter that runs forwards",
  function(day)
    local model = shop(day)
    local car = day:create("sales.vehicle",
      { vin = DEMO, model = model.id, kind = "demo", mileage = 500 })
    local deal, buyer = opportunity(day, model)
    local trip = drive(day, deal, buyer, car, "2026-11-02 10:00", "2026-11-02 11:00")
    local no = day:refused("sales.test_drive", { customer = buyer.id, vehicle = car.id,
      starts_at = "2026-11-02 10:30", ends_at = "2026-11-02 11:30" })
    expect(no.key):is("sales.test_drive_taken")
    drive(day, deal, buyer, car, "2026-11-02 11:00", "2026-11-02 12:00") -- side by side
    local papers = { licence_no = "11010519491231002X", licence_expires_on = "2026-11-01",
      licence_checked = true, route = "科苑路环线", mileage_out = 499 }
    expect(day:refused(trip, "start", papers).key):is("sales.licence_expired")
    papers.licence_expires_on = "2030-01-01"
    expect(day:refused(trip, "start", papers).key):is("sales.agreement_first")
    papers.agreement_signed = true
    expect(day:refused(trip, "start", papers).key):is("sales.mileage_below_car")
    papers.mileage_out = 500
    day:go(trip, "start", papers)
    expect(day:refused(trip, "finish", { mileage_in = 499 }).key):is("sales.mileage_backwards")
    day:go(trip, "finish", { mileage_in = 512, rating = 5, feedback = "提速好" })
    expect(car.mileage):is(512)
  end)

scenario("row 26: scripts come in versions, and the one in use does not change", function(day)
  shop(day)
  local text = { code = "too_expensive", kind = "objection", title = "嫌贵", text = "分解价值" }
  local one = day:create("sales.script", text)
  day:go(one, "publish")
  expect(day:refused(one, { text = "另一种说法" }).key):is("sales.script_frozen")
  text.text = "先认同，再分解价值"
  local two = day:create("sales.script", text)
  expect(two.version):is(2)
  day:as("sales_advisor")
  expect(day:refused(two, "publish").status):is("forbidden")
  day:as("sales_manager")
  day:go(two, "publish")
  expect(one.state):is("retired")
end)

scenario("row 25: an objection keeps the customer's words and what came of it", function(day)
  local deal = opportunity(day, shop(day))
  local objection = day:create("sales.objection",
    { opportunity = deal.id, words = "隔壁便宜两千" })
  expect(objection.outcome):is("open")
  expect(day:refused(objection, { words = "觉得贵" }).field):is("words")
  day:set(objection, { answer = "比较配置和服务", outcome = "solved" })
  expect(objection.outcome):is("solved")
end)

scenario("row 28: the customer hears of every new date, and who told him is written down",
  function(day)
    local model = shop(day)
    local _, buyer = opportunity(day, model)
    local order = day:create("sales.order",
      { customer = buyer.id, model = model.id, price = "100000.00" })
    day:go(order, "sign")
    day:as("sales_assistant")
    local coming = day:create("sales.maker_order", { order = order.id, model = model.id })
    day:go(coming, "confirm", { maker_number = "F-7781", expected_on = "2026-12-01" })
    expect(order.expected_on):exists()
    expect(day:refused(coming, { expected_on = "2026-12-20" }).field):is("change_reason")
    expect(day:refused(coming, { expected_on = "2026-10-01", change_reason = "x" }).key)
      :is("sales.maker_date_early")
    day:set(coming, { expected_on = "2026-12-20", change_reason = "运输延误" })
    local notices = day:find("sales.date_notice", { where = { order = order.id }, sort = "id" })
    expect(#notices):is(2)
    expect(notices[2].reason):is("运输延误")
    expect(notices[2].old_on):is(coming.expected_on - 19)
    expect(#day:tasks { kind = "tell_date", subject = notices[2] }):is(1)
    day:as("sales_advisor")
    day:go(notices[2], "tell", { channel = "phone" })
    expect(notices[2].told_by):exists()
    day:as("sales_manager")
    local car = day:create("sales.vehicle", { vin = VIN, model = model.id })
    day:go(coming, "arrive", { vehicle = car.id })
    expect(car.state):is("in_stock")
  end)

scenario("rows 15, 28: of two advisors with one car, the other hears who has it", function(day)
  local model = shop(day)
  local car = day:create("sales.vehicle", { vin = VIN, model = model.id })
  day:go(car, "arrive")
  local _, buyer = opportunity(day, model)
  local his = day:create("sales.order",
    { customer = buyer.id, model = model.id, price = "100000.00" })
  day:go(his, "sign")
  day:as("key_account_manager")
  local firm = day:create("crm.customer", { name = "韩梅", phone = "13900139001" })
  local mine = day:create("sales.order",
    { customer = firm.id, model = model.id, price = "100000.00" })
  day:go(mine, "sign")
  day:as("sales_advisor")
  day:go(his, "allocate", { vehicle = car.id })
  day:as("key_account_manager")
  local no = day:refused(mine, "allocate", { vehicle = car.id })
  expect(no.key):is("sales.vehicle_taken")
  expect(no.text):contains(his.number)
  expect(no.text):contains("sales_advisor.aurora")
end)

scenario("row 24: an old car pays only when it stands here, and for what was agreed", function(day)
  local model = shop(day)
  local deal, buyer = opportunity(day, model)
  local old = day:create("sales.trade_in", { opportunity = deal.id, customer = buyer.id,
    plate = "粤B12345", model_name = "2016 款小型车", mileage = 82000 })
  day:set(old, { appraised_price = "30000.00" })
  expect(old.appraised_by):exists()
  day:go(old, "agree", { agreed_price = "29000.00", subsidy = "1000.00" })
  local order = day:create("sales.order",
    { customer = buyer.id, model = model.id, price = "100000.00" })
  day:go(order, "sign")
  day:as("cashier")
  local part = { order = order.id, kind = "balance", amount = "30000.00", method = "trade_in" }
  expect(day:refused("sales.payment", part).key):is("sales.trade_in_too_much")
  day:as("sales_assistant")
  day:go(old, "receive", { order = order.id, vin = DEMO })
  day:as("cashier")
  day:create("sales.payment", part)
  part.amount = "0.01"
  expect(day:refused("sales.payment", part).key):is("sales.trade_in_too_much")
  expect(order.paid):is(3000000)
end)

scenario("row 24: an offer and a test drive know from their opportunity who and which car", function(day)
  local model = shop(day)
  local car = day:create("sales.vehicle", { vin = DEMO, model = model.id, kind = "demo" })
  local deal, buyer = opportunity(day, model)
  local quote = day:create("sales.quote", { opportunity = deal.id, price = "99000.00" })
  expect(quote.customer):is(buyer.id)
  expect(quote.model):is(model.id)
  expect(quote.list_price):is(10000000)
  local drive = day:create("sales.test_drive", { opportunity = deal.id, vehicle = car.id,
    starts_at = "2026-11-03 10:00", ends_at = "2026-11-03 10:30" })
  expect(drive.customer):is(buyer.id)
  expect(day:refused("sales.quote", { price = "99000.00" }).status):is("invalid")
end)
