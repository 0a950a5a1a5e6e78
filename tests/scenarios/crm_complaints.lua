-- tests/scenarios/crm_complaints.lua
-- Somebody is angry: his words are kept, somebody answers in time, and it does not come back.

local WORDS <const> = "刹车异响修了两次还没好，等了三个小时没人管"

local function complaint(day, customer, more)
  local full = { customer = customer.id, channel = "phone", words = WORDS,
    topic = "维修质量" }
  for key, value in pairs(more or {}) do full[key] = value end
  return day:create("crm.complaint", full)
end

local function open_shop(day)
  day:store("aurora")
  day:as("sales_manager")
  return day:create("crm.customer", { name = "李雷", phone = "13900139000" })
end

local RESOLVED <const> = { findings = "刹车片批次问题", responsible_unit = "service",
  solution = "更换刹车片" }
local CLOSED <const> = { cause = "配件批次不良", preventive_action = "该批次停用并复检" }

local function close(day, one)
  day:go(one, "verify", { verified = "属实" })
  day:go(one, "investigate")
  day:go(one, "resolve", RESOLVED)
  day:go(one, "follow_up", { satisfied = true })
  day:go(one, "close", CLOSED)
end

scenario("row 120: four steps, each with what it needs, and no way round", function(day)
  local one = complaint(day, open_shop(day))
  expect(one.number):contains("TS")
  expect(day:refused(one, "verify").field):is("verified")
  day:go(one, "verify", { verified = "属实" })
  expect(day:refused(one, "close", CLOSED).status):is("denied")
  day:go(one, "investigate")
  expect(day:refused(one, "resolve").key):exists()
  day:go(one, "resolve", RESOLVED)
  day:go(one, "follow_up", { satisfied = false })
  day:go(one, "look_again")
  expect(one.state):is("investigating")
end)

scenario("row 121: the customer's words and what he showed are never changed", function(day)
  local one = complaint(day, open_shop(day), { evidence = { photos = { "a.jpg" } } })
  expect(day:refused(one, { words = "客户情绪激动" }).field):is("words")
  expect(day:refused(one, { evidence = {} }).field):is("evidence")
  expect(day:refused("crm.complaint", { customer = 1, channel = "phone", topic = "x" }).field)
    :is("words")
  expect(one.words):is(WORDS)
end)

