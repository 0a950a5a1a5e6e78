/* adf_name.c - joining texts, and a name as people say it. */
#include <stdlib.h>
#include <string.h>

#include "adf.h"

char *
adf_join(const struct dms_json *texts, const char *separator)
{
    size_t size = 1, count = dms_json_count(texts);
    for (size_t i = 0; i < count; i++)
        size += strlen(dms_json_text(dms_json_at(texts, i))) + strlen(separator);
    char *joined = malloc(size), *end = joined;
    if (joined == NULL)
        abort(); /* out of memory ends the program */
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            end = stpcpy(end, separator);
        end = stpcpy(end, dms_json_text(dms_json_at(texts, i)));
    }
    *end = '\0';
    return joined;
}

/* Written in Chinese characters: no byte of it is ASCII or of Latin letters with accents. */
static bool
is_chinese(const char *name)
{
    for (; *name != '\0'; name++)
        if ((unsigned char)*name < 0x80 || ((unsigned char)*name & 0xfc) == 0xc0)
            return false;
    return true;
}

static void
add_part(struct dms_json *parts, const char *part)
{
    if (part != NULL)
        dms_json_take(parts, dms_json_create_text(part));
}

char *
adf_full_name(const struct dms_json *names)
{
    const char *first = dms_json_text_at(names, "first"),
               *last = dms_json_text_at(names, "last");
    if (last == NULL)
        last = dms_json_text_at(names, "surname");
    struct dms_json *parts = dms_json_create_array();
    bool chinese = first != NULL && last != NULL && is_chinese(first) && is_chinese(last);
    if (dms_json_text_at(names, "full") != NULL) {
        add_part(parts, dms_json_text_at(names, "full"));
    } else if (chinese) {
        add_part(parts, last);
        add_part(parts, first);
    } else {
        add_part(parts, first);
        add_part(parts, dms_json_text_at(names, "middle"));
        add_part(parts, last);
    }
    char *name = adf_join(parts, chinese ? "" : " ");
    dms_json_destroy(parts);
    return name;
}
