/* source_read.c - one file of rules: text of a sane size, or what is wrong with it. */
#include "script/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_LIMIT (1u << 20)

static enum dms_status
cannot_read(const char *path, const char *key, const char *why, struct dms_error *error)
{
    enum dms_status st = dms_fail(error, DMS_INVALID, key, "text=%s", why);
    dms_error_at_file(error, path, 0);
    return st;
}

/* Some editors begin a file with the byte order mark. */
static size_t
mark_size(const char *text, size_t size)
{
    return size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

static bool
is_utf8(const char *text, size_t size)
{
    struct dms_json *json = dms_json_create_text_sized(text, size);
    dms_json_destroy(json);
    return json != NULL;
}

static enum dms_status
not_utf8(const char *path, const char *text, size_t size, struct dms_error *error)
{
    const char *end = text + size;
    int64_t line = 1;
    for (const char *next; (next = memchr(text, '\n', (size_t)(end - text))) != NULL;
         line++) {
        if (!is_utf8(text, (size_t)(next - text)))
            break;
        text = next + 1;
    }
    enum dms_status st = dms_fail(error, DMS_INVALID, "script.not_utf8", "");
    dms_error_at_file(error, path, line);
    return st;
}

static enum dms_status
read_stream(struct source_list *list, struct source card, FILE *stream, size_t size,
            struct dms_error *error)
{
    char *text = script_get(size + 1);
    enum dms_status st = DMS_OK;
    size = fread(text, 1, size, stream);
    size_t mark = mark_size(text, size);
    if (is_utf8(text, size) ||
        memchr(text, 0, size) != NULL) /* what is no text is seen later */
        source_add(list, card.layer, card.code, card.path, text + mark, size - mark);
    else
        st = not_utf8(card.path, text, size, error);
    free(text);
    return st;
}

/* A pipe is not waited for. */
static FILE *
open_file(const char *file)
{
    int handle = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    return handle < 0 ? NULL : fdopen(handle, "rb");
}

enum dms_status
source_read_file(struct source_list *list, enum layer layer, const char *code,
                 const char *file, const char *path, struct dms_error *error)
{
    struct stat about;
    enum dms_status st = DMS_OK;
    FILE *stream = open_file(file);
    if (stream == NULL || fstat(fileno(stream), &about) != 0) {
        st = cannot_read(path, "script.cannot_read", strerror(errno), error);
    } else if (!S_ISREG(about.st_mode)) {
        st = cannot_read(path, "script.cannot_read",
                         strerror(S_ISDIR(about.st_mode) ? EISDIR : EINVAL), error);
    } else if (about.st_size > FILE_LIMIT) {
        st = cannot_read(path, "script.file_too_large", "1 MiB", error);
    } else {
        struct source card = { .layer = layer,
                               .code = (char *)(uintptr_t)code,
                               .path = (char *)(uintptr_t)path };
        st = read_stream(list, card, stream, (size_t)about.st_size, error);
    }
    if (stream != NULL)
        fclose(stream);
    return st;
}
