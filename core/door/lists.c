/* lists.c - many records: list, count, sum, search; and what was done to one. */
#include <string.h>

#include "door/door.h"

#define HITS       20
#define MOST_FOUND 1000 /* ids: what one "in" takes */

/* The part of a question that is a query. Yours to destroy. */
static struct dms_json *
query_of(const struct dms_json *question)
{
    static const char *const members[] = { "where", "sort", "limit", "after" };
    struct dms_json *query = dms_json_create_object();
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        const struct dms_json *member = dms_json_at_key(question, members[i]);
        if (member != NULL)
            dms_json_take_key(query, members[i], dms_json_copy(member));
    }
    return query;
}

/* The question's "text" as one more condition: only records that the words lead to. */
static enum dms_status
add_words(struct dms_unit *unit, const char *entity, const char *words,
          struct dms_json *query, struct dms_error *error)
{
    struct dms_json *found = NULL;
    if (words == NULL)
        return DMS_OK;
    enum dms_status st = unit_search_ids(unit, words, entity, MOST_FOUND, &found, error);
    if (st != DMS_OK) {
        dms_json_destroy(found);
        return st;
    }
    struct dms_json *among = dms_json_create_object(), *id = dms_json_create_object();
    struct dms_json *both = dms_json_create_array(), *where = dms_json_create_object();
    const struct dms_json *asked = dms_json_at_key(query, "where");
    dms_json_take_key(among, "in", found);
    dms_json_take_key(id, "id", among);
    dms_json_take(both, id);
    if (asked != NULL)
        dms_json_take(both, dms_json_copy(asked));
    dms_json_take_key(where, "and", both);
    dms_json_take_key(query, "where", where);
    return DMS_OK;
}

enum dms_status
door_query(struct dms_unit *unit, const struct dms_json *question, const char *entity,
           struct dms_json **query, struct dms_error *error)
{
    *query = query_of(question);
    enum dms_status st =
        door_check_states(unit, entity, dms_json_at_key(*query, "where"), error);
    return st != DMS_OK ? st
                        : add_words(unit, entity, dms_json_text_at(question, "text"), *query,
                                    error);
}

enum dms_status
door_list(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    const struct dms_json *question = context;
    const char *entity;
    enum dms_status st = door_text(question, "entity", &entity, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *query = NULL;
    st = door_query(unit, question, entity, &query, error);
    if (st == DMS_OK)
        st = unit_page(unit, entity, query, dms_json_text_at(question, "fields"), answer,
                       error);
    if (st == DMS_OK)
        door_titles(unit, question, entity, dms_json_at_key(*answer, "records"));
    dms_json_destroy(query);
    return st;
}

enum dms_status
door_count(struct dms_unit *unit, void *context, struct dms_json **answer,
           struct dms_error *error)
{
    const struct dms_json *question = context;
    const char *entity;
    int64_t count = 0;
    enum dms_status st = door_text(question, "entity", &entity, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *query = query_of(question);
    st = door_check_states(unit, entity, dms_json_at_key(query, "where"), error);
    if (st == DMS_OK)
        st = unit_count(unit, entity, query, &count, error);
    if (st == DMS_OK) {
        *answer = dms_json_create_object();
        dms_json_set_integer(*answer, "count", count);
    }
    dms_json_destroy(query);
    return st;
}

/* The sum as the field itself is written: money in yuan, quantities with decimals. */
static struct dms_json *
written_sum(struct dms_unit *unit, const char *entity, const char *field, int64_t sum)
{
    const struct entity *found = entity_at(unit->catalogue->entities, entity);
    const struct value value = { .kind = VALUE_NUMBER, .as.number = sum };
    return field_print(entity_field_at(found, field), &value, dms_unit_offset(unit));
}

enum dms_status
door_sum(struct dms_unit *unit, void *context, struct dms_json **answer,
         struct dms_error *error)
{
    const struct dms_json *question = context;
    const char *entity, *field;
    int64_t sum = 0;
    enum dms_status st = door_text(question, "entity", &entity, error);
    if (st == DMS_OK)
        st = door_text(question, "field", &field, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *query = query_of(question);
    st = door_check_states(unit, entity, dms_json_at_key(query, "where"), error);
    if (st == DMS_OK)
        st = unit_sum(unit, entity, query, field, &sum, error);
    if (st == DMS_OK) {
        *answer = dms_json_create_object();
        dms_json_take_key(*answer, "sum", written_sum(unit, entity, field, sum));
    }
    dms_json_destroy(query);
    return st;
}

enum dms_status
door_search(struct dms_unit *unit, void *context, struct dms_json **answer,
            struct dms_error *error)
{
    const struct dms_json *question = context;
    const char *text;
    struct dms_json *hits = NULL;
    int64_t limit = dms_json_integer_at(question, "limit");
    enum dms_status st = door_text(question, "text", &text, error);
    if (st == DMS_OK)
        st = unit_search(unit, text, dms_json_text_at(question, "entity"),
                         limit > 0 && limit < 1000 ? (size_t)limit : HITS, &hits, error);
    if (st != DMS_OK) {
        dms_json_destroy(hits);
        return st;
    }
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "hits", hits);
    return DMS_OK;
}

/* {"text"}: what is typed or scanned at the counter. */
enum dms_status
door_quick_find(struct dms_unit *unit, void *question, struct dms_json **answer,
                struct dms_error *error)
{
    const char *text;
    struct dms_json *hits = NULL;
    enum dms_status st = door_text(question, "text", &text, error);
    if (st == DMS_OK)
        st = unit_quick_find(unit, text, HITS, &hits, error);
    if (st != DMS_OK) {
        dms_json_destroy(hits);
        return st;
    }
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "hits", hits);
    return DMS_OK;
}

enum dms_status
door_history(struct dms_unit *unit, void *context, struct dms_json **answer,
             struct dms_error *error)
{
    const char *entity;
    int64_t id;
    struct dms_json *rows = NULL;
    enum dms_status st = door_record(unit, context, &entity, &id, error);
    if (st == DMS_OK)
        st = unit_history(unit, entity, id, &rows, error);
    if (st != DMS_OK) {
        dms_json_destroy(rows);
        return st;
    }
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "rows", rows);
    return DMS_OK;
}
