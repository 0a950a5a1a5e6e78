/* files.h - what the tests of exchange share: files of their own, and rows as one text. */
#ifndef TESTS_EXCHANGE_FILES_H
#define TESTS_EXCHANGE_FILES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/list.h"
#include "base/text.h"
#include "exchange/rows.h"

/* The one file of this program; each test writes it anew. */
static inline const char *
test_path(void)
{
    static char path[64];
    if (path[0] == '\0')
        snprintf(path, sizeof(path), "/tmp/dms-exchange-%d", (int)getpid());
    return path;
}

static inline const char *
test_file(const char *bytes, size_t size)
{
    FILE *file = fopen(test_path(), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    return test_path();
}

static inline int
test_forget_file(void **state)
{
    (void)state;
    unlink(test_path());
    return 0;
}

/* "line:cell|cell\n" for each row that is not blank, "!key" for an error. Yours to free(). */
static inline char *
test_rows(const char *path, const char *encoding, struct dms_error *error)
{
    struct source *source = NULL;
    struct rows *rows = NULL;
    struct row row = { 0 };
    struct text said = { 0 };
    bool more = true;
    enum dms_status st = source_open(path, "file", encoding, &source, error);
    if (st == DMS_OK)
        st = rows_open(source, '\0', &rows, error);
    while (st == DMS_OK && more) {
        st = rows_next(rows, &row, &more, error);
        if (st != DMS_OK || !more || row.blank)
            continue;
        text_printf(&said, "%lld:", (long long)row.line);
        for (size_t i = 0; i < row.count; i++)
            text_printf(&said, "%s%s", i > 0 ? "|" : "", row.cells[i]);
        if (row.fault != NULL)
            text_printf(&said, "?%s %s", row.fault, row.fault_cell);
        text_add(&said, "\n");
    }
    if (st != DMS_OK)
        text_printf(&said, "!%s", error->key);
    rows_destroy(rows);
    source_close(source);
    return text_take(&said);
}

static inline void
expect_rows(const char *bytes, size_t size, const char *encoding, const char *expected)
{
    struct dms_error error = { 0 };
    char *said = test_rows(test_file(bytes, size), encoding, &error);
    assert_string_equal(said, expected);
    free(said);
}

#define EXPECT_ROWS(bytes, expected) expect_rows(bytes, sizeof(bytes) - 1, NULL, expected)

#endif
