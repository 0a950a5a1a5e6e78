/* stray.c - sound by itself: a card with a check, and one more declaration, SAYS, which may not
 * agree with what others say. */
#include <dms/dms.h>

#ifndef CHECK
#define CHECK NAME "_tone"
#endif
#ifndef SAYS
#define SAYS DMS_OK
#endif

static enum dms_status
look(struct dms_unit *unit, struct dms_record *record, const char *field,
     struct dms_error *error)
{
    (void)unit, (void)record, (void)field, (void)error;
    return DMS_OK;
}
static const struct dms_check tone = { .size = sizeof(tone),
                                       .name = NAME "_tone",
                                       .run = look };

static const struct dms_field fields[] = {
    { .name = "tone", .type = DMS_TEXT, .check = CHECK },
};
static const struct dms_entity bell =
    DMS_ENTITY(.name = NAME ".bell", DMS_FIELDS(fields));
static const struct dms_field key = { .name = "x_key", .type = DMS_TEXT, .check = CHECK };

static enum dms_status
listen(struct dms_unit *unit, struct dms_record *record, void *data,
       struct dms_error *error)
{
    (void)unit, (void)record, (void)data, (void)error;
    return DMS_OK;
}
static const char *const itself[] = { NAME "/listen", NULL };
static const struct dms_hook circle =
    DMS_HOOK(.name = NAME "/listen", .on = NAME ".bell.save", .after = itself,
             .run = listen);

static enum dms_status
circle_of_hooks(struct dms_registrar *registrar, struct dms_error *error)
{
    return dms_register_hook(registrar, &circle, error);
}

static enum dms_status
field_of_another(struct dms_registrar *registrar, struct dms_error *error)
{
    return dms_register_field(registrar, "owner.bell", &key, error);
}

static enum dms_status
answer(struct dms_unit *unit, const struct dms_json *arguments, void *data,
       struct dms_json **given, struct dms_error *error)
{
    (void)unit, (void)arguments, (void)data, (void)given, (void)error;
    return DMS_OK;
}

static enum dms_status
take_in(struct dms_import *import, void *data, struct dms_error *error)
{
    (void)import, (void)data, (void)error;
    return DMS_OK;
}

static const struct dms_config_key loud[] = {
    { .name = "loud", .type = DMS_CONFIG_TEXT, .usual = "yes" },
};

/* One of each kind, so called. */
static enum dms_status
call_it(const char *kind, const char *name, struct dms_registrar *registrar,
        struct dms_error *error)
{
    const struct dms_check check = { .size = sizeof(check), .name = name, .run = look };
    const struct dms_call_card call = DMS_CALL(.name = name, .run = answer);
    const struct dms_hook hook =
        DMS_HOOK(.name = name, .on = NAME ".bell.save", .run = listen);
    const struct dms_config_section section =
        DMS_CONFIG_SECTION(.name = name, DMS_CONFIG_KEYS(loud));
    const struct dms_importer importer = {
        .size = sizeof(importer), .name = name, .permission = NAME ".bell", .run = take_in
    };
    const struct dms_role role = { .name = name };
    switch (kind[1]) {
    case 'h':
        return dms_register_check(registrar, &check, error);
    case 'a':
        return dms_register_call(registrar, &call, error);
    case 'e':
        return dms_register_config(registrar, &section, error);
    case 'm':
        return dms_register_importer(registrar, &importer, error);
    case 'o':
        return kind[0] == 'h' ? dms_register_hook(registrar, &hook, error)
                              : dms_register_role(registrar, &role, error);
    default:
        return DMS_INVALID;
    }
}

static enum dms_status
start(struct dms_registrar *registrar, struct dms_error *error)
{
    (void)circle_of_hooks, (void)field_of_another, (void)call_it;
    enum dms_status st = dms_register_check(registrar, &tone, error);
    if (st == DMS_OK)
        st = dms_register_entity(registrar, &bell, error);
    return st == DMS_OK ? SAYS : st;
}

DMS_PLUGIN(.name = NAME, .version = "1.0.0", .start = start);
