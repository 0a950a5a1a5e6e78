/* after_sales.h - what the files of this plugin share: its tables, its questions, one list of
 * hooks per behaviour. */
#ifndef AFTER_SALES_AFTER_SALES_H
#define AFTER_SALES_AFTER_SALES_H

#include "dms/dms.h"

extern const struct dms_entity after_sales_repair_order_entity;
extern const struct dms_entity after_sales_car_entity;
extern const struct dms_entity after_sales_order_line_entity;
extern const struct dms_entity after_sales_operation_entity;
extern const struct dms_entity after_sales_operation_time_entity;
extern const struct dms_entity after_sales_labor_rate_entity;
extern const struct dms_entity after_sales_consent_entity;
extern const struct dms_entity after_sales_settlement_entity;
extern const struct dms_entity after_sales_write_off_entity;
extern const struct dms_entity after_sales_payment_entity;
extern const struct dms_entity after_sales_voucher_entity;
extern const struct dms_entity after_sales_service_card_entity;
extern const struct dms_entity after_sales_top_up_entity;
extern const struct dms_entity after_sales_walkround_entity;
extern const struct dms_entity after_sales_certificate_entity;
extern const struct dms_entity after_sales_clocking_entity;
extern const struct dms_entity after_sales_check_entity;
extern const struct dms_entity after_sales_bay_entity;
extern const struct dms_entity after_sales_tool_entity;
extern const struct dms_entity after_sales_appointment_entity;
extern const struct dms_entity after_sales_repair_record_entity;
extern const struct dms_entity after_sales_guarantee_case_entity;
extern const struct dms_entity after_sales_loaner_entity;
extern const struct dms_entity after_sales_maintenance_rule_entity;
extern const struct dms_entity after_sales_package_entity;
extern const struct dms_entity after_sales_entitlement_entity;
extern const struct dms_entity after_sales_entitlement_use_entity;
extern const struct dms_entity after_sales_campaign_entity;
extern const struct dms_entity after_sales_campaign_scope_entity;
extern const struct dms_entity after_sales_recall_car_entity;
extern const struct dms_entity after_sales_evaluation_entity;
extern const struct dms_entity after_sales_standard_entity;
extern const struct dms_entity after_sales_quality_round_entity;
extern const struct dms_entity after_sales_rescue_entity;

/* Behaviours, one per file. A list ends with a hook without a name. */
extern const struct dms_hook after_sales_which_car_hooks[];
extern const struct dms_hook after_sales_brand_hooks[];
extern const struct dms_hook after_sales_reception_hooks[];
extern const struct dms_hook after_sales_price_line_hooks[];
extern const struct dms_hook after_sales_line_work_hooks[];
extern const struct dms_hook after_sales_consent_hooks[];
extern const struct dms_hook after_sales_dispatch_hooks[];
extern const struct dms_hook after_sales_clock_hooks[];
extern const struct dms_hook after_sales_inspect_hooks[];
extern const struct dms_hook after_sales_settle_hooks[];
extern const struct dms_hook after_sales_pay_hooks[];
extern const struct dms_hook after_sales_write_off_hooks[];
extern const struct dms_hook after_sales_deliver_hooks[];
extern const struct dms_hook after_sales_parts_link_hooks[];
extern const struct dms_hook after_sales_book_hooks[];
extern const struct dms_hook after_sales_appointment_day_hooks[];
extern const struct dms_hook after_sales_comeback_hooks[];
extern const struct dms_hook after_sales_same_job_hooks[];
extern const struct dms_hook after_sales_entitlement_hooks[];
extern const struct dms_hook after_sales_package_hooks[];
extern const struct dms_hook after_sales_maintenance_due_hooks[];
extern const struct dms_hook after_sales_recall_hooks[];
extern const struct dms_hook after_sales_rescue_hooks[];
extern const struct dms_hook after_sales_figures_hooks[];
extern const struct dms_figure service_indicators[];
extern const struct dms_hook after_sales_remember_hooks[];
extern const struct dms_hook after_sales_record_repair_hooks[];
extern const struct dms_hook after_sales_guarantee_hooks[];
extern const struct dms_hook after_sales_guarantee_case_hooks[];
extern const struct dms_subscriber after_sales_car_sold_subscriber;
extern const struct dms_subscriber after_sales_plate_subscriber;
/* Ends with a handler without a name. */
extern const struct dms_timer_handler after_sales_appointment_timers[];
extern const struct dms_timer_handler after_sales_recall_timers[];
extern const struct dms_subscriber after_sales_recall_subscribers[];

