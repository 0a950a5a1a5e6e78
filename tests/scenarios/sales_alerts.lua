-- tests/scenarios/sales_alerts.lua
-- A figure that crosses its line is somebody's work, once a window (row 174).
local dms <const> = require("dms")

local function user(day, role)
  return day:find("core.user", { where = { name = role .. ".aurora" } })[1].id
end

local function open(day)
  day:store("aurora")
  day:as("sales_manager")
  day:at("2026-11-10 10:00")
end

local function line(more)
  local fields = { figure = "sales.leads", window = "month", side = "below", number = "3",
    role = "sales_manager" }
  for key, value in pairs(more or {}) do fields[key] = value end
  return fields
end

local function leads(day, count, from)
  for index = from, from + count - 1 do
    day:create("crm.lead", { name = "客户" .. index, source = "web",
      phone = "1380013" .. (8100 + index) })
  end
end

-- As it stands on the person's day.
local function words(day, task)
  for _, one in ipairs(day:ask({ ["do"] = "tasks" }).tasks) do
    if one.id == task.id then return one.title_text, one.subject_title end
  end
end

local function told(day, of) return day:tasks { kind = "figure_alert", subject = of } end

scenario("row 174: a month below its line is one task when it is over, and so is the next",
  function(day)
    open(day)
    local low = day:create("sales.alert_line", line { advice = "查线上投放与展厅客流" })
    expect(low.unit):is("count")
    leads(day, 2, 1)
    local november = day:call("sales.alert_status", { line = low.id })
    expect(november.from):is("2026-10-01") -- the last month that is over
    expect(november.crossed):is(true) -- nobody came in October
    day:at("2026-11-11 09:00")
    expect(#told(day, low)):is(1)
    day:at("2026-11-30 09:00")
    expect(#told(day, low)):is(1) -- not again each day
    day:at("2026-12-01 09:00")
    local tasks = told(day, low)
    expect(#tasks):is(2) -- November: two of three
    local said, about = words(day, tasks[2])
    expect(about):is("集客量")
    expect(said):is("集客量 2，低于预警线 3（2026-11-01 至 2026-11-30）")
    expect(tasks[2].role):is("sales_manager")
    expect(tasks[2].note):is("查线上投放与展厅客流")
    expect(tasks[2].due_at):is(day:time("2026-12-03 08:20")) -- two working days
    leads(day, 4, 10)
    day:at("2027-01-05 09:00")
    expect(#told(day, low)):is(2) -- December had four
  end)

scenario("row 174: above a line a running month speaks on the day after", function(day)
  open(day)
  local high = day:create("sales.alert_line", line { side = "above", judged = "running",
    number = "2", person = user(day, "sales_advisor") })
  leads(day, 2, 1)
  day:at("2026-11-12 09:00")
  expect(#told(day, high)):is(0) -- on the line is not above it
  leads(day, 1, 3)
  day:at("2026-11-12 20:00")
  expect(#told(day, high)):is(0) -- today is no whole day yet
  day:at("2026-11-13 09:00")
  local tasks = told(day, high)
  expect(#tasks):is(1)
  expect(tasks[1].owner):is(user(day, "sales_advisor"))
  day:as("sales_advisor")
  expect((words(day, tasks[1]))):is("集客量 3，高于预警线 2（2026-11-01 至 2026-11-30）")
  day:at("2026-12-01 09:00")
  expect(#told(day, high)):is(1) -- yesterday was still November
end)

scenario("row 174: the last days speak again when no day of theirs was spoken of", function(day)
  open(day)
  local low = day:create("sales.alert_line",
    line { window = "rolling", days = 7, number = "1" })
  day:at("2026-11-11 09:00") -- of the 4th to the 10th
  expect(#told(day, low)):is(1)
  day:at("2026-11-17 09:00") -- the 10th to the 16th: the 10th was spoken of
  expect(#told(day, low)):is(1)
  day:at("2026-11-18 09:00")
  expect(#told(day, low)):is(2)
  day:set(low, { active = false })
  day:at("2026-12-20 09:00")
  expect(#told(day, low)):is(2) -- switched off
end)

scenario("row 174: what would say nothing is refused with a sentence", function(day)
  open(day)
  local function refused(more, key, field)
    local no = day:refused("sales.alert_line", line(more))
    expect(no.key):is(key)
    expect(no.field):is(field)
  end
  refused({ figure = "sales.lead" }, "sales.figure_near", "figure")
  refused({ number = "2.5" }, "sales.target_whole", "number")
  refused({ figure = "sales.amount", number = "12.345" }, "sales.target_fen", "number")
  refused({ window = "rolling" }, "sales.alert_how_many_days", "days")
  refused({ days = 7 }, "sales.alert_no_days", "days")
  refused({ judged = "running" }, "sales.alert_premature", "judged")
  refused({ figure = "aurora.web_share", window = "rolling", days = 30 },
    "sales.alert_window", "window")
  refused({ role = "sales_manger" }, "access.no_such_role", "role")
  day:create("sales.alert_line",
    line { figure = "sales.conversion", judged = "running", number = "8.50" })
end)

scenario("row 174: a store hears of its own figures", function(day)
  open(day)
  leads(day, 3, 1)
  local ours = day:create("sales.alert_line", line())
  day:store("tianhe")
  day:as("sales_manager")
  local theirs = day:create("sales.alert_line", line())
  day:at("2026-12-01 09:00")
  local tasks = told(day, theirs)
  expect(#tasks):is(2) -- October and November: nobody came
  expect(tasks[2].due_at):is(day:time("2026-12-02 08:00")) -- the brand wants it within a day
  day:store("aurora")
  day:as("sales_manager")
  expect(#told(day, ours)):is(1) -- October only
end)

scenario("row 174: nothing to divide by is no alarm", function(day)
  open(day)
  local low = day:create("sales.alert_line",
    line { figure = "sales.penetration", number = "20" })
  local seen = day:call("sales.alert_status", { line = low.id })
  expect(seen.value == nil):is(true)
  expect(seen.crossed):is(false)
  expect(seen.number):is("20.00")
  expect(dms.date(seen.to)):is(dms.date("2026-10-31"))
end)
