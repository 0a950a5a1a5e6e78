/* merge_undo.c - crm.merge_undo: the two are two again; work done since then is kept. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "crm.h"
#include "merge.h"

static bool
is_still(const struct dms_record *record, const char *field, const struct dms_json *put)
{
    struct dms_json *now = dms_record_json(record, field);
    char *left = dms_json_print(now), *right = dms_json_print(put);
    bool still = strcmp(left, right) == 0;
    free(left);
    free(right);
    dms_json_destroy(now);
    return still;
}

/* Takes back what the merge put there; a value somebody has changed since is his. */
static enum dms_status
take_back(struct dms_record *kept, const struct dms_json *filled, struct dms_json *stays,
          struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(filled); i++) {
        const char *field = dms_json_key_at(filled, i);
        if (is_still(kept, field, dms_json_value_at(filled, i)))
            st = dms_record_set_empty(kept, field, error);
        else
            dms_json_take(stays, dms_json_create_text(field));
    }
    return st;
}

static enum dms_status
sign(struct dms_unit *unit, struct dms_record *merge, struct dms_error *error)
{
    int64_t user = dms_unit_user(unit);
    enum dms_status st =
        dms_record_set_int(merge, "undone_at", dms_unit_now(unit), error);
    if (st == DMS_OK && user != 0)
        st = dms_record_set_int(merge, "undone_by", user, error);
    return st == DMS_OK ? dms_unit_save(unit, merge, error) : st;
}

static enum dms_status
part(struct dms_unit *unit, const struct dms_record *merge, struct dms_json *stays,
     struct dms_error *error)
{
    const char *entity = crm_is(merge, "kind", "lead") ? "crm.lead" : "crm.customer";
    const char *text = dms_record_text(merge, "filled");
    struct dms_record *kept = NULL, *away = NULL;
    struct dms_json *filled = NULL;
    enum dms_status st =
        dms_unit_edit(unit, entity, dms_record_int(merge, "kept"), &kept, error);
    if (st == DMS_OK)
        st = dms_unit_edit(unit, entity, dms_record_int(merge, "away"), &away, error);
    if (st == DMS_OK && text != NULL)
        st = dms_json_load(text, strlen(text), &filled, error);
    if (st == DMS_OK)
        st = take_back(kept, filled, stays, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, kept, error);
    if (st == DMS_OK)
        st = dms_record_set_empty(away, "merged_into", error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, away, error);
    dms_json_destroy(filled);
    return st == DMS_OK ? crm_merge_points(unit, dms_record_int(merge, "kept"),
                                           dms_record_int(merge, "away"),
                                           dms_record_int(merge, "points"), error)
                        : st;
}

static enum dms_status
undo(struct dms_unit *unit, const struct dms_json *arguments, void *data,
     struct dms_json **answer, struct dms_error *error)
{
    struct dms_record *merge = NULL;
    int64_t id = dms_json_integer_at(arguments, "merge");
    (void)data;
    enum dms_status st = dms_unit_edit(unit, "crm.merge", id, &merge, error);
    if (st == DMS_OK && !dms_unit_may(unit, merge, DMS_UPDATE))
        return dms_fail_field(error, DMS_NOT_FOUND, "merge", "crm.merge_none",
                              "id=%" PRId64, id);
    if (st == DMS_OK && dms_record_has(merge, "undone_at"))
        return dms_fail_field(error, DMS_DENIED, "merge", "crm.merge_undone",
                              "id=%" PRId64, id);
    struct dms_json *stays = dms_json_create_array();
    if (st == DMS_OK)
        st = part(unit, merge, stays, error);
    if (st == DMS_OK)
        st = sign(unit, merge, error);
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "stays", stays);
    return st;
}

static const struct dms_argument arguments[] = {
    { .name = "merge", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card crm_merge_undo_call =
    DMS_CALL(.name = "crm.merge_undo", .flags = DMS_CALL_EXPOSED,
             .permission = "crm.merge:update", DMS_ARGUMENTS(arguments), .run = undo);
