-- tests/scenarios/a_week_in_a_shop.lua
-- Monday 2 to Sunday 8 November: forty leads from four channels, three advisors, two brands, a
-- trade-in customer who comes back, one return, one complaint; every figure known by hand.
--
-- Leads as they came:   walk-in  phone  web  referral
--   chen, Aurora              6      3    4         1   = 14
--   lin, Aurora               3      3    4         1   = 11; Aurora: 9 + 6 + 8 + 2 = 25
--   zhao, Tianhe              4      4    5         2   = 15
-- Opportunities and what became of them; a car costs 110,000, the wagon 140,000:
--   one    chen  Monday walk-in    signed Monday 126,500, delivered Wednesday
--   old    chen  Monday referral   signed Tuesday 129,800, delivered Thursday, old car 48,000
--   again  chen  Saturday walk-in  the same man: the wagon 159,800, gifts 800, delivered Sunday
--   back   lin   Monday web        signed Tuesday 129,800, delivered Wednesday, back on Saturday
--   wait   lin   Tuesday phone     signed Thursday 129,800, a deposit of 5,000
--   and one open of chen, one open and one lost of lin: Aurora has eight
--   first  zhao  Monday web        signed Tuesday 128,000, delivered Thursday
--   swift  zhao  Thursday walk-in  signed Thursday 129,800, delivered Saturday
--   and two open ones of zhao: Tianhe has four

local FROM <const>, TO <const> = "2026-11-02", "2026-11-08"
local LIST <const>, WAGON <const> = "129800.00", "159800.00"
local SOURCES <const> = { "walk_in", "phone", "web", "referral" }
local STORE_OF <const> = { chen = "aurora", lin = "aurora", zhao = "tianhe" }

-- An advisor, or somebody with ROLE in his store.
local function as(day, who, role)
  day:store(STORE_OF[who])
  day:as(role or who)
end

-- People, cars to sell, five channels of which 抖音 brings nobody, and a questionnaire.
local function open_shops(day)
  local shop = { leads = 0, user = {} }
  day:as("house")
  for who, store in pairs(STORE_OF) do
    shop.user[who] = day:create("core.user", { name = who .. "." .. store,
      roles = { "sales_advisor" }, stores = { "S-" .. store } }).id
  end
  for _, who in ipairs { "zhao", "chen" } do
    as(day, who, "sales_manager")
    local form = day:create("crm.questionnaire",
      { code = "buyer", name = "购车满意度", about = "sales", starts_on = "2026-01-01" }).id
    shop[STORE_OF[who]] = {
      day:create("crm.question", { questionnaire = form, place = 1, text = "满意吗", best = 5 }),
      day:create("crm.question", { questionnaire = form, place = 2, text = "推荐吗",
        kind = "recommend", weight = 0 }) }
  end
  shop.sedan = day:create("sales.model", { name = "晨光 1.5T", list_price = LIST })
  shop.wagon = day:create("sales.model", { name = "晨光旅行版", list_price = WAGON })
  for _, way in ipairs(SOURCES) do
    shop[way] = day:create("sales.channel", { name = way, kind = "offline", source = way })
  end
  day:create("sales.channel", { name = "抖音", kind = "online", source = "web", detail = "抖音" })
  return shop
end

local function call(day, who, lead, outcome)
  as(day, who)
  day:create("crm.contact", { lead = lead.id, channel = "phone", outcome = outcome })
end

-- So many of each source, each called at once but for LATER: leads.web[1] …
local function come(day, shop, who, counts, later, phone)
  local leads = {}
  as(day, who)
  for place, source in ipairs(SOURCES) do
    leads[source] = {}
    for number = 1, counts[place] do
      shop.leads = shop.leads + 1
      local lead = day:create("crm.lead", { name = "客户" .. shop.leads, source = source,
        phone = phone or ("1380013%04d"):format(shop.leads) })
      leads[source][number], phone = lead, nil
      if source .. number ~= later then call(day, who, lead, "reached") end
    end
  end
  return leads
end

