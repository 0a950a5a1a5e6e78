/* address.c - the list of addresses that anything may be sent to; empty, nothing leaves. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "egress.h"

static const struct dms_field fields[] = {
    /* "hooks.example.com", "192.0.2.7", "10.1.0.0/16" */
    { .name = "host",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 255 },
    /* "443,8000-8100" */
    { .name = "ports",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED,
      .default_text = "443",
      .max_length = 100 },
    { .name = "note", .type = DMS_TEXT, .flags = DMS_SEARCH, .max_length = 300 },
};

static const struct dms_index indexes[] = { { .fields = "host,ports", .unique = 1 } };

const struct dms_entity notify_address_entity =
    DMS_ENTITY(.name = ADDRESS, .flags = DMS_SHARED, .title = "host", DMS_FIELDS(fields),
               DMS_INDEXES(indexes));

static enum dms_status
check_address(struct dms_unit *unit, struct dms_record *record, void *data,
              struct dms_error *error)
{
    (void)unit, (void)data;
    struct listed listed;
    const char *host = dms_record_text(record, "host"),
               *ports = dms_record_text(record, "ports");
    return listed_load(host != NULL ? host : "", ports != NULL ? ports : "", &listed,
                       error);
}

const struct dms_hook notify_address_hooks[] = {
    DMS_HOOK(.name = "notify/address", .on = "notify.address.save", .run = check_address),
    { 0 },
};

/* A line that an import brought in from elsewhere and that cannot be read allows nothing. */
static void
add_line(const struct dms_record *record, struct egress *egress)
{
    const char *host = dms_record_text(record, "host"),
               *ports = dms_record_text(record, "ports");
    if (host != NULL && ports != NULL &&
        listed_load(host, ports, &egress->items[egress->count], NULL) == DMS_OK)
        egress->count++;
}

enum dms_status
egress_load(struct dms_unit *unit, struct egress **egress, struct dms_error *error)
{
    const struct dms_list *list;
    enum dms_status st = dms_unit_find(unit, ADDRESS, "{\"sort\":\"id\",\"limit\":1000}",
                                       NULL, &list, error);
    if (st != DMS_OK)
        return st;
    size_t count = dms_list_count(list);
    struct egress *loaded = calloc(1, sizeof(*loaded) + count * sizeof(loaded->items[0]));
    if (loaded == NULL)
        return dms_fail(error, DMS_LIMIT, "notify.no_memory", "");
    loaded->holders = 1;
    for (size_t i = 0; i < count; i++)
        add_line(dms_list_at(list, i), loaded);
    *egress = loaded;
    return DMS_OK;
}

struct egress *
egress_hold(struct egress *egress)
{
    egress->holders++;
    return egress;
}

void
egress_release(struct egress *egress)
{
    if (egress != NULL && --egress->holders == 0)
        free(egress);
}

static bool
address_load(const char *text, uint16_t port, struct sockaddr_storage *address)
{
    struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_port = htons(port) };
    struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_port = htons(port) };
    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
        memcpy(address, &v4, sizeof(v4));
    else if (inet_pton(AF_INET6, text, &v6.sin6_addr) == 1)
        memcpy(address, &v6, sizeof(v6));
    else
        return false;
    return true;
}

/* Asks the list as a delivery would, so that an admin sees what a line does. */
static enum dms_status
may_reach(struct dms_unit *unit, const struct dms_json *arguments, void *data,
          struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    struct sockaddr_storage address = { 0 };
    struct egress *egress = NULL;
    const char *text = dms_json_text_at(arguments, "address");
    const char *host = dms_json_text_at(arguments, "host");
    int64_t port = dms_json_integer_at(arguments, "port");
    if (port < 1 || port > UINT16_MAX || !address_load(text, (uint16_t)port, &address))
        return dms_fail_field(error, DMS_INVALID, "address", "notify.address_wanted",
                              "address=%s", text);
    enum dms_status st = egress_load(unit, &egress, error);
    if (st != DMS_OK)
        return st;
    *answer = dms_json_create_object();
    dms_json_set_boolean(*answer, "allowed",
                         egress_allows(egress, host != NULL ? host : text,
                                       (const struct sockaddr *)&address));
    egress_release(egress);
    return DMS_OK;
}

static const struct dms_argument arguments[] = {
    { .name = "address", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "port", .type = DMS_INTEGER, .flags = DMS_REQUIRED },
    { .name = "host", .type = DMS_TEXT },
};

const struct dms_call_card notify_may_reach_call =
    DMS_CALL(.flags = DMS_CALL_EXPOSED | DMS_CALL_READS, .name = "notify.may_reach",
             DMS_ARGUMENTS(arguments), .permission = "notify.address:read",
             .run = may_reach);
