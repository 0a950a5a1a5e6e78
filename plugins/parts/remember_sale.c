/* remember_sale.c - what a known customer bought over the counter, and brought back, is told to
 * crm.remember, when somebody keeps a timeline (rows 81, 93). */
#include <string.h>

#include "parts.h"

static enum dms_status
tell(struct dms_unit *unit, const struct dms_record *sale, const char *kind,
     const char *title_key, int64_t amount, struct dms_error *error)
{
    struct dms_json *answer = NULL, *what;
    if (amount == 0 || !dms_record_has(sale, "customer") ||
        !dms_unit_can_call(unit, "crm.remember"))
        return DMS_OK;
    what = dms_json_create_object();
    dms_json_set_integer(what, "customer", dms_record_int(sale, "customer"));
    dms_json_set_text(what, "kind", kind);
    dms_json_set_text(what, "title_key", title_key);
    dms_json_set_text(what, "phase", "after");
    dms_json_set_text(what, "entity", "parts.sale");
    dms_json_set_integer(what, "record", dms_record_id(sale));
    dms_json_set_text(what, "amount", parts_yuan(unit, amount));
    enum dms_status st = dms_call(unit, "crm.remember", what, &answer, error);
    dms_json_destroy(answer);
    dms_json_destroy(what);
    return st;
}

static enum dms_status
sold(struct dms_unit *unit, struct dms_record *sale, void *data, struct dms_error *error)
{
    (void)data;
    return tell(unit, sale, "visit", "parts.timeline_sale", dms_record_int(sale, "total"),
                error);
}

/* Of a sale that was never paid nothing was told. */
static enum dms_status
came_back(struct dms_unit *unit, struct dms_record *back, void *data,
          struct dms_error *error)
{
    const struct dms_record *line = NULL, *sale = NULL;
    (void)data;
    enum dms_status st = dms_unit_get(unit, "parts.sale_line",
                                      dms_record_int(back, "sale_line"), &line, error);
    if (st == DMS_OK)
        st = dms_unit_get(unit, "parts.sale", dms_record_int(line, "sale"), &sale, error);
    if (st != DMS_OK || strcmp(dms_record_state(sale), "paid") != 0)
        return st;
    return tell(unit, sale, "return", "parts.timeline_return",
                -dms_record_int(back, "refund"), error);
}

const struct dms_hook parts_remember_sale_hooks[] = {
    DMS_HOOK(.name = "parts/remember_sale", .on = "parts.sale.@paid", .phase = DMS_AFTER,
             .run = sold),
    DMS_HOOK(.name = "parts/remember_sale:back", .on = "parts.sale_return.create",
             .phase = DMS_AFTER, .run = came_back),
    { 0 },
};
