/* adf_bytes.c - the bytes of an ADF file in an encoding that expat knows.
 *
 * Senders declare what their programs have always declared, so the bytes are believed first:
 * what has the form of UTF-16, or of UTF-8 beyond ASCII, is that.
 *
 * Expat knows UTF-8, UTF-16 and Latin 1. Chinese websites send GBK and GB18030 too, whose
 * letters of four bytes its own hook for encodings cannot take, so iconv goes first. */
#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "adf.h"

static enum dms_status
fill(struct adf_bytes *bytes, struct dms_error *error)
{
    while (!bytes->ended && bytes->raw_size < sizeof(bytes->raw)) {
        size_t got = 0;
        enum dms_status st =
            dms_import_read(bytes->import, bytes->raw + bytes->raw_size,
                            sizeof(bytes->raw) - bytes->raw_size, &got, error);
        if (st != DMS_OK)
            return st;
        bytes->raw_size += got;
        bytes->ended = got == 0;
    }
    return DMS_OK;
}

/* What <?xml … encoding="GBK"?> says; "" without. */
static void
read_declaration(struct adf_bytes *bytes)
{
    char head[256];
    size_t size = bytes->raw_size < sizeof(head) - 1 ? bytes->raw_size : sizeof(head) - 1;
    memcpy(head, bytes->raw, size);
    head[size] = '\0';
    char *end = strstr(head, "?>");
    char *at = strstr(head, "encoding");
    if (end == NULL || at == NULL || at > end)
        return;
    at += strlen("encoding");
    at += strspn(at, " \t\r\n=");
    if (*at != '"' && *at != '\'')
        return;
    size = strspn(at + 1,
                  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");
    if (size < sizeof(bytes->encoding))
        memcpy(bytes->encoding, at + 1, size);
}

static bool
expat_knows(const char *encoding)
{
    static const char *const known[] = { "", "utf-8", "utf-16", "iso-8859-1",
                                         "us-ascii" };
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (strcasecmp(encoding, known[i]) == 0)
            return true;
    return false;
}

/* "<" in two bytes; the byte order mark is gone already. */
static const char *
utf16_form(const struct adf_bytes *bytes)
{
    if (bytes->raw_size < 2)
        return NULL;
    if (bytes->raw[1] == '\0' && bytes->raw[0] != '\0')
        return "UTF-16LE";
    return bytes->raw[0] == '\0' && bytes->raw[1] != '\0' ? "UTF-16BE" : NULL;
}

/* Bytes of the letter that begins at TEXT when it is right UTF-8, else 0. */
static size_t
letter_size(const unsigned char *text, size_t size)
{
    size_t length = text[0] < 0x80                      ? 1
                    : text[0] >= 0xC2 && text[0] < 0xE0 ? 2
                    : text[0] >= 0xE0 && text[0] < 0xF0 ? 3
                    : text[0] >= 0xF0 && text[0] < 0xF5 ? 4
                                                        : 0;
    if (length > size)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((text[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

/* The piece may end inside a letter. */
static bool
utf8_form(const struct adf_bytes *bytes, bool *plain)
{
    const unsigned char *raw = (const unsigned char *)bytes->raw;
    size_t step;
    *plain = true;
    for (size_t i = 0; i < bytes->raw_size; i += step) {
        step = letter_size(raw + i, bytes->raw_size - i);
        if (step == 0)
            return !bytes->ended && bytes->raw_size - i < 4;
        *plain = *plain && step == 1;
    }
    return true;
}

/* What expat has to be told; NULL when it finds out by itself from the declaration. */
static const char *
believe_bytes(const struct adf_bytes *bytes)
{
    bool plain;
    const char *wide = utf16_form(bytes);
    if (wide != NULL)
        return wide;
    if (utf8_form(bytes, &plain) &&
        (!plain || strncasecmp(bytes->encoding, "utf-16", 6) == 0))
        return "UTF-8";
    return NULL;
}

enum dms_status
adf_bytes_open(struct adf_bytes *bytes, struct dms_import *import,
               struct dms_error *error)
{
    memset(bytes, 0, sizeof(*bytes));
    bytes->import = import;
    enum dms_status st = fill(bytes, error);
    if (st != DMS_OK)
        return st;
    read_declaration(bytes);
    bytes->really = believe_bytes(bytes);
    if (bytes->really != NULL || expat_knows(bytes->encoding))
        return DMS_OK;
    /* GB18030 contains what GB2312 and GBK say, and senders mix the three up. */
    const char *name =
        strncasecmp(bytes->encoding, "gb", 2) == 0 ? "GB18030" : bytes->encoding;
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1)
        return dms_fail(error, DMS_INVALID, "crm.adf_encoding", "encoding=%s",
                        bytes->encoding);
    bytes->converter = converter;
    bytes->really = "UTF-8";
    return DMS_OK;
}

void
adf_bytes_close(struct adf_bytes *bytes)
{
    if (bytes->converter != NULL)
        iconv_close(bytes->converter);
    bytes->converter = NULL;
}

static enum dms_status
convert(struct adf_bytes *bytes, char *buffer, size_t *got, struct dms_error *error)
{
    char *in = bytes->raw, *out = buffer;
    size_t in_left = bytes->raw_size, out_left = ADF_BLOCK * 2;
    size_t result = iconv(bytes->converter, &in, &in_left, &out, &out_left);
    bool whole =
        result != (size_t)-1 || errno == E2BIG || (errno == EINVAL && !bytes->ended);
    if (!whole)
        return dms_fail(error, DMS_INVALID, "crm.adf_bytes", "encoding=%s",
                        bytes->encoding);
    memmove(bytes->raw, in, in_left);
    bytes->raw_size = in_left;
    *got = ADF_BLOCK * 2 - out_left;
    return DMS_OK;
}

enum dms_status
adf_bytes_read(struct adf_bytes *bytes, char *buffer, size_t *got,
               struct dms_error *error)
{
    *got = 0;
    enum dms_status st = fill(bytes, error);
    if (st != DMS_OK || bytes->raw_size == 0)
        return st;
    if (bytes->converter != NULL)
        return convert(bytes, buffer, got, error);
    memcpy(buffer, bytes->raw, bytes->raw_size);
    *got = bytes->raw_size;
    bytes->raw_size = 0;
    return DMS_OK;
}