scenario("row 122: the first answer has a clock by gravity; a talk that reached him stops it",
  function(day)
    local buyer = open_shop(day)
    local mild = complaint(day, buyer, { topic = "洗车" })
    local grave = complaint(day, buyer, { sign = "brake" })
    expect(mild.class):is("general")
    expect(mild.first_response_due_at):is(day:time("2026-11-03 09:00"))
    expect(grave.class):is("severe")
    expect(grave.first_response_due_at):is(day:time("2026-11-02 11:00"))
    day:create("crm.contact", { customer = buyer.id, complaint = mild.id,
      channel = "phone", outcome = "reached" })
    expect(mild.first_response_at):is(day:now())
    expect(mild.first_response_late):is(false)
    day:later { hours = 3 }
    expect(#day:tasks { kind = "overdue", subject = grave }):above(0)
    day:go(grave, "verify", { verified = "属实" })
    expect(grave.first_response_late):is(true)
  end)

scenario("row 120: a step that takes too long is escalated", function(day)
  local one = complaint(day, open_shop(day))
  day:later { days = 2 }
  local late = day:tasks { kind = "overdue", subject = one }
  expect(#late):above(0)
end)

scenario("row 123: findings, the unit that answers for it, and what it cost", function(day)
  local one = complaint(day, open_shop(day))
  day:go(one, "verify", { verified = "属实" })
  day:go(one, "investigate")
  day:go(one, "resolve", RESOLVED)
  day:set(one, { cost = "860.00" })
  expect(one.responsible_unit):is("service")
  expect(one.cost):is(86000)
  expect(day:refused(one, { cost = "-1.00" }).field):is("cost")
end)

scenario("row 124: closed only with its cause and what keeps it from coming back", function(day)
  local one = complaint(day, open_shop(day))
  day:go(one, "verify", { verified = "属实" })
  day:go(one, "investigate")
  day:go(one, "resolve", RESOLVED)
  day:go(one, "follow_up", { satisfied = true })
  expect(day:refused(one, "close", { cause = "批次" }).field):is("preventive_action")
  expect(day:refused(one, "close", { preventive_action = "停用" }).field):is("cause")
  day:go(one, "close", CLOSED)
  expect(one.closed_late):is(false)
end)

scenario("row 124: the third of one topic is somebody's task, and the same customer's escalates",
  function(day)
    local buyer = open_shop(day)
    local first = complaint(day, buyer)
    local second = complaint(day, buyer)
    expect(second.recurrence_of):is(first.id)
    expect(second.class):is("general")
    local third = complaint(day, buyer)
    expect(third.class):is("escalated")
    expect(third.class_rule):is("crm.complaint_class")
    expect(#day:tasks { kind = "same_cause", subject = second }):is(0)
    expect(#day:tasks { kind = "same_cause", subject = third }):is(1)
  end)

scenario("row 124: same causes are found by topic, car and like words, in surveys, too", function(day)
  local buyer = open_shop(day)
  local other = day:create("crm.customer", { name = "韩梅", phone = "13900139001" })
  local one = complaint(day, buyer, { vin = "LDMA5A1B2TA000101" })
  local alike = complaint(day, other, { topic = "其他",
    words = "刹车异响，修了两次也没修好，等了两个小时" })
  complaint(day, other, { topic = "价格", words = "优惠没有兑现" })
  local form = day:create("crm.questionnaire", { code = "s1", name = "售后",
    about = "service", starts_on = "2026-01-01" })
  local quality = day:create("crm.question", { questionnaire = form.id, place = 1,
    text = "质量", best = 10, topic = "维修质量" })
  local survey = day:create("crm.survey", { questionnaire = form.id, customer = other.id })
  day:create("crm.answer", { survey = survey.id, question = quality.id, score = 3 })
  local found = day:call("crm.similar", { complaint = one.id }).found
  expect(#found):is(2)
  expect(found[1].id):is(alike.id)
  expect(found[1].reasons):is({ "words" })
  expect(found[2].entity):is("crm.answer")
  expect(found[2].reasons):is({ "topic" })
end)

scenario("row 125: a quarter's complaints are reviewed with their figures and a plan", function(day)
  local buyer = open_shop(day)
  local one = complaint(day, buyer)
  complaint(day, buyer, { topic = "洗车" })
  close(day, one)
  local now = day:call("crm.complaint_report", { from = "2026-10-01", to = "2026-12-31" })
  expect(now.received):is(2)
  expect(now.closed_on_time):is(1)
  expect(now.satisfied):is(1)
  expect(now.closing_rate_basis_points):is(10000)
  day:at("2027-01-01 09:30")
  local reviews = day:find("crm.review", {})
  expect(#reviews):is(1)
  expect(reviews[1].figures.closed):is(1)
  expect(reviews[1].figures.closing_rate_basis_points):is(5000) -- the other is two weeks old
  expect(#day:tasks { kind = "review", subject = reviews[1] }):is(1)
  day:as("general_manager")
  expect(day:refused(reviews[1], "decide").key):exists()
  day:go(reviews[1], "decide", { improvement = "配件入库抽检", improve_until = "2027-01-31" })
  day:go(reviews[1], "close", { result = "二月无复发" })
end)

scenario("row 126: where there is a list of qualified people, others do not handle", function(day)
  local one = complaint(day, open_shop(day))
  day:go(one, "verify", { verified = "属实" })
  local boss = day:find("core.user", { where = { name = "general_manager.aurora" } })[1]
  day:create("crm.handler", { user = boss.id, trained_in = "投诉处理", starts_on = "2026-01-01" })
  local no = day:refused(one, "investigate")
  expect(no.key):is("crm.handler_needed")
  expect(no.field):is("owner")
  day:create("crm.handler",
    { user = one.owner, trained_in = "投诉处理", starts_on = "2026-01-01" })
  day:go(one, "investigate")
end)

scenario("row 127: compensation stops at what one may give", function(day)
  local one = complaint(day, open_shop(day))
  local no = day:refused(one, { compensation = "2000.01" })
  expect(no.key):is("crm.compensation_limit")
  expect(no.rule):is("crm.compensation_authority")
  expect(no.text):contains("2000.00")
  day:set(one, { compensation = "2000.00" })
  day:as("general_manager")
  day:set(one, { compensation = "5000.00" })
  expect(one.compensated_by):exists()
end)

scenario("row 120: the workshop's manager takes a complaint through its steps", function(day)
  local one = complaint(day, open_shop(day))
  day:as("service_manager")
  close(day, one)
  expect(one.state):is("closed")
end)

scenario("row 122: what came through the regulator has the days of the law, as tasks", function(day)
  local buyer = open_shop(day)
  local mild = complaint(day, buyer)
  local heard = complaint(day, buyer, { channel = "authority", topic = "退车" })
  local tasks = day:tasks { role = "general_manager", subject = heard }
  expect(#tasks):is(2)
  expect(tasks[1].due_at < tasks[2].due_at):is(true)
  expect(tasks[1].kind):is("regulator_accept")
  -- Seven working days from Monday, 2 November; the shop works every day of the week.
  expect(tasks[1].due_at // 86400000):is(day:time("2026-11-09 12:00") // 86400000)
  expect(#day:tasks { role = "general_manager", subject = mild }):is(0)
end)
