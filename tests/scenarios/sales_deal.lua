-- tests/scenarios/sales_deal.lua
-- A deal from its contract to its margin: papers that agree, money that is right at every end,
-- and figures that explain themselves.

local VIN <const> = "LDMA5A1B2TA000101"

local function open_shop(day)
  day:store("aurora")
  day:as("sales_manager")
  local model = day:create("sales.model",
    { name = "晨光 A5 1.5T 舒享版", list_price = "200000.00" })
  local car = day:create("sales.vehicle",
    { vin = VIN, model = model.id, cost = "180000.00", colour = "白" })
  day:go(car, "arrive")
  return model, car
end

local function ordered(day, model, price, fields, buyer)
  day:as("sales_advisor")
  buyer = buyer or day:create("crm.customer", { name = "王 小明", phone = "13800138000",
    id_card = "11010519491231002X" })
  local quote = day:create("sales.quote",
    { customer = buyer.id, model = model.id, price = price, gifts_value = "1000.00" })
  day:go(quote, "send")
  day:go(quote, "accept")
  local order = day:create("sales.order", { quote = quote.id })
  if fields then day:set(order, fields) end
  day:go(order, "sign")
  return order, buyer, quote
end

local function pay(day, order, kind, amount, method)
  day:as("cashier")
  day:create("sales.payment",
    { order = order.id, kind = kind, amount = amount, method = method or "card" })
  day:as("sales_advisor")
end

local function hold(day, order, purpose, kind, amount)
  day:as("cashier")
  return day:create("sales.held_money", { order = order.id, purpose = purpose, kind = kind,
    amount = amount, method = "transfer" })
end

local function made_ready(day, order, car)
  day:go(order, "allocate", { vehicle = car.id })
  day:create("sales.inspection", { order = order.id, vin_seen = VIN, performance = true,
    exterior = true, interior = true, accessories = true })
  day:set(order, { x_plate_done = true })
end

local function delivered(day, order, car)
  made_ready(day, order, car)
  pay(day, order, "balance", "198000.00")
  day:go(order, "deliver")
end

scenario("row 27: the contract is made from quote, car and customer, and is signed as it is",
  function(day)
    local model, car = open_shop(day)
    local order = ordered(day, model, "198000.00", { deposit_due = "5000.00" })
    day:go(order, "allocate", { vehicle = car.id })
    local contract = day:create("sales.contract", { order = order.id })
    expect(contract.customer_name):is("王 小明")
    expect(contract.customer_id):is("11010519491231002X")
    expect(contract.vin):is(VIN)
    expect(contract.price):is(19800000)
    expect(contract.gifts_value):is(100000)
    expect(contract.version):is(1)
    expect(day:call("sales.compare_contract", { contract = contract.id }).equal):is(true)
    local other = day:create("sales.contract", { order = order.id })
    expect(other.version):is(2)
    day:go(contract, "sign", { signature = "paper", signature_reference = "扫描件 17" })
    expect(contract.signed_at):exists()
    expect(day:refused(other, "sign", { signature = "paper" }).key):is("sales.contract_there")
    expect(day:refused("sales.contract", { order = order.id }).key):is("sales.contract_there")
    expect(day:refused(contract, { price = "190000.00" }).key):is("sales.contract_frozen")
  end)

