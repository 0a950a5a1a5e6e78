-- tests/scenarios/crm_marketing.lua
-- What a period's marketing costs and brings; offers, gifts, points.

local PERIOD <const> = { starts_on = "2026-11-01", ends_on = "2026-12-31" }

local function with(fields, more)
  local full = {}
  for key, value in pairs(fields) do full[key] = value end
  for key, value in pairs(more) do full[key] = value end
  return full
end

local function campaign(day, more)
  local one = day:create("crm.campaign", with(with(PERIOD, { name = "双十一直播",
    code = "d11", kind = "online", medium = "直播", budget = "20000.00" }), more or {}))
  day:go(one, "start")
  return one
end

local function open_offer(day, more)
  day:as("marketing")
  local offer = day:create("crm.offer", with(PERIOD, more))
  day:as("sales_manager")
  day:go(offer, "start")
  return offer
end

local function told(day, call, arguments)
  day:as("house")
  day:call(call, arguments)
  day:as("sales_manager")
end

scenario("row 111: a plan has a budget and goals, is approved by another, and holds its campaigns",
  function(day)
    day:store("aurora")
    day:as("sales_manager")
    local plan = day:create("crm.marketing_plan", with(PERIOD, { name = "四季度",
      budget = "30000.00", goal = "四十条线索", goal_leads = 40, goal_deals = 6 }))
    expect(day:refused(plan, "approve").key):is("crm.own_approval")
    day:as("general_manager")
    day:go(plan, "approve")
    expect(plan.approved_by):exists()
    day:as("sales_manager")
    expect(day:refused(plan, { budget = "90000.00" }).key):is("crm.plan_approved")
    campaign(day, { plan = plan.id })
    local no = day:refused("crm.campaign", with(PERIOD, { name = "展厅活动", kind = "event",
      plan = plan.id, budget = "10000.01" }))
    expect(no.key):is("crm.plan_budget_short")
    expect(no.text):contains("10000.00")
    expect(day:refused("crm.marketing_plan", { name = "x", budget = "1.00",
      starts_on = "2026-12-31", ends_on = "2026-11-01" }).key):is("crm.period_backwards")
    expect(day:refused("crm.marketing_plan", with(PERIOD,
      { name = "x", budget = "100.005" })).field):is("budget")
  end)

scenario("rows 112, 114 and 116: what went out, what came in: cost, leads, deals, margin", function(day)
  day:store("aurora")
  day:as("marketing")
  local one = campaign(day, { reach = 80000 })
  day:create("crm.spend", { campaign = one.id, amount = "12000.00", supplier = "平台" })
  local no = day:refused("crm.spend", { campaign = one.id, amount = "8000.01" })
  expect(no.key):is("crm.budget_spent")
  expect(no.text):contains("8000.00")
  day:as("sales_manager")
  local leads = {}
  for i = 1, 4 do
    leads[i] = day:create("crm.lead", { name = "客户" .. i, phone = "1380013800" .. i,
      source = "web", campaign_code = "d11" })
    expect(leads[i].campaign):is(one.id)
  end
  day:go(leads[1], "qualify")
  told(day, "crm.purchase", { customer = leads[1].customer, lead = leads[1].id,
    amount = "129800.00", margin = "15000.00" })
  local result = day:call("crm.campaign_result", { campaign = one.id })
  expect(result.leads):is(4)
  expect(result.deals):is(1)
  expect(result.cost):is("12000.00")
  expect(result.cost_per_lead):is("3000.00")
  expect(result.amount):is("129800.00")
  expect(result.margin):is("15000.00")
  expect(result.roi_basis_points):is(2500)
  expect(result.reach):is(80000)
  day:go(one, "finish")
  expect(day:refused(one, "evaluate").field):is("lesson")
  day:go(one, "evaluate", { lesson = "直播带来的线索便宜" })
end)

scenario("row 115: an event's leads are those that came by it", function(day)
  day:store("aurora")
  day:as("marketing")
  local show = campaign(day, { kind = "event", name = "车展", code = "show", place = "会展中心" })
  local lead = day:create("crm.lead", { name = "王五", phone = "13800138000",
    source = "event", campaign = show.id })
  expect(lead.campaign):is(show.id)
  expect(day:call("crm.campaign_result", { campaign = show.id }).leads):is(1)
end)

