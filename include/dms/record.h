/* record.h - one business fact, such as a lead or a repair order.
 *
 * Records belong to the unit that made or loaded them and are gone when it ends; nobody
 * frees them. A field an entity does not have reads as empty; setting it is INVALID.
 * Since 1.0. */
#ifndef DMS_RECORD_H
#define DMS_RECORD_H

#include <stdbool.h>

#include "dms/error.h"
#include "dms/json.h"

DMS_EXTERN_C_BEGIN

struct dms_record;
struct dms_unit;

/* Which kind of record it is, and which one; id and rev are 0 until it is saved first. */
DMS_API const char *dms_record_entity(const struct dms_record *record);
DMS_API int64_t dms_record_id(const struct dms_record *record);  /* 0: not saved yet */
DMS_API int64_t dms_record_rev(const struct dms_record *record); /* 1 after the first save */
DMS_API const char *dms_record_state(const struct dms_record *record); /* "" without workflow */
DMS_API int64_t dms_record_store(const struct dms_record *record);     /* 0: shared */
DMS_API int64_t dms_record_owner(const struct dms_record *record);     /* user id; 0: nobody */
/* Version of the rules the record's workflow runs on; 0 before it has one. */
DMS_API int64_t dms_record_process(const struct dms_record *record);

/* FIELD may also be id, rev, store, state, owner, created_at, updated_at… */
DMS_API bool dms_record_has(const struct dms_record *record, const char *field);
/* Text, choice, structured. Borrowed until the record changes; NULL when empty. */
DMS_API const char *dms_record_text(const struct dms_record *record, const char *field);
/* Every other type in its stored unit (fen, thousandths, days, ms, id); 0 when empty. */
DMS_API int64_t dms_record_int(const struct dms_record *record, const char *field);

/* What was in the database when the unit loaded it; same rules as above. */
DMS_API const char *dms_record_old_text(const struct dms_record *record, const char *field);
DMS_API int64_t dms_record_old_int(const struct dms_record *record, const char *field);
DMS_API bool dms_record_changed(const struct dms_record *record, const char *field);

/* INVALID with the field when there is none of that name or the type does not fit. Text
 * is copied. Whether the value is allowed is checked when the record is saved. */
DMS_API enum dms_status dms_record_set_text(struct dms_record *record, const char *field,
                                            const char *text, struct dms_error *error);
DMS_API enum dms_status dms_record_set_int(struct dms_record *record, const char *field,
                                           int64_t value, struct dms_error *error);
DMS_API enum dms_status dms_record_set_empty(struct dms_record *record, const char *field,
                                             struct dms_error *error);
/* The value as people write it in JSON or CSV: "129800.00", "2026-11-24", true. */
DMS_API enum dms_status dms_record_set_json(struct dms_record *record, const char *field,
                                            const struct dms_json *value,
                                            struct dms_error *error);
DMS_API enum dms_status dms_record_set_owner(struct dms_record *record, int64_t user,
                                             struct dms_error *error);
/* A new record is of the unit's store unless it is given one; INVALID once it is saved. */
DMS_API enum dms_status dms_record_set_store(struct dms_record *record, int64_t store,
                                             struct dms_error *error);
/* The field as JSON in its written form, not masked. Yours to destroy. */
DMS_API struct dms_json *dms_record_json(const struct dms_record *record, const char *field);

/* How FIELD is declared, id, rev, store… included; NULL when the record's entity has no
 * field of that name. Borrowed for as long as the record. */
struct dms_field;
DMS_API const struct dms_field *dms_record_field(const struct dms_record *record,
                                                 const char *field);

/* Why FIELD is what it is now: {"rule", "version", "file", "line"} or whatever says it. History and
 * events tell it beside the change, as a third member after old and new. A field nobody has is
 * passed over. Since 1.1. */
DMS_API void dms_record_because(struct dms_record *record, const char *field,
                                const struct dms_json *why);

/* A list of records, borrowed from the unit. */
struct dms_list;
DMS_API size_t dms_list_count(const struct dms_list *list);
DMS_API const struct dms_record *dms_list_at(const struct dms_list *list, size_t index);

DMS_EXTERN_C_END

#endif
