-- plugins/after_sales/process.lua
-- A car comes in, is looked at, repaired, checked, paid for and handed back.
-- Why: base chain of D11, 维修接待、维修过程、维修完成. A brand may leave out diagnosis and washing;
-- consent, final inspection, settlement and delivery are held by hooks, whatever the process says.
local dms <const> = require("dms")

local FRONT <const> = { "service_advisor", "service_manager" }
local WORKSHOP <const> = { "technician", "service_advisor", "service_manager" }
local DESK <const> = { "service_advisor", "service_manager", "receptionist" }
local TILL <const> = { "service_advisor", "service_manager", "cashier" }

dms.workflow {
  entity = "after_sales.repair_order",
  initial = "open",
  states = {
    open = {},
    diagnosed = {},
    assigned = {},
    working = {},
    finished = {},
    washed = {},
    settled = {},
    delivered = { final = true },
    cancelled = { final = true },
  },
  transitions = {
    { "diagnose", from = { "open", "diagnosed" }, to = "diagnosed", roles = WORKSHOP,
      needs = { "diagnosis" } },
    { "assign", from = { "open", "diagnosed", "assigned", "working" }, to = "assigned",
      roles = FRONT, needs = { "technician" } },
    { "start", from = "assigned", to = "working", roles = WORKSHOP },
    { "finish", from = "working", to = "finished", roles = WORKSHOP, needs = { "findings" } },
    { "rework", from = { "finished", "washed" }, to = "working", roles = WORKSHOP },
    { "wash", from = "finished", to = "washed", roles = WORKSHOP },
    { "settle", from = { "finished", "washed" }, to = "settled", roles = TILL },
    { "deliver", from = "settled", to = "delivered", roles = FRONT },
    { "cancel", from = { "open", "diagnosed", "assigned" }, to = "cancelled", roles = FRONT,
      needs = { "cancel_reason" } },
  },
}

dms.workflow {
  entity = "after_sales.appointment",
  initial = "booked",
  states = {
    booked = {},
    confirmed = {},
    arrived = { final = true },
    no_show = { final = true },
    cancelled = { final = true },
  },
  transitions = {
    { "confirm", from = "booked", to = "confirmed", roles = DESK },
    { "arrive", from = { "booked", "confirmed" }, to = "arrived", roles = DESK,
      needs = { "mileage", "complaint" } },
    { "miss", from = { "booked", "confirmed" }, to = "no_show", roles = FRONT },
    { "cancel", from = { "booked", "confirmed" }, to = "cancelled", roles = DESK,
      needs = { "cancel_reason" } },
  },
}

dms.workflow {
  entity = "after_sales.tool",
  initial = "in_use",
  states = { in_use = {}, broken = {}, retired = { final = true } },
  transitions = {
    { "report", from = "in_use", to = "broken", roles = WORKSHOP, needs = { "fault" } },
    { "repair", from = "broken", to = "in_use", roles = { "service_manager" } },
    { "retire", from = { "in_use", "broken" }, to = "retired", roles = { "service_manager" } },
  },
}

-- Reminder a day before; half an hour later than said is a no-show.
dms.decision {
  name = "after_sales.appointment",
  run = function() return { remind_before = 24 * 3600000, grace = 30 * 60000 } end,
}

dms.follow_up {
  name = "after_sales/appointment_near",
  on = "after_sales.appointment.near",
  when = function(booking) return booking.phone ~= nil end,
  message = function(booking)
    return { channel = "sms", to = booking.phone, text = "after_sales.appointment_near",
      values = { at = dms.time_text(booking.starts_at), number = booking.number },
      subject = { entity = "after_sales.appointment", id = booking.id } }
  end,
}

dms.follow_up {
  name = "after_sales/appointment_missed",
  on = "after_sales.appointment.no_show",
  task = function(booking)
    return { kind = "no_show_call", role = "caller", title = "after_sales.no_show_call",
      values = { number = booking.number },
      subject = { entity = "after_sales.appointment", id = booking.id }, due = dms.hours(24) }
  end,
}

