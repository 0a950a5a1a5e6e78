/* compile_rules.c - dms.rule, dms.decision and dms.field. */
#include <string.h>

#include "script/compile.h"
#include "script/names.h"
#include "script/run.h"

/* "sales.quote.send": the last part is the verb. */
static void
check_on(const struct reader *reader, const char *on)
{
    const char *dot = strrchr(on, '.');
    char entity[128];
    snprintf(entity, sizeof(entity), "%.*s", dot == NULL ? 0 : (int)(dot - on), on);
    if (strchr(entity, '.') == NULL)
        reader_problem(reader, "on", "script.bad_on", on, "");
    else if (reader_check_entity(reader, entity))
        names_check_reads(reader, reader->table, "run", entity);
}

static uint32_t
read_phase(const struct reader *reader)
{
    const char *phase = reader_text(reader, reader->table, "phase", false);
    if (phase == NULL || strcmp(phase, "before") == 0)
        return DMS_BEFORE;
    if (strcmp(phase, "after") != 0)
        reader_problem(reader, "phase", "script.bad_phase", phase, "");
    return DMS_AFTER;
}

void
compile_hook(const struct reader *reader)
{
    static const char *const keys[] = { "name", "on", "phase", "after", "before", "run",
                                        NULL };
    struct rule *rule = compile_rule(reader, DECLARED_RULE, NULL);
    reader_keys(reader, reader->table, keys, false);
    if (rule == NULL)
        return;
    rule->on = reader_text(reader, reader->table, "on", true);
    rule->phase = read_phase(reader);
    rule->after = reader_texts(reader, reader->table, "after");
    rule->before = reader_texts(reader, reader->table, "before");
    rule->run = reader_function(reader, reader->table, NULL, 0, "run", true);
    if (rule->on == NULL)
        return;
    check_on(reader, rule->on);
    compile_add(reader, rule);
}

void
compile_decision(const struct reader *reader)
{
    static const char *const keys[] = { "name", "run", NULL };
    struct rule *rule = compile_rule(reader, DECLARED_DECISION, NULL);
    reader_keys(reader, reader->table, keys, false);
    if (rule == NULL)
        return;
    rule->run = reader_function(reader, reader->table, NULL, 0, "run", true);
    compile_add(reader, rule);
}

static uint32_t
read_type(const struct reader *reader)
{
    static const char *const types[] = { "text", "integer", "money", "decimal", "date", "time",
                                         "boolean", "choice", "reference", "structured", NULL };
    const char *type = reader_text(reader, reader->table, "type", true);
    for (uint32_t i = 0; type != NULL && types[i] != NULL; i++)
        if (strcmp(type, types[i]) == 0)
            return i + DMS_TEXT;
    if (type != NULL)
        reader_problem(reader, "type", "script.bad_type", type, script_nearest(type, types));
    return DMS_TEXT;
}

static uint32_t
read_flags(const struct reader *reader)
{
    static const struct {
        const char *key;
        uint32_t flag;
    } flags[] = { { "required", DMS_REQUIRED }, { "index", DMS_INDEX },
                  { "search", DMS_SEARCH }, { "unique", DMS_UNIQUE },
                  { "read_only", DMS_READ_ONLY } };
    uint32_t set = 0;
    for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
        if (reader_flag(reader, reader->table, flags[i].key))
            set |= flags[i].flag;
    return set;
}

static void
read_label(const struct reader *reader, struct added_field *field)
{
    int label = reader_table(reader, reader->table, "label", true);
    if (label == 0)
        return;
    field->label_zh = reader_text(reader, label, "zh", true);
    field->label_en = reader_text(reader, label, "en", true);
}

static struct added_field *
room_for_field(struct ruleset *rules)
{
    if (rules->field_count == rules->field_room) {
        rules->field_room = rules->field_room * 2 + 8;
        rules->fields = script_grow(rules->fields, rules->field_room * sizeof(*rules->fields));
    }
    struct added_field *field = &rules->fields[rules->field_count++];
    *field = (struct added_field){ 0 };
    return field;
}

static bool
is_twice(const struct reader *reader, const char *entity, const char *name)
{
    const struct ruleset *rules = reader->rules;
    for (size_t i = 0; i < rules->field_count; i++)
        if (strcmp(rules->fields[i].entity, entity) == 0 &&
            strcmp(rules->fields[i].card.name, name) == 0) {
            reader_problem(reader, name, "script.declared_twice", name, rules->fields[i].file);
            return true;
        }
    return false;
}

void
compile_field(const struct reader *reader)
{
    static const char *const keys[] = { "entity", "name", "type", "choices", "target", "index",
                                        "search", "unique", "required", "read_only", "label",
                                        "max_length", "default", NULL };
    const char *entity = reader_text(reader, reader->table, "entity", true);
    const char *name = reader_text(reader, reader->table, "name", true);
    reader_keys(reader, reader->table, keys, false);
    if (entity == NULL || name == NULL || !reader_check_entity(reader, entity) ||
        is_twice(reader, entity, name))
        return;
    if (strncmp(name, "x_", 2) != 0)
        reader_problem(reader, name, "script.not_x", name, "");
    struct added_field *field = room_for_field(reader->rules);
    *field = (struct added_field){ .entity = entity, .file = reader->source->path,
                                   .line = reader->line };
    field->card = (struct dms_field){ .name = name, .type = read_type(reader),
                                      .flags = read_flags(reader) };
    field->card.choices = reader_texts(reader, reader->table, "choices");
    field->card.target = reader_text(reader, reader->table, "target", false);
    field->card.default_text = reader_text(reader, reader->table, "default", false);
    field->card.max_length = (uint32_t)reader_integer(reader, reader->table, "max_length");
    if (field->card.type == DMS_CHOICE && field->card.choices == NULL)
        reader_problem(reader, name, "script.missing", "choices", "");
    if (field->card.type == DMS_REFERENCE && field->card.target == NULL)
        reader_problem(reader, name, "script.missing", "target", "");
    read_label(reader, field);
}
