-- tests/scenarios/after_sales_settle.lua
-- What is done is agreed to, paid by whom it concerns, and adds up to the fen.

local VIN <const> = "LDMA5A1B2TA000101"

local function shop(day, brand)
  day:as("service_manager")
  day:store("tianhe") -- what the other store charges is its own affair
  day:create("after_sales.labor_rate", { rate = "1.00", valid_from = "2026-11-01" })
  day:store(brand or "aurora")
  day:create("after_sales.labor_rate",
    { rate = "180.00", valid_from = "2026-01-01", source = "门店公示价" })
  day:create("after_sales.labor_rate",
    { payer = "warranty", rate = "95.50", valid_from = "2026-01-01" })
  day:create("after_sales.labor_rate",
    { payer = "warranty", rate = "99.90", valid_from = "2026-06-01" })
  day:create("after_sales.labor_rate",
    { skill = "hv", rate = "260.00", valid_from = "2026-01-01" })
  day:create("after_sales.labor_rate",
    { rate = "200.00", valid_from = "2027-01-01", source = "明年" })
  day:as("service_advisor")
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  return day:create("after_sales.repair_order", { customer = buyer.id, vin = VIN,
    mileage = 12000, complaint = "左前轮过坎异响" })
end

local function agree(day, order)
  return day:create("after_sales.consent", { order = order.id, channel = "phone",
    words = "可以，修吧", agreed_by = "李雷" })
end

local function person(day, role)
  return day:find("core.user", { where = { name = role .. ".aurora" } })[1].id
end

local function check(day, role, order, stage)
  day:as(role)
  day:create("after_sales.check", { order = order.id, stage = stage, result = "pass" })
end

local function work(day, order)
  day:create("after_sales.walkround", { order = order.id, exterior = "完好" })
  day:go(order, "assign", { technician = person(day, "technician") })
  day:as("service_manager")
  day:create("after_sales.certificate", { user = person(day, "service_manager"),
    skill = "final_inspection", valid_from = "2026-01-01" })
  day:as("technician")
  day:go(order, "start")
  for _, line in ipairs(day:find("after_sales.order_line",
    { where = { order = order.id, state = "open" } })) do
    day:go(line, "finish")
  end
  check(day, "technician", order, "self")
  check(day, "service_manager", order, "final")
  day:go(order, "finish", { findings = "更换左前平衡杆胶套" })
  day:go(order, "wash")
  day:as("service_advisor")
end

local function paper(day, order, payer)
  return day:find("after_sales.settlement", { where = { order = order.id, payer = payer } })[1]
end

scenario("row 51: hours come from the catalogue by job and model, the rate by payer, skill and date",
  function(day)
    local order = shop(day)
    day:as("service_manager")
    day:set(day:get("after_sales.car", order.car), { make = "晨曜", model = "A5", year = 2026 })
    local job = day:create("after_sales.operation",
      { code = "L-100", name = "更换平衡杆胶套", hours = "1.2" })
    day:create("after_sales.operation_time",
      { operation = job.id, make = "晨曜", hours = "1.1" })
    day:create("after_sales.operation_time",
      { operation = job.id, make = "晨曜", model = "A5", hours = "0.9" })
    day:create("after_sales.operation_time",
      { operation = job.id, make = "晨曜", model = "X7", hours = "2" })
    local high = day:create("after_sales.operation",
      { code = "L-200", name = "高压系统检查", hours = "1", skill = "hv" })
    day:as("service_advisor")
    local one = day:create("after_sales.order_line",
      { order = order.id, kind = "labor", operation = job.id })
    expect(one.hours):is(900)
    expect(one.rate):is(18000)
    expect(one.amount):is(16200)
    expect(one.text):is("更换平衡杆胶套")
    local two = day:create("after_sales.order_line",
      { order = order.id, kind = "labor", operation = job.id, payer = "warranty" })
    expect(two.rate):is(9990)
    local three = day:create("after_sales.order_line",
      { order = order.id, kind = "labor", operation = high.id })
    expect(three.rate):is(26000)
  end)

