/* contact_tree.c - crm.contact_tree: an organisation's people as they report (rows 32, 94). */
#include "ask.h"
#include "crm.h"

static struct dms_json *
branch(const struct dms_list *people, int64_t above, int depth)
{
    struct dms_json *list = dms_json_create_array();
    for (size_t i = 0; depth < 20 && i < dms_list_count(people); i++) {
        const struct dms_record *person = dms_list_at(people, i);
        if (dms_record_int(person, "reports_to") != above)
            continue;
        struct dms_json *item = crm_with_id("id", dms_record_id(person));
        dms_json_set_text(item, "name", dms_record_text(person, "name"));
        if (dms_record_has(person, "post"))
            dms_json_set_text(item, "post", dms_record_text(person, "post"));
        if (dms_record_has(person, "part"))
            dms_json_set_text(item, "part", dms_record_text(person, "part"));
        dms_json_take_key(item, "reports",
                          branch(people, dms_record_id(person), depth + 1));
        dms_json_take(list, item);
    }
    return list;
}

static enum dms_status
run_tree(struct dms_unit *unit, const struct dms_json *arguments, void *data,
         struct dms_json **answer, struct dms_error *error)
{
    static const char query[] = "{\"where\":{\"organisation\":\"$id\",\"left_on\":{"
                                "\"is_null\":true}},\"sort\":\"id\",\"limit\":1000}";
    const struct dms_record *file = NULL;
    const struct dms_list *people = NULL;
    (void)data;
    enum dms_status st =
        crm_seen_customer(unit, dms_json_integer_at(arguments, "customer"), &file, error);
    if (st == DMS_OK)
        st = crm_list(unit, "crm.contact_person", query,
                      crm_with_id("id", dms_record_id(file)), &people, error);
    if (st != DMS_OK)
        return st;
    *answer = crm_with_id("customer", dms_record_id(file));
    dms_json_take_key(*answer, "people", branch(people, 0, 0));
    return DMS_OK;
}

static const struct dms_argument arguments[] = {
    { .name = "customer", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card crm_contact_tree_call =
    DMS_CALL(.name = "crm.contact_tree", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "crm.contact_person:see_personal", DMS_ARGUMENTS(arguments),
             .run = run_tree);
