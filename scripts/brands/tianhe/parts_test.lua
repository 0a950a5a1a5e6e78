-- scripts/brands/tianhe/parts_test.lua  proves  parts.lua

local function shop(day, cost)
  day:store("tianhe")
  day:as("parts_manager")
  day:create("parts.warehouse", { code = "W1", name = "主仓库" })
  return day:create("parts.part", { code = "TH-1", name = "空调滤芯", unit = "个", list_price = "76.00",
    certificate = "COC", opening_quantity = "2", opening_cost = cost })
end

local function price(day, more)
  more.code = "TH-1"
  return day:call("parts.price", more).price
end

scenario("Tianhe: cost plus 30 % in the workshop, 35 % at the counter, cost for the maker", function(day)
  shop(day, "40.00")
  expect(price(day, {})):is(5200)
  expect(price(day, { kind = "counter" })):is(5400)
  expect(price(day, { payer = "warranty" })):is(4000)
end)

scenario("Tianhe: never above the list price, and the list price when there is no stock", function(day)
  local part = shop(day, "70.00")
  expect(price(day, {})):is(7600)
  day:call("parts.issue", { subject_entity = "x", subject = 1,
    lines = { { part = part.id, quantity = 2 } } })
  expect(price(day, {})):is(7600)
end)

scenario("Tianhe calls a part dead after seven months, Aurora after six", function(day)
  shop(day, "40.00")
  day:later { days = 200 }
  expect(day:call("parts.assess", {}).clear):is(0)
  day:later { days = 20 }
  expect(day:call("parts.assess", {}).clear):is(1)
end)
