/* harmful.c - sound when it is loaded; its call takes the house down. It has records, too. */
#include <signal.h>
#include <string.h>

#include <dms/dms.h>

static const struct dms_field fields[] = {
    { .name = "title", .type = DMS_TEXT, .flags = DMS_REQUIRED | DMS_SEARCH | DMS_UNIQUE },
    { .name = "price", .type = DMS_MONEY },
    { .name = "phone", .type = DMS_TEXT, .data_class = DMS_PERSONAL, .mask = "phone" },
};
static const struct dms_entity thing =
    DMS_ENTITY(.name = "harmful.thing", .title = "title", DMS_FIELDS(fields));

static int *volatile nowhere;

static enum dms_status
harm(struct dms_unit *unit, const struct dms_json *arguments, void *data,
     struct dms_json **answer, struct dms_error *error)
{
    (void)unit, (void)data, (void)answer, (void)error;
    if (dms_json_text_at(arguments, "how") != NULL)
        raise(SIGABRT);
    *nowhere = 1;
    return DMS_OK;
}
static const struct dms_call_card call =
    DMS_CALL(.name = "harmful.harm", .flags = DMS_CALL_EXPOSED | DMS_CALL_OPEN, .run = harm);

static enum dms_status
start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = dms_register_entity(registrar, &thing, error);
    return st == DMS_OK ? dms_register_call(registrar, &call, error) : st;
}

DMS_PLUGIN(.name = "harmful", .version = "1.0.0", .start = start);
