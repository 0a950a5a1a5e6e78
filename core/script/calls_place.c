/* calls_place.c - rules.place: where the rule behind a figure, a task or a refusal stands, in the
 * version that was asked. */
#include <stdlib.h>
#include <string.h>

#include "script/version.h"

/* Which of the rules of that name: the one for whom it was asked. */
static const struct rule *
pick(const struct rule_group *group, const struct dms_json *arguments)
{
    const char *brand = dms_json_text_at(arguments, "brand"),
               *store = dms_json_text_at(arguments, "store");
    const struct rule *rule =
        brand == NULL ? NULL : group_pick(group, brand, store == NULL ? "" : store);
    return rule != NULL ? rule : group->items[0];
}

static const struct rule *
rule_named(const struct ruleset *rules, const char *name,
           const struct dms_json *arguments)
{
    for (size_t i = 0; i < rules->group_count; i++)
        if (strcmp(rules->groups[i].name, name) == 0)
            return pick(&rules->groups[i], arguments);
    for (size_t i = 0; i < rules->flow_count; i++)
        for (uint32_t k = 0; k < rules->flows[i]->card.transition_count; k++) {
            const struct dms_transition *row = &rules->flows[i]->card.transitions[k];
            if (row->guard_name != NULL && strcmp(row->guard_name, name) == 0)
                return row->guard_data;
        }
    return NULL;
}

static void
add_pilot(struct script_host *host, struct dms_json *place)
{
    struct version_pilot pilot;
    if (version_pilot(host, &pilot, NULL) == DMS_OK && pilot.stores != NULL)
        dms_json_set_text(place, "stores", pilot.stores);
    free(pilot.stores);
}

static void
add_activation(struct dms_unit *unit, struct script_host *host, int64_t version,
               struct dms_json *place)
{
    const struct dms_record *ruleset = NULL;
    if (dms_unit_get(unit, "core.ruleset", version, &ruleset, NULL) != DMS_OK)
        return;
    calls_set_time(unit, place, "active_since", dms_record_int(ruleset, "activated_at"));
    if (strcmp(dms_record_text(ruleset, "status"), "pilot") == 0)
        add_pilot(host, place);
    dms_json_set_text(place, "digest", dms_record_text(ruleset, "digest"));
}

struct moment_asked {
    int64_t at, version;
};

/* The asker may see a figure and no log of the rules. */
static enum dms_status
find_active(struct dms_unit *unit, void *data, struct dms_json **answer,
            struct dms_error *error)
{
    struct moment_asked *asked = data;
    const struct dms_list *list = NULL;
    struct dms_json *values = dms_json_create_object();
    char text[40];
    (void)answer;
    dms_json_set_text(
        values, "at",
        dms_time_print(asked->at, dms_unit_offset(unit), text, sizeof(text)));
    enum dms_status st =
        dms_unit_find(unit, "core.activation",
                      "{\"where\":{\"step\":{\"in\":[\"active\",\"rolled_back\"]},"
                      "\"created_at\":{\"lte\":\"$at\"}},\"sort\":\"-id\",\"limit\":1}",
                      values, &list, error);
    dms_json_destroy(values);
    if (st == DMS_OK && dms_list_count(list) > 0)
        asked->version = dms_record_int(dms_list_at(list, 0), "ruleset");
    return st;
}

/* What was active AT that time (ms UTC); 0: nothing that the log knows of. */
static int64_t
version_at(struct script_host *host, int64_t at)
{
    struct moment_asked asked = { at, 0 };
    version_read(host->house, find_active, &asked, NULL);
    return asked.version;
}

/* The one that is named, else that of the time "at", else the active one. */
static int64_t
version_asked(struct script_host *host, const struct dms_json *arguments)
{
    int64_t version = dms_json_integer_at(arguments, "version"),
            at = dms_json_integer_at(arguments, "at");
    if (version == 0 && at != 0)
        version = version_at(host, at);
    const struct ruleset *active = host_active(host);
    return version != 0 || active == NULL ? version : active->version;
}

/* For the house's own explanations: where a rule stands in its version. */
static enum dms_status
call_place(struct dms_unit *unit, const struct dms_json *arguments, void *data,
           struct dms_json **answer, struct dms_error *error)
{
    struct script_host *host = data;
    const char *name = dms_json_text_at(arguments, "rule");
    int64_t version = version_asked(host, arguments);
    struct ruleset *rules = NULL;
    enum dms_status st = host_ruleset(host, version, &rules, error);
    const struct rule *rule =
        st == DMS_OK && name != NULL ? rule_named(rules, name, arguments) : NULL;
    if (rule != NULL) {
        *answer = dms_json_create_object();
        dms_json_set_text(*answer, "file", rule->file);
        dms_json_set_integer(*answer, "line", rule->line);
        dms_json_set_integer(*answer, "version", version);
        add_activation(unit, host, version, *answer);
    }
    if (rules != NULL && host_version(host, version) != rules)
        ruleset_destroy(rules);
    return st;
}

enum dms_status
calls_register_place(struct dms_registrar *registrar, struct script_host *host,
                     struct dms_error *error)
{
    struct dms_call_card card =
        DMS_CALL(.flags = DMS_CALL_READS | DMS_CALL_OPEN, .name = "rules.place",
                 .run = call_place, .data = host);
    return dms_register_call(registrar, &card, error);
}
