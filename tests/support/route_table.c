/* route_table.c - reads plugins/rest/routes.c: { ROUTE_METHOD, PATTERN, PARAMETERS, … }. */
#include "support/route_table.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants some of the above. */
#include <cmocka.h>

/* The value of a #define of the file, or "". */
static void add_macro(const char *source, const char *name, size_t size, char *text,
                      size_t room);

/* Reads strings and names of macros up to the comma. */
static const char *
read_text(const char *source, const char *at, char *text, size_t room)
{
    while (*at != ',' && *at != '\n' && *at != '\0') {
        if (*at == '"') {
            size_t size = strcspn(++at, "\"");
            strncat(text, at, size < room - strlen(text) - 1 ? size : 0);
            at += size + 1;
        } else if (isalpha((unsigned char)*at)) {
            size_t size = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
            assert_true(size > 0);
            add_macro(source, at, size, text, room);
            at += size;
        } else {
            at++;
        }
    }
    return at;
}

static void
add_macro(const char *source, const char *name, size_t size, char *text, size_t room)
{
    char wanted[64];
    snprintf(wanted, sizeof(wanted), "#define %.*s ", (int)size, name);
    const char *found = strstr(source, wanted);
    assert_non_null(found);
    read_text(source, found + strlen(wanted), text, room);
}

static const char *
read_line(const char *source, const char *at, struct route_line *line)
{
    char pattern[96] = "";
    size_t size = strcspn(at, ",");
    assert_true(size < sizeof(line->method));
    *line = (struct route_line){ .method = "" };
    memcpy(line->method, at, size);
    at = read_text(source, at + size + 1, pattern, sizeof(pattern));
    assert_int_equal(*at, ',');
    at++;
    at += strspn(at, " \n");
    at = read_text(source, at, line->parameters, sizeof(line->parameters));
    snprintf(line->name, sizeof(line->name), "%s %s", line->method, pattern);
    line->pattern = line->name + strlen(line->method) + 1;
    assert_int_equal(line->pattern[0], '/');
    return at;
}

size_t
route_table_read(struct route_line *lines, size_t most)
{
    static char source[100000];
    size_t count = 0;
    FILE *file = fopen(TEST_SOURCE_DIR "/plugins/rest/routes.c", "r");
    assert_non_null(file);
    source[fread(source, 1, sizeof(source) - 1, file)] = '\0';
    fclose(file);
    const char *at = strstr(source, "rest_routes[] = {"), *end = strstr(source, "\n};");
    assert_non_null(at);
    assert_non_null(end);
    while ((at = strstr(at, "{ ROUTE_")) != NULL && at < end) {
        assert_true(count < most);
        at = read_line(source, at + 8, &lines[count++]);
    }
    assert_true(count > 20);
    return count;
}
