/* source.c - reads a file through iconv, in pieces, remembering the line. */
#include "exchange/source.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/list.h"
#include "base/text.h"
#include "exchange/encoding.h"

#define PIECE 65536

struct source {
    char *name;
    int file;
    int64_t taken, total, line;
    bool ended,
        undecided; /* UNDECIDED: plain ASCII so far, and nobody named the encoding */
    char last;     /* byte given out, for CRLF */
    const char *encoding;
    iconv_t converter;
    char raw[PIECE]; /* read, not yet converted */
    size_t raw_size, raw_used;
};

static enum dms_status
cannot_read(const struct source *source, struct dms_error *error)
{
    enum dms_status st =
        dms_fail(error, errno == ENOENT ? DMS_NOT_FOUND : DMS_INVALID, "base.cannot_read",
                 "file=%s|reason=%s", source->name, strerror(errno));
    return st;
}

/* Fills the raw buffer behind what is left of it. */
static enum dms_status
fill(struct source *source, struct dms_error *error)
{
    memmove(source->raw, source->raw + source->raw_used,
            source->raw_size - source->raw_used);
    source->raw_size -= source->raw_used;
    source->raw_used = 0;
    while (!source->ended && source->raw_size < PIECE) {
        ssize_t got =
            read(source->file, source->raw + source->raw_size, PIECE - source->raw_size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return cannot_read(source, error);
        source->ended = got == 0;
        source->raw_size += (size_t)got;
        source->taken += got;
    }
    return DMS_OK;
}

static size_t
count_plain(const char *bytes, size_t size)
{
    size_t count = 0;
    while (count < size && (unsigned char)bytes[count] < 0x80)
        count++;
    return count;
}

static enum dms_status
open_converter(struct source *source, struct dms_error *error)
{
    if (source->converter != (iconv_t)-1)
        iconv_close(source->converter);
    source->converter = iconv_open("UTF-8", source->encoding);
    if (source->converter != (iconv_t)-1)
        return DMS_OK;
    return dms_fail(error, DMS_INVALID, "exchange.unknown_encoding", "encoding=%s",
                    source->encoding);
}

/* ASCII reads alike as UTF-8 and GB18030: the first letter beyond it decides, wherever it
 * stands. */
static enum dms_status
decide(struct source *source, struct dms_error *error)
{
    const char *bytes = source->raw + source->raw_used;
    size_t size = source->raw_size - source->raw_used, plain = count_plain(bytes, size);
    if (!source->undecided || plain == size)
        return DMS_OK;
    source->undecided = false;
    source->encoding = encoding_of_letters(bytes + plain, size - plain, source->ended);
    return open_converter(source, error);
}

static enum dms_status
choose_encoding(struct source *source, const char *asked, struct dms_error *error)
{
    size_t bom = 0;
    source->encoding = encoding_guess(source->raw, source->raw_size, source->ended, &bom);
    if (asked != NULL)
        source->encoding = asked;
    source->raw_used = bom;
    source->undecided = asked == NULL && bom == 0 &&
                        strcmp(source->encoding, "UTF-8") == 0 &&
                        count_plain(source->raw, source->raw_size) == source->raw_size;
    return open_converter(source, error);
}

static enum dms_status
open_file(struct source *source, const char *path, struct dms_error *error)
{
    struct stat info;
    source->file = open(path, O_RDONLY | O_CLOEXEC);
    if (source->file < 0 || fstat(source->file, &info) != 0)
        return cannot_read(source, error);
    if (S_ISDIR(info.st_mode))
        return dms_fail(error, DMS_INVALID, "exchange.is_folder", "file=%s",
                        source->name);
    source->total = S_ISREG(info.st_mode) ? info.st_size : 0;
    return DMS_OK;
}

enum dms_status
source_open(const char *path, const char *name, const char *encoding,
            struct source **source, struct dms_error *error)
{
    struct source *opened = memory_get(sizeof(*opened));
    opened->name = memory_copy(name);
    opened->line = 1;
    opened->converter = (iconv_t)-1;
    enum dms_status st = open_file(opened, path, error);
    if (st == DMS_OK)
        st = fill(opened, error);
    if (st == DMS_OK)
        st = choose_encoding(opened, encoding, error);
    if (st != DMS_OK) {
        dms_error_at_file(error, name, 0);
        source_close(opened);
        opened = NULL;
    }
    *source = opened;
    return st;
}

void
source_close(struct source *source)
{
    if (source == NULL)
        return;
    if (source->converter != (iconv_t)-1)
        iconv_close(source->converter);
    if (source->file >= 0)
        close(source->file);
    free(source->name);
    free(source);
}

static enum dms_status
wrong_byte(struct source *source, struct dms_error *error)
{
    unsigned byte = source->raw_used < source->raw_size
                        ? (unsigned char)source->raw[source->raw_used]
                        : 0U;
    enum dms_status st = dms_fail(error, DMS_INVALID, "exchange.wrong_byte",
                                  "byte=0x%02X|encoding=%s", byte, source->encoding);
    dms_error_at_file(error, source->name, source->line);
    return st;
}

static enum dms_status
count_lines(struct source *source, const char *text, size_t size, struct dms_error *error)
{
    for (size_t i = 0; i < size; i++) {
        source->line += text[i] == '\r' || (text[i] == '\n' && source->last != '\r');
        source->last = text[i];
        if (text[i] != '\0')
            continue;
        enum dms_status st = dms_fail(error, DMS_INVALID, "exchange.zero_byte", "");
        dms_error_at_file(error, source->name, source->line);
        return st;
    }
    return DMS_OK;
}

/* Converts what fits. What came before a wrong byte is given out first, so that the line
 * in the error is the line it is in. */
static enum dms_status
convert(struct source *source, char *buffer, size_t size, size_t *got,
        struct dms_error *error)
{
    char *from = source->raw + source->raw_used, *to = buffer;
    size_t from_left = source->raw_size - source->raw_used, to_left = size;
    size_t converted = iconv(source->converter, &from, &from_left, &to, &to_left);
    int reason = converted == (size_t)-1 ? errno : 0;
    source->raw_used = source->raw_size - from_left;
    *got = size - to_left;
    enum dms_status st = count_lines(source, buffer, *got, error);
    if (st != DMS_OK || *got > 0)
        return st;
    bool cut_off = reason == EINVAL && source->ended;
    return reason == EILSEQ || cut_off ? wrong_byte(source, error) : DMS_OK;
}

enum dms_status
source_read(struct source *source, char *buffer, size_t size, size_t *got,
            struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    *got = 0;
    while (st == DMS_OK && *got == 0) {
        if (source->raw_size - source->raw_used < 16 && !source->ended)
            st = fill(source, error);
        if (st == DMS_OK)
            st = decide(source, error);
        if (st == DMS_OK && source->raw_used == source->raw_size)
            break;
        if (st == DMS_OK)
            st = convert(source, buffer, size, got, error);
    }
    return st;
}

enum dms_status
source_read_raw(struct source *source, void *buffer, size_t size, size_t *got,
                struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    if (source->raw_used == source->raw_size)
        st = fill(source, error);
    *got = source->raw_size - source->raw_used < size
               ? source->raw_size - source->raw_used
               : size;
    memcpy(buffer, source->raw + source->raw_used, *got);
    source->raw_used += *got;
    return st;
}

const char *
source_name(const struct source *source)
{
    return source->name;
}

int64_t
source_taken(const struct source *source)
{
    return source->taken;
}

int64_t
source_total(const struct source *source)
{
    return source->total;
}

const char *
source_encoding(const struct source *source)
{
    return source->encoding;
}

int
source_file(const struct source *source)
{
    return source->file;
}

void
source_set_taken(struct source *source, int64_t taken)
{
    source->taken = taken;
}

bool
source_begins(const struct source *source, const char *bytes, size_t size)
{
    return source->raw_size >= size && memcmp(source->raw, bytes, size) == 0;
}
