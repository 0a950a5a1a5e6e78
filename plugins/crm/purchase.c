/* purchase.c - crm.purchase: another plugin tells that a customer has bought a car (row 93). */
#include <string.h>

#include "ask.h"
#include "crm.h"
#include "points.h"
#include "remember.h"

struct purchase {
    int64_t customer, lead, record, amount, margin;
    const char *entity, *vin, *plate, *model;
    bool has_margin, returned;
};

static enum dms_status
read_purchase(const struct dms_json *arguments, struct purchase *purchase,
              struct dms_error *error)
{
    const char *amount = dms_json_text_at(arguments, "amount");
    const char *margin = dms_json_text_at(arguments, "margin");
    *purchase = (struct purchase){
        .customer = dms_json_integer_at(arguments, "customer"),
        .lead = dms_json_integer_at(arguments, "lead"),
        .record = dms_json_integer_at(arguments, "record"),
        .entity = dms_json_text_at(arguments, "entity"),
        .vin = dms_json_text_at(arguments, "vin"),
        .plate = dms_json_text_at(arguments, "plate"),
        .model = dms_json_text_at(arguments, "model"),
        .has_margin = margin != NULL,
        .returned = dms_json_boolean_at(arguments, "returned"),
    };
    enum dms_status st =
        amount != NULL ? dms_money_load(amount, &purchase->amount, error) : DMS_OK;
    if (st == DMS_OK && margin != NULL)
        st = dms_money_load(margin, &purchase->margin, error);
    if (purchase->returned)
        purchase->amount = -purchase->amount;
    return st;
}

static enum dms_status
note_in_file(struct dms_unit *unit, const struct purchase *purchase,
             struct dms_record *file, struct dms_error *error)
{
    const struct crm_memory memory = {
        .kind = purchase->returned ? "return" : "purchase",
        .title_key = purchase->returned ? "crm.entry_return" : "crm.entry_purchase",
        .phase = "during",
        .vin = purchase->vin,
        .entity = purchase->entity,
        .record = purchase->record,
        .amount = purchase->amount,
    };
    enum dms_status st = crm_remember_in(unit, file, &memory, error);
    int64_t bought = dms_record_int(file, "purchases") + (purchase->returned ? -1 : 1);
    if (st == DMS_OK)
        st = dms_record_set_int(file, "purchases", bought > 0 ? bought : 0, error);
    if (st == DMS_OK && !dms_record_has(file, "first_purchase_at"))
        st = dms_record_set_int(file, "first_purchase_at", dms_unit_now(unit), error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, file, error);
    if (st != DMS_OK)
        return st;
    return purchase->returned ? crm_points_take_back(unit, file, &memory, error)
                              : crm_points_earn(unit, file, &memory, error);
}

static enum dms_status
end_car(struct dms_unit *unit, int64_t id, struct dms_error *error)
{
    struct dms_record *car = NULL;
    enum dms_status st = dms_unit_edit(unit, "crm.car", id, &car, error);
    if (st == DMS_OK)
        st = dms_record_set_int(car, "ended_on", dms_unit_today(unit), error);
    return st == DMS_OK ? dms_unit_save(unit, car, error) : st;
}

/* The car is the buyer's; whoever had it here before has it no longer. */
static enum dms_status
add_car(struct dms_unit *unit, const struct purchase *purchase,
        const struct dms_record *file, struct dms_error *error)
{
    static const char query[] = "{\"where\":{\"vin\":\"$vin\",\"ended_on\":{\"is_null\":"
                                "true}},\"limit\":1}";
    const struct dms_record *known = NULL;
    struct dms_record *car = NULL;
    if (purchase->vin == NULL)
        return DMS_OK;
    enum dms_status st = crm_first(unit, "crm.car", query,
                                   crm_with_text("vin", purchase->vin), &known, error);
    if (st == DMS_OK && known != NULL && purchase->returned)
        return end_car(unit, dms_record_id(known), error);
    if (st != DMS_OK || known != NULL || purchase->returned)
        return st;
    st = dms_unit_new(unit, "crm.car", &car, error);
    if (st == DMS_OK)
        st = dms_record_set_store(car, dms_record_store(file), error);
    if (st == DMS_OK)
        st = dms_record_set_owner(car, dms_record_owner(file), error);
    if (st == DMS_OK)
        st = dms_record_set_int(car, "customer", dms_record_id(file), error);
    if (st == DMS_OK)
        st = dms_record_set_text(car, "vin", purchase->vin, error);
    if (st == DMS_OK && purchase->plate != NULL)
        st = dms_record_set_text(car, "plate", purchase->plate, error);
    if (st == DMS_OK && purchase->model != NULL)
        st = dms_record_set_text(car, "model", purchase->model, error);
    if (st == DMS_OK)
        st = dms_record_set_int(car, "bought_on", dms_unit_today(unit), error);
    if (st == DMS_OK)
        st = dms_record_set_int(car, "bought_here", 1, error);
    return st == DMS_OK ? dms_unit_save(unit, car, error) : st;
}

