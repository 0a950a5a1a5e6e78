/* check_list.c - checklists of orders, stages, display cars: what stands in one is the decision
 * sales.checklist, law and brand; who ticked what and when stays (rows 7, 20, 30, 31). */
#include <string.h>

#include "deal.h"

static struct dms_json *
facts_of(struct dms_unit *unit, const struct dms_record *record, const char *list)
{
    struct dms_json *facts = dms_json_create_object();
    dms_json_set_text(facts, "entity", dms_record_entity(record));
    dms_json_set_integer(facts, "id", dms_record_id(record));
    dms_json_set_text(facts, "state", dms_record_state(record));
    dms_json_set_text(facts, "list", list);
    dms_json_set_integer(facts, "today", dms_unit_today(unit));
    return facts;
}

static struct dms_json *
key_of(const struct dms_record *record, const char *list)
{
    struct dms_json *key = dms_json_create_object();
    dms_json_set_text(key, "entity", dms_record_entity(record));
    dms_json_set_integer(key, "id", dms_record_id(record));
    dms_json_set_text(key, "list", list);
    return key;
}

static enum dms_status
is_there(struct dms_unit *unit, const struct dms_record *record, const char *list,
         const char *code, bool *there, struct dms_error *error)
{
    static const char query[] = "{\"where\":{\"subject_entity\":\"$entity\",\"subject\":"
                                "\"$id\",\"list\":\"$list\",\"code\":\"$code\"}}";
    int64_t count = 0;
    struct dms_json *values = key_of(record, list);
    dms_json_set_text(values, "code", code);
    enum dms_status st =
        dms_unit_count(unit, "sales.check_item", query, values, &count, error);
    dms_json_destroy(values);
    *there = count > 0;
    return st;
}

static enum dms_status
fill(struct dms_record *item, const struct dms_record *record, const char *list,
     const struct dms_json *card, struct dms_error *error)
{
    bool optional = dms_json_boolean_at(card, "optional");
    enum dms_status st =
        dms_record_set_text(item, "subject_entity", dms_record_entity(record), error);
    if (st == DMS_OK)
        st = dms_record_set_int(item, "subject", dms_record_id(record), error);
    if (st == DMS_OK)
        st = dms_record_set_text(item, "list", list, error);
    if (st == DMS_OK)
        st = dms_record_set_text(item, "code", dms_json_text_at(card, "code"), error);
    if (st == DMS_OK)
        st = dms_record_set_text(item, "title", dms_json_text_at(card, "title"), error);
    if (st == DMS_OK)
        st = dms_record_set_text(item, "source", dms_json_text_at(card, "source"), error);
    if (st == DMS_OK)
        st = dms_record_set_int(item, "required", !optional, error);
    if (st == DMS_OK && dms_record_store(record) != 0)
        st = dms_record_set_store(item, dms_record_store(record), error);
    return st == DMS_OK ? dms_record_set_owner(item, dms_record_owner(record), error)
                        : st;
}

static enum dms_status
add_item(struct dms_unit *unit, const struct dms_record *record, const char *list,
         const struct dms_json *card, struct dms_error *error)
{
    bool there = false;
    struct dms_record *item = NULL;
    enum dms_status st =
        is_there(unit, record, list, dms_json_text_at(card, "code"), &there, error);
    if (st != DMS_OK || there)
        return st;
    st = dms_unit_new(unit, "sales.check_item", &item, error);
    if (st == DMS_OK)
        st = fill(item, record, list, card, error);
    return st == DMS_OK ? dms_unit_save(unit, item, error) : st;
}

enum dms_status
sales_checklist_make(struct dms_unit *unit, const struct dms_record *record,
                     const char *list, struct dms_error *error)
{
    struct dms_json *answer = NULL;
    enum dms_status st =
        sales_ask(unit, "sales.checklist", facts_of(unit, record, list), &answer, error);
    const struct dms_json *items = dms_json_at_key(answer, "items");
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(items); i++)
        st = add_item(unit, record, list, dms_json_at(items, i), error);
    dms_json_destroy(answer);
    return st;
}

enum dms_status
sales_checklist_add(struct dms_unit *unit, const struct dms_record *record,
                    const char *list, const char *key, struct dms_error *error)
{
    struct dms_json *card = dms_json_create_object();
    dms_json_set_text(card, "code", key);
    dms_json_set_text(card, "title", key);
    enum dms_status st = add_item(unit, record, list, card, error);
    dms_json_destroy(card);
    return st;
}

/* Titles are keys of sentences or sentences already. */
static const char *
titles_of(struct dms_unit *unit, const struct dms_list *items)
{
    const char *text = "";
    for (size_t i = 0; i < dms_list_count(items); i++)
        text = dms_scratch_printf(
            unit, "%s%s%s", text, i == 0 ? "" : "; ",
            sales_words(unit, dms_record_text(dms_list_at(items, i), "title")));
    return text;
}

enum dms_status
sales_checklist_done(struct dms_unit *unit, const struct dms_record *record,
                     const char *list, const char *key, struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"subject_entity\":\"$entity\",\"subject\":\"$id\",\"list\":"
        "\"$list\",\"required\":true,\"done\":false},\"sort\":\"id\",\"limit\":50}";
    struct dms_json *values = key_of(record, list);
    const struct dms_list *open = NULL;
    enum dms_status st =
        dms_unit_find(unit, "sales.check_item", query, values, &open, error);
    dms_json_destroy(values);
    if (st != DMS_OK || dms_list_count(open) == 0)
        return st;
    dms_fail(error, DMS_DENIED, key, "items=%s", titles_of(unit, open));
    dms_error_at_rule(error, "sales/check_list");
    return DMS_DENIED;
}

static enum dms_status
sign_item(struct dms_unit *unit, struct dms_record *item, void *data,
          struct dms_error *error)
{
    (void)data;
    if (!dms_record_changed(item, "done"))
        return DMS_OK;
    if (dms_record_int(item, "done") == 0) {
        enum dms_status st = dms_record_set_empty(item, "done_by", error);
        return st == DMS_OK ? dms_record_set_empty(item, "done_at", error) : st;
    }
    enum dms_status st = dms_record_set_int(item, "done_at", dms_unit_now(unit), error);
    if (st == DMS_OK && dms_unit_user(unit) != 0)
        st = dms_record_set_int(item, "done_by", dms_unit_user(unit), error);
    return st;
}

const struct dms_hook sales_check_list_hooks[] = {
    DMS_HOOK(.name = "sales/check_list", .on = "sales.check_item.update",
             .run = sign_item),
    { 0 },
};
