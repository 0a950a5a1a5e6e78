/* sample_values.c - which fields two rules look at, and which values of these are worth trying:
 * the numbers and words of the rules' own conditions, with their neighbours, and all choices. */
#include <stdlib.h>
#include <string.h>

#include "script/compile.h"
#include "script/sample_pool.h"

struct choosing {
    struct samples *samples;
    struct dms_unit *unit;
    const struct dms_record *blank;
    struct pool pool;
};

static struct sample_field *
add_field(struct choosing *choosing, const char *name)
{
    struct samples *samples = choosing->samples;
    const struct dms_field *card = dms_record_field(choosing->blank, name);
    for (size_t i = 0; i < samples->count; i++)
        if (strcmp(samples->fields[i].name, name) == 0)
            return &samples->fields[i];
    if (samples->count == SAMPLE_FIELDS || card == NULL || card->type == DMS_STRUCTURED)
        return NULL;
    struct sample_field *field = &samples->fields[samples->count++];
    field->name = dms_scratch_printf(choosing->unit, "%s", name);
    field->values = dms_json_create_array();
    return field;
}

static void
add_value(struct sample_field *field, struct dms_json *value)
{
    if (dms_json_count(field->values) < SAMPLE_VALUES)
        dms_json_take(field->values, value);
    else
        dms_json_destroy(value);
}

/* NUMBER as the field keeps it: fen, thousandths, days, ms. */
static void
add_kept(struct sample_field *field, uint32_t type, int64_t number)
{
    char text[48];
    long long whole = (long long)number;
    if (type == DMS_INTEGER || type == DMS_REFERENCE) {
        add_value(field, dms_json_create_integer(number));
        return;
    }
    if (type == DMS_MONEY)
        snprintf(text, sizeof(text), "%s%lld.%02lld", whole < 0 ? "-" : "",
                 llabs(whole) / 100, llabs(whole) % 100);
    else if (type == DMS_DECIMAL)
        snprintf(text, sizeof(text), "%s%lld.%03lld", whole < 0 ? "-" : "",
                 llabs(whole) / 1000, llabs(whole) % 1000);
    else if (type == DMS_DATE)
        dms_date_print(number, text, sizeof(text));
    else
        dms_time_print(number, 0, text, sizeof(text));
    add_value(field, dms_json_create_text(text));
}

/* Small numbers beside a day are days from now. */
static void
add_moments(const struct choosing *choosing, struct sample_field *field, uint32_t type)
{
    int64_t now = dms_unit_now(choosing->unit), offset = dms_unit_offset(choosing->unit);
    int64_t unit = type == DMS_DATE ? 1 : DMS_DAY;
    int64_t today = type == DMS_DATE ? dms_time_date(now, offset) : now;
    for (int64_t day = -1; day <= 1; day++)
        add_kept(field, type, today + day * unit);
    for (size_t i = 0; i < choosing->pool.number_count; i++) {
        int64_t days = choosing->pool.numbers[i];
        if (days > 1 && days < 4000) {
            add_kept(field, type, today - (days + 1) * unit);
            add_kept(field, type, today + (days + 1) * unit);
        }
    }
}

static void
add_numbers(const struct choosing *choosing, struct sample_field *field, uint32_t type)
{
    add_kept(field, type, 0);
    for (size_t i = 0; i < choosing->pool.number_count; i++)
        for (int64_t step = -1; step <= 1; step++)
            add_kept(field, type, choosing->pool.numbers[i] + step);
}

static void
add_values(const struct choosing *choosing, struct sample_field *field)
{
    const struct dms_field *card = dms_record_field(choosing->blank, field->name);
    for (size_t i = 0; card->choices != NULL && card->choices[i] != NULL; i++)
        add_value(field, dms_json_create_text(card->choices[i]));
    if (card->type == DMS_BOOLEAN)
        for (int i = 1; i >= 0; i--)
            add_value(field, dms_json_create_boolean(i == 1));
    else if (card->type == DMS_DATE || card->type == DMS_TIME)
        add_moments(choosing, field, card->type);
    else if (card->type == DMS_TEXT)
        for (size_t i = 0; i < choosing->pool.word_count; i++)
            add_value(field, dms_json_create_text(choosing->pool.words[i]));
    else if (card->type != DMS_CHOICE)
        add_numbers(choosing, field, card->type);
    add_value(field, dms_json_create_null());
}

/* {"budget": {"gt": 1000}}: 999, 1000 and 1001 are worth trying. */
static void
add_wanted(struct sample_field *field, const struct dms_json *wanted)
{
    enum dms_json_kind kind = dms_json_kind(wanted);
    if (kind == DMS_JSON_OBJECT || kind == DMS_JSON_ARRAY) {
        for (size_t i = 0; i < dms_json_count(wanted); i++)
            add_wanted(field, kind == DMS_JSON_OBJECT ? dms_json_value_at(wanted, i)
                                                      : dms_json_at(wanted, i));
        return;
    }
    add_value(field, dms_json_copy(wanted));
    if (kind == DMS_JSON_INTEGER)
        for (int64_t step = -1; step <= 1; step += 2)
            add_value(field, dms_json_create_integer(dms_json_integer(wanted) + step));
}

static void
take_where(struct choosing *choosing, const struct dms_json *where)
{
    for (size_t i = 0; i < dms_json_count(where); i++) {
        const char *key = dms_json_key_at(where, i);
        const struct dms_json *part = dms_json_value_at(where, i);
        struct sample_field *field = add_field(choosing, key);
        if (field != NULL)
            add_wanted(field, part);
        else if (strcmp(key, "not") == 0)
            take_where(choosing, part);
        else if (strcmp(key, "and") == 0 || strcmp(key, "or") == 0)
            for (size_t k = 0; k < dms_json_count(part); k++)
                take_where(choosing, dms_json_at(part, k));
    }
}

static void
see_field(const char *table, const char *name, void *context)
{
    (void)table;
    add_field(context, name);
}

static void
take_function(struct choosing *choosing, const struct rule *rule, int slot)
{
    struct sample_lines lines;
    if (sample_function(rule, slot, &lines))
        pool_read(&choosing->pool, choosing->unit, &lines, see_field, choosing);
}

static void
take_rule(struct choosing *choosing, const struct rule *rule)
{
    const struct follow_up *follow = rule->follow_up;
    take_function(choosing, rule, rule->run);
    if (follow == NULL)
        return;
    take_where(choosing, follow->where);
    take_function(choosing, rule, follow->when);
    take_function(choosing, rule, follow->task_run);
}

void
samples_make(struct samples *samples, struct dms_unit *unit, const char *entity,
             const struct rule *const *rules, size_t count)
{
    struct choosing choosing = { .samples = samples, .unit = unit };
    struct dms_record *blank = NULL;
    *samples = (struct samples){ .entity = entity, .combinations = 1 };
    if (dms_unit_new(unit, entity, &blank, NULL) != DMS_OK)
        return;
    choosing.blank = blank;
    for (size_t i = 0; i < count; i++)
        take_rule(&choosing, rules[i]);
    for (size_t i = 0; i < count; i++)
        pool_read_file(&choosing.pool, unit, rules[i]);
    for (size_t i = 0; i < samples->count; i++) {
        add_values(&choosing, &samples->fields[i]);
        samples->combinations *= dms_json_count(samples->fields[i].values);
    }
}
