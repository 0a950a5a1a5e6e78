/* sales.h - what the files of this plugin share: its tables, one name per behaviour. */
#ifndef SALES_SALES_H
#define SALES_SALES_H

#include "dms/dms.h"

extern const struct dms_entity sales_model_entity;
extern const struct dms_entity sales_vehicle_entity;
extern const struct dms_entity sales_opportunity_entity;
extern const struct dms_entity sales_test_drive_entity;
extern const struct dms_entity sales_quote_entity;
extern const struct dms_entity sales_override_entity;
extern const struct dms_entity sales_order_entity;
extern const struct dms_entity sales_payment_entity;
extern const struct dms_entity sales_inspection_entity;
extern const struct dms_entity sales_commission_entity;

extern const char *const sales_return_kinds[]; /* how a car comes back */

/* Behaviours, one per file. A list ends with a hook without a name. */
extern const struct dms_hook sales_brand_hooks[];
extern const struct dms_hook sales_discount_hooks[];
extern const struct dms_hook sales_frozen_hooks[];
extern const struct dms_hook sales_quote_version_hooks[];
extern const struct dms_hook sales_discount_authority_hooks[];
extern const struct dms_hook sales_price_floor_hooks[];
extern const struct dms_hook sales_override_request_hooks[];
extern const struct dms_hook sales_override_decide_hooks[];
extern const struct dms_hook sales_from_opportunity_hooks[];
extern const struct dms_hook sales_from_quote_hooks[];
extern const struct dms_hook sales_allocate_hooks[];
extern const struct dms_hook sales_payment_hooks[];
extern const struct dms_hook sales_inspection_hooks[];
extern const struct dms_hook sales_delivery_gate_hooks[];
extern const struct dms_hook sales_deliver_hooks[];
extern const struct dms_hook sales_pay_commission_hooks[];
extern const struct dms_hook sales_cancel_hooks[];
extern const struct dms_hook sales_test_drive_hooks[];
extern const struct dms_hook sales_quote_expires_hooks[];
extern const struct dms_timer_handler sales_quote_expires_timer;
extern const struct dms_hook sales_funnel_hooks[];
extern const struct dms_call_card sales_open_orders_call;
extern const struct dms_call_card sales_lowest_price_call;

/* Ends with a row without a role. */
extern const struct dms_grant sales_grants[];

/* The decision NAME of the brand about a quote or an order, asked as the requester:
 * {list_price, price, discount_rate, gifts_value, fees, model, customer}. *ANSWER is yours
 * to destroy, NULL when no rule decides this. */
enum dms_status sales_decide(struct dms_unit *unit, const struct dms_record *record,
                             const char *name, struct dms_json **answer,
                             struct dms_error *error);
/* Says in ERROR, which is filled, by which rule and line ANSWER was decided. DMS_DENIED. */
enum dms_status sales_blame(const struct dms_json *answer, struct dms_error *error);
/* An approved override of KIND for this quote, order or the order's quote that covers
 * what RECORD asks now: its rate for a discount, its price for the floor. */
enum dms_status sales_override_covers(struct dms_unit *unit,
                                      const struct dms_record *record, const char *kind,
                                      bool *covers, struct dms_error *error);
/* The only record of a query with one value "$id"; *RECORD stays NULL when there is none. */
enum dms_status sales_find_one(struct dms_unit *unit, const char *entity,
                               const char *query, int64_t id,
                               const struct dms_record **record, struct dms_error *error);
/* Runs TRANSITION of the record that FIELD of RECORD points to; nothing when it is empty. */
enum dms_status sales_transition_of(struct dms_unit *unit,
                                    const struct dms_record *record, const char *field,
                                    const char *entity, const char *transition,
                                    struct dms_error *error);
/* An amount as people read it, gone with the unit. */
const char *sales_yuan(struct dms_unit *unit, int64_t fen);
/* Basis points as per cent, "7.25", gone with the unit. */
const char *sales_percent(struct dms_unit *unit, int64_t basis_points);

/* What one part of the plugin brings: entities, and lists of hooks that end with one without a name,
 * both up to a NULL; grants up to one without a role. */
struct sales_part {
    const struct dms_entity *const *entities;
    const struct dms_hook *const *behaviours;
    const struct dms_grant *grants;
};
enum dms_status sales_register_part(struct dms_registrar *registrar,
                                    const struct sales_part *part, struct dms_error *error);

#endif
