/* override_covers.c - is there somebody's word for what is asked now. */
#include <string.h>

#include "sales.h"

/* The override speaks of one discount, or of one price: nothing beyond it is covered. */
static bool
reaches(const struct dms_record *override, const struct dms_record *offer,
        const char *kind)
{
    if (strcmp(kind, "discount") == 0)
        return dms_record_int(override, "asked_rate") >=
               dms_record_int(offer, "discount_rate");
    return dms_record_int(override, "asked_price") <= dms_record_int(offer, "price");
}

static enum dms_status
look(struct dms_unit *unit, const struct dms_record *offer, const char *query, int64_t id,
     const char *kind, bool *covers, struct dms_error *error)
{
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "id", id);
    dms_json_set_text(values, "kind", kind);
    const struct dms_list *list = NULL;
    enum dms_status st =
        dms_unit_find(unit, "sales.override", query, values, &list, error);
    for (size_t i = 0; st == DMS_OK && !*covers && i < dms_list_count(list); i++)
        *covers = reaches(dms_list_at(list, i), offer, kind);
    dms_json_destroy(values);
    return st;
}

enum dms_status
sales_override_covers(struct dms_unit *unit, const struct dms_record *offer,
                      const char *kind, bool *covers, struct dms_error *error)
{
    static const char of_quote[] =
        "{\"where\":{\"quote\":\"$id\",\"kind\":\"$kind\",\"state\":\"approved\"}}";
    static const char of_order[] =
        "{\"where\":{\"order\":\"$id\",\"kind\":\"$kind\",\"state\":\"approved\"}}";
    bool is_quote = strcmp(dms_record_entity(offer), "sales.quote") == 0;
    *covers = false;
    enum dms_status st = look(unit, offer, is_quote ? of_quote : of_order,
                              dms_record_id(offer), kind, covers, error);
    if (st == DMS_OK && !*covers && dms_record_has(offer, "quote"))
        st = look(unit, offer, of_quote, dms_record_int(offer, "quote"), kind, covers,
                  error);
    return st;
}
