/* mapping_apply.c - headers to fields, cells to values, a row to its key. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "exchange/mapping_inside.h"

/* Blanks at the ends, capitals and the marks people put behind required columns do not
 * make another header. */
static bool
same_header(const char *left, const char *right)
{
    size_t left_size, right_size;
    left += strspn(left, " \t*");
    right += strspn(right, " \t*");
    left_size = strlen(left);
    right_size = strlen(right);
    while (left_size > 0 && strchr(" \t*", left[left_size - 1]) != NULL)
        left_size--;
    while (right_size > 0 && strchr(" \t*", right[right_size - 1]) != NULL)
        right_size--;
    return left_size == right_size && strncasecmp(left, right, left_size) == 0;
}

static int
column_of(const struct mapping *mapping, const char *header)
{
    for (size_t i = 0; i < mapping->headers.count; i++)
        if (same_header(mapping->headers.items[i], header))
            return (int)i;
    return -1;
}

static bool
is_label(const struct mapping *mapping, const struct entity_field *field, const char *header,
         const struct messages *messages)
{
    struct text key = { 0 };
    bool same = same_header(field->card.name, header);
    text_printf(&key, "field.%s.%s", mapping->entity->name, field->card.name);
    const char *zh = messages_at(messages, "zh", key.data);
    const char *en = messages_at(messages, "en", key.data);
    same = same || (zh != NULL && same_header(zh, header)) ||
           (en != NULL && same_header(en, header));
    text_clear(&key);
    return same;
}

static void
bind_by_label(struct mapping *mapping, const struct messages *messages)
{
    for (uint32_t f = 0; f < mapping->entity->field_count; f++) {
        const struct entity_field *field = &mapping->entity->fields[f];
        for (size_t i = 0; i < mapping->headers.count; i++) {
            if (!is_label(mapping, field, mapping->headers.items[i], messages))
                continue;
            struct mapped *mapped = memory_get(sizeof(*mapped));
            mapped->field = field;
            mapped->header = mapping->headers.items[i];
            mapped->column = (int)i;
            list_add(&mapping->mapped, mapped);
            break;
        }
    }
}

static enum dms_status
bind_by_map(struct mapping *mapping, struct dms_error *error)
{
    for (size_t i = 0; i < mapping->mapped.count; i++) {
        struct mapped *mapped = mapping->mapped.items[i];
        mapped->column = mapped->header != NULL ? column_of(mapping, mapped->header) : -1;
        if (mapped->header != NULL && mapped->column < 0)
            return dms_fail_field(error, DMS_INVALID, mapped->field->card.name,
                                  "exchange.no_such_column", "column=%s", mapped->header);
    }
    return DMS_OK;
}

/* Two columns of one name: which of them was meant? */
static enum dms_status
check_twice(const struct mapping *mapping, struct dms_error *error)
{
    for (size_t i = 0; i < mapping->mapped.count; i++) {
        const struct mapped *mapped = mapping->mapped.items[i];
        for (size_t k = (size_t)mapped->column + 1;
             mapped->column >= 0 && k < mapping->headers.count; k++)
            if (same_header(mapping->headers.items[k], mapped->header))
                return dms_fail(error, DMS_INVALID, "exchange.column_twice", "column=%s",
                                mapped->header);
    }
    return DMS_OK;
}

static bool
is_bound(const struct mapping *mapping, size_t column)
{
    for (size_t i = 0; i < mapping->mapped.count; i++)
        if (((const struct mapped *)mapping->mapped.items[i])->column == (int)column)
            return true;
    return false;
}

/* Columns that our own files have beside the fields: ids and times of an export, the reasons
 * in a reject file. */
static bool
is_ours(const char *header, const struct messages *messages)
{
    static const char *const keys[] = { "exchange.line", "exchange.field", "exchange.reason" };
    static const char *const languages[] = { "zh", "en" };
    bool ours = header[0] == '\0' || entity_column_at(header) >= 0;
    for (size_t i = 0; !ours && i < 6; i++)
        ours = same_header(messages_at(messages, languages[i % 2], keys[i / 2]), header);
    return ours;
}

/* Without a map every column means something: else a misspelled one would be lost unseen. */
static enum dms_status
check_all_bound(const struct mapping *mapping, const struct messages *messages,
                struct dms_error *error)
{
    for (size_t i = 0; i < mapping->headers.count; i++) {
        const char *header = mapping->headers.items[i];
        if (!is_bound(mapping, i) && !is_ours(header, messages))
            return dms_fail_field(error, DMS_INVALID, header, "exchange.unknown_column",
                                  "column=%s|entity=@entity.%s", header, mapping->entity->name);
    }
    return DMS_OK;
}

