/* mapping_fields.c - cells to values, a row to its key. */
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "exchange/mapping_inside.h"

size_t
mapping_template_header(const char *template, char *header)
{
    const char *end = *template == '{' ? strchr(template, '}') : NULL;
    size_t size = end != NULL ? (size_t)(end - template) - 1 : 0;
    if (end == NULL || size >= MAPPING_HEADER_SIZE)
        return 0;
    memcpy(header, template + 1, size);
    header[size] = '\0';
    return size + 2;
}

static const char *
cell_at(const struct row *row, int column)
{
    return column >= 0 && (size_t)column < row->count ? row->cells[column] : "";
}

/* "{brand} {series}" with the cells of those headers. */
static void
fill_template(const struct mapping *mapping, const char *template, const struct row *row,
              struct text *text)
{
    char header[MAPPING_HEADER_SIZE];
    while (*template != '\0') {
        size_t taken = mapping_template_header(template, header);
        if (taken > 0)
            text_add(text, cell_at(row, mapping_column(mapping, header)));
        else
            text_add_char(text, *template);
        template += taken > 0 ? taken : 1;
    }
}

/* Words of a map are compared with what people see: without blanks at the ends. */
static void
trim(struct text *text)
{
    size_t start = strspn(text->data, " \t\r\n");
    while (text->size > start && strchr(" \t\r\n", text->data[text->size - 1]) != NULL)
        text->size--;
    text->size -= start;
    memmove(text->data, text->data + start, text->size);
    text->data[text->size] = '\0';
}

static bool
says_nothing(const struct mapped *mapped, const char *text)
{
    for (size_t i = 0; i < dms_json_count(mapped->empty); i++) {
        const char *word = dms_json_text(dms_json_at(mapped->empty, i));
        if (word != NULL && strcmp(word, text) == 0)
            return true;
    }
    return text[0] == '\0';
}

/* A cell without a readable number stays as it is: the field refuses it, with its words. */
static void
take_number(const struct mapped *mapped, struct text *text)
{
    struct text number = { 0 };
    if (mapped->number == NULL ||
        !mapping_number(text->data, strcmp(mapped->number, "last") == 0, &number))
        return;
    text_clear(text);
    *text = number;
}

static void
add_field(const struct mapping *mapping, const struct mapped *mapped,
          const struct row *row, struct dms_json *fields)
{
    struct text text = { 0 };
    text_add(&text, "");
    if (mapped->value != NULL)
        text_add(&text, mapped->value);
    else if (mapped->template != NULL)
        fill_template(mapping, mapped->template, row, &text);
    else
        text_add(&text, cell_at(row, mapped->column));
    trim(&text);
    const char *word = dms_json_text_at(mapped->choices, text.data);
    bool empty = says_nothing(mapped, text.data);
    take_number(mapped, &text);
    if (mapped->unit != NULL)
        text_add(&text, mapped->unit);
    if (!empty)
        dms_json_set_text(fields, mapped->field->card.name,
                          word != NULL ? word : text.data);
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

/* False when the row says nothing of its key. */
static bool
add_key(const struct mapping *mapping, const struct dms_json *fields,
        struct digest_state *state)
{
    const struct dms_json *key = dms_json_at_key(mapping->map, "key");
    bool said = false;
    for (size_t i = 0; i < dms_json_count(key); i++)
        said |= dms_json_text_at(fields, dms_json_text(dms_json_at(key, i))) != NULL;
    for (size_t i = 0; said && i < dms_json_count(key); i++) {
        const char *part = dms_json_text_at(fields, dms_json_text(dms_json_at(key, i)));
        digest_add(state, part != NULL ? part : "",
                   (part != NULL ? strlen(part) : 0) + 1);
    }
    return said;
}

char *
mapping_key(const struct mapping *mapping, const struct row *row,
            const struct dms_json *fields)
{
    struct digest_state state;
    unsigned char digest[DIGEST_SIZE];
    char printed[DIGEST_TEXT_SIZE];
    struct text text = { 0 };
    digest_begin(&state);
    /* Rows that leave their key empty are not all one row. */
    if (!add_key(mapping, fields, &state))
        for (size_t i = 0; i < row->count; i++)
            digest_add(&state, row->cells[i], strlen(row->cells[i]) + 1);
    digest_end(&state, digest);
    digest_print(digest, printed);
    text_printf(&text, "import|%s|%s", mapping->entity->name, printed);
    return text_take(&text);
}