scenario("row 27: a contract that differs from its quote says which word", function(day)
  local model = open_shop(day)
  local order = ordered(day, model, "198000.00")
  local contract = day:create("sales.contract", { order = order.id, price = "197000.00",
    customer_name = "王 小朋", model_name = "晨光 A5 1.5T 尊享版" })
  local no = day:refused(contract, "sign", { signature = "paper" })
  expect(no.key):is("sales.contract_unlike")
  expect(no.text):contains("“小朋” ≠ “小明”")
  expect(no.text):contains("“尊享版” ≠ “舒享版”")
  expect(no.text):contains("“197000.00” ≠ “198000.00”")
  local told = day:call("sales.compare_contract", { contract = contract.id })
  expect(#told.differences):is(4) -- the price differs from the order and from the quote
  day:set(contract, { price = "198000.00", customer_name = "王 小明",
    model_name = "晨光 A5 1.5T 舒享版" })
  day:go(contract, "sign", { signature = "paper" })
end)

scenario("row 27: no key against a contract that is open or says something else", function(day)
  local model, car = open_shop(day)
  local order = ordered(day, model, "198000.00")
  local contract = day:create("sales.contract", { order = order.id, vin = "LDMA5A1B4TA000102" })
  made_ready(day, order, car)
  pay(day, order, "balance", "198000.00")
  expect(day:refused(order, "deliver").key):is("sales.contract_unsigned")
  expect(day:refused(contract, "sign", { signature = "paper" }).field):is("vin")
  day:set(contract, { vin = VIN })
  day:go(contract, "sign", { signature = "electronic", signature_reference = "CFCA 20261102" })
  day:go(order, "deliver")
end)

scenario("row 28: nothing of a deal lies before its order", function(day)
  local model = open_shop(day)
  local order = ordered(day, model, "198000.00")
  local no = day:refused(order, { expected_on = "2026-11-01" })
  expect(no.key):is("sales.before_order")
  expect(no.field):is("expected_on")
  day:as("cashier")
  expect(day:refused("sales.payment", { order = order.id, kind = "deposit", amount = "1.00",
    method = "cash", paid_at = "2026-11-01 10:00" }).field):is("paid_at")
end)

scenario("row 43: a price with a third decimal is refused with its field", function(day)
  local model = open_shop(day)
  day:as("sales_advisor")
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  local no = day:refused("sales.quote",
    { customer = buyer.id, model = model.id, price = "198000.005" })
  expect(no.field):is("price")
  expect(no.status):is("invalid")
end)

scenario("row 30: documents and the joint inspection before the key; the clocks start with it",
  function(day)
    local model, car = open_shop(day)
    local order = ordered(day, model, "198000.00")
    made_ready(day, order, car)
    day:go(order, "prepare")
    pay(day, order, "balance", "198000.00")
    local list = { where = { subject_entity = "sales.order", subject = order.id }, limit = 50 }
    local items = day:find("sales.check_item", list)
    expect(#items):is(11)
    local no = day:refused(order, "deliver")
    expect(no.key):is("sales.handover_open")
    expect(no.text):contains("三包凭证")
    for _, item in ipairs(items) do
      if item.required then day:set(item, { done = true }) end
    end
    expect(items[1].done_by):exists()
    day:go(order, "deliver")
    expect(order.guarantee_until):is(day:time("2028-11-02 08:00") // 86400000)
    expect(order.guarantee_km):is(50000)
    expect(order.repair_until):is(day:time("2029-11-02 08:00") // 86400000)
    expect(car.sold_on):exists()
  end)

scenario("row 43: the margin of a deal is explained line by line and locked after the close",
  function(day)
    local model, car = open_shop(day)
    local order = ordered(day, model, "198000.00")
    delivered(day, order, car)
    day:as("sales_assistant")
    day:create("sales.deal_cost",
      { order = order.id, kind = "logistics", amount = "800.00", note = "板车运输" })
    day:as("sales_manager")
    -- 198,000 − 180,000 − 1,000 − 1,188 (0.6 %) − 800
    local live = day:call("sales.deal_margin", { order = order.id })
    expect(live.margin):is("15012.00")
    expect(live.locked):is(false)
    expect(live.lines[1].label):is("成交价")
    day:go(order, "close")
    local locked = day:call("sales.deal_margin", { order = order.id })
    expect(locked.margin):is("15012.00")
    expect(locked.locked):is(true)
    expect(day:refused("sales.deal_cost", { order = order.id, kind = "other",
      amount = "1.00", note = "迟到的发票" }).key):is("sales.deal_locked")
    expect(day:refused("sales.deal_line", { order = order.id, kind = "price",
      amount = "1.00" }).key):is("sales.deal_line_by_house")
    expect(day:refused("sales.deal_line", { order = order.id, amount = "-12.00" }).field)
      :is("note")
    day:create("sales.deal_line",
      { order = order.id, amount = "-12.00", note = "运费补差" })
    expect(day:call("sales.deal_margin", { order = order.id }).margin):is("15000.00")
  end)

scenario("row 43: a deal without the cost of its car is not closed", function(day)
  local model, car = open_shop(day)
  day:set(car, { cost = "" })
  local order = ordered(day, model, "198000.00")
  delivered(day, order, car)
  day:as("sales_manager")
  expect(day:refused(order, "close").key):is("sales.cost_unknown")
  day:set(car, { cost = "180000.00" })
  day:go(order, "close")
end)

scenario("row 5: a commission never changes; a correction is one more line with its reason",
  function(day)
    local model, car = open_shop(day)
    local order = ordered(day, model, "198000.00")
    delivered(day, order, car)
    day:as("sales_manager")
    local earned = day:find("sales.commission", { where = { order = order.id } })[1]
    expect(earned.kind):is("earned")
    expect(earned.amount):is(118800)
    expect(earned.reasons.share):is(118800)
    expect(day:refused(earned, { amount = "1.00" }).status):is_not(nil)
    local no = day:refused("sales.commission",
      { order = order.id, user = earned.user, amount = "-100.00" })
    expect(no.field):is("note")
    expect(day:refused("sales.commission", { order = order.id, user = earned.user,
      kind = "earned", amount = "100.00" }).key):is("sales.commission_by_rule")
    day:create("sales.commission", { order = order.id, user = earned.user,
      amount = "-100.00", note = "赠品另计" })
    expect(earned.amount):is(118800)
    expect(day:call("sales.deal_margin", { order = order.id }).lines[4].amount):is("-1088.00")
  end)

scenario("row 15: a cancelled order gives its money back, and keeps what the rule allows",
  function(day)
    local model = open_shop(day)
    local order = ordered(day, model, "198000.00", { deposit_due = "50000.00" })
    pay(day, order, "deposit", "50000.00")
    day:go(order, "take_deposit")
    hold(day, order, "plate", "received", "500.00")
    local keep = { order = order.id, kind = "kept", amount = "39600.00", method = "card" }
    local no = day:refused("sales.payment", keep)
    expect(no.key):is("sales.kept_too_much")
    day:as("sales_manager")
    day:set(order, { cancel_fault = "customer" })
    day:as("cashier")
    local money = day:call("sales.settlement", { order = order.id })
    expect(money.may_keep):is("39600.00") -- a fifth of the price
    expect(money.goes_back):is("10400.00")
    expect(money.held[1].amount):is("500.00")
    keep.amount = "39600.01"
    expect(day:refused("sales.payment", keep).field):is("amount")
    keep.amount = "39600.00"
    day:create("sales.payment", keep)
    pay(day, order, "refund", "10400.00")
    day:as("sales_manager")
    no = day:refused(order, "cancel", { cancel_reason = "客户改买他牌" })
    expect(no.key):is("sales.held_open")
    hold(day, order, "plate", "returned", "500.00")
    day:as("sales_manager")
    day:go(order, "cancel", { cancel_reason = "客户改买他牌" })
    expect(order.kept):is(3960000)
    expect(order.paid):is(0)
  end)

scenario("row 15: the store's own fault keeps nothing", function(day)
  local model = open_shop(day)
  local order = ordered(day, model, "198000.00")
  pay(day, order, "deposit", "5000.00")
  day:as("sales_manager")
  day:set(order, { cancel_fault = "store" })
  day:as("cashier")
  local no = day:refused("sales.payment",
    { order = order.id, kind = "kept", amount = "0.01", method = "card" })
  expect(no.key):is("sales.kept_too_much")
  expect(no.rule):is("sales.deposit_kept")
end)

scenario("row 31: money held for others is never the store's own", function(day)
  local model, car = open_shop(day)
  local order = ordered(day, model, "198000.00")
  hold(day, order, "purchase_tax", "received", "17522.12")
  expect(order.held):is(1752212)
  expect(order.paid):is(0)
  local no = day:refused("sales.held_money", { order = order.id, purpose = "insurance",
    kind = "paid_out", amount = "100.00", method = "transfer" })
  expect(no.key):is("sales.held_too_little")
  day:as("sales_advisor")
  delivered(day, order, car)
  day:as("sales_manager")
  expect(day:refused(order, "close").key):is("sales.held_open")
  hold(day, order, "purchase_tax", "paid_out", "17522.12")
  day:as("sales_manager")
  day:go(order, "close")
  expect(day:call("sales.deal_margin", { order = order.id }).margin):is("15812.00")
end)

scenario("rows 15, 43: a returned car takes money, commission and margin back with it",
  function(day)
    local model, car = open_shop(day)
    local order, buyer = ordered(day, model, "198000.00")
    delivered(day, order, car)
    day:as("sales_manager")
    day:go(order, "close")
    day:later { days = 200 }
    day:set(order, { return_kind = "three_guarantees_return", return_km = 12000,
      return_reason = "发动机两次更换仍有故障" })
    expect(day:refused(order, "take_back").key):is("sales.refund_first")
    day:as("cashier")
    -- 三包 §27: 198,000 × 12,000 / 1,000 × 0.5 %
    local keep = { order = order.id, kind = "kept", amount = "11880.00", method = "card" }
    day:create("sales.payment", keep)
    pay(day, order, "refund", "186120.00")
    day:as("sales_manager")
    day:go(order, "take_back")
    expect(order.state):is("returned")
    expect(car.state):is("returned")
    expect(car.mileage):is(12000)
    local paid = 0
    for _, line in ipairs(day:find("sales.commission", { where = { order = order.id } })) do
      paid = paid + line.amount
    end
    expect(paid):is(0)
    -- the compensation, less the gifts that are gone
    expect(day:call("sales.deal_margin", { order = order.id }).margin):is("10880.00")
    day:go(car, "restock")
    local again = ordered(day, model, "198000.00", nil, buyer)
    made_ready(day, again, car)
    pay(day, again, "balance", "198000.00")
    expect(day:refused(again, "deliver").key):is("sales.return_undeclared")
    day:set(again, { return_declared = true })
    day:go(again, "deliver")
  end)

scenario("row 33: one advisor does not see into another one's deal, nor what a car costs",
  function(day)
    local model = open_shop(day)
    local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
    local his = day:create("sales.order",
      { customer = buyer.id, model = model.id, price = "198000.00" })
    local mine = ordered(day, model, "198000.00")
    expect(day:call("sales.settlement", { order = mine.id }).due):is("198000.00")
    expect(pcall(day.call, day, "sales.settlement", { order = his.id })):is(false)
    local margin = { ["do"] = "call", name = "sales.deal_margin", arguments = { order = mine.id } }
    expect(pcall(day.ask, day, margin)):is(false)
  end)

scenario("row 5: a month's bonus comes from the brand's rule; counted again, only the rest is added",
  function(day)
    local model, car = open_shop(day)
    local order = ordered(day, model, "198000.00")
    delivered(day, order, car)
    day:as("sales_manager")
    local seller = day:find("sales.commission", { where = { order = order.id } })[1].user
    local asked = { user = seller, month = "2026-11-30" }
    expect(day:call("sales.pay_bonus", asked).added):is("100.00")
    expect(day:call("sales.pay_bonus", asked).added):is("0.00")
    day:set(order, { return_kind = "agreed", return_reason = "协商退车" })
    pay(day, order, "refund", "198000.00")
    day:as("sales_manager")
    day:go(order, "take_back")
    expect(day:call("sales.pay_bonus", asked).added):is("-100.00")
    local lines = day:find("sales.bonus", { where = { user = seller }, sort = "id" })
    expect(#lines):is(2)
    expect(lines[1].amount):is(10000)
    expect(lines[1].reasons.cars):is(1)
    expect(lines[2].kind):is("correction")
    day:as("sales_advisor")
    expect(pcall(day.call, day, "sales.pay_bonus", asked)):is(false)
  end)

scenario("rows 11, 15, 119: a lead ends with its car; what comes back takes deal and points along",
  function(day)
    local model, car = open_shop(day)
    day:as("sales_advisor")
    local wish = { name = "王小明", phone = "13800138000", source = "walk_in" }
    local lead = day:create("crm.lead", wish)
    day:go(lead, "qualify")
    local deal = day:create("sales.opportunity",
      { customer = lead.customer, lead = lead.id, model = model.id })
    local order = day:create("sales.order", { opportunity = deal.id, customer = lead.customer,
      model = model.id, price = "198000.00" })
    day:go(order, "sign")
    delivered(day, order, car)
    expect(lead.state):is("won")
    expect(deal.state):is("delivered")
    expect(day:create("crm.lead", wish).duplicate_of):is(nil)
    expect(day:refused(deal, "take_back", { lost_reason = "x" }).key):is("sales.returned_by_order")
    day:as("sales_manager")
    local buyer = day:find("crm.customer", { where = { id = lead.customer } })[1]
    local earned = buyer.points
    expect(earned > 0):is(true)
    day:create("crm.points", { customer = buyer.id, points = 7, kind = "gift" })
    day:set(order, { return_kind = "agreed", return_reason = "协商退车" })
    pay(day, order, "refund", "198000.00")
    day:as("sales_manager")
    day:go(order, "take_back")
    expect(deal.state):is("lost")
    expect(deal.lost_reason):is("协商退车")
    expect(day:find("crm.customer", { where = { id = buyer.id } })[1].points):is(7)
    local last = day:find("crm.points", { where = { customer = buyer.id }, sort = "-id" })[1]
    expect(last.kind):is("taken_back")
    expect(last.points):is(-earned)
  end)
