-- plugins/sales/funnel_process.lua
-- The core process as a circle: eight stages, and the last one leads to the first (row 8).
-- Why: D21, "初次接触→需求探询→新车展示→试乘试驾→从报价到成交→递交新车→售后服务与客户保持联系→
-- 保持与潜在客户联系".
local dms <const> = require("dms")

local SELLERS <const> = { "sales_advisor", "key_account_manager", "sales_manager",
                          "general_manager" }

-- Nobody is quoted a price who has not driven, or said why he does not want to.
local function driven(deal)
  if deal.no_drive_reason then return end
  local drives = dms.count("sales.test_drive",
    { where = { opportunity = deal.id, state = "done" } })
  if drives == 0 then return dms.deny("sales.drive_first") end
end

dms.workflow {
  entity = "sales.opportunity", template = "process",
  back = { "begin_again" },
  initial = "first_contact",
  states = {
    first_contact = { canonical = "contact", deadline = dms.days(1), escalate = "sales_manager",
      work = { "sales.work.greet", "sales.work.take_contact" } },
    needs = { canonical = "need", deadline = dms.days(7), escalate = "sales_manager",
      work = { "sales.work.ask_use", "sales.work.ask_trade_in", "sales.work.write_needs" } },
    display = { canonical = "demo", deadline = dms.days(7), escalate = "sales_manager",
      work = { "sales.work.show_six", "sales.work.compare", "sales.work.invite_drive" } },
    test_drive = { canonical = "demo", deadline = dms.days(14), escalate = "sales_manager",
      work = { "sales.work.check_licence", "sales.work.drive_route", "sales.work.ask_feedback" } },
    negotiation = { canonical = "offer", deadline = dms.days(14), escalate = "sales_manager",
      work = { "sales.work.explain_quote", "sales.work.handle_objection" } },
    won = { canonical = "won", deadline = dms.days(60), escalate = "sales_manager",
      work = { "sales.work.sign_papers", "sales.work.order_car", "sales.work.arrange_plate" } },
    delivered = { canonical = "delivered", deadline = dms.days(3), escalate = "sales_manager",
      work = { "sales.work.thank", "sales.work.day3_call" } },
    after_sales = { canonical = "retained", deadline = dms.days(180), escalate = "sales_manager",
      work = { "sales.work.first_service" } },
    keep_contact = { canonical = "retained", deadline = dms.days(365), escalate = "sales_manager",
      work = { "sales.work.birthday", "sales.work.ask_referral" } },
    lost = { final = true, canonical = "lost" },
  },
  transitions = {
    { "ask_needs", from = "first_contact", to = "needs", roles = SELLERS },
    { "show_car", from = "needs", to = "display", roles = SELLERS, needs = { "model", "needs" } },
    { "drive", from = { "needs", "display" }, to = "test_drive", roles = SELLERS,
      needs = { "model" } },
    { "negotiate", from = { "display", "test_drive" }, to = "negotiation", roles = SELLERS,
      needs = { "model" }, guard = driven },
    { "win", from = { "first_contact", "needs", "display", "test_drive", "negotiation" },
      to = "won", roles = SELLERS },
    { "deliver", from = "won", to = "delivered" },
    { "look_after", from = "delivered", to = "after_sales", roles = SELLERS },
    { "stay_in_touch", from = { "delivered", "after_sales" }, to = "keep_contact",
      roles = SELLERS },
    { "take_back", from = { "delivered", "after_sales", "keep_contact" }, to = "lost",
      needs = { "lost_reason" } },
    { "begin_again", from = "keep_contact", to = "first_contact", roles = SELLERS },
    { "lose", from = { "first_contact", "needs", "display", "test_drive", "negotiation", "won",
                       "keep_contact" },
      to = "lost", roles = SELLERS, needs = { "lost_reason" } },
  },
}
