/* parts_link.c - part lines live from the plugin parts, by its calls alone: price, reservation,
 * issue, return. Where parts is switched off a part line says so; all other lines go on. */
#include <inttypes.h>

#include "after_sales.h"

static enum dms_status
need_parts(const struct dms_unit *unit, const char *call, struct dms_error *error)
{
    return dms_unit_can_call(unit, call) ? DMS_OK
                                         : dms_fail_field(error, DMS_UNSUPPORTED, "kind",
                                                          "after_sales.parts_off", "");
}

enum dms_status
service_part_price(struct dms_unit *unit, struct dms_record *line,
                   struct dms_error *error)
{
    struct service_fill fill = { .record = line, .error = error };
    if (dms_record_int(line, "customer_supplied") !=
        0) { /* his own: registered, not sold */
        service_put(&fill, "unit_price", 0);
        return fill.st;
    }
    enum dms_status st = need_parts(unit, "parts.price", error);
    if (st == DMS_OK && !dms_record_has(line, "part_code"))
        st = dms_fail_field(error, DMS_INVALID, "part_code",
                            "after_sales.part_code_needed", "");
    if (st != DMS_OK ||
        (dms_record_has(line, "unit_price") && dms_record_has(line, "text")))
        return st;
    struct dms_json *answer = NULL,
                    *facts = service_words("code", dms_record_text(line, "part_code"));
    st = dms_call(unit, "parts.price", facts, &answer, error);
    dms_json_destroy(facts);
    fill.st = st;
    int64_t price = 0;
    if (st == DMS_OK && !dms_record_has(line, "unit_price")) {
        fill.st = dms_money_load(dms_json_text_at(answer, "price"), &price, error);
        service_put(&fill, "unit_price", price);
    }
    if (!dms_record_has(line, "text"))
        service_put_text(&fill, "text", dms_json_text_at(answer, "name"));
    dms_json_destroy(answer);
    return fill.st;
}
