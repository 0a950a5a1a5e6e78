-- tests/scenarios/after_sales_workshop.lua
-- Who may work on a car, who checks whom, and what no brand can leave out.

local VIN <const> = "LDMA5A1B2TA000101"

local function person(day, brand, role)
  return day:find("core.user", { where = { name = role .. "." .. brand } })[1].id
end

local function order_of(day, brand, fields)
  day:store(brand)
  day:as("service_advisor")
  local buyer = day:create("crm.customer", { name = "李雷", phone = brand == "aurora" and "13900139000" or "13900139001" })
  local order = { customer = buyer.id, vin = VIN, mileage = 12000, complaint = "异响" }
  for key, value in pairs(fields or {}) do order[key] = value end
  return day:create("after_sales.repair_order", order)
end

local function agree(day, order)
  day:create("after_sales.order_line",
    { order = order.id, kind = "labor", text = "检查", hours = "1", rate = "100.00" })
  day:create("after_sales.consent", { order = order.id, channel = "in_person",
    words = "同意", agreed_by = "李雷" })
end

local function look_round(day, order)
  day:create("after_sales.walkround", { order = order.id, exterior = "左后门划痕", fuel = "half",
    signed_by_customer = true })
end

local function certify(day, brand, role, skill, to)
  day:as("service_manager")
  day:create("after_sales.certificate", { user = person(day, brand, role), skill = skill,
    valid_from = "2026-01-01", valid_to = to })
  day:as("service_advisor")
end

local function start(day, brand, order)
  look_round(day, order)
  agree(day, order)
  day:go(order, "diagnose", { diagnosis = "平衡杆胶套老化" })
  day:go(order, "assign", { technician = person(day, brand, "technician") })
  day:as("technician")
  day:go(order, "start")
end

local function check(day, order, stage, result)
  day:create("after_sales.check", { order = order.id, stage = stage, result = result,
    findings = result == "fail" and "路试仍有异响" or nil })
end

scenario("row 47: no car is dispatched before the walk-round, none is started before the yes",
  function(day)
    local order = order_of(day, "aurora")
    local technician = person(day, "aurora", "technician")
    local no = day:refused(order, "assign", { technician = technician })
    expect(no.key):is("after_sales.walk_round_first")
    look_round(day, order)
    day:go(order, "assign", { technician = technician })
    expect(day:refused(order, "start").key):is("after_sales.estimate_first")
    agree(day, order)
    day:go(order, "start")
    expect(order.started_at):is(day:now())
  end)

scenario("rows 65, 66, 158: the technician without the certificate is refused, and so is one whose "
  .. "certificate has run out", function(day)
    local order = order_of(day, "aurora")
    look_round(day, order)
    day:as("service_manager")
    local job = day:create("after_sales.operation",
      { code = "HV1", name = "高压电池检测", hours = "1", skill = "high_voltage" })
    day:as("service_advisor")
    day:create("after_sales.order_line", { order = order.id, kind = "labor", operation = job.id,
      rate = "100.00" })
    local to = { technician = person(day, "aurora", "technician") }
    local no = day:refused(order, "assign", to)
    expect(no.key):is("after_sales.no_certificate")
    expect(no.field):is("technician")
    certify(day, "aurora", "technician", "high_voltage", "2026-11-01")
    expect(day:refused(order, "assign", to).key):is("after_sales.no_certificate")
    certify(day, "aurora", "technician", "high_voltage", "2027-11-01")
    day:go(order, "assign", to)
  end)

scenario("row 49: one job at a time, and the clock is off before the car is finished",
  function(day)
    local order = order_of(day, "aurora")
    start(day, "aurora", order)
    local clock = day:create("after_sales.clocking", { order = order.id })
    expect(clock.technician):is(person(day, "aurora", "technician"))
    local no = day:refused("after_sales.clocking", { order = order.id })
    expect(no.key):is("after_sales.clock_runs")
    expect(no.status):is("conflict")
    day:later { minutes = 90 }
    expect(day:refused(order, "finish", { findings = "好" }).key):is("after_sales.clock_off_first")
    day:go(clock, "stop")
    expect(clock.hours):is(1500)
  end)

