/* compile_follow_up.c - dms.follow_up{…}: on an event or a schedule, tasks and messages. */
#include <stdio.h>
#include <string.h>

#include "script/compile.h"
#include "script/effects.h"
#include "script/follow_up.h"
#include "script/names.h"

/* "09:00" in ms after midnight. */
static int64_t
read_clock(const struct reader *reader, const char *key, const char *text)
{
    int hour = 0, minute = 0, end = 0;
    if (sscanf(text, "%2d:%2d%n", &hour, &minute, &end) != 2 || text[end] != 0 ||
        hour < 0 || hour > 23 || minute < 0 || minute > 59)
        reader_problem(reader, key, "script.bad_time", text, "");
    return hour * DMS_HOUR + minute * DMS_MINUTE;
}

static void
read_schedule(const struct reader *reader, struct rule *rule)
{
    static const char *const periods[] = {
        "hour", "day", "workday", "week", "month", NULL
    };
    struct follow_up *follow = rule->follow_up;
    const char *at = reader_text(reader, reader->table, "at", false);
    follow->every = reader_text(reader, reader->table, "every", false);
    follow->weekday = reader_integer(reader, reader->table, "weekday");
    follow->day = reader_integer(reader, reader->table, "day");
    size_t i = 0;
    while (follow->every != NULL && periods[i] != NULL &&
           strcmp(periods[i], follow->every) != 0)
        i++;
    if (follow->every != NULL && periods[i] == NULL)
        reader_problem(reader, "every", "script.bad_every", follow->every, "");
    if (at != NULL)
        follow->at = read_clock(reader, "at", at);
}

/* "@today+7" of a date, "@now-24h" of a time; a step through a reference is not looked into. */
static void
check_moments(const struct reader *reader, const char *entity, const char *field,
              const struct dms_json *wanted)
{
    struct moment moment;
    const char *text = dms_json_text(wanted);
    bool list = dms_json_kind(wanted) == DMS_JSON_ARRAY;
    bool object = dms_json_kind(wanted) == DMS_JSON_OBJECT;
    struct dms_house *house = ruleset_house(reader->rules);
    const struct dms_field *card =
        house == NULL ? NULL : dms_house_field(house, entity, field);
    for (size_t i = 0; (list || object) && i < dms_json_count(wanted); i++)
        check_moments(reader, entity, field,
                      list ? dms_json_at(wanted, i) : dms_json_value_at(wanted, i));
    if (text == NULL || text[0] != '@')
        return;
    if (!moment_read(text, &moment) ||
        (card != NULL && card->type != (moment.day ? DMS_DATE : DMS_TIME)))
        reader_problem(reader, field, "script.bad_moment", text, field);
}

static void
check_where(const struct reader *reader, const char *entity, const struct dms_json *where)
{
    for (size_t i = 0; entity != NULL && i < dms_json_count(where); i++) {
        const char *key = dms_json_key_at(where, i);
        const struct dms_json *part = dms_json_value_at(where, i);
        if (key != NULL && strcmp(key, "and") != 0 && strcmp(key, "or") != 0 &&
            strcmp(key, "not") != 0) {
            reader_check_field(reader, entity, key);
            check_moments(reader, entity, key, part);
        }
    }
}

static void
read_find(const struct reader *reader, struct rule *rule)
{
    static const char *const keys[] = { "entity", "where", NULL };
    struct follow_up *follow = rule->follow_up;
    int find = reader_table(reader, reader->table, "find", follow->every != NULL);
    if (find == 0)
        return;
    reader_keys(reader, find, keys, false);
    follow->find = reader_text(reader, find, "entity", true);
    follow->where = reader_json(reader, find, "where");
    if (follow->find != NULL && reader_check_entity(reader, follow->find))
        check_where(reader, follow->find, follow->where);
    lua_settop(reader->lua, find - 1);
}

/* The event's entity: "crm.lead.created" → "crm.lead". */
static void
read_event(const struct reader *reader, struct rule *rule)
{
    char entity[128];
    rule->on = reader_text(reader, reader->table, "on", false);
    if (rule->on == NULL)
        return;
    const char *dot = strrchr(rule->on, '.');
    snprintf(entity, sizeof(entity), "%.*s", dot == NULL ? 0 : (int)(dot - rule->on),
             rule->on);
    rule->follow_up->where = reader_json(reader, reader->table, "where");
    if (ruleset_house(reader->rules) != NULL &&
        dms_house_field(ruleset_house(reader->rules), entity, "id") != NULL)
        check_where(reader, entity, rule->follow_up->where);
}

