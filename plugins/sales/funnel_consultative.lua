-- plugins/sales/funnel_consultative.lua
-- Consultative selling: seven stages from the prospect to the call after delivery (row 9).
-- Why: D21, "潜在客户开发→准备/接待→需求分析→新车演示/试乘试驾→抗拒处理/报价成交→完美交车→售后跟踪".
local dms <const> = require("dms")

local SELLERS <const> = { "sales_advisor", "key_account_manager", "sales_manager",
                          "general_manager" }

dms.workflow {
  entity = "sales.opportunity", template = "consultative",
  initial = "developing",
  states = {
    developing = { canonical = "lead", deadline = dms.days(3), escalate = "sales_manager",
      work = { "sales.work.first_call", "sales.work.plan_next" } },
    reception = { canonical = "contact", deadline = dms.days(3), escalate = "sales_manager",
      work = { "sales.work.prepare", "sales.work.greet", "sales.work.take_contact" } },
    needs = { canonical = "need", deadline = dms.days(7), escalate = "sales_manager",
      work = { "sales.work.ask_use", "sales.work.ask_trade_in", "sales.work.write_needs" } },
    demonstration = { canonical = "demo", deadline = dms.days(14), escalate = "sales_manager",
      work = { "sales.work.show_six", "sales.work.check_licence", "sales.work.drive_route",
               "sales.work.ask_feedback" } },
    objections = { canonical = "offer", deadline = dms.days(14), escalate = "sales_manager",
      work = { "sales.work.handle_objection", "sales.work.explain_quote" } },
    won = { canonical = "won", deadline = dms.days(60), escalate = "sales_manager",
      work = { "sales.work.sign_papers", "sales.work.order_car", "sales.work.arrange_plate" } },
    delivered = { canonical = "delivered", deadline = dms.days(7), escalate = "sales_manager",
      work = { "sales.work.thank", "sales.work.day3_call" } },
    after_sales = { canonical = "retained" },
    lost = { final = true, canonical = "lost" },
  },
  transitions = {
    { "receive", from = "developing", to = "reception", roles = SELLERS },
    { "analyse", from = "reception", to = "needs", roles = SELLERS },
    { "demonstrate", from = "needs", to = "demonstration", roles = SELLERS,
      needs = { "model", "needs" } },
    { "offer", from = "demonstration", to = "objections", roles = SELLERS },
    { "win", from = { "developing", "reception", "needs", "demonstration", "objections" },
      to = "won", roles = SELLERS },
    { "deliver", from = { "developing", "reception", "needs", "demonstration", "objections",
                          "won" },
      to = "delivered" },
    { "look_after", from = "delivered", to = "after_sales", roles = SELLERS },
    { "take_back", from = { "delivered", "after_sales" }, to = "lost", needs = { "lost_reason" } },
    { "lose", from = { "developing", "reception", "needs", "demonstration", "objections", "won" },
      to = "lost", roles = SELLERS, needs = { "lost_reason" } },
  },
}
