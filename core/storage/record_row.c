/* record_row.c - between a row and a record: the head's columns first, then the fields. */
#include "base/text.h"
#include "storage/inside.h"

void
record_columns(const struct entity *entity, const char *alias, struct text *sql)
{
    const char *dot = alias == NULL ? "" : ".", *before = alias == NULL ? "" : alias;
    for (int i = 0; i < COLUMN_COUNT; i++)
        text_printf(sql, "%s%s%s%s", i == 0 ? "" : ",", before, dot,
                    entity_columns[i].name);
    for (uint32_t i = 0; i < entity->field_count; i++)
        text_printf(sql, ",%s%s\"%s\"", before, dot, entity->fields[i].card.name);
}

static void
read_head(sqlite3_stmt *stmt, struct scratch *scratch, struct record_head *head)
{
    head->id = sqlite3_column_int64(stmt, COLUMN_ID);
    head->rev = sqlite3_column_int64(stmt, COLUMN_REV);
    head->store = sqlite3_column_int64(stmt, COLUMN_STORE);
    head->process = sqlite3_column_int64(stmt, COLUMN_PROCESS);
    head->owner = sqlite3_column_int64(stmt, COLUMN_OWNER);
    head->created_at = sqlite3_column_int64(stmt, COLUMN_CREATED_AT);
    head->created_by = sqlite3_column_int64(stmt, COLUMN_CREATED_BY);
    head->updated_at = sqlite3_column_int64(stmt, COLUMN_UPDATED_AT);
    head->updated_by = sqlite3_column_int64(stmt, COLUMN_UPDATED_BY);
    head->state = statement_column(stmt, COLUMN_STATE);
    head->state = head->state[0] == '\0' ? "" : scratch_copy(scratch, head->state);
}

static void
read_value(sqlite3_stmt *stmt, int column, struct scratch *scratch, struct value *value)
{
    int type = sqlite3_column_type(stmt, column);
    *value = (struct value){ .kind = VALUE_EMPTY };
    if (type == SQLITE_INTEGER) {
        value->kind = VALUE_NUMBER;
        value->as.number = sqlite3_column_int64(stmt, column);
    } else if (type == SQLITE_TEXT) {
        value->kind = VALUE_TEXT;
        value->as.text = statement_copy(stmt, column, scratch);
        value->size = (uint32_t)sqlite3_column_bytes(stmt, column);
    }
}

void
record_read(sqlite3_stmt *stmt, struct dms_record *record)
{
    read_head(stmt, record->scratch, &record->head);
    for (uint32_t i = 0; i < record->entity->field_count; i++)
        read_value(stmt, (int)(COLUMN_COUNT + i), record->scratch, &record->values[i]);
    record->removed = false;
    record_settle(record);
}
