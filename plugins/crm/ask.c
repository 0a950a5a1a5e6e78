/* ask.c - see ask.h. */
#include "ask.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct dms_json *
crm_with_id(const char *name, int64_t id)
{
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, name, id);
    return values;
}

struct dms_json *
crm_with_text(const char *name, const char *text)
{
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, name, text);
    return values;
}

const char *
crm_time_text(struct dms_unit *unit, int64_t ms)
{
    char text[48];
    return dms_scratch_printf(
        unit, "%s", dms_time_print(ms, dms_unit_offset(unit), text, sizeof(text)));
}

const char *
crm_date_text(struct dms_unit *unit, int64_t days)
{
    char text[24];
    return dms_scratch_printf(unit, "%s", dms_date_print(days, text, sizeof(text)));
}

const char *
crm_yuan(struct dms_unit *unit, int64_t fen)
{
    char text[32];
    return dms_scratch_printf(unit, "%s", dms_money_print(fen, text, sizeof(text)));
}

enum dms_status
crm_list(struct dms_unit *unit, const char *entity, const char *query,
         struct dms_json *values, const struct dms_list **list, struct dms_error *error)
{
    enum dms_status st = dms_unit_find(unit, entity, query, values, list, error);
    dms_json_destroy(values);
    return st;
}

enum dms_status
crm_first(struct dms_unit *unit, const char *entity, const char *query,
          struct dms_json *values, const struct dms_record **record,
          struct dms_error *error)
{
    const struct dms_list *list = NULL;
    enum dms_status st = crm_list(unit, entity, query, values, &list, error);
    *record = st == DMS_OK && dms_list_count(list) > 0 ? dms_list_at(list, 0) : NULL;
    return st;
}

enum dms_status
crm_count(struct dms_unit *unit, const char *entity, const char *query,
          struct dms_json *values, int64_t *count, struct dms_error *error)
{
    enum dms_status st = dms_unit_count(unit, entity, query, values, count, error);
    dms_json_destroy(values);
    return st;
}

enum dms_status
crm_decide(struct dms_unit *unit, const char *name, struct dms_json *facts,
           struct dms_json **answer, struct dms_error *error)
{
    *answer = NULL;
    enum dms_status st = DMS_OK;
    if (dms_unit_can_call(unit, name))
        st = dms_call(unit, name, facts, answer, error);
    if (st == DMS_UNSUPPORTED) { /* other brands decide this, ours does not */
        dms_error_clear(error);
        st = DMS_OK;
    }
    dms_json_destroy(facts);
    return st;
}

enum dms_status
crm_explain(struct dms_record *record, const struct dms_json *answer,
            const char *rule_field, const char *reasons_field, struct dms_error *error)
{
    const struct dms_json *reasons = dms_json_at_key(answer, "reasons");
    enum dms_status st =
        dms_record_set_text(record, rule_field, dms_json_text_at(answer, "rule"), error);
    if (st != DMS_OK || reasons_field == NULL || reasons == NULL)
        return st;
    char *text = dms_json_print(reasons);
    st = dms_record_set_text(record, reasons_field, text, error);
    free(text);
    return st;
}

bool
crm_is(const struct dms_record *record, const char *field, const char *word)
{
    const char *text = dms_record_text(record, field);
    return text != NULL && strcmp(text, word) == 0;
}

void
crm_add_facts(struct dms_json *facts, const struct dms_record *record,
              const char *const *fields)
{
    for (; *fields != NULL; fields++) {
        const struct dms_field *field = dms_record_field(record, *fields);
        if (field == NULL || !dms_record_has(record, *fields))
            continue;
        if (field->type == DMS_TEXT || field->type == DMS_CHOICE ||
            field->type == DMS_STRUCTURED)
            dms_json_set_text(facts, *fields, dms_record_text(record, *fields));
        else if (field->type == DMS_BOOLEAN)
            dms_json_set_boolean(facts, *fields, dms_record_int(record, *fields) != 0);
        else
            dms_json_set_integer(facts, *fields, dms_record_int(record, *fields));
    }
}

enum dms_status
crm_seen_customer(struct dms_unit *unit, int64_t customer, const struct dms_record **file,
                  struct dms_error *error)
{
    enum dms_status st = dms_unit_get(unit, "crm.customer", customer, file, error);
    if (st == DMS_OK && !dms_unit_may(unit, *file, DMS_READ))
        st = dms_fail_field(error, DMS_NOT_FOUND, "customer", "crm.no_customer",
                            "id=%" PRId64, customer);
    return st;
}

enum dms_status
crm_family(struct dms_unit *unit, int64_t customer, struct dms_json **ids,
           struct dms_error *error)
{
    static const char merged[] = "{\"where\":{\"merged_into\":\"$id\"},\"limit\":100}";
    const struct dms_list *list = NULL;
    *ids = NULL;
    enum dms_status st =
        crm_list(unit, "crm.customer", merged, crm_with_id("id", customer), &list, error);
    if (st != DMS_OK)
        return st;
    *ids = dms_json_create_array();
    dms_json_take(*ids, dms_json_create_integer(customer));
    for (size_t i = 0; i < dms_list_count(list); i++)
        dms_json_take(*ids, dms_json_create_integer(dms_record_id(dms_list_at(list, i))));
    return DMS_OK;
}
