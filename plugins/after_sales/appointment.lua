-- plugins/after_sales/appointment.lua
-- A car is expected: appointments, what they are held against, who is reminded.
-- Why: row 46, 服务预约管理; the figures are house custom, a brand replaces them by name.
local dms <const> = require("dms")

local FRONT <const> = { "service_advisor", "service_manager" }
local WORKSHOP <const> = { "technician", "service_advisor", "service_manager" }
local DESK <const> = { "service_advisor", "service_manager", "receptionist" }

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
    where = { state = "in_use", calibration_due = { lte = "@today+30" } } },
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
