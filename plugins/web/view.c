/* view.c - saved views: a list's filter, order and columns under a name of one's own; those that a
 * manager shares stand beside, for the whole store. */
#include <string.h>

#include "web.h"

#define ALL (DMS_READ | DMS_CREATE | DMS_UPDATE | DMS_REMOVE)

static const struct dms_field fields[] = {
    /* "crm.leads" */
    { .name = "page",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_INDEX | DMS_IMMUTABLE,
      .max_length = 100 },
    { .name = "title", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 40 },
    { .name = "filter", .type = DMS_STRUCTURED, .max_length = 4000 },
    { .name = "sort", .type = DMS_TEXT, .max_length = 200 },
    { .name = "columns", .type = DMS_STRUCTURED, .max_length = 4000 },
    { .name = "place", .type = DMS_INTEGER, .default_text = "0", .maximum = 1000 },
};

const struct dms_entity web_view_entity =
    DMS_ENTITY(.name = "web.view", .title = "title", .flags = DMS_NO_EVENTS,
               DMS_FIELDS(fields));
const struct dms_entity web_shared_view_entity =
    DMS_ENTITY(.name = "web.shared_view", .title = "title", .flags = DMS_NO_EVENTS,
               DMS_FIELDS(fields));

static enum dms_status
check_kind(const struct dms_record *record, const char *field, enum dms_json_kind wanted,
           const char *example, struct dms_error *error)
{
    const char *text = dms_record_text(record, field);
    struct dms_json *json = NULL;
    if (text == NULL)
        return DMS_OK;
    enum dms_status st = dms_json_load(text, strlen(text), &json, error);
    if (st == DMS_OK && dms_json_kind(json) != wanted)
        st = dms_fail_field(error, DMS_INVALID, field, "web.bad_view", "example=%s",
                            example);
    dms_json_destroy(json);
    return st;
}

/* Whether its fields are there the list finds out when it is asked: they may come and go. */
static enum dms_status
check_view(struct dms_unit *unit, struct dms_record *record, void *data,
           struct dms_error *error)
{
    (void)unit, (void)data;
    enum dms_status st =
        check_kind(record, "filter", DMS_JSON_OBJECT, "{\"state\": \"new\"}", error);
    return st == DMS_OK ? check_kind(record, "columns", DMS_JSON_ARRAY,
                                     "[\"name\", \"state\"]", error)
                        : st;
}

const struct dms_hook web_view_hooks[] = {
    DMS_HOOK(.name = "web/view", .on = "web.view.save", .run = check_view),
    DMS_HOOK(.name = "web/shared_view", .on = "web.shared_view.save", .run = check_view),
    { 0 },
};

const struct dms_role web_roles[] = {
    { "sales_manager" },
    { "service_manager" },
    { "parts_manager" },
    { "general_manager" },
    { NULL },
};

const struct dms_grant web_grants[] = {
    { "everyone", "web.view", ALL, DMS_SCOPE_OWN, NULL },
    { "everyone", "web.shared_view", DMS_READ, DMS_SCOPE_STORE, NULL },
    { "sales_manager", "web.shared_view", ALL, DMS_SCOPE_STORE, NULL },
    { "service_manager", "web.shared_view", ALL, DMS_SCOPE_STORE, NULL },
    { "parts_manager", "web.shared_view", ALL, DMS_SCOPE_STORE, NULL },
    { "general_manager", "web.shared_view", ALL, DMS_SCOPE_STORE, NULL },
    { NULL, NULL, 0, DMS_SCOPE_OWN, NULL },
};
