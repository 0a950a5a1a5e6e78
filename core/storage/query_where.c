/* query_where.c - the filter: conditions side by side, and or not around them. */
#include <string.h>

#include "storage/query_inside.h"

static enum dms_status
bad_form(const char *member, struct dms_error *error)
{
    return dms_fail_field(error, DMS_INVALID, member, "query.bad_form", "member=%s", member);
}

/* The filters of an array, joined by WORD. An empty "or" holds nothing, an empty "and" all. */
static enum dms_status
each_of(struct query *query, const struct dms_json *filters, const char *member,
        const char *word, int depth, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    if (dms_json_kind(filters) != DMS_JSON_ARRAY)
        return bad_form(member, error);
    if (dms_json_count(filters) == 0)
        text_add(&query->where, strcmp(member, "or") == 0 ? "0" : "1");
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(filters); i++) {
        text_add(&query->where, i > 0 ? word : "(");
        st = query_where(query, dms_json_at(filters, i), depth + 1, error);
    }
    if (dms_json_count(filters) > 0)
        text_add(&query->where, ")");
    return st;
}

/* What is not known to hold counts as not holding, as people mean it. */
static enum dms_status
none_of(struct query *query, const struct dms_json *filter, int depth, struct dms_error *error)
{
    text_add(&query->where, "NOT coalesce(");
    enum dms_status st = query_where(query, filter, depth + 1, error);
    text_add(&query->where, ",0)");
    return st;
}

static enum dms_status
one_member(struct query *query, const char *name, const struct dms_json *value, int depth,
           struct dms_error *error)
{
    if (strcmp(name, "and") == 0)
        return each_of(query, value, name, " AND ", depth, error);
    if (strcmp(name, "or") == 0)
        return each_of(query, value, name, " OR ", depth, error);
    if (strcmp(name, "not") == 0)
        return none_of(query, value, depth, error);
    return query_condition(query, name, value, error);
}

enum dms_status
query_where(struct query *query, const struct dms_json *where, int depth,
            struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    if (dms_json_kind(where) != DMS_JSON_OBJECT)
        return bad_form("where", error);
    if (depth > QUERY_DEPTH)
        return dms_fail(error, DMS_LIMIT, "query.too_deep", "most=%d", QUERY_DEPTH);
    text_add(&query->where, dms_json_count(where) == 0 ? "(1" : "(");
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(where); i++) {
        if (i > 0)
            text_add(&query->where, " AND ");
        st = one_member(query, dms_json_key_at(where, i), dms_json_value_at(where, i), depth,
                        error);
    }
    text_add(&query->where, ")");
    return st;
}