scenario("row 47: the odometer goes back only with a reason, and the complaint is never rewritten",
  function(day)
    local order = shop(day)
    local buyer = order.customer
    local no = day:refused("after_sales.repair_order", { customer = buyer, vin = VIN,
      mileage = 11999, complaint = "保养" })
    expect(no.key):is("after_sales.mileage_backwards")
    expect(no.field):is("mileage")
    expect(no.text):contains("12000")
    local other = day:create("after_sales.repair_order", { vin = VIN, mileage = 15,
      mileage_reason = "更换仪表总成", complaint = "保养" })
    expect(other.customer):is(buyer)
    expect(day:refused(order, { complaint = "客户说没事" }).field):is("complaint")
    expect(day:refused("after_sales.repair_order", { customer = buyer, vin = VIN, mileage = 16,
      complaint = "保养", promised_at = "2026-10-01 10:00" }).field):is("promised_at")
  end)

scenario("row 52: shares that do not sum are refused, and the odd fen is the customer's",
  function(day)
    local order = shop(day)
    local function share(shares)
      return { order = order.id, kind = "outside", text = "喷漆", unit_price = "100.01",
        shares = shares }
    end
    local no = day:refused("after_sales.order_line", share { customer = 3333, insurance = 6666 })
    expect(no.key):is("after_sales.shares_sum")
    expect(no.field):is("shares")
    expect(no.text):contains("99.99")
    expect(day:refused("after_sales.order_line", share { nobody = 10000 }).key)
      :is("after_sales.shares_payer")
    expect(day:refused("after_sales.order_line", share { customer = 12000, gift = -2000 }).key)
      :is("after_sales.shares_part")
    day:create("after_sales.order_line", share { customer = 3334, insurance = 3333, gift = 3333 })
    agree(day, order)
    work(day, order)
    local no_claim = day:refused(order, "settle")
    expect(no_claim.key):is("after_sales.claim_missing")
    expect(no_claim.field):is("claim_number")
    day:set(order, { claim_number = "PA-2026-77" })
    day:go(order, "settle")
    expect(paper(day, order, "insurance").amount):is(3333)
    expect(paper(day, order, "gift").amount):is(3333)
    expect(paper(day, order, "customer").amount):is(3335)
    expect(order.total):is(10001)
  end)

scenario("row 68: added work waits for a recorded yes, and what was agreed to does not change",
  function(day)
    local order = shop(day)
    local first = day:create("after_sales.order_line",
      { order = order.id, kind = "labor", text = "检查", hours = "1" })
    expect(day:refused(first, "finish").key):is("after_sales.consent_needed")
    expect(agree(day, order).amount):is(18000)
    expect(day:refused(first, { hours = "2" }).key):is("after_sales.line_agreed")
    local added = day:create("after_sales.order_line",
      { order = order.id, kind = "labor", text = "更换胶套", hours = "0.5" })
    expect(added.added):is(true)
    expect(day:refused(added, "finish").key):is("after_sales.consent_needed")
    day:go(first, "finish")
    expect(agree(day, order).amount):is(27000)
    day:go(added, "finish")
    expect(order.estimate):is(27000)
  end)

scenario("row 47: an order is settled once, and not while a line is open", function(day)
  local order = shop(day)
  day:create("after_sales.order_line",
    { order = order.id, kind = "labor", text = "检查", hours = "1" })
  agree(day, order)
  work(day, order)
  local late = day:create("after_sales.order_line",
    { order = order.id, kind = "labor", text = "洗车", hours = "0.1" })
  expect(day:refused(order, "settle").key):is("after_sales.consent_needed")
  agree(day, order)
  local no = day:refused(order, "settle")
  expect(no.key):is("after_sales.line_open")
  expect(no.text):contains("洗车")
  day:go(late, "decline", { declined_reason = "客户不要" })
  day:go(order, "settle")
  expect(order.total):is(18000)
  expect(day:refused(order, "settle").status):is("denied")
  expect(day:refused("after_sales.order_line", { order = order.id, kind = "labor", text = "再来",
    hours = "1" }).key):is("after_sales.order_closed")
  expect(day:refused(order, "deliver").key):is("after_sales.unpaid")
end)