-- A lead becomes an opportunity, STEP further in the brand's funnel if it is named.
local function deal_of(day, who, lead, model, step)
  as(day, who)
  day:go(lead, "qualify")
  local deal = day:create("sales.opportunity",
    { customer = lead.customer, lead = lead.id, model = model.id })
  if step then day:go(deal, step) end
  return deal
end

local function sign(day, who, deal, price, gifts)
  as(day, who)
  local quote = day:create("sales.quote", { opportunity = deal.id, customer = deal.customer,
    model = deal.model, price = price, gifts_value = gifts })
  as(day, who, "sales_manager") -- at Tianhe every discount is the manager's
  day:go(quote, "send")
  as(day, who)
  day:go(quote, "accept")
  local order = day:create("sales.order", { quote = quote.id })
  day:go(order, "sign")
  return order
end

local function pay(day, who, order, kind, amount, method)
  as(day, who, "cashier")
  day:create("sales.payment",
    { order = order.id, kind = kind, amount = amount, method = method or "transfer" })
  as(day, who)
end

local function deliver(day, who, order, vin, cost, rest)
  as(day, who, "sales_manager")
  local car = day:create("sales.vehicle", { vin = vin, model = order.model, cost = cost })
  day:go(car, "arrive")
  pay(day, who, order, "balance", rest)
  day:go(order, "allocate", { vehicle = car.id })
  day:create("sales.inspection", { order = order.id, vin_seen = vin, performance = true,
    exterior = true, interior = true, accessories = true })
  day:set(order, { [who == "zhao" and "x_checklist_signed" or "x_plate_done"] = true })
  day:go(order, "deliver")
end

-- 45,000 agreed and 3,000 on top: the old car pays 48,000.
local function take_old_car(day, order)
  as(day, "chen")
  local car = day:create("sales.trade_in", { order = order.id, customer = order.customer,
    vin = "LTHT3A1B2TB000202", model_name = "旧车 2018", appraised_price = "44000.00",
    agreed_price = "45000.00", subsidy = "3000.00" })
  day:go(car, "agree")
  as(day, "chen", "sales_assistant")
  day:go(car, "receive")
  pay(day, "chen", order, "balance", "48000.00", "trade_in")
end

local function margin(day, who, order, known)
  as(day, who, "sales_manager")
  expect(day:call("sales.deal_margin", { order = order.id }).margin):is(known)
end

local function answer(day, shop, who, order, mark, recommend)
  as(day, who, "caller")
  local survey = day:find("crm.survey",
    { where = { about_entity = "sales.order", about = order.id } })[1]
  for place, score in ipairs { mark, recommend } do
    day:create("crm.answer",
      { survey = survey.id, question = shop[STORE_OF[who]][place].id, score = score })
  end
  day:go(survey, "answer")
end

local function monday_and_tuesday(day, shop)
  local chen = come(day, shop, "chen", { 2, 1, 2, 1 })
  local lin = come(day, shop, "lin", { 1, 1, 2, 0 })
  local zhao = come(day, shop, "zhao", { 1, 1, 2, 1 }, "web2")
  local one = deal_of(day, "chen", chen.walk_in[1], shop.sedan, "follow")
  local old = deal_of(day, "chen", chen.referral[1], shop.sedan, "follow")
  local back = deal_of(day, "lin", lin.web[1], shop.sedan, "follow")
  local first = deal_of(day, "zhao", zhao.web[1], shop.sedan, "receive")
  deal_of(day, "zhao", zhao.referral[1], shop.sedan, "receive")
  shop.one, shop.phone = sign(day, "chen", one, "126500.00"), chen.referral[1].phone
  day:later { hours = 3 } -- too late for a lead from the web at Tianhe
  call(day, "zhao", zhao.web[2], "reached")
  day:at("2026-11-03 10:00")
  come(day, shop, "chen", { 1, 1, 1, 0 })
  lin = come(day, shop, "lin", { 1, 1, 1, 1 }, "web1")
  zhao = come(day, shop, "zhao", { 1, 2, 1, 0 })
  shop.old, shop.back = sign(day, "chen", old, LIST), sign(day, "lin", back, LIST)
  shop.first = sign(day, "zhao", first, "128000.00")
  shop.late = lin.web[1]
  shop.hot = deal_of(day, "lin", lin.phone[1], shop.sedan, "follow")
  shop.lost = deal_of(day, "lin", lin.walk_in[1], shop.sedan, "follow")
  deal_of(day, "zhao", zhao.phone[1], shop.sedan, "receive")
