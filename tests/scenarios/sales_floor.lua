-- tests/scenarios/sales_floor.lua
-- On the floor: key accounts, meetings, coaching, deals that stand still, policies, indicators and
-- the posts of the sales department (rows 32 to 35, 37, 38, 41, 42, 181).

local function user(day, role)
  return day:find("core.user", { where = { name = role .. ".aurora" } })[1].id
end

local function open(day)
  day:store("aurora")
  day:as("sales_manager")
  return day:create("sales.model", { name = "晨光 1.5T", list_price = "100000.00" })
end

scenario("row 32: a fleet contract gives an organisation its price by volume", function(day)
  local model = open(day)
  local person = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  local fleet = day:create("crm.customer",
    { name = "江南出行有限公司", kind = "organisation", phone = "13900139001" })
  local dates = { starts_on = "2026-11-01", ends_on = "2027-10-31", volume = 20 }
  local function contract(customer)
    return { customer = customer.id, volume = dates.volume, starts_on = dates.starts_on,
      ends_on = dates.ends_on }
  end
  expect(day:refused("sales.fleet_contract", contract(person)).key):is("sales.fleet_person")
  local paper = day:create("sales.fleet_contract", contract(fleet))
  local function price(from, amount)
    return { contract = paper.id, model = model.id, from_units = from, price = amount }
  end
  day:create("sales.fleet_price", price(1, "97000.00"))
  expect(day:refused("sales.fleet_price", price(2, "98000.00")).key)
    :is("sales.fleet_price_order")
  day:create("sales.fleet_price", price(2, "95000.00"))
  day:go(paper, "sign", { signature = "江南出行 王总" })
  expect(day:refused("sales.fleet_price", price(10, "90000.00")).key):is("sales.fleet_signed")
  local question = { customer = fleet.id, model = model.id }
  expect(day:call("sales.fleet_offer", question).price):is("97000.00")
  local order = day:create("sales.order", { customer = fleet.id, model = model.id,
    list_price = "100000.00", price = "97000.00" })
  day:go(order, "sign")
  local offer = day:call("sales.fleet_offer", question)
  expect(offer.ordered):is(1)
  expect(offer.price):is("95000.00")
end)

scenario("row 33: the five posts of the sales department each do their own work", function(day)
  local model = open(day)
  day:as("key_account_manager")
  local fleet = day:create("crm.customer",
    { name = "江南出行有限公司", kind = "organisation", phone = "13900139001" })
  day:create("sales.fleet_contract", { customer = fleet.id, starts_on = "2026-11-01",
    ends_on = "2027-10-31", volume = 20 })
  day:as("marketing")
  day:create("sales.channel", { name = "易车", kind = "online", source = "web" })
  day:as("sales_advisor")
  day:create("sales.opportunity", { customer = day:create("crm.customer",
    { name = "李雷", phone = "13900139000" }).id, model = model.id })
  expect(day:refused("sales.channel", { name = "抖音", kind = "online", source = "web",
    detail = "抖音" }).status):is("forbidden")
  day:as("sales_assistant")
  day:create("sales.vehicle", { vin = "LDMA5A1B2TA000101", model = model.id })
  expect(day:refused("sales.target", { figure = "sales.units", number = "3", period = "month",
    starts_on = "2026-11-01", level = "store" }).status):is("forbidden")
end)

