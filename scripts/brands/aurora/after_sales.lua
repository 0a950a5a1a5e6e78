-- scripts/brands/aurora/after_sales.lua
-- Aurora: three days after delivery somebody calls, twice a day until the buyer answers; after
-- five days without an answer an SMS says that we tried.
-- Why: Aurora service handbook 5.2, the three-day call.
local dms <const> = require("dms")

local DAYS_AFTER <const> = 3
local HOURS <const> = { "10:00", "16:00" } -- the day's attempts
local DAYS_TRYING <const> = 5

-- The moment of the n-th attempt for an order delivered at this time.
local function moment(order, attempt)
  local day = dms.date_of(order.delivered_at) + DAYS_AFTER + (attempt - 1) // #HOURS
  return dms.at(dms.time_at(day, HOURS[(attempt - 1) % #HOURS + 1]))
end

local function call(order, attempt)
  return {
    kind = "delivery_call",
    role = "caller",
    title = "aurora.delivery_call",
    subject = { entity = "sales.order", id = order.id },
    attempt = attempt,
    due = moment(order, attempt),
  }
end

dms.follow_up {
  name = "aurora/after_sales/delivery_call",
  on = "sales.order.delivered",
  task = function(order) return call(order, 1) end,
}

local function was_unreachable(task)
  return task.kind == "delivery_call" and task.outcome == "unreachable"
end

dms.follow_up {
  name = "aurora/after_sales/call_again",
  on = "core.task.done",
  when = function(task)
    return was_unreachable(task) and task.attempt < DAYS_TRYING * #HOURS
  end,
  task = function(task)
    return call(dms.get("sales.order", task.subject), task.attempt + 1)
  end,
}

dms.follow_up {
  name = "aurora/after_sales/give_up",
  on = "core.task.done",
  when = function(task)
    return was_unreachable(task) and task.attempt >= DAYS_TRYING * #HOURS
  end,
  message = function(task)
    local order = dms.get("sales.order", task.subject)
    local buyer = dms.ref(order, "customer")
    return {
      channel = "sms",
      to = buyer.phone,
      text = "aurora.sorry_we_missed_you",
      values = { name = buyer.name, order = order.number },
      subject = { entity = "sales.order", id = order.id },
    }
  end,
}
