/* sample_input.c - what a decision may be asked with: the members its function reads of what it is
 * given, with the numbers and words of its own text in them. */
#include <string.h>

#include "script/sample_pool.h"
#include "script/scan.h"

struct asking {
    struct samples *samples;
    struct dms_unit *unit;
    char parameter[128];
};

/* "function(lead", the first in its lines. */
static void
find_parameter(struct asking *asking, const struct sample_lines *lines)
{
    struct scan scan = { lines->source->text, 1 };
    struct word word;
    bool head = false, open = false;
    while (asking->parameter[0] == 0 && scan_next(&scan, &word) &&
           word.line <= lines->last) {
        if (open) {
            memcpy(asking->parameter, word.text, sizeof(asking->parameter));
            return;
        }
        head = head || (word.line >= lines->first && word_is(&word, "function"));
        open = head && word_is(&word, "(");
    }
}

static void
see_member(const char *table, const char *name, void *context)
{
    struct asking *asking = context;
    struct samples *samples = asking->samples;
    if (strcmp(table, asking->parameter) != 0 || samples->count == SAMPLE_FIELDS)
        return;
    for (size_t i = 0; i < samples->count; i++)
        if (strcmp(samples->fields[i].name, name) == 0)
            return;
    samples->fields[samples->count++] =
        (struct sample_field){ dms_scratch_printf(asking->unit, "%s", name),
                               dms_json_create_array() };
}

/* Nobody says of what kind it is. */
static void
add_values(struct sample_field *field, const struct pool *pool)
{
    for (size_t i = 0; i < pool->number_count; i++)
        dms_json_take(field->values, dms_json_create_integer(pool->numbers[i] + 1));
    dms_json_take(field->values, dms_json_create_integer(1));
    for (size_t i = 0; i < pool->word_count && i < 4; i++)
        dms_json_take(field->values, dms_json_create_text(pool->words[i]));
    dms_json_take(field->values, dms_json_create_boolean(true));
    dms_json_take(field->values, dms_json_create_null());
}

void
inputs_make(struct samples *samples, struct dms_unit *unit, const struct rule *rule)
{
    struct asking asking = { .samples = samples, .unit = unit };
    struct sample_lines lines;
    struct pool pool = { .number_count = 0 };
    *samples = (struct samples){ .combinations = 1 };
    if (!sample_function(rule, rule->run, &lines))
        return;
    find_parameter(&asking, &lines);
    pool_read(&pool, unit, &lines, see_member, &asking);
    pool_read_file(&pool, unit, rule);
    for (size_t i = 0; i < samples->count; i++) {
        add_values(&samples->fields[i], &pool);
        samples->combinations *= dms_json_count(samples->fields[i].values);
    }
}

bool
inputs_each(const struct samples *samples, struct dms_unit *unit, input_try try,
            void *data)
{
    bool done = false;
    for (size_t i = 0; i < samples_tries(samples) && !done; i++) {
        struct dms_json *input = dms_json_create_object();
        size_t number = samples_number(samples, i);
        for (size_t k = 0; k < samples->count; k++) {
            size_t count = dms_json_count(samples->fields[k].values);
            dms_json_take_key(
                input, samples->fields[k].name,
                dms_json_copy(dms_json_at(samples->fields[k].values, number % count)));
            number /= count;
        }
        done = try(unit, input, data);
        dms_json_destroy(input);
    }
    return done;
}
