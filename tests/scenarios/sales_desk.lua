-- tests/scenarios/sales_desk.lua
-- What a month costs, who insures, and how the plate gets on the car.

local VIN <const> = "LDMA5A1B2TA000101"

local function shop(day, energy)
  day:store("aurora")
  day:as("sales_manager")
  return day:create("sales.model",
    { name = "晨光 1.5T", list_price = "339000.00", energy = energy or "petrol" })
end

local function signed(day, model, price)
  day:as("sales_advisor")
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  local order = day:create("sales.order",
    { customer = buyer.id, model = model.id, price = price or "339000.00" })
  day:go(order, "sign")
  return order, buyer
end

local function worked_out(day, principal, months, rate, method, due)
  return day:call("sales.instalments", { principal = principal, months = months,
    annual_rate = rate, method = method, due = due })
end

scenario("row 22: instalments agree with the published values, to the fen", function(day)
  shop(day)
  day:as("sales_advisor")
  -- pmt(8 % / 12, 60, 15,000) = −304.145914 and pmt(80 % a month, 3, 20,000) = −19,311.258
  expect(worked_out(day, "15000.00", 60, 800).first):is("304.15")
  expect(worked_out(day, "20000.00", 3, 96000).first):is("19311.26")
  -- ipmt(10 % / 12, 1 and 3, 24, 2,000) = −16.667 and −15.401; paid at the beginning: 0
  local rows = worked_out(day, "2000.00", 24, 1000).rows
  expect(rows[1].interest):is("16.67")
  expect(rows[3].interest):is("15.40")
  expect(worked_out(day, "2000.00", 24, 1000, nil, "begin").rows[1].interest):is("0.00")
  expect(worked_out(day, "1000.00", 10, 0).first):is("100.00") -- nper(0, −100, 1,000) = 10
end)

scenario("row 22: the principals sum to the loan, whatever the fen", function(day)
  shop(day)
  day:as("sales_advisor")
  for _, method in ipairs { "equal_payment", "equal_principal" } do
    local told = worked_out(day, "100000.01", 36, 385, method)
    local principal, interest = 0, 0
    for _, row in ipairs(told.rows) do
      principal = principal + math.floor(tonumber(row.principal) * 100 + 0.5)
      interest = interest + math.floor(tonumber(row.interest) * 100 + 0.5)
    end
    expect(principal):is(10000001)
    expect(told.rows[36].balance):is("0.00")
    expect(math.floor(tonumber(told.interest) * 100 + 0.5)):is(interest)
  end
  expect(pcall(worked_out, day, "100.00", 0, 385)):is(false)
  expect(pcall(worked_out, day, "100.005", 12, 385)):is(false)
end)

