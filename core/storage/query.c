/* query.c - a question read once: filter, order, page. The SQL is put together when it runs. */
#include "storage/query.h"

#include <stdlib.h>
#include <string.h>

#include "storage/query_inside.h"

void
query_destroy(struct query *query)
{
    if (query == NULL)
        return;
    text_clear(&query->where);
    list_clear(&query->values, NULL);
    list_clear(&query->names, NULL);
    list_clear(&query->joins, NULL);
    list_clear(&query->sorts, NULL);
    scratch_destroy(query->memory);
    free(query);
}

size_t
query_field_count(const struct query *query)
{
    return query->names.count;
}

const char *
query_field(const struct query *query, size_t index)
{
    return query->names.items[index];
}

size_t
query_join_count(const struct query *query)
{
    return query->joins.count;
}

const struct entity *
query_join_target(const struct query *query, size_t index)
{
    const struct query_join *join = query->joins.items[index];
    return join->target;
}

void
query_join_scope(struct query *query, size_t index, const struct row_scope *scope)
{
    struct query_join *join = query->joins.items[index];
    join->scope = *scope;
}

static enum dms_status
add_sort(struct query *query, const char *name, bool descending, struct dms_error *error)
{
    struct query_sort *sort = scratch_alloc(query->memory, sizeof(*sort));
    sort->descending = descending;
    list_add(&query->sorts, sort);
    return query_column(query, name, false, &sort->column, error);
}

static const struct query_sort *
last_sort(const struct query *query)
{
    return query->sorts.count == 0 ? NULL : query->sorts.items[query->sorts.count - 1];
}

/* "-created_at,id". The id always comes last, so that no two records stand at one place;
 * what comes after it could not change the order any more. */
static enum dms_status
read_sort(struct query *query, const char *text, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    const char *at = text;
    while (st == DMS_OK && *at != '\0') {
        at += strspn(at, " ,");
        bool descending = *at == '-';
        at += *at == '-' || *at == '+';
        size_t size = strcspn(at, " ,");
        if (size == 0)
            break;
        st = add_sort(query, scratch_copy_sized(query->memory, at, size), descending, error);
        at += size;
        if (st == DMS_OK && last_sort(query)->column.head == COLUMN_ID)
            return DMS_OK;
    }
    const struct query_sort *last = last_sort(query);
    return st == DMS_OK ? add_sort(query, "id", last != NULL && last->descending, error) : st;
}

static enum dms_status
read_limit(struct query *query, const struct dms_json *limit, struct dms_error *error)
{
    query->limit = limit == NULL ? QUERY_LIMIT : dms_json_integer(limit);
    if (query->limit >= 1 && query->limit <= QUERY_MOST)
        return DMS_OK;
    return dms_fail_field(error, DMS_INVALID, "limit", "query.limit", "most=%d", QUERY_MOST);
}

static enum dms_status
check_members(const struct dms_json *question, struct dms_error *error)
{
    static const char *const known[] = { "where", "sort", "limit", "after", NULL };
    for (size_t i = 0; i < dms_json_count(question); i++) {
        const char *name = dms_json_key_at(question, i);
        bool found = false;
        for (size_t k = 0; known[k] != NULL && name != NULL; k++)
            found = found || strcmp(known[k], name) == 0;
        if (found)
            continue;
        const char *near = name == NULL ? NULL : name_nearest(name, known);
        return dms_fail_field(error, DMS_INVALID, name, "query.unknown_member",
                              "member=%s|nearest=%s", name == NULL ? "" : name,
                              near != NULL ? near : "where");
    }
    return DMS_OK;
}

static enum dms_status
read_question(struct query *query, const struct dms_json *question, struct dms_error *error)
{
    const struct dms_json *where = dms_json_at_key(question, "where");
    const char *sort = dms_json_text_at(question, "sort");
    const char *after = dms_json_text_at(question, "after");
    query->sort_text = sort != NULL ? scratch_copy(query->memory, sort) : "";
    text_add(&query->where, "");
    enum dms_status st = check_members(question, error);
    if (st == DMS_OK && where != NULL)
        st = query_where(query, where, 0, error);
    if (st == DMS_OK)
        st = read_sort(query, query->sort_text, error);
    if (st == DMS_OK)
        st = read_limit(query, dms_json_at_key(question, "limit"), error);
    if (st == DMS_OK && after != NULL)
        st = query_cursor_load(query, after, error);
    return st;
}

enum dms_status
query_create(const struct entity_set *set, const struct entity *entity,
             const struct dms_json *question, int64_t offset, struct query **query,
             struct dms_error *error)
{
    struct query *made = memory_get(sizeof(*made));
    made->set = set;
    made->entity = entity;
    made->offset = offset;
    made->memory = scratch_create();
    enum dms_status st = read_question(made, question, error);
    if (st != DMS_OK) {
        query_destroy(made);
        made = NULL;
    }
    *query = made;
    return st;
}
