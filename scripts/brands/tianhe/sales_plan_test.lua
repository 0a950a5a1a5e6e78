-- scripts/brands/tianhe/sales_plan_test.lua  proves  sales_plan.lua

scenario("Tianhe lets no stage last longer than five days", function(day)
  day:store("tianhe")
  day:as("sales_manager")
  expect(day:call("sales.stage_days", { stage = "reception" }).days):is(5)
end)

scenario("Tianhe counts what was signed for three hundred thousand and more", function(day)
  day:store("tianhe")
  day:as("sales_manager")
  local model = day:create("sales.model", { name = "天河七座", list_price = "300000.00" })
  day:as("sales_advisor")
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  local order = day:create("sales.order", { customer = buyer.id, model = model.id,
    list_price = "300000.00", price = "300000.00" })
  day:go(order, "sign")
  day:as("sales_manager")
  expect(day:figure("tianhe.large_deals", { window = "month" }).value):is("300000.00")
  local names = {}
  for _, figure in ipairs(day:ask({ ["do"] = "figures" }).figures) do names[figure.name] = true end
  expect(names["tianhe.large_deals"]):is(true)
  expect(names["aurora.web_share"]):is(nil) -- another brand's
  expect(names["sales.amount"]):is(true)
end)
