-- tests/scenarios/sales_funnel.lua
-- Stages of an opportunity: what is done in each, how long it may take, and one scale for all.

local SCALE <const> = { lead = 1, contact = 2, need = 3, demo = 4, offer = 5, won = 6,
                        delivered = 7, retained = 8, lost = 0 }

local function funnel(day, brand)
  for _, flow in ipairs(day:ask { ["do"] = "describe" }.workflows) do
    if flow.entity == "sales.opportunity" and flow.brand == brand then return flow end
  end
end

local function opportunity(day, brand, fields)
  day:store(brand)
  day:as("sales_manager")
  local model = day:create("sales.model", { name = "晨光 1.5T", list_price = "100000.00" })
  day:as("sales_advisor")
  local buyer = day:create("crm.customer", { name = "李雷", phone = "13900139000" })
  fields = fields or {}
  fields.customer, fields.model = buyer.id, model.id
  return day:create("sales.opportunity", fields), model
end

scenario("rows 6, 7, 9: every stage of every brand has work, a time limit and its step on the scale",
  function(day)
    for brand, count in pairs { [""] = 7, aurora = 7, tianhe = 9 } do
      local flow = funnel(day, brand)
      expect(#flow.states):is(count)
      local step = {}
      for _, state in ipairs(flow.states) do
        step[state.name] = SCALE[state.canonical]
        expect(step[state.name]):exists()
      end
      local leads_on = {} -- what only comes back from leads on to nothing
      for _, row in ipairs(flow.transitions) do
        if row.to ~= "lost" then leads_on[row.from] = true end
      end
      for _, state in ipairs(flow.states) do
        if leads_on[state.name] then expect(#state.work):above(0) end
      end
      for _, row in ipairs(flow.transitions) do
        if row.from ~= "*" and row.to ~= "lost" then
          expect(step[row.to]):above(step[row.from])
        end
      end
    end
  end)

scenario("row 14: an opportunity keeps the history of its stages, its chance and its value",
  function(day)
    local deal = opportunity(day, "tianhe", { needs = "家用" })
    expect(deal.value):is(10000000)
    day:later { days = 2 }
    day:go(deal, "receive")
    expect(deal.probability):is(20)
    day:go(deal, "analyse", { probability = 45 })
    expect(deal.probability):is(45)
    local list = day:find("sales.stage", { where = { opportunity = deal.id }, sort = "id" })
    expect(#list):is(3)
    expect(list[1].stage):is("developing")
    expect(list[1].canonical):is("lead")
    expect(list[1].left_at - list[1].entered_at):is(2 * 24 * 3600 * 1000)
    expect(list[2].from_state):is("developing")
    expect(list[3].canonical):is("need")
    expect(list[3].left_at):is(nil)
    expect(list[3].moved_by):exists()
  end)

scenario("row 7: a stage brings its work along, and a store may want it done first", function(day)
  local deal = opportunity(day, "aurora")
  local work = { where = { subject_entity = "sales.opportunity", subject = deal.id,
    list = "stage.prospecting" } }
  expect(#day:find("sales.check_item", work)):is(2)
  day:go(deal, "follow") -- nobody asked for it yet
  day:as("house")
  day:create("core.setting", { name = "sales.stage_work_required", value = "true" })
  day:as("sales_advisor")
  local no = day:refused(deal, "quote")
  expect(no.key):is("sales.stage_work_open")
  expect(no.text):contains("问清用途")
  work.where.list = "stage.following"
  for _, item in ipairs(day:find("sales.check_item", work)) do
    day:set(item, { done = true })
  end
  day:go(deal, "quote")
  day:go(deal, "lose", { lost_reason = "买了别家" }) -- what is lost needs no more work
end)

scenario("row 9: Tianhe's consultative funnel wants needs before the car and a budget before the offer",
  function(day)
    local deal = opportunity(day, "tianhe")
    day:go(deal, "receive")
    day:go(deal, "analyse")
    expect(day:refused(deal, "demonstrate").field):is("needs")
    day:go(deal, "demonstrate", { needs = "家用，七座" })
    expect(day:refused(deal, "offer").field):is("budget")
    day:later { days = 15 }
    expect(#day:tasks { kind = "deadline", subject = deal } +
           #day:tasks { role = "sales_manager", subject = deal }):above(0)
  end)