end

local function wednesday_to_friday(day, shop)
  day:at("2026-11-04 15:00")
  deliver(day, "chen", shop.one, "LDMA5A1B2TA000101", "110000.00", "126500.00")
  deliver(day, "lin", shop.back, "LDMA5A1B4TA000102", "110000.00", LIST)
  day:at("2026-11-05 10:00")
  local chen = come(day, shop, "chen", { 1, 1, 1, 0 }, "phone1")
  local lin = come(day, shop, "lin", { 1, 1, 1, 0 })
  local zhao = come(day, shop, "zhao", { 1, 1, 1, 1 }, "web1") -- whom nobody calls
  call(day, "chen", chen.phone[1], "unreachable") -- and never after
  call(day, "lin", shop.late, "reached") -- two days: too late at Aurora, too
  deal_of(day, "chen", chen.web[1], shop.sedan, "follow")
  deal_of(day, "lin", lin.walk_in[1], shop.sedan, "follow")
  shop.wait = sign(day, "lin", shop.hot, LIST)
  pay(day, "lin", shop.wait, "deposit", "5000.00")
  shop.swift = sign(day, "zhao", deal_of(day, "zhao", zhao.walk_in[1], shop.sedan), LIST)
  take_old_car(day, shop.old)
  deliver(day, "chen", shop.old, "LDMA5A1B6TA000103", "110000.00", "81800.00") -- less 48,000
  deliver(day, "zhao", shop.first, "LTHT3A1B0TB000201", "110000.00", "128000.00")
  as(day, "lin", "sales_manager")
  shop.complaint = day:create("crm.complaint", { customer = shop.back.customer,
    channel = "phone", topic = "整车质量", words = "才开两百公里，变速箱就响" })
  day:later { hours = 1 }
  day:go(shop.complaint, "verify", { verified = "属实" })
  day:go(shop.complaint, "investigate")
  day:create("sales.deal_cost",
    { order = shop.back.id, kind = "logistics", amount = "300.00", note = "板车运输" })
  day:go(shop.back, "close") -- its margin is locked: 129,800 − 110,000 − 978.80 − 300
  margin(day, "lin", shop.back, "18521.20")
  for who, amount in pairs { chen = "1250.00", zhao = "600.00" } do
    as(day, who, "sales_manager")
    day:create("sales.channel_cost", { channel = shop.web.id, amount = amount,
      spent_on = "2026-11-05", what_for = "线索包" })
  end
end

local function weekend(day, shop)
  day:at("2026-11-07 11:00")
  local chen = come(day, shop, "chen", { 2, 0, 0, 0 }, nil, shop.phone)
  come(day, shop, "zhao", { 1, 0, 1, 0 })
  as(day, "lin", "sales_manager")
  day:set(shop.back, { return_kind = "three_guarantees_return", return_km = 200,
    return_reason = "变速箱异响" })
  -- 三包 §27: 129,800 × 200 km ÷ 1,000 × 0.5 % = 129.80 may stay, 129,670.20 go back
  expect(day:call("sales.settlement", { order = shop.back.id }).may_keep):is("129.80")
  pay(day, "lin", shop.back, "kept", "129.80")
  pay(day, "lin", shop.back, "refund", "129670.20")
  as(day, "lin", "sales_manager")
  day:go(shop.back, "take_back")
  local solved = { findings = "轴承缺陷", responsible_unit = "maker", solution = "退车" }
  day:go(shop.complaint, "resolve", solved)
  as(day, "lin")
  day:go(shop.lost, "lose", { lost_reason = "价格" })
  deliver(day, "zhao", shop.swift, "LTHT3A1B4TB000203", "110000.00", LIST)
  local again = deal_of(day, "chen", chen.walk_in[1], shop.wagon)
  expect(again.customer):is(shop.old.customer) -- who comes back has one file
  shop.again = sign(day, "chen", again, WAGON, "800.00")
  day:at("2026-11-08 16:00")
  deliver(day, "chen", shop.again, "LDMA5A1B8TA000104", "140000.00", WAGON)
  as(day, "lin", "sales_manager")
  day:go(shop.complaint, "follow_up", { satisfied = true })
  day:go(shop.complaint, "close", { cause = "批次缺陷", preventive_action = "入库加检" })
  answer(day, shop, "chen", shop.one, 4, 9)
  answer(day, shop, "chen", shop.old, 5, 10)
  answer(day, shop, "lin", shop.back, 2, 3)
  answer(day, shop, "zhao", shop.first, 5, 8)
