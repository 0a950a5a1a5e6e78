-- scripts/brands/aurora/crm_score_test.lua  proves  crm_score.lua

scenario("Aurora: who was sent and trades in is worth a manager's look, a click is not",
  function(day)
    day:store("aurora")
    day:as("sales_advisor")
    local sent = day:create("crm.lead", { name = "王五", phone = "13800138000",
      source = "referral", trade_model = "A3" })
    expect(sent.score):is(70)
    expect(sent.valuable):is(true)
    local click = day:create("crm.lead", { name = "赵六", phone = "13800138001",
      source = "web", model_wanted = "A5" })
    expect(click.score):is(25)
    expect(click.valuable):is(false)
  end)