scenario("row 22: a loan is applied for with consent, decided by the lender, booked when it is here",
  function(day)
    local order = signed(day, shop(day))
    day:as("cashier")
    expect(day:refused("sales.payment", { order = order.id, kind = "balance", amount = "1.00",
      method = "loan" }).key):is("sales.loan_no_file")
    day:as("sales_advisor")
    local fields = { order = order.id, lender = "平安银行", principal = "340000.00",
      months = 36, annual_rate = 360, first_due_on = "2026-12-31" }
    expect(day:refused("sales.loan", fields).key):is("sales.loan_beyond_price")
    fields.principal = "200000.00"
    local loan = day:create("sales.loan", fields)
    expect(loan.first_payment):is(586928)
    expect(day:refused(loan, "submit").key):is("sales.loan_consent")
    day:go(loan, "submit", { consent = true })
    expect(day:refused(loan, { months = 24 }).key):is("sales.loan_frozen")
    expect(day:refused(loan, "approve").status):is("forbidden")
    day:as("sales_assistant")
    day:go(loan, "approve", { lender_number = "PA-1" })
    local rows = day:find("sales.instalment", { where = { loan = loan.id }, sort = "number" })
    expect(#rows):is(36)
    expect(rows[3].due_on):is(day:time("2027-02-28 08:00") // 86400000)
    day:as("cashier")
    local part = { order = order.id, kind = "balance", amount = "200000.00", method = "loan" }
    expect(day:refused("sales.payment", part).key):is("sales.loan_undisbursed")
    day:as("sales_assistant")
    day:go(loan, "disburse")
    day:as("cashier")
    day:create("sales.payment", part)
    expect(order.paid):is(20000000)
  end)

scenario("row 24: a quote says what a month costs and what the car costs on the road", function(day)
  local model = shop(day, "phev")
  day:as("sales_advisor")
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  local quote = day:create("sales.quote", { customer = buyer.id, model = model.id,
    price = "339000.00", down_payment = "139000.00", finance_months = 36, finance_rate = 360,
    finance_method = "equal_payment", insurance_premium = "6000.00", fees = "500.00" })
  expect(quote.finance_amount):is(20000000)
  expect(quote.instalment):is(586928)
  expect(quote.purchase_tax):is(1500000) -- 339,000 ÷ 1.13 × 10 % ÷ 2
  expect(quote.on_road_total):is(36050000)
  expect(day:refused(quote, { down_payment = "339000.01" }).field):is("down_payment")
  day:go(quote, "send")
  expect(day:refused(quote, { finance_months = 48 }).key):is("sales.terms_frozen")
end)

scenario("row 24: the purchase tax follows the dated law", function(day)
  shop(day)
  day:as("sales_advisor")
  local function tax(price, energy, date)
    return day:call("sales.purchase_tax", { price = price, energy = energy,
      today = day:time(date .. " 08:00") // 86400000 }).tax
  end
  expect(tax(22600000, "petrol", "2026-11-02")):is(2000000)
  expect(tax(16980000, "petrol", "2026-11-02")):is(1502655)
  expect(tax(33900000, "ev", "2025-12-31")):is(0)
  expect(tax(33900000, "ev", "2026-01-01")):is(1500000)
  expect(tax(45200000, "ev", "2026-01-01")):is(2500000)
  expect(tax(45200000, "ev", "2028-01-01")):is(4000000)
end)

local function insured(day, order, buyer, fields)
  local policy = { order = order.id, customer = buyer.id, kind = "compulsory",
    insurer = "人保财险", premium = "950.00", starts_on = "2026-11-03", ends_on = "2027-11-02",
    vin = VIN }
  for key, value in pairs(fields or {}) do policy[key] = value end
  return day:create("sales.policy", policy)
end

scenario("row 23: insurance is the customer's choice, and its end is asked about in time", function(day)
  local order, buyer = signed(day, shop(day))
  expect(day:refused("sales.policy", { order = order.id, customer = buyer.id,
    kind = "commercial", insurer = "人保财险", premium = "1.00", starts_on = "2026-11-03",
    ends_on = "2026-11-03" }).field):is("ends_on")
  local policy = insured(day, order, buyer)
  expect(day:refused(policy, "activate", { number = "P1" }).key):is("sales.policy_not_agreed")
  day:go(policy, "activate", { number = "P1", agreed = true })
  local second = insured(day, order, buyer, { agreed = true, starts_on = "2027-11-02",
    ends_on = "2028-11-01" })
  expect(day:refused(second, "activate", { number = "P2" }).key):is("sales.policy_twice")
  day:at("2027-09-03 08:00")
  expect(#day:tasks { kind = "renewal", subject = policy }):is(0)
  day:at("2027-09-03 10:00") -- sixty days before
  expect(#day:tasks { kind = "renewal", subject = policy }):is(1)
  day:at("2027-10-27 10:00") -- thirty, fifteen, seven
  expect(#day:tasks { kind = "renewal", subject = policy }):is(4)
  day:set(second, { starts_on = "2027-11-03", renews = policy.id })
  day:go(second, "activate", { number = "P2" })
  expect(policy.state):is("renewed")
  day:at("2028-11-02 10:00")
  expect(second.state):is("expired")
end)

scenario("row 31: insured, taxed, plated; the fee is agreed, and the car knows its plate", function(day)
  local model = shop(day)
  local car = day:create("sales.vehicle", { vin = VIN, model = model.id })
  day:go(car, "arrive")
  local order, buyer = signed(day, model)
  day:go(order, "allocate", { vehicle = car.id })
  expect(day:refused("sales.plate_service", { order = order.id, fee = "800.00" }).key)
    :is("sales.service_not_agreed")
  local service = day:create("sales.plate_service",
    { order = order.id, fee = "800.00", agreed = true })
  expect(service.tax_due):is(3000000)
  expect(day:refused(service, "insure").key):is("sales.service_uninsured")
  local policy = insured(day, order, buyer, { agreed = true })
  day:go(policy, "activate", { number = "P1" })
  day:go(service, "insure")
  day:go(service, "pay_tax", { tax_receipt = "440300-1" })
  expect(day:refused(service, "plate", { plate = "粤B12345" }).key):is("sales.plate_papers_open")
  local list = { where = { subject_entity = "sales.plate_service", subject = service.id } }
  for _, item in ipairs(day:find("sales.check_item", list)) do day:set(item, { done = true }) end
  expect(day:refused(service, "plate", { plate = "粤BI2345" }).field):is("plate")
  day:go(service, "plate", { plate = "粤B12345" })
  expect(car.plate):is("粤B12345")
  expect(service.plated_on):exists()
end)

scenario("row 31: a temporary plate lasts thirty days, comes three times, and ends with the insurance",
  function(day)
    local order, buyer = signed(day, shop(day))
    local policy = insured(day, order, buyer, { agreed = true, ends_on = "2027-01-20" })
    day:go(policy, "activate", { number = "P1" })
    day:as("sales_assistant")
    local service = day:create("sales.plate_service", { order = order.id })
    local function temporary(from, to)
      return { plate_service = service.id, number = "粤B临0001", starts_on = from, ends_on = to }
    end
    expect(day:refused("sales.temp_plate", temporary("2026-11-03", "2026-12-03")).key)
      :is("sales.temp_plate_long")
    day:create("sales.temp_plate", temporary("2026-11-03", "2026-12-02"))
    day:create("sales.temp_plate", temporary("2026-12-03", "2027-01-01"))
    expect(day:refused("sales.temp_plate", temporary("2027-01-02", "2027-01-21")).key)
      :is("sales.temp_plate_uninsured")
    day:create("sales.temp_plate", temporary("2027-01-02", "2027-01-20"))
    expect(day:refused("sales.temp_plate", temporary("2027-01-20", "2027-01-20")).key)
      :is("sales.temp_plate_often")
  end)
