/* register.c - hands a compiled version of the rules to a registrar. */
#include "script/register.h"

#include <string.h>

#include "script/approval.h"
#include "script/run.h"

enum dms_status
register_workflows(struct dms_registrar *registrar, const struct ruleset *rules,
                   struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < rules->flow_count && st == DMS_OK; i++) {
        struct flow *flow = rules->flows[i];
        if (flow->replaced_by != NULL)
            continue;
        if (flow->card.stores == NULL)
            flow->card.version = rules->version;
        st = dms_register_workflow(registrar, &flow->card, error);
        if (st != DMS_OK)
            dms_error_at_file(error, flow->file, flow->line);
    }
    return st;
}

static enum dms_status
register_fields(struct dms_registrar *registrar, const struct ruleset *rules,
                struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < rules->field_count && st == DMS_OK; i++) {
        const struct added_field *field = &rules->fields[i];
        st = dms_register_field(registrar, field->entity, &field->card, error);
        if (st != DMS_OK)
            dms_error_at_file(error, field->file, field->line);
    }
    return st;
}

static enum dms_status
register_figures(struct dms_registrar *registrar, const struct ruleset *rules,
                 struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < rules->figure_count && st == DMS_OK; i++) {
        const struct added_figure *figure = &rules->figures[i];
        st = dms_register_figure(registrar, &figure->card, error);
        if (st != DMS_OK)
            dms_error_at_file(error, figure->file, figure->line);
    }
    return st;
}

static enum dms_status
register_pages(struct dms_registrar *registrar, const struct ruleset *rules,
               struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < rules->page_count && st == DMS_OK; i++)
        st = dms_register_page(registrar, &rules->pages[i].card, error);
    return st;
}

/* A group of one brand alone is known to the core as such: other brands never call it. */
static const char *
only_brand(const struct rule_group *group)
{
    return group->count == 1 ? group->items[0]->brand : NULL;
}

static enum dms_status
register_hook(struct dms_registrar *registrar, const struct rule_group *group,
              struct dms_error *error)
{
    const struct rule *rule = group->items[0];
    struct dms_hook hook =
        DMS_HOOK(.phase = rule->phase, .name = group->name, .on = rule->on,
                 .after = rule->after, .before = rule->before, .brand = only_brand(group),
                 .run = run_hook, .data = (void *)(uintptr_t)group);
    return dms_register_hook(registrar, &hook, error);
}

static bool
is_first_of_brand(const struct rule_group *group, size_t index)
{
    const char *brand = group->items[index]->brand;
    for (size_t i = 0; i < index; i++) {
        const char *other = group->items[i]->brand;
        if (other == brand ||
            (other != NULL && brand != NULL && strcmp(other, brand) == 0))
            return false;
    }
    return true;
}

/* One card a brand: the core looks for the brand's own call first, then for that of all. The
 * group itself picks between store, common and plugin, and between two versions. */
static enum dms_status
register_decision(struct dms_registrar *registrar, const struct rule_group *group,
                  struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < group->count && st == DMS_OK; i++) {
        const char *brand = group->items[i]->brand;
        if (!is_first_of_brand(group, i))
            continue;
        struct dms_call_card call =
            DMS_CALL(.flags = DMS_CALL_READS | DMS_CALL_OPEN, .name = group->name,
                     .brand = brand, .run = run_decision,
                     .data = (void *)(uintptr_t)group);
        st = dms_register_call(registrar, &call, error);
    }
    return st;
}

static enum dms_status
register_follow_up(struct dms_registrar *registrar, const struct rule_group *group,
                   struct dms_error *error)
{
    if (group->items[0]->on == NULL)
        return DMS_OK;
    struct dms_subscriber subscriber = { .size = sizeof(subscriber),
                                         .name = group->name,
                                         .on = group->items[0]->on,
                                         .run = run_follow_up,
                                         .data = (void *)(uintptr_t)group };
    return dms_register_subscriber(registrar, &subscriber, error);
}

static enum dms_status
register_group(struct dms_registrar *registrar, const struct rule_group *group,
               struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    if (group->kind == DECLARED_RULE)
        st = register_hook(registrar, group, error);
    else if (group->kind == DECLARED_DECISION)
        st = register_decision(registrar, group, error);
    else if (group->kind == DECLARED_FOLLOW_UP)
        st = register_follow_up(registrar, group, error);
    if (st != DMS_OK) {
        dms_error_at_rule(error, group->name);
        dms_error_at_file(error, group->items[0]->file, group->items[0]->line);
    }
    return st;
}

static enum dms_status
register_timers(struct dms_registrar *registrar, void *rules, struct dms_error *error)
{
    const struct dms_timer_handler handlers[] = { { .size = sizeof(handlers[0]),
                                                    .name = "rules/schedule",
                                                    .run = run_schedule,
                                                    .data = rules },
                                                  { .size = sizeof(handlers[0]),
                                                    .name = "rules/overdue",
                                                    .run = run_overdue,
                                                    .data = rules } };
    enum dms_status st = dms_register_timer(registrar, &handlers[0], error);
    return st != DMS_OK ? st : dms_register_timer(registrar, &handlers[1], error);
}

enum dms_status
register_rules(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    struct ruleset *rules = data;
    enum dms_status st = register_fields(registrar, rules, error);
    if (st == DMS_OK)
        st = register_workflows(registrar, rules, error);
    if (st == DMS_OK)
        st = approval_register_hooks(registrar, rules, error);
    for (size_t i = 0; i < rules->group_count && st == DMS_OK; i++)
        st = register_group(registrar, &rules->groups[i], error);
    if (st == DMS_OK)
        st = register_figures(registrar, rules, error);
    if (st == DMS_OK)
        st = register_pages(registrar, rules, error);
    return st == DMS_OK ? register_timers(registrar, rules, error) : st;
}
