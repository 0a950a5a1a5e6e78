-- plugins/sales/desk.lua
-- Finance, insurance and plates when a brand says nothing else; the law with its dates.
-- Why: rows 22, 23, 24 and 31.
local dms <const> = require("dms")

local DESK <const> = { "sales_advisor", "key_account_manager", "sales_assistant", "sales_manager",
                       "general_manager" }
local BACK_OFFICE <const> = { "sales_assistant", "sales_manager", "general_manager" }

dms.workflow {
  entity = "sales.loan",
  initial = "draft",
  states = {
    draft = {},
    submitted = { deadline = dms.workdays(3), escalate = "sales_manager" },
    approved = { deadline = dms.workdays(5), escalate = "sales_manager" },
    disbursed = { final = true }, declined = { final = true }, withdrawn = { final = true },
  },
  transitions = {
    { "submit", from = "draft", to = "submitted", roles = DESK },
    { "approve", from = "submitted", to = "approved", roles = BACK_OFFICE,
      needs = { "lender_number" } },
    { "decline", from = "submitted", to = "declined", roles = BACK_OFFICE,
      needs = { "decline_reason" } },
    { "disburse", from = "approved", to = "disbursed", roles = BACK_OFFICE },
    { "withdraw", from = { "draft", "submitted", "approved" }, to = "withdrawn", roles = DESK },
  },
}

dms.workflow {
  entity = "sales.policy",
  initial = "offered",
  states = {
    offered = {}, active = {}, expired = {},
    renewed = { final = true }, cancelled = { final = true },
  },
  transitions = {
    { "activate", from = "offered", to = "active", roles = DESK, needs = { "number" } },
    { "renew", from = { "active", "expired" }, to = "renewed", roles = DESK },
    { "expire", from = "active", to = "expired", roles = BACK_OFFICE },
    { "cancel", from = { "offered", "active" }, to = "cancelled", roles = BACK_OFFICE },
  },
}

-- 交强险条例 §20: one year; how long before its end one asks is custom.
dms.decision {
  name = "sales.renewal_days",
  run = function() return { days = { 60, 30, 15, 7 } } end,
}

dms.follow_up {
  name = "sales/renew_policy",
  on = "sales.policy.renewal_due",
  once = function(policy) return dms.date_text(dms.today()) end,
  task = function(policy)
    return { kind = "renewal", to_owner = true, title = "sales.task_renewal",
             values = { number = policy.number,
                        days = tostring(policy.ends_on - dms.today()) },
             due = dms.days(2) }
  end,
}

-- 机动车登记规定 §12: 60 days for the purchase tax (车辆购置税法 §12).
dms.workflow {
  entity = "sales.plate_service",
  initial = "open",
  states = {
    open = { deadline = dms.days(15), escalate = "sales_manager" },
    insured = { deadline = dms.days(45), escalate = "sales_manager" },
    taxed = { deadline = dms.days(15), escalate = "sales_manager" },
    plated = { final = true }, cancelled = { final = true },
  },
  transitions = {
    { "insure", from = "open", to = "insured", roles = DESK },
    { "pay_tax", from = "insured", to = "taxed", roles = DESK, needs = { "tax_receipt" } },
    { "plate", from = "taxed", to = "plated", roles = DESK, needs = { "plate" } },
    { "cancel", from = { "open", "insured", "taxed" }, to = "cancelled", roles = BACK_OFFICE },
  },
}

-- 增值税法 §10 and 车辆购置税法 §4: ten per cent of the price without VAT. New energy: exempt up
-- to 30,000 until the end of 2025, half and at most 15,000 less in 2026 and 2027.
local VAT <const> = 1300 -- basis points
local TAX <const> = 1000
local GREEN <const> = { -- newest first; share of the tax that is waived, and at most
  { from = dms.date("2028-01-01"), waived = 0, most = 0 },
  { from = dms.date("2026-01-01"), waived = 5000, most = dms.money("15000"),
    source = "新能源汽车购置税减半征收（2026–2027）" },
  { from = dms.date("2024-01-01"), waived = 10000, most = dms.money("30000"),
    source = "新能源汽车免征购置税（2024–2025）" },
}
local NEW_ENERGY <const> = { ev = true, phev = true }

dms.decision {
  name = "sales.purchase_tax",
  run = function(car)
    local net = (car.price * 10000 + (10000 + VAT) // 2) // (10000 + VAT)
    local full = dms.share(net, TAX)
    local answer = { tax = full, full = full, net = net, source = "车辆购置税法第4、6条" }
    for _, law in ipairs(NEW_ENERGY[car.energy] and GREEN or {}) do
      if car.today >= law.from then
        local waived = math.min(dms.share(full, law.waived), law.most)
        answer.tax, answer.waived = full - waived, waived
        answer.source = law.source or answer.source
        return answer
      end
    end
    return answer
  end,
}

-- 机动车登记规定 §47.
local TEMP_DAYS <const>, TEMP_TIMES <const> = 30, 3

dms.rule {
  name = "sales/temp_plate",
  on = "sales.temp_plate.create",
  run = function(plate)
    if not (plate.plate_service and plate.starts_on and plate.ends_on) then return end
    if plate.ends_on < plate.starts_on then return dms.deny("sales.temp_plate_upside_down") end
    if plate.ends_on - plate.starts_on >= TEMP_DAYS then
      return dms.deny("sales.temp_plate_long", { days = tostring(TEMP_DAYS) })
    end
    local earlier = dms.count("sales.temp_plate",
      { where = { plate_service = plate.plate_service } })
    if earlier >= TEMP_TIMES then
      return dms.deny("sales.temp_plate_often", { times = tostring(TEMP_TIMES) })
    end
    local service = dms.get("sales.plate_service", plate.plate_service)
    local policy = dms.find("sales.policy", { where = { order = service.order,
      kind = "compulsory", state = "active" }, limit = 1 })[1]
    if policy and plate.ends_on > policy.ends_on then
      return dms.deny("sales.temp_plate_uninsured", { date = dms.date_text(policy.ends_on) })
    end
  end,
}
