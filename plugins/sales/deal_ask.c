/* deal_ask.c - small questions and duties that several behaviours of a deal share. */
#include <inttypes.h>

#include "deal.h"

enum dms_status
sales_ask(struct dms_unit *unit, const char *name, struct dms_json *facts,
          struct dms_json **answer, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    *answer = NULL;
    if (dms_unit_can_call(unit, name))
        st = dms_call(unit, name, facts, answer, error);
    if (st == DMS_UNSUPPORTED) { /* other brands decide this, ours does not */
        dms_error_clear(error);
        st = DMS_OK;
    }
    dms_json_destroy(facts);
    return st;
}

const char *
sales_words(struct dms_unit *unit, const char *key)
{
    return dms_unit_text(unit, key, NULL);
}

enum dms_status
sales_see(struct dms_unit *unit, const char *entity, int64_t id,
          const struct dms_record **record, struct dms_error *error)
{
    enum dms_status st = dms_unit_get(unit, entity, id, record, error);
    if (st != DMS_OK || dms_unit_may(unit, *record, DMS_READ))
        return st;
    return dms_fail(error, DMS_NOT_FOUND, "sales.not_there",
                    "entity=@entity.%s|id=%" PRId64, entity, id);
}

enum dms_status
sales_give_to(struct dms_unit *unit, struct dms_record *record, int64_t user,
              struct dms_error *error)
{
    int64_t owner = dms_record_owner(record);
    if (user == 0 || (owner != 0 && owner != dms_unit_user(unit)))
        return DMS_OK;
    return dms_record_set_owner(record, user, error);
}

enum dms_status
sales_sum(struct dms_unit *unit, const char *entity, const char *query, int64_t id,
          const char *field, int64_t *sum, struct dms_error *error)
{
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "id", id);
    enum dms_status st = dms_unit_sum(unit, entity, query, values, field, sum, error);
    dms_json_destroy(values);
    return st;
}

static struct dms_json *
memory_of(struct dms_unit *unit, const struct dms_record *record, const char *kind,
          const char *title_key)
{
    char at[40];
    struct dms_json *memory = dms_json_create_object();
    dms_json_set_integer(memory, "customer", dms_record_int(record, "customer"));
    dms_json_set_text(memory, "kind", kind);
    dms_json_set_text(memory, "entity", dms_record_entity(record));
    dms_json_set_integer(memory, "record", dms_record_id(record));
    dms_json_set_text(
        memory, "at",
        dms_time_print(dms_unit_now(unit), dms_unit_offset(unit), at, sizeof(at)));
    dms_json_set_text(memory, "title_key", title_key);
    return memory;
}

enum dms_status
sales_remember(struct dms_unit *unit, const struct dms_record *record, const char *kind,
               const char *title_key, struct dms_error *error)
{
    struct dms_json *answer = NULL;
    if (!dms_record_has(record, "customer") || !dms_unit_can_call(unit, "crm.remember"))
        return DMS_OK;
    struct dms_json *memory = memory_of(unit, record, kind, title_key);
    const struct dms_record *car = NULL;
    enum dms_status st = DMS_OK;
    if (dms_record_has(record, "vehicle"))
        st = dms_unit_get(unit, "sales.vehicle", dms_record_int(record, "vehicle"), &car,
                          error);
    if (car != NULL)
        dms_json_set_text(memory, "vin", dms_record_text(car, "vin"));
    if (st == DMS_OK)
        st = dms_call(unit, "crm.remember", memory, &answer, error);
    dms_json_destroy(answer);
    dms_json_destroy(memory);
    return st;
}

enum dms_status
sales_not_before(struct dms_unit *unit, const struct dms_record *record,
                 const char *field, const struct dms_record *order,
                 struct dms_error *error)
{
    char first[16], given[16];
    int64_t start =
        dms_time_date(dms_record_int(order, "created_at"), dms_unit_offset(unit));
    int64_t day = dms_record_int(record, field);
    if (!dms_record_has(record, field))
        return DMS_OK;
    if (dms_record_field(record, field)->type == DMS_TIME)
        day = dms_time_date(day, dms_unit_offset(unit));
    if (day >= start)
        return DMS_OK;
    return dms_fail_field(
        error, DMS_INVALID, field, "sales.before_order", "date=%s|order=%s|first=%s",
        dms_date_print(day, given, sizeof(given)), dms_record_text(order, "number"),
        dms_date_print(start, first, sizeof(first)));
}
