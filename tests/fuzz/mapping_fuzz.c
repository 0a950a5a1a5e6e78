/* mapping_fuzz.c - any JSON as the map of an import, before an empty line, and any table behind it:
 * the map is refused in words, or each row becomes fields that the entity has. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "exchange/mapping.h"
#include "file.h"

#define MOST_ROWS 20

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const sources[] = { "web", "phone", NULL };
static const struct dms_field fields[] = {
    { .name = "code", .type = DMS_TEXT },
    { .name = "name", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "price", .type = DMS_MONEY },
    { .name = "mileage", .type = DMS_INTEGER },
    { .name = "rate", .type = DMS_DECIMAL },
    { .name = "built_on", .type = DMS_DATE },
    { .name = "source", .type = DMS_CHOICE, .choices = sources },
    { .name = "visits", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
};
static const struct dms_entity card = DMS_ENTITY(.name = "fuzz.car", DMS_FIELDS(fields));

static struct entity_set *set;
static struct messages *messages;

static void
end(void)
{
    entity_set_destroy(set);
    messages_destroy(messages);
}

static void
begin(void)
{
    set = entity_set_create();
    messages = messages_create();
    if (entity_set_add(set, &card, "fuzz", NULL) != DMS_OK ||
        entity_set_freeze(set, NULL) != DMS_OK)
        abort();
    atexit(end);
}

static void
map_row(const struct mapping *mapping, const struct row *row)
{
    struct dms_json *made = mapping_fields(mapping, row);
    for (size_t i = 0; i < dms_json_count(made); i++) {
        const char *text = dms_json_text(dms_json_value_at(made, i));
        if (entity_field_at(set->items[0], dms_json_key_at(made, i)) == NULL ||
            text == NULL || !utf8_valid(text, strlen(text)))
            abort();
    }
    char *key = mapping_key(mapping, row, made);
    if (key == NULL)
        abort();
    free(key);
    dms_json_destroy(made);
}

static enum dms_status
map_rows(struct mapping *mapping, struct rows *rows, struct dms_error *error)
{
    struct row row = { 0 };
    bool more = true;
    enum dms_status st = rows_next(rows, &row, &more, error);
    if (st == DMS_OK && more)
        st = mapping_bind(mapping, &row, messages, error);
    free(mapping_left_out(mapping));
    for (int i = 0; i < MOST_ROWS && st == DMS_OK && more; i++) {
        st = rows_next(rows, &row, &more, error);
        if (st == DMS_OK && more && row.fault == NULL)
            map_row(mapping, &row);
    }
    return st;
}

static void
import(const struct dms_json *map, const void *table, size_t size)
{
    struct mapping *mapping = NULL;
    struct source *source = NULL;
    struct rows *rows = NULL;
    struct dms_error error = { 0 };
    enum dms_status st = mapping_create(set->items[0], map, "map.json", &mapping, &error);
    if (st == DMS_OK)
        st = source_open(fuzz_file(table, size), "file", mapping_encoding(mapping),
                         &source, &error);
    if (st == DMS_OK)
        st = rows_open(source, mapping_separator(mapping), &rows, &error);
    if (st == DMS_OK)
        st = map_rows(mapping, rows, &error);
    if (st != DMS_OK && dms_error_key(&error)[0] == '\0')
        abort();
    rows_destroy(rows);
    source_close(source);
    mapping_destroy(mapping);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    const char *gap = size > 0 ? memmem(text, size, "\n\n", 2) : NULL;
    size_t head = gap != NULL ? (size_t)(gap - text) : size;
    struct dms_json *map = NULL;
    if (set == NULL)
        begin();
    if (head == 0 || dms_json_load(text, head, &map, NULL) == DMS_OK)
        import(map, gap != NULL ? gap + 2 : "", gap != NULL ? size - head - 2 : 0);
    dms_json_destroy(map);
    return 0;
}
