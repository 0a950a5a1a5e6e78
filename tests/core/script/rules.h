/* rules.h - rule files written in a test, a record and a unit to try them on. */
#ifndef TESTS_CORE_SCRIPT_RULES_H
#define TESTS_CORE_SCRIPT_RULES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "entity/record.h"
#include "script/effects.h"
#include "script/run.h"
#include "script/source.h"
#include "unit/unit.h"

struct file {
    enum layer layer;
    const char *code, *path, *text;
};

/* FILES ends with a NULL path. */
static inline struct ruleset *
rules_of(const struct file *files)
{
    struct source_list sources = { 0 };
    for (; files->path != NULL; files++)
        source_add(&sources, files->layer, files->code, files->path, files->text,
                   strlen(files->text));
    source_seal(&sources);
    return ruleset_create(NULL, &sources);
}

static inline struct ruleset *
rules_of_brand(const char *text)
{
    const struct file files[] = { { LAYER_BRAND, "aurora", "brands/aurora/sales.lua", text },
                                  { 0, NULL, NULL, NULL } };
    return rules_of(files);
}

static inline void
assert_sound(const struct ruleset *rules)
{
    for (size_t i = 0; i < rules->problem_count; i++)
        print_message("%s:%d: %s %s %s\n", dms_error_file(rules->problems[i]),
                      (int)dms_error_line(rules->problems[i]),
                      dms_error_key(rules->problems[i]),
                      dms_error_value(rules->problems[i], "text"),
                      dms_error_value(rules->problems[i], "near"));
    assert_int_equal(rules->problem_count, 0);
}

static inline void
assert_problem(const struct ruleset *rules, const char *key, int line)
{
    for (size_t i = 0; i < rules->problem_count; i++)
        if (strcmp(dms_error_key(rules->problems[i]), key) == 0 &&
            (line == 0 || dms_error_line(rules->problems[i]) == line))
            return;
    for (size_t i = 0; i < rules->problem_count; i++)
        print_message("%s:%d: %s %s\n", dms_error_file(rules->problems[i]),
                      (int)dms_error_line(rules->problems[i]),
                      dms_error_key(rules->problems[i]),
                      dms_error_value(rules->problems[i], "text"));
    fail_msg("no problem %s at line %d", key, line);
}

struct desk {
    struct scratch *scratch;
    struct entity_set *set;
    struct dms_record *record;
    struct dms_unit unit;
    struct dms_house *house;
    const char *roles[4];
};

static inline struct desk *
desk_open(void)
{
    static const struct dms_field fields[] = {
        { .name = "customer", .type = DMS_TEXT },
        { .name = "price", .type = DMS_MONEY },
        { .name = "discount_rate", .type = DMS_INTEGER },
        { .name = "signed_on", .type = DMS_DATE },
        { .name = "car_checked", .type = DMS_BOOLEAN },
        { .name = "details", .type = DMS_STRUCTURED },
    };
    static const struct dms_entity order =
        DMS_ENTITY(.name = "sales.order", DMS_FIELDS(fields));
    struct desk *desk = calloc(1, sizeof(*desk));
    desk->scratch = scratch_create();
    desk->set = entity_set_create();
    assert_int_equal(entity_set_add(desk->set, &order, "sales", NULL), DMS_OK);
    assert_int_equal(entity_set_freeze(desk->set, NULL), DMS_OK);
    desk->record = record_create(desk->scratch, entity_at(desk->set, "sales.order"), 480);
    desk->record->head.state = "draft";
    desk->house = calloc(1, sizeof(*desk->house));
    desk->house->offset = 480;
    desk->roles[0] = "sales_advisor";
    desk->unit = (struct dms_unit){ .house = desk->house, .scratch = desk->scratch,
                                    .now = 1793584800000, .store_code = "A01",
                                    .brand = "aurora", .store_brand = "aurora" };
    desk->unit.actor.name = "li";
    desk->unit.actor.user = 7;
    desk->unit.actor.roles = desk->roles;
    desk->unit.actor.role_count = 1;
    return desk;
}

static inline void
desk_close(struct desk *desk)
{
    dms_json_destroy(desk->unit.warnings);
    entity_set_destroy(desk->set);
    scratch_destroy(desk->scratch);
    free(desk->house);
    free(desk);
}

/* Runs rule NAME on the desk's record as a hook would. */
static inline enum dms_status
run_rule(struct ruleset *rules, const char *name, struct desk *desk, struct dms_error *error)
{
    *error = (struct dms_error){ 0 };
    const struct rule_group *group = ruleset_group(rules, DECLARED_RULE, name);
    assert_non_null(group);
    return run_hook(&desk->unit, desk->record, (void *)(uintptr_t)group, error);
}

#endif
