-- tests/scenarios/parts_ledger.lua
-- The parts ledger: what goes in and out is what lies there, to the fen and the thousandth.

local function shop(day)
  day:store("aurora")
  day:as("parts_manager")
  day:create("parts.warehouse", { code = "W1", name = "主仓库" })
  day:as("parts_clerk")
  return day:create("parts.part", { code = "AUR-1", name = "机油滤清器", unit = "个",
    list_price = "150.00", certificate = "COC-2026-01" })
end

local function open_with(day, part, quantity, cost)
  day:as("parts_manager")
  day:call("parts.opening", { lines = { { part = part.id, quantity = quantity, cost = cost } } })
  day:as("parts_clerk")
end

local function stock_of(day, part)
  return day:find("parts.stock", { where = { part = part.id } })[1]
end

local function issue(day, part, quantity, more)
  local line = { part = part.id, quantity = quantity }
  for key, value in pairs(more or {}) do line[key] = value end
  return day:call("parts.issue", { subject_entity = "after_sales.repair_order", subject = 7,
    document = "RO-7", lines = { line } }).lines[1]
end

scenario("row 52: parts are issued at moving average and priced by the list", function(day)
  local part = shop(day)
  open_with(day, part, 10, "100.00")
  local line = issue(day, part, "4")
  expect(line.cost):is(40000)
  expect(line.price):is(15000)
  expect(line.amount):is(60000)
  expect(line.quantity):is(4000)
  local stock = stock_of(day, part)
  expect(stock.on_hand):is(6000)
  expect(stock.value):is(60000)
end)

