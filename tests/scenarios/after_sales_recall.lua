-- tests/scenarios/after_sales_recall.lua
-- A recall finds its cars, stops the sale of those in stock and is reported when they are done.

local SOLD <const>, STOCK <const> = "LDMA5A1B2TA000101", "LDMA5A1B4TA000102"

local function shop(day)
  day:store("aurora")
  day:as("service_manager")
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  day:create("after_sales.car", { vin = SOLD, customer = buyer.id, make = "Aurora",
    model = "A5", year = 2026 })
  day:as("sales_manager")
  local model = day:create("sales.model",
    { name = "晨光 1.5T", make = "AURORA", series = "A5", year = 2026, list_price = "100000.00" })
  local car = day:create("sales.vehicle", { vin = STOCK, model = model.id })
  day:go(car, "arrive")
  return buyer, model, car
end

local function announce(day, fields)
  day:as("service_manager")
  local scope = { campaign = "24V011", make = "AURORA", model = "A5", model_year = 2026,
    document_summary = "加热元件\n可能失效" }
  for key, value in pairs(fields or {}) do scope[key] = value end
  day:create("after_sales.campaign_scope", scope)
  day:later { minutes = 2 }
  return day:find("after_sales.campaign")[1]
end

local function found(day, vin)
  return day:find("after_sales.recall_car", { where = { vin = vin } })[1]
end

scenario("row 54: a campaign finds the cars of customers and the cars in stock", function(day)
  shop(day)
  local campaign = announce(day)
  expect(campaign.number):is("24V011")
  expect(campaign.summary):contains("\n")
  expect(found(day, SOLD).place):is("customer")
  expect(found(day, STOCK).place):is("stock")
  expect(#day:tasks { kind = "recall_notice", role = "caller" }):is(1)
  expect(#day:tasks { kind = "recall_notice", role = "service_manager" }):is(1)
end)

scenario("row 54: other models, other years and other VINs are not concerned", function(day)
  shop(day)
  announce(day, { model = "X7" })
  announce(day, { model_year = 2025 })
  announce(day, { vin_from = "LDMA5A1B5TA000000" })
  expect(#day:find("after_sales.recall_car")):is(0)
end)

scenario("row 54: an open recall stops allocation and delivery until it is done", function(day)
  local buyer, model, car = shop(day)
  local campaign = announce(day)
  day:as("sales_manager")
  local deal = day:create("sales.order",
    { customer = buyer.id, model = model.id, price = "100000.00" })
  day:go(deal, "sign")
  local no = day:refused(deal, "allocate", { vehicle = car.id })
  expect(no.key):is("after_sales.recall_open")
  expect(no.text):contains("24V011")
  day:as("service_manager")
  day:go(found(day, STOCK), "finish")
  day:as("sales_manager")
  day:go(deal, "allocate", { vehicle = car.id })
  day:as("service_manager")
  local report = day:call("after_sales.recall_report", { campaign = campaign.id })
  expect(report.concerned):is(2)
  expect(report.open):is(1)
  expect(report.completion):is(5000)
end)

scenario("row 54: a car that comes later is matched too", function(day)
  shop(day)
  announce(day)
  day:as("service_manager")
  local late = "LDMA5A1B6TA000103"
  day:create("after_sales.car", { vin = late, make = "aurora", model = "a5", year = 2026 })
  expect(found(day, late).state):is("matched")
end)

scenario("row 54: more cars than one unit can write are found all the same", function(day)
  shop(day)
  day:as("service_manager")
  for i = 1, 25 do
    day:create("after_sales.car", { vin = ("WAUZZZ8P%d7A%06d"):format(i % 10, i),
      make = "AURORA", model = "A5", year = 2026 })
  end
  announce(day)
  expect(#day:find("after_sales.recall_car")):is(27)
end)

scenario("row 54: the workshop's recall order closes it", function(day)
  local buyer = shop(day)
  announce(day)
  local order = day:create("after_sales.repair_order", { customer = buyer.id, vin = SOLD,
    mileage = 100, complaint = "召回", kind = "recall" })
  expect(order.recall_car):is(found(day, SOLD).id)
end)
