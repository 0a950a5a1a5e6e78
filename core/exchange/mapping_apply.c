/* mapping_apply.c - headers to fields. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

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

int
mapping_column(const struct mapping *mapping, const char *header)
{
    for (size_t i = 0; i < mapping->headers.count; i++)
        if (same_header(mapping->headers.items[i], header))
            return (int)i;
    return -1;
}

static bool
is_label(const struct mapping *mapping, const struct entity_field *field,
         const char *header, const struct messages *messages)
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
        if ((field->card.flags & DMS_READ_ONLY) != 0)
            continue; /* stands in our exports, and is worked out anew */
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
no_column(const struct mapped *mapped, const char *header, struct dms_error *error)
{
    return dms_fail_field(error, DMS_INVALID, mapped->field->card.name,
                          "exchange.no_such_column", "column=%s", header);
}

/* A misspelled header in a template would leave every name half. */
static enum dms_status
bind_template(struct mapping *mapping, const struct mapped *mapped,
              struct dms_error *error)
{
    char header[MAPPING_HEADER_SIZE];
    for (const char *at = mapped->template; at != NULL && *at != '\0';) {
        size_t taken = mapping_template_header(at, header);
        at += taken > 0 ? taken : 1;
        if (taken == 0)
            continue;
        int column = mapping_column(mapping, header);
        if (column < 0)
            return no_column(mapped, header, error);
        mapping->used[column] = true;
    }
    return DMS_OK;
}

static enum dms_status
bind_by_map(struct mapping *mapping, struct dms_error *error)
{
    for (size_t i = 0; i < mapping->mapped.count; i++) {
        struct mapped *mapped = mapping->mapped.items[i];
        mapped->column =
            mapped->header != NULL ? mapping_column(mapping, mapped->header) : -1;
        if (mapped->header != NULL && mapped->column < 0)
            return no_column(mapped, mapped->header, error);
        if (bind_template(mapping, mapped, error) != DMS_OK)
            return DMS_INVALID;
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
    return mapping->used[column];
}

/* Columns that our own files have beside the fields people fill: ids, times and what the
 * system works out in an export, the reasons in a reject file. */
static bool
is_ours(const struct mapping *mapping, const char *header,
        const struct messages *messages)
{
    static const char *const keys[] = { "exchange.line", "exchange.field",
                                        "exchange.reason" };
    static const char *const languages[] = { "zh", "en" };
    bool ours = header[0] == '\0' || entity_column_at(header) >= 0;
    for (size_t i = 0; !ours && i < 6; i++)
        ours = same_header(messages_at(messages, languages[i % 2], keys[i / 2]), header);
    for (uint32_t f = 0; !ours && f < mapping->entity->field_count; f++)
        ours = (mapping->entity->fields[f].card.flags & DMS_READ_ONLY) != 0 &&
               is_label(mapping, &mapping->entity->fields[f], header, messages);
    return ours;
}

/* Without a map every column means something: else a misspelled one would be lost unseen. */
static enum dms_status
check_all_bound(const struct mapping *mapping, const struct messages *messages,
                struct dms_error *error)
{
    for (size_t i = 0; i < mapping->headers.count; i++) {
        const char *header = mapping->headers.items[i];
        if (!is_bound(mapping, i) && !is_ours(mapping, header, messages))
            return dms_fail_field(error, DMS_INVALID, header, "exchange.unknown_column",
                                  "column=%s|entity=@entity.%s", header,
                                  mapping->entity->name);
    }
    return DMS_OK;
}

char *
mapping_left_out(const struct mapping *mapping)
{
    struct text text = { 0 };
    for (size_t i = 0; i < mapping->headers.count; i++) {
        const char *header = mapping->headers.items[i];
        if (!is_bound(mapping, i) && header[0] != '\0')
            text_printf(&text, "%s%s", text.size > 0 ? ", " : "", header);
    }
    return text_take(&text);
}

static char *
joined_headers(const struct mapping *mapping)
{
    struct text text = { 0 };
    for (size_t i = 0; i < mapping->headers.count && i < 12; i++)
        text_printf(&text, "%s%s", i > 0 ? ", " : "",
                    (const char *)mapping->headers.items[i]);
    return text_take(&text);
}

enum dms_status
mapping_bind(struct mapping *mapping, const struct row *header,
             const struct messages *messages, struct dms_error *error)
{
    for (size_t i = 0; i < header->count; i++)
        list_add(&mapping->headers, memory_copy(header->cells[i]));
    mapping->used = memory_get(header->count * sizeof(bool));
    if (dms_json_count(dms_json_at_key(mapping->map, "columns")) > 0)
        return bind_by_map(mapping, error) == DMS_OK ? check_twice(mapping, error)
                                                     : DMS_INVALID;
    bind_by_label(mapping, messages);
    if (mapping->mapped.count > 0)
        return check_twice(mapping, error) == DMS_OK
                   ? check_all_bound(mapping, messages, error)
                   : DMS_INVALID;
    char *headers = joined_headers(mapping);
    enum dms_status st =
        dms_fail(error, DMS_INVALID, "exchange.no_column_fits",
                 "entity=@entity.%s|headers=%s", mapping->entity->name, headers);
    free(headers);
    return st;
}
