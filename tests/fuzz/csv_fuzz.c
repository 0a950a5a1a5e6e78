/* csv_fuzz.c - any bytes as a CSV file: rows of text or one error with its line; and rows that are
 * written as CSV read back the same. */
#include <string.h>

#include "base/error.h"
#include "exchange/csv.h"
#include "file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef void (*take_row)(const struct row *row, void *context);

/* Whether all of it could be read. */
static bool
read_rows(const char *encoding, char separator, const void *data, size_t size,
          take_row take, void *context)
{
    struct source *source = NULL;
    struct dms_error error = { 0 };
    struct row row = { 0 };
    bool more = true;
    const char *path = fuzz_file(data, size);
    enum dms_status st = source_open(path, "file", encoding, &source, &error);
    struct csv *csv = st == DMS_OK ? csv_create(source, separator) : NULL;
    while (st == DMS_OK && more) {
        st = csv_next(csv, &row, &more, &error);
        if (st == DMS_OK && more && !row.blank)
            take(&row, context);
    }
    if (st != DMS_OK && dms_error_key(&error)[0] == '\0')
        abort();
    if (csv != NULL)
        csv_destroy(csv);
    source_close(source);
    return st == DMS_OK;
}

/* The mark of its encoding is its own, whatever the first cell begins with. */
static void
write_row(const struct row *row, void *context)
{
    struct text *file = context;
    if (file->size == 0)
        text_add(file, "\xef\xbb\xbf");
    for (size_t i = 0; i < row->count; i++) {
        if (!utf8_valid(row->cells[i], strlen(row->cells[i])))
            abort();
        if (i > 0)
            text_add_char(file, ',');
        csv_add_cell(file, row->cells[i], ',', false);
    }
    text_add(file, "\r\n");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text once = { 0 }, twice = { 0 };
    bool whole = read_rows(NULL, '\0', data, size, write_row, &once);
    if (once.size > 0 &&
        !read_rows("UTF-8", ',', once.data, once.size, write_row, &twice) && whole)
        abort();
    if (once.size != twice.size ||
        (once.size > 0 && memcmp(once.data, twice.data, once.size) != 0))
        abort();
    text_clear(&once);
    text_clear(&twice);
    return 0;
}
