/* value.c - between the written form of a value (JSON, CSV) and the stored one. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "dms/amount.h"
#include "entity/record.h"

/* Doubles hold every integer up to here. */
#define EXACT       9007199254740992.0
#define FEN         100
#define THOUSANDTHS 1000

static enum dms_status
not_a(const struct dms_field *card, const char *key, const char *shown,
      struct dms_error *error)
{
    dms_fail(error, DMS_INVALID, key, "field=%s|value=%s", card->name, shown);
    dms_error_at_field(error, card->name);
    return DMS_INVALID;
}

static void
keep_text(struct value *value, const char *text, size_t size, struct scratch *scratch)
{
    if (size == 0)
        return;
    value->kind = VALUE_TEXT;
    value->size = (uint32_t)size;
    value->as.text = scratch_copy_sized(scratch, text, size);
}

static void
keep_number(struct value *value, int64_t number)
{
    value->kind = VALUE_NUMBER;
    value->as.number = number;
}

static enum dms_status
read_integer(const char *text, int64_t *number)
{
    char *end = NULL;
    const char *digits = text + (*text == '-');
    if (*digits < '0' || *digits > '9')
        return DMS_INVALID;
    errno = 0;
    *number = strtoll(text, &end, 10);
    return errno != 0 || *end != '\0' ? DMS_INVALID : DMS_OK;
}

static enum dms_status
read_boolean(const char *text, int64_t *number)
{
    static const char *const yes[] = { "是",   "true", "yes", "1",
                                       "TRUE", "True", "Yes", NULL };
    static const char *const no[] = { "否",    "false", "no", "0",
                                      "FALSE", "False", "No", NULL };
    for (size_t i = 0; yes[i] != NULL; i++) {
        *number = strcmp(text, yes[i]) == 0;
        if (*number == 1 || strcmp(text, no[i]) == 0)
            return DMS_OK;
    }
    return DMS_INVALID;
}

/* Text that stands for a number of CARD's type. The loaders tell what is wrong with it. */
static enum dms_status
read_number_text(const struct dms_field *card, const char *text, int64_t offset,
                 int64_t *number, struct dms_error *error)
{
    enum dms_status st = DMS_INVALID;
    const char *key = "entity.not_integer";
    if (card->type == DMS_MONEY)
        st = dms_money_load(text, number, error);
    else if (card->type == DMS_DECIMAL)
        st = dms_decimal_load(text, number, error);
    else if (card->type == DMS_DATE)
        st = dms_date_load(text, number, error);
    else if (card->type == DMS_TIME)
        st = dms_time_load(text, offset, number, error);
    else if (card->type == DMS_BOOLEAN)
        st = read_boolean(text, number), key = "entity.not_boolean";
    else
        st = read_integer(text, number);
    if (st == DMS_OK && card->type == DMS_REFERENCE && *number <= 0)
        st = DMS_INVALID, key = "entity.not_reference";
    return st == DMS_OK ? st : not_a(card, key, text, error);
}

static enum dms_status
read_structured(const struct dms_field *card, const char *text, struct dms_error *error)
{
    struct dms_json *json = NULL;
    enum dms_status st = dms_json_load(text, strlen(text), &json, error);
    dms_json_destroy(json);
    if (st != DMS_OK)
        dms_error_at_field(error, card->name);
    return st;
}

enum dms_status
field_check_choice(const struct dms_field *card, const char *text,
                   struct dms_error *error)
{
    struct text allowed = { 0 };
    for (size_t i = 0; card->choices[i] != NULL; i++)
        if (strcmp(card->choices[i], text) == 0)
            return DMS_OK;
    for (size_t i = 0; card->choices[i] != NULL; i++)
        text_printf(&allowed, "%s%s", i == 0 ? "" : ", ", card->choices[i]);
    dms_fail(error, DMS_INVALID, "entity.not_allowed", "field=%s|value=%s|allowed=%s",
             card->name, text, allowed.data);
    dms_error_at_field(error, card->name);
    text_clear(&allowed);
    return DMS_INVALID;
}

