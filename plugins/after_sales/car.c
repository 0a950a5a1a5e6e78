/* car.c - one car we look after, known by its VIN; it may visit any store of the group, so its
 * file is shared (rows 54, 55). */
#include "after_sales.h"
#include "fields.h"

static const char *const energies[] = { "petrol", "diesel", "hybrid", "phev",
                                        "ev",     "other",  NULL };
static const char *const drives[] = { "front", "rear", "four", NULL };

static const struct dms_field fields[] = {
    VIN(DMS_REQUIRED | DMS_UNIQUE | DMS_SEARCH | DMS_IMMUTABLE),
    PLATE(DMS_SEARCH | DMS_INDEX),
    REF("customer", "crm.customer", DMS_INDEX),
    REF("brand", "core.brand", 0),
    TEXT("make", 80, DMS_INDEX),
    TEXT("model", 120, 0),
    WHOLE("year", 1900, 2200, 0),
    CHOICE("energy", energies, 0),
    CHOICE("drive", drives, 0),
    /* Invoice and delivery: the three-guarantee periods start with the later hand-over. */
    DATE("invoiced_on", 0),
    DATE("handed_over_on", 0),
    MONEY("price", 0),
    DISTANCE("mileage", DMS_READ_ONLY),
    DATE("mileage_on", DMS_READ_ONLY),
    REF("home_store", "core.store", 0),
    DATE("next_service_on", DMS_READ_ONLY | DMS_INDEX),
    TEXT("needs", 1000, 0),
};

static const struct dms_index indexes[] = {
    { .fields = "make,model,year" },
};

const struct dms_entity after_sales_car_entity =
    DMS_ENTITY(.name = "after_sales.car", .title = "vin", .flags = DMS_SHARED,
               DMS_FIELDS(fields), DMS_INDEXES(indexes));