scenario("row 48: a failed final inspection sends the car back, and all stages start again",
  function(day)
    local order = order_of(day, "aurora")
    certify(day, "aurora", "service_manager", "final_inspection")
    start(day, "aurora", order)
    check(day, order, "self", "pass")
    local final = { order = order.id, stage = "final", result = "pass" }
    expect(day:refused("after_sales.check", final).key):is("after_sales.own_work")
    day:as("service_advisor")
    expect(day:refused("after_sales.check", final).key):is("after_sales.no_inspector")
    day:as("service_manager")
    expect(day:refused("after_sales.check",
      { order = order.id, stage = "final", result = "fail" }).field):is("findings")
    check(day, order, "final", "fail")
    check(day, order, "final", "pass")
    day:as("technician")
    local no = day:refused(order, "finish", { findings = "更换胶套" })
    expect(no.key):is("after_sales.inspection_missing")
    expect(no.rule):is("after_sales.steps")
    check(day, order, "self", "pass")
    day:go(order, "finish", { findings = "更换胶套" })
    expect(order.finished_at):is(day:now())
  end)

scenario("row 45: Tianhe wants a diagnosis and three inspections, Aurora a washed car",
  function(day)
    local order = order_of(day, "tianhe")
    look_round(day, order)
    expect(day:refused(order, "assign",
      { technician = person(day, "tianhe", "technician") }).status):is("denied")
    start(day, "tianhe", order)
    check(day, order, "self", "pass")
    day:as("service_advisor")
    check(day, order, "mutual", "pass")
    day:as("technician")
    expect(day:refused(order, "finish", { findings = "好" }).key)
      :is("after_sales.inspection_missing")
    local other = order_of(day, "aurora", { vin = "LDMA5A1B4TA000102" })
    expect(day:refused(other, "settle").status):is("denied")
  end)

scenario("row 49: what the law wants inspected is inspected, whatever the brand says",
  function(day)
    local order = order_of(day, "aurora", { depth = "assembly" })
    start(day, "aurora", order)
    check(day, order, "self", "pass")
    local no = day:refused(order, "finish", { findings = "好" })
    expect(no.key):is("after_sales.inspection_missing")
    expect(no.rule):is("after_sales/inspect:release")
  end)

scenario("row 209: work that needs a calibrated tool waits until there is one", function(day)
  local order = order_of(day, "aurora")
  day:as("service_manager")
  local job = day:create("after_sales.operation",
    { code = "AL1", name = "四轮定位", hours = "1", tool = "alignment" })
  local tool = day:create("after_sales.tool",
    { name = "定位仪", kind = "alignment", calibration_due = "2026-11-01" })
  day:as("service_advisor")
  local line = day:create("after_sales.order_line",
    { order = order.id, kind = "labor", operation = job.id, rate = "100.00" })
  start(day, "aurora", order)
  local no = day:refused("after_sales.clocking", { order = order.id, line = line.id })
  expect(no.key):is("after_sales.no_tool")
  expect(no.field):is("line")
  day:as("service_manager")
  day:set(tool, { calibrated_on = "2026-11-02", calibration_due = "2027-11-01" })
  day:as("technician")
  day:create("after_sales.clocking", { order = order.id, line = line.id })
end)

scenario("row 47: parts are handed out by the parts clerk, who sees neither work's price nor ends work",
  function(day)
    day:store("aurora")
    day:as("parts_manager")
    day:create("parts.warehouse", { code = "W", name = "主仓" })
    day:create("parts.part", { code = "R-1", name = "滤芯", unit = "个", list_price = "50.00",
      certificate = "COC-1", opening_quantity = "2", opening_cost = "20.00" })
    local order = order_of(day, "aurora")
    local part = day:create("after_sales.order_line",
      { order = order.id, kind = "part", part_code = "R-1", quantity = "1" })
    start(day, "aurora", order)
    local work = day:find("after_sales.order_line", { where = { order = order.id, kind = "labor" } })[1]
    day:as("parts_clerk")
    local seen = day:ask({ ["do"] = "list", entity = "after_sales.order_line",
      where = { order = order.id } }).records
    expect(#seen):is(2)
    expect(seen[1].rate):is(nil)
    expect(day:refused(work, "finish").key):is("after_sales.parts_only")
    day:go(part, "finish")
    expect(day:find("parts.stock", {})[1].on_hand):is(1000)
  end)