scenario("row 102: a mailing goes to those who said yes, and counts whom it left out", function(day)
  day:store("aurora")
  day:as("sales_manager")
  for i = 10, 29 do
    local one = day:create("crm.customer", { name = "客户", phone = "139001390" .. i })
    if i % 2 == 0 then
      day:create("crm.consent", { customer = one.id, purpose = "marketing", given = true })
    end
  end
  local one = campaign(day, { kind = "mailing", channel = "sms", message = "新车到店" })
  day:go(one, "send")
  day:later { minutes = 1 }
  expect(one.sent):is(10)
  expect(one.left_out):is(10)
  expect(#day:messages {}):is(10)
  expect(day:refused(one, "send").key):is("crm.campaign_sent")
end)

scenario("row 113: an offer is for whom it says, while it runs and while there is some", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local one = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  local mat = day:create("crm.gift", { name = "脚垫", price = "380.00" })
  local offer = open_offer(day, { name = "首购送脚垫", kind = "gift", gift = mat.id,
    for_grade = "new", per_customer = 1 })
  local use = { offer = offer.id, customer = one.id }
  expect(day:refused("crm.offer_use", use).key):is("crm.offer_other_grade")
  told(day, "crm.purchase", { customer = one.id, amount = "99800.00" })
  expect(day:refused("crm.offer_use", use).key):is("crm.gift_short")
  day:create("crm.gift_move", { gift = mat.id, quantity = 2, reason = "received" })
  day:create("crm.offer_use", use)
  expect(mat.stock):is(1)
  expect(offer.used):is(1)
  expect(day:refused("crm.offer_use", use).key):is("crm.offer_had")
  day:at("2027-01-01 09:00")
  expect(day:refused("crm.offer_use", use).key):is("crm.offer_not_now")
  expect(day:refused("crm.gift_move",
    { gift = mat.id, quantity = -2, reason = "counted" }).text):contains("脚垫")
end)

scenario("row 118: a partner's offer names the partner", function(day)
  day:store("aurora")
  day:as("marketing")
  local offer = with(PERIOD, { name = "洗车联名", kind = "partner" })
  local no = day:refused("crm.offer", offer)
  expect(no.key):is("crm.offer_gives")
  expect(no.field):is("partner")
  day:create("crm.offer", with(offer, { partner = "城南洗车" }))
end)

scenario("row 117: the owner hears of his next service ten days before, once", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local one = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  local car = day:create("crm.car",
    { customer = one.id, model = "A5", next_service_on = "2026-11-20" })
  day:at("2026-11-09 12:00")
  expect(#day:messages { subject = car }):is(0)
  day:at("2026-11-12 12:00")
  local sent = day:messages { subject = car }
  expect(#sent):is(1)
  expect(sent[1].recipient):is("13900139000")
end)

scenario("row 119: points are earned and spent in a ledger that never goes below zero", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local one = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  told(day, "crm.remember", { customer = one.id, kind = "service", amount = "12000.00",
    title_key = "crm.entry_purchase" })
  expect(one.points):is(1200)
  expect(one.tier):is("crm.tier_silver")
  day:as("cashier")
  local line = day:create("crm.points", { customer = one.id, points = -1000,
    kind = "redeemed" })
  expect(line.balance):is(200)
  expect(one.tier):is("crm.tier_member")
  local no = day:refused("crm.points", { customer = one.id, points = -201,
    kind = "redeemed" })
  expect(no.key):is("crm.points_short")
  expect(no.field):is("points")
  expect(no.text):contains("200")
  expect(day:refused("crm.points", { customer = one.id, points = 5, kind = "adjusted" }).field)
    :is("reason")
  expect(day:refused(line, { points = 1 }).key):is("entity.append_only")
end)

scenario("row 42: a price before is not above the lowest deal of the last seven days", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local model = day:create("sales.model",
    { code = "A5", name = "晨光 1.5T", list_price = "129800.00" })
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  local order = day:create("sales.order",
    { customer = buyer.id, model = model.id, price = "126000.00" })
  day:go(order, "sign")
  local offer = with(PERIOD, { name = "年末直降", kind = "discount", amount = "5000.00",
    model_code = "A5", was_price = "129800.00" })
  local no = day:refused("crm.offer", offer)
  expect(no.key):is("crm.was_price_high")
  expect(no.field):is("was_price")
  expect(no.text):contains("126000.00")
  day:create("crm.offer", with(offer, { was_price = "126000.00" }))
  day:later { days = 8 }
  day:create("crm.offer", offer)
end)

scenario("row 42: a policy has its law and its days", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local one = day:create("crm.policy", { code = "price", name = "明码标价", text = "不加价",
    law = "汽车销售管理办法第十条", starts_on = "2017-07-01" })
  expect(one.law):contains("第十条")
  expect(day:refused(one, { ends_on = "2017-06-30" }).key):is("crm.period_backwards")
end)

scenario("row 114: a delivered order is its campaign's deal with its margin, until it comes back",
  function(day)
    day:store("tianhe")
    day:as("sales_manager")
    local one = campaign(day)
    local model = day:create("sales.model", { name = "天河 T3", list_price = "100000.00" })
    local car = day:create("sales.vehicle",
      { vin = "LTHT3A1B0TB000201", model = model.id, cost = "90000.00" })
    day:go(car, "arrive")
    local lead = day:create("crm.lead", { name = "李雷", phone = "13900139000",
      source = "web", campaign_code = "d11" })
    day:go(lead, "qualify")
    local deal = day:create("sales.opportunity",
      { customer = lead.customer, lead = lead.id, model = model.id })
    local order = day:create("sales.order", { opportunity = deal.id,
      customer = lead.customer, model = model.id, price = "100000.00" })
    expect(order.opportunity):is(deal.id)
    told(day, "crm.purchase", { customer = lead.customer, lead = lead.id,
      amount = "100000.00", margin = "9500.00", vin = car.vin, model = "天河 T3" })
    local result = day:call("crm.campaign_result", { campaign = one.id })
    expect(result.deals):is(1)
    expect(result.margin):is("9500.00")
    told(day, "crm.purchase", { customer = lead.customer, lead = lead.id,
      amount = "100000.00", vin = car.vin, returned = true })
    expect(day:call("crm.campaign_result", { campaign = one.id }).deals):is(0)
    local file = day:get("crm.customer", lead.customer)
    expect(file.purchases):is(0)
    expect(file.spend):is(0)
    expect(file.grade):is("potential")
    expect(day:find("crm.car", { where = { customer = file.id } })[1].ended_on):exists()
  end)
