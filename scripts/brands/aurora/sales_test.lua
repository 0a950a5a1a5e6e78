-- scripts/brands/aurora/sales_test.lua  proves  sales.lua and crm.lua

scenario("Aurora's advisor may give three per cent, the manager five", function(day)
  day:store("aurora")
  day:as("sales_advisor")
  expect(day:call("sales.discount_authority", {}).limit):is(300)
  day:as("sales_manager")
  expect(day:call("sales.discount_authority", {}).limit):is(500)
  day:as("general_manager")
  expect(day:call("sales.discount_authority", {}).limit):is(10000)
end)

scenario("Aurora's floor is ninety per cent of the list price", function(day)
  day:store("aurora")
  day:as("sales_manager")
  expect(day:call("sales.price_floor", { list_price = 12980000 }).floor):is(11682000)
end)

scenario("Aurora pays 0.6 per cent, and 200 yuan more without gifts", function(day)
  day:store("aurora")
  day:as("sales_advisor")
  expect(day:call("sales.commission", { price = 10000000, gifts_value = 0 }).amount):is(80000)
  expect(day:call("sales.commission", { price = 10000000, gifts_value = 1 }).amount):is(60000)
end)

scenario("Aurora: a lead that is followed for more than a week reaches the manager", function(day)
  day:store("aurora")
  day:as("sales_advisor")
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  local deal = day:create("sales.opportunity", { customer = buyer.id })
  day:go(deal, "follow")
  day:later { days = 9 }
  expect(deal.state):is("following")
  expect(#day:tasks { role = "sales_manager", subject = deal }):is(1)
end)

scenario("Aurora asks for the model before a drive or a quote, and for the reason of a loss",
  function(day)
    day:store("aurora")
    day:as("sales_advisor")
    local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
    local deal = day:create("sales.opportunity", { customer = buyer.id })
    day:go(deal, "follow")
    for _, step in ipairs { "arrange_drive", "quote", "lose" } do
      expect(day:refused(deal, step).status):is("invalid")
    end
  end)
