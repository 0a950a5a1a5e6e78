/* timeline.c - crm.timeline: a customer before, during and after the sale, newest first
 * (row 44). */
#include <string.h>

#include "ask.h"
#include "crm.h"

#define PAGE_USUAL 100
#define PAGE_MOST  1000

static const char *
text_of(struct dms_unit *unit, const struct dms_record *entry)
{
    struct dms_json *values = NULL;
    const char *written = dms_record_text(entry, "title_values");
    if (written != NULL)
        dms_json_load(written, strlen(written), &values, NULL);
    const char *text = dms_unit_text(unit, dms_record_text(entry, "title_key"), values);
    dms_json_destroy(values);
    return text;
}

static struct dms_json *
shown(struct dms_unit *unit, const struct dms_record *entry)
{
    static const char *const texts[] = { "kind", "phase", "entity" };
    struct dms_json *item = dms_json_create_object();
    dms_json_take_key(item, "at", dms_record_json(entry, "at"));
    dms_json_set_text(item, "text", text_of(unit, entry));
    for (size_t i = 0; i < 3; i++)
        if (dms_record_has(entry, texts[i]))
            dms_json_set_text(item, texts[i], dms_record_text(entry, texts[i]));
    if (dms_record_has(entry, "record"))
        dms_json_set_integer(item, "record", dms_record_int(entry, "record"));
    if (dms_record_has(entry, "amount"))
        dms_json_take_key(item, "amount", dms_record_json(entry, "amount"));
    return item;
}

/* One file is by far the usual case, and is read along its index. */
static struct dms_json *
question_of(const struct dms_json *arguments, const struct dms_json *family)
{
    struct dms_json *query = dms_json_create_object(), *where = dms_json_create_object();
    const char *before = dms_json_text_at(arguments, "before");
    const char *phase = dms_json_text_at(arguments, "phase");
    int64_t limit = dms_json_integer_at(arguments, "limit");
    if (dms_json_count(family) == 1) {
        dms_json_take_key(where, "customer", dms_json_copy(dms_json_at(family, 0)));
    } else {
        struct dms_json *in = dms_json_create_object();
        dms_json_take_key(in, "in", dms_json_copy(family));
        dms_json_take_key(where, "customer", in);
    }
    if (before != NULL)
        dms_json_take_key(where, "at", crm_with_text("lt", before));
    if (phase != NULL)
        dms_json_set_text(where, "phase", phase);
    dms_json_take_key(query, "where", where);
    dms_json_set_text(query, "sort", "-at,-id");
    dms_json_set_integer(query, "limit",
                         limit <= 0          ? PAGE_USUAL
                         : limit > PAGE_MOST ? PAGE_MOST
                                             : limit);
    return query;
}

static enum dms_status
read_entries(struct dms_unit *unit, const struct dms_json *arguments,
             const struct dms_json *family, struct dms_json *entries,
             struct dms_error *error)
{
    const struct dms_list *list = NULL;
    struct dms_json *query = question_of(arguments, family);
    enum dms_status st = dms_unit_find_json(unit, "crm.entry", query, &list, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++)
        dms_json_take(entries, shown(unit, dms_list_at(list, i)));
    dms_json_destroy(query);
    return st;
}

static enum dms_status
run_timeline(struct dms_unit *unit, const struct dms_json *arguments, void *data,
             struct dms_json **answer, struct dms_error *error)
{
    const struct dms_record *file = NULL;
    struct dms_json *family = NULL, *entries = dms_json_create_array();
    (void)data;
    enum dms_status st =
        crm_seen_customer(unit, dms_json_integer_at(arguments, "customer"), &file, error);
    int64_t id = st != DMS_OK ? 0
                 : dms_record_has(file, "merged_into")
                     ? dms_record_int(file, "merged_into")
                     : dms_record_id(file);
    if (st == DMS_OK)
        st = crm_family(unit, id, &family, error);
    if (st == DMS_OK)
        st = read_entries(unit, arguments, family, entries, error);
    *answer = crm_with_id("customer", id);
    dms_json_take_key(*answer, "entries", entries);
    dms_json_destroy(family);
    return st;
}

static const struct dms_argument arguments[] = {
    { .name = "customer", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
    { .name = "limit", .type = DMS_INTEGER },
    { .name = "before", .type = DMS_TIME },
    { .name = "phase", .type = DMS_TEXT },
};

const struct dms_call_card crm_timeline_call =
    DMS_CALL(.name = "crm.timeline", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "crm.customer:read", DMS_ARGUMENTS(arguments),
             .run = run_timeline);
