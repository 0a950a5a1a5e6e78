/* config_value.c - the text of one line becomes the value its key was declared for. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"
#include "unit/config.h"

struct place {
    const struct config_entry *entry;
    const struct ini_value *source; /* NULL: the usual value */
    struct list *faults;
};

#define FAULT(place, key_name, format, ...)                                              \
    (error_add((place)->faults, (place)->source != NULL ? (place)->source->file : NULL,  \
               (place)->source != NULL ? (place)->source->line : 0, key_name,            \
               "section=%s|key=%s" format, (place)->entry->section,                      \
               (place)->entry->key __VA_OPT__(, ) __VA_ARGS__),                          \
     false)

static bool
number(const struct place *place, const struct dms_config_key *key, const char *text,
       int64_t *value)
{
    char *end = NULL;
    bool bounded = key->minimum != 0 || key->maximum != 0;
    errno = 0;
    *value = strtoll(text, &end, 10);
    bool sound = errno == 0 && end != text && *end == '\0';
    if (sound && (!bounded || (*value >= key->minimum && *value <= key->maximum)))
        return true;
    if (!bounded)
        return FAULT(place, "config.bad_number", "|value=%s", text);
    return FAULT(place, "config.bad_range",
                 "|value=%s|minimum=%" PRId64 "|maximum=%" PRId64, text, key->minimum,
                 key->maximum);
}

static bool
boolean(const struct place *place, const char *text, int64_t *value)
{
    static const char *const words[] = { "no",  "yes", "false", "true",
                                         "off", "on",  "0",     "1" };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strcasecmp(text, words[i]) == 0) {
            *value = (int64_t)(i % 2);
            return true;
        }
    return FAULT(place, "config.bad_boolean", "|value=%s", text);
}

/* PATH stays the caller's also when it is refused. */
static bool
file(const struct place *place, const char *path)
{
    struct stat info;
    bool there = stat(path, &info) == 0 && access(path, R_OK) == 0;
    if (there && S_ISREG(info.st_mode))
        return true;
    return FAULT(place, "config.bad_file", "|value=%s|reason=%s", path,
                 there ? "not a file" : strerror(errno));
}

static char *
full_path(const char *dir, const char *text)
{
    char *path = NULL;
    if (text[0] == '/')
        return memory_copy(text);
    if (asprintf(&path, "%s/%s", dir, text) < 0)
        memory_end();
    return path;
}

static char *
words_of(const char *text)
{
    struct text list = { 0 };
    static const char between[] = " \t\r,";
    for (text += strspn(text, between); *text != '\0'; text += strspn(text, between)) {
        size_t size = strcspn(text, between);
        if (list.size > 0)
            text_add_char(&list, ' ');
        text_add_sized(&list, text, size);
        text += size;
    }
    return text_take(&list);
}

bool
config_value(const char *dir, const struct dms_config_key *key, const char *text,
             const struct ini_value *source, struct config_entry *entry,
             struct list *faults)
{
    struct place place = { entry, source, faults };
    int64_t value = 0;
    bool sound = true;
    if (source != NULL && source->continued != 0 && key->type != DMS_CONFIG_LIST) {
        struct ini_value second = *source;
        second.line = source->continued;
        place.source = &second;
        return FAULT(&place, "config.continued", "");
    }
    char *made = key->type == DMS_CONFIG_LIST   ? words_of(text)
                 : key->type == DMS_CONFIG_FILE ? full_path(dir, text)
                                                : memory_copy(text);
    if (key->type == DMS_CONFIG_NUMBER)
        sound = number(&place, key, text, &value);
    else if (key->type == DMS_CONFIG_BOOLEAN)
        sound = boolean(&place, text, &value);
    else if (key->type == DMS_CONFIG_FILE)
        sound = file(&place, made);
    if (!sound) {
        free(made);
        return false;
    }
    free(entry->text);
    entry->text = made;
    entry->number = value;
    free(entry->file);
    entry->file = source != NULL ? memory_copy(source->file) : NULL;
    entry->line = source != NULL ? source->line : 0;
    return true;
}
