/* plugin.c - adds an entity with a field of every type, a line of it and an index. */
#include <dms/dms.h>

static const char *const colours[] = { "red", "blue", NULL };
static const struct dms_field umbrella_fields[] = {
    { .name = "code",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_UNIQUE,
      .max_length = 20 },
    { .name = "spokes", .type = DMS_INTEGER, .minimum = 4, .maximum = 24 },
    { .name = "price", .type = DMS_MONEY },
    { .name = "weight", .type = DMS_DECIMAL },
    { .name = "bought_on",
      .type = DMS_DATE,
      .flags = DMS_INDEX,
      .default_text = "@today" },
    { .name = "lent_at", .type = DMS_TIME },
    { .name = "wet", .type = DMS_BOOLEAN, .default_text = "false" },
    { .name = "colour", .type = DMS_CHOICE, .choices = colours },
    { .name = "twin", .type = DMS_REFERENCE, .target = "an_entity.umbrella" },
    { .name = "remarks", .type = DMS_STRUCTURED },
    { .name = "owner_phone",
      .type = DMS_TEXT,
      .data_class = DMS_PERSONAL,
      .mask = "phone" },
};
static const struct dms_index umbrella_indexes[] = { { .fields = "colour,bought_on" } };
static const struct dms_entity umbrella =
    DMS_ENTITY(.name = "an_entity.umbrella", .title = "code", DMS_FIELDS(umbrella_fields),
               DMS_INDEXES(umbrella_indexes));

static const struct dms_field repair_fields[] = {
    { .name = "umbrella",
      .type = DMS_REFERENCE,
      .flags = DMS_REQUIRED | DMS_INDEX,
      .target = "an_entity.umbrella" },
    { .name = "what", .type = DMS_TEXT, .flags = DMS_REQUIRED },
};
static const struct dms_entity repair =
    DMS_ENTITY(.name = "an_entity.repair", .parent = "umbrella", .flags = DMS_NO_EVENTS,
               DMS_FIELDS(repair_fields));

static const struct dms_role keeper = { .name = "an_entity_keeper" };
static const struct dms_grant keeper_may = {
    .role = "an_entity_keeper",
    .entity = "an_entity.*",
    .actions = DMS_READ | DMS_CREATE | DMS_UPDATE,
    .scope = DMS_SCOPE_STORE,
    .except = "owner_phone",
};

static enum dms_status
start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = dms_register_entity(registrar, &umbrella, error);
    if (st == DMS_OK)
        st = dms_register_entity(registrar, &repair, error);
    if (st == DMS_OK)
        st = dms_register_role(registrar, &keeper, error);
    if (st == DMS_OK)
        st = dms_register_grant(registrar, &keeper_may, error);
    return st;
}

DMS_PLUGIN(.name = "an_entity", .version = "1.0.0", .start = start);
