/* query_column.c - names in a question become columns, one step through a reference too. */
#include <string.h>

#include "storage/query_inside.h"

bool
query_is_filled(const struct query_column *column)
{
    return column->head >= 0;
}

static void
note_name(struct query *query, const char *name)
{
    list_add(&query->names, scratch_copy(query->memory, name));
}

/* NAME of ENTITY as a column of the table known as ALIAS. */
static enum dms_status
plain_column(struct query *query, const struct entity *entity, const char *alias,
             const char *name, struct query_column *column, struct dms_error *error)
{
    const struct entity_field *field = entity_field_at(entity, name);
    column->head = field == NULL ? entity_column_at(name) : -1;
    if (field == NULL && column->head < 0)
        return entity_field_unknown(entity, name, error);
    if (field != NULL)
        column->field = *field;
    else
        column->field = (struct entity_field){ .card = entity_columns[column->head] };
    if (column->field.target == NULL && column->field.card.target != NULL)
        column->field.target = entity_at(query->set, column->field.card.target);
    column->expr = scratch_printf(query->memory, "%s.\"%s\"", alias, name);
    return DMS_OK;
}

/* The alias of the record that REFERENCE points to; joined once however often it is asked. */
static const char *
join(struct query *query, const char *reference, const struct query_column *column)
{
    size_t at = 0;
    for (; at < query->joins.count; at++)
        if (strcmp(((struct query_join *)query->joins.items[at])->reference, reference) ==
            0)
            break;
    const char *alias = scratch_printf(query->memory, "j%zu", at);
    if (at < query->joins.count)
        return alias;
    struct query_join *join = scratch_alloc(query->memory, sizeof(*join));
    join->reference = scratch_copy(query->memory, reference);
    join->target = column->field.target;
    join->scope.everything = true;
    join->sql = scratch_printf(query->memory, " LEFT JOIN \"%s\" %s ON %s.id=%s",
                               join->target->table, alias, alias, column->expr);
    list_add(&query->joins, join);
    return alias;
}

static enum dms_status
no_reference(const struct query *query, const char *name, struct dms_error *error)
{
    return dms_fail_field(error, DMS_INVALID, name, "query.no_reference",
                          "entity=@entity.%s|field=%s", query->entity->name, name);
}

enum dms_status
query_column(struct query *query, const char *name, bool references,
             struct query_column *column, struct dms_error *error)
{
    const char *dot = strchr(name, '.');
    struct query_column reference;
    if (dot == NULL) {
        note_name(query, name);
        return plain_column(query, query->entity, "r", name, column, error);
    }
    if (!references)
        return no_reference(query, name, error);
    const char *first = scratch_copy_sized(query->memory, name, (size_t)(dot - name));
    enum dms_status st =
        plain_column(query, query->entity, "r", first, &reference, error);
    if (st != DMS_OK)
        return st;
    if (reference.field.target == NULL || strchr(dot + 1, '.') != NULL)
        return no_reference(query, name, error);
    note_name(query, name);
    return plain_column(query, reference.field.target, join(query, first, &reference),
                        dot + 1, column, error);
}
