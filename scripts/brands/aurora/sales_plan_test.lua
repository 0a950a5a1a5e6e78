-- scripts/brands/aurora/sales_plan_test.lua  proves  sales_plan.lua

scenario("Aurora lets a prospect lie three days, later stages as the store has set", function(day)
  day:store("aurora")
  day:as("sales_manager")
  expect(day:call("sales.stage_days", { stage = "prospecting" }).days):is(3)
  expect(day:call("sales.stage_days", { stage = "quoting" }).days):is(nil)
end)

scenario("Aurora's figure of web deliveries is there with its formula", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local figure = day:figure("aurora.web_share", { window = "month", by = "model" })
  expect(figure.label):is("网络成交占比")
  expect(figure.unit):is("percent")
  expect(figure.denominator):is(0)
  expect(figure.value):is(nil)
end)