-- Tools whose calibration ends within a month.
dms.follow_up {
  name = "after_sales/calibration_due",
  every = "day", at = "08:40",
  find = { entity = "after_sales.tool",
    where = { state = "in_use", calibration_due = { is_null = false } } },
  when = function(tool) return tool.calibration_due <= dms.today() + 30 end,
  once = function(tool) return "calibrate-" .. tool.calibration_due end,
  task = { kind = "calibrate", role = "service_manager", title = "after_sales.calibrate",
    due = dms.days(14) },
}

-- What a bay sells of its hours, and what a customer's car wants in a year: house figures.
dms.decision {
  name = "after_sales.capacity",
  run = function()
    return { efficiency = 8500, visits_per_year = 1800, hours_per_visit = 1500,
      workdays_per_year = 300 }
  end,
}

dms.workflow {
  entity = "after_sales.order_line",
  initial = "open",
  states = { open = {}, done = {}, declined = { final = true } },
  transitions = {
    { "finish", from = "open", to = "done", roles = WORKSHOP },
    { "reopen", from = "done", to = "open", roles = WORKSHOP },
    { "decline", from = "open", to = "declined", roles = FRONT, needs = { "declined_reason" } },
  },
}

dms.workflow {
  entity = "after_sales.clocking",
  initial = "running",
  states = { running = {}, stopped = { final = true } },
  transitions = { { "stop", from = "running", to = "stopped", roles = WORKSHOP } },
}

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
    where = { state = { ["in"] = { "asked", "accepted" } } } },
  when = function(case)
    local by = case.state == "asked" and case.answer_by or case.complete_by
    return by - dms.today() <= 3
  end,
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

-- Who is due within two weeks is called once for that day.
dms.follow_up {
  name = "after_sales/maintenance_call",
  every = "workday", at = "09:10",
  find = { entity = "after_sales.repair_order",
    where = { state = "delivered", next_service_on = { is_null = false } } },
  when = function(order)
    local car = dms.ref(order, "car") -- a later visit has moved the day on
    return order.next_service_on <= dms.today() + 14
      and car.next_service_on == order.next_service_on
  end,
  once = function(order) return "due-" .. order.next_service_on end,
  task = function(order)
    return { kind = "maintenance_call", role = "caller", title = "after_sales.maintenance_call",
      values = { vin = order.vin, on = dms.date_text(order.next_service_on) },
      due = dms.days(3) }
  end,
}

dms.workflow {
  entity = "after_sales.campaign",
  initial = "announced",
  states = { announced = {}, parts_ready = {}, closed = { final = true } },
  transitions = {
    { "ready", from = "announced", to = "parts_ready", roles = { "service_manager" },
      needs = { "parts_ready_on" } },
    { "close", from = { "announced", "parts_ready" }, to = "closed",
      roles = { "service_manager" } },
  },
}

dms.workflow {
  entity = "after_sales.recall_car",
  initial = "matched",
  states = {
    matched = {},
    notified = {},
    booked = {},
    done = {},
    reported = { final = true },
  },
  transitions = {
    { "notify", from = { "matched", "notified" }, to = "notified",
      roles = { "caller", "service_advisor", "service_manager" }, needs = { "notified_on" } },
    { "book", from = { "matched", "notified" }, to = "booked", roles = FRONT,
      needs = { "appointment" } },
    { "finish", from = { "matched", "notified", "booked" }, to = "done", roles = FRONT },
    { "report", from = "done", to = "reported", roles = { "service_manager", "warranty_clerk" } },
  },
}

