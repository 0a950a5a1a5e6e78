/* lead_same.c - somebody asks again: the new lead says which one came first (row 11).
 *
 * It is not refused: whoever wrote from a second portal wants an answer. The first lead keeps
 * its source; a person decides whether the two are one (crm.merge). */
#include <inttypes.h>

#include "ask.h"
#include "crm.h"

/* The oldest other lead that is open and has VALUE in FIELD. */
static enum dms_status
first_with(struct dms_unit *unit, const struct dms_record *lead, const char *field,
           const struct dms_record **found, struct dms_error *error)
{
    *found = NULL;
    if (!dms_record_has(lead, field))
        return DMS_OK;
    struct dms_json *query = dms_json_create_object(), *where = dms_json_create_object();
    struct dms_json *states = dms_json_create_array(), *in = dms_json_create_object();
    static const char *const open[] = { "new", "following", "qualified" };
    for (size_t i = 0; i < 3; i++)
        dms_json_take(states, dms_json_create_text(open[i]));
    dms_json_take_key(in, "in", states);
    dms_json_take_key(where, "state", in);
    dms_json_set_text(where, field, dms_record_text(lead, field));
    dms_json_set_integer(where, "store", dms_unit_store(unit));
    dms_json_take_key(query, "where", where);
    dms_json_set_text(query, "sort", "id");
    dms_json_set_integer(query, "limit", 1);
    const struct dms_list *list = NULL;
    enum dms_status st = dms_unit_find_json(unit, "crm.lead", query, &list, error);
    if (st == DMS_OK && dms_list_count(list) > 0)
        *found = dms_list_at(list, 0);
    dms_json_destroy(query);
    return st;
}

static enum dms_status
mark_duplicate(struct dms_unit *unit, struct dms_record *lead, void *data,
               struct dms_error *error)
{
    static const char *const fields[] = { "phone", "plate" };
    const struct dms_record *first = NULL;
    enum dms_status st = DMS_OK;
    (void)data;
    for (size_t i = 0; st == DMS_OK && first == NULL && i < 2; i++)
        st = first_with(unit, lead, fields[i], &first, error);
    if (st != DMS_OK || first == NULL)
        return st;
    int64_t id = dms_record_has(first, "merged_into")
                     ? dms_record_int(first, "merged_into")
                     : dms_record_id(first);
    dms_unit_warn(unit, dms_record_has(lead, "phone") ? "phone" : "plate",
                  "crm.lead_again", "id=%" PRId64, id);
    return dms_record_set_int(lead, "duplicate_of", id, error);
}

static const char *const after_defaults[] = { "crm/lead_defaults", NULL };

const struct dms_hook crm_lead_same_hook =
    DMS_HOOK(.name = "crm/lead_same", .on = "crm.lead.create", .after = after_defaults,
             .run = mark_duplicate);
