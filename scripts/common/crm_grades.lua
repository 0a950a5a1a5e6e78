-- scripts/common/crm_grades.lua
-- What is done for each grade, when it changes and in between; unanswered questions; old files.
-- Why: rows 13, 94, 101, 103 and 117; the days are house custom.
local dms <const> = require("dms")

local TITLES <const> = { potential = "common.grade_potential", new = "common.grade_new",
                         loyal = "common.grade_loyal", vip = "common.grade_vip" }

dms.follow_up {
  name = "common/crm_grades/changed",
  on = "crm.grade_change.created",
  task = function(change)
    return { kind = "grade_action", role = "sales_advisor", owner = change.owner,
             title = TITLES[change.to_grade],
             subject = { entity = "crm.customer", id = change.customer },
             due = dms.workdays(2) }
  end,
}

-- Days without a talk after which a customer of that grade is called.
local CADENCE <const> = { new = 90, loyal = 60, vip = 30 }
local DAY <const> = 24 * 60 * 60 * 1000

-- Whom the shortest cadence leaves alone is not even looked at.
local function long_ago(field)
  local before = "@now-" .. math.min(CADENCE.new, CADENCE.loyal, CADENCE.vip)
  return { ["or"] = { { [field] = { is_null = true } }, { [field] = { lte = before } } } }
end

dms.follow_up {
  name = "common/crm_grades/care_call",
  every = "workday",
  at = "08:45",
  ask = "crm.may_follow_up",
  find = {
    entity = "crm.customer",
    where = { grade = { ["in"] = { "new", "loyal", "vip" } }, merged_into = { is_null = true },
              ["and"] = { long_ago("last_contact_at"), long_ago("last_visit_at"),
                          long_ago("first_purchase_at") } },
  },
  when = function(file)
    local last = math.max(file.last_contact_at or 0, file.last_visit_at or 0,
      file.first_purchase_at or 0)
    return last > 0 and dms.now() - last >= CADENCE[file.grade] * DAY
  end,
  once = function(file)
    return "care-" .. math.max(file.last_contact_at or 0, file.last_visit_at or 0,
      file.first_purchase_at or 0)
  end,
  task = { kind = "care_call", role = "caller", title = "common.care_call",
           due = dms.days(3) },
}

-- A file nobody has looked through for so long is asked for at the next chance.
local STALE <const> = { new = 180, loyal = 180, vip = 90 }

dms.follow_up {
  name = "common/crm_grades/stale_file",
  every = "week",
  at = "08:30",
  find = {
    entity = "crm.customer",
    where = { grade = { ["in"] = { "new", "loyal", "vip" } },
              merged_into = { is_null = true } },
  },
  when = function(file)
    return dms.now() - (file.verified_at or file.created_at) > STALE[file.grade] * DAY
  end,
  once = function(file) return "stale-" .. (file.verified_at or file.created_at) end,
  task = { kind = "stale_file", role = "sales_advisor", to_owner = true,
           title = "common.stale_file", due = dms.days(14) },
}

-- Row 117: the owner hears of the next service ten days before.
local AHEAD <const> = 10

dms.follow_up {
  name = "common/crm_grades/service_notice",
  every = "day",
  at = "10:00",
  ask = "crm.may_follow_up",
  quiet = { "21:00", "09:00" },
  find = {
    entity = "crm.car",
    where = { next_service_on = { gte = "@today", lte = "@today+" .. AHEAD },
              ended_on = { is_null = true } },
  },
  once = function(car) return "service-" .. car.next_service_on end,
  message = function(car)
    local owner = dms.ref(car, "customer")
    if not owner or not owner.phone then return nil end
    return { channel = "sms", to = owner.phone, text = "common.service_notice",
             values = { date = dms.date_text(car.next_service_on) },
             subject = { entity = "crm.car", id = car.id } }
  end,
}

dms.follow_up {
  name = "common/crm_grades/inquiry",
  on = "crm.inquiry.created",
  when = function(inquiry) return inquiry.answer == nil end,
  task = { kind = "inquiry", role = "sales_advisor", to_owner = true,
           title = "common.inquiry", due = dms.open_hours(2) },
  overdue = { after = dms.hours(2), role = "sales_manager" },
}
