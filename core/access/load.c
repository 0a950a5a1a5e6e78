/* load.c - reads the records that say who may do what. */
#include <string.h>

#include "access/entities.h"
#include "access/form.h"

struct loading {
    struct access_form *form;
    const struct entity_set *set;
};

static const char *
kept(const struct loading *load, const struct dms_record *record, const char *field)
{
    return scratch_copy(load->form->memory, dms_record_text(record, field));
}

static void *
room(const struct loading *load, size_t size)
{
    return scratch_alloc(load->form->memory, size);
}

static enum dms_status
add_brand(struct dms_record *record, void *context, struct dms_error *error)
{
    (void)error;
    const struct loading *load = context;
    struct brand_info *brand = room(load, sizeof(*brand));
    brand->id = record->head.id;
    brand->code = kept(load, record, "code");
    list_add(&load->form->brands, brand);
    return DMS_OK;
}

static enum dms_status
add_store(struct dms_record *record, void *context, struct dms_error *error)
{
    (void)error;
    const struct loading *load = context;
    struct store_info *store = room(load, sizeof(*store));
    const char *brand = access_brand_code(load->form, dms_record_int(record, "brand"));
    store->id = record->head.id;
    store->code = kept(load, record, "code");
    store->brand = brand != NULL ? brand : "";
    list_add(&load->form->stores, store);
    map_set(&load->form->stores_by_code, store->code, store);
    return DMS_OK;
}

static void
put_role(const struct loading *load, const char *name)
{
    struct access_form *form = load->form;
    if (map_at(&form->roles_by_name, name) != NULL)
        return;
    char *copy = scratch_copy(form->memory, name);
    list_add(&form->roles, copy);
    map_set(&form->roles_by_name, copy, (void *)(uintptr_t)form->roles.count);
}

static enum dms_status
add_role(struct dms_record *record, void *context, struct dms_error *error)
{
    (void)error;
    put_role(context, dms_record_text(record, "name"));
    return DMS_OK;
}

static uint32_t
scope_of(const char *name)
{
    uint32_t scope = 0;
    while (name != NULL && scope_names[scope] != NULL &&
           strcmp(scope_names[scope], name) != 0)
        scope++;
    return name != NULL && scope_names[scope] != NULL ? scope + 1 : 0;
}

/* A grant to a role that is gone, or of a scope nobody knows, grants nothing. */
static enum dms_status
add_grant(struct dms_record *record, void *context, struct dms_error *error)
{
    (void)error;
    const struct loading *load = context;
    const char *unknown;
    size_t role = form_role(load->form, dms_record_text(record, "role"));
    uint32_t scope = scope_of(dms_record_text(record, "scope"));
    if (role == load->form->roles.count || scope == 0)
        return DMS_OK;
    struct grant_row *grant = room(load, sizeof(*grant));
    grant->role = role;
    grant->scope = scope;
    grant->entity = kept(load, record, "entity");
    grant->except = kept(load, record, "except");
    grant->actions = actions_read(dms_record_text(record, "actions"), &unknown);
    list_add(&load->form->grants, grant);
    return DMS_OK;
}

static enum dms_status
add_user(struct dms_record *record, void *context, struct dms_error *error)
{
    (void)error;
    const struct loading *load = context;
    struct user_info *user = room(load, sizeof(*user));
    user->id = record->head.id;
    user->leader = dms_record_int(record, "leader");
    user->name = kept(load, record, "name");
    user->language = kept(load, record, "language");
    user->active = dms_record_int(record, "active") != 0;
    user->roles_text = kept(load, record, "roles");
    user->stores_text = kept(load, record, "stores");
    list_add(&load->form->users, user);
    map_set(&load->form->users_by_name, user->name, user);
    return DMS_OK;
}

static enum dms_status
each_record(struct loading *load, struct storage_session *session, const char *name,
            session_each each, struct dms_error *error)
{
    static const struct row_scope all = { .everything = true };
    struct query *query = NULL;
    const struct entity *entity = entity_need(load->set, name, error);
    if (entity == NULL)
        return DMS_NOT_FOUND;
    struct dms_json *question = dms_json_create_object();
    dms_json_set_text(question, "sort", "id");
    enum dms_status st = query_create(load->set, entity, question, 0, &query, error);
    if (st == DMS_OK)
        st = session_walk(session, query, &all, each, load, error);
    query_destroy(query);
    dms_json_destroy(question);
    return st;
}

enum dms_status
form_load(struct access_form *form, struct storage_session *session,
          const struct entity_set *set, struct dms_error *error)
{
    static const struct {
        const char *entity;
        session_each each;
    } steps[] = { { "core.brand", add_brand },
                  { "core.store", add_store },
                  { "core.role", add_role },
                  { "core.grant", add_grant },
                  { "core.user", add_user } };
    struct loading load = { .form = form, .set = set };
    enum dms_status st = DMS_OK;
    put_role(&load, ACCESS_EVERYONE);
    for (size_t i = 0; st == DMS_OK && i < sizeof(steps) / sizeof(steps[0]); i++)
        st = each_record(&load, session, steps[i].entity, steps[i].each, error);
    return st;
}
