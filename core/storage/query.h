/* query.h - a JSON filter compiled to parameters, never to text.
 *
 * {"where": {"state":"new","created_at":{"gte":"2026-11-01"},"customer.grade":"A",
 *            "or":[{…},{…}], "not":{…}}, "sort":"-created_at,id", "limit":50, "after":"…"}
 * Operators: eq ne lt lte gt gte in contains is_null. */
#ifndef DMS_STORAGE_QUERY_H
#define DMS_STORAGE_QUERY_H

#include "base/text.h"
#include "storage/storage.h"

/* Whose rows: compiled into the SQL beside the filter. */
struct row_scope {
    bool everything;       /* no limit at all */
    const int64_t *stores; /* store among these (shared records: always seen) */
    size_t store_count;
    const int64_t *owners; /* and, when owner_count > 0, owner among these */
    size_t owner_count;
};

struct query;

/* Yours to destroy. INVALID with the field and "did you mean" for an unknown field,
 * operator or a value that does not fit the field's type. */
enum dms_status query_create(const struct entity_set *set, const struct entity *entity,
                             const struct dms_json *question, int64_t offset,
                             struct query **query, struct dms_error *error);
void query_destroy(struct query *query); /* NULL is welcome */
/* Names of the fields the query filters or sorts on, so that access can refuse a probe of
 * what the actor may not see. "customer.grade" is given as written. */
size_t query_field_count(const struct query *query);
const char *query_field(const struct query *query, size_t index);

/* The entities that the question's references lead to. At first all their rows may be looked
 * at; beyond SCOPE (copied; its arrays are borrowed) their fields count as empty. */
size_t query_join_count(const struct query *query);
const struct entity *query_join_target(const struct query *query, size_t index);
void query_join_scope(struct query *query, size_t index, const struct row_scope *scope);

enum dms_status session_list(struct storage_session *session, const struct query *query,
                             const struct row_scope *scope, struct scratch *scratch,
                             struct dms_list **list, struct dms_error *error);
/* Row by row without limit, for exports. Each record is gone after its turn: copy what must
 * stay. EACH may stop the walk with any status but DMS_OK, which is returned. */
typedef enum dms_status (*session_each)(struct dms_record *record, void *context,
                                        struct dms_error *error);
enum dms_status session_walk(struct storage_session *session, const struct query *query,
                             const struct row_scope *scope, session_each each, void *context,
                             struct dms_error *error);
enum dms_status session_count(struct storage_session *session, const struct query *query,
                              const struct row_scope *scope, int64_t *count,
                              struct dms_error *error);
enum dms_status session_sum(struct storage_session *session, const struct query *query,
                            const struct row_scope *scope, const char *field, int64_t *sum,
                            struct dms_error *error);

/* One number of the rows, or one of each group of them. */
struct query_tally {
    const char *sum;      /* a number to be summed; NULL: rows are counted */
    const char *distinct; /* its different values are counted; NULL: rows are */
    const char *by;       /* what tells the groups apart; NULL: all are one */
};
/* Before the query is asked: each name may step through a reference. INVALID for a name that is
 * not there, or a sum of what is no number. *TYPE: enum dms_type of the number. */
enum dms_status query_set_tally(struct query *query, const struct query_tally *tally,
                                uint32_t *type, struct dms_error *error);
/* KEY: NULL when all are one group; an empty value for rows that have none; gone after the turn.
 * A group of no rows is not there, but all together always are. */
typedef enum dms_status (*tally_each)(const struct value *key, int64_t number, void *context,
                                      struct dms_error *error);
enum dms_status session_tally(struct storage_session *session, const struct query *query,
                              const struct row_scope *scope, tally_each each, void *context,
                              struct dms_error *error);
/* How SQLite will run it (EXPLAIN QUERY PLAN), for tests that prove an index is used. */
enum dms_status session_plan(struct storage_session *session, const struct query *query,
                             const struct row_scope *scope, struct text *plan,
                             struct dms_error *error);

#endif