static void
read_card(const struct reader *reader, const char *key, int *run,
          const struct dms_json **card)
{
    struct dms_error *error = dms_error_create();
    if (reader_is_function(reader, reader->table, key)) {
        *run = reader_function(reader, reader->table, NULL, 0, key, true);
    } else {
        *card = reader_json(reader, reader->table, key);
        if (*card != NULL && effect_check(key, *card, error) != DMS_OK)
            reader_problem(reader, dms_error_value(error, "text"), dms_error_key(error),
                           dms_error_value(error, "text"),
                           dms_error_value(error, "near"));
        reader_check_words(reader, dms_json_text_at(*card, "title"));
        reader_check_words(reader, dms_json_text_at(*card, "text"));
        names_check_role(reader, dms_json_text_at(*card, "role"));
    }
    dms_error_destroy(error);
}

static void
read_what(const struct reader *reader, struct follow_up *follow)
{
    read_card(reader, "task", &follow->task_run, &follow->task);
    read_card(reader, "message", &follow->message_run, &follow->message);
    follow->overdue = reader_json(reader, reader->table, "overdue");
    if (follow->overdue != NULL && dms_json_text_at(follow->overdue, "role") == NULL)
        reader_problem(reader, "overdue", "script.missing", "overdue.role", "");
    names_check_role(reader, dms_json_text_at(follow->overdue, "role"));
    if (follow->task == NULL && follow->task_run == 0 && follow->message == NULL &&
        follow->message_run == 0)
        reader_problem(reader, NULL, "script.does_nothing", "", "");
}

/* Whether and when the customer may be contacted: quiet = { "21:00", "09:00" }. */
static void
read_contact(const struct reader *reader, struct follow_up *follow)
{
    const char *const *quiet = reader_texts(reader, reader->table, "quiet");
    follow->ask = reader_text(reader, reader->table, "ask", false);
    if (quiet == NULL)
        return;
    if (quiet[0] == NULL || quiet[1] == NULL || quiet[2] != NULL) {
        reader_problem(reader, "quiet", "script.missing", "quiet = { from, until }", "");
        return;
    }
    follow->quiet_from = read_clock(reader, "quiet", quiet[0]);
    follow->quiet_to = read_clock(reader, "quiet", quiet[1]);
}

/* Of the entity it walks or whose event it hears. */
static void
check_reads(const struct reader *reader, const struct rule *rule)
{
    static const char *const keys[] = { "when", "once", "task", "message" };
    const char *entity = rule->follow_up->find, *dot;
    if (entity == NULL && rule->on != NULL && (dot = strrchr(rule->on, '.')) != NULL)
        entity =
            arena_printf(&reader->rules->arena, "%.*s", (int)(dot - rule->on), rule->on);
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
        names_check_reads(reader, reader->table, keys[i], entity);
}

void
compile_follow_up(const struct reader *reader)
{
    static const char *const keys[] = { "name",    "on",   "every", "at",
                                        "weekday", "day",  "find",  "where",
                                        "when",    "once", "task",  "message",
                                        "overdue", "ask",  "quiet", NULL };
    struct rule *rule = compile_rule(reader, DECLARED_FOLLOW_UP, NULL);
    reader_keys(reader, reader->table, keys, false);
    if (rule == NULL)
        return;
    struct follow_up *follow = arena_get(&reader->rules->arena, sizeof(*follow));
    rule->follow_up = follow;
    read_schedule(reader, rule);
    read_event(reader, rule);
    read_find(reader, rule);
    if ((rule->on == NULL) == (follow->every == NULL))
        reader_problem(reader, NULL, "script.event_or_schedule", rule->name, "");
    follow->when = reader_function(reader, reader->table, NULL, 0, "when", false);
    if (reader_is_function(reader, reader->table, "once"))
        follow->once_run = reader_function(reader, reader->table, NULL, 0, "once", true);
    else
        follow->once = reader_text(reader, reader->table, "once", false);
    read_what(reader, follow);
    read_contact(reader, follow);
    check_reads(reader, rule);
    compile_add(reader, rule);
}
