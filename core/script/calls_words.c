/* calls_words.c - rules.words: what an editor offers while a rule is written. */
#include <stdlib.h>
#include <string.h>

#include "script/host.h"
#include "script/meta.h"
#include "script/overlay.h"

static void
add(struct dms_json *list, const char *label, const char *kind, const char *detail,
    const char *of)
{
    struct dms_json *item = dms_json_create_object();
    dms_json_set_text(item, "label", label);
    dms_json_set_text(item, "kind", kind);
    if (detail != NULL)
        dms_json_set_text(item, "detail", detail);
    if (of != NULL)
        dms_json_set_text(item, "of", of);
    dms_json_take(list, item);
}

/* Each item of ITEMS by its name; DETAIL: the member that says more. */
static void
add_items(struct dms_json *list, const struct dms_json *items, const char *kind,
          const char *detail, const char *of)
{
    for (size_t i = 0; i < dms_json_count(items); i++) {
        const struct dms_json *item = dms_json_at(items, i);
        const char *name = dms_json_text_at(item, "name");
        if (name != NULL)
            add(list, name, kind, dms_json_text_at(item, detail), of);
    }
}

static void
add_entities(struct dms_json *list, const struct dms_json *entities)
{
    add_items(list, entities, "entity", "label", NULL);
    for (size_t i = 0; i < dms_json_count(entities); i++) {
        const struct dms_json *entity = dms_json_at(entities, i);
        const char *name = dms_json_text_at(entity, "name");
        const struct dms_json *fields = dms_json_at_key(entity, "fields");
        add_items(list, fields, "field", "label", name);
        for (size_t k = 0; k < dms_json_count(fields); k++)
            add_items(list, dms_json_at_key(dms_json_at(fields, k), "choices"), "choice",
                      "label", name);
    }
}

/* A brand's file sees the workflows of its brand, and those that hold for all. */
static bool
is_of_brand(const struct dms_json *flow, const char *brand)
{
    const char *own = dms_json_text_at(flow, "brand");
    return own == NULL || own[0] == 0 || brand[0] == 0 || strcmp(own, brand) == 0;
}

static void
add_flows(struct dms_json *list, const struct dms_json *flows, const char *brand)
{
    for (size_t i = 0; i < dms_json_count(flows); i++) {
        const struct dms_json *flow = dms_json_at(flows, i);
        const char *entity = dms_json_text_at(flow, "entity");
        if (!is_of_brand(flow, brand))
            continue;
        add_items(list, dms_json_at_key(flow, "states"), "state", "label", entity);
        add_items(list, dms_json_at_key(flow, "transitions"), "transition", "label",
                  entity);
    }
}

/* "function dms.deny(key, values) end" */
static bool
add_function(struct dms_json *list, const char *line)
{
    char name[80], taken[160];
    if (sscanf(line, "function %79[a-z._](%159[^)]", name, taken) < 1)
        return false;
    size_t size = strcspn(line, "(");
    if (line[size] == 0 || line[size + 1] == ')')
        taken[0] = 0;
    char *detail = NULL;
    if (asprintf(&detail, "(%s)", taken) >= 0)
        add(list, name, "function", detail, NULL);
    free(detail);
    return true;
}

/* "---@class dms.rule", then "---@field name string …" of it. */
static void
add_language(struct dms_json *list)
{
    char class[80] = "", field[80], rest[200];
    for (const char *const *line = meta_dms; *line != NULL; line++) {
        if (add_function(list, *line) || sscanf(*line, "---@class %79s", class) == 1)
            continue;
        if (sscanf(*line, "---@field %79s %199[^\n]", field, rest) == 2)
            add(list, field, "member", rest, class);
    }
}

static void
add_keys(struct dms_json *list, const struct ruleset *rules, const char *language)
{
    bool english = strncmp(language, "en", 2) == 0;
    const struct dms_json *words = rules == NULL ? NULL : rules->words[english];
    for (size_t i = 0; i < dms_json_count(words); i++)
        add(list, dms_json_key_at(words, i), "key",
            dms_json_text(dms_json_value_at(words, i)), NULL);
}

enum dms_status
call_words(struct dms_unit *unit, const struct dms_json *arguments, void *data,
           struct dms_json **answer, struct dms_error *error)
{
    struct script_host *host = data;
    struct script_place place;
    const char *language = dms_unit_language(unit);
    struct dms_json *list = dms_json_create_array();
    struct dms_json *about = dms_house_describe(host->house, language);
    bool named = script_place_of(dms_json_text_at(arguments, "file"), &place);
    (void)error;
    add_language(list);
    add_entities(list, dms_json_at_key(about, "entities"));
    add_flows(list, dms_json_at_key(about, "workflows"),
              named && place.layer == LAYER_BRAND ? place.code : "");
    add_items(list, dms_json_at_key(about, "roles"), "role", "label", NULL);
    add_items(list, dms_json_at_key(about, "calls"), "call", NULL, NULL);
    add_keys(list, host_active(host), language);
    dms_json_destroy(about);
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "words", list);
    return DMS_OK;
}
