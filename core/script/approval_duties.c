/* approval_duties.c - separation of duties: who could ask and agree, which approvals nobody can
 * give, and who in fact did both. */
#include <stdlib.h>
#include <string.h>

#include "script/approval.h"

static bool
may_agree(const struct dms_record *user, const struct dms_json *tier)
{
    const struct dms_json *by = dms_json_at_key(tier, "by");
    for (size_t i = 0; i < dms_json_count(by); i++)
        if (approval_user_has(user, dms_json_text(dms_json_at(by, i))))
            return true;
    return false;
}

static bool
may_do(const struct dms_record *user, const struct dms_transition *row)
{
    for (size_t i = 0; row->roles != NULL && row->roles[i] != NULL; i++)
        if (approval_user_has(user, row->roles[i]))
            return true;
    return row->roles == NULL;
}

struct duties {
    const struct dms_list *users;
    struct dms_json *could, *nobody;
};

static struct dms_json *
finding(const struct flow *flow, const struct dms_transition *row)
{
    const struct rule *rule = row->guard_data;
    struct dms_json *item = dms_json_create_object();
    dms_json_set_text(item, "entity", flow->entity);
    if (flow->brand != NULL)
        dms_json_set_text(item, "brand", flow->brand);
    dms_json_set_text(item, "transition", row->name);
    dms_json_set_text(item, "file", rule->file);
    dms_json_set_integer(item, "line", rule->line);
    return item;
}

/* Persons needed at least: every role for all and in turn, each another person. */
static int64_t
persons(const struct dms_json *tier)
{
    const struct dms_json *how = dms_json_at_key(tier, "how");
    const char *text = dms_json_text(how);
    if (text != NULL && (strcmp(text, "all") == 0 || strcmp(text, "turn") == 0))
        return (int64_t)dms_json_count(dms_json_at_key(tier, "by"));
    return dms_json_kind(how) == DMS_JSON_INTEGER ? dms_json_integer(how) : 1;
}

static void
look_at_tier(struct duties *duties, const struct flow *flow,
             const struct dms_transition *row, const struct dms_json *tier)
{
    int64_t able = 0;
    if (dms_json_count(dms_json_at_key(tier, "by")) == 0)
        return;
    for (size_t i = 0; i < dms_list_count(duties->users); i++) {
        const struct dms_record *user = dms_list_at(duties->users, i);
        if (!may_agree(user, tier))
            continue;
        able++;
        if (row->roles == NULL || !may_do(user, row))
            continue;
        struct dms_json *item = finding(flow, row);
        dms_json_set_text(item, "user", dms_record_text(user, "name"));
        dms_json_take(duties->could, item);
    }
    if (able < persons(tier)) {
        struct dms_json *item = finding(flow, row);
        dms_json_set_integer(item, "needed", persons(tier));
        dms_json_set_integer(item, "able", able);
        dms_json_take(duties->nobody, item);
    }
}

static void
look_at_rules(struct duties *duties, const struct ruleset *rules)
{
    for (size_t i = 0; rules != NULL && i < rules->flow_count; i++) {
        const struct flow *flow = rules->flows[i];
        for (uint32_t k = 0; flow->replaced_by == NULL && k < flow->card.transition_count;
             k++) {
            const struct dms_transition *row = &flow->card.transitions[k];
            const struct rule *rule = row->guard_data;
            if (rule == NULL || rule->approval == NULL)
                continue;
            const struct dms_json *tiers = dms_json_at_key(rule->approval, "tiers");
            for (size_t t = 0; t < dms_json_count(tiers); t++)
                look_at_tier(duties, flow, row, dms_json_at(tiers, t));
            if (dms_json_count(tiers) == 0)
                look_at_tier(duties, flow, row, rule->approval);
        }
    }
}

/* Who said yes and had made, or now owns, the very record. */
static enum dms_status
who_did_both(struct dms_unit *unit, struct dms_json *did, struct dms_error *error)
{
    const struct dms_list *votes = NULL;
    enum dms_status st =
        dms_unit_find(unit, "core.vote",
                      "{\"where\":{\"agrees\":true},\"sort\":\"-id\",\"limit\":1000}",
                      NULL, &votes, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(votes); i++) {
        const struct dms_record *vote = dms_list_at(votes, i), *approval = NULL,
                                *subject = NULL;
        int64_t user = dms_record_int(vote, "user");
        if (dms_unit_get(unit, "core.approval", dms_record_int(vote, "approval"),
                         &approval, NULL) != DMS_OK ||
            dms_unit_get(unit, dms_record_text(approval, "subject_entity"),
                         dms_record_int(approval, "subject"), &subject, NULL) != DMS_OK)
            continue;
        if (dms_record_int(subject, "created_by") != user &&
            dms_record_owner(subject) != user)
            continue;
        struct dms_json *item = dms_json_create_object();
        dms_json_set_integer(item, "approval", dms_record_id(approval));
        dms_json_set_text(item, "entity", dms_record_entity(subject));
        dms_json_set_integer(item, "id", dms_record_id(subject));
        dms_json_set_integer(item, "user", user);
        dms_json_take(did, item);
    }
    return st;
}

enum dms_status
approval_duties(struct dms_unit *unit, const struct dms_json *arguments, void *host,
                struct dms_json **answer, struct dms_error *error)
{
    struct duties duties = { NULL, dms_json_create_array(), dms_json_create_array() };
    struct dms_json *did = dms_json_create_array();
    (void)arguments;
    enum dms_status st =
        dms_unit_find(unit, "core.user", "{\"where\":{\"active\":true},\"limit\":1000}",
                      NULL, &duties.users, error);
    if (st == DMS_OK) {
        look_at_rules(&duties, host_active(host));
        st = who_did_both(unit, did, error);
    }
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "could", duties.could);
    dms_json_take_key(*answer, "nobody", duties.nobody);
    dms_json_take_key(*answer, "did", did);
    return st;
}
