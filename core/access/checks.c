/* checks.c - what may stand in the core's own records: hours, weekdays, roles, stores. */
#include <stdlib.h>
#include <string.h>

#include "access/entities.h"

static enum dms_status
refuse(struct dms_error *error, const char *field, const char *key, const char *value)
{
    dms_fail(error, DMS_INVALID, key, "value=%s", value);
    dms_error_at_field(error, field);
    return DMS_INVALID;
}

/* The code of a brand is also a folder of scripts. */
static enum dms_status
check_code(struct dms_unit *unit, struct dms_record *record, const char *field,
           struct dms_error *error)
{
    (void)unit;
    const char *code = dms_record_text(record, field);
    if (strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789_-") == strlen(code))
        return DMS_OK;
    return refuse(error, field, "access.bad_code", code);
}

static bool
is_clock(const char *text)
{
    static const char form[] = "00:00";
    if (strlen(text) != sizeof(form) - 1)
        return false;
    for (size_t i = 0; form[i] != '\0'; i++)
        if (form[i] == ':' ? text[i] != ':' : text[i] < '0' || text[i] > '9')
            return false;
    int minutes = ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 +
                  text[4] - '0';
    return text[3] < '6' && minutes <= 24 * 60;
}

static enum dms_status
check_clock(struct dms_unit *unit, struct dms_record *record, const char *field,
            struct dms_error *error)
{
    (void)unit;
    const char *text = dms_record_text(record, field);
    return is_clock(text) ? DMS_OK : refuse(error, field, "access.bad_clock", text);
}

static enum dms_status
check_weekdays(struct dms_unit *unit, struct dms_record *record, const char *field,
               struct dms_error *error)
{
    (void)unit;
    const char *text = dms_record_text(record, field);
    bool sound = strspn(text, "1234567") == strlen(text);
    for (const char *at = text; sound && *at != '\0'; at++)
        sound = strchr(at + 1, *at) == NULL;
    return sound ? DMS_OK : refuse(error, field, "access.bad_weekdays", text);
}

static enum dms_status
check_actions(struct dms_unit *unit, struct dms_record *record, const char *field,
              struct dms_error *error)
{
    (void)unit;
    const char *unknown;
    actions_read(dms_record_text(record, field), &unknown);
    return unknown == NULL ? DMS_OK : refuse(error, field, "access.bad_actions", unknown);
}

/* Is there a record of ENTITY whose COLUMN is VALUE? */
static enum dms_status
must_exist(struct dms_unit *unit, const char *entity, const char *column,
           const struct dms_json *value, const char *field, const char *key,
           struct dms_error *error)
{
    struct dms_json *equal = dms_json_create_object(),
                    *question = dms_json_create_object();
    const struct dms_list *found = NULL;
    dms_json_take_key(equal, column, dms_json_copy(value));
    dms_json_take_key(question, "where", equal);
    enum dms_status st = dms_unit_find_json(unit, entity, question, &found, error);
    dms_json_destroy(question);
    if (st != DMS_OK || dms_list_count(found) > 0)
        return st;
    char *shown = dms_json_print(value);
    refuse(error, field, key, shown);
    free(shown);
    return DMS_INVALID;
}

/* The array of "a,b", as it is typed at a prompt. */
static struct dms_json *
split_list(const char *text)
{
    struct dms_json *array = dms_json_create_array();
    for (size_t size; *text != '\0'; text += size) {
        text += strspn(text, ", ");
        size = strcspn(text, ", ");
        if (size > 0)
            dms_json_take(array, dms_json_create_text_sized(text, size));
    }
    return array;
}

static enum dms_status
load_array(struct dms_record *record, const char *field, struct dms_json **array,
           struct dms_error *error)
{
    const char *text = dms_record_text(record, field);
    enum dms_status st = dms_json_load(text, strlen(text), array, error);
    if (st == DMS_OK && dms_json_kind(*array) == DMS_JSON_TEXT) {
        struct dms_json *list = split_list(dms_json_text(*array));
        dms_json_destroy(*array);
        *array = list;
        st = dms_record_set_json(record, field, list, error);
    }
    if (st == DMS_OK && dms_json_kind(*array) != DMS_JSON_ARRAY)
        st = refuse(error, field, "access.not_array", text);
    return st;
}

static enum dms_status
check_roles(struct dms_unit *unit, struct dms_record *record, const char *field,
            struct dms_error *error)
{
    struct dms_json *roles = NULL;
    enum dms_status st = load_array(record, field, &roles, error);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(roles); i++)
        st = must_exist(unit, "core.role", "name", dms_json_at(roles, i), field,
                        "access.no_such_role", error);
    dms_json_destroy(roles);
    return st;
}

static enum dms_status
check_role(struct dms_unit *unit, struct dms_record *record, const char *field,
           struct dms_error *error)
{
    struct dms_json *role = dms_json_create_text(dms_record_text(record, field));
    enum dms_status st =
        must_exist(unit, "core.role", "name", role, field, "access.no_such_role", error);
    dms_json_destroy(role);
    return st;
}

static enum dms_status
check_stores(struct dms_unit *unit, struct dms_record *record, const char *field,
             struct dms_error *error)
{
    struct dms_json *stores = NULL;
    enum dms_status st = load_array(record, field, &stores, error);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(stores); i++) {
        const struct dms_json *one = dms_json_at(stores, i);
        const char *column = dms_json_kind(one) == DMS_JSON_TEXT ? "code" : "id";
        st = must_exist(unit, "core.store", column, one, field, "access.no_such_store",
                        error);
    }
    dms_json_destroy(stores);
    return st;
}

#define CHECK(function)                                                                  \
    {                                                                                    \
        sizeof(struct dms_check), "core_" #function, check_##function                    \
    }

static const struct dms_check code = CHECK(code);
static const struct dms_check clock_time = CHECK(clock);
static const struct dms_check weekdays = CHECK(weekdays);
static const struct dms_check actions = CHECK(actions);
static const struct dms_check role = CHECK(role);
static const struct dms_check roles = CHECK(roles);
static const struct dms_check stores = CHECK(stores);
const struct dms_check *const access_checks[] = { &code, &clock_time, &weekdays, &actions,
                                                  &role, &roles,      &stores,   NULL };
