/* figure_measure.c - one side of a figure's fraction: which rows it is about, and their number. */
#include <stdlib.h>
#include <string.h>

#include "door/figure.h"

static void
add(struct dms_json *conditions, const char *field, struct dms_json *value)
{
    struct dms_json *condition = dms_json_create_object();
    dms_json_take_key(condition, field, value);
    dms_json_take(conditions, condition);
}

/* A bare date means its first moment for "from" and its last for "up to". */
static void
add_window(const struct figure_window *window, const char *field,
           struct dms_json *conditions)
{
    char text[16];
    struct dms_json *span = dms_json_create_object();
    dms_json_set_text(span, "gte", dms_date_print(window->from, text, sizeof(text)));
    dms_json_set_text(span, "lte", dms_date_print(window->to, text, sizeof(text)));
    add(conditions, field, span);
}

static void
add_until(const struct figure_window *window, const char *field,
          struct dms_json *conditions)
{
    char text[16];
    struct dms_json *span = dms_json_create_object();
    dms_json_set_text(span, "lte", dms_date_print(window->to, text, sizeof(text)));
    add(conditions, field, span);
}

static enum dms_status
add_only(const struct figure_ask *ask, const struct dms_measure *measure,
         struct dms_json *conditions, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    enum dms_json_kind kind = dms_json_kind(ask->only);
    if (kind != DMS_JSON_OBJECT && kind != DMS_JSON_NULL)
        return dms_fail_field(error, DMS_INVALID, "only", "figure.only_is_object", "");
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(ask->only); i++) {
        const char *dimension = dms_json_key_at(ask->only, i);
        st = figure_need_dimension(ask, dimension, "only", error);
        if (st == DMS_OK)
            add(conditions, figure_field(ask->unit, measure, dimension),
                dms_json_copy(dms_json_value_at(ask->only, i)));
    }
    return st;
}

enum dms_status
figure_call(const struct figure_ask *ask, const char *call, const char *figure,
            struct dms_json **answer, struct dms_error *error)
{
    char text[16];
    struct dms_json *arguments = dms_json_create_object();
    if (figure != NULL)
        dms_json_set_text(arguments, "figure", figure);
    dms_json_set_text(arguments, "from",
                      dms_date_print(ask->window.from, text, sizeof(text)));
    dms_json_set_text(arguments, "to",
                      dms_date_print(ask->window.to, text, sizeof(text)));
    if (ask->only != NULL)
        dms_json_take_key(arguments, "only", dms_json_copy(ask->only));
    enum dms_status st = dms_call(ask->unit, call, arguments, answer, error);
    dms_json_destroy(arguments);
    return st;
}

static enum dms_status
add_called(const struct figure_ask *ask, const struct dms_measure *measure,
           struct dms_json *conditions, struct dms_error *error)
{
    struct dms_json *answer = NULL;
    enum dms_status st =
        figure_call(ask, measure->call, ask->figure->card.name, &answer, error);
    const struct dms_json *where = dms_json_at_key(answer, "where");
    if (where != NULL)
        dms_json_take(conditions, dms_json_copy(where));
    dms_json_destroy(answer);
    return st;
}

enum dms_status
figure_where(const struct figure_ask *ask, const struct dms_measure *measure,
             struct dms_json **where, struct dms_error *error)
{
    struct dms_json *conditions = dms_json_create_array(), *own = NULL;
    enum dms_status st = DMS_OK;
    *where = dms_json_create_object();
    if (measure->where != NULL)
        st = dms_json_load(measure->where, strlen(measure->where), &own, error);
    if (own != NULL)
        dms_json_take(conditions, own);
    if (measure->at != NULL)
        add_window(&ask->window, measure->at, conditions);
    if (measure->until != NULL)
        add_until(&ask->window, measure->until, conditions);
    if (measure->stages != NULL)
        dms_json_take(conditions,
                      figure_stages(ask->unit, measure->entity, measure->stages));
    if (st == DMS_OK)
        st = add_only(ask, measure, conditions, error);
    if (st == DMS_OK && measure->call != NULL)
        st = add_called(ask, measure, conditions, error);
    dms_json_take_key(*where, "and", conditions);
    return st;
}

struct counting {
    struct figure_rows *rows;
    int part;
};

static bool
is_row(const struct figure_row *row, const struct value *key)
{
    if (key == NULL)
        return true;
    if (key->kind == VALUE_EMPTY || row->empty)
        return row->empty && key->kind == VALUE_EMPTY;
    if (key->kind == VALUE_TEXT)
        return row->text != NULL && strcmp(row->text, key->as.text) == 0;
    return row->text == NULL && row->number == key->as.number;
}

static struct figure_row *
new_row(struct figure_rows *rows, const struct value *key)
{
    if (rows->count == rows->room) {
        size_t room = rows->room * 2 + 8;
        struct figure_row *items = scratch_alloc(rows->scratch, room * sizeof(*items));
        if (rows->count > 0)
            memcpy(items, rows->items, rows->count * sizeof(*items));
        rows->items = items;
        rows->room = room;
    }
    struct figure_row *row = &rows->items[rows->count++];
    *row = (struct figure_row){ .empty = key == NULL || key->kind == VALUE_EMPTY };
    if (!row->empty && key->kind == VALUE_TEXT)
        row->text = scratch_copy(rows->scratch, key->as.text);
    else if (!row->empty)
        row->number = key->as.number;
    return row;
}

