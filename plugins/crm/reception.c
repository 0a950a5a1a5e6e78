/* reception.c - crm.reception: somebody comes in; what the desk should know before the first
 * word (rows 94, 101, 106). */
#include <string.h>

#include "ask.h"
#include "crm.h"

/* By number, by plate, or by the file itself. */
static enum dms_status
who_is_it(struct dms_unit *unit, const struct dms_json *arguments, int64_t *customer,
          struct dms_error *error)
{
    static const char by_plate[] = "{\"where\":{\"plate\":\"$value\",\"ended_on\":{"
                                   "\"is_null\":true},\"store\":\"$store\"},\"limit\":1}";
    static const char by_phone[] =
        "{\"where\":{\"or\":[{\"phone\":\"$value\"},{\"phone2\":\"$value\"}],\"store\":"
        "\"$store\"},\"sort\":\"id\",\"limit\":1}";
    const char *plate = dms_json_text_at(arguments, "plate");
    const char *phone = dms_json_text_at(arguments, "phone");
    const struct dms_record *found = NULL;
    *customer = dms_json_integer_at(arguments, "customer");
    if (*customer != 0 || (plate == NULL && phone == NULL))
        return DMS_OK;
    const char *entity = plate != NULL ? "crm.car" : "crm.customer";
    const char *value =
        plate != NULL ? crm_normal_plate(unit, plate) : crm_normal_phone(unit, phone);
    struct dms_json *values = crm_with_text("value", value);
    dms_json_set_integer(values, "store", dms_unit_store(unit));
    enum dms_status st = crm_first(unit, entity, plate != NULL ? by_plate : by_phone,
                                   values, &found, error);
    if (st == DMS_OK && found != NULL)
        *customer =
            plate != NULL ? dms_record_int(found, "customer") : dms_record_id(found);
    return st;
}

static enum dms_status
add_list(struct dms_unit *unit, struct dms_json *answer, const char *name,
         const char *entity, const char *query, int64_t customer,
         const char *const *members, struct dms_error *error)
{
    const struct dms_list *list = NULL;
    struct dms_json *items = dms_json_create_array();
    enum dms_status st =
        crm_list(unit, entity, query, crm_with_id("id", customer), &list, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        const struct dms_record *record = dms_list_at(list, i);
        struct dms_json *item = crm_with_id("id", dms_record_id(record));
        for (const char *const *member = members; *member != NULL; member++)
            if (dms_record_has(record, *member))
                dms_json_take_key(item, *member, dms_record_json(record, *member));
        dms_json_take(items, item);
    }
    dms_json_take_key(answer, name, items);
    return st;
}

static enum dms_status
add_lists(struct dms_unit *unit, struct dms_json *answer, int64_t customer,
          struct dms_error *error)
{
    static const struct {
        const char *name, *entity, *query;
        const char *members[6];
    } lists[] = {
        { "preferences",
          "crm.preference",
          "{\"where\":{\"customer\":\"$id\",\"over\":false},\"sort\":\"-id\",\"limit\":"
          "20}",
          { "kind", "value", NULL } },
        { "cars",
          "crm.car",
          "{\"where\":{\"customer\":\"$id\",\"ended_on\":{\"is_null\":true}},\"sort\":"
          "\"-id\",\"limit\":20}",
          { "plate", "model", "next_service_on", "insurance_until", NULL } },
        { "complaints",
          "crm.complaint",
          "{\"where\":{\"customer\":\"$id\",\"state\":{\"ne\":\"closed\"}},\"sort\":"
          "\"-id\",\"limit\":10}",
          { "number", "state", "topic", NULL } },
    };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < sizeof(lists) / sizeof(lists[0]); i++)
        st = add_list(unit, answer, lists[i].name, lists[i].entity, lists[i].query,
                      customer, lists[i].members, error);
    return st;
}

/* What the brand does for such a customer, and whether his file wants a look (row 94). */
static enum dms_status
add_care(struct dms_unit *unit, struct dms_json *answer, const struct dms_record *file,
         struct dms_error *error)
{
    static const char *const told[] = { "grade", "life_cycle",   "value_tier",
                                        "tier",  "satisfaction", NULL };
    struct dms_json *facts = dms_json_create_object(), *care = NULL;
    crm_add_facts(facts, file, told);
    int64_t since = dms_record_has(file, "verified_at")
                        ? dms_record_int(file, "verified_at")
                        : dms_record_int(file, "created_at");
    int64_t days = (dms_unit_now(unit) - since) / DMS_DAY;
    dms_json_set_integer(facts, "days_unverified", days);
    enum dms_status st = crm_decide(unit, "crm.care", facts, &care, error);
    dms_json_set_integer(answer, "days_unverified", days);
    dms_json_take_key(answer, "care", care != NULL ? care : dms_json_create_object());
    return st;
}

static enum dms_status
run_reception(struct dms_unit *unit, const struct dms_json *arguments, void *data,
              struct dms_json **answer, struct dms_error *error)
{
    static const char *const shown[] = { "name",          "kind",        "class",
                                         "grade",         "preference",  "need",
                                         "tier",          "points",      "do_not_contact",
                                         "last_visit_at", "satisfaction" };
    const struct dms_record *file = NULL;
    int64_t customer = 0;
    (void)data;
    enum dms_status st = who_is_it(unit, arguments, &customer, error);
    *answer = dms_json_create_object();
    dms_json_set_boolean(*answer, "known", customer != 0);
    if (st != DMS_OK || customer == 0)
        return st;
    st = crm_seen_customer(unit, customer, &file, error);
    if (st == DMS_OK && dms_record_has(file, "merged_into"))
        st = crm_seen_customer(unit, dms_record_int(file, "merged_into"), &file, error);
    if (st != DMS_OK)
        return st;
    dms_json_set_integer(*answer, "customer", dms_record_id(file));
    for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
        if (dms_record_has(file, shown[i]))
            dms_json_take_key(*answer, shown[i], dms_record_json(file, shown[i]));
    st = add_lists(unit, *answer, dms_record_id(file), error);
    return st == DMS_OK ? add_care(unit, *answer, file, error) : st;
}

static const struct dms_argument arguments[] = {
    { .name = "customer", .type = DMS_REFERENCE },
    { .name = "phone", .type = DMS_TEXT },
    { .name = "plate", .type = DMS_TEXT },
};

const struct dms_call_card crm_reception_call =
    DMS_CALL(.name = "crm.reception", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "crm.customer:see_personal", DMS_ARGUMENTS(arguments),
             .run = run_reception);
