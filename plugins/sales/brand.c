/* brand.c - whatever is sold belongs to a brand, so that its rules can hold for it.
 *
 * The brand comes from the quote, the opportunity or the model, else it is the store's. */
#include "sales.h"

static const struct {
    const char *field, *entity;
} sources[] = {
    { "quote", "sales.quote" },
    { "order", "sales.order" },
    { "opportunity", "sales.opportunity" },
    { "lead", "crm.lead" },
    { "model", "sales.model" },
};

static enum dms_status
brand_of_store(struct dms_unit *unit, struct dms_record *record, struct dms_error *error)
{
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "code", dms_unit_brand(unit));
    const struct dms_list *brands = NULL;
    enum dms_status st =
        dms_unit_find(unit, "core.brand", "{\"where\":{\"code\":\"$code\"},\"limit\":1}",
                      values, &brands, error);
    if (st == DMS_OK && dms_list_count(brands) == 1)
        st = dms_record_set_int(record, "brand", dms_record_id(dms_list_at(brands, 0)),
                                error);
    dms_json_destroy(values);
    return st;
}

static enum dms_status
put_brand(struct dms_unit *unit, struct dms_record *record, void *data,
          struct dms_error *error)
{
    (void)data;
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
        const struct dms_record *source = NULL;
        if (dms_record_has(record, "brand") || st != DMS_OK)
            return st;
        if (!dms_record_has(record, sources[i].field))
            continue;
        st = dms_unit_get(unit, sources[i].entity,
                          dms_record_int(record, sources[i].field), &source, error);
        if (st == DMS_OK && dms_record_has(source, "brand"))
            st = dms_record_set_int(record, "brand", dms_record_int(source, "brand"),
                                    error);
    }
    if (st == DMS_OK && !dms_record_has(record, "brand") &&
        dms_unit_brand(unit)[0] != '\0')
        st = brand_of_store(unit, record, error);
    return st;
}

#define PUT_BRAND(entity)                                                                \
    DMS_HOOK(.name = "sales/brand:" entity, .on = "sales." entity ".create",             \
             .run = put_brand)

const struct dms_hook sales_brand_hooks[] = {
    PUT_BRAND("vehicle"), PUT_BRAND("opportunity"), PUT_BRAND("quote"),
    PUT_BRAND("order"),   PUT_BRAND("override"),    { 0 },
};