end

local function live(day)
  local shop = open_shops(day)
  for _, days in ipairs { monday_and_tuesday, wednesday_to_friday, weekend } do days(day, shop) end
  return shop
end

-- Name, then { value, numerator, denominator } of Aurora, then of Tianhe.
local KNOWN <const> = {
  { "sales.leads", { 25 }, { 15 } },
  { "crm.first_call_in_time", { "92.00", 23, 25 }, { "86.67", 13, 15 } }, -- a late one, one never
  { "sales.amount", { "416100.00" }, { "257800.00" } }, -- 126,500 + LIST + WAGON; 128,000 + LIST
  { "sales.units", { 3 }, { 2 } },
  { "sales.mean_price", { "138700.00", "416100.00", 3 }, { "128900.00", "257800.00", 2 } },
  { "sales.signed", { 4 }, { 2 } }, -- one, old, again, wait; first, swift
  { "sales.penetration", { "12.00", 3, 25 }, { "13.33", 2, 15 } },
  -- the four signed, of eight, and not the car that came back; two of four
  { "sales.conversion", { "50.00", 4, 8 }, { "50.00", 2, 4 } },
  { "sales.straight", { "25.00", 1, 4 }, { "50.00", 1, 2 } }, -- again; swift
  { "sales.same_day", { "22.22", 2, 9 }, { "25.00", 1, 4 } }, -- one, again; swift; of walk-ins
  { "sales.repurchase", { "33.33", 1, 3 }, { "0.00", 0, 2 } }, -- again
  { "sales.coverage", { "80.00", 4, 5 }, { "80.00", 4, 5 } }, -- 抖音 brought nobody
  { "sales.lead_cost", { "50.00", "1250.00", 25 }, { "40.00", "600.00", 15 } },
  { "sales.satisfaction", { "73.333", 220, 3 }, { "100", 100, 1 } }, -- 80 + 100 + 40; 100
  { "crm.promoters", { "66.67", 2, 3 }, { "0.00", 0, 1 } }, -- nine and ten; an eight is none
  { "crm.detractors", { "33.33", 1, 3 }, { "0.00", 0, 1 } }, -- three
  { "crm.complaints", { 1 }, { 0 } },
  { "crm.complaints_in_time", { "100.00", 1, 1 }, { nil, 0, 0 } },
}

local function know(day, who, place)
  as(day, who, "sales_manager")
  for _, row in ipairs(KNOWN) do
    local figure, known = day:figure(row[1], { from = FROM, to = TO }), row[place]
    local said = row[1] .. " of " .. who .. ": %s %s %s"
    expect(said:format(figure.value, known[3] and figure.numerator, known[3] and figure.denominator))
      :is(said:format(known[1], known[2], known[3]))
  end
end