scenario("row 62: the insurer pays later, the customer by voucher, card and cash, to the fen",
  function(day)
    local order = shop(day)
    day:create("after_sales.order_line", { order = order.id, kind = "outside", text = "钣金喷漆",
      unit_price = "1000.00", shares = { customer = 3000, insurance = 7000 } })
    day:set(order, { claim_number = "PA-2026-78" })
    agree(day, order)
    work(day, order)
    day:go(order, "settle")
    local mine, theirs = paper(day, order, "customer"), paper(day, order, "insurance")
    local somebody = day:create("crm.customer", { name = "韩梅", phone = "13900139009" })
    day:as("cashier")
    local card = day:create("after_sales.service_card", { customer = order.customer })
    day:create("after_sales.top_up",
      { service_card = card.id, amount = "120.00", method = "mobile" })
    local ticket = day:create("after_sales.voucher",
      { code = "V1", amount = "50.00", valid_to = "2026-12-31" })
    local function pay(method, amount, more)
      local fields = { settlement = mine.id, method = method, amount = amount }
      for key, value in pairs(more or {}) do fields[key] = value end
      return fields
    end
    expect(day:refused("after_sales.payment", pay("cash", "300.01")).key)
      :is("after_sales.payment_too_much")
    expect(day:refused("after_sales.payment",
      pay("voucher", "50.01", { voucher = ticket.id })).key):is("after_sales.voucher_small")
    local stranger = day:create("after_sales.voucher", { code = "V2", amount = "50.00",
      valid_to = "2026-12-31", customer = somebody.id })
    expect(day:refused("after_sales.payment",
      pay("voucher", "1.00", { voucher = stranger.id })).key):is("after_sales.voucher_other")
    day:create("after_sales.payment", pay("voucher", "50.00", { voucher = ticket.id }))
    expect(day:refused("after_sales.payment",
      pay("voucher", "1.00", { voucher = ticket.id })).key):is("after_sales.voucher_used")
    expect(day:refused("after_sales.payment",
      pay("service_card", "120.01", { service_card = card.id })).key):is("after_sales.card_small")
    local drawn = day:create("after_sales.payment",
      pay("service_card", "100.00", { service_card = card.id }))
    expect(drawn.balance_before):is(12000)
    expect(drawn.balance_after):is(2000)
    expect(card.balance):is(2000)
    expect(mine.due):is(15000)
    day:as("service_advisor")
    expect(day:refused(order, "deliver").key):is("after_sales.unpaid")
    day:as("cashier")
    day:create("after_sales.payment", pay("cash", "150.00"))
    day:as("service_advisor")
    day:go(order, "deliver")
    expect(theirs.due):is(70000)
    local file = day:get("crm.customer", order.customer)
    expect({ file.services, file.spend, file.points }):is({ 1, 30000, 30 })
  end)

scenario("row 51: a discount beyond one's authority is refused with both figures", function(day)
  local order = shop(day)
  local line = { order = order.id, kind = "labor", text = "检查", hours = "1",
    discount_rate = 501 }
  expect(day:refused("after_sales.order_line", line).key)
    :is("after_sales.discount_over_authority")
  day:as("service_manager")
  expect(day:create("after_sales.order_line", line).amount):is(17098)
end)

scenario("row 52: a rebuilt part is fitted only with the customer's yes in writing, and goes back "
  .. "on the shelf when the line is reopened", function(day)
  local order = shop(day)
  day:as("parts_manager")
  day:create("parts.warehouse", { code = "W1", name = "主仓库" })
  day:create("parts.part", { code = "R-1", name = "再制造发电机", unit = "个", kind = "remade",
    list_price = "800.00", certificate = "COC-1", opening_quantity = "1", opening_cost = "500.00" })
  day:as("service_advisor")
  local line = day:create("after_sales.order_line",
    { order = order.id, kind = "part", part_code = "R-1", quantity = "1" })
  expect(line.amount):is(80000)
  agree(day, order)
  expect(day:refused(line, "finish").key):is("after_sales.used_part")
  day:set(line, { used_part_agreed = true })
  day:go(line, "finish")
  expect(line.cost):is(50000)
  expect(line.text):is("再制造发电机")
  expect(day:call("parts.availability", { code = "R-1" }).on_hand):is(0)
  day:go(line, "reopen")
  expect(day:call("parts.availability", { code = "R-1" }).on_hand):is(1000)
  expect(line.cost):is(0)
end)
