/* json_load.c - reads JSON strictly and says in our words what is wrong with it. */
#include <inttypes.h>

#include "base/json_inside.h"

#define DEEPEST 64

/* Jansson's own limit is far deeper than our recursions should go, so the brackets are
 * counted first. Returns the line of the first bracket too deep; 0 when none is. */
static int64_t
too_deep(const char *text, size_t size)
{
    int64_t line = 1, depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < size; i++) {
        char c = text[i];
        if (c == '\n')
            line++;
        else if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '[' || c == '{') && ++depth > DEEPEST)
            return line;
        else if (!quoted && (c == ']' || c == '}'))
            depth--;
    }
    return 0;
}

/* The key of our sentence for what jansson found. */
static const char *
key_of(const json_error_t *fault)
{
    switch (json_error_code(fault)) {
    case json_error_duplicate_key:
        return "json.duplicate_key";
    case json_error_end_of_input_expected:
        return "json.more_follows";
    case json_error_premature_end_of_input:
        return "json.unfinished";
    case json_error_invalid_utf8:
        return "json.not_utf8";
    case json_error_numeric_overflow:
        return "json.number_too_big";
    case json_error_null_character:
    case json_error_null_byte_in_key:
        return "json.zero_byte";
    default:
        return "json.syntax";
    }
}

enum dms_status
dms_json_load(const char *text, size_t size, struct dms_json **json,
              struct dms_error *error)
{
    json_error_t fault;
    *json = NULL;
    int64_t line = too_deep(text, size);
    if (line > 0)
        return dms_fail(error, DMS_INVALID, "json.too_deep", "line=%" PRId64 "|limit=%d",
                        line, DEEPEST);
    json_t *value =
        json_loadb(text, size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &fault);
    if (value == NULL)
        return dms_fail(error, DMS_INVALID, key_of(&fault), "line=%d|column=%d",
                        fault.line > 0 ? fault.line : 1, fault.column);
    *json = outside(value);
    return DMS_OK;
}
