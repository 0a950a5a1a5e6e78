/* standing.c - how the store stands with its customers: crm.base, crm.nps, crm.value, each with
 * its formula (rows 107 to 110). */
#include <inttypes.h>

#include "ask.h"
#include "crm.h"

static enum dms_status
add_count(struct dms_unit *unit, struct dms_json *answer, const char *name,
          const char *entity, const char *query, const struct dms_json *values,
          struct dms_error *error)
{
    int64_t count = 0;
    enum dms_status st =
        crm_count(unit, entity, query, dms_json_copy(values), &count, error);
    if (st == DMS_OK)
        dms_json_set_integer(answer, name, count);
    return st;
}

static void
add_share(struct dms_json *answer, const char *name, const char *part, const char *whole)
{
    int64_t all = dms_json_integer_at(answer, whole);
    if (all > 0)
        dms_json_set_integer(answer, name,
                             dms_json_integer_at(answer, part) * 10000 / all);
}

#define MINE    "\"store\":\"$store\",\"merged_into\":{\"is_null\":true}"
#define IN_TIME "\"gte\":\"$from\",\"lt\":\"$to\""

/* Active: who was here since the day given. Repurchase: who bought again, of who ever bought. */
static enum dms_status
run_base(struct dms_unit *unit, const struct dms_json *arguments, void *data,
         struct dms_json **answer, struct dms_error *error)
{
    static const char *const counts[][2] = {
        { "customers", "{\"where\":{" MINE "}}" },
        { "active", "{\"where\":{" MINE ",\"last_visit_at\":{\"gte\":\"$since\"}}}" },
        { "buyers", "{\"where\":{" MINE ",\"purchases\":{\"gte\":1}}}" },
        { "bought_again", "{\"where\":{" MINE ",\"purchases\":{\"gte\":2}}}" },
        { "referred", "{\"where\":{" MINE ",\"referred_by\":{\"is_null\":false}}}" },
        { "referred_buyers", "{\"where\":{" MINE ",\"referred_by\":{\"is_null\":false},"
                             "\"purchases\":{\"gte\":1}}}" },
    };
    struct dms_json *values = crm_with_id("store", dms_unit_store(unit));
    dms_json_set_text(values, "since", dms_json_text_at(arguments, "since"));
    enum dms_status st = DMS_OK;
    (void)data;
    *answer = dms_json_create_object();
    for (size_t i = 0; st == DMS_OK && i < sizeof(counts) / sizeof(counts[0]); i++)
        st = add_count(unit, *answer, counts[i][0], "crm.customer", counts[i][1], values,
                       error);
    add_share(*answer, "repurchase_basis_points", "bought_again", "buyers");
    add_share(*answer, "referral_basis_points", "referred_buyers", "buyers");
    dms_json_set_text(*answer, "formula",
                      "repurchase = bought_again / buyers; referral = referred_buyers / "
                      "buyers; active = last_visit_at >= since");
    dms_json_destroy(values);
    return st;
}

static const struct dms_argument base_arguments[] = {
    { .name = "since", .type = DMS_TIME, .flags = DMS_REQUIRED },
};

const struct dms_call_card crm_base_call =
    DMS_CALL(.name = "crm.base", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "crm.survey:read", DMS_ARGUMENTS(base_arguments),
             .run = run_base);