/* Calls, one list per file; ends with a call without a name. */
extern const struct dms_call_card after_sales_parts_link_calls[];
extern const struct dms_call_card after_sales_capacity_calls[];
extern const struct dms_call_card after_sales_guarantee_calls[];
extern const struct dms_call_card after_sales_recall_calls[];
extern const struct dms_call_card after_sales_star_calls[];
extern const struct dms_call_card after_sales_figures_calls[];
extern const struct dms_call_card after_sales_margin_calls[];
extern const struct dms_call_card after_sales_receivable_calls[];
/* Ends with an importer without a name. */
extern const struct dms_importer after_sales_star_importers[];
extern const struct dms_call_card after_sales_maintenance_calls[];
extern const struct dms_call_card after_sales_package_calls[];
extern const struct dms_call_card after_sales_appointment_calls[];

/* Tables that end with a row of NULL. */
extern const struct dms_role after_sales_roles[];
extern const struct dms_grant after_sales_grants[];

/* Who pays, the customer first; ends with NULL. */
#define SERVICE_PAYERS 7
extern const char *const service_payers[];
int service_payer_at(const char *name); /* -1: nobody of that name */

/* Questions. VALUES and FACTS are taken; see dms_unit_find and dms_call. */
struct dms_json *service_values(const char *key, int64_t number);
struct dms_json *service_words(const char *key, const char *text);
enum dms_status service_find(struct dms_unit *unit, const char *entity, const char *query,
                             struct dms_json *values, const struct dms_list **list,
                             struct dms_error *error);
/* *RECORD stays NULL when there is none. */
enum dms_status service_first(struct dms_unit *unit, const char *entity,
                              const char *query, struct dms_json *values,
                              const struct dms_record **record, struct dms_error *error);
/* The brand's decision NAME. *ANSWER is yours to destroy, NULL when no rule decides this. */
enum dms_status service_decide(struct dms_unit *unit, const char *name,
                               struct dms_json *facts, struct dms_json **answer,
                               struct dms_error *error);
/* Says in ERROR, which is filled, by which rule and line ANSWER was decided. DMS_DENIED. */
enum dms_status service_blame(const struct dms_json *answer, struct dms_error *error);
bool service_is(const struct dms_record *record, const char *field, const char *word);
bool service_in_state(const struct dms_record *record, const char *state);
/* Lines of an order, in the order they were written; its car; a car by its VIN. */
enum dms_status service_lines(struct dms_unit *unit, int64_t order,
                              const struct dms_list **lines, struct dms_error *error);
enum dms_status service_car_of(struct dms_unit *unit, const char *vin,
                               const struct dms_record **car, struct dms_error *error);
/* Fills vin, plate, customer, brand and car of ORDER from the car's file; OPEN makes one for a
 * VIN that has none. *CAR stays NULL when it is not known which. */
enum dms_status service_find_car(struct dms_unit *unit, struct dms_record *order,
                                 bool open, const struct dms_record **car,
                                 struct dms_error *error);

/* As people read it; gone with the unit. */
const char *service_yuan(struct dms_unit *unit, int64_t fen);
const char *service_hours(struct dms_unit *unit, int64_t thousandths);
const char *service_when(struct dms_unit *unit, int64_t ms);
const char *service_day(struct dms_unit *unit, int64_t days);

/* A make as people and files spell it: an array for an "in". */
struct dms_json *service_spellings(struct dms_unit *unit, const char *make);
int64_t service_months_after(int64_t days, int64_t months);
/* NOT_FOUND, too, for a record of another store than the requester's. */
enum dms_status service_get_here(struct dms_unit *unit, const char *entity, int64_t id,
                                 const struct dms_record **record,
                                 struct dms_error *error);

