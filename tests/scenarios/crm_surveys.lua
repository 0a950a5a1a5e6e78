-- tests/scenarios/crm_surveys.lua
-- What customers think of us: asked by sample, marked, and somebody's work when it is low.

local function questionnaire(day, about)
  local one = day:create("crm.questionnaire", { code = about .. "-1", name = "满意度",
    about = about, starts_on = "2026-01-01" })
  local questions = {}
  for place, card in ipairs {
    { text = "接待", best = 5, weight = 1, topic = "接待" },
    { text = "质量", best = 10, weight = 3, topic = "维修质量" },
    { text = "愿意推荐吗", kind = "recommend", weight = 0 },
    { text = "还想说什么", kind = "words", topic = "其他" },
  } do
    card.questionnaire, card.place = one.id, place
    questions[place] = day:create("crm.question", card)
  end
  return one, questions
end

local function answered(day, survey, questions, marks)
  for place, mark in ipairs(marks) do
    local words = type(mark) == "string"
    day:create("crm.answer", { survey = survey.id, question = questions[place].id,
      score = not words and mark or nil, words = words and mark or nil })
  end
  day:go(survey, "answer")
end

local function served(day, phone)
  local one = day:create("crm.customer", { name = "李雷", phone = phone })
  day:as("house")
  day:call("crm.purchase", { customer = one.id, amount = "99800.00",
    entity = "sales.order", record = 1 })
  day:as("sales_manager")
  return one
end

scenario("row 104: a buyer is asked after a week; the marks are weighted to a hundred", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local _, questions = questionnaire(day, "sales")
  local one = served(day, "13900139000")
  local surveys = day:find("crm.survey", { where = { customer = one.id } })
  expect(#surveys):is(1)
  expect(surveys[1].due_at):is(day:time("2026-11-09 09:00"))
  expect(#day:tasks { kind = "survey_call", subject = surveys[1] }):is(1)
  day:as("caller")
  expect(day:refused(surveys[1], "answer").key):is("crm.survey_empty")
  answered(day, surveys[1], questions, { 4, 6, 9, "等得太久" })
  expect(surveys[1].score):is(65) -- (80 + 3 × 60) ÷ 4
  expect(surveys[1].nps):is(9)
  expect(one.satisfaction):is(65)
  expect(#day:tasks { kind = "low_score", subject = surveys[1] }):is(1)
  expect(day:refused("crm.answer", { survey = surveys[1].id, question = questions[1].id,
    score = 1 }).key):is("crm.survey_over")
end)

scenario("row 104: a mark above the best, another's question, no mark: refused", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local _, questions = questionnaire(day, "sales")
  local _, others = questionnaire(day, "service")
  local one = served(day, "13900139000")
  local survey = day:find("crm.survey", { where = { customer = one.id } })[1]
  local function refused(question, score)
    return day:refused("crm.answer",
      { survey = survey.id, question = question.id, score = score }).key
  end
  expect(refused(questions[1], 6)):is("crm.answer_above")
  expect(refused(questions[1], nil)):is("crm.answer_score")
  expect(refused(questions[4], 3)):is("crm.answer_words")
  expect(refused(others[1], 3)):is("crm.question_elsewhere")
  expect(day:refused("crm.question", { questionnaire = others[1].questionnaire, place = 9,
    text = "x" }).key):is("crm.question_best")
end)

scenario("row 104: only a sample of the visits to the workshop is asked, always the same one",
  function(day)
    day:store("aurora")
    day:as("sales_manager")
    questionnaire(day, "service")
    local one = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
    day:as("house")
    for visit = 1, 60 do
      day:call("crm.remember", { customer = one.id, kind = "service",
        title_key = "crm.entry_purchase", entity = "after_sales.repair_order",
        record = visit })
    end
    local asked = #day:find("crm.survey", { limit = 100 })
    expect(asked):above(9)
    expect(asked):below(31)
  end)

scenario("row 99: a customer who bought twice and is content is loyal", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local _, questions = questionnaire(day, "sales")
  local one = served(day, "13900139000")
  day:as("house")
  day:call("crm.purchase", { customer = one.id, amount = "99800.00" })
  day:as("sales_manager")
  local survey = day:find("crm.survey", { where = { customer = one.id } })[1]
  answered(day, survey, questions, { 5, 9, 10, "很好" })
  expect(one.satisfaction):is(93)
  expect(one.grade):is("loyal")
end)

scenario("row 110: promoters less detractors is the net promoter score", function(day)
  day:store("aurora")
  day:as("sales_manager")
  local _, questions = questionnaire(day, "sales")
  for i, mark in ipairs { 10, 9, 9, 8, 3 } do
    local one = served(day, "1390013900" .. i)
    local survey = day:find("crm.survey", { where = { customer = one.id } })[1]
    answered(day, survey, questions, { 5, 9, mark, "-" })
  end
  local nps = day:call("crm.nps", { from = "2026-11-01", to = "2026-12-01" })
  expect(nps.asked):is(5)
  expect(nps.nps):is(40)
  expect(nps.formula):contains("promoters")
end)

scenario("rows 12, 125 and 166: figures of answers, complaints and service open to their rows",
  function(day)
    day:store("aurora")
    day:as("sales_manager")
    local one = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
    for i = 1, 2 do
      local lead = day:create("crm.lead",
        { name = "王五", phone = "1380013800" .. i, source = "web" })
      if i == 1 then
        day:create("crm.contact", { lead = lead.id, channel = "phone", outcome = "reached" })
      end
    end
    for _ = 1, 2 do
      day:create("crm.complaint",
        { customer = one.id, channel = "phone", words = "等太久", topic = "等待" })
    end
    local form = day:create("crm.questionnaire",
      { code = "s", name = "售后", about = "service", starts_on = "2026-01-01" })
    local question = day:create("crm.question",
      { questionnaire = form.id, place = 1, text = "质量", best = 5 })
    local survey = day:create("crm.survey", { questionnaire = form.id, customer = one.id })
    day:create("crm.answer", { survey = survey.id, question = question.id, score = 4 })
    day:go(survey, "answer")
    local month = { from = "2026-11-01", to = "2026-11-30" }
    expect(day:figure("crm.first_call_in_time", month).value):is("50.00")
    expect(day:figure("crm.complaints", month).value):is(2)
    expect(day:figure("crm.complaints_again", month).value):is("50.00")
    expect(day:figure("crm.service_satisfaction", month).value):is("80")
  end)
