/* deal.h - what the files about one deal share: its money, its papers, its checklists. */
#ifndef SALES_DEAL_H
#define SALES_DEAL_H

#include "sales.h"

/* Entities, hooks, calls, timers and grants of a deal. */
enum dms_status sales_register_deal(struct dms_registrar *registrar,
                                    struct dms_error *error);

extern const struct dms_entity sales_contract_entity;
extern const struct dms_entity sales_deal_cost_entity;
extern const struct dms_entity sales_deal_line_entity;
extern const struct dms_entity sales_held_money_entity;
extern const struct dms_entity sales_check_item_entity;
extern const struct dms_entity sales_bonus_entity;
extern const struct dms_entity sales_stage_entity;

extern const struct dms_hook sales_draft_contract_hooks[];
extern const struct dms_hook sales_sign_contract_hooks[];
extern const struct dms_hook sales_close_deal_hooks[];
extern const struct dms_hook sales_lock_deal_hooks[];
extern const struct dms_hook sales_hold_money_hooks[];
extern const struct dms_hook sales_check_list_hooks[];
extern const struct dms_hook sales_handover_hooks[];
extern const struct dms_hook sales_guarantee_hooks[];
extern const struct dms_hook sales_take_back_hooks[];
extern const struct dms_hook sales_correct_commission_hooks[];
extern const struct dms_hook sales_dates_hooks[];
extern const struct dms_hook sales_note_stage_hooks[];

extern const struct dms_call_card sales_compare_contract_call;
extern const struct dms_call_card sales_deal_margin_call;
extern const struct dms_call_card sales_settlement_call;
extern const struct dms_call_card sales_pay_bonus_call;

extern const struct dms_grant sales_deal_grants[]; /* ends with a row without a role */

/* The decision NAME with FACTS, which are taken. *ANSWER is yours to destroy, NULL when no
 * rule of this brand decides it. */
enum dms_status sales_ask(struct dms_unit *unit, const char *name, struct dms_json *facts,
                          struct dms_json **answer, struct dms_error *error);
/* What KEY says in the requester's language; KEY itself when nobody has a sentence for it. */
const char *sales_words(struct dms_unit *unit, const char *key);
/* Like dms_unit_get, for calls from outside: NOT_FOUND when the requester himself may not see
 * the record, though this plugin may. */
enum dms_status sales_see(struct dms_unit *unit, const char *entity, int64_t id,
                          const struct dms_record **record, struct dms_error *error);
/* What somebody makes for another belongs to that one, USER, unless he said whose it is. */
enum dms_status sales_give_to(struct dms_unit *unit, struct dms_record *record,
                              int64_t user, struct dms_error *error);
/* The sum of FIELD over a query with one value "$id". */
enum dms_status sales_sum(struct dms_unit *unit, const char *entity, const char *query,
                          int64_t id, const char *field, int64_t *sum,
                          struct dms_error *error);
/* One line in the customer's timeline, when somebody keeps one. RECORD has a customer. */
enum dms_status sales_remember(struct dms_unit *unit, const struct dms_record *record,
                               const char *kind, const char *title_key,
                               struct dms_error *error);
/* What the customer has bought with ORDER, or brought back, stands in his file. */
enum dms_status sales_tell_customer_file(struct dms_unit *unit,
                                         const struct dms_record *order, bool returned,
                                         struct dms_error *error);
/* INVALID when FIELD of RECORD, a date or a time, lies before the day ORDER was made. */
enum dms_status sales_not_before(struct dms_unit *unit, const struct dms_record *record,
                                 const char *field, const struct dms_record *order,
                                 struct dms_error *error);

/* What MODEL costs by the list on DAY; 0 when nobody says it. */
enum dms_status sales_list_price(struct dms_unit *unit, int64_t model, int64_t day,
                                 int64_t *price, struct dms_error *error);

/* What of the money paid may stay here when ORDER ends, and why: {amount, reason, rule…}.
 * *ANSWER is yours to destroy; NULL: nothing may. */
enum dms_status sales_kept_limit(struct dms_unit *unit, const struct dms_record *order,
                                 struct dms_json **answer, struct dms_error *error);

/* DENIED when another contract of the order is signed already. */
enum dms_status sales_contract_refuse_second(struct dms_unit *unit,
                                             const struct dms_record *contract,
                                             struct dms_error *error);
/* The differences between CONTRACT and its order, quote, car and customer: a list of
 * {field, contract, other, where}. Yours to destroy. */
enum dms_status sales_contract_differences(struct dms_unit *unit,
                                           const struct dms_record *contract,
                                           struct dms_json **list,
                                           struct dms_error *error);
/* The same as one sentence in the asker's language; scratch. */
const char *sales_differences_text(struct dms_unit *unit, const struct dms_json *list);

/* The lines of a deal's margin as they are now: [{kind, amount, source}], summing to
 * *MARGIN. Yours to destroy. DENIED when the cost of the car is not known. */
enum dms_status sales_deal_lines(struct dms_unit *unit, const struct dms_record *order,
                                 struct dms_json **lines, int64_t *margin,
                                 struct dms_error *error);

/* Makes the checklist LIST of RECORD from the decision sales.checklist; items that are
 * there already stay. */
enum dms_status sales_checklist_make(struct dms_unit *unit,
                                     const struct dms_record *record, const char *list,
                                     struct dms_error *error);
/* One more item of LIST, called by the sentence of KEY, unless it is there. */
enum dms_status sales_checklist_add(struct dms_unit *unit,
                                    const struct dms_record *record, const char *list,
                                    const char *key, struct dms_error *error);
/* DENIED, naming them, when required items of LIST of RECORD are not done. */
enum dms_status sales_checklist_done(struct dms_unit *unit,
                                     const struct dms_record *record, const char *list,
                                     const char *key, struct dms_error *error);

#endif
