/* find.c - questions of many records, with the rights of who asks. */
#include <string.h>

#include "unit/probe.h"
#include "unit/unit_inside.h"

/* A step through a reference leads no further than reading does. */
static void
limit_join(struct dms_unit *unit, struct query *query, size_t index)
{
    struct permission permission;
    struct row_scope scope;
    unit_permission(unit, query_join_target(query, index), &permission);
    if (permission.full)
        return;
    permission_scope(&permission, &unit->actor, DMS_READ, &scope);
    query_join_scope(query, index, &scope);
}

/* TALLY is NULL when rows are asked for. */
static enum dms_status
make_query(struct dms_unit *unit, const struct entity *entity,
           const struct dms_json *question, const struct query_tally *tally,
           uint32_t *type, struct query **query, struct dms_error *error)
{
    enum dms_status st = query_create(unit->catalogue->entities, entity, question,
                                      unit->house->offset, query, error);
    if (st == DMS_OK && tally != NULL)
        st = query_set_tally(*query, tally, type, error);
    if (st == DMS_OK)
        st = probe_check(unit, *query, entity, question, error);
    const char *const names[] = { tally != NULL ? tally->sum : NULL,
                                  tally != NULL ? tally->distinct : NULL,
                                  tally != NULL ? tally->by : NULL };
    for (size_t i = 0; st == DMS_OK && i < 3; i++)
        st = probe_check_tally(unit, entity, names[i], error);
    return st;
}

static enum dms_status
open_query(struct dms_unit *unit, const char *name, const struct dms_json *question,
           enum dms_action action, const struct query_tally *tally, uint32_t *type,
           struct query **query, struct row_scope *scope, struct dms_error *error)
{
    const struct entity *entity;
    struct permission permission;
    *query = NULL;
    enum dms_status st = unit_entity(unit, name, &entity, &permission, error);
    if (st == DMS_OK)
        st = permission_need(&permission, action, error);
    if (st == DMS_OK)
        st = make_query(unit, entity, question, tally, type, query, error);
    if (st != DMS_OK)
        return st;
    for (size_t i = 0; i < query_join_count(*query); i++)
        limit_join(unit, *query, i);
    *scope = (struct row_scope){ .everything = true };
    if (!permission.full)
        permission_scope(&permission, &unit->actor, action, scope);
    return DMS_OK;
}

enum dms_status
unit_query(struct dms_unit *unit, const char *name, const struct dms_json *question,
           enum dms_action action, struct query **query, struct row_scope *scope,
           struct dms_error *error)
{
    uint32_t type;
    return open_query(unit, name, question, action, NULL, &type, query, scope, error);
}

enum dms_status
unit_tally(struct dms_unit *unit, const char *entity, const struct dms_json *question,
           const struct query_tally *tally, tally_each each, void *context,
           uint32_t *type, struct dms_error *error)
{
    struct query *query;
    struct row_scope scope;
    enum dms_status st =
        open_query(unit, entity, question, DMS_READ, tally, type, &query, &scope, error);
    if (st == DMS_OK && each != NULL)
        st = session_tally(unit->session, query, &scope, each, context, error);
    query_destroy(query);
    return st;
}

enum dms_status
dms_unit_find_json(struct dms_unit *unit, const char *entity,
                   const struct dms_json *question, const struct dms_list **list,
                   struct dms_error *error)
{
    struct query *query;
    struct row_scope scope;
    struct dms_list *found = NULL;
    enum dms_status st =
        unit_query(unit, entity, question, DMS_READ, &query, &scope, error);
    if (st == DMS_OK)
        st = session_list(unit->session, query, &scope, unit->scratch, &found, error);
    *list = found;
    query_destroy(query);
    return st;
}

