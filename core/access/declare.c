/* declare.c - the core declares itself the way a plugin does, and seeds its first rights. */
#include <string.h>

#include "access/entities.h"
#include "base/text.h"

/* An admin sets the shop up and mends it, but has no business with phone numbers. */
#define ALL_BUT_SIGHT (DMS_READ | DMS_CREATE | DMS_UPDATE | DMS_REMOVE | DMS_EXPORT | DMS_IMPORT)
#define ALL                                                                              \
    (ALL_BUT_SIGHT | DMS_SEE_PERSONAL | DMS_SEE_SENSITIVE)

const struct dms_role access_roles[] = { { "admin" }, { ACCESS_EVERYONE }, { NULL } };

/* Records of all stores are seen under any scope; "group" would also open every store. */
const struct dms_grant access_grants[] = {
    { "admin", "core.*", ALL, DMS_SCOPE_GROUP, NULL },
    { "admin", "*", ALL_BUT_SIGHT, DMS_SCOPE_GROUP, NULL },
    { ACCESS_EVERYONE, "core.brand", DMS_READ, DMS_SCOPE_STORE, NULL },
    { ACCESS_EVERYONE, "core.store", DMS_READ, DMS_SCOPE_STORE, NULL },
    { ACCESS_EVERYONE, "core.calendar_day", DMS_READ, DMS_SCOPE_STORE, NULL },
    /* Colleagues know each other by name. */
    { ACCESS_EVERYONE, "core.user", DMS_READ, DMS_SCOPE_STORE,
      "phone,roles,stores,leader,language,active" },
    { ACCESS_EVERYONE, "core.role", DMS_READ, DMS_SCOPE_STORE, NULL },
    /* A task may belong to a role, so people of one store see each other's. */
    { ACCESS_EVERYONE, "core.task", DMS_READ | DMS_UPDATE, DMS_SCOPE_STORE, NULL },
    /* Whoever lost a telephone ends what was open on it. */
    { ACCESS_EVERYONE, "core.session", DMS_READ | DMS_REMOVE, DMS_SCOPE_OWN, NULL },
    { ACCESS_EVERYONE, "core.token", DMS_READ | DMS_REMOVE, DMS_SCOPE_OWN, NULL },
    { ACCESS_EVERYONE, "core.print", DMS_READ, DMS_SCOPE_OWN, NULL },
    { NULL, NULL, 0, 0, NULL },
};

const char *const action_names[] = { "read",   "create",       "update",
                                     "remove", "see_personal", "see_sensitive",
                                     "export", "import",       NULL };
const char *const scope_names[] = { "own", "team", "store", "group", NULL };

static uint32_t
action_bit(const char *word, size_t size)
{
    for (uint32_t i = 0; action_names[i] != NULL; i++)
        if (strlen(action_names[i]) == size && memcmp(action_names[i], word, size) == 0)
            return UINT32_C(1) << i;
    return 0;
}

uint32_t
actions_read(const char *text, const char **unknown)
{
    uint32_t actions = 0;
    *unknown = NULL;
    for (const char *at = text; at != NULL && *at != '\0';) {
        at += strspn(at, ", ");
        size_t size = strcspn(at, ", ");
        uint32_t bit = action_bit(at, size);
        if (bit == 0 && size > 0 && *unknown == NULL)
            *unknown = at;
        actions |= bit;
        at += size;
    }
    return actions;
}

static void
print_actions(uint32_t actions, struct text *text)
{
    text_add(text, "");
    for (uint32_t i = 0; action_names[i] != NULL; i++)
        if ((actions & (UINT32_C(1) << i)) != 0)
            text_printf(text, "%s%s", text->size > 0 ? "," : "", action_names[i]);
}

enum dms_status
access_grant_record(const struct dms_grant *grant, struct dms_record *record,
                    struct dms_error *error)
{
    struct text actions = { 0 };
    const char *scope = grant->scope >= DMS_SCOPE_OWN && grant->scope <= DMS_SCOPE_GROUP
                            ? scope_names[grant->scope - 1]
                            : "";
    print_actions(grant->actions, &actions);
    enum dms_status st = dms_record_set_text(record, "role", grant->role, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "entity", grant->entity, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "actions", actions.data, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "scope", scope, error);
    if (st == DMS_OK && grant->except != NULL)
        st = dms_record_set_text(record, "except", grant->except, error);
    text_clear(&actions);
    return st;
}

static enum dms_status
declare_rights(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && access_roles[i].name != NULL; i++)
        st = dms_register_role(registrar, &access_roles[i], error);
    for (size_t i = 0; st == DMS_OK && access_grants[i].role != NULL; i++)
        st = dms_register_grant(registrar, &access_grants[i], error);
    return st;
}

enum dms_status
access_declare(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && access_checks[i] != NULL; i++)
        st = dms_register_check(registrar, access_checks[i], error);
    for (size_t i = 0; st == DMS_OK && access_entities[i] != NULL; i++)
        st = dms_register_entity(registrar, access_entities[i], error);
    for (size_t i = 0; st == DMS_OK && access_workflows[i] != NULL; i++)
        st = dms_register_workflow(registrar, access_workflows[i], error);
    for (size_t i = 0; st == DMS_OK && access_hooks[i] != NULL; i++)
        st = dms_register_hook(registrar, access_hooks[i], error);
    if (st == DMS_OK)
        st = dms_register_importer(registrar, &access_holidays, error);
    return st == DMS_OK ? declare_rights(registrar, error) : st;
}
