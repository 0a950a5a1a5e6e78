/* ini.c - one INI file: libinih splits the lines, we number them and say what is wrong. */
#include "base/ini.h"

#include <ini.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"

struct reading {
    const char *file, *text;
    size_t size, at;
    int64_t line;  /* of what the library was given last */
    bool indented; /* it begins with a blank */
    bool awaited;  /* it should be a value, and the library has shown none yet */
    bool fresh;    /* no value since the last [section] */
    size_t first;  /* index of this file's first value */
    struct list *values, *faults;
};

void
ini_value_destroy(void *item)
{
    struct ini_value *value = item;
    free(value->section);
    free(value->name);
    free(value->value);
    free(value->file);
    free(value);
}

static void
settle(struct reading *reading)
{
    if (reading->awaited)
        error_add(reading->faults, reading->file, reading->line, "config.no_pair", "");
    reading->awaited = false;
}

/* The library takes whatever follows the bracket for nothing. */
static bool
section_whole(const char *start, size_t size)
{
    const char *end = memchr(start, ']', size);
    if (end == NULL || end == start + 1)
        return false;
    end += 1 + strspn(end + 1, " \t\r");
    return end >= start + size || *end == ';' || *end == '#';
}

static void
look_at(struct reading *reading, const char *line, size_t size, size_t room)
{
    size_t blank = strspn(line, " \t\r");
    const char *start = line + (blank < size ? blank : size);
    size_t left = size - (size_t)(start - line);
    bool silent = left == 0 || *start == ';' || *start == '#';
    reading->indented = blank > 0;
    reading->awaited = !silent && *start != '[';
    if (!silent && size > room) {
        error_add(reading->faults, reading->file, reading->line, "config.long_line",
                  "limit=%zu", room);
        reading->awaited = false;
    } else if (!silent && *start == '[') {
        reading->fresh = true;
        if (!section_whole(start, left))
            error_add(reading->faults, reading->file, reading->line, "config.bad_section",
                      "");
    }
}

/* One line as fgets would give it, without its end; one that is too long counts as empty. */
static char *
next_line(char *buffer, int room, void *context)
{
    struct reading *reading = context;
    settle(reading);
    if (reading->at >= reading->size)
        return NULL;
    const char *line = reading->text + reading->at;
    size_t size = strcspn(line, "\n"), fits = (size_t)room - 2;
    reading->line++;
    reading->at += size + 1;
    look_at(reading, line, size, fits);
    if (size > fits)
        size = 0;
    memcpy(buffer, line, size);
    buffer[size] = '\0';
    return buffer;
}

static bool
stands_already(const struct reading *reading, const char *section, const char *name)
{
    for (size_t i = reading->first; i < reading->values->count; i++) {
        const struct ini_value *value = reading->values->items[i];
        if (strcmp(value->section, section) != 0 || strcmp(value->name, name) != 0)
            continue;
        error_add(reading->faults, reading->file, reading->line, "config.twice",
                  "section=%s|key=%s|line=%lld", section, name, (long long)value->line);
        return true;
    }
    return false;
}

static void
go_on(struct reading *reading, const char *text)
{
    struct ini_value *value = reading->values->items[reading->values->count - 1];
    struct text whole = { 0 };
    text_printf(&whole, "%s %s", value->value, text);
    free(value->value);
    value->value = text_take(&whole);
    if (value->continued == 0)
        value->continued = reading->line;
}

static int
take(void *context, const char *section, const char *name, const char *text)
{
    struct reading *reading = context;
    reading->awaited = false;
    if (reading->indented && !reading->fresh && reading->values->count > reading->first) {
        go_on(reading, text);
        return 1;
    }
    if (section[0] == '\0' || name[0] == '\0') {
        error_add(reading->faults, reading->file, reading->line,
                  section[0] == '\0' ? "config.no_section" : "config.no_pair", "key=%s",
                  name);
        return 1;
    }
    reading->fresh = false;
    if (stands_already(reading, section, name))
        return 1;
    struct ini_value *value = memory_get(sizeof(*value));
    *value = (struct ini_value){ .section = memory_copy(section),
                                 .name = memory_copy(name),
                                 .value = memory_copy(text),
                                 .file = memory_copy(reading->file),
                                 .line = reading->line };
    list_add(reading->values, value);
    if (reading->values->count - reading->first > INI_VALUE_LIMIT)
        reading->at = reading->size;
    return 1;
}

static int64_t
bad_line(const char *text, size_t size)
{
    int64_t line = 1;
    for (size_t at = 0, step; at < size; at += step) {
        step = utf8_size(text + at, size - at);
        if (step == 0 || text[at] == '\0')
            return line;
        line += text[at] == '\n';
    }
    return 0;
}

/* Judges the file behind FD; its text, or NULL after saying why. */
static char *
load(int fd, const char *file, size_t *size, struct list *faults)
{
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        error_add(faults, file, 0, "config.no_file", "");
        return NULL;
    }
    if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        error_add(faults, file, 0, "config.writable", "path=%s", file);
        return NULL;
    }
    char *text = memory_get(INI_SIZE_LIMIT + 2);
    ssize_t got = 1;
    for (*size = 0; got > 0 && *size <= INI_SIZE_LIMIT;
         *size += got > 0 ? (size_t)got : 0)
        got = read(fd, text + *size, INI_SIZE_LIMIT + 1 - *size);
    int64_t line = bad_line(text, *size);
    if (got < 0)
        error_add(faults, file, 0, "config.unreadable", "reason=%s", strerror(errno));
    else if (*size > INI_SIZE_LIMIT)
        error_add(faults, file, 0, "config.too_large", "limit=%u", INI_SIZE_LIMIT);
    else if (line != 0)
        error_add(faults, file, line, "config.encoding", "");
    else
        return text;
    free(text);
    return NULL;
}

void
ini_read(const char *file, struct list *values, struct list *faults)
{
    struct reading reading = { .file = file,
                               .first = values->count,
                               .fresh = true,
                               .values = values,
                               .faults = faults };
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0 && errno != ENOENT)
        error_add(faults, file, 0, "config.unreadable", "reason=%s", strerror(errno));
    if (fd < 0)
        return;
    char *text = load(fd, file, &reading.size, faults);
    close(fd);
    if (text == NULL)
        return;
    reading.text = text;
    reading.at = strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (ini_parse_stream(next_line, &reading, take, &reading) < 0)
        memory_end();
    if (values->count - reading.first > INI_VALUE_LIMIT)
        error_add(faults, file, reading.line, "config.too_many", "limit=%u",
                  INI_VALUE_LIMIT);
    free(text);
}