static enum dms_status
forget_deal(struct dms_unit *unit, struct dms_record *lead, struct dms_error *error)
{
    static const char *const fields[] = { "deal_at", "deal_amount", "deal_margin" };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < 3; i++)
        st = dms_record_set_empty(lead, fields[i], error);
    return st == DMS_OK ? dms_unit_save(unit, lead, error) : st;
}

/* A lead whose car was bought is done: whoever asks again wants another one. */
static enum dms_status
win(struct dms_unit *unit, struct dms_record *lead, struct dms_error *error)
{
    static const char *const open[] = { "new", "following", "qualified", NULL };
    for (size_t i = 0; open[i] != NULL; i++)
        if (strcmp(dms_record_state(lead), open[i]) == 0)
            return dms_unit_transition(unit, lead, "win", NULL, error);
    return dms_unit_save(unit, lead, error);
}

/* What a campaign brought is added up from its leads. */
static enum dms_status
note_in_lead(struct dms_unit *unit, const struct purchase *purchase,
             struct dms_error *error)
{
    struct dms_record *lead = NULL;
    if (purchase->lead == 0)
        return DMS_OK;
    enum dms_status st = dms_unit_edit(unit, "crm.lead", purchase->lead, &lead, error);
    if (st == DMS_OK && dms_record_has(lead, "merged_into"))
        st = dms_unit_edit(unit, "crm.lead", dms_record_int(lead, "merged_into"), &lead,
                           error);
    if (st == DMS_OK && purchase->returned)
        return forget_deal(unit, lead, error);
    if (st == DMS_OK)
        st = dms_record_set_int(lead, "deal_at", dms_unit_now(unit), error);
    if (st == DMS_OK)
        st = dms_record_set_int(lead, "deal_amount", purchase->amount, error);
    if (st == DMS_OK && purchase->has_margin)
        st = dms_record_set_int(lead, "deal_margin", purchase->margin, error);
    return st == DMS_OK ? win(unit, lead, error) : st;
}

static enum dms_status
note_purchase(struct dms_unit *unit, const struct dms_json *arguments, void *data,
              struct dms_json **answer, struct dms_error *error)
{
    struct purchase purchase;
    struct dms_record *file = NULL;
    (void)data, (void)answer;
    enum dms_status st = read_purchase(arguments, &purchase, error);
    if (st == DMS_OK)
        st = crm_open_file(unit, purchase.customer, &file, error);
    if (st == DMS_OK)
        st = note_in_file(unit, &purchase, file, error);
    if (st == DMS_OK)
        st = add_car(unit, &purchase, file, error);
    return st == DMS_OK ? note_in_lead(unit, &purchase, error) : st;
}

static const struct dms_argument arguments[] = {
    { .name = "customer", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
    { .name = "amount", .type = DMS_MONEY },
    { .name = "margin", .type = DMS_MONEY },
    { .name = "vin", .type = DMS_TEXT },
    { .name = "model", .type = DMS_TEXT },
    { .name = "entity", .type = DMS_TEXT },
    { .name = "record", .type = DMS_INTEGER },
    { .name = "lead", .type = DMS_REFERENCE },
    { .name = "plate", .type = DMS_TEXT },
    { .name = "returned", .type = DMS_BOOLEAN }, /* the car came back, the money went */
};

const struct dms_call_card crm_purchase_call =
    DMS_CALL(.name = "crm.purchase", DMS_ARGUMENTS(arguments), .run = note_purchase);
