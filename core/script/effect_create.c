/* effect_create.c - a task or a message, once per rule, subject and occasion. */
#include <stdlib.h>
#include <string.h>

#include "script/compile.h"
#include "script/effects.h"

static const char *const task_keys[] = { "kind",  "role", "to_owner", "owner", "title",
                                         "values", "due", "priority", "note", "subject",
                                         "attempt", "once", NULL };
static const char *const message_keys[] = { "channel", "to", "to_field", "text", "values",
                                            "send_after", "subject", "once", NULL };

static enum dms_status
bad_member(struct dms_error *error, const char *key, const char *member, const char *near)
{
    return dms_fail(error, DMS_INVALID, key, "text=%s|near=%s", member, near);
}

enum dms_status
effect_check(const char *what, const struct dms_json *card, struct dms_error *error)
{
    bool task = strcmp(what, "task") == 0;
    const char *const *keys = task ? task_keys : message_keys;
    const char *const needed[] = { task ? "kind" : "channel", task ? "title" : "text" };
    if (dms_json_kind(card) != DMS_JSON_OBJECT)
        return bad_member(error, "script.wrong_type", what, "table");
    for (size_t i = 0; i < dms_json_count(card); i++) {
        const char *key = dms_json_key_at(card, i);
        size_t k = 0;
        while (keys[k] != NULL && strcmp(keys[k], key) != 0)
            k++;
        if (keys[k] == NULL)
            return bad_member(error, "script.unknown_key_near", key,
                              script_nearest(key, keys));
    }
    for (size_t i = 0; i < 2; i++)
        if (dms_json_text_at(card, needed[i]) == NULL)
            return bad_member(error, "script.missing", needed[i], "");
    if (task && dms_json_text_at(card, "role") == NULL && !dms_json_boolean_at(card, "to_owner")
        && dms_json_at_key(card, "owner") == NULL)
        return bad_member(error, "script.missing", "role", "");
    return DMS_OK;
}

/* "rule|entity|id|once": the key that makes a second one impossible. */
static char *
occasion_key(struct dms_unit *unit, const struct occasion *occasion, const char *what)
{
    const struct dms_record *subject = occasion->subject;
    return dms_scratch_printf(unit, "%s|%s|%lld|%s%s", occasion->rule->name,
                              subject == NULL ? "" : dms_record_entity(subject),
                              subject == NULL ? 0 : (long long)dms_record_id(subject),
                              occasion->once, strcmp(what, "task") == 0 ? "" : "|message");
}

static enum dms_status
is_done(struct dms_unit *unit, const char *entity, const char *key, bool *done,
        struct dms_error *error)
{
    int64_t count = 0;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "key", key);
    enum dms_status st = dms_unit_count(unit, entity, "{\"where\":{\"occasion\":\"$key\"}}",
                                        values, &count, error);
    dms_json_destroy(values);
    *done = count > 0;
    return st;
}

/* First error wins, so a row of settings needs no test between. */
struct filling {
    struct dms_record *record;
    struct dms_error *error;
    enum dms_status st;
};

static void
fill_text(struct filling *to, const char *field, const char *text)
{
    if (to->st == DMS_OK && text != NULL)
        to->st = dms_record_set_text(to->record, field, text, to->error);
}

static void
fill_int(struct filling *to, const char *field, int64_t number)
{
    if (to->st == DMS_OK && number != 0)
        to->st = dms_record_set_int(to->record, field, number, to->error);
}

static void
fill_values(struct filling *to, const char *field, const struct dms_json *values)
{
    if (to->st != DMS_OK || dms_json_count(values) == 0)
        return;
    char *text = dms_json_print(values);
    fill_text(to, field, text);
    free(text);
}