static enum dms_status
take(const struct value *key, int64_t number, void *context, struct dms_error *error)
{
    const struct counting *counting = context;
    struct figure_rows *rows = counting->rows;
    size_t at = 0;
    while (at < rows->count && !is_row(&rows->items[at], key))
        at++;
    if (at == FIGURE_GROUPS)
        return dms_fail_field(error, DMS_LIMIT, "by", "figure.too_many_groups", "most=%d",
                              FIGURE_GROUPS);
    struct figure_row *row = at < rows->count ? &rows->items[at] : new_row(rows, key);
    row->parts[counting->part] = number;
    return DMS_OK;
}

static enum dms_status
count_called(const struct figure_ask *ask, const struct dms_measure *measure, int part,
             struct figure_rows *rows, struct dms_error *error)
{
    struct dms_json *answer = NULL;
    const struct counting counting = { rows, part };
    if (ask->by != NULL)
        return dms_fail_field(error, DMS_INVALID, "by", "figure.not_grouped",
                              "figure=@figure.%s", ask->figure->card.name);
    rows->types[part] = DMS_INTEGER;
    enum dms_status st =
        figure_call(ask, measure->call, ask->figure->card.name, &answer, error);
    if (st == DMS_OK)
        st = take(NULL, dms_json_integer_at(answer, "value"),
                  (void *)(uintptr_t)&counting, error);
    dms_json_destroy(answer);
    return st;
}

/* A number that several figures of one answer are made of is counted once. */
struct known {
    int64_t number;
    uint32_t type;
};

static const char *
key_of(const struct figure_ask *ask, const struct dms_measure *measure,
       const struct dms_json *question)
{
    char *text = dms_json_print(question);
    const char *key =
        scratch_printf(ask->unit->scratch, "%s|%s|%s|%s", measure->entity,
                       measure->sum != NULL ? measure->sum : "",
                       measure->distinct != NULL ? measure->distinct : "", text);
    free(text);
    return key;
}

static enum dms_status
count_once(const struct figure_ask *ask, const struct dms_measure *measure,
           const struct dms_json *question, const struct query_tally *asked,
           struct counting *counting, uint32_t *type, struct dms_error *error)
{
    const char *key = key_of(ask, measure, question);
    struct known *known = map_at(ask->known, key);
    if (known != NULL) {
        *type = known->type;
        return take(NULL, known->number, counting, error);
    }
    enum dms_status st = unit_tally(ask->unit, measure->entity, question, asked, take,
                                    counting, type, error);
    if (st != DMS_OK)
        return st;
    known = scratch_alloc(ask->unit->scratch, sizeof(*known));
    *known = (struct known){ counting->rows->items[0].parts[counting->part], *type };
    map_set(ask->known, key, known);
    return DMS_OK;
}

/* COUNTING is NULL when only whether it may be asked is to be found out. */
static enum dms_status
tally(const struct figure_ask *ask, const struct dms_measure *measure,
      struct counting *counting, uint32_t *type, struct dms_error *error)
{
    struct dms_json *question = dms_json_create_object(), *where = NULL;
    const struct query_tally asked = { measure->sum, measure->distinct,
                                       ask->by != NULL
                                           ? figure_field(ask->unit, measure, ask->by)
                                           : NULL };
    bool kept = ask->known != NULL && ask->by == NULL && counting != NULL;
    enum dms_status st = figure_where(ask, measure, &where, error);
    dms_json_take_key(question, "where", where);
    if (st == DMS_OK && kept)
        st = count_once(ask, measure, question, &asked, counting, type, error);
    else if (st == DMS_OK)
        st = unit_tally(ask->unit, measure->entity, question, &asked,
                        counting != NULL ? take : NULL, counting, type, error);
    dms_json_destroy(question);
    return st;
}

static const struct dms_measure *
part_of(const struct figure_ask *ask, int part)
{
    return part == 0 ? ask->figure->card.numerator : ask->figure->card.denominator;
}

enum dms_status
figure_count(const struct figure_ask *ask, int part, struct figure_rows *rows,
             struct dms_error *error)
{
    const struct dms_measure *measure = part_of(ask, part);
    struct counting counting = { rows, part };
    if (measure->call != NULL)
        return count_called(ask, measure, part, rows, error);
    return tally(ask, measure, &counting, &rows->types[part], error);
}

enum dms_status
figure_may(const struct figure_ask *ask, struct dms_error *error)
{
    const char *needed = ask->figure->card.permission;
    uint32_t type;
    enum dms_status st =
        needed != NULL ? door_may_call(ask->unit, "", needed, error) : DMS_OK;
    for (int part = 0; st == DMS_OK && part < 2; part++) {
        const struct dms_measure *measure = part_of(ask, part);
        if (measure != NULL && measure->call == NULL)
            st = tally(ask, measure, NULL, &type, error);
    }
    return st;
}
