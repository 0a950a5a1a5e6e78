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
    enum dms_status st = dms_register_entity(registrar, &key, error);
    return st == DMS_OK ? dms_register_hook(registrar, &hook, error) : st;
}

DMS_PLUGIN(.name = "key_board", .version = "1.0.0", .start = start);