static void
fill_subject(struct filling *to, const struct occasion *occasion, const struct dms_json *card)
{
    const struct dms_json *subject = dms_json_at_key(card, "subject");
    if (dms_json_kind(subject) == DMS_JSON_OBJECT) {
        fill_text(to, "subject_entity", dms_json_text_at(subject, "entity"));
        fill_int(to, "subject", dms_json_integer_at(subject, "id"));
    } else if (occasion->subject != NULL) {
        fill_text(to, "subject_entity", dms_record_entity(occasion->subject));
        fill_int(to, "subject", dms_record_id(occasion->subject));
    }
    if (to->st == DMS_OK && occasion->subject != NULL && dms_record_store(occasion->subject) != 0)
        to->st = dms_record_set_store(to->record, dms_record_store(occasion->subject),
                                      to->error);
    fill_text(to, "rule", occasion->rule->name);
    fill_int(to, "rule_version", occasion->rule->rules->version);
}

static void
fill_task(struct dms_unit *unit, struct filling *to, const struct occasion *occasion,
          const struct dms_json *card)
{
    int64_t owner = dms_json_integer_at(card, "owner");
    struct span due = span_read(dms_json_at_key(card, "due"));
    fill_text(to, "kind", dms_json_text_at(card, "kind"));
    fill_text(to, "title", dms_json_text_at(card, "title"));
    fill_values(to, "title_values", dms_json_at_key(card, "values"));
    fill_text(to, "role", dms_json_text_at(card, "role"));
    fill_text(to, "note", dms_json_text_at(card, "note"));
    fill_int(to, "priority", dms_json_integer_at(card, "priority"));
    fill_int(to, "attempt", dms_json_integer_at(card, "attempt"));
    fill_int(to, "due_at", span_after(unit, due, occasion->at));
    if (dms_json_boolean_at(card, "to_owner") && occasion->subject != NULL)
        owner = dms_record_owner(occasion->subject);
    if (to->st == DMS_OK && owner != 0)
        to->st = dms_record_set_owner(to->record, owner, to->error);
}

static void
fill_message(struct dms_unit *unit, struct filling *to, const struct occasion *occasion,
             const struct dms_json *card)
{
    const char *recipient = dms_json_text_at(card, "to");
    const char *field = dms_json_text_at(card, "to_field");
    struct span after = span_read(dms_json_at_key(card, "send_after"));
    if (recipient == NULL && field != NULL && occasion->subject != NULL)
        recipient = dms_record_text(occasion->subject, field);
    fill_text(to, "channel", dms_json_text_at(card, "channel"));
    fill_text(to, "recipient", recipient);
    fill_text(to, "text", dms_json_text_at(card, "text"));
    fill_values(to, "text_values", dms_json_at_key(card, "values"));
    fill_int(to, "send_after", span_after(unit, after, occasion->at));
}

static enum dms_status
save(struct dms_unit *unit, struct filling *to, bool once, int64_t *created)
{
    if (to->st == DMS_OK)
        to->st = dms_unit_save(unit, to->record, to->error);
    if (to->st == DMS_OK)
        *created = dms_record_id(to->record);
    if (to->st == DMS_CONFLICT && once) {
        dms_error_clear(to->error);
        to->st = DMS_OK;
    }
    return to->st;
}

enum dms_status
effect_create(struct dms_unit *unit, const char *what, const struct occasion *occasion,
              const struct dms_json *card, int64_t *created, struct dms_error *error)
{
    bool task = strcmp(what, "task") == 0, done = false;
    const char *entity = task ? "core.task" : "core.message", *key = NULL;
    struct filling to = { .error = error };
    *created = 0;
    if (occasion->once != NULL) {
        key = occasion_key(unit, occasion, what);
        to.st = is_done(unit, entity, key, &done, error);
    }
    if (to.st != DMS_OK || done)
        return to.st;
    to.st = dms_unit_new(unit, entity, &to.record, error);
    if (to.st != DMS_OK)
        return to.st;
    fill_subject(&to, occasion, card);
    if (task)
        fill_task(unit, &to, occasion, card);
    else
        fill_message(unit, &to, occasion, card);
    fill_text(&to, "occasion", key);
    return save(unit, &to, key != NULL, created);
}
