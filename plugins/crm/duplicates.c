/* duplicates.c - crm.duplicates: who else may be the same person, and why (row 11). */
#include <inttypes.h>
#include <string.h>

#include "ask.h"
#include "crm.h"

/* {"or": [phone is…, second phone is…, name is…, plate is…]} for what RECORD has. */
static struct dms_json *
alike_query(const struct dms_record *record, bool customer)
{
    struct dms_json *query = dms_json_create_object(), *where = dms_json_create_object();
    struct dms_json *any = dms_json_create_array();
    static const char *const numbers[] = { "phone", "phone2" };
    for (size_t i = 0; i < (customer ? 2u : 1u); i++) {
        const char *number = dms_record_text(record, numbers[i]);
        if (number == NULL)
            continue;
        dms_json_take(any, crm_with_text("phone", number));
        if (customer)
            dms_json_take(any, crm_with_text("phone2", number));
    }
    if (dms_record_has(record, "name"))
        dms_json_take(any, crm_with_text("name", dms_record_text(record, "name")));
    if (!customer && dms_record_has(record, "plate"))
        dms_json_take(any, crm_with_text("plate", dms_record_text(record, "plate")));
    dms_json_take_key(where, "or", any);
    dms_json_take_key(query, "where", where);
    dms_json_set_text(query, "sort", "id");
    dms_json_set_integer(query, "limit", 50);
    return query;
}

static bool
shares(const struct dms_record *one, const char *field, const struct dms_record *other,
       const char *other_field)
{
    const char *left = dms_record_text(one, field);
    const char *right = dms_record_text(other, other_field);
    return left != NULL && right != NULL && strcmp(left, right) == 0;
}

static struct dms_json *
candidate(int64_t id, struct dms_json *reasons)
{
    struct dms_json *item = crm_with_id("id", id);
    bool strong = dms_json_count(reasons) > 1 ||
                  strcmp(dms_json_text(dms_json_at(reasons, 0)), "name") != 0;
    dms_json_set_boolean(item, "strong", strong);
    dms_json_take_key(item, "reasons", reasons);
    return item;
}

static void
add_candidate(struct dms_json *list, const struct dms_record *one,
              const struct dms_record *other)
{
    struct dms_json *reasons = dms_json_create_array();
    if (shares(one, "phone", other, "phone") || shares(one, "phone2", other, "phone") ||
        shares(one, "phone", other, "phone2") || shares(one, "phone2", other, "phone2"))
        dms_json_take(reasons, dms_json_create_text("phone"));
    if (shares(one, "plate", other, "plate"))
        dms_json_take(reasons, dms_json_create_text("plate"));
    if (shares(one, "name", other, "name"))
        dms_json_take(reasons, dms_json_create_text("name"));
    if (dms_json_count(reasons) > 0)
        dms_json_take(list, candidate(dms_record_id(other), reasons));
    else
        dms_json_destroy(reasons);
}

/* A car one of them had and the other has. */
static enum dms_status
add_by_plate(struct dms_unit *unit, const struct dms_record *customer,
             struct dms_json *list, struct dms_error *error)
{
    static const char mine[] =
        "{\"where\":{\"customer\":\"$id\",\"plate\":{\"is_null\":false}},\"limit\":20}";
    static const char same[] = "{\"where\":{\"plate\":\"$plate\"},\"limit\":20}";
    const struct dms_list *cars = NULL, *others = NULL;
    enum dms_status st =
        crm_list(unit, "crm.car", mine, crm_with_id("id", dms_record_id(customer)),
                 &cars, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(cars); i++) {
        const char *plate = dms_record_text(dms_list_at(cars, i), "plate");
        st = crm_list(unit, "crm.car", same, crm_with_text("plate", plate), &others,
                      error);
        for (size_t k = 0; st == DMS_OK && k < dms_list_count(others); k++) {
            int64_t owner = dms_record_int(dms_list_at(others, k), "customer");
            struct dms_json *reasons = dms_json_create_array();
            dms_json_take(reasons, dms_json_create_text("plate"));
            if (owner != dms_record_id(customer))
                dms_json_take(list, candidate(owner, reasons));
            else
                dms_json_destroy(reasons);
        }
    }
    return st;
}

static enum dms_status
find_alike(struct dms_unit *unit, const struct dms_record *record, struct dms_json *list,
           struct dms_error *error)
{
    const struct dms_list *found = NULL;
    bool customer = strcmp(dms_record_entity(record), "crm.customer") == 0;
    struct dms_json *query = alike_query(record, customer);
    enum dms_status st =
        dms_unit_find_json(unit, dms_record_entity(record), query, &found, error);
    dms_json_destroy(query);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(found); i++) {
        const struct dms_record *other = dms_list_at(found, i);
        if (dms_record_id(other) != dms_record_id(record) &&
            !dms_record_has(other, "merged_into") && dms_unit_may(unit, other, DMS_READ))
            add_candidate(list, record, other);
    }
    return st == DMS_OK && customer ? add_by_plate(unit, record, list, error) : st;
}

static enum dms_status
run_duplicates(struct dms_unit *unit, const struct dms_json *arguments, void *data,
               struct dms_json **answer, struct dms_error *error)
{
    const struct dms_record *record = NULL;
    const char *entity = dms_json_text_at(arguments, "entity");
    int64_t id = dms_json_integer_at(arguments, "id");
    (void)data;
    if (strcmp(entity, "crm.customer") != 0 && strcmp(entity, "crm.lead") != 0)
        return dms_fail_field(error, DMS_INVALID, "entity", "crm.merge_entity", "");
    enum dms_status st = dms_unit_get(unit, entity, id, &record, error);
    if (st == DMS_OK && !dms_unit_may(unit, record, DMS_READ))
        return dms_fail_field(error, DMS_NOT_FOUND, "id", "crm.merge_none", "id=%" PRId64,
                              id);
    struct dms_json *list = dms_json_create_array();
    if (st == DMS_OK)
        st = find_alike(unit, record, list, error);
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "candidates", list);
    return st;
}

static const struct dms_argument arguments[] = {
    { .name = "entity", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "id", .type = DMS_INTEGER, .flags = DMS_REQUIRED },
};

const struct dms_call_card crm_duplicates_call =
    DMS_CALL(.name = "crm.duplicates", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "crm.lead:read", DMS_ARGUMENTS(arguments),
             .run = run_duplicates);
