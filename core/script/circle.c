/* circle.c - follow-ups that feed each other: a task made for a task that was made, without end.
 *
 * Only those that neither filter nor ask are called so: a filter may well end the circle. */
#include <string.h>

#include "script/compile.h"
#include "script/names.h"

enum thing { THING_TASK, THING_MESSAGE, THINGS };

static bool
hears(const struct rule *rule, enum thing thing)
{
    static const char *const events[THINGS][2] = { { "core.task.created", "core.task.*" },
                                                   { "core.message.created",
                                                     "core.message.*" } };
    const struct follow_up *follow = rule->follow_up;
    return rule->on != NULL && follow->where == NULL && follow->when == 0 &&
           (strcmp(rule->on, events[thing][0]) == 0 ||
            strcmp(rule->on, events[thing][1]) == 0 || strcmp(rule->on, "*") == 0);
}

static bool
makes(const struct rule *rule, enum thing thing)
{
    const struct follow_up *follow = rule->follow_up;
    return thing == THING_TASK ? follow->task != NULL || follow->task_run != 0
                               : follow->message != NULL || follow->message_run != 0;
}

static const struct rule *
next_rule(const struct ruleset *rules, size_t *at)
{
    for (; *at < rules->group_count; ++*at)
        if (rules->groups[*at].kind == DECLARED_FOLLOW_UP)
            return rules->groups[(*at)++].items[0];
    return NULL;
}

/* LEADS[a][b]: some follow-up that hears of an a makes a b. */
static void
find_leads(const struct ruleset *rules, bool leads[THINGS][THINGS])
{
    const struct rule *rule;
    for (size_t at = 0; (rule = next_rule(rules, &at)) != NULL;)
        for (int from = 0; from < THINGS; from++)
            for (int to = 0; to < THINGS; to++)
                leads[from][to] =
                    leads[from][to] || (hears(rule, from) && makes(rule, to));
}

void
circle_check(struct ruleset *rules)
{
    bool leads[THINGS][THINGS] = { { false } };
    const struct rule *rule;
    find_leads(rules, leads);
    for (size_t at = 0; (rule = next_rule(rules, &at)) != NULL;)
        for (int from = 0; from < THINGS; from++)
            for (int to = 0; to < THINGS; to++)
                if (hears(rule, from) && makes(rule, to) &&
                    (from == to || leads[to][from]))
                    ruleset_problem(rules, rule->file, rule->line, "script.feeds_itself",
                                    rule->name, rule->on);
}
