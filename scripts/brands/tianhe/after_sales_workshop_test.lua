-- scripts/brands/tianhe/after_sales_workshop_test.lua  proves  after_sales_workshop.lua

scenario("Tianhe gives nothing away at the counter, the manager eight per cent", function(day)
  day:store("tianhe")
  day:as("service_advisor")
  expect(day:call("after_sales.discount_authority", {}).limit):is(0)
  day:as("service_manager")
  expect(day:call("after_sales.discount_authority", {}).limit):is(800)
end)

scenario("Tianhe inspects repairs three times and maintenance twice", function(day)
  day:store("tianhe")
  day:as("service_advisor")
  expect(day:call("after_sales.steps", { kind = "repair" }).stages)
    :is({ "self", "mutual", "final" })
  expect(day:call("after_sales.steps", { kind = "maintenance" }).stages):is({ "self", "final" })
end)

scenario("Tianhe stands for its work as long as the law says, and lets no car go unpaid",
  function(day)
    day:store("tianhe")
    day:as("service_manager")
    expect(day:call("after_sales.repair_warranty", { depth = "minor" }).days):is(10)
    expect(day:call("after_sales.release_unpaid", {}).limit):is(0)
  end)
