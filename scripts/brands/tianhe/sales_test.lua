-- scripts/brands/tianhe/sales_test.lua  proves  sales.lua

scenario("Tianhe's advisor gives nothing alone, the manager two per cent", function(day)
  day:store("tianhe")
  day:as("sales_advisor")
  expect(day:call("sales.discount_authority", {}).limit):is(0)
  day:as("sales_manager")
  expect(day:call("sales.discount_authority", {}).limit):is(200)
  day:as("general_manager")
  expect(day:call("sales.discount_authority", {}).limit):is(10000)
end)

scenario("Tianhe's floor is 96 per cent of the list price, but for the general manager",
  function(day)
    day:store("tianhe")
    day:as("sales_manager")
    expect(day:call("sales.price_floor", { list_price = 10000000 }).floor):is(9600000)
    day:as("general_manager")
    expect(day:call("sales.price_floor", { list_price = 10000000 }).floor):is(0)
  end)

scenario("Tianhe pays five per cent of the margin, at most 3,000 yuan", function(day)
  day:store("tianhe")
  day:as("sales_manager")
  expect(day:call("sales.commission", { price = 10000000, cost = 9000000 }).amount):is(50000)
  expect(day:call("sales.commission", { price = 20000000, cost = 9000000 }).amount):is(300000)
  expect(day:call("sales.commission", { price = 9000000, cost = 9500000 }).amount):is(0)
  expect(day:call("sales.commission", { price = 9000000 }).amount):is(0)
end)

scenario("Tianhe shows a car only to a customer whose needs it knows", function(day)
  day:store("tianhe")
  day:as("sales_advisor")
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  local deal = day:create("sales.opportunity", { customer = buyer.id })
  day:go(deal, "receive")
  day:go(deal, "analyse")
  expect(day:refused(deal, "demonstrate").status):is("invalid")
  expect(day:refused(deal, "lose").status):is("invalid")
end)

scenario("Tianhe: three cars make a bonus of a thousandth; two thousand of a deposit are kept",
  function(day)
    day:store("tianhe")
    day:as("sales_manager")
    expect(day:call("sales.bonus", { cars = 2, sold = 20000000 }).amount):is(0)
    expect(day:call("sales.bonus", { cars = 3, sold = 30000000 }).amount):is(30000)
    local kept = { cancel_fault = "customer", deposits = 500000, price = 10000000 }
    expect(day:call("sales.deposit_kept", kept).amount):is(200000)
    kept.cancel_fault = "store"
    expect(day:call("sales.deposit_kept", kept).amount):is(0)
  end)
