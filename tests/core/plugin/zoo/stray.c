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
start(struct dms_registrar *registrar, struct dms_error *error)
{
    (void)circle_of_hooks, (void)field_of_another;
    enum dms_status st = dms_register_check(registrar, &tone, error);
    if (st == DMS_OK)
        st = dms_register_entity(registrar, &bell, error);
    return st == DMS_OK ? SAYS : st;
}

DMS_PLUGIN(.name = NAME, .version = "1.0.0", .start = start);
