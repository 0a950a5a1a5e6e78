/* overlap.c - two rules that decide the same thing: both hold for one record, and each sets the
 * same field otherwise, or each makes the same task or message; overlap_refusals.c has those that
 * refuse.
 *
 * Both are run on records until one shows it; that record is the proof. Nothing is said of hooks
 * whose order the admin has settled with after or before. */
#include <stdlib.h>
#include <string.h>

#include "script/compile.h"
#include "script/finding.h"
#include "script/follow_up.h"
#include "script/run.h"
#include "script/sample.h"

struct pair {
    const struct rule *rules[2];
    const struct findings *to;
    const struct samples *samples;
};

static bool
same_text(const char *left, const char *right)
{
    return left == right || (left != NULL && right != NULL && strcmp(left, right) == 0);
}

static bool
names(const char *const *list, const char *name)
{
    for (; list != NULL && *list != NULL; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

static bool
is_settled(const struct rule *one, const struct rule *other)
{
    return names(one->after, other->name) || names(one->before, other->name) ||
           names(other->after, one->name) || names(other->before, one->name);
}

static bool
same_occasion(const struct rule *one, const struct rule *other)
{
    if (one->kind == DECLARED_RULE)
        return same_text(one->on, other->on) && one->phase == DMS_BEFORE &&
               other->phase == DMS_BEFORE && !is_settled(one, other);
    return same_text(one->on, other->on) &&
           same_text(one->follow_up->find, other->follow_up->find);
}

/* Do both hold somewhere? */
static bool
meet(const struct rule_group *left, const struct rule *one,
     const struct rule_group *right, const struct rule *other)
{
    const char *brand = one->brand != NULL ? one->brand : other->brand;
    const char *store = one->store != NULL ? one->store : other->store;
    brand = brand == NULL ? "" : brand;
    store = store == NULL ? "" : store;
    return group_pick(left, brand, store) == one &&
           group_pick(right, brand, store) == other;
}

static void
tell(struct dms_unit *unit, const struct pair *pair, const struct dms_record *record,
     const char *key, const char *what, const struct dms_json *const says[2])
{
    const struct rule *one = pair->rules[0], *other = pair->rules[1];
    struct dms_error *error = dms_error_create();
    char *first = dms_json_print(says[0]), *second = dms_json_print(says[1]);
    dms_fail(error, DMS_INVALID, key,
             "text=%s|near=%s|what=%s|record=%s|one=%.150s|other=%.150s", one->name,
             other->name, what, sample_words(pair->samples, unit, record), first, second);
    dms_error_at_file(error, one->file, one->line);
    finding_add(pair->to, "warning", error);
    dms_error_destroy(error);
    free(first);
    free(second);
}

/* {"field": value…} of what a hook sets; NULL: it refuses, or fails. Yours to destroy. */
static struct dms_json *
sets(struct dms_unit *unit, const struct rule *rule, const struct dms_record *record)
{
    struct dms_json *answer = NULL, *fields = dms_json_create_object();
    const struct job job = { .rule = rule,
                             .slot = rule->run,
                             .record = record,
                             .user = true,
                             .limits = &yard_guard };
    bool list, sound = run_job(unit, &job, &answer, NULL) == DMS_OK;
    list = dms_json_kind(answer) == DMS_JSON_ARRAY;
    for (size_t i = 0; sound && i < (list ? dms_json_count(answer) : 1); i++) {
        const struct dms_json *effect = list ? dms_json_at(answer, i) : answer;
        const char *name = dms_json_text_at(effect, "effect");
        sound = name == NULL || strcmp(name, "deny") != 0;
        if (name != NULL && strcmp(name, "set") == 0)
            dms_json_take_key(fields, dms_json_text_at(effect, "field"),
                              dms_json_copy(dms_json_at_key(effect, "value")));
    }
    dms_json_destroy(answer);
    if (sound)
        return fields;
    dms_json_destroy(fields);
    return NULL;
}

static bool
differ(const struct dms_json *left, const struct dms_json *right)
{
    char *first = dms_json_print(left), *second = dms_json_print(right);
    bool other = strcmp(first, second) != 0;
    free(first);
    free(second);
    return other;
}

static bool
try_hooks(struct dms_unit *unit, const struct dms_record *record, void *data)
{
    const struct pair *pair = data;
    struct dms_json *one = sets(unit, pair->rules[0], record);
    struct dms_json *other = one == NULL ? NULL : sets(unit, pair->rules[1], record);
    bool found = false;
    for (size_t i = 0; other != NULL && i < dms_json_count(one) && !found; i++) {
        const char *field = dms_json_key_at(one, i);
        const struct dms_json *const says[2] = { dms_json_value_at(one, i),
                                                 dms_json_at_key(other, field) };
        found = says[1] != NULL && differ(says[0], says[1]);
        if (found)
            tell(unit, pair, record, "script.set_by_two", field, says);
    }
    dms_json_destroy(one);
    dms_json_destroy(other);
    return found;
}

static bool
same_card(const char *name, const struct dms_json *const cards[2])
{
    static const char *const members[][4] = { { "kind" },
                                              { "channel", "to", "to_field" } };
    bool task = strcmp(name, "task") == 0;
    for (const char *const *member = members[!task]; *member != NULL; member++)
        if (!same_text(dms_json_text_at(cards[0], *member),
                       dms_json_text_at(cards[1], *member)))
            return false;
    return true;
}

/* Both make a card NAME of the record, for the same work or by the same way to the same person. */
static bool
try_cards(struct dms_unit *unit, const struct dms_record *record, const struct pair *pair,
          const char *name)
{
    struct dms_json *made[2] = { NULL, NULL };
    bool both = true;
    for (size_t i = 0; i < 2 && both; i++)
        both = follow_up_card(unit, pair->rules[i], record, name, &made[i], NULL) ==
                   DMS_OK &&
               made[i] != NULL;
    const struct dms_json *const cards[2] = { made[0], made[1] };
    both = both && same_card(name, cards);
    if (both)
        tell(unit, pair, record,
             strcmp(name, "task") == 0 ? "script.made_by_two" : "script.sent_by_two",
             dms_json_text_at(cards[0], strcmp(name, "task") == 0 ? "kind" : "channel"),
             cards);
    dms_json_destroy(made[0]);
    dms_json_destroy(made[1]);
    return both;
}

static bool
try_follow_ups(struct dms_unit *unit, const struct dms_record *record, void *data)
{
    return try_cards(unit, record, data, "task") ||
           try_cards(unit, record, data, "message");
}

static void
check_pair(struct dms_unit *unit, const struct findings *to, const struct rule *one,
           const struct rule *other)
{
    struct samples samples;
    char entity[128];
    struct pair pair = { { one, other }, to, &samples };
    sample_entity(one, entity);
    if (entity[0] == 0)
        return;
    samples_make(&samples, unit, entity, pair.rules, 2);
    samples_each(&samples, unit, one->kind == DECLARED_RULE ? try_hooks : try_follow_ups,
                 &pair);
    samples_clear(&samples);
}

static void
check_groups(struct dms_unit *unit, const struct findings *to,
             const struct rule_group *left, const struct rule_group *right)
{
    for (size_t i = 0; i < left->count; i++)
        for (size_t k = 0; k < right->count; k++)
            if (same_occasion(left->items[i], right->items[k]) &&
                meet(left, left->items[i], right, right->items[k])) {
                check_pair(unit, to, left->items[i], right->items[k]);
                return;
            }
}

void
overlap_check(struct dms_unit *unit, struct ruleset *rules, const struct findings *to)
{
    for (size_t i = 0; i < rules->group_count; i++)
        for (size_t k = i + 1; k < rules->group_count; k++) {
            const struct rule_group *left = &rules->groups[i], *right = &rules->groups[k];
            bool tried = left->kind == DECLARED_RULE || left->kind == DECLARED_FOLLOW_UP;
            if (tried && left->kind == right->kind)
                check_groups(unit, to, left, right);
        }
    refusals_check(unit, rules, to);
}
