/* channel_of_lead.c - a lead came by the channel whose source and detail it has (row 36).
 *
 * The channel with the lead's own detail or vendor comes first, then the one without any. */
#include <string.h>

#include "plan.h"

static bool
same(const char *left, const char *right)
{
    return left != NULL && right != NULL && strcmp(left, right) == 0;
}

static bool
is_named(const struct dms_record *lead, const char *detail)
{
    return same(dms_record_text(lead, "source_detail"), detail) ||
           same(dms_record_text(lead, "vendor"), detail) ||
           same(dms_record_text(lead, "provider"), detail);
}

static const struct dms_record *
best_of(const struct dms_list *channels, const struct dms_record *lead)
{
    const struct dms_record *plain = NULL;
    for (size_t i = 0; i < dms_list_count(channels); i++) {
        const struct dms_record *channel = dms_list_at(channels, i);
        const char *detail = dms_record_text(channel, "detail");
        if (detail == NULL)
            plain = channel;
        else if (is_named(lead, detail))
            return channel;
    }
    return plain;
}

static enum dms_status
find_channel(struct dms_unit *unit, struct dms_record *lead, void *data,
             struct dms_error *error)
{
    (void)data;
    const char *source = dms_record_text(lead, "source");
    const struct dms_list *channels = NULL;
    if (source == NULL || dms_record_has(lead, "x_channel"))
        return DMS_OK;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "source", source);
    enum dms_status st = dms_unit_find(
        unit, "sales.channel",
        "{\"where\":{\"source\":\"$source\",\"active\":true},\"limit\":500}", values,
        &channels, error);
    dms_json_destroy(values);
    const struct dms_record *channel = st == DMS_OK ? best_of(channels, lead) : NULL;
    return channel != NULL
               ? dms_record_set_int(lead, "x_channel", dms_record_id(channel), error)
               : st;
}

const struct dms_hook sales_channel_hooks[] = {
    DMS_HOOK(.name = "sales/channel_of_lead", .on = "crm.lead.create",
             .run = find_channel),
    { 0 },
};
