-- scripts/brands/aurora/parts_test.lua  proves  parts.lua

local function price(day, payer)
  return day:call("parts.price", { code = "AUR-1", payer = payer }).price
end

scenario("Aurora: customers pay the list price, the maker cost plus 8 %, ourselves cost", function(day)
  day:store("aurora")
  day:as("parts_manager")
  day:create("parts.warehouse", { code = "W1", name = "主仓库" })
  day:create("parts.part", { code = "AUR-1", name = "机油滤清器", unit = "个", list_price = "48.00",
    certificate = "COC", opening_quantity = "2", opening_cost = "30.00" })
  expect(price(day)):is(4800)
  expect(price(day, "warranty")):is(3240)
  expect(price(day, "internal")):is(3000)
end)
