/* value_fuzz.c - any cell of a file becomes a value or a refusal, and a value is written so
 * that it reads back the same. */
#include <stdlib.h>
#include <string.h>

#include "entity/record.h"

#define CHINA 480

static const char *const words[] = { "a", "b", NULL };
static const struct dms_field fields[] = {
    { .name = "text", .type = DMS_TEXT },
    { .name = "integer", .type = DMS_INTEGER },
    { .name = "money", .type = DMS_MONEY },
    { .name = "decimal", .type = DMS_DECIMAL },
    { .name = "date", .type = DMS_DATE },
    { .name = "time", .type = DMS_TIME },
    { .name = "boolean", .type = DMS_BOOLEAN },
    { .name = "extra", .type = DMS_STRUCTURED },
    { .name = "choice", .type = DMS_CHOICE, .choices = words },
    { .name = "thing", .type = DMS_REFERENCE, .target = "fuzz.thing" },
};
static const struct dms_entity card =
    DMS_ENTITY(.name = "fuzz.thing", DMS_FIELDS(fields));

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
read_and_write(const struct entity_field *field, const char *cell,
               struct scratch *scratch)
{
    struct value value, again;
    if (field_read_text(field, cell, CHINA, scratch, &value, NULL) != DMS_OK)
        return;
    struct dms_json *json = field_print(field, &value, CHINA);
    if (field_read(field, json, CHINA, scratch, &again, NULL) != DMS_OK)
        abort();
    /* JSON may be written shorter than it came. */
    if (field->card.type != DMS_STRUCTURED && !value_equal(&value, &again))
        abort();
    dms_json_destroy(json);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct entity_set *set = entity_set_create();
    struct scratch *scratch = scratch_create();
    char *cell = calloc(1, size + 1);
    if (cell == NULL || entity_set_add(set, &card, "fuzz", NULL) != DMS_OK ||
        entity_set_freeze(set, NULL) != DMS_OK)
        abort();
    if (size > 0)
        memcpy(cell, data, size);
    for (uint32_t i = 0; i < set->items[0]->field_count; i++)
        read_and_write(&set->items[0]->fields[i], cell, scratch);
    free(cell);
    scratch_destroy(scratch);
    entity_set_destroy(set);
    return 0;
}
