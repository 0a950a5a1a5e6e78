/* warn.c - doubtful, but not refused: told beside the answer. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "unit/unit_inside.h"

/* A check that ran twice, on a form and before the write, doubted once. */
static bool
was_told(const struct dms_json *warnings, const struct dms_json *warning)
{
    bool told = false;
    char *text = dms_json_print(warning);
    for (size_t i = 0; !told && i < dms_json_count(warnings); i++) {
        char *other = dms_json_print(dms_json_at(warnings, i));
        told = strcmp(other, text) == 0;
        free(other);
    }
    free(text);
    return told;
}

void
dms_unit_warn(struct dms_unit *unit, const char *field, const char *key,
              const char *values, ...)
{
    struct dms_error warning = { 0 };
    va_list arguments;
    va_start(arguments, values);
    error_fill(&warning, DMS_INVALID, key, values, arguments);
    va_end(arguments);
    dms_error_at_field(&warning, field);
    struct dms_json *json = error_json(&warning);
    char *text = messages_error(unit->house->messages, dms_unit_language(unit), &warning);
    dms_json_remove_key(json, "status");
    dms_json_set_text(json, "text", text);
    free(text);
    if (unit->warnings == NULL)
        unit->warnings = dms_json_create_array();
    if (was_told(unit->warnings, json))
        dms_json_destroy(json);
    else
        dms_json_take(unit->warnings, json);
}