/* TEXT is well-formed and not empty. */
static enum dms_status
read_text(const struct dms_field *card, const char *text, size_t size, int64_t offset,
          struct scratch *scratch, struct value *value, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    int64_t number = 0;
    if (card->type == DMS_CHOICE)
        st = field_check_choice(card, text, error);
    else if (card->type == DMS_STRUCTURED)
        st = read_structured(card, text, error);
    else if (card->type != DMS_TEXT)
        st = read_number_text(card, text, offset, &number, error);
    if (st != DMS_OK)
        return st;
    if (card->type == DMS_TEXT || card->type == DMS_CHOICE ||
        card->type == DMS_STRUCTURED)
        keep_text(value, text, size, scratch);
    else
        keep_number(value, number);
    return DMS_OK;
}

/* How many bytes of white space TEXT begins with; the wide blank (U+3000) and the one that
 * does not break (U+00A0) come with spreadsheets. */
static size_t
blank(const char *text)
{
    if (*text == ' ' || (*text >= '\t' && *text <= '\r'))
        return 1;
    if (strncmp(text, "\xe3\x80\x80", 3) == 0)
        return 3;
    return strncmp(text, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

static size_t
trimmed_size(const char *text, size_t size)
{
    for (;;) {
        size_t cut = 0;
        for (size_t back = 1; back <= 3 && back <= size && cut == 0; back++)
            if (blank(text + size - back) == back)
                cut = back;
        if (cut == 0)
            return size;
        size -= cut;
    }
}

enum dms_status
field_read_text(const struct entity_field *field, const char *text, int64_t offset,
                struct scratch *scratch, struct value *value, struct dms_error *error)
{
    *value = (struct value){ .kind = VALUE_EMPTY };
    if (text == NULL)
        return DMS_OK;
    size_t size = strlen(text), step;
    if (size > UINT32_MAX / 2 || !utf8_valid(text, size))
        return not_a(&field->card, "entity.not_utf8", "", error);
    while ((step = blank(text)) > 0)
        text += step;
    size = trimmed_size(text, strlen(text));
    if (size == 0)
        return DMS_OK;
    const char *trimmed = scratch_copy_sized(scratch, text, size);
    return read_text(&field->card, trimmed, size, offset, scratch, value, error);
}

/* REAL × SCALE when it was written with no more decimals than SCALE has. */
static bool
scale_real(double real, int64_t scale, int64_t *number)
{
    double whole = nearbyint(real * (double)scale);
    if (!(fabs(whole) < EXACT) || whole / (double)scale != real)
        return false;
    *number = (int64_t)whole;
    return true;
}

static enum dms_status
read_json_number(const struct dms_field *card, const struct dms_json *json,
                 int64_t *number)
{
    int64_t scale = card->type == DMS_MONEY     ? FEN
                    : card->type == DMS_DECIMAL ? THOUSANDTHS
                                                : 1;
    if (card->type == DMS_DATE || card->type == DMS_TIME)
        return DMS_INVALID;
    if (dms_json_kind(json) == DMS_JSON_REAL) {
        if (!scale_real(dms_json_real(json), scale, number))
            return DMS_INVALID;
    } else if (__builtin_mul_overflow(dms_json_integer(json), scale, number)) {
        return DMS_INVALID;
    }
    if (card->type == DMS_BOOLEAN && *number != 0 && *number != 1)
        return DMS_INVALID;
    return card->type == DMS_REFERENCE && *number <= 0 ? DMS_INVALID : DMS_OK;
}

static const char *
expected(const struct dms_field *card)
{
    static const char *const keys[] = {
        [DMS_TEXT] = "entity.not_text",           [DMS_INTEGER] = "entity.not_integer",
        [DMS_MONEY] = "entity.not_money",         [DMS_DECIMAL] = "entity.not_decimal",
        [DMS_DATE] = "entity.not_date",           [DMS_TIME] = "entity.not_time",
        [DMS_BOOLEAN] = "entity.not_boolean",     [DMS_CHOICE] = "entity.not_text",
        [DMS_REFERENCE] = "entity.not_reference", [DMS_STRUCTURED] = "entity.not_text",
    };
    return keys[card->type];
}

static enum dms_status
wrong_kind(const struct dms_field *card, const struct dms_json *json,
           struct dms_error *error)
{
    char *shown = dms_json_print(json);
    enum dms_status st = not_a(card, expected(card), shown, error);
    free(shown);
    return st;
}

static enum dms_status
read_json_text(const struct dms_field *card, const struct dms_json *json, int64_t offset,
               struct scratch *scratch, struct value *value, struct dms_error *error)
{
    const char *text = dms_json_text(json);
    size_t size = strlen(text);
    if (size == 0)
        return DMS_OK;
    if (size > UINT32_MAX / 2 || !utf8_valid(text, size))
        return not_a(card, "entity.not_utf8", "", error);
    return read_text(card, text, size, offset, scratch, value, error);
}

enum dms_status
field_read(const struct entity_field *field, const struct dms_json *json, int64_t offset,
           struct scratch *scratch, struct value *value, struct dms_error *error)
{
    const struct dms_field *card = &field->card;
    enum dms_json_kind kind = dms_json_kind(json);
    bool is_text = card->type == DMS_TEXT || card->type == DMS_CHOICE;
    int64_t number = 0;
    *value = (struct value){ .kind = VALUE_EMPTY };
    if (kind == DMS_JSON_NULL)
        return DMS_OK;
    if (card->type == DMS_STRUCTURED) {
        char *text = dms_json_print(json);
        keep_text(value, text, strlen(text), scratch);
        free(text);
        return DMS_OK;
    }
    if (kind == DMS_JSON_TEXT)
        return read_json_text(card, json, offset, scratch, value, error);
    if (kind == DMS_JSON_BOOLEAN && card->type == DMS_BOOLEAN)
        keep_number(value, dms_json_boolean(json));
    else if (!is_text && (kind == DMS_JSON_INTEGER || kind == DMS_JSON_REAL) &&
             read_json_number(card, json, &number) == DMS_OK)
        keep_number(value, number);
    else
        return wrong_kind(card, json, error);
    return DMS_OK;
}

static struct dms_json *
print_text(const struct dms_field *card, const struct value *value)
{
    struct dms_json *json = NULL;
    if (card->type == DMS_STRUCTURED &&
        dms_json_load(value->as.text, value->size, &json, NULL) == DMS_OK)
        return json;
    return dms_json_create_text_sized(value->as.text, value->size);
}

/* Numbers that are written as text; false: as they are. */
static bool
is_worded(const struct dms_field *card, int64_t number, int64_t offset, char buffer[64])
{
    switch (card->type) {
    case DMS_MONEY:
        dms_money_print(number, buffer, 64);
        return true;
    case DMS_DECIMAL:
        dms_decimal_print(number, buffer, 64);
        return true;
    case DMS_DATE:
        dms_date_print(number, buffer, 64);
        return true;
    case DMS_TIME:
        dms_time_print(number, offset, buffer, 64);
        return true;
    default:
        return false;
    }
}

struct dms_json *
value_print(const struct dms_field *card, const struct value *value, int64_t offset)
{
    char buffer[64];
    if (value->kind == VALUE_EMPTY)
        return dms_json_create_null();
    if (value->kind == VALUE_TEXT)
        return print_text(card, value);
    if (is_worded(card, value->as.number, offset, buffer))
        return dms_json_create_text(buffer);
    return card->type == DMS_BOOLEAN ? dms_json_create_boolean(value->as.number != 0)
                                     : dms_json_create_integer(value->as.number);
}

/* JSON kept in a field may be written any way: read, it prints as the rest does. */
static void
add_structured(struct text *text, const struct dms_field *card, const struct value *value)
{
    struct dms_json *json = print_text(card, value);
    char *printed = dms_json_print(json);
    text_add(text, printed);
    free(printed);
    dms_json_destroy(json);
}

void
value_add(struct text *text, const struct dms_field *card, const struct value *value,
          int64_t offset)
{
    char buffer[64];
    if (value->kind == VALUE_EMPTY)
        text_add(text, "null");
    else if (value->kind == VALUE_TEXT && card->type == DMS_STRUCTURED)
        add_structured(text, card, value);
    else if (value->kind == VALUE_TEXT)
        json_print_text(text, value->as.text);
    else if (is_worded(card, value->as.number, offset, buffer))
        json_print_text(text, buffer);
    else if (card->type == DMS_BOOLEAN)
        text_add(text, value->as.number != 0 ? "true" : "false");
    else
        json_print_integer(text, value->as.number);
}

struct dms_json *
field_print(const struct entity_field *field, const struct value *value, int64_t offset)
{
    return value_print(&field->card, value, offset);
}
