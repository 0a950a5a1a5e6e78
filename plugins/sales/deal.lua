-- plugins/sales/deal.lua
-- A deal when a brand says nothing else: its contract, what may be kept of a deposit, the clocks
-- of the three guarantees, what is handed over with the key.
-- Why: rows 27 to 31 and 43; the law is dated, an older delivery is judged by what held then.
local dms <const> = require("dms")

local SELLERS <const> = { "sales_advisor", "key_account_manager", "sales_manager",
                          "general_manager", "sales_assistant" }
local LEADERS <const> = { "sales_manager", "general_manager" }

dms.workflow {
  entity = "sales.contract",
  initial = "draft",
  states = { draft = {}, signed = {}, void = { final = true } },
  transitions = {
    { "sign", from = "draft", to = "signed", roles = SELLERS,
      needs = { "customer_name", "price", "signature" } },
    { "cancel", from = "draft", to = "void", roles = SELLERS, needs = { "void_reason" } },
    { "cancel", from = "signed", to = "void", roles = LEADERS, needs = { "void_reason" } },
  },
}

-- 民法典 §586: a deposit counts as one only up to a fifth of the price.
local DEPOSIT_SHARE <const> = 2000 -- basis points of the price

dms.decision {
  name = "sales.deposit_kept",
  run = function(order)
    if order.cancel_fault ~= "customer" then
      return { amount = 0, reason = "sales.kept_not_his_fault" }
    end
    local most = dms.share(order.price, DEPOSIT_SHARE)
    return { amount = math.min(order.deposits, most), most = most, deposits = order.deposits,
             reason = "sales.kept_deposit" }
  end,
}

-- 三包 §27 (令43), before it 令150 §25: price × km ÷ 1000 × n.
local USE_RATE <const> = { -- newest first; basis points for each 1,000 km
  { from = dms.date("2022-01-01"), rate = 50, source = "三包规定（令43）第27条" },
  { from = dms.date("2013-10-01"), rate = 80, source = "三包规定（令150）第25条" },
}

dms.decision {
  name = "sales.use_compensation",
  run = function(order)
    for _, law in ipairs(USE_RATE) do
      if order.today >= law.from then
        local metres = dms.share(order.price, law.rate) * order.return_km
        local amount = (metres + 500) // 1000
        return { amount = math.min(amount, order.price), km = order.return_km, rate = law.rate,
                 source = law.source, reason = "sales.kept_for_use" }
      end
    end
    return { amount = 0, reason = "sales.kept_without_rule" }
  end,
}

-- 三包 §18: the clocks start with the delivery, whatever the invoice says.
local GUARANTEE <const> = { -- newest first
  { from = dms.date("2022-01-01"), years = 2, km = 50000, repair_years = 3, repair_km = 60000,
    source = "三包规定（令43）第18条" },
  { from = dms.date("2013-10-01"), years = 2, km = 50000, repair_years = 3, repair_km = 60000,
    source = "三包规定（令150）第17条" },
}

local function years_later(day, years)
  local text = dms.date_text(day)
  local year, rest = math.tointeger(tonumber(text:sub(1, 4))) + years, text:sub(5)
  if rest == "-02-29" then rest = "-02-28" end
  return dms.date(string.format("%04d%s", year, rest))
end

dms.decision {
  name = "sales.guarantee",
  run = function(sale)
    for _, law in ipairs(GUARANTEE) do
      if sale.delivered_on >= law.from then
        return { guarantee_until = years_later(sale.delivered_on, law.years),
                 guarantee_km = law.km,
                 repair_until = years_later(sale.delivered_on, law.repair_years),
                 repair_km = law.repair_km, source = law.source }
      end
    end
    return {}
  end,
}

-- 汽车销售管理办法 §16 and 三包 §13: what goes with the car, and what is done together.
local HANDOVER <const> = {
  { code = "joint_inspection", source = "三包规定第13条" },
  { code = "certificate", source = "汽车销售管理办法第16条" },
  { code = "conformity", source = "汽车销售管理办法第16条" },
  { code = "manual", source = "汽车销售管理办法第16条" },
  { code = "service_book", source = "汽车销售管理办法第16条" },
  { code = "guarantee_paper", source = "汽车销售管理办法第16条" },
  { code = "invoice", source = "三包规定第13条" },
  { code = "tools", source = "三包规定第13条" },
  { code = "guarantee_explained", source = "三包规定第13条" },
  { code = "signature", source = "三包规定第13条" },
  { code = "photo", optional = true },
}

-- A car on display is clean, complete and priced as the list says (汽车销售管理办法 §10).
local DISPLAY <const> = {
  { code = "card", source = "汽车销售管理办法第10条" }, { code = "washed" }, { code = "battery" },
  { code = "seats" }, { code = "tyres", optional = true },
}

-- 机动车登记规定 §12: what the plate office wants to see.
local PLATE <const> = {
  { code = "id", source = "机动车登记规定第12条" }, { code = "invoice", source = "机动车登记规定第12条" },
  { code = "certificate", source = "机动车登记规定第12条" },
  { code = "insurance", source = "机动车登记规定第12条" }, { code = "tax", source = "机动车登记规定第12条" },
}

local LISTS <const> = { handover = HANDOVER, display = DISPLAY, plate = PLATE }

dms.decision {
  name = "sales.checklist",
  run = function(asked)
    local items = {}
    for _, item in ipairs(LISTS[asked.list] or {}) do
      items[#items + 1] = { code = item.code, source = item.source,
                            optional = item.optional or false,
                            title = "sales.check." .. asked.list .. "." .. item.code }
    end
    return { items = items }
  end,
}
