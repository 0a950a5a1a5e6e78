/* sample.c - records to try rules on, one combination of values after another. */
#include "script/sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script/compile.h"

void
sample_entity(const struct rule *rule, char entity[128])
{
    const char *find = rule->follow_up == NULL ? NULL : rule->follow_up->find;
    const char *dot = rule->on == NULL ? NULL : strrchr(rule->on, '.');
    snprintf(entity, 128, "%s", find == NULL ? "" : find);
    if (find == NULL && dot != NULL)
        snprintf(entity, 128, "%.*s", (int)(dot - rule->on), rule->on);
}

/* Of combination NUMBER, as the digits of a number whose places count differently far. */
static void
fill(const struct samples *samples, struct dms_record *record, size_t number)
{
    for (size_t i = 0; i < samples->count; i++) {
        const struct sample_field *field = &samples->fields[i];
        size_t count = dms_json_count(field->values);
        const struct dms_json *value = dms_json_at(field->values, number % count);
        number /= count;
        if (dms_json_kind(value) == DMS_JSON_NULL)
            dms_record_set_empty(record, field->name, NULL);
        else
            dms_record_set_json(record, field->name, value, NULL);
    }
}

size_t
samples_tries(const struct samples *samples)
{
    return samples->combinations < SAMPLE_TRIES ? samples->combinations : SAMPLE_TRIES;
}

/* Not in a row when there are many: the last fields would never change. */
size_t
samples_number(const struct samples *samples, size_t try)
{
    size_t all = samples->combinations;
    size_t stride = all <= SAMPLE_TRIES ? 1 : (all / SAMPLE_TRIES) | 1;
    return (try * stride + try / 7) % all;
}

static bool
try_combinations(const struct samples *samples, struct dms_unit *unit, sample_try try,
                 void *data)
{
    struct dms_record *record = NULL;
    if (dms_unit_new(unit, samples->entity, &record, NULL) != DMS_OK)
        return false;
    for (size_t i = 0; i < samples_tries(samples); i++) {
        fill(samples, record, samples_number(samples, i));
        if (try(unit, record, data))
            return true;
    }
    return false;
}

bool
samples_each(const struct samples *samples, struct dms_unit *unit, sample_try try,
             void *data)
{
    const struct dms_list *list = NULL;
    char query[64];
    snprintf(query, sizeof(query), "{\"sort\":\"-id\",\"limit\":%d}", SAMPLE_RECORDS);
    if (dms_unit_find(unit, samples->entity, query, NULL, &list, NULL) == DMS_OK)
        for (size_t i = 0; i < dms_list_count(list); i++)
            if (try(unit, dms_list_at(list, i), data))
                return true;
    return try_combinations(samples, unit, try, data);
}

const char *
sample_words(const struct samples *samples, struct dms_unit *unit,
             const struct dms_record *record)
{
    const char *text =
        dms_record_id(record) == 0
            ? ""
            : dms_scratch_printf(unit, "id %lld", (long long)dms_record_id(record));
    for (size_t i = 0; i < samples->count; i++) {
        struct dms_json *value = dms_record_json(record, samples->fields[i].name);
        char *printed = value == NULL ? NULL : dms_json_print(value);
        text = dms_scratch_printf(unit, "%s%s%s = %s", text, text[0] == 0 ? "" : ", ",
                                  samples->fields[i].name,
                                  printed == NULL ? "null" : printed);
        free(printed);
        dms_json_destroy(value);
    }
    return text;
}

void
samples_clear(struct samples *samples)
{
    for (size_t i = 0; i < samples->count; i++)
        dms_json_destroy(samples->fields[i].values);
    samples->count = 0;
}