/* A record being filled; the first error wins, so a row of settings needs no test between. */
struct service_fill {
    struct dms_record *record;
    struct dms_error *error;
    enum dms_status st;
};
struct service_fill service_begin(struct dms_unit *unit, const char *entity,
                                  struct dms_error *error);
struct service_fill service_edit(struct dms_unit *unit, const char *entity, int64_t id,
                                 struct dms_error *error);
void service_put(struct service_fill *fill, const char *field, int64_t number);
void service_put_text(struct service_fill *fill, const char *field, const char *text);
void service_put_json(struct service_fill *fill, const char *field,
                      struct dms_json *value); /* VALUE is taken */
void service_put_same(struct service_fill *fill, const char *field,
                      const struct dms_record *from, const char *source);
enum dms_status service_save(struct dms_unit *unit, struct service_fill *fill);

/* Money. */
int64_t service_times(int64_t price, int64_t thousandths);
enum dms_status service_read_shares(const struct dms_record *line,
                                    int64_t shares[SERVICE_PAYERS],
                                    struct dms_error *error);
void service_split(int64_t amount, const int64_t shares[SERVICE_PAYERS],
                   int64_t parts[SERVICE_PAYERS]);

/* What a line takes from the catalogue and the table of rates when it does not say itself. */
enum dms_status service_take_operation(struct dms_unit *unit, struct dms_record *line,
                                       const struct dms_record *order, const char **skill,
                                       struct dms_error *error);
enum dms_status service_take_rate(struct dms_unit *unit, struct dms_record *line,
                                  const struct dms_record *order, const char *skill,
                                  struct dms_error *error);
enum dms_status service_part_price(struct dms_unit *unit, struct dms_record *line,
                                   const struct dms_record *order,
                                   struct dms_error *error);
/* Does a row that may name make, model and years speak of this car? CAR may be NULL. */
bool service_model_fits(const struct dms_record *row, const struct dms_record *car,
                        const char *from, const char *to);
/* Does USER hold a certificate for SKILL, valid today? */
enum dms_status service_holds(struct dms_unit *unit, int64_t user, const char *skill,
                              bool *holds, struct dms_error *error);
/* DMS_DENIED unless USER holds what the operation asks for. */
enum dms_status service_may_do(struct dms_unit *unit, int64_t user, int64_t operation,
                               struct dms_error *error);
/* DMS_DENIED when the day of BOOKING has not so many hours left. */
enum dms_status service_check_capacity(struct dms_unit *unit,
                                       const struct dms_record *booking,
                                       struct dms_error *error);
/* The three-guarantee figures for a car handed over, or a case asked for, ON that day. */
enum dms_status service_terms(struct dms_unit *unit, int64_t on, struct dms_json **terms,
                              struct dms_error *error);
/* Days of one repair, each 24 hours begun is one. */
int64_t service_repair_days(const struct dms_record *order);
/* What the use of a car is worth: price × km ÷ 1000 × RATE basis points, at most the price. */
int64_t service_compensation(int64_t price, int64_t mileage, int64_t rate);
/* Makes LINE of a come-back the house's; DMS_DENIED when its shares say the customer pays. */
enum dms_status service_free_rework(struct dms_unit *unit, struct dms_record *line,
                                    const struct dms_record *order,
                                    struct dms_error *error);
/* The next day CAR is due; INT64_MAX when no rule speaks of it. SERVICES, an array or NULL, takes
 * one object a service. */
enum dms_status service_maintenance(struct dms_unit *unit, const struct dms_record *car,
                                    int64_t *next_on, struct dms_json *services,
                                    struct dms_error *error);
/* Begins to look for the cars a campaign speaks of; goes on by itself. */
enum dms_status service_match_campaign(struct dms_unit *unit,
                                       const struct dms_record *campaign,
                                       struct dms_error *error);
/* What the brand wants done in a visit of this kind: {walkround, stages}. */
enum dms_status service_steps(struct dms_unit *unit, const struct dms_record *order,
                              struct dms_json **answer, struct dms_error *error);
/* DMS_DENIED unless the customer has said yes to LINE. */
enum dms_status service_need_consent(const struct dms_record *line,
                                     const struct dms_record *order,
                                     struct dms_error *error);

#endif