/* Nine and ten recommend, six and below warn; the rest says nothing. -100 to 100. */
static enum dms_status
run_nps(struct dms_unit *unit, const struct dms_json *arguments, void *data,
        struct dms_json **answer, struct dms_error *error)
{
    static const char *const counts[][2] = {
        { "asked", "{\"where\":{\"store\":\"$store\",\"nps\":{\"is_null\":false},"
                   "\"answered_at\":{" IN_TIME "}}}" },
        { "promoters",
          "{\"where\":{\"store\":\"$store\",\"nps\":{\"gte\":9},\"answered_at\":{" IN_TIME
          "}}}" },
        { "detractors",
          "{\"where\":{\"store\":\"$store\",\"nps\":{\"lte\":6},\"answered_at\":{" IN_TIME
          "}}}" },
    };
    struct dms_json *values = crm_with_id("store", dms_unit_store(unit));
    dms_json_set_text(values, "from", dms_json_text_at(arguments, "from"));
    dms_json_set_text(values, "to", dms_json_text_at(arguments, "to"));
    enum dms_status st = DMS_OK;
    (void)data;
    *answer = dms_json_create_object();
    for (size_t i = 0; st == DMS_OK && i < sizeof(counts) / sizeof(counts[0]); i++)
        st = add_count(unit, *answer, counts[i][0], "crm.survey", counts[i][1], values,
                       error);
    int64_t asked = dms_json_integer_at(*answer, "asked");
    if (st == DMS_OK && asked > 0)
        dms_json_set_integer(*answer, "nps",
                             (dms_json_integer_at(*answer, "promoters") -
                              dms_json_integer_at(*answer, "detractors")) *
                                 100 / asked);
    dms_json_set_text(*answer, "formula", "(promoters - detractors) / asked * 100");
    dms_json_destroy(values);
    return st;
}

static const struct dms_argument nps_arguments[] = {
    { .name = "from", .type = DMS_TIME, .flags = DMS_REQUIRED },
    { .name = "to", .type = DMS_TIME, .flags = DMS_REQUIRED },
};

const struct dms_call_card crm_nps_call =
    DMS_CALL(.name = "crm.nps", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "crm.survey:read", DMS_ARGUMENTS(nps_arguments),
             .run = run_nps);

static enum dms_status
add_sum(struct dms_unit *unit, struct dms_json *answer, const char *name,
        const char *query, const struct dms_json *family, struct dms_error *error)
{
    int64_t sum = 0;
    struct dms_json *values = dms_json_create_object();
    dms_json_take_key(values, "family", dms_json_copy(family));
    enum dms_status st =
        dms_unit_sum(unit, "crm.entry", query, values, "amount", &sum, error);
    dms_json_destroy(values);
    if (st == DMS_OK)
        dms_json_set_text(answer, name, crm_yuan(unit, sum));
    return st;
}

/* Everything a customer has paid us so far, by what for. */
static enum dms_status
run_value(struct dms_unit *unit, const struct dms_json *arguments, void *data,
          struct dms_json **answer, struct dms_error *error)
{
    static const char *const sums[][2] = {
        { "total", "{\"where\":{\"customer\":{\"in\":\"$family\"}}}" },
        { "cars",
          "{\"where\":{\"customer\":{\"in\":\"$family\"},\"kind\":\"purchase\"}}" },
        { "services",
          "{\"where\":{\"customer\":{\"in\":\"$family\"},\"kind\":\"service\"}}" },
        { "value_added",
          "{\"where\":{\"customer\":{\"in\":\"$family\"},\"not\":{\"kind\":"
          "{\"in\":[\"purchase\",\"service\"]}}}}" },
    };
    static const char *const facts[] = { "purchases",    "services", "points",
                                         "satisfaction", "nps",      "grade" };
    const struct dms_record *file = NULL;
    struct dms_json *family = NULL;
    (void)data;
    enum dms_status st =
        crm_seen_customer(unit, dms_json_integer_at(arguments, "customer"), &file, error);
    if (st == DMS_OK)
        st = crm_family(unit, dms_record_id(file), &family, error);
    if (st != DMS_OK)
        return st;
    *answer = crm_with_id("customer", dms_record_id(file));
    for (size_t i = 0; st == DMS_OK && i < sizeof(sums) / sizeof(sums[0]); i++)
        st = add_sum(unit, *answer, sums[i][0], sums[i][1], family, error);
    struct dms_json *counts = dms_json_create_object();
    for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
        if (dms_record_has(file, facts[i]))
            dms_json_take_key(counts, facts[i], dms_record_json(file, facts[i]));
    dms_json_take_key(*answer, "file", counts);
    dms_json_destroy(family);
    return st;
}

static const struct dms_argument value_arguments[] = {
    { .name = "customer", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card crm_value_call =
    DMS_CALL(.name = "crm.value", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "crm.customer:read", DMS_ARGUMENTS(value_arguments),
             .run = run_value);
