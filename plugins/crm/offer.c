/* offer.c - who gets what in which weeks: discounts, gifts, points, a partner's (rows 113, 118);
 * checked against the law of price displays by the brand's rule (row 42). */
#include <inttypes.h>
#include <string.h>

#include "ask.h"
#include "crm.h"

#define MOST_MONEY INT64_C(10000000000)

static const char *const kinds[] = { "discount", "gift", "points", "partner", NULL };
static const char *const grades[] = { "potential", "new", "loyal", "vip", NULL };

static const struct dms_field fields[] = {
    { .name = "name", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 120 },
    { .name = "campaign", .type = DMS_REFERENCE, .target = "crm.campaign" },
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .flags = DMS_REQUIRED },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "ends_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "amount", .type = DMS_MONEY, .minimum = 0, .maximum = MOST_MONEY },
    { .name = "points", .type = DMS_INTEGER, .minimum = 0, .maximum = 10000000 },
    { .name = "gift", .type = DMS_REFERENCE, .target = "crm.gift" },
    { .name = "gift_quantity", .type = DMS_INTEGER, .minimum = 1, .maximum = 1000 },
    { .name = "partner", .type = DMS_TEXT, .max_length = 200 },
    /* "was 129,800": must have been a price, see the rule. */
    { .name = "was_price", .type = DMS_MONEY, .minimum = 1, .maximum = MOST_MONEY },
    { .name = "model_code", .type = DMS_TEXT, .max_length = 60 },
    /* Who may have it: anybody when empty. */
    { .name = "for_grade", .type = DMS_CHOICE, .choices = grades },
    { .name = "for_tier", .type = DMS_TEXT, .max_length = 60 },
    { .name = "per_customer", .type = DMS_INTEGER, .minimum = 1, .maximum = 1000 },
    { .name = "total", .type = DMS_INTEGER, .minimum = 1, .maximum = 1000000 },
    { .name = "used", .type = DMS_INTEGER, .flags = DMS_READ_ONLY, .default_text = "0" },
    { .name = "conditions", .type = DMS_TEXT, .max_length = 2000 },
};

const struct dms_entity crm_offer_entity =
    DMS_ENTITY(.name = "crm.offer", .title = "name", DMS_FIELDS(fields));

static enum dms_status
want_what_it_gives(const struct dms_record *offer, struct dms_error *error)
{
    static const struct {
        const char *kind, *field;
    } needs[] = { { "discount", "amount" },
                  { "gift", "gift" },
                  { "points", "points" },
                  { "partner", "partner" } };
    for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++)
        if (crm_is(offer, "kind", needs[i].kind) &&
            !dms_record_has(offer, needs[i].field))
            return dms_fail_field(error, DMS_INVALID, needs[i].field, "crm.offer_gives",
                                  "kind=@choice.crm.offer.kind.%s", needs[i].kind);
    return DMS_OK;
}

/* How many days back the law looks; 0: it does not. */
static enum dms_status
ask_window(struct dms_unit *unit, int64_t *days, struct dms_error *error)
{
    struct dms_json *answer = NULL;
    enum dms_status st =
        crm_decide(unit, "crm.price_window", dms_json_create_object(), &answer, error);
    *days = dms_json_integer_at(answer, "days");
    dms_json_destroy(answer);
    return st;
}

/* The lowest price of these days in this place, from whoever sells. */
static enum dms_status
add_lowest_price(struct dms_unit *unit, const struct dms_record *offer,
                 struct dms_json *facts, struct dms_error *error)
{
    struct dms_json *answer = NULL;
    int64_t days = 0;
    if (!dms_record_has(offer, "was_price") || !dms_record_has(offer, "model_code"))
        return DMS_OK;
    enum dms_status st = ask_window(unit, &days, error);
    if (st != DMS_OK || days == 0)
        return st;
    struct dms_json *question =
        crm_with_text("model", dms_record_text(offer, "model_code"));
    dms_json_set_integer(question, "days", days);
    st = crm_decide(unit, "sales.lowest_price", question, &answer, error);
    if (st == DMS_OK && dms_json_at_key(answer, "price") != NULL)
        dms_json_set_integer(facts, "lowest_price", dms_json_integer_at(answer, "price"));
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
ask_rule(struct dms_unit *unit, const struct dms_record *offer, struct dms_error *error)
{
    static const char *const told[] = { "kind",      "amount",    "points",
                                        "gift",      "was_price", "conditions",
                                        "starts_on", "ends_on",   "gift_quantity",
                                        NULL };
    struct dms_json *facts = dms_json_create_object(), *answer = NULL;
    crm_add_facts(facts, offer, told);
    enum dms_status st = add_lowest_price(unit, offer, facts, error);
    if (st != DMS_OK) {
        dms_json_destroy(facts);
        return st;
    }
    st = crm_decide(unit, "crm.offer_lawful", facts, &answer, error);
    const char *why = dms_json_text_at(answer, "refuse");
    if (st == DMS_OK && why != NULL) {
        st = dms_fail_field(error, DMS_DENIED, dms_json_text_at(answer, "field"), why,
                            "lowest=%s",
                            crm_yuan(unit, dms_json_integer_at(answer, "lowest")));
        dms_error_at_rule(error, dms_json_text_at(answer, "rule"));
    }
    dms_json_destroy(answer);
    return st;
}

/* What was lawful when it was written is not judged again each time it is used. */
static bool
is_touched(const struct dms_record *offer)
{
    static const char *const terms[] = { "kind",      "amount",     "gift",     "points",
                                         "was_price", "model_code", "starts_on" };
    bool touched = false;
    for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++)
        touched = touched || dms_record_changed(offer, terms[i]);
    return touched;
}

static enum dms_status
check_offer(struct dms_unit *unit, struct dms_record *offer, void *data,
            struct dms_error *error)
{
    (void)data;
    enum dms_status st = crm_want_period(offer, error);
    if (st == DMS_OK && crm_is(offer, "kind", "gift") &&
        !dms_record_has(offer, "gift_quantity"))
        st = dms_record_set_int(offer, "gift_quantity", 1, error);
    if (st == DMS_OK)
        st = want_what_it_gives(offer, error);
    return st == DMS_OK && is_touched(offer) ? ask_rule(unit, offer, error) : st;
}

const struct dms_hook crm_offer_hook =
    DMS_HOOK(.name = "crm/offer", .on = "crm.offer.save", .run = check_offer);
