/* sample.c - values that pass the checks of their fields, each used once. */
#include "support/sample.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the description of an entity does not tell: what its rules want besides. "@" before the
 * name of an entity: one of those. */
static const struct {
    const char *entity, *fields;
} wanted[] = {
    { "sales.vehicle", "{\"kind\":\"demo\"}" },
    { "parts.part", "{\"list_price\":\"12.34\"}" },
    { "parts.purchase", "{\"warehouse\":\"@parts.warehouse\"}" },
    { "parts.sale", "{\"warehouse\":\"@parts.warehouse\"}" },
    { "sales.quote", "{\"list_price\":\"129800.00\",\"price\":\"129800.00\"}" },
    { "sales.order", "{\"list_price\":\"129800.00\",\"price\":\"129800.00\"}" },
    { "sales.override", "{\"quote\":\"@sales.quote\"}" },
    { "after_sales.order_line",
      "{\"kind\":\"labor\",\"hours\":\"1\",\"rate\":\"90.00\"}" },
    { "after_sales.package", "{\"items\":[{\"kind\":\"labor\"}]}" },
    { "after_sales.entitlement",
      "{\"valid_from\":\"2026-01-01\",\"valid_to\":\"2027-01-01\"}" },
    { "after_sales.appointment", "{\"starts_at\":\"2090-01-04T10:00:00+08:00\",\"ends_"
                                 "at\":\"2090-01-04T11:00:00+08:00\"}" },
    { "sales.commission", "{\"kind\":\"correction\",\"note\":\"zq\"}" },
    { "crm.customer", "{\"kind\":\"organisation\"}" },
    { "crm.marketing_plan", "{\"starts_on\":\"2026-11-01\",\"ends_on\":\"2026-12-31\"}" },
    { "sales.target", "{\"figure\":\"sales.units\",\"number\":\"5\",\"period\":\"month\","
                      "\"starts_on\":\"2026-11-01\",\"level\":\"store\"}" },
    { "sales.plan", "{\"starts_on\":\"1930-01-01\",\"ends_on\":\"2100-01-01\"}" },
    { "sales.model", "{\"list_price\":\"900000.00\"}" },
    { "sales.fleet_price", "{\"price\":\"90000.00\"}" },
    { "sales.meeting_decision", "{\"due_on\":\"2100-01-01\"}" },
    { "sales.indicator", "{\"figure\":\"sales.units\"}" },
    { "sales.alert_line", "{\"figure\":\"sales.units\",\"role\":\"sales_manager\"}" },
    { "sales.benchmark", "{\"figure\":\"sales.units\",\"period\":\"month\"}" },
    { "core.setting", "{\"value\":\"1\"}" },
    { "web.view", "{\"filter\":{},\"columns\":[]}" },
    { "web.shared_view", "{\"filter\":{},\"columns\":[]}" },
    { "core.grant", "{\"role\":\"nobody\",\"entity\":\"no.such\",\"actions\":\"read\"}" },
};

void
sampler_begin(struct sampler *sampler, struct http_house *house)
{
    *sampler = (struct sampler){ .house = house, .number = 1000 };
    sampler->description = dms_house_describe(house->house, "en");
}

void
sampler_end(struct sampler *sampler)
{
    dms_json_destroy(sampler->description);
}

const struct dms_json *
sampler_entity(const struct sampler *sampler, const char *name)
{
    const struct dms_json *list = dms_json_at_key(sampler->description, "entities");
    for (size_t i = 0; i < dms_json_count(list); i++)
        if (strcmp(dms_json_text_at(dms_json_at(list, i), "name"), name) == 0)
            return dms_json_at(list, i);
    return NULL;
}

bool
sampler_is_guarded(const struct dms_json *field)
{
    const char *class = dms_json_text_at(field, "class");
    return strcmp(class, "public") != 0 && strcmp(class, "internal") != 0;
}

static void
id_card(int64_t number, char text[static 64])
{
    static const int weights[17] = {
        7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2
    };
    int sum = 0;
    snprintf(text, 64, "440305%04" PRId64 "0307%03" PRId64, 1950 + number / 1000 % 50,
             number % 1000);
    for (int i = 0; i < 17; i++)
        sum += (text[i] - '0') * weights[i];
    text[17] = "10X98765432"[sum % 11];
    text[18] = '\0';
}

/* Its ninth letter proves the others. */
static void
vin(int64_t number, char text[static 64])
{
    static const int weights[17] = { 8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2 };
    static const int start[11] = { 3, 6, 5, 2, 1, 2, 1, 2, 0, 0, 1 };
    int sum = 0;
    snprintf(text, 64, "LFV2A21K?0A%06" PRId64, number % 1000000);
    for (int i = 0; i < 17; i++)
        sum += weights[i] * (i < 11 ? start[i] : text[i] - '0');
    text[8] = "0123456789X"[sum % 11];
}

static struct dms_json *
checked_text(const char *check, const char *name, int64_t number)
{
    char text[64];
    if (strcmp(check, "vin") == 0)
        vin(number, text);
    else if (strcmp(check, "phone") == 0)
        snprintf(text, sizeof(text), "139%08" PRId64, 20000000 + number);
    else if (strcmp(check, "email") == 0)
        snprintf(text, sizeof(text), "mail%" PRId64 "@shop.example", number);
    else if (strcmp(check, "id_card") == 0)
        id_card(number, text);
    else if (strcmp(check, "plate") == 0)
        snprintf(text, sizeof(text), "粤B%05" PRId64, number);
    else if (strcmp(name, "url") == 0)
        snprintf(text, sizeof(text), "http://127.0.0.1:9/%" PRId64, number);
    else if (strcmp(name, "event") == 0)
        snprintf(text, sizeof(text), "crm.lead.created");
    else if (strcmp(name, "host") == 0)
        snprintf(text, sizeof(text), "host%" PRId64 ".example", number);
    else if (strcmp(name, "ports") == 0)
        snprintf(text, sizeof(text), "9");
    else
        snprintf(text, sizeof(text), "zq%" PRId64 "xw", number);
    return dms_json_create_text(text);
}

