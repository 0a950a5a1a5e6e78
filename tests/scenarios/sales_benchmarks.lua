-- tests/scenarios/sales_benchmarks.lua
-- What competitors and the trade reach stands beside the figure, of each the newest (row 173).
local NOVEMBER <const> = { window = "month", at = "2026-11-15" }

local function open(day)
  day:store("aurora")
  day:as("sales_manager")
  day:at("2026-11-10 10:00")
  for index = 1, 3 do
    day:create("crm.lead", { name = "客户" .. index, source = "web",
      phone = "1380013" .. (8100 + index) })
  end
end

local function benchmark(name, number, from, more)
  local fields = { figure = "sales.leads", name = name, number = number, period = "month",
    starts_on = from, source = "中汽协月报" }
  for key, value in pairs(more or {}) do fields[key] = value or nil end -- false: unsaid
  return fields
end

local function beside(day, name, window)
  return day:figure(name or "sales.leads", window or NOVEMBER).benchmarks
end

scenario("row 173: each name's newest number that holds stands beside the figure, in words",
  function(day)
    open(day)
    expect(beside(day) == nil):is(true)
    local first = day:create("sales.benchmark", benchmark("东城店", "5", "2026-09-01"))
    expect(first.unit):is("count")
    day:create("sales.benchmark", benchmark("东城店", "2", "2026-11-01"))
    day:create("sales.benchmark", benchmark("行业均值", "3", "2026-10-01", { kind = "industry" }))
    day:create("sales.benchmark", benchmark("西城店", "9", "2026-10-01",
      { ends_on = "2026-10-31" }))
    day:create("sales.benchmark", benchmark("南城店", "1", "2026-12-01"))
    local seen = beside(day)
    expect(#seen):is(2) -- 西城店 ended, 南城店 has not begun
    expect(seen[1].name):is("东城店")
    expect(seen[1].value):is(2)
    expect(seen[1].since):is("2026-11-01")
    expect(seen[1].source):is("中汽协月报")
    expect(seen[1].compared):is("above") -- three leads
    expect(seen[2].compared):is("equal")
    local october = beside(day, "sales.leads", { window = "month", at = "2026-10-15" })
    expect(#october):is(3)
    expect(october[3].name):is("东城店") -- as it was then
    expect(october[3].value):is(5)
    expect(october[3].compared):is("below") -- nobody came
  end)

scenario("row 173: what adds up is compared over its own span, a rate over any", function(day)
  open(day)
  day:create("sales.benchmark", benchmark("东城店", "40", "2026-01-01", { period = "quarter" }))
  day:create("sales.benchmark", benchmark("东城店", "18.50", "2026-01-01",
    { figure = "sales.penetration", period = false }))
  expect(beside(day) == nil):is(true)
  local quarter = beside(day, "sales.leads", { window = "quarter", at = "2026-11-15" })
  expect(quarter[1].value):is(40)
  local rolling = beside(day, "sales.penetration", { window = "rolling", days = 7 })
  expect(rolling[1].value):is("18.50")
  expect(rolling[1].compared):is("below") -- none of three was delivered to
  local october = beside(day, "sales.penetration", { window = "month", at = "2026-10-15" })
  expect(october[1].compared == nil):is(true) -- nothing to compare
  local advisor = day:find("core.user", { where = { name = "sales_advisor.aurora" } })[1].id
  expect(day:figure("sales.penetration", { window = "month", at = "2026-11-15",
    only = { person = advisor } }).benchmarks == nil):is(true) -- others are known as a whole
end)

scenario("row 173: another store has its own, and what makes no sense is refused", function(day)
  open(day)
  day:create("sales.benchmark", benchmark("东城店", "2", "2026-11-01"))
  local function refused(more, key, field)
    local no = day:refused("sales.benchmark", benchmark("西城店", "2", "2026-11-01", more))
    expect(no.key):is(key)
    expect(no.field):is(field)
  end
  refused({ figure = "sales.lead" }, "sales.figure_near", "figure")
  refused({ number = "2.5" }, "sales.target_whole", "number")
  refused({ period = false }, "sales.benchmark_period", "period")
  refused({ ends_on = "2026-10-01" }, "sales.ends_before", "ends_on")
  expect(day:refused("sales.benchmark", benchmark("东城店", "3", "2026-11-01")).status)
    :is("conflict")
  day:store("tianhe")
  day:as("sales_manager")
  expect(beside(day) == nil):is(true)
end)
