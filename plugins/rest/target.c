/* target.c - path and query: split first, decoded after, so that an encoded slash stays in its
 * segment; strict, so that nobody behind us reads another path than we checked. */
#include "target.h"

#include <string.h>

#include "settings.h"

static int
hex(char letter)
{
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    letter |= 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

bool
target_is_text(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
            return false;
    struct dms_json *json = dms_json_create_text_sized(text, size);
    dms_json_destroy(json);
    return json != NULL; /* which it is only for UTF-8 */
}

/* In place; the result is never longer. */
static bool
decode(char *text, bool plus_is_blank)
{
    char *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        if (*from == '%') {
            int high = hex(from[1]), low = high >= 0 ? hex(from[2]) : -1;
            if (low < 0)
                return false;
            *to++ = (char)(high * 16 + low);
            from += 2;
        } else {
            *to++ = plus_is_blank && *from == '+' ? ' ' : *from;
        }
    }
    *to = '\0';
    return target_is_text(text, (size_t)(to - text));
}

static enum dms_status
bad(struct dms_error *error)
{
    return dms_fail(error, DMS_INVALID, "rest.bad_target", "");
}

static enum dms_status
add_segment(struct target *target, char *text, struct dms_error *error)
{
    if (!decode(text, false) || strchr(text, '/') != NULL || strcmp(text, ".") == 0 ||
        strcmp(text, "..") == 0)
        return bad(error);
    if (target->segment_count < SEGMENTS)
        target->segments[target->segment_count] = text;
    target->segment_count++; /* one too many: no route has so many */
    return DMS_OK;
}

static enum dms_status
read_path(struct target *target, char *path, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    if (path[0] != '/')
        return bad(error);
    for (char *at = path + 1; st == DMS_OK && at != NULL;) {
        char *end = strchr(at, '/');
        if (end != NULL)
            *end++ = '\0';
        st = add_segment(target, at, error);
        at = end;
    }
    return st;
}

static enum dms_status
add_parameter(struct target *target, char *text, struct dms_error *error)
{
    char *value = strchr(text, '=');
    if (value != NULL)
        *value++ = '\0';
    else
        value = text + strlen(text);
    if (!decode(text, true) || !decode(value, true))
        return bad(error);
    for (size_t i = 0; i < target->parameter_count; i++)
        if (strcmp(target->parameters[i].name, text) == 0)
            return dms_fail_field(error, DMS_INVALID, text, "rest.parameter_twice",
                                  "name=%s", text);
    if (target->parameter_count == PARAMETERS)
        return dms_fail(error, DMS_INVALID, "rest.many_parameters", "limit=%d",
                        PARAMETERS);
    target->parameters[target->parameter_count++] = (struct pair){ text, value };
    return DMS_OK;
}

static enum dms_status
read_query(struct target *target, char *query, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    while (st == DMS_OK && query != NULL) {
        char *end = strchr(query, '&');
        if (end != NULL)
            *end++ = '\0';
        if (query[0] != '\0')
            st = add_parameter(target, query, error);
        query = end;
    }
    return st;
}

/* "http://host/path" is how a proxy may ask. */
static char *
skip_host(char *text)
{
    char *host = strncmp(text, "http://", 7) == 0    ? text + 7
                 : strncmp(text, "https://", 8) == 0 ? text + 8
                                                     : NULL;
    char *slash = host != NULL ? strchr(host, '/') : NULL;
    return slash != NULL ? slash : text;
}

enum dms_status
target_read(struct target *target, struct dms_error *error)
{
    if (strlen(target->text) > TARGET_MOST)
        return dms_fail(error, DMS_LIMIT, "rest.target_too_long", "limit=%d",
                        TARGET_MOST);
    char *path = skip_host(target->text), *query = strchr(path, '?');
    if (query != NULL)
        *query++ = '\0';
    enum dms_status st = read_path(target, path, error);
    return st == DMS_OK ? read_query(target, query, error) : st;
}

enum dms_status
target_check(const struct exchange *exchange, struct dms_error *error)
{
    const char *known = exchange->route->parameters;
    for (size_t i = 0; strcmp(known, "*") != 0 && i < exchange->target.parameter_count;
         i++) {
        const char *name = exchange->target.parameters[i].name;
        if (!settings_list_has(known, name))
            return dms_fail_field(error, DMS_INVALID, name, "rest.unknown_parameter",
                                  "name=%s|known=%s", name, known);
    }
    return DMS_OK;
}

const char *
exchange_parameter(const struct exchange *exchange, const char *name)
{
    for (size_t i = 0; i < exchange->target.parameter_count; i++)
        if (strcmp(exchange->target.parameters[i].name, name) == 0)
            return exchange->target.parameters[i].value;
    return NULL;
}
