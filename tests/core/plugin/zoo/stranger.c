/* stranger.c - what somebody wrote elsewhere; FAULT says which mistake it makes. */
#include <stdlib.h>
#include <string.h>

#include <dms/dms.h>

static const char *const states[] = { "hook", "lent", NULL };
static struct dms_field fields[] = {
    { .name = "tag", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "place", .type = DMS_CHOICE, .choices = states, .default_text = "hook" },
};
static const struct dms_entity key =
    DMS_ENTITY(.name = "key_board.key", .title = "tag", DMS_FIELDS(fields));

static enum dms_status
nothing(struct dms_unit *unit, struct dms_record *record, void *data, struct dms_error *error)
{
    (void)unit, (void)record, (void)data, (void)error;
    return DMS_OK;
}

static struct dms_hook hook =
    DMS_HOOK(.name = "key_board/tag", .on = "key_board.key.save", .run = nothing);

static enum dms_status
hear(struct dms_unit *unit, const struct dms_event *event, void *data, struct dms_error *error)
{
    (void)unit, (void)event, (void)data, (void)error;
    return DMS_OK;
}

static enum dms_status
answer(struct dms_unit *unit, const struct dms_json *arguments, void *data,
       struct dms_json **said, struct dms_error *error)
{
    (void)unit, (void)arguments, (void)data, (void)said, (void)error;
    return DMS_OK;
}

/* Nothing of this is wrong by itself; of finance there is nothing here, and need not be. */
static const struct dms_hook loose[] = {
    DMS_HOOK(.name = "key_board/verb", .on = "key_board.key.saves", .run = nothing),
    DMS_HOOK(.name = "key_board/noun", .on = "key_board.kee.save", .run = nothing,
             .after = (const char *const[]){ "key_board/tga", "finance/paid", NULL }),
    DMS_HOOK(.name = "key_board/paid", .on = "finance.invoice.create", .run = nothing),
};
static const struct dms_subscriber deaf = { .size = sizeof(deaf),
                                            .name = "key_board/deaf",
                                            .on = "key_bord.key.*",
                                            .run = hear };
static const struct dms_argument odd[] = { { .name = "how", .type = 77 } };
static const struct dms_call_card call =
    DMS_CALL(.name = "key_board.out", .permission = "key_board.kee:reed", .run = answer,
             DMS_ARGUMENTS(odd));
static const struct dms_role keeper = { .name = "key_keeper" };
static const struct dms_grant grants[] = {
    { .role = "key_keeper", .entity = "key_bord.*", .actions = DMS_READ, .scope = DMS_SCOPE_OWN },
    { .role = "key_keepr", .entity = "*", .actions = DMS_READ, .scope = DMS_SCOPE_OWN },
};

static enum dms_status
name_what_nobody_has(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = dms_register_role(registrar, &keeper, error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(loose) / sizeof(loose[0]); i++)
        st = dms_register_hook(registrar, &loose[i], error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(grants) / sizeof(grants[0]); i++)
        st = dms_register_grant(registrar, &grants[i], error);
    if (st == DMS_OK)
        st = dms_register_subscriber(registrar, &deaf, error);
    return st == DMS_OK ? dms_register_call(registrar, &call, error) : st;
}

static int *volatile nowhere;

static enum dms_status
start(struct dms_registrar *registrar, struct dms_error *error)
{
    const char *fault = getenv("FAULT") != NULL ? getenv("FAULT") : "";
    if (strcmp(fault, "crash") == 0)
        *nowhere = 1;
    if (strcmp(fault, "type") == 0)
        fields[0].type = 42;
    if (strcmp(fault, "default") == 0)
        fields[1].default_text = "hok";
    if (strcmp(fault, "names") == 0)
        fields[0].mask = "plait";
    enum dms_status st = dms_register_entity(registrar, &key, error);
    if (st == DMS_OK)
        st = dms_register_hook(registrar, &hook, error);
    if (st == DMS_OK && strcmp(fault, "names") == 0)
        st = name_what_nobody_has(registrar, error);
    return st;
}

DMS_PLUGIN(.name = "key_board", .version = "1.0.0", .start = start);