scenario("row 52: the last piece clears the value to exactly nothing", function(day)
  local part = shop(day)
  day:as("parts_manager")
  day:call("parts.opening", { lines = { { part = part.id, quantity = "3", value = "100.00" } } })
  day:as("parts_clerk")
  expect(issue(day, part, 1).cost):is(3333)
  expect(issue(day, part, 1).cost):is(3334)
  expect(issue(day, part, 1).cost):is(3333)
  expect(stock_of(day, part).on_hand):is(0)
  expect(stock_of(day, part).value):is(0)
  expect(#day:call("parts.verify", {}).wrong):is(0)
end)

scenario("row 71: what is on hand, set aside and free is told, and the ledger proves it", function(day)
  local part = shop(day)
  open_with(day, part, 5, "20.00")
  local held = day:call("parts.reserve", { subject_entity = "after_sales.repair_order",
    subject = 7, document = "RO-7", lines = { { part = part.id, quantity = 2, line = 1 } } })
  expect(held.complete):is(true)
  local there = day:call("parts.availability", { code = "AUR-1", quantity = 4 })
  expect(there.on_hand):is(5000)
  expect(there.reserved):is(2000)
  expect(there.free):is(3000)
  expect(there.enough):is(false)
  issue(day, part, 2, { line = 1 }) -- its own come first
  expect(stock_of(day, part).reserved):is(0)
  expect(stock_of(day, part).on_hand):is(3000)
  local check = day:call("parts.verify", {})
  expect(check.checked):is(1)
  expect(#check.wrong):is(0)
end)

scenario("row 71: two clerks want the last piece; the second hears who has it", function(day)
  local part = shop(day)
  open_with(day, part, 1, "20.00")
  day:as("parts_clerk")
  day:call("parts.reserve", { subject_entity = "after_sales.repair_order", subject = 7,
    document = "RO-7", lines = { { part = part.id, quantity = 1 } } })
  day:as("service_advisor")
  local no = day:refused_call("parts.reserve", { subject_entity = "after_sales.repair_order",
    subject = 8, document = "RO-8", lines = { { part = part.id, quantity = 1 } } })
  expect(no.status):is("conflict")
  expect(no.key):is("parts.taken")
  expect(no.text):contains("RO-7")
  expect(no.text):contains("parts_clerk.aurora")
  day:call("parts.release", { subject_entity = "after_sales.repair_order", subject = 7 })
  expect(day:call("parts.availability", { part = part.id }).free):is(1000)
end)

scenario("a reservation ends by itself", function(day)
  local part = shop(day)
  open_with(day, part, 1, "20.00")
  day:call("parts.reserve", { subject_entity = "after_sales.repair_order", subject = 7,
    ["until"] = "2026-11-05 18:00", lines = { { part = part.id, quantity = 1 } } })
  expect(day:call("parts.availability", { part = part.id }).free):is(0)
  day:later { days = 4 }
  expect(day:call("parts.availability", { part = part.id }).free):is(1000)
end)

scenario("more than is there, nothing and less than nothing are refused by line", function(day)
  local part = shop(day)
  open_with(day, part, 2, "20.00")
  local function refused(quantity)
    return day:refused_call("parts.issue", { subject_entity = "x", subject = 1,
      lines = { { part = part.id, quantity = 1 }, { part = part.id, quantity = quantity } } })
  end
  expect(refused("3").key):is("parts.not_enough")
  for _, quantity in ipairs { "-1", "0", "1000001" } do
    expect(refused(quantity).key):is("parts.bad_quantity")
    expect(refused(quantity).field):is("quantity")
  end
  expect(stock_of(day, part).on_hand):is(2000) -- the first line went back with the second
end)

scenario("what was issued comes back at today's average, and never more of it", function(day)
  local part = shop(day)
  open_with(day, part, 10, "115.00")
  local out = issue(day, part, 5, { price = "200.00" })
  local back = day:call("parts.return", { lines = { { movement = out.movement, quantity = 2 } } })
  expect(back.cost):is(23000)
  expect(back.amount):is(40000)
  expect(stock_of(day, part).on_hand):is(7000)
  local no = day:refused_call("parts.return",
    { lines = { { movement = out.movement, quantity = 4 } } })
  expect(no.key):is("parts.return_too_much")
  expect(#day:call("parts.verify", {}).wrong):is(0)
end)

scenario("an occasion is posted once, however often it is asked for", function(day)
  local part = shop(day)
  open_with(day, part, 10, "10.00")
  local first = issue(day, part, 2, { occasion = "RO-7/1" })
  local again = issue(day, part, 2, { occasion = "RO-7/1" })
  expect(again.movement):is(first.movement)
  expect(again.cost):is(2000)
  expect(stock_of(day, part).on_hand):is(8000)
end)

scenario("nobody writes into the ledger or onto the shelf by hand", function(day)
  local part = shop(day)
  open_with(day, part, 2, "20.00")
  for _, role in ipairs { "parts_clerk", "parts_manager", "general_manager" } do
    day:as(role)
    local ask = { ["do"] = "set", entity = "parts.stock", id = 1, fields = { on_hand = "9" } }
    expect(day:refused_ask(ask).field):is("on_hand")
  end
end)

scenario("row 84: without a certificate nothing is sold or fitted", function(day)
  local part = shop(day)
  open_with(day, part, 2, "20.00")
  local bare = day:create("parts.part",
    { code = "X-1", name = "来路不明", unit = "个", list_price = "10.00" })
  open_with(day, bare, 2, "5.00")
  local no = day:refused_call("parts.issue", { subject_entity = "x", subject = 1,
    lines = { { part = bare.id, quantity = 1 } } })
  expect(no.key):is("parts.no_certificate")
  expect(no.field):is("certificate")
  day:set(bare, { certificate = "COC-9", standard = "GB/T 1" })
  issue(day, bare, 1)
end)

scenario("row 71: who merely wants more than there is hears of nobody who took one", function(day)
  local part = shop(day)
  open_with(day, part, 10, "20.00")
  day:as("parts_clerk")
  day:call("parts.issue", { subject_entity = "x", subject = 1,
    lines = { { part = part.id, quantity = 2 } } })
  day:as("service_advisor")
  local no = day:refused_call("parts.issue", { subject_entity = "x", subject = 2,
    lines = { { part = part.id, quantity = 100 } } })
  expect(no.key):is("parts.not_enough")
  expect(no.text):contains("8")
end)

scenario("rows 71, 80: the first stock of a part kept by lot names its lot, and can be taken", function(day)
  shop(day)
  day:as("parts_manager")
  local oil = day:create("parts.part", { code = "OIL-1", name = "机油", unit = "桶", by_lot = true,
    certificate = "COC-9", list_price = "300.00" })
  local no = day:refused_call("parts.opening", { lines = { { part = oil.id, quantity = "5",
    cost = "180.00" } } })
  expect(no.key):is("parts.opening_no_lot")
  day:call("parts.opening", { lines = {
    { part = oil.id, quantity = "5", cost = "180.00", lot = "L-1", expires_on = "2027-06-30" },
    { part = oil.id, quantity = "2", cost = "180.00", lot = "L-2" } } })
  local lots = day:find("parts.lot", { where = { part = oil.id }, sort = "id" })
  expect(lots[1].on_hand):is(5000)
  expect(lots[1].state):is("released")
  expect(lots[2].on_hand):is(2000)
  local went = day:call("parts.issue", { subject_entity = "x", subject = 1,
    lines = { { part = oil.id, quantity = 6 } } }).lines[1]
  expect(went.cost):is(108000)
  expect(lots[2].on_hand):is(1000)
  local listed = day:create("parts.part", { code = "OIL-2", name = "机油", unit = "桶", by_lot = true,
    certificate = "COC-9", opening_quantity = "3", opening_cost = "100.00", opening_lot = "L-7" })
  expect(day:find("parts.lot", { where = { part = listed.id } })[1].on_hand):is(3000)
end)
