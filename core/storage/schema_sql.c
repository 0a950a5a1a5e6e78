/* schema_sql.c - an entity as DDL. Names come from checked declarations, never from values. */
#include "storage/schema.h"

#include <string.h>

const char *
schema_column_type(const struct entity_field *field)
{
    uint32_t type = field->card.type;
    bool text = type == DMS_TEXT || type == DMS_CHOICE || type == DMS_STRUCTURED;
    return text ? "TEXT" : "INTEGER";
}

/* SQLite does not ask whether the table referred to exists yet. */
void
schema_column_sql(const struct entity_field *field, struct text *sql)
{
    text_printf(sql, "\"%s\" %s", field->card.name, schema_column_type(field));
    if (field->target != NULL)
        text_printf(sql, " REFERENCES \"%s\"(id) ON DELETE RESTRICT",
                    field->target->table);
}

void
schema_table_sql(const struct entity *entity, struct text *sql)
{
    text_printf(sql, "CREATE TABLE IF NOT EXISTS \"%s\"(id INTEGER PRIMARY KEY",
                entity->table);
    for (int i = COLUMN_ID + 1; i < COLUMN_COUNT; i++)
        text_printf(sql, ",%s %s NOT NULL", entity_columns[i].name,
                    i == COLUMN_STATE ? "TEXT" : "INTEGER");
    for (uint32_t i = 0; i < entity->field_count; i++) {
        text_add(sql, ",");
        schema_column_sql(&entity->fields[i], sql);
    }
    text_add(sql, ") STRICT");
}

/* A unique index of several fields does not hold records in which one is empty; of a single
 * field it may: empty values never collide. */
static void
add_filled(const struct entity *entity, const char *fields, struct text *sql)
{
    char list[1024], *rest = NULL;
    const char *before = " WHERE ";
    if (strlen(fields) >= sizeof(list))
        return;
    memcpy(list, fields, strlen(fields) + 1);
    for (char *name = strtok_r(list, ",", &rest); name != NULL;
         name = strtok_r(NULL, ",", &rest)) {
        if (entity_field_at(entity, name) == NULL)
            continue;
        text_printf(sql, "%s\"%s\" IS NOT NULL", before, name);
        before = " AND ";
    }
}

/* The name tells all about the index, so that a changed declaration makes a new one. A ':'
 * or '!' is in no table's name. */
static void
index_sql(const struct entity *entity, const char *fields, bool unique, struct text *sql)
{
    text_printf(sql, "CREATE %sINDEX IF NOT EXISTS \"%s%c%s\" ON \"%s\"(\"",
                unique ? "UNIQUE " : "", entity->table, unique ? '!' : ':', fields,
                entity->table);
    for (const char *c = fields; *c != '\0'; c++) {
        if (*c == ',')
            text_add(sql, "\",\"");
        else
            text_add_char(sql, *c);
    }
    text_add(sql, "\")");
    if (unique && strchr(fields, ',') != NULL)
        add_filled(entity, fields, sql);
}

static enum dms_status
one_index(const struct entity *entity, const char *fields, bool unique, schema_each each,
          void *context, struct dms_error *error)
{
    struct text sql = { 0 };
    index_sql(entity, fields, unique, &sql);
    enum dms_status st = each(entity, sql.data, fields, context, error);
    text_clear(&sql);
    return st;
}

enum dms_status
schema_indexes(const struct entity *entity, schema_each each, void *context,
               struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (uint32_t i = 0; i < entity->field_count && st == DMS_OK; i++) {
        const struct dms_field *card = &entity->fields[i].card;
        if (card->flags & DMS_UNIQUE)
            st = one_index(entity, card->name, true, each, context, error);
        else if (card->flags & DMS_INDEX || card->type == DMS_REFERENCE)
            st = one_index(entity, card->name, false, each, context, error);
    }
    for (uint32_t i = 0; i < entity->index_count && st == DMS_OK; i++)
        st = one_index(entity, entity->indexes[i].fields, entity->indexes[i].unique != 0,
                       each, context, error);
    return st;
}

bool
schema_frees(const struct entity *entity, const char *fields)
{
    for (uint32_t i = 0; i < entity->index_count; i++)
        if (entity->indexes[i].unique && strcmp(entity->indexes[i].fields, fields) == 0)
            return false;
    for (const char *at = fields; *at != '\0';) {
        char name[64] = "";
        size_t size = strcspn(at, ",");
        memcpy(name, at, size < sizeof(name) ? size : sizeof(name) - 1);
        const struct entity_field *field = entity_field_at(entity, name);
        if (field == NULL && entity_column_at(name) < 0)
            return false;
        if (field != NULL && at[size] == '\0' && at == fields &&
            (field->card.flags & DMS_UNIQUE) != 0)
            return false;
        at += size + (at[size] == ',');
    }
    return true;
}

static enum dms_status
add_to_digest(const struct entity *entity, const char *sql, const char *fields,
              void *context, struct dms_error *error)
{
    (void)entity, (void)fields, (void)error;
    digest_add(context, sql, strlen(sql) + 1);
    return DMS_OK;
}

void
schema_digest(const struct entity_set *set, char text[DIGEST_TEXT_SIZE])
{
    struct digest_state state;
    unsigned char digest[DIGEST_SIZE];
    struct text sql = { 0 };
    digest_begin(&state);
    for (size_t i = 0; i < set->count; i++) {
        schema_table_sql(set->items[i], &sql);
        digest_add(&state, sql.data, sql.size + 1);
        digest_add(&state, set->items[i]->name, strlen(set->items[i]->name) + 1);
        text_clear(&sql);
        for (uint32_t f = 0; f < set->items[i]->field_count; f++) {
            const struct dms_field *card = &set->items[i]->fields[f].card;
            if ((card->flags & DMS_SEARCH) != 0)
                digest_add(&state, card->name, strlen(card->name) + 1);
        }
        schema_indexes(set->items[i], add_to_digest, &state, NULL);
    }
    digest_end(&state, digest);
    digest_print(digest, text);
}
