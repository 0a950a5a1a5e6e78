/* fleet.c - what an organisation was promised for many cars: a contract with prices by volume; the
 * people of the organisation are crm's (row 32). */
#include <inttypes.h>
#include <string.h>

#include "plan.h"

static const struct dms_field fields[] = {
    { .name = "number",
      .type = DMS_TEXT,
      .flags = DMS_UNIQUE | DMS_READ_ONLY | DMS_SEARCH,
      .default_text = "@number:FC",
      .max_length = 60 },
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "ends_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "volume",
      .type = DMS_INTEGER,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = 100000 },
    { .name = "terms", .type = DMS_TEXT, .max_length = 4000 },
    { .name = "signature", .type = DMS_TEXT, .max_length = 120 },
};

const struct dms_entity sales_fleet_contract_entity =
    DMS_ENTITY(.name = "sales.fleet_contract", .title = "number", DMS_FIELDS(fields));

static const struct dms_field price_fields[] = {
    { .name = "contract",
      .type = DMS_REFERENCE,
      .target = "sales.fleet_contract",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "model",
      .type = DMS_REFERENCE,
      .target = "sales.model",
      .flags = DMS_REQUIRED },
    /* From the how manieth car on. */
    { .name = "from_units",
      .type = DMS_INTEGER,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = 100000 },
    { .name = "price",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = INT64_C(100000000000) },
};

static const struct dms_index price_indexes[] = {
    { .fields = "contract,model,from_units" },
};

const struct dms_entity sales_fleet_price_entity =
    DMS_ENTITY(.name = "sales.fleet_price", .parent = "contract",
               DMS_FIELDS(price_fields), DMS_INDEXES(price_indexes));

static enum dms_status
want_organisation(struct dms_unit *unit, struct dms_record *contract, void *data,
                  struct dms_error *error)
{
    (void)data;
    const struct dms_record *customer = NULL;
    if (!dms_record_has(contract, "customer"))
        return DMS_OK;
    enum dms_status st = dms_unit_get(
        unit, "crm.customer", dms_record_int(contract, "customer"), &customer, error);
    return st != DMS_OK || sales_is(customer, "kind", "organisation")
               ? st
               : dms_fail_field(error, DMS_INVALID, "customer", "sales.fleet_person", "");
}

/* What was signed stays, and more cars never cost more each. */
static enum dms_status
check_price(struct dms_unit *unit, struct dms_record *price, void *data,
            struct dms_error *error)
{
    static const char wrong[] =
        "{\"where\":{\"contract\":\"$contract\",\"model\":\"$model\",\"or\":["
        "{\"from_units\":{\"lt\":\"$from\"},\"price\":{\"lt\":\"$price\"}},"
        "{\"from_units\":{\"gt\":\"$from\"},\"price\":{\"gt\":\"$price\"}},"
        "{\"from_units\":\"$from\",\"price\":{\"ne\":\"$price\"}}],"
        "\"id\":{\"ne\":\"$id\"}},\"limit\":1}";
    (void)data;
    const struct dms_record *contract = NULL;
    const struct dms_list *others = NULL;
    if (!dms_record_has(price, "contract") || !dms_record_has(price, "model"))
        return DMS_OK; /* that they are required, the core says */
    enum dms_status st =
        dms_unit_get(unit, "sales.fleet_contract", dms_record_int(price, "contract"),
                     &contract, error);
    if (st == DMS_OK && strcmp(dms_record_state(contract), "draft") != 0)
        return dms_fail_field(error, DMS_DENIED, "contract", "sales.fleet_signed", "");
    if (st != DMS_OK)
        return st;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "id", dms_record_id(price));
    dms_json_set_integer(values, "contract", dms_record_int(price, "contract"));
    dms_json_set_integer(values, "model", dms_record_int(price, "model"));
    dms_json_set_integer(values, "from", dms_record_int(price, "from_units"));
    dms_json_set_text(values, "price", sales_yuan(unit, dms_record_int(price, "price")));
    st = dms_unit_find(unit, "sales.fleet_price", wrong, values, &others, error);
    dms_json_destroy(values);
    if (st == DMS_OK && dms_list_count(others) > 0)
        st = dms_fail_field(
            error, DMS_INVALID, "price", "sales.fleet_price_order",
            "units=%" PRId64 "|price=%s",
            dms_record_int(dms_list_at(others, 0), "from_units"),
            sales_yuan(unit, dms_record_int(dms_list_at(others, 0), "price")));
    return st;
}

const struct dms_hook sales_fleet_hooks[] = {
    DMS_HOOK(.name = "sales/fleet", .on = "sales.fleet_contract.create",
             .run = want_organisation),
    DMS_HOOK(.name = "sales/fleet:price", .on = "sales.fleet_price.save",
             .run = check_price),
    { 0 },
};
