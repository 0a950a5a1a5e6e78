-- tests/scenarios/parts_sale.lua
-- Parts over the counter: priced, taken from the shelf, paid, taken back, and judged by the month.

local function shop(day)
  day:store("aurora")
  day:as("parts_manager")
  day:create("parts.warehouse", { code = "W1", name = "主仓库" })
  return day:create("parts.part", { code = "AUR-1", name = "雨刷", unit = "副",
    list_price = "80.00", certificate = "COC-1", opening_quantity = "10", opening_cost = "50.00",
    display_place = "展厅 2 号柜", warranty_days = 90, warranty_km = 5000 })
end

local function sold(day, part, quantity, price)
  day:as("parts_clerk")
  local sale = day:create("parts.sale", { customer_name = "李雷", phone = "13900139000" })
  local line = day:create("parts.sale_line",
    { sale = sale.id, part = part.id, quantity = quantity, price = price })
  day:go(sale, "issue")
  return sale, line
end

scenario("row 81: sold at the list price, paid at the till by somebody else", function(day)
  local part = shop(day)
  local sale, line = sold(day, part, "2")
  expect(sale.total):is(16000)
  expect(sale.cost):is(10000)
  expect(line.price):is(8000)
  expect(day:refused(sale, "pay", { method = "cash" }).status):is("forbidden")
  expect(day:refused("parts.sale_line",
    { sale = sale.id, part = part.id, quantity = "1" }).key):is("parts.document_closed")
  local gone = { ["do"] = "remove", entity = "parts.sale_line", id = line.id }
  expect(day:refused_ask(gone).key):is("parts.document_closed")
  day:as("cashier")
  expect(day:refused(sale, "pay").field):is("method")
  day:go(sale, "pay", { method = "mobile" })
  expect(sale.state):is("paid")
end)

scenario("row 81: what is sold comes back with its money, and never more of it", function(day)
  local part = shop(day)
  local _, line = sold(day, part, "3", "70.00")
  local back = day:create("parts.sale_return",
    { sale_line = line.id, quantity = "1", reason = "型号不符" })
  expect(back.refund):is(7000)
  expect(day:find("parts.stock", {})[1].on_hand):is(8000)
  expect(day:refused("parts.sale_return",
    { sale_line = line.id, quantity = "3", reason = "x" }).key):is("parts.return_too_much")
  expect(#day:call("parts.verify", {}).wrong):is(0)
end)

scenario("row 81: the month's target and what came of it, person by person", function(day)
  local part = shop(day)
  local sale, line = sold(day, part, "5")
  day:create("parts.sale_return", { sale_line = line.id, quantity = "1", reason = "x" })
  day:as("parts_manager")
  day:create("parts.sales_target",
    { month = "2026-11-20", user = sale.owner, amount = "640.00" })
  local month = day:call("parts.sales", { month = "2026-11-05" })
  expect(month.month):is("2026-11-01")
  expect(month.sold):is(32000)
  expect(month.cost):is(20000)
  expect(#month.people):is(1)
  expect(month.people[1].rate):is(5000)
end)

scenario("row 63: how long a fitted part is good for goes along with it", function(day)
  local part = shop(day)
  local line = day:call("parts.issue", { subject_entity = "x", subject = 1,
    lines = { { part = part.id, quantity = 1 } } }).lines[1]
  expect(line.warranty_days):is(90)
  expect(line.warranty_km):is(5000)
end)

scenario("row 87: what is on display is a list", function(day)
  shop(day)
  local shown = day:find("parts.part", { where = { display_place = { is_null = false } } })
  expect(#shown):is(1)
  expect(shown[1].display_place):is("展厅 2 号柜")
end)

scenario("rows 81, 93: what a known customer buys over the counter stands in his timeline",
  function(day)
    local part = shop(day)
    day:as("sales_manager")
    local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
    day:as("parts_clerk")
    local sale = day:create("parts.sale", { customer = buyer.id, customer_name = "李雷" })
    local line = day:create("parts.sale_line", { sale = sale.id, part = part.id, quantity = "2" })
    day:go(sale, "issue")
    day:as("cashier")
    day:go(sale, "pay", { method = "mobile" })
    day:as("parts_clerk")
    day:create("parts.sale_return", { sale_line = line.id, quantity = "1", reason = "买错" })
    day:as("sales_manager")
    local told = day:find("crm.entry", { where = { entity = "parts.sale" }, sort = "id" })
    expect(#told):is(2)
    expect(told[1].amount):is(sale.total)
    expect(told[2].amount):is(-sale.total // 2)
    expect(day:find("crm.customer", { where = { id = buyer.id } })[1].spend):is(sale.total // 2)
  end)
