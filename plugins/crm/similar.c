/* similar.c - crm.similar: complaints and low marks that may have the same cause (row 124). */
#include <inttypes.h>
#include <string.h>

#include "alike.h"
#include "ask.h"
#include "crm.h"

struct hunt {
    const struct dms_record *complaint;
    struct dms_json *found;
    int64_t percent, low;
    const char *since;
};

static enum dms_status
ask_hunt(struct dms_unit *unit, struct hunt *hunt, struct dms_error *error)
{
    struct dms_json *answer = NULL;
    enum dms_status st =
        crm_decide(unit, "crm.similar_rules", dms_json_create_object(), &answer, error);
    int64_t days = dms_json_integer_at(answer, "days");
    hunt->percent = dms_json_integer_at(answer, "percent");
    hunt->low = dms_json_integer_at(answer, "low");
    hunt->since = crm_time_text(unit, dms_unit_now(unit) - days * DMS_DAY);
    dms_json_destroy(answer);
    return st;
}

static bool
same(const struct dms_record *one, const struct dms_record *other, const char *field)
{
    const char *left = dms_record_text(one, field),
               *right = dms_record_text(other, field);
    return left != NULL && right != NULL && strcmp(left, right) == 0;
}

static void
add_reason(struct dms_json *reasons, bool holds, const char *word)
{
    if (holds)
        dms_json_take(reasons, dms_json_create_text(word));
}

static void
add_found(struct hunt *hunt, const struct dms_record *other, struct dms_json *reasons,
          int64_t likeness)
{
    if (dms_json_count(reasons) == 0) {
        dms_json_destroy(reasons);
        return;
    }
    struct dms_json *item = crm_with_id("id", dms_record_id(other));
    dms_json_set_text(item, "entity", dms_record_entity(other));
    dms_json_set_integer(item, "likeness", likeness);
    dms_json_take_key(item, "reasons", reasons);
    dms_json_take(hunt->found, item);
}

static void
judge_complaint(struct hunt *hunt, const struct dms_record *other)
{
    struct dms_json *reasons = dms_json_create_array();
    const struct dms_record *mine = hunt->complaint;
    int likeness =
        crm_alike(dms_record_text(mine, "words"), dms_record_text(other, "words"));
    int cause =
        crm_alike(dms_record_text(mine, "cause"), dms_record_text(other, "cause"));
    add_reason(reasons, same(mine, other, "topic"), "topic");
    add_reason(reasons, same(mine, other, "vin"), "vin");
    add_reason(reasons, cause > 0 && cause >= hunt->percent, "cause");
    add_reason(reasons, likeness > 0 && likeness >= hunt->percent, "words");
    add_found(hunt, other, reasons, likeness);
}

static enum dms_status
look_at_complaints(struct dms_unit *unit, struct hunt *hunt, struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"store\":\"$store\",\"id\":{\"ne\":\"$self\"},\"received_at\":{"
        "\"gte\":\"$since\"}},\"sort\":\"-received_at,-id\",\"limit\":1000}";
    const struct dms_list *list = NULL;
    struct dms_json *values = crm_with_id("store", dms_record_store(hunt->complaint));
    dms_json_set_integer(values, "self", dms_record_id(hunt->complaint));
    dms_json_set_text(values, "since", hunt->since);
    enum dms_status st = crm_list(unit, "crm.complaint", query, values, &list, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++)
        if (dms_unit_may(unit, dms_list_at(list, i), DMS_READ))
            judge_complaint(hunt, dms_list_at(list, i));
    return st;
}

/* Marks below the brand's low line, of the same topic or in like words. */
static enum dms_status
look_at_answers(struct dms_unit *unit, struct hunt *hunt, struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"store\":\"$store\",\"share\":{\"lte\":\"$low\"},\"created_at\":{"
        "\"gte\":\"$since\"}},\"sort\":\"-id\",\"limit\":1000}";
    const struct dms_list *list = NULL;
    struct dms_json *values = crm_with_id("store", dms_record_store(hunt->complaint));
    dms_json_set_integer(values, "low", hunt->low);
    dms_json_set_text(values, "since", hunt->since);
    enum dms_status st = crm_list(unit, "crm.answer", query, values, &list, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        const struct dms_record *answer = dms_list_at(list, i);
        struct dms_json *reasons = dms_json_create_array();
        int likeness = crm_alike(dms_record_text(hunt->complaint, "words"),
                                 dms_record_text(answer, "words"));
        add_reason(reasons, same(hunt->complaint, answer, "topic"), "topic");
        add_reason(reasons, likeness > 0 && likeness >= hunt->percent, "words");
        add_found(hunt, answer, reasons, likeness);
    }
    return st;
}

static enum dms_status
run_similar(struct dms_unit *unit, const struct dms_json *arguments, void *data,
            struct dms_json **answer, struct dms_error *error)
{
    struct hunt hunt = { .found = dms_json_create_array() };
    int64_t id = dms_json_integer_at(arguments, "complaint");
    (void)data;
    enum dms_status st = dms_unit_get(unit, "crm.complaint", id, &hunt.complaint, error);
    if (st == DMS_OK && !dms_unit_may(unit, hunt.complaint, DMS_READ))
        st = dms_fail_field(error, DMS_NOT_FOUND, "complaint", "crm.merge_none",
                            "id=%" PRId64, id);
    if (st == DMS_OK)
        st = ask_hunt(unit, &hunt, error);
    if (st == DMS_OK)
        st = look_at_complaints(unit, &hunt, error);
    if (st == DMS_OK)
        st = look_at_answers(unit, &hunt, error);
    *answer = crm_with_id("count", (int64_t)dms_json_count(hunt.found));
    dms_json_take_key(*answer, "found", hunt.found);
    return st;
}

static const struct dms_argument arguments[] = {
    { .name = "complaint", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card crm_similar_call =
    DMS_CALL(.name = "crm.similar", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "crm.complaint:read", DMS_ARGUMENTS(arguments),
             .run = run_similar);
