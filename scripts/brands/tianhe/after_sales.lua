-- scripts/brands/tianhe/after_sales.lua
-- Tianhe: the buyer is called on the day after delivery and a week after it, once a day until
-- he answers; after five days without an answer he gets a letter.
-- Why: Tianhe partner contract, annex D 5.
local dms <const> = require("dms")

local FIRST_DAY <const> = 1
local SECOND_DAY <const> = 7
local HOUR <const> = "14:00"
local DAYS_TRYING <const> = 5

local function call(order, kind, days, attempt)
  local day = dms.date_of(order.delivered_at) + days + attempt - 1
  return {
    kind = kind,
    role = "caller",
    title = "tianhe." .. kind,
    subject = { entity = "sales.order", id = order.id },
    attempt = attempt,
    due = dms.at(dms.time_at(day, HOUR)),
  }
end

-- One call and what follows when nobody answers.
local function plan(kind, days)
  local function was_unreachable(task)
    return task.kind == kind and task.outcome == "unreachable"
  end
  dms.follow_up {
    name = "tianhe/after_sales/" .. kind,
    on = "sales.order.delivered",
    task = function(order) return call(order, kind, days, 1) end,
  }
  dms.follow_up {
    name = "tianhe/after_sales/" .. kind .. "_again",
    on = "core.task.done",
    when = function(task) return was_unreachable(task) and task.attempt < DAYS_TRYING end,
    task = function(task)
      return call(dms.get("sales.order", task.subject), kind, days, task.attempt + 1)
    end,
  }
  dms.follow_up {
    name = "tianhe/after_sales/" .. kind .. "_letter",
    on = "core.task.done",
    when = function(task) return was_unreachable(task) and task.attempt >= DAYS_TRYING end,
    message = function(task)
      local order = dms.get("sales.order", task.subject)
      local buyer = dms.ref(order, "customer")
      return {
        channel = "letter",
        to = buyer.address or buyer.phone,
        text = "tianhe.letter",
        values = { name = buyer.name, order = order.number },
        subject = { entity = "sales.order", id = order.id },
      }
    end,
  }
end

plan("day_call", FIRST_DAY)
plan("week_call", SECOND_DAY)
