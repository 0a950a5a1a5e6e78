-- plugins/parts/process.lua
-- How the store keeps its parts when a brand says nothing else.
-- Why: rows 69 to 92; every figure here is the house's custom and stands at its place.
local dms <const> = require("dms")

local KEEPERS <const> = { "parts_clerk", "parts_manager" }
local LEADERS <const> = { "parts_manager", "general_manager" }

-- A lot waits until somebody has looked at it; blocked, nobody takes from it (row 80).
dms.workflow {
  entity = "parts.lot",
  initial = "waiting",
  states = { waiting = {}, released = {}, blocked = {} },
  transitions = {
    { "release", from = "waiting", to = "released", roles = KEEPERS },
    { "block", from = { "waiting", "released" }, to = "blocked", roles = KEEPERS,
      needs = { "block_reason" } },
    { "unblock", from = "blocked", to = "released", roles = LEADERS },
  },
}

-- Who crosses a limit is on somebody's list the same minute (row 75).
for event, kind in pairs { below_minimum = "parts_below_minimum", above_maximum = "parts_above_maximum" } do
  dms.follow_up {
    name = "parts/" .. kind,
    on = "parts.part." .. event,
    task = function(part)
      return {
        kind = kind,
        role = "parts_clerk",
        title = "parts.task." .. event,
        values = { part = part.code, name = part.name },
        subject = { entity = "parts.part", id = part.id },
        due = dms.hours(8),
      }
    end,
  }
end

-- Up to here the parts manager answers for it, beyond that the general manager (rows 69, 72, 73).
local ADJUST_UP_TO <const> = dms.money("5000")
local BUY_UP_TO <const> = dms.money("50000")
local EVERYTHING <const> = dms.money("1000000000")

local function limit(most)
  return function(_, user)
    if user:has_role("general_manager") then return { limit = EVERYTHING } end
    return { limit = most }
  end
end

dms.decision { name = "parts.adjustment_limit", run = limit(ADJUST_UP_TO) }
dms.decision { name = "parts.purchase_limit", run = limit(BUY_UP_TO) }

-- So far an invoice may be off the order before somebody has to talk to the supplier.
local OFF_CLERK <const>, OFF_MANAGER <const>, OFF_ANY <const> = 200, 1000, 1000000 -- basis points

dms.decision {
  name = "parts.invoice_tolerance",
  run = function(_, user)
    if user:has_role("general_manager") then return { rate = OFF_ANY } end
    if user:has_role("parts_manager") then return { rate = OFF_MANAGER } end
    return { rate = OFF_CLERK }
  end,
}

-- What to stock (rows 69, 70, 76, 77): rates in basis points, the classes' cuts in thousandths.
-- 1.32 and 0.49: Syntetos, Boylan and Croston; 80 and 95 %: Pareto; the rest is the house's.
dms.decision {
  name = "parts.policy",
  run = function()
    return {
      alpha = 1000, beta = 1000, cut_interval = 1320, cut_cv2 = 490, months = 36,
      abc_a = 8000, abc_b = 9500, service_a = 9500, service_b = 9000, service_c = 8500,
      review_days = 7, lead_days = 14, phase_in = 3, phase_window = 12,
      watch_days = 120, dead_days = 180, holding_rate = 2000,
    }
  end,
}

-- How a supplier's four marks become one (row 89); the weights sum to 100.
local WEIGHTS <const> = { quality = 40, delivery = 30, price = 20, service = 10 }
local GRADES <const> = { { 85, "A" }, { 70, "B" }, { 60, "C" }, { 0, "D" } }

dms.decision {
  name = "parts.supplier_grade",
  run = function(marks)
    local total = 0
    for name, weight in pairs(WEIGHTS) do total = total + marks[name] * weight end
    total = (total + 50) // 100
    for _, step in ipairs(GRADES) do
      if total >= step[1] then return { total = total, grade = step[2] } end
    end
  end,
}

dms.workflow {
  entity = "parts.adjustment",
  initial = "requested",
  states = { requested = {}, posted = { final = true }, refused = { final = true } },
  transitions = {
    { "approve", from = "requested", to = "posted", roles = LEADERS },
    { "refuse", from = "requested", to = "refused", roles = LEADERS, needs = { "answer" } },
  },
}

dms.workflow {
  entity = "parts.stocktake",
  initial = "planned",
  states = {
    planned = {}, frozen = {}, counted = {},
    posted = { final = true }, cancelled = { final = true },
  },
  transitions = {
    { "freeze", from = "planned", to = "frozen", roles = KEEPERS },
    { "finish", from = "frozen", to = "counted", roles = KEEPERS },
    { "recount", from = "counted", to = "frozen", roles = LEADERS },
    { "approve", from = "counted", to = "posted", roles = LEADERS },
    { "cancel", from = { "planned", "frozen", "counted" }, to = "cancelled", roles = LEADERS },
  },
}