/* A copy of JSON in which every text "$name" is replaced by the member NAME of VALUES. */
static struct dms_json *
with_values(const struct dms_json *json, const struct dms_json *values)
{
    struct dms_json *copy;
    const char *text = dms_json_text(json);
    if (text != NULL && text[0] == '$')
        return dms_json_copy(dms_json_at_key(values, text + 1));
    if (dms_json_kind(json) == DMS_JSON_ARRAY) {
        copy = dms_json_create_array();
        for (size_t i = 0; i < dms_json_count(json); i++)
            dms_json_take(copy, with_values(dms_json_at(json, i), values));
    } else if (dms_json_kind(json) == DMS_JSON_OBJECT) {
        copy = dms_json_create_object();
        for (size_t i = 0; i < dms_json_count(json); i++)
            dms_json_take_key(copy, dms_json_key_at(json, i),
                              with_values(dms_json_value_at(json, i), values));
    } else {
        copy = dms_json_copy(json);
    }
    return copy;
}

static enum dms_status
read_question(const char *text, const struct dms_json *values, struct dms_json **question,
              struct dms_error *error)
{
    struct dms_json *written = NULL;
    *question = NULL;
    if (text == NULL || text[0] == '\0')
        return DMS_OK;
    enum dms_status st = dms_json_load(text, strlen(text), &written, error);
    if (st == DMS_OK)
        *question = with_values(written, values);
    dms_json_destroy(written);
    return st;
}

enum dms_status
dms_unit_find(struct dms_unit *unit, const char *entity, const char *text,
              const struct dms_json *values, const struct dms_list **list,
              struct dms_error *error)
{
    struct dms_json *question;
    *list = NULL;
    enum dms_status st = read_question(text, values, &question, error);
    if (st == DMS_OK)
        st = dms_unit_find_json(unit, entity, question, list, error);
    dms_json_destroy(question);
    return st;
}

enum dms_status
unit_count(struct dms_unit *unit, const char *entity, const struct dms_json *question,
           int64_t *count, struct dms_error *error)
{
    struct query *query;
    struct row_scope scope;
    enum dms_status st =
        unit_query(unit, entity, question, DMS_READ, &query, &scope, error);
    if (st == DMS_OK)
        st = session_count(unit->session, query, &scope, count, error);
    query_destroy(query);
    return st;
}

enum dms_status
dms_unit_count(struct dms_unit *unit, const char *entity, const char *text,
               const struct dms_json *values, int64_t *count, struct dms_error *error)
{
    struct dms_json *question;
    enum dms_status st = read_question(text, values, &question, error);
    if (st == DMS_OK)
        st = unit_count(unit, entity, question, count, error);
    dms_json_destroy(question);
    return st;
}

enum dms_status
unit_sum(struct dms_unit *unit, const char *entity, const struct dms_json *question,
         const char *field, int64_t *sum, struct dms_error *error)
{
    struct query *query;
    struct row_scope scope;
    enum dms_status st =
        unit_query(unit, entity, question, DMS_READ, &query, &scope, error);
    if (st == DMS_OK)
        st = probe_check_sum(unit, entity, field, error);
    if (st == DMS_OK)
        st = session_sum(unit->session, query, &scope, field, sum, error);
    query_destroy(query);
    return st;
}

enum dms_status
dms_unit_sum(struct dms_unit *unit, const char *entity, const char *text,
             const struct dms_json *values, const char *field, int64_t *sum,
             struct dms_error *error)
{
    struct dms_json *question;
    enum dms_status st = read_question(text, values, &question, error);
    if (st == DMS_OK)
        st = unit_sum(unit, entity, question, field, sum, error);
    dms_json_destroy(question);
    return st;
}

enum dms_status
unit_walk(struct dms_unit *unit, const char *entity, const struct dms_json *question,
          session_each each, void *context, struct dms_error *error)
{
    struct query *query;
    struct row_scope scope;
    enum dms_status st =
        unit_query(unit, entity, question, DMS_EXPORT, &query, &scope, error);
    if (st == DMS_OK)
        st = session_walk(unit->session, query, &scope, each, context, error);
    query_destroy(query);
    return st;
}
