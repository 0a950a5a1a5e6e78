/* showroom.h - what the files about the showroom share: reception, needs, product knowledge,
 * display, test drives, scripts, cars on their way. */
#ifndef SALES_SHOWROOM_H
#define SALES_SHOWROOM_H

#include "deal.h"

/* Entities, hooks, calls and grants of the showroom. */
enum dms_status sales_register_showroom(struct dms_registrar *registrar,
                                        struct dms_error *error);

extern const struct dms_entity sales_reception_entity;
extern const struct dms_entity sales_rota_entity;
extern const struct dms_entity sales_needs_entity;
extern const struct dms_entity sales_model_price_entity;
extern const struct dms_entity sales_option_entity;
extern const struct dms_entity sales_parameter_entity;
extern const struct dms_entity sales_display_entity;
extern const struct dms_entity sales_script_entity;
extern const struct dms_entity sales_objection_entity;
extern const struct dms_entity sales_maker_order_entity;
extern const struct dms_entity sales_date_notice_entity;
extern const struct dms_entity sales_trade_in_entity;
extern const struct dms_entity sales_gift_entity;
extern const struct dms_entity sales_price_tag_entity;
extern const struct dms_entity sales_regulation_entity;

extern const struct dms_hook sales_receive_hooks[];
extern const struct dms_hook sales_keep_rota_hooks[];
extern const struct dms_hook sales_ask_needs_hooks[];
extern const struct dms_hook sales_keep_periods_hooks[];
extern const struct dms_hook sales_show_car_hooks[];
extern const struct dms_hook sales_publish_script_hooks[];
extern const struct dms_hook sales_track_maker_order_hooks[];
extern const struct dms_hook sales_take_trade_in_hooks[];
extern const struct dms_hook sales_drive_papers_hooks[];
extern const struct dms_hook sales_give_gifts_hooks[];
extern const struct dms_hook sales_show_price_hooks[];

extern const struct dms_call_card sales_compare_models_call;

extern const struct dms_grant sales_showroom_grants[]; /* ends with a row without a role */

/* A record of ENTITY, other than RECORD, with the same value in the reference FIELD whose
 * time from FROM to TO overlaps RECORD's; *OTHER stays NULL when there is none. QUERY adds
 * to the where clause, "" for nothing. */
enum dms_status sales_overlapping(struct dms_unit *unit, const struct dms_record *record,
                                  const char *query, const struct dms_record **other,
                                  struct dms_error *error);
/* A date or time of RECORD as people read it, gone with the unit. */
const char *sales_when(struct dms_unit *unit, const struct dms_record *record,
                       const char *field);

#endif