dms.workflow {
  entity = "parts.transfer",
  initial = "draft",
  states = {
    draft = {}, in_transit = {}, received = { final = true }, cancelled = { final = true },
  },
  transitions = {
    { "send", from = "draft", to = "in_transit", roles = KEEPERS },
    { "receive", from = "in_transit", to = "received" }, -- by its arrival alone
    { "cancel", from = "draft", to = "cancelled", roles = KEEPERS },
  },
}

dms.workflow {
  entity = "parts.arrival",
  initial = "coming",
  states = { coming = {}, received = { final = true } },
  transitions = { { "receive", from = "coming", to = "received", roles = KEEPERS } },
}

-- Nobody delivers before two people have looked at him (row 88).
dms.workflow {
  entity = "parts.supplier",
  initial = "candidate",
  states = { candidate = {}, qualified = {}, approved = {}, suspended = {}, rejected = {} },
  transitions = {
    { "qualify", from = "candidate", to = "qualified", roles = KEEPERS, needs = { "licence_no" } },
    { "approve", from = { "qualified", "suspended" }, to = "approved", roles = LEADERS },
    { "suspend", from = "approved", to = "suspended", roles = LEADERS, needs = { "reason" } },
    { "reject", from = { "candidate", "qualified", "suspended" }, to = "rejected", roles = LEADERS,
      needs = { "reason" } },
    { "reopen", from = "rejected", to = "candidate", roles = LEADERS },
  },
}

dms.workflow {
  entity = "parts.purchase",
  initial = "draft",
  states = {
    draft = {}, requested = {}, approved = {}, ordered = {},
    closed = { final = true }, refused = { final = true }, cancelled = { final = true },
  },
  transitions = {
    { "request", from = "draft", to = "requested", roles = KEEPERS },
    { "approve", from = "requested", to = "approved", roles = LEADERS },
    { "refuse", from = "requested", to = "refused", roles = LEADERS, needs = { "answer" } },
    { "revise", from = { "requested", "approved" }, to = "draft", roles = KEEPERS },
    { "order", from = "approved", to = "ordered", roles = KEEPERS, needs = { "supplier" } },
    { "close", from = "ordered", to = "closed", roles = KEEPERS },
    { "cancel", from = { "draft", "requested", "approved" }, to = "cancelled", roles = KEEPERS },
  },
}

dms.workflow {
  entity = "parts.receipt",
  initial = "draft",
  states = { draft = {}, inspected = {}, posted = { final = true } },
  transitions = {
    { "inspect", from = "draft", to = "inspected", roles = KEEPERS },
    { "again", from = "inspected", to = "draft", roles = KEEPERS },
    { "post", from = "inspected", to = "posted", roles = KEEPERS },
  },
}

dms.workflow {
  entity = "parts.invoice",
  initial = "entered",
  states = { entered = {}, disputed = {}, matched = { final = true } },
  transitions = {
    { "match", from = "entered", to = "matched",
      roles = { "parts_clerk", "parts_manager", "general_manager" } },
    { "dispute", from = "entered", to = "disputed", roles = KEEPERS, needs = { "note" } },
    { "settle", from = "disputed", to = "entered", roles = LEADERS },
  },
}

dms.workflow {
  entity = "parts.sale",
  initial = "draft",
  states = {
    draft = {}, issued = {}, paid = { final = true }, cancelled = { final = true },
  },
  transitions = {
    { "issue", from = "draft", to = "issued", roles = KEEPERS },
    { "pay", from = "issued", to = "paid", roles = { "cashier" }, needs = { "method" } },
    { "cancel", from = "draft", to = "cancelled", roles = KEEPERS },
  },
}

-- Ties that last (rows 90 to 92).
dms.workflow {
  entity = "parts.agreement",
  initial = "draft",
  states = { draft = {}, in_force = {}, ended = { final = true } },
  transitions = {
    { "sign", from = "draft", to = "in_force", roles = LEADERS },
    { "finish", from = "in_force", to = "ended", roles = LEADERS },
  },
}

dms.workflow {
  entity = "parts.notice",
  initial = "received",
  states = { received = {}, read = {}, done = { final = true } },
  transitions = {
    { "read", from = "received", to = "read", roles = KEEPERS },
    { "finish", from = "read", to = "done", roles = KEEPERS, needs = { "done_note" } },
  },
}

