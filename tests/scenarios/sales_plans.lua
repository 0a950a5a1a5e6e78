-- tests/scenarios/sales_plans.lua
-- Strategies, plans with versions, forecasts and corrective decisions (rows 1, 2, 39, 172).
local dms <const> = require("dms")

local function user(day, role)
  return day:find("core.user", { where = { name = role .. ".aurora" } })[1].id
end

local function open(day)
  day:store("aurora")
  day:as("sales_manager")
end

local STRATEGY <const> = { title = "十二月冲量", kind = "promotion", starts_on = "2026-12-01",
  ends_on = "2026-12-31", market_study = "周边新增两家竞品", positioning = "家用首选",
  measures = "老客户转介绍送保养" }

scenario("row 1: a strategy is approved when the maker was heard, and closed with its result",
  function(day)
    open(day)
    local strategy = day:create("sales.strategy", STRATEGY)
    day:go(strategy, "consult")
    day:as("general_manager")
    expect(day:refused(strategy, "approve").key):is("sales.strategy_unconsulted")
    day:as("sales_manager")
    day:create("sales.consultation", { strategy = strategy.id, partner = "晨曜大区经理",
      words = "转介绍政策与厂家冲突", outcome = "objected" })
    day:as("general_manager")
    expect(day:refused(strategy, "approve").key):is("sales.strategy_objected")
    day:as("sales_manager")
    day:later { hours = 2 }
    day:create("sales.consultation", { strategy = strategy.id, partner = "晨曜大区经理",
      words = "改为送脚垫，同意", outcome = "agreed" })
    expect(day:refused(strategy, "approve").status):is("forbidden") -- the general manager's
    day:as("general_manager")
    day:go(strategy, "approve")
    day:go(strategy, "start")
    expect(day:refused(strategy, "close").field):is("result_review")
    day:go(strategy, "close", { result_review = "多交付 6 台，毛利持平" })
    expect(day:refused("sales.strategy", { title = "倒着写", kind = "pricing", measures = "无",
      starts_on = "2026-12-31", ends_on = "2026-12-01" }).key):is("sales.ends_before")
  end)

scenario("row 2: a plan has aim, strategy and tasks; a change is a new version", function(day)
  open(day)
  local strategy = day:create("sales.strategy", STRATEGY)
  local plan = day:create("sales.plan", { title = "十二月计划", aim = "交付 30 台",
    strategy = strategy.id, starts_on = "2026-12-01", ends_on = "2026-12-31", people = 6,
    budget = "80000.00", demo_cars = 3 })
  expect(plan.version):is(1)
  local advisor = user(day, "sales_advisor")
  expect(day:refused("sales.plan_task", { plan = plan.id, what = "邀约老客户", person = advisor,
    due_on = "2027-01-05" }).key):is("sales.due_outside")
  local line = day:create("sales.plan_task",
    { plan = plan.id, what = "邀约老客户", person = advisor, due_on = "2026-12-10" })
  local tasks = day:tasks { kind = "plan_task", subject = line }
  expect(#tasks):is(1)
  expect(tasks[1].owner):is(advisor)
  expect(tasks[1].due_at):is(day:time("2026-12-10 18:00"))
  day:as("general_manager")
  day:go(plan, "approve")
  day:as("sales_manager")
  expect(day:refused(plan, { budget = "90000.00" }).key):is("sales.plan_frozen")
  day:go(plan, "revise")
  local next_one = day:find("sales.plan", { where = { previous = plan.id } })[1]
  expect(next_one.version):is(2)
  expect(next_one.state):is("draft")
  day:set(next_one, { budget = "90000.00" })
  expect(plan.budget):is(8000000) -- the old version is what it was
end)

local function lead_of(day, index, received)
  day:create("crm.lead", { name = "客户" .. index, source = "web",
    phone = "1380013" .. (8100 + index), received_at = received .. " 10:00" })
end

scenario("rows 39 and 172: forecasts by formulas one works out by hand", function(day)
  open(day)
  local index = 0
  for month, count in pairs { ["2025-03-05"] = 5, ["2025-11-05"] = 4, ["2026-08-05"] = 1,
                              ["2026-09-05"] = 2, ["2026-10-31"] = 3 } do
    for _ = 1, count do
      index = index + 1
      lead_of(day, index, month)
    end
  end
  local mean = day:call("sales.forecast", { figure = "sales.leads" })
  expect(mean.value):is("2") -- (1 + 2 + 3) ÷ 3; what November has so far does not count
  expect(#mean.basis):is(3)
  expect(mean.formula):is("预测值 = 最近 N 个完整月份的平均值")
  expect(mean.basis[3].from):is("2026-10-01")
  local season = day:call("sales.forecast", { figure = "sales.leads", method = "seasonal" })
  expect(season.value):is("8") -- November 2025: 4 × (10 ÷ 5)
  local no = day:ask { ["do"] = "figure", name = "sales.leads", window = "month",
    at = "2026-10-15" }
  expect(no.value):is(3)
end)

scenario("row 39: a corrective decision is somebody's task until a day", function(day)
  open(day)
  local advisor = user(day, "sales_advisor")
  local decision = day:create("sales.correction", { figure = "sales.penetration",
    starts_on = "2026-10-01", ends_on = "2026-10-31", finding = "网络线索转化低于展厅一半",
    decision = "网络线索两小时内首呼", person = advisor, due_on = "2026-11-10" })
  local tasks = day:tasks { kind = "correction", subject = decision }
  expect(tasks[1].title):is("网络线索两小时内首呼")
  expect(tasks[1].owner):is(advisor)
  expect(day:refused(decision, "finish").field):is("result")
  day:go(decision, "finish", { result = "十月底转化率恢复" })
  expect(dms.date("2026-11-10")):is(decision.due_on)
end)
