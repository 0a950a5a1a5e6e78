/* plan.h - what the files about plans share: targets, channels, figures, meetings. */
#ifndef SALES_PLAN_H
#define SALES_PLAN_H

#include "sales.h"

/* Entities, hooks, calls, figures and grants of planning. */
enum dms_status sales_register_plan(struct dms_registrar *registrar,
                                    struct dms_error *error);

extern const struct dms_entity sales_channel_entity;
extern const struct dms_entity sales_channel_cost_entity;
extern const struct dms_entity sales_target_entity;
extern const struct dms_entity sales_strategy_entity;
extern const struct dms_entity sales_consultation_entity;
extern const struct dms_entity sales_plan_entity;
extern const struct dms_entity sales_plan_task_entity;
extern const struct dms_entity sales_correction_entity;
extern const struct dms_entity sales_fleet_contract_entity;
extern const struct dms_entity sales_fleet_price_entity;
extern const struct dms_entity sales_meeting_entity;
extern const struct dms_entity sales_meeting_decision_entity;
extern const struct dms_entity sales_coaching_entity;
extern const struct dms_entity sales_indicator_entity;
extern const struct dms_entity sales_alert_line_entity;
extern const struct dms_entity sales_benchmark_entity;

/* Behaviours, one per file. A list ends with a hook without a name. */
extern const struct dms_hook sales_facts_hooks[];
extern const struct dms_hook sales_channel_hooks[];
extern const struct dms_hook sales_check_target_hooks[];
extern const struct dms_hook sales_agree_target_hooks[];
extern const struct dms_hook sales_strategy_hooks[];
extern const struct dms_hook sales_plan_hooks[];
extern const struct dms_hook sales_in_order_hooks[];
extern const struct dms_hook sales_fleet_hooks[];
extern const struct dms_hook sales_meeting_hooks[];
extern const struct dms_hook sales_coaching_hooks[];
extern const struct dms_hook sales_indicator_hooks[];
extern const struct dms_hook sales_alert_line_hooks[];
extern const struct dms_hook sales_alert_look_hooks[];
extern const struct dms_hook sales_benchmark_hooks[];
extern const struct dms_timer_handler sales_alert_timer;

/* Each ends with an empty row. */
extern const struct dms_figure sales_figures[];
extern const struct dms_call_card sales_stock_days_calls[];
extern const struct dms_call_card sales_target_calls[];
extern const struct dms_call_card sales_target_status_calls[];
extern const struct dms_call_card sales_forecast_calls[];
extern const struct dms_call_card sales_fleet_calls[];
extern const struct dms_call_card sales_stuck_calls[];
extern const struct dms_call_card sales_alert_calls[];
extern const struct dms_call_card sales_benchmark_calls[];
extern const struct dms_grant sales_plan_grants[];

/* Which channel a lead came by. */
extern const struct dms_field sales_lead_channel_field;

/* A text field of this check names a figure. */
extern const struct dms_check sales_figure_check;
/* The figure NAME as it is today; what is wrong with it is said of the field "figure". */
enum dms_status sales_need_figure(struct dms_unit *unit, const char *name,
                                  struct dms_json **figure, struct dms_error *error);
/* Is the field "number" of RECORD one that a figure of this unit can have? */
enum dms_status sales_check_number(struct dms_unit *unit, const struct dms_record *record,
                                   const char *kind, struct dms_error *error);
/* Fills "unit" and "label", the figure's words, and checks "number". */
enum dms_status sales_note_figure(struct dms_unit *unit, struct dms_record *record,
                                  const struct dms_json *figure, struct dms_error *error);
/* The figure of an alert line over the days it looks at, in its store. *FIGURE: as
 * dms_unit_figure. */
enum dms_status sales_alert_figure(struct dms_unit *unit, const struct dms_record *line,
                                   struct dms_json **figure, struct dms_error *error);
/* How LINE stands: {"figure", "value", "number", "unit", "side", "from", "to", "crossed", "told"}.
 * *SEEN is yours to destroy. NOT_FOUND: there is no such figure any more. */
enum dms_status sales_alert_see(struct dms_unit *unit, const struct dms_record *line,
                                struct dms_json **seen, struct dms_error *error);
/* Of the month, quarter or year that DAY lies in; the last of the one that begins at FROM, 0 when
 * none begins there. */
int64_t sales_first_day(const char *period, int64_t day);
int64_t sales_last_day(const char *period, int64_t from);

/* The figure NAME over these days, with the rights of this plugin. Takes ONLY. *ANSWER: as
 * dms_unit_figure. */
enum dms_status sales_ask_figure(struct dms_unit *unit, const char *name, int64_t from,
                                 int64_t to, struct dms_json *only,
                                 struct dms_json **answer, struct dms_error *error);
bool sales_has_dimension(const struct dms_json *figure, const char *name);
/* A number of UNIT in thousandths, in the figure's stored unit; and back from written form. */
int64_t sales_stored_number(const char *unit, int64_t thousandths);
int64_t sales_written_number(const struct dms_json *value);
/* The smallest piece of a number of UNIT, in thousandths; 0: such numbers do not sum. */
int64_t sales_quantum(const char *unit);
/* As people read it; gone with the unit. */
const char *sales_plain_number(struct dms_unit *unit, const char *kind,
                               int64_t thousandths);
const char *sales_decimal(struct dms_unit *unit, int64_t thousandths);
const char *sales_day(struct dms_unit *unit, int64_t days);
/* Is the choice or text FIELD just WORD? */
bool sales_is(const struct dms_record *record, const char *field, const char *word);

#endif
