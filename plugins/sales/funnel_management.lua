-- plugins/sales/funnel_management.lua
-- The funnel of the management handbook: six stages from prospect to delivery (row 7).
-- Why: D9, "潜在客户开发→线索跟进→试驾安排→报价和谈判→成交→交付".
local dms <const> = require("dms")

local SELLERS <const> = { "sales_advisor", "key_account_manager", "sales_manager",
                          "general_manager" }

dms.workflow {
  entity = "sales.opportunity", template = "management",
  initial = "prospecting",
  states = {
    prospecting = { canonical = "lead", deadline = dms.workdays(2), escalate = "sales_manager",
      work = { "sales.work.first_call", "sales.work.take_contact" } },
    following = { canonical = "contact", deadline = dms.workdays(5), escalate = "sales_manager",
      work = { "sales.work.ask_use", "sales.work.ask_trade_in", "sales.work.plan_next" } },
    test_drive = { canonical = "demo", deadline = dms.days(14), escalate = "sales_manager",
      work = { "sales.work.check_licence", "sales.work.drive_route", "sales.work.ask_feedback" } },
    quoting = { canonical = "offer", deadline = dms.days(14), escalate = "sales_manager",
      work = { "sales.work.explain_quote", "sales.work.handle_objection" } },
    won = { canonical = "won", deadline = dms.days(60), escalate = "sales_manager",
      work = { "sales.work.sign_papers", "sales.work.order_car", "sales.work.arrange_plate" } },
    delivered = { canonical = "delivered" },
    lost = { final = true, canonical = "lost" },
  },
  transitions = {
    { "follow", from = "prospecting", to = "following", roles = SELLERS },
    { "arrange_drive", from = { "prospecting", "following" }, to = "test_drive", roles = SELLERS,
      needs = { "model" } },
    { "quote", from = { "following", "test_drive" }, to = "quoting", roles = SELLERS,
      needs = { "model" } },
    { "win", from = { "prospecting", "following", "test_drive", "quoting" }, to = "won",
      roles = SELLERS },
    { "deliver", from = { "prospecting", "following", "test_drive", "quoting", "won" },
      to = "delivered" },
    { "take_back", from = "delivered", to = "lost", needs = { "lost_reason" } },
    { "lose", from = { "prospecting", "following", "test_drive", "quoting", "won" }, to = "lost",
      roles = SELLERS, needs = { "lost_reason" } },
  },
}
