-- plugins/after_sales/guarantee.lua
-- What the law gives the customer: 三包, its cases, and the warranty of the repair.
-- Why: 令43 and 令150; 机动车维修管理规定 §37 and §38.
local dms <const> = require("dms")

dms.workflow {
  entity = "after_sales.guarantee_case",
  initial = "asked",
  states = {
    asked = {},
    accepted = {},
    completed = { final = true },
    refused = { final = true },
  },
  transitions = {
    { "accept", from = "asked", to = "accepted", roles = { "service_manager", "general_manager" },
      needs = { "answer" } },
    { "refuse", from = "asked", to = "refused", roles = { "service_manager", "general_manager" },
      needs = { "answer" } },
    { "complete", from = "accepted", to = "completed",
      roles = { "service_manager", "general_manager" } },
  },
}

-- 家用汽车产品修理更换退货责任规定: 令43 for cars from 2022 on, 令150 for those before.
local NEW_LAW <const> = dms.date("2022-01-01")

dms.decision {
  name = "after_sales.three_guarantees",
  run = function(asked)
    local terms = { validity_months = 24, validity_km = 50000, warranty_months = 36,
      warranty_km = 60000, early_days = 60, early_km = 3000, first_days = 7, safety_limit = 2,
      assembly_limit = 2, part_limit = 2, keep_years = 6, loaner_from_day = 6,
      answer_workdays = 10, complete_workdays = 20, days_limit = 30, same_fault_limit = 4,
      compensation_rate = 50, source = "令43" }
    if asked.on < NEW_LAW then
      terms.days_limit, terms.same_fault_limit, terms.first_days = 35, 5, 0
      terms.compensation_rate, terms.source = 80, "令150"
    end
    return terms
  end,
}

dms.follow_up {
  name = "after_sales/guarantee_alarm",
  on = "after_sales.repair_order.created",
  when = function(order) return order.guarantee_alarm end,
  task = function(order)
    return { kind = "guarantee_alarm", role = "service_manager", priority = 1,
      title = "after_sales.guarantee_alarm", values = { order = order.number },
      subject = { entity = "after_sales.repair_order", id = order.id }, due = dms.hours(4) }
  end,
}

dms.follow_up {
  name = "after_sales/loaner",
  every = "day", at = "09:00",
  find = { entity = "after_sales.repair_order",
    where = { state = { ["in"] = { "open", "diagnosed", "assigned", "working" } },
      kind = { ["in"] = { "warranty", "comeback" } } } },
  when = function(order)
    local terms = dms.call("after_sales.three_guarantees", { on = dms.date_of(order.arrived_at) })
    local begun = (dms.now() - order.arrived_at) // 86400000 + 1
    return begun >= terms.loaner_from_day
      and dms.count("after_sales.loaner", { where = { order = order.id } }) == 0
  end,
  once = function() return "loaner" end,
  task = { kind = "loaner", role = "service_manager", title = "after_sales.loaner_due",
    due = dms.hours(8) },
}

dms.follow_up {
  name = "after_sales/case_deadline",
  every = "workday", at = "09:00",
  find = { entity = "after_sales.guarantee_case",
    where = { ["or"] = { { state = "asked", answer_by = { lte = "@today+3" } },
                         { state = "accepted", complete_by = { lte = "@today+3" } } } } },
  once = function(case) return case.state end,
  task = { kind = "guarantee_case", role = "service_manager", title = "after_sales.case_deadline",
    due = dms.days(1) },
}

-- 维修质量保证期 (机动车维修管理规定 §37): the earlier of kilometres and days from completion; three
-- days to prove that a fault is another one's (§38).
local REPAIR_WARRANTY <const> = {
  whole = { km = 20000, days = 100 },
  assembly = { km = 20000, days = 100 },
  secondary = { km = 5000, days = 30 },
  primary = { km = 2000, days = 10 },
  minor = { km = 2000, days = 10 },
}

dms.decision {
  name = "after_sales.repair_warranty",
  run = function(work)
    local terms = REPAIR_WARRANTY[work.depth or "minor"]
    return { km = terms.km, days = terms.days, proof_days = 3 }
  end,
}

dms.follow_up {
  name = "after_sales/fast_lane",
  on = "after_sales.repair_order.created",
  when = function(order) return order.fast_lane end,
  task = function(order)
    return { kind = "fast_lane", role = "service_advisor", priority = 1,
      title = "after_sales.fast_lane", values = { order = order.number },
      subject = { entity = "after_sales.repair_order", id = order.id }, due = dms.hours(1) }
  end,
}

-- 宁波条例 §29: not cured after two repairs, the customer may ask his money back.
dms.follow_up {
  name = "after_sales/not_cured",
  on = "after_sales.repair_order.created",
  when = function(order) return (order.comeback_count or 0) >= 2 end,
  task = function(order)
    return { kind = "not_cured", role = "service_manager", priority = 1,
      title = "after_sales.not_cured", values = { order = order.number },
      subject = { entity = "after_sales.repair_order", id = order.id }, due = dms.hours(4) }
  end,
}
