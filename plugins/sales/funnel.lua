-- plugins/sales/funnel.lua
-- The common scale of all funnels, and the short one: five stages of the management rules (row 6).
-- Why: D5 and D11, "接待客户→了解需求→提供产品信息/推荐车型→洽谈价格→签订合同".
--
-- A brand picks one of the templates simple, management, process, consultative, or writes its
-- own: extends = "management" in its sales.lua. Conversion is compared on the scale.
local dms <const> = require("dms")

local SELLERS <const> = { "sales_advisor", "key_account_manager", "sales_manager",
                          "general_manager" }
local DESK <const> = { "sales_advisor", "key_account_manager", "sales_manager",
                       "general_manager", "sales_assistant" }

dms.workflow {
  entity = "sales.opportunity", template = "simple",
  scale = { "lead", "contact", "need", "demo", "offer", "won", "delivered", "retained" },
  aside = { "lost" },
  keeps = { "won", "delivered", "lost" }, -- an order carries its opportunity along
  initial = "reception",
  states = {
    reception = { canonical = "contact", deadline = dms.days(1), escalate = "sales_manager",
      work = { "sales.work.greet", "sales.work.take_contact" } },
    needs = { canonical = "need", deadline = dms.days(7), escalate = "sales_manager",
      work = { "sales.work.ask_use", "sales.work.ask_trade_in", "sales.work.write_needs" } },
    presentation = { canonical = "demo", deadline = dms.days(14), escalate = "sales_manager",
      work = { "sales.work.show_six", "sales.work.compare", "sales.work.invite_drive" } },
    negotiation = { canonical = "offer", deadline = dms.days(14), escalate = "sales_manager",
      work = { "sales.work.explain_quote", "sales.work.handle_objection" } },
    won = { canonical = "won", deadline = dms.days(60), escalate = "sales_manager",
      work = { "sales.work.sign_papers", "sales.work.order_car", "sales.work.arrange_plate" } },
    delivered = { canonical = "delivered" },
    lost = { final = true, canonical = "lost" },
  },
  transitions = {
    { "ask_needs", from = "reception", to = "needs", roles = SELLERS },
    { "present", from = { "reception", "needs" }, to = "presentation", roles = SELLERS },
    { "negotiate", from = { "needs", "presentation" }, to = "negotiation", roles = SELLERS,
      needs = { "model" } },
    { "win", from = { "reception", "needs", "presentation", "negotiation" }, to = "won",
      roles = SELLERS },
    { "deliver", from = { "reception", "needs", "presentation", "negotiation", "won" },
      to = "delivered", roles = DESK },
    { "take_back", from = "delivered", to = "lost", needs = { "lost_reason" } },
    { "lose", from = { "reception", "needs", "presentation", "negotiation", "won" }, to = "lost",
      roles = SELLERS, needs = { "lost_reason" } },
  },
}

-- How likely a deal is on each step, until a seller knows better (row 14); house custom.
local PROBABILITY <const> = { lead = 10, contact = 20, need = 30, demo = 50, offer = 70,
                              won = 95, delivered = 100, retained = 100, lost = 0 }

dms.decision {
  name = "sales.probability",
  run = function(deal)
    return { percent = PROBABILITY[deal.canonical] }
  end,
}