static struct dms_json *
when(const char *format, int64_t number)
{
    char text[64];
    snprintf(text, sizeof(text), format, 1941 + number / 336 % 60, 1 + number / 28 % 12,
             1 + number % 28);
    return dms_json_create_text(text);
}

static struct dms_json *
value(struct sampler *sampler, const struct dms_json *field, const char *store)
{
    char text[64], why[256];
    const char *type = dms_json_text_at(field, "type"),
               *name = dms_json_text_at(field, "name"),
               *check = dms_json_text_at(field, "check");
    int64_t number = sampler->number++;
    if (strcmp(type, "reference") == 0) {
        int64_t id =
            sampler_make(sampler, dms_json_text_at(field, "target"), store, -1, why);
        return dms_json_create_integer(id);
    }
    if (strcmp(type, "money") == 0) {
        snprintf(text, sizeof(text), "7%05" PRId64 ".37", number);
        return dms_json_create_text(text);
    }
    if (strcmp(type, "date") == 0)
        return when("%04" PRId64 "-%02" PRId64 "-%02" PRId64, number);
    if (strcmp(type, "time") == 0)
        return when("%04" PRId64 "-%02" PRId64 "-%02" PRId64 "T10:00:00+08:00", number);
    if (strcmp(type, "boolean") == 0)
        return dms_json_create_boolean(true);
    if (strcmp(type, "choice") == 0)
        return dms_json_create_text(
            dms_json_text_at(dms_json_at(dms_json_at_key(field, "choices"), 0), "name"));
    if (strcmp(type, "integer") == 0 || strcmp(type, "decimal") == 0)
        return dms_json_create_integer(7);
    if (strcmp(type, "structured") == 0) {
        struct dms_json *object = dms_json_create_object();
        dms_json_take_key(object, "said", checked_text("", "", number));
        return object;
    }
    return checked_text(check != NULL ? check : "", name, number);
}

static struct dms_json *
wanted_value(struct sampler *sampler, const struct dms_json *value, const char *store)
{
    char why[256];
    const char *text = dms_json_text(value);
    if (text == NULL || text[0] != '@')
        return dms_json_copy(value);
    return dms_json_create_integer(sampler_make(sampler, text + 1, store, -1, why));
}

static void
add_wanted(struct sampler *sampler, struct dms_json *fields, const char *entity,
           const char *store)
{
    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
        struct dms_json *more = NULL;
        if (strcmp(wanted[i].entity, entity) != 0 ||
            dms_json_load(wanted[i].fields, strlen(wanted[i].fields), &more, NULL) !=
                DMS_OK)
            continue;
        for (size_t k = 0; k < dms_json_count(more); k++)
            dms_json_take_key(fields, dms_json_key_at(more, k),
                              wanted_value(sampler, dms_json_value_at(more, k), store));
        dms_json_destroy(more);
    }
}

static int64_t
made_before(const struct sampler *sampler, const char *entity, const char *store)
{
    for (size_t i = 0; i < sampler->made_count; i++)
        if (strcmp(sampler->made[i].entity, entity) == 0 &&
            strcmp(sampler->made[i].store, store) == 0)
            return sampler->made[i].id;
    return 0;
}

static void
remember(struct sampler *sampler, const char *entity, const char *store, int64_t id)
{
    size_t at = sampler->made_count++;
    if (at >= sizeof(sampler->made) / sizeof(sampler->made[0]))
        abort();
    snprintf(sampler->made[at].entity, sizeof(sampler->made[at].entity), "%s", entity);
    snprintf(sampler->made[at].store, sizeof(sampler->made[at].store), "%s", store);
    sampler->made[at].id = id;
}

/* OWNER -1: somebody's, and the same one again for the same store. */
int64_t
sampler_make(struct sampler *sampler, const char *entity, const char *store,
             int64_t owner, char why[static 256])
{
    int64_t id = owner < 0 ? made_before(sampler, entity, store) : 0;
    const struct dms_json *fields =
        dms_json_at_key(sampler_entity(sampler, entity), "fields");
    why[0] = '\0';
    if (id != 0)
        return id;
    struct dms_json *values = dms_json_create_object();
    for (size_t i = 0; i < dms_json_count(fields); i++) {
        const struct dms_json *field = dms_json_at(fields, i);
        bool secret = strcmp(dms_json_text_at(field, "class"), "secret") == 0;
        if (!dms_json_boolean_at(field, "read_only") && !secret &&
            (dms_json_boolean_at(field, "required") || sampler_is_guarded(field)))
            dms_json_take_key(values, dms_json_text_at(field, "name"),
                              value(sampler, field, store));
    }
    if (owner > 0)
        dms_json_set_integer(values, "owner", owner);
    add_wanted(sampler, values, entity, store);
    id = http_house_create(sampler->house, store, entity, values, why);
    if (id != 0 && owner < 0)
        remember(sampler, entity, store, id);
    return id;
}