scenario("rows 34 and 35: what a meeting decides is somebody's task until a day", function(day)
  open(day)
  local advisor = user(day, "sales_advisor")
  local meeting = day:create("sales.meeting", { title = "周一早会", kind = "morning",
    attendees = "全体顾问", minutes = "上周跟进不足" })
  expect(day:refused("sales.meeting_decision", { meeting = meeting.id, what = "补打电话",
    person = advisor, due_on = "2026-11-01" }).key):is("sales.due_before_meeting")
  local decision = day:create("sales.meeting_decision", { meeting = meeting.id,
    what = "今天补打逾期回访", person = advisor, due_on = "2026-11-02" })
  local tasks = day:tasks { kind = "meeting", subject = decision }
  expect(#tasks):is(1)
  expect(tasks[1].owner):is(advisor)
  expect(tasks[1].title):is("今天补打逾期回访")
  expect(tasks[1].due_at):is(day:time("2026-11-02 18:00"))
end)

local function deal_of(day, model, name, phone)
  day:as("sales_advisor")
  local buyer = day:create("crm.customer", { name = name, phone = phone })
  return day:create("sales.opportunity", { customer = buyer.id, model = model.id })
end

scenario("row 37: a manager's advice on a live deal reaches the advisor today", function(day)
  local model = open(day)
  local deal = deal_of(day, model, "李雷", "13900139000")
  day:as("sales_manager")
  local note = day:create("sales.coaching", { opportunity = deal.id,
    seen = "没有邀请试驾就报价", advice = "下午约客户试驾" })
  expect(note.stage):is("prospecting")
  expect(note.advisor):is(deal.owner)
  local tasks = day:tasks { kind = "coaching", subject = note }
  expect(tasks[1].owner):is(deal.owner)
  day:go(deal, "lose", { lost_reason = "买了竞品" })
  expect(day:refused("sales.coaching", { opportunity = deal.id, seen = "晚了",
    advice = "晚了" }).key):is("sales.coaching_late")
end)

scenario("row 38: who is to be seen again stands in order of the day", function(day)
  local model = open(day)
  local late = deal_of(day, model, "李雷", "13900139000")
  local soon = deal_of(day, model, "韩梅", "13900139001")
  day:set(late, { next_action_at = "2026-11-09 10:00" })
  day:set(soon, { next_action_at = "2026-11-04 10:00", needs = "二孩家庭，要七座" })
  local list = day:ask { ["do"] = "list", entity = "sales.opportunity",
    where = { next_action_at = { lte = "2026-11-30" } }, sort = "next_action_at" }
  expect(list.records[1].id):is(soon.id)
  expect(list.records[2].id):is(late.id)
end)

scenario("row 41: ages of stages, deals that stand still, deals past the process", function(day)
  local model = open(day)
  local old = deal_of(day, model, "李雷", "13900139000")
  day:at("2026-11-05 09:00")
  local moving = deal_of(day, model, "韩梅", "13900139001")
  day:at("2026-11-10 09:00")
  day:go(moving, "follow")
  day:as("sales_manager")
  local view = day:call("sales.stuck", {})
  expect(#view.stuck):is(1)
  expect(view.stuck[1].opportunity):is(old.id)
  expect(view.stuck[1].days):is(8)
  expect(view.stuck[1].limit):is(3) -- Aurora's own
  expect(view.ages.prospecting.count):is(1)
  expect(view.ages.following.days):is(0)
  day:at("2026-11-18 09:00")
  expect(day:call("sales.stuck", {}).stuck[2].limit):is(7) -- nobody has set anything
  day:as("house")
  day:create("core.setting", { name = "sales.stuck_days", value = "10" })
  day:as("sales_manager")
  expect(#day:call("sales.stuck", {}).stuck):is(1)
  day:as("sales_advisor")
  for _, deal in ipairs { old, moving } do
    day:go(day:create("sales.order", { opportunity = deal.id, customer = deal.customer,
      model = model.id, list_price = "100000.00", price = "100000.00" }), "sign")
  end
  local straight = day:figure("sales.straight", { window = "month", at = "2026-11-15" })
  expect(straight.numerator):is(1) -- the first went from the first stage to the signature
  expect(straight.value):is("50.00")
end)

scenario("row 181: the figures of a post are talked over, then agreed, a hundred in all",
  function(day)
    open(day)
    local function indicator(figure, weight)
      return day:create("sales.indicator", { post = "sales_advisor", figure = figure,
        number = "4", weight = weight, starts_on = "2026-12-01" })
    end
    local units, amount = indicator("sales.units", 60), indicator("sales.amount", 50)
    expect(day:refused("sales.indicator", { post = "sales_advisor", figure = "sales.luck",
      number = "1", weight = 10, starts_on = "2026-12-01" }).key):is("sales.figure_near")
    expect(day:refused(units, "discuss").field):is("words")
    day:go(units, "discuss", { words = "顾问认为四台可行" })
    day:go(amount, "discuss", { words = "单价受政策影响，权重偏高" })
    day:as("general_manager")
    day:go(units, "agree")
    expect(day:refused(amount, "agree").key):is("sales.indicator_weight")
    day:set(amount, { weight = 40 })
    day:go(amount, "agree")
  end)
