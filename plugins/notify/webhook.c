/* webhook.c - who wants to hear what, at which address, signed with which secret. */
#include <string.h>

#include "egress.h"
#include "url.h"

/* A unit has 32 steps, and one event must reach all of them in one unit. */
#define MOST_ACTIVE 30

static const struct dms_field fields[] = {
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_UNIQUE | DMS_SEARCH,
      .max_length = 80 },
    /* "sales.order.delivered", "crm.lead.*", "*" */
    { .name = "event", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 120 },
    { .name = "url", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 500 },
    { .name = "secret", .type = DMS_TEXT, .data_class = DMS_SECRET, .max_length = 200 },
    { .name = "active", .type = DMS_BOOLEAN, .default_text = "true", .flags = DMS_INDEX },
    /* Only what happens there; empty: in every store. */
    { .name = "only_store", .type = DMS_REFERENCE, .target = "core.store" },
    { .name = "description", .type = DMS_TEXT, .flags = DMS_SEARCH, .max_length = 500 },
};

const struct dms_entity notify_webhook_entity =
    DMS_ENTITY(.name = WEBHOOK, .flags = DMS_SHARED, .title = "name", DMS_FIELDS(fields));

bool
notify_pattern_fits(const char *pattern, const char *name)
{
    size_t size = strlen(pattern);
    if (size > 0 && pattern[size - 1] == '*')
        return strncmp(name, pattern, size - 1) == 0;
    return strcmp(name, pattern) == 0;
}

/* Words with dots, and a star at most at the end. What notify itself does is nobody's event:
 * a delivery about a delivery would never end. */
static enum dms_status
check_event(const struct dms_record *record, struct dms_error *error)
{
    const char *event = dms_record_text(record, "event");
    if (event == NULL)
        return DMS_OK; /* the core tells that it is required */
    size_t size = strspn(event, "abcdefghijklmnopqrstuvwxyz0123456789_.");
    if (strcmp(event + size, "") != 0 && strcmp(event + size, "*") != 0)
        return dms_fail_field(error, DMS_INVALID, "event", "notify.event_form",
                              "event=%s", event);
    if (strncmp(event, "notify.", 7) == 0)
        return dms_fail_field(error, DMS_INVALID, "event", "notify.event_own", "event=%s",
                              event);
    return DMS_OK;
}

/* Not refused: the list may follow. */
static enum dms_status
check_url(struct dms_unit *unit, const struct dms_record *record, struct dms_error *error)
{
    struct url url;
    struct egress *egress = NULL;
    const char *text = dms_record_text(record, "url");
    if (text == NULL)
        return DMS_OK;
    enum dms_status st = url_load(text, &url, error);
    if (st == DMS_OK)
        st = egress_load(unit, &egress, error);
    if (st == DMS_OK && !egress_may_try(egress, url.host, url.port))
        dms_unit_warn(unit, "url", "notify.url_not_listed", "host=%s|port=%u", url.host,
                      (unsigned)url.port);
    egress_release(egress);
    return st;
}

/* No request may write it; notify.rotate_secret makes another and shows it once. */
static enum dms_status
give_secret(struct dms_record *record, struct dms_error *error)
{
    char made[NOTIFY_SECRET_SIZE];
    if (dms_record_text(record, "secret") != NULL)
        return DMS_OK;
    notify_secret_make(made);
    return dms_record_set_text(record, "secret", made, error);
}

static enum dms_status
check_count(struct dms_unit *unit, const struct dms_record *record,
            struct dms_error *error)
{
    int64_t count = 0;
    if (dms_record_int(record, "active") == 0 ||
        dms_record_old_int(record, "active") != 0)
        return DMS_OK;
    enum dms_status st = dms_unit_count(unit, WEBHOOK, "{\"where\":{\"active\":true}}",
                                        NULL, &count, error);
    if (st == DMS_OK && count >= MOST_ACTIVE)
        st = dms_fail(error, DMS_LIMIT, "notify.too_many", "limit=%d", MOST_ACTIVE);
    return st;
}

static enum dms_status
check_webhook(struct dms_unit *unit, struct dms_record *record, void *data,
              struct dms_error *error)
{
    (void)data;
    enum dms_status st = check_event(record, error);
    if (st == DMS_OK)
        st = check_url(unit, record, error);
    if (st == DMS_OK)
        st = check_count(unit, record, error);
    return st == DMS_OK ? give_secret(record, error) : st;
}

const struct dms_hook notify_webhook_hooks[] = {
    DMS_HOOK(.name = "notify/webhook", .on = "notify.webhook.save", .run = check_webhook),
    { 0 },
};
