-- plugins/after_sales/care.lua
-- Who is looked after between visits and during one: service due, recalls, rescue, quality, news.
-- Why: rows 50, 54, 57, 58, 61 and 68.
local dms <const> = require("dms")

local FRONT <const> = { "service_advisor", "service_manager" }
local WORKSHOP <const> = { "technician", "service_advisor", "service_manager" }
local DESK <const> = { "service_advisor", "service_manager", "receptionist" }

-- Who is due within two weeks is called once for that day.
dms.follow_up {
  name = "after_sales/maintenance_call",
  every = "workday", at = "09:10",
  find = { entity = "after_sales.repair_order",
    where = { state = "delivered", next_service_on = { lte = "@today+14" } } },
  when = function(order)
    local car = dms.ref(order, "car") -- a later visit has moved the day on
    return car.next_service_on == order.next_service_on
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
      promised_at = { lt = "@now+1h" } } },
  when = function(order) return order.promised_at - dms.now() < 1800000 end,
  once = function(order) return "late-" .. order.promised_at end,
  task = { kind = "tell_delay", role = "service_advisor", title = "after_sales.tell_delay",
    due = dms.minutes(30) },
}
