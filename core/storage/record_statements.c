/* record_statements.c - the statements of one entity, prepared once per connection. */
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/text.h"
#include "storage/house_file.h"

static void
insert_sql(const struct entity *entity, struct text *sql)
{
    text_printf(sql, "INSERT INTO \"%s\"(", entity->table);
    record_columns(entity, NULL, sql);
    text_add(sql, ") VALUES(?1");
    for (uint32_t i = 2; i <= COLUMN_COUNT + entity->field_count; i++)
        text_printf(sql, ",?%u", i);
    text_add(sql, ")");
}

static void
action_sql(const struct entity *entity, enum record_action action, struct text *sql)
{
    if (action == RECORD_LOAD) {
        text_add(sql, "SELECT ");
        record_columns(entity, NULL, sql);
        text_printf(sql, " FROM \"%s\" WHERE id=?1", entity->table);
    } else if (action == RECORD_INSERT) {
        insert_sql(entity, sql);
    } else {
        text_printf(sql, "DELETE FROM \"%s\" WHERE id=?1 AND rev=?2", entity->table);
    }
}

static enum dms_status
prepare(struct storage_session *session, const struct entity *entity,
        enum record_action action, sqlite3_stmt **stmt, struct dms_error *error)
{
    struct text sql = { 0 };
    action_sql(entity, action, &sql);
    int code = sqlite3_prepare_v3(session->db, sql.data, -1, SQLITE_PREPARE_PERSISTENT,
                                  stmt, NULL);
    text_clear(&sql);
    return code == SQLITE_OK ? DMS_OK : session_fault(session, code, error);
}

/* Another set's entity stands where this one belongs, or there is no place for it yet. */
static struct record_slot *
make_room(struct storage_session *session, const struct entity *entity)
{
    size_t count = session->slot_count;
    if (entity->number >= count) {
        size_t room = (size_t)entity->number + 32;
        session->slots = memory_grow(session->slots, room * sizeof(*session->slots));
        memset(session->slots + count, 0, (room - count) * sizeof(*session->slots));
        session->slot_count = room;
    }
    struct record_slot *slot = &session->slots[entity->number];
    for (size_t k = 0; k < RECORD_ACTIONS; k++)
        sqlite3_finalize(slot->stmts[k]);
    memset(slot, 0, sizeof(*slot));
    slot->entity = entity;
    return slot;
}

/* A freed set's addresses may come again in another: ensuring a set raises the number. */
static void
notice_new_sets(struct storage_session *session)
{
    unsigned now =
        atomic_load_explicit(&session->storage->generation, memory_order_acquire);
    if (session->generation == now)
        return;
    session->generation = now;
    for (size_t i = 0; i < session->slot_count; i++)
        session->slots[i].entity = NULL;
}

enum dms_status
session_slot(struct storage_session *session, const struct entity *entity,
             enum record_action action, sqlite3_stmt **stmt, struct dms_error *error)
{
    enum dms_status st = session_alive(session, error);
    struct record_slot *slot = NULL;
    if (st != DMS_OK)
        return st;
    notice_new_sets(session);
    if (entity->number < session->slot_count)
        slot = &session->slots[entity->number];
    if (slot == NULL || slot->entity != entity)
        slot = make_room(session, entity);
    if (slot->stmts[action] == NULL)
        st = prepare(session, entity, action, &slot->stmts[action], error);
    *stmt = slot->stmts[action];
    return st;
}

static enum dms_status
read_top(struct storage_session *session, const char *table, int64_t *id,
         struct dms_error *error)
{
    struct text sql = { 0 };
    struct statement *statement = NULL;
    bool row = false;
    text_printf(&sql,
                "SELECT max((SELECT coalesce(max(id),0) FROM \"%s\"),"
                "(SELECT coalesce(max(id),0) FROM top WHERE tbl=?1))",
                table);
    enum dms_status st = session_take(session, sql.data, &statement, error);
    text_clear(&sql);
    if (st != DMS_OK)
        return st;
    statement_text(statement->stmt, 1, table);
    st = session_step(session, statement->stmt, &row, error);
    *id = row ? sqlite3_column_int64(statement->stmt, 0) : 0;
    session_give(session, statement);
    return st;
}

/* Ids are never given twice, not even that of a removed last record: the audit, events and
 * links would then speak of a stranger. Asked once, then counted in memory. */
enum dms_status
session_top(struct storage_session *session, const char *table, struct record_top **top,
            struct dms_error *error)
{
    int64_t id = 0;
    *top = map_at(&session->tops, table);
    if (*top != NULL)
        return DMS_OK;
    enum dms_status st = read_top(session, table, &id, error);
    if (st != DMS_OK)
        return st;
    *top = memory_get(sizeof(**top));
    (*top)->table = memory_copy(table);
    (*top)->id = id;
    map_set(&session->tops, (*top)->table, *top);
    return DMS_OK;
}

void
session_forget_tops(struct storage_session *session)
{
    for (size_t i = 0; i < session->tops.room; i++) {
        struct record_top *top = session->tops.slots[i].value;
        if (top == NULL)
            continue;
        free(top->table);
        free(top);
    }
    map_clear(&session->tops);
}