static char *
joined_headers(const struct mapping *mapping)
{
    struct text text = { 0 };
    for (size_t i = 0; i < mapping->headers.count && i < 12; i++)
        text_printf(&text, "%s%s", i > 0 ? ", " : "", (const char *)mapping->headers.items[i]);
    return text_take(&text);
}

enum dms_status
mapping_bind(struct mapping *mapping, const struct row *header,
             const struct messages *messages, struct dms_error *error)
{
    for (size_t i = 0; i < header->count; i++)
        list_add(&mapping->headers, memory_copy(header->cells[i]));
    if (dms_json_count(dms_json_at_key(mapping->map, "columns")) > 0)
        return bind_by_map(mapping, error) == DMS_OK ? check_twice(mapping, error)
                                                     : DMS_INVALID;
    bind_by_label(mapping, messages);
    if (mapping->mapped.count > 0)
        return check_twice(mapping, error) == DMS_OK
                   ? check_all_bound(mapping, messages, error)
                   : DMS_INVALID;
    char *headers = joined_headers(mapping);
    enum dms_status st = dms_fail(error, DMS_INVALID, "exchange.no_column_fits",
                                  "entity=@entity.%s|headers=%s", mapping->entity->name, headers);
    free(headers);
    return st;
}

/* "{brand} {series}" with the cells of those headers. */
static void
fill_template(const struct mapping *mapping, const char *template, const struct row *row,
              struct text *text)
{
    char header[128];
    while (*template != '\0') {
        const char *end = *template == '{' ? strchr(template, '}') : NULL;
        size_t size = end != NULL ? (size_t)(end - template) - 1 : 0;
        if (end == NULL || size >= sizeof(header)) {
            text_add_char(text, *template++);
            continue;
        }
        memcpy(header, template + 1, size);
        header[size] = '\0';
        int column = column_of(mapping, header);
        text_add(text, column >= 0 && (size_t)column < row->count ? row->cells[column] : "");
        template = end + 1;
    }
}

static bool
is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

static void
add_field(const struct mapping *mapping, const struct mapped *mapped, const struct row *row,
          struct dms_json *fields)
{
    struct text text = { 0 };
    text_add(&text, "");
    if (mapped->value != NULL)
        text_add(&text, mapped->value);
    else if (mapped->template != NULL)
        fill_template(mapping, mapped->template, row, &text);
    else if (mapped->column >= 0 && (size_t)mapped->column < row->count)
        text_add(&text, row->cells[mapped->column]);
    const char *word = dms_json_text_at(mapped->choices, text.data);
    if (mapped->unit != NULL && !is_blank(text.data))
        text_add(&text, mapped->unit);
    if (!is_blank(text.data))
        dms_json_set_text(fields, mapped->field->card.name, word != NULL ? word : text.data);
    text_clear(&text);
}

struct dms_json *
mapping_fields(const struct mapping *mapping, const struct row *row)
{
    struct dms_json *fields = dms_json_create_object();
    for (size_t i = 0; i < mapping->mapped.count; i++)
        add_field(mapping, mapping->mapped.items[i], row, fields);
    return fields;
}

char *
mapping_key(const struct mapping *mapping, const struct row *row,
            const struct dms_json *fields)
{
    const struct dms_json *key = dms_json_at_key(mapping->map, "key");
    struct digest_state state;
    unsigned char digest[DIGEST_SIZE];
    char printed[DIGEST_TEXT_SIZE];
    struct text text = { 0 };
    digest_begin(&state);
    for (size_t i = 0; i < dms_json_count(key); i++) {
        const char *part = dms_json_text_at(fields, dms_json_text(dms_json_at(key, i)));
        digest_add(&state, part != NULL ? part : "", (part != NULL ? strlen(part) : 0) + 1);
    }
    for (size_t i = 0; dms_json_count(key) == 0 && i < row->count; i++)
        digest_add(&state, row->cells[i], strlen(row->cells[i]) + 1);
    digest_end(&state, digest);
    digest_print(digest, printed);
    text_printf(&text, "import|%s|%s", mapping->entity->name, printed);
    return text_take(&text);
}