local function opens_to(day, name, orders)
  local rows = day:ask { ["do"] = "figure_rows", name = name, from = FROM, to = TO, sort = "id" }
  expect({ name, #rows.records }):is({ name, #orders })
  for place, order in ipairs(orders) do expect(rows.records[place].id):is(order.id) end
end

local function parts(day, name, by)
  local values = {}
  for _, group in ipairs(day:figure(name, { from = FROM, to = TO, by = by }).groups) do
    values[tostring(group.key)] = group.value
  end
  return values
end

scenario("a week in a shop: every figure of two stores is known by hand and opens to its rows",
  function(day)
    local shop = live(day)
    know(day, "chen", 2)
    local chen, lin = tostring(shop.user.chen), tostring(shop.user.lin)
    expect(parts(day, "sales.leads", "person")):is({ [chen] = 14, [lin] = 11 })
    expect(parts(day, "sales.conversion", "person")) -- 3 of 4; wait of 4
      :is({ [chen] = "75.00", [lin] = "25.00" })
    expect(day:call("crm.nps", { from = "2026-11-02", to = "2026-11-09" }).nps):is(33)
    opens_to(day, "sales.amount", { shop.one, shop.old, shop.again })
    opens_to(day, "sales.signed", { shop.one, shop.old, shop.wait, shop.again })
    opens_to(day, "sales.same_day", { shop.one, shop.again })
    opens_to(day, "sales.repurchase", { shop.again })
    opens_to(day, "crm.complaints", { shop.complaint })
    know(day, "zhao", 3)
    opens_to(day, "sales.units", { shop.first, shop.swift })
    day:as("house") -- sees both: 25 + 15, 416,100 + 257,800
    expect(parts(day, "sales.leads", "source")):is({ walk_in = 13, phone = 10, web = 13, referral = 4 })
    expect(day:figure("sales.leads", { from = FROM, to = TO }).value):is(40)
    expect(day:figure("sales.amount", { from = FROM, to = TO }).value):is("673900.00")
  end)

local function earned(day, shop, who, commission, bonus)
  local sum = 0
  as(day, who, "sales_manager")
  for _, line in ipairs(day:find("sales.commission", { where = { user = shop.user[who] } })) do
    sum = sum + line.amount
  end
  local month = { user = shop.user[who], month = "2026-11-08" }
  expect({ who, sum, day:call("sales.pay_bonus", month).added }):is({ who, commission, bonus })
end

scenario("a week in a shop: the money of every deal is right, of the returned one, too",
  function(day)
    local shop = live(day)
    -- Aurora pays 0.6 % of the price, and 200 for a deal without gifts
    margin(day, "chen", shop.one, "15541.00") -- 126,500 − 110,000 − (759 + 200)
    margin(day, "chen", shop.old, "18821.20") -- 129,800 − 110,000 − (778.80 + 200)
    margin(day, "chen", shop.again, "18041.20") -- 159,800 − 140,000 − 800 − 958.80
    margin(day, "lin", shop.back, "-170.20") -- 129.80 kept − 300 that are spent all the same
    -- Tianhe pays five per cent of the margin
    margin(day, "zhao", shop.first, "17100.00") -- 128,000 − 110,000 − 900
    margin(day, "zhao", shop.swift, "18810.00") -- 129,800 − 110,000 − 990
    earned(day, shop, "chen", 95900 + 97880 + 95880, "300.00") -- and 100 for each of three cars
    earned(day, shop, "lin", 97880 - 97880, "0.00")
    earned(day, shop, "zhao", 90000 + 99000, "0.00") -- a good month begins with three cars
    as(day, "lin", "sales_manager")
    expect(day:call("sales.settlement", { order = shop.wait.id }).due):is("124800.00")
    expect({ shop.back.state, shop.back.paid, shop.back.kept }):is({ "returned", 0, 12980 })
    for order, known in pairs { old = { 2, 28960000, "loyal" }, back = { 0, 0, "potential" } } do
      local file = day:get("crm.customer", shop[order].customer)
      expect({ file.purchases, file.spend, file.grade }):is(known) -- 129,800 + 159,800; nothing
    end
    local one = shop.complaint -- Thursday 10:00, answered at 11:00, closed on Sunday at 16:00
    expect((one.first_response_at - one.received_at) // 60000):is(60)
    expect((one.closed_at - one.received_at) // 3600000):is(3 * 24 + 6)
  end)
