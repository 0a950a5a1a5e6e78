-- tests/scenarios/parts_planning.lua
-- What to stock, what to order and why, what is dead, and what the store room is worth.

local function shop(day)
  day:store("aurora")
  day:as("parts_manager")
  day:create("parts.warehouse", { code = "W1", name = "主仓库" })
end

local function part(day, code, quantity, cost, more)
  local fields = { code = code, name = "件" .. code, unit = "个", list_price = "9.00",
    certificate = "COC", opening_quantity = quantity, opening_cost = cost }
  for key, value in pairs(more or {}) do fields[key] = value end
  return day:create("parts.part", fields)
end

local function issue(day, what, quantity, date)
  return day:call("parts.issue", { subject_entity = "x", subject = 1, dated_on = date,
    lines = { { part = what.id, quantity = quantity } } }).lines[1]
end

local function assessed(day, what)
  return day:find("parts.assessment", { where = { part = what.id } })[1]
end

scenario("row 69: A, B and C by the value used in a year; the first is always A", function(day)
  shop(day)
  local values = { "70000", "15000", "6000", "4000", "3000", "2000" }
  local classes = { "A", "B", "B", "B", "C", "C" }
  for i, value in ipairs(values) do
    issue(day, part(day, "P" .. i, "1", value), 1)
  end
  local list = day:call("parts.abc", {}).parts
  expect(#list):is(6)
  for i, class in ipairs(classes) do
    expect(list[i].code):is("P" .. i)
    expect(list[i].class):is(class)
  end
end)

scenario("row 70: a suggested order says for every line why", function(day)
  shop(day)
  local wanted = part(day, "W", "100", "10.00", { pack = "6" })
  part(day, "N", "5", "10.00") -- nobody wants it
  for month = 1, 10 do issue(day, wanted, 9, ("2026-%02d-15"):format(month)) end
  local lines = day:call("parts.suggest", {}).lines
  expect(#lines):is(0) -- ten are left, and a month wants nine
  issue(day, wanted, 4)
  local found = day:call("parts.suggest", { write = true })
  expect(#found.lines):is(1)
  expect(found.lines[1].code):is("W")
  expect(found.lines[1].quantity % 6000):is(0) -- whole packs
  expect(found.lines[1].why.key):is("parts.why.below_point")
  expect(found.lines[1].why.values.free):is("6")
  expect(found.lines[1].why.values.month):is("9")
  local line = day:find("parts.purchase_line", { where = { purchase = found.purchase } })[1]
  expect(line.price):is(1000)
  expect(line.quantity):is(found.lines[1].quantity)
end)

scenario("row 70: below the minimum is a reason, and the maximum is never passed", function(day)
  shop(day)
  part(day, "M", "1", "10.00", { minimum = "4", maximum = "5" })
  local lines = day:call("parts.suggest", {}).lines
  expect(#lines):is(1)
  expect(lines[1].why.key):is("parts.why.below_minimum")
  expect(lines[1].quantity):is(3000)
end)

scenario("row 69: what was wanted of the old number counts for the new one", function(day)
  shop(day)
  local old, new = part(day, "OLD", "40", "10.00"), part(day, "NEW", "1", "10.00")
  for month = 5, 10 do issue(day, old, 6, ("2026-%02d-15"):format(month)) end
  day:create("parts.supersession", { old_part = old.id, new_part = new.id,
    valid_from = "2026-11-01", new_quantity = "2" })
  local seen = day:call("parts.forecast", { part = new.id })
  expect(seen.positive):is(6)
  expect(seen.ses):is(12000) -- two new ones for an old one
  expect(seen.class):is("smooth")
  expect(day:call("parts.forecast", { part = old.id }).positive):is(0)
end)

scenario("row 69: now-and-then demand is told from steady demand, and being surer has a price",
  function(day)
    shop(day)
    local rare = part(day, "RARE", "40", "100.00")
    for _, month in ipairs { 1, 4, 6, 9 } do
      issue(day, rare, month == 6 and 2 or 1, ("2026-%02d-10"):format(month))
    end
    local seen = day:call("parts.forecast", { part = rare.id })
    expect(seen.class):is("intermittent")
    expect(seen.method):is("sba")
    expect(seen.croston):above(seen.sba)
    local levels = day:call("parts.service_levels", { part = rare.id }).levels
    expect(levels[1].service):is(5000)
    expect(levels[#levels].service):is(10000)
    expect(levels[#levels].stock):is(2000)
    expect(levels[#levels].value):is(20000)
    expect(levels[#levels].holding_cost):is(4000)
    expect(levels[1].stock):below(levels[#levels].stock)
  end)

scenario("row 76: six months without a move is dead; it is cleared, and the result counted",
  function(day)
    shop(day)
    local dead, live = part(day, "DEAD", "10", "80.00"), part(day, "LIVE", "10", "10.00")
    day:later { days = 170 }
    issue(day, live, 1)
    day:later { days = 20 }
    local sum = day:call("parts.assess", {})
    expect(assessed(day, dead).idle_days):is(190)
    expect(sum.clear):is(1)
    expect(sum.dead_value):is(80000)
    expect(assessed(day, dead).advice):is("clear")
    expect(assessed(day, live).advice):is("none")
    expect(#day:tasks { kind = "parts_idle", subject = dead }):is(1)
    day:as("parts_clerk")
    local plan = day:create("parts.clearance",
      { part = dead.id, price = "50.00", ["until"] = "2027-06-30", plan = "九折上架" })
    day:as("parts_manager")
    day:go(plan, "begin")
    expect(plan.stock_value):is(80000)
    day:as("parts_clerk")
    local sale = day:create("parts.sale", {})
    day:create("parts.sale_line", { sale = sale.id, part = dead.id, quantity = "4", price = "50.00" })
    day:go(sale, "issue")
    expect(day:refused(plan, "finish").field):is("result")
    day:go(plan, "finish", { result = "清出四成" })
    expect(plan.gone):is(4000)
    expect(plan.proceeds):is(20000)
    expect(plan.cost):is(32000)
  end)

scenario("row 76: wanted in three of twelve months: stock it", function(day)
  shop(day)
  local new = part(day, "NEW", "9", "10.00")
  for _, month in ipairs { "07", "08" } do issue(day, new, 1, "2026-" .. month .. "-10") end
  day:call("parts.assess", {})
  expect(assessed(day, new).advice):is("none")
  issue(day, new, 1, "2026-10-10")
  day:call("parts.assess", {})
  expect(assessed(day, new).advice):is("stock")
end)

scenario("row 75: a lot is on a list a month before its last day", function(day)
  shop(day)
  local oil = part(day, "OIL", "1", "10.00")
  local lot = day:create("parts.lot", { part = oil.id, number = "L1", expires_on = "2026-11-30" })
  day:later { days = 1 }
  expect(#day:tasks { kind = "parts_expires", subject = lot }):is(0) -- nothing lies in it
end)

scenario("row 77: turns, days and what the stock ties up", function(day)
  shop(day)
  local pad = part(day, "PAD", "690", "1.00") -- 690 in the beginning
  day:at("2026-12-01 09:00")
  issue(day, pad, 600)
  local seen = day:call("parts.figures", { from = "2026-12-15", to = "2027-11-02" })
  expect(seen.cost_of_sales):is(60000)
  expect(seen.average_stock):is(39000) -- (690 + 90) / 2
  expect(seen.stock_value):is(9000)
  expect(seen.turns):is(1538)
  expect(seen.days):is(237250)
  expect(seen.holding_cost):is(7800)
end)

scenario("row 79: fill rate is what was there when it was wanted; a complaint stays with it",
  function(day)
    shop(day)
    local pad = part(day, "PAD", "960", "1.00")
    issue(day, pad, 960)
    day:as("service_advisor")
    day:create("parts.shortage", { part = pad.id, kind = "emergency", quantity = "60" })
    local lost = day:create("parts.shortage",
      { part = pad.id, kind = "lost", quantity = "40", complaint = "TS-2026-7" })
    expect(lost.complaint):is("TS-2026-7")
    expect(day:refused("parts.shortage", { part = pad.id, quantity = "-1" }).field):is("quantity")
    day:as("parts_manager")
    local seen = day:call("parts.figures", { from = "2026-11-01", to = "2026-11-30" })
    expect(seen.demand):is(1000000)
    expect(seen.fill_rate):is(9000)
  end)

scenario("row 78: shrinkage is what was lost of what lay there", function(day)
  shop(day)
  local pad = part(day, "PAD", "100", "10.00")
  day:as("parts_clerk")
  local gone = day:create("parts.adjustment",
    { part = pad.id, kind = "theft", quantity = "-2", reason = "失窃" })
  day:as("parts_manager")
  day:go(gone, "approve")
  local seen = day:call("parts.figures", { from = "2026-11-01", to = "2026-11-30" })
  expect(seen.losses):is(2000)
  expect(seen.shrinkage):is(408) -- of 490 yuan on average: nothing before, 980 after
end)

scenario("row 72: only class A is counted this month", function(day)
  shop(day)
  local a, c = part(day, "A", "2", "900.00"), part(day, "C", "2", "1.00")
  issue(day, a, 1)
  issue(day, c, 1)
  day:call("parts.assess", {})
  local place = day:find("parts.warehouse", {})[1]
  local take = day:create("parts.stocktake", { warehouse = place.id, abc = "A" })
  day:go(take, "freeze")
  expect(take.parts):is(1)
  issue(day, c, 1) -- the rest goes on
end)

scenario("row 70: the look at all parts comes back by itself, as often as shelves are reviewed",
  function(day)
    day:store("aurora")
    day:as("parts_manager")
    day:create("parts.warehouse", { code = "W1", name = "主仓库" })
    day:create("parts.part", { code = "AUR-1", name = "机油滤清器", unit = "个",
      certificate = "COC-1", opening_quantity = "4", opening_cost = "20.00" })
    expect(#day:find("parts.assessment", {})):is(0)
    day:later { days = 40 }
    local seen = day:find("parts.assessment", {})
    expect(#seen):is(1)
    expect(seen[1].stock_value):is(8000)
    local idle = seen[1].idle_days
    day:later { days = 40 }
    expect(day:find("parts.assessment", {})[1].idle_days):above(idle)
  end)
