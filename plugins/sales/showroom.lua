-- plugins/sales/showroom.lua
-- The showroom when a brand says nothing else: who is met, what is shown, what is said, which
-- cars are on their way.
-- Why: rows 16 to 21 and 24 to 28.
local dms <const> = require("dms")

local SELLERS <const> = { "sales_advisor", "key_account_manager", "sales_manager",
                          "general_manager" }
local LEADERS <const> = { "sales_manager", "general_manager" }
local DESK <const> = { "sales_assistant", "sales_manager", "general_manager" }

-- Nobody waits longer than this for a greeting; house custom.
local GREET_WITHIN <const> = dms.minutes(3)

dms.workflow {
  entity = "sales.reception",
  initial = "waiting",
  states = {
    waiting = { deadline = GREET_WITHIN, escalate = "sales_manager" },
    greeted = {},
    left = { final = true },
  },
  transitions = {
    { "greet", from = "waiting", to = "greeted" },
    { "leave", from = { "waiting", "greeted" }, to = "left" },
  },
}

dms.workflow {
  entity = "sales.display",
  initial = "planned",
  states = { planned = {}, shown = {}, ended = { final = true } },
  transitions = {
    { "show", from = "planned", to = "shown" },
    { "end", from = { "planned", "shown" }, to = "ended" },
  },
}

dms.workflow {
  entity = "sales.script",
  initial = "draft",
  states = { draft = {}, published = {}, retired = { final = true } },
  transitions = {
    { "publish", from = "draft", to = "published", roles = LEADERS },
    { "retire", from = { "draft", "published" }, to = "retired", roles = LEADERS },
  },
}

dms.workflow {
  entity = "sales.maker_order",
  initial = "requested",
  states = {
    requested = { deadline = dms.workdays(5), escalate = "sales_manager" },
    confirmed = {}, shipped = {},
    arrived = { final = true }, cancelled = { final = true },
  },
  transitions = {
    { "confirm", from = "requested", to = "confirmed", roles = DESK,
      needs = { "maker_number", "expected_on" } },
    { "ship", from = "confirmed", to = "shipped", roles = DESK },
    { "arrive", from = { "confirmed", "shipped" }, to = "arrived", roles = DESK,
      needs = { "vehicle" } },
    { "cancel", from = { "requested", "confirmed" }, to = "cancelled", roles = LEADERS },
  },
}

dms.workflow {
  entity = "sales.date_notice",
  initial = "open",
  states = { open = {}, told = { final = true } },
  transitions = { { "tell", from = "open", to = "told", needs = { "channel" } } },
}

-- Row 28: whoever has the customer tells him of a new date within a day.
dms.follow_up {
  name = "sales/tell_new_date",
  on = "sales.date_notice.created",
  task = function(notice)
    return { kind = "tell_date", to_owner = true, title = "sales.task_tell_date",
             values = { new_on = dms.date_text(notice.new_on) }, due = dms.days(1) }
  end,
}

dms.workflow {
  entity = "sales.trade_in",
  initial = "offered",
  states = { offered = {}, agreed = {}, received = { final = true }, withdrawn = { final = true } },
  transitions = {
    { "agree", from = "offered", to = "agreed", roles = SELLERS,
      needs = { "appraised_price", "agreed_price" } },
    { "receive", from = "agreed", to = "received", roles = DESK, needs = { "order", "vin" } },
    { "withdraw", from = { "offered", "agreed" }, to = "withdrawn", roles = SELLERS },
  },
}

-- 明码标价和禁止价格欺诈规定 §18: what a price is compared with is the lowest one paid here in the
-- last seven days, or the last one paid before them.
local COMPARED_DAYS <const> = 7

dms.decision {
  name = "sales.compared_price",
  run = function(tag)
    local sold = { "signed", "deposit", "allocated", "ready", "delivered", "closed" }
    local week = dms.find("sales.order", { where = { model = tag.model, store = tag.store,
      state = { ["in"] = sold },
      signed_at = { gte = dms.now() - COMPARED_DAYS * 24 * 3600 * 1000 } },
      sort = "price", limit = 1 })[1]
    if week then return { most = week.price, reason = "sales.tag_seven_days" } end
    local last = dms.find("sales.order", { where = { model = tag.model, store = tag.store,
      state = { ["in"] = sold } }, sort = "-signed_at", limit = 1 })[1]
    if last then return { most = last.price, reason = "sales.tag_last_deal" } end
    return { most = 0 }
  end,
}
