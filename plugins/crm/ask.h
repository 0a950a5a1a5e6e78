/* ask.h - small questions that several behaviours share: one record, one decision. */
#ifndef CRM_ASK_H
#define CRM_ASK_H

#include "dms/dms.h"

/* An object with one member; yours to destroy or to hand to what takes it. */
struct dms_json *crm_with_id(const char *name, int64_t id);
struct dms_json *crm_with_text(const char *name, const char *text);
/* MS and DAYS as a query wants them. Scratch. */
const char *crm_time_text(struct dms_unit *unit, int64_t ms);
const char *crm_date_text(struct dms_unit *unit, int64_t days);
const char *crm_yuan(struct dms_unit *unit, int64_t fen);

/* VALUES is taken by the next three. *RECORD: the first found, NULL: none. */
enum dms_status crm_first(struct dms_unit *unit, const char *entity, const char *query,
                          struct dms_json *values, const struct dms_record **record,
                          struct dms_error *error);
enum dms_status crm_list(struct dms_unit *unit, const char *entity, const char *query,
                         struct dms_json *values, const struct dms_list **list,
                         struct dms_error *error);
enum dms_status crm_count(struct dms_unit *unit, const char *entity, const char *query,
                          struct dms_json *values, int64_t *count, struct dms_error *error);

/* The brand's decision NAME about FACTS, which is taken. *ANSWER is yours to destroy, NULL when
 * no rule decides this. */
enum dms_status crm_decide(struct dms_unit *unit, const char *name, struct dms_json *facts,
                           struct dms_json **answer, struct dms_error *error);
/* Puts by whom ANSWER was decided beside a figure: fields PREFIX_rule and PREFIX_reasons. */
enum dms_status crm_explain(struct dms_record *record, const struct dms_json *answer,
                            const char *rule_field, const char *reasons_field,
                            struct dms_error *error);

bool crm_is(const struct dms_record *record, const char *field, const char *word);
/* FIELDS, which end with NULL, of RECORD that have a value, in stored units, into FACTS. */
void crm_add_facts(struct dms_json *facts, const struct dms_record *record,
                   const char *const *fields);
/* The customer file CUSTOMER when the requester may see it; NOT_FOUND otherwise. */
enum dms_status crm_seen_customer(struct dms_unit *unit, int64_t customer,
                                  const struct dms_record **file, struct dms_error *error);
/* Ids of CUSTOMER and of the files that were merged into it, as an array for a query. */
enum dms_status crm_family(struct dms_unit *unit, int64_t customer, struct dms_json **ids,
                           struct dms_error *error);

#endif
