/* effects.c - applies what a rule answered: refuse, warn, set. Tasks: effect_create.c. */
#include "script/effects.h"

#include <stdlib.h>
#include <string.h>

/* dms_fail wants the names in its format; values must not be taken for more of it. */
static void
add_value(struct writing *format, const char *name, const struct dms_json *value)
{
    char *printed = NULL;
    const char *text = dms_json_text(value);
    if (text == NULL)
        text = printed = dms_json_print(value);
    writing_printf(format, "%s%s=", format->size == 0 ? "" : "|", name);
    for (; *text != 0; text++) {
        if (*text == '%')
            writing_add(format, "%%", 2);
        else if (*text == '|')
            writing_add(format, "/", 1);
        else
            writing_add(format, text, 1);
    }
    free(printed);
}

static char *
values_format(const struct dms_json *values)
{
    struct writing format = { 0 };
    writing_add(&format, "", 0);
    for (size_t i = 0; i < dms_json_count(values) && format.size < 900; i++) {
        const char *name = dms_json_key_at(values, i);
        if (name != NULL && strcspn(name, "%|=") == strlen(name))
            add_value(&format, name, dms_json_value_at(values, i));
    }
    return format.data;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
enum dms_status
effect_fail(struct dms_error *error, enum dms_status status, const char *key,
            const struct dms_json *values)
{
    char *format = values_format(values);
    enum dms_status st = dms_fail(error, status, key, format, "");
    free(format);
    return st;
}

static void
warn(struct dms_unit *unit, const struct dms_json *effect)
{
    char *format = values_format(dms_json_at_key(effect, "values"));
    dms_unit_warn(unit, dms_json_text_at(effect, "field"), dms_json_text_at(effect, "key"),
                  format, "");
    free(format);
}
#pragma GCC diagnostic pop

/* In stored units, as rules count; text also in written form. */
static enum dms_status
set_field(struct dms_record *record, const char *field, const struct dms_json *value,
          struct dms_error *error)
{
    if (dms_json_kind(value) == DMS_JSON_OBJECT && dms_json_at_key(value, "id") != NULL &&
        dms_record_field(record, field) != NULL &&
        dms_record_field(record, field)->type == DMS_REFERENCE)
        return dms_record_set_int(record, field, dms_json_integer_at(value, "id"), error);
    switch (dms_json_kind(value)) {
    case DMS_JSON_NULL: return dms_record_set_empty(record, field, error);
    case DMS_JSON_INTEGER:
        return dms_record_set_int(record, field, dms_json_integer(value), error);
    case DMS_JSON_BOOLEAN:
        return dms_record_set_int(record, field, dms_json_boolean(value), error);
    default: return dms_record_set_json(record, field, value, error);
    }
}

/* History tells by which rule. */
static enum dms_status
apply_set(const struct rule *rule, struct dms_record *record, const struct dms_json *effect,
          struct dms_error *error)
{
    const char *field = dms_json_text_at(effect, "field");
    enum dms_status st = set_field(record, field, dms_json_at_key(effect, "value"), error);
    if (st != DMS_OK)
        return st;
    struct dms_json *why = dms_json_create_object();
    dms_json_set_text(why, "rule", rule->name);
    dms_json_set_text(why, "file", rule->file);
    dms_json_set_integer(why, "line", rule->line);
    dms_json_set_integer(why, "version", rule->rules->version);
    dms_record_because(record, field, why);
    dms_json_destroy(why);
    return DMS_OK;
}

static enum dms_status
apply_task(struct dms_unit *unit, const struct rule *rule, const char *what,
           struct dms_record *record, const struct dms_json *effect, struct dms_error *error)
{
    int64_t created;
    const struct dms_json *card = dms_json_at_key(effect, "card");
    struct occasion occasion = { .rule = rule, .subject = record,
                                 .once = dms_json_text_at(card, "once"),
                                 .at = dms_unit_now(unit) };
    enum dms_status st = effect_check(what, card, error);
    return st != DMS_OK ? st
                        : effect_create(unit, what, &occasion, card, &created, error);
}

static enum dms_status
garbage(const struct rule *rule, const char *what, struct dms_error *error)
{
    return dms_fail(error, DMS_INVALID, "script.garbage", "text=%s|rule=%s", what, rule->name);
}

static enum dms_status
apply_one(struct dms_unit *unit, const struct rule *rule, enum effect_place place,
          struct dms_record *record, const struct dms_json *effect, struct dms_error *error)
{
    const char *name = dms_json_text_at(effect, "effect");
    if (dms_json_kind(effect) != DMS_JSON_OBJECT || name == NULL)
        return garbage(rule, "?", error);
    if (strcmp(name, "deny") == 0 && dms_json_text_at(effect, "key") != NULL)
        return effect_fail(error, DMS_DENIED, dms_json_text_at(effect, "key"),
                           dms_json_at_key(effect, "values"));
    if (strcmp(name, "warn") == 0 && dms_json_text_at(effect, "key") != NULL) {
        warn(unit, effect);
        return DMS_OK;
    }
    if (strcmp(name, "set") == 0 && place == EFFECTS_BEFORE)
        return apply_set(rule, record, effect, error);
    if (place == EFFECTS_AFTER && (strcmp(name, "task") == 0 || strcmp(name, "message") == 0))
        return apply_task(unit, rule, name, record, effect, error);
    return garbage(rule, name, error);
}

enum dms_status
effects_apply(struct dms_unit *unit, const struct rule *rule, enum effect_place place,
              struct dms_record *record, const struct dms_json *answer,
              struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    if (dms_json_kind(answer) == DMS_JSON_NULL ||
        (dms_json_kind(answer) == DMS_JSON_OBJECT && dms_json_count(answer) == 0))
        return DMS_OK;
    if (dms_json_kind(answer) == DMS_JSON_ARRAY) {
        for (size_t i = 0; i < dms_json_count(answer) && st == DMS_OK; i++)
            st = apply_one(unit, rule, place, record, dms_json_at(answer, i), error);
    } else {
        st = apply_one(unit, rule, place, record, answer, error);
    }
    if (st != DMS_OK) {
        dms_error_at_rule(error, rule->name);
        if (st != DMS_DENIED)
            dms_error_at_file(error, rule->file, rule->line);
    }
    return st;
}
