-- tests/scenarios/sales_targets.lua
-- Targets: what one must say, whose parts sum to the whole, and how far they are (rows 3, 4, 40).

local dms <const> = require("dms")

local function user(day, role)
  return day:find("core.user", { where = { name = role .. ".aurora" } })[1].id
end

local function target(number, more)
  local fields = { figure = "sales.units", number = number, period = "month",
    starts_on = "2026-11-01", level = "store" }
  for key, value in pairs(more or {}) do fields[key] = value end
  return fields
end

local function open(day)
  day:store("aurora")
  day:as("sales_manager")
end

-- One car of the advisor goes out in November.
local function sell(day)
  day:as("sales_manager")
  local model = day:create("sales.model", { name = "晨光 1.5T", list_price = "100000.00" })
  local car = day:create("sales.vehicle",
    { vin = "LDMA5A1B2TA000101", model = model.id, cost = "90000.00" })
  day:go(car, "arrive")
  day:as("sales_advisor")
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  local order = day:create("sales.order", { customer = buyer.id, model = model.id,
    list_price = "100000.00", price = "100000.00" })
  day:go(order, "sign")
  day:as("cashier")
  day:create("sales.payment",
    { order = order.id, kind = "balance", amount = "100000.00", method = "card" })
  day:as("sales_advisor")
  day:go(order, "allocate", { vehicle = car.id })
  day:create("sales.inspection", { order = order.id, vin_seen = "LDMA5A1B2TA000101",
    performance = true, exterior = true, interior = true, accessories = true })
  day:set(order, { x_plate_done = true })
  day:go(order, "deliver")
  day:as("sales_manager")
end

scenario("row 3: a target says its figure, number, period, days and whose it is", function(day)
  open(day)
  local whole = day:create("sales.target", target("12"))
  expect(whole.unit):is("count")
  expect(whole.ends_on):is(dms.date("2026-11-30"))
  local function refused(more, key, field)
    local no = day:refused("sales.target", target("12", more))
    expect(no.key):is(key)
    expect(no.field):is(field)
  end
  refused({ figure = "sales.unit" }, "sales.figure_near", "figure")
  refused({ number = "12.5" }, "sales.target_whole", "number")
  refused({ figure = "sales.amount", number = "12.345" }, "sales.target_fen", "number")
  refused({ starts_on = "2026-11-02" }, "sales.target_begins", "starts_on")
  refused({ period = "quarter" }, "sales.target_begins", "starts_on")
  refused({ ends_on = "2026-12-01" }, "sales.target_ends", "ends_on")
  refused({ level = "person" }, "sales.target_needs_person", "person")
  refused({ person = user(day, "sales_advisor") }, "sales.target_of_store", "person")
  refused({ parent = whole.id, figure = "sales.signed" }, "sales.target_other_figure", "figure")
  refused({ parent = whole.id, starts_on = "2026-12-01" }, "sales.target_outside", "starts_on")
end)

scenario("rows 3 and 4: parts that do not sum to the whole are refused with the difference",
  function(day)
    open(day)
    local whole = day:create("sales.target", target("12"))
    local mine = day:create("sales.target", target("7",
      { level = "person", person = user(day, "sales_advisor"), parent = whole.id }))
    local hers = day:create("sales.target", target("4",
      { level = "person", person = user(day, "key_account_manager"), parent = whole.id }))
    local no = day:refused(whole, "agree")
    expect(no.key):is("sales.target_too_little")
    expect(no.rule):is("sales/agree_target")
    expect(no.text:find("11", 1, true) ~= nil and no.text:find("少 1", 1, true) ~= nil):is(true)
    day:set(hers, { number = "6" })
    expect(day:refused(mine, "agree").key):is("sales.target_too_much")
    day:set(hers, { number = "5" })
    day:go(whole, "agree")
    day:go(mine, "agree")
    day:go(hers, "agree")
    expect(day:refused(mine, { number = "8" }).key):is("sales.target_frozen")
    expect(day:refused(day:create("sales.target", target("12")), "agree").key)
      :is("sales.target_twice")
  end)

scenario("row 4: a target is split among people, and moving keeps the sum", function(day)
  open(day)
  local whole = day:create("sales.target", target("10"))
  local people = { user(day, "sales_advisor"), user(day, "key_account_manager"),
    user(day, "sales_assistant") }
  day:call("sales.split_target", { target = whole.id, people = people })
  local parts = day:find("sales.target", { where = { parent = whole.id }, sort = "id" })
  expect(#parts):is(3)
  expect(parts[1].number):is(4000) -- thousandths: 4 + 3 + 3
  expect(parts[2].number):is(3000)
  expect(parts[3].number):is(3000)
  day:go(whole, "agree")
  for _, part in ipairs(parts) do day:go(part, "agree") end
  day:call("sales.move_target", { from = parts[1].id, to = parts[3].id, number = "2" })
  expect(parts[1].number):is(2000)
  expect(parts[3].number):is(5000)
  expect(parts[3].state):is("agreed")
end)

scenario("row 3: months of a quarter sum to it, beside the parts of its people", function(day)
  open(day)
  local quarter = day:create("sales.target",
    target("30", { period = "quarter", starts_on = "2026-10-01" }))
  for month, number in pairs { ["2026-10-01"] = "8", ["2026-11-01"] = "10" } do
    day:create("sales.target", target(number, { starts_on = month, parent = quarter.id }))
  end
  expect(day:refused(quarter, "agree").key):is("sales.target_too_little")
  day:create("sales.target", target("12", { starts_on = "2026-12-01", parent = quarter.id }))
  day:go(quarter, "agree")
end)

scenario("rows 3 and 40: attainment is what the figure says at this moment", function(day)
  open(day)
  local whole = day:create("sales.target", target("4"))
  local mine = day:create("sales.target", target("4",
    { level = "person", person = user(day, "sales_advisor"), parent = whole.id }))
  local money = day:create("sales.target", target("400000", { figure = "sales.amount" }))
  for _, one in ipairs { whole, mine, money } do day:go(one, "agree") end
  expect(day:call("sales.target_status", { target = whole.id }).attainment):is("0.00")
  sell(day)
  local status = day:call("sales.target_status", { target = whole.id })
  expect(status.actual):is("1")
  expect(status.open):is("3")
  expect(status.attainment):is("25.00")
  expect(day:call("sales.target_status", { target = money.id }).attainment):is("25.00")
  local figure = day:figure("sales.amount", { window = "month", at = "2026-11-15" })
  expect(figure.target):is("400000.00")
  expect(figure.attainment):is("25.00")
  day:as("sales_advisor")
  expect(day:call("sales.target_status", { target = mine.id }).attainment):is("25.00")
  day:as("key_account_manager") -- somebody else's is nobody's business
  expect(day:figure("sales.units", { window = "month", at = "2026-11-15",
    only = { person = user(day, "sales_advisor") } }).target):is(nil)
  day:as("sales_advisor")
  expect(day:figure("sales.units", { window = "month", at = "2026-11-15",
    only = { person = user(day, "sales_advisor") } }).target):is(4)
end)