dms.workflow {
  entity = "parts.rebate",
  initial = "expected",
  states = {
    expected = {}, claimed = {}, received = { final = true }, lost = { final = true },
  },
  transitions = {
    { "claim", from = "expected", to = "claimed", roles = LEADERS },
    { "receive", from = "claimed", to = "received", roles = LEADERS,
      needs = { "received", "credit_note" } },
    { "lose", from = { "expected", "claimed" }, to = "lost", roles = LEADERS, needs = { "reason" } },
  },
}

dms.workflow {
  entity = "parts.lender",
  initial = "candidate",
  states = { candidate = {}, active = {}, ended = { final = true } },
  transitions = {
    { "sign", from = "candidate", to = "active", roles = LEADERS },
    { "finish", from = { "candidate", "active" }, to = "ended", roles = LEADERS },
  },
}

-- What nobody remembers by himself. Every morning; each once for its day.
local MORNING <const> = "08:30"
local LOOK_EVERY <const> = 30 -- days between two looks at a store room (row 82)
local SPEAK_BEFORE <const> = 30 -- days before an agreement ends (row 90)

dms.follow_up {
  name = "parts/condition_check",
  every = "workday",
  at = MORNING,
  find = { entity = "parts.warehouse",
           where = { ["or"] = { { checked_on = { is_null = true } },
                                { checked_on = { lte = "@today-" .. LOOK_EVERY } } } } },
  once = function(place) return "look-" .. (place.checked_on or 0) end,
  task = {
    kind = "parts_condition_check", role = "parts_clerk", title = "parts.task.condition_check",
    due = dms.hours(8),
  },
}

dms.follow_up {
  name = "parts/agreement_ends",
  every = "workday",
  at = MORNING,
  find = { entity = "parts.agreement",
           where = { state = "in_force", valid_until = { lte = "@today+" .. SPEAK_BEFORE } } },
  once = function(bond) return "ends-" .. bond.valid_until end,
  task = function(bond)
    return {
      kind = "parts_agreement_ends", role = "parts_manager", title = "parts.task.agreement_ends",
      values = { partner = bond.partner, day = dms.date_text(bond.valid_until) },
      subject = { entity = "parts.agreement", id = bond.id },
      due = dms.hours(8),
    }
  end,
}

-- What lies there dead ties up money: somebody decides what becomes of it (rows 75, 76).
local IDLE_DAYS <const> = 180
local IDLE_WORTH <const> = dms.money("500")
local EXPIRES_WITHIN <const> = 30 -- days

dms.workflow {
  entity = "parts.clearance",
  initial = "planned",
  states = { planned = {}, running = {}, done = { final = true }, dropped = { final = true } },
  transitions = {
    { "begin", from = "planned", to = "running", roles = LEADERS },
    { "finish", from = "running", to = "done", roles = KEEPERS, needs = { "result" } },
    { "drop", from = { "planned", "running" }, to = "dropped", roles = LEADERS },
  },
}

local function last_moved(stock)
  return math.max(stock.last_out_on or 0, stock.last_in_on or 0)
end

local function idle_since(field)
  return { ["or"] = { { [field] = { is_null = true } },
                      { [field] = { lt = "@today-" .. IDLE_DAYS } } } }
end

dms.follow_up {
  name = "parts/idle",
  every = "workday",
  at = MORNING,
  find = { entity = "parts.stock",
           where = { on_hand = { gt = 0 }, value = { gte = dms.yuan(IDLE_WORTH) },
                     ["and"] = { idle_since("last_out_on"), idle_since("last_in_on") } } },
  once = function(stock) return "idle-" .. last_moved(stock) end,
  task = function(stock)
    local part = dms.ref(stock, "part")
    return {
      kind = "parts_idle", role = "parts_manager", title = "parts.task.idle",
      values = { part = part.code, name = part.name, value = dms.yuan(stock.value) },
      subject = { entity = "parts.part", id = part.id },
      due = dms.workdays(5),
    }
  end,
}

dms.follow_up {
  name = "parts/expires",
  every = "workday",
  at = MORNING,
  find = { entity = "parts.lot",
           where = { on_hand = { gt = 0 }, expires_on = { lte = "@today+" .. EXPIRES_WITHIN } } },
  once = function(lot) return "expires-" .. lot.expires_on end,
  task = function(lot)
    return {
      kind = "parts_expires", role = "parts_clerk", title = "parts.task.expires",
      values = { lot = lot.number, day = dms.date_text(lot.expires_on) },
      subject = { entity = "parts.lot", id = lot.id },
      due = dms.hours(8),
    }
  end,
}
