/* register_deal.c - what the files about one deal bring. */
#include "deal.h"

static const struct dms_entity *const entities[] = {
    &sales_contract_entity,   &sales_deal_cost_entity,
    &sales_deal_line_entity,  &sales_held_money_entity,
    &sales_check_item_entity, &sales_bonus_entity,
    &sales_stage_entity,      NULL,
};

static const struct dms_hook *const behaviours[] = {
    sales_draft_contract_hooks,
    sales_sign_contract_hooks,
    sales_close_deal_hooks,
    sales_lock_deal_hooks,
    sales_hold_money_hooks,
    sales_check_list_hooks,
    sales_handover_hooks,
    sales_guarantee_hooks,
    sales_take_back_hooks,
    sales_correct_commission_hooks,
    sales_dates_hooks,
    sales_note_stage_hooks,
    NULL,
};

static const struct dms_call_card *const calls[] = {
    &sales_compare_contract_call,
    &sales_deal_margin_call,
    &sales_settlement_call,
    &sales_pay_bonus_call,
};

static const struct sales_part part = { entities, behaviours, sales_deal_grants };

enum dms_status
sales_register_deal(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = sales_register_part(registrar, &part, error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(calls) / sizeof(calls[0]); i++)
        st = dms_register_call(registrar, calls[i], error);
    return st;
}