-- The owner is told at once; a car in stock is the manager's.
dms.follow_up {
  name = "after_sales/recall_notice",
  on = "after_sales.recall_car.created",
  task = function(car)
    return { kind = "recall_notice", role = car.customer and "caller" or "service_manager",
      title = car.customer and "after_sales.recall_notice" or "after_sales.recall_in_stock",
      values = { vin = car.vin }, due = dms.workdays(3), priority = 1,
      subject = { entity = "after_sales.recall_car", id = car.id } }
  end,
}

dms.workflow {
  entity = "after_sales.rescue",
  initial = "called",
  states = {
    called = {},
    dispatched = {},
    on_site = {},
    ended = { final = true },
    cancelled = { final = true },
  },
  transitions = {
    { "dispatch", from = "called", to = "dispatched", roles = DESK, needs = { "technician" } },
    { "arrive", from = "dispatched", to = "on_site", roles = WORKSHOP },
    { "finish", from = "on_site", to = "ended", roles = WORKSHOP, needs = { "result" } },
    { "cancel", from = { "called", "dispatched" }, to = "cancelled", roles = DESK,
      needs = { "cancel_reason" } },
  },
}

dms.workflow {
  entity = "after_sales.quality_round",
  initial = "found",
  states = { found = {}, corrected = {}, accepted = { final = true } },
  transitions = {
    { "correct", from = "found", to = "corrected", roles = WORKSHOP, needs = { "correction" } },
    { "accept", from = "corrected", to = "accepted", roles = WORKSHOP, needs = { "recheck" } },
    { "reopen", from = "corrected", to = "found", roles = WORKSHOP, needs = { "recheck" } },
  },
}

dms.follow_up {
  name = "after_sales/quality_round",
  on = "after_sales.quality_round.created",
  task = function(round)
    return { kind = "correct_finding", owner = round.responsible,
      title = "after_sales.correct_finding", values = { area = round.area },
      due = dms.at(dms.time_at(round.due_on, "17:00")),
      subject = { entity = "after_sales.quality_round", id = round.id } }
  end,
}

-- Six and less out of ten, in any dimension: the manager calls the same day.
local LOW_SCORE <const> = 6

dms.follow_up {
  name = "after_sales/low_score",
  on = "after_sales.evaluation.created",
  when = function(said)
    return math.min(said.speed, said.skill, said.attitude) <= LOW_SCORE
  end,
  task = function(said)
    return { kind = "low_score", role = "service_manager", title = "after_sales.low_score",
      priority = 1, note = said.words, due = dms.hours(24),
      subject = { entity = "after_sales.repair_order", id = said.order } }
  end,
}

-- Who waits hears how far the car is: finished, and when it takes longer than promised.
dms.follow_up {
  name = "after_sales/car_ready",
  on = "after_sales.repair_order.finished",
  message = function(order)
    local owner = dms.ref(order, "customer")
    return { channel = "sms", to = owner.phone, text = "after_sales.car_ready",
      values = { order = order.number },
      subject = { entity = "after_sales.repair_order", id = order.id } }
  end,
}

dms.follow_up {
  name = "after_sales/late",
  every = "hour",
  find = { entity = "after_sales.repair_order",
    where = { state = { ["in"] = { "open", "diagnosed", "assigned", "working" } },
      promised_at = { is_null = false } } },
  when = function(order) return order.promised_at - dms.now() < 1800000 end,
  once = function(order) return "late-" .. order.promised_at end,
  task = { kind = "tell_delay", role = "service_advisor", title = "after_sales.tell_delay",
    due = dms.minutes(30) },
}

-- What a visit needs beside what the law and the money want: nothing. Brands want more.
dms.decision {
  name = "after_sales.steps",
  run = function() return { walkround = false, stages = {} } end,
}

-- What the house gives away and lets go when a brand says nothing else: the manager alone.
dms.decision {
  name = "after_sales.discount_authority",
  run = function(_, user)
    if user:has_role("service_manager") then return { limit = 1000 } end
    return { limit = 0 }
  end,
}

dms.decision {
  name = "after_sales.release_unpaid",
  run = function() return { limit = 0 } end,
}
