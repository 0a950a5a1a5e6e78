/* recall_match.c - a campaign finds its cars, in stock and at customers, a few a unit, until all
 * are found; a car that comes later finds its campaigns. */
#include <string.h>
#include <strings.h>

#include "after_sales.h"

#define PAGE   200 /* cars looked at in one unit */
#define BUDGET 10  /* cars written in one unit, which has a limit of steps */

/* A car of either kind, as far as a campaign speaks of it. */
struct seen {
    const char *vin, *make, *model, *series;
    int64_t year, customer, store;
    const char *place;
};

static bool
same(const char *wanted, const char *is)
{
    return wanted == NULL || wanted[0] == '\0' ||
           (is != NULL && strcasecmp(wanted, is) == 0);
}

static bool
speaks_of(const struct dms_record *scope, const struct seen *car)
{
    const char *model = dms_record_text(scope, "model"),
               *from = dms_record_text(scope, "vin_from"),
               *to = dms_record_text(scope, "vin_to");
    int64_t year = dms_record_int(scope, "model_year");
    bool every_year = year == 0 || year == 9999; /* as NHTSA writes "unknown" */
    return same(dms_record_text(scope, "make"), car->make) &&
           (same(model, car->model) || same(model, car->series)) &&
           (every_year || year == car->year) &&
           (from == NULL || strcmp(car->vin, from) >= 0) &&
           (to == NULL || strcmp(car->vin, to) <= 0);
}

/* Somebody has to call: the store the car is at home in, else the first. */
static enum dms_status
put_store(struct dms_unit *unit, struct dms_record *recall, int64_t store,
          struct dms_error *error)
{
    const struct dms_record *first = NULL;
    enum dms_status st = DMS_OK;
    if (store == 0)
        st = service_first(unit, "core.store", "{\"sort\":\"id\",\"limit\":1}", NULL,
                           &first, error);
    if (st == DMS_OK && first != NULL)
        store = dms_record_id(first);
    return st == DMS_OK ? dms_record_set_store(recall, store, error) : st;
}

static enum dms_status
note_car(struct dms_unit *unit, int64_t campaign, const struct seen *car, int *budget,
         struct dms_error *error)
{
    const struct dms_record *known = NULL;
    struct dms_json *values = service_words("vin", car->vin);
    dms_json_set_integer(values, "campaign", campaign);
    enum dms_status st = service_first(
        unit, "after_sales.recall_car",
        "{\"where\":{\"campaign\":\"$campaign\",\"vin\":\"$vin\"},\"limit\":1}", values,
        &known, error);
    if (st != DMS_OK || known != NULL)
        return st;
    struct service_fill fill = service_begin(unit, "after_sales.recall_car", error);
    if (fill.st == DMS_OK)
        fill.st = put_store(unit, fill.record, car->store, error);
    service_put(&fill, "campaign", campaign);
    service_put_text(&fill, "vin", car->vin);
    service_put_text(&fill, "place", car->place);
    if (car->customer != 0)
        service_put(&fill, "customer", car->customer);
    (*budget)--;
    return service_save(unit, &fill);
}

static struct seen
seen_file(const struct dms_record *file)
{
    return (struct seen){ .vin = dms_record_text(file, "vin"),
                          .make = dms_record_text(file, "make"),
                          .model = dms_record_text(file, "model"),
                          .series = dms_record_text(file, "model"),
                          .year = dms_record_int(file, "year"),
                          .customer = dms_record_int(file, "customer"),
                          .store = dms_record_int(file, "home_store"),
                          .place = "customer" };
}

static enum dms_status
seen_stock(struct dms_unit *unit, const struct dms_record *vehicle, struct seen *car,
           struct dms_error *error)
{
    const struct dms_record *model = NULL;
    *car = (struct seen){ .vin = dms_record_text(vehicle, "vin"),
                          .store = dms_record_store(vehicle),
                          .place = "stock" };
    if (!dms_record_has(vehicle, "model"))
        return DMS_OK;
    enum dms_status st = dms_unit_get(unit, "sales.model",
                                      dms_record_int(vehicle, "model"), &model, error);
    if (st != DMS_OK)
        return st;
    car->make = dms_record_text(model, "make");
    car->model = dms_record_text(model, "name");
    car->series = dms_record_text(model, "series");
    car->year = dms_record_int(model, "year");
    return DMS_OK;
}

/* Where the walk is: which scope row, which list, behind which id. */
struct walk {
    int64_t scope, after;
    bool stock, over;
};

static enum dms_status
next_cars(struct dms_unit *unit, const struct dms_record *scope, const struct walk *walk,
          const struct dms_list **cars, struct dms_error *error)
{
    struct dms_json *values = service_values("after", walk->after);
    dms_json_take_key(values, "makes",
                      service_spellings(unit, dms_record_text(scope, "make")));
    dms_json_set_integer(values, "page", PAGE);
    return walk->stock
               ? service_find(unit, "sales.vehicle",
                              "{\"where\":{\"model.make\":{\"in\":\"$makes\"},\"state\":"
                              "{\"ne\":\"sold\"},\"id\":{\"gt\":\"$after\"}},\"sort\":"
                              "\"id\",\"limit\":200}",
                              values, cars, error)
               : service_find(unit, "after_sales.car",
                              "{\"where\":{\"make\":{\"in\":\"$makes\"},\"id\":{\"gt\":"
                              "\"$after\"}},\"sort\":\"id\",\"limit\":200}",
                              values, cars, error);
}

static enum dms_status
walk_page(struct dms_unit *unit, const struct dms_record *scope, struct walk *walk,
          int *budget, bool *ended, struct dms_error *error)
{
    const struct dms_list *cars = NULL;
    enum dms_status st = next_cars(unit, scope, walk, &cars, error);
    size_t count = st == DMS_OK ? dms_list_count(cars) : 0, i = 0;
    for (; st == DMS_OK && i<count && * budget> 0; i++) {
        const struct dms_record *record = dms_list_at(cars, i);
        struct seen car = { 0 };
        if (walk->stock)
            st = seen_stock(unit, record, &car, error);
        else
            car = seen_file(record);
        if (st == DMS_OK && speaks_of(scope, &car))
            st = note_car(unit, dms_record_int(scope, "of"), &car, budget, error);
        walk->after = dms_record_id(record);
    }
    *ended = i == count && count < PAGE;
    return st;
}

static enum dms_status
walk_scope(struct dms_unit *unit, const struct dms_record *scope, struct walk *walk,
           int *budget, struct dms_error *error)
{
    bool ended = false;
    enum dms_status st = walk_page(unit, scope, walk, budget, &ended, error);
    if (st == DMS_OK && ended && !walk->stock) {
        *walk = (struct walk){ .scope = walk->scope, .stock = true };
        st = walk_page(unit, scope, walk, budget, &ended, error);
    }
    if (walk->stock &&
        st == DMS_NOT_FOUND) { /* sales is off: there is no stock to look at */
        dms_error_clear(error);
        st = DMS_OK;
        ended = true;
    }
    walk->over = ended;
    return st;
}

static enum dms_status
go_on(struct dms_unit *unit, const struct dms_record *campaign, const struct walk *walk,
      int64_t in, struct dms_error *error)
{
    struct dms_json *payload = service_values("scope", walk->scope);
    dms_json_set_integer(payload, "after", walk->after);
    dms_json_set_boolean(payload, "stock", walk->stock);
    enum dms_status st = dms_timer_set(unit, "after_sales/match_recall", campaign, NULL,
                                       dms_unit_now(unit) + in, payload, error);
    dms_json_destroy(payload);
    return st;
}

static enum dms_status
match(struct dms_unit *unit, const char *entity, int64_t record,
      const struct dms_json *payload, void *data, struct dms_error *error)
{
    (void)data;
    const struct dms_record *campaign = NULL, *scope = NULL;
    struct walk walk = { .scope = dms_json_integer_at(payload, "scope"),
                         .after = dms_json_integer_at(payload, "after"),
                         .stock = dms_json_boolean_at(payload, "stock") };
    int budget = BUDGET;
    enum dms_status st = dms_unit_get(unit, entity, record, &campaign, error);
    struct dms_json *values = service_values("campaign", record);
    dms_json_set_integer(values, "scope", walk.scope);
    if (st == DMS_OK)
        st =
            service_first(unit, "after_sales.campaign_scope",
                          "{\"where\":{\"of\":\"$campaign\",\"id\":{\"gte\":\"$scope\"}},"
                          "\"sort\":\"id\",\"limit\":1}",
                          values, &scope, error);
    else
        dms_json_destroy(values);
    if (st != DMS_OK || scope == NULL)
        return st;
    if (dms_record_id(scope) != walk.scope)
        walk = (struct walk){ .scope = dms_record_id(scope) };
    st = walk_scope(unit, scope, &walk, &budget, error);
    if (walk.over)
        walk = (struct walk){ .scope = walk.scope + 1 };
    return st == DMS_OK ? go_on(unit, campaign, &walk, 1, error) : st;
}

const struct dms_timer_handler after_sales_recall_timers[] = {
    { .size = sizeof(struct dms_timer_handler),
      .name = "after_sales/match_recall",
      .run = match },
    { 0 },
};

enum dms_status
service_match_campaign(struct dms_unit *unit, const struct dms_record *campaign,
                       struct dms_error *error)
{
    struct walk walk = { 0 };
    return go_on(unit, campaign, &walk, DMS_MINUTE / 6, error);
}

/* A car that comes later: its campaigns, if any speak of it. */
static enum dms_status
match_late(struct dms_unit *unit, const struct seen *car, struct dms_error *error)
{
    const struct dms_list *scopes = NULL;
    struct dms_json *values = dms_json_create_object();
    int budget = BUDGET;
    if (car->make == NULL) {
        dms_json_destroy(values);
        return DMS_OK;
    }
    dms_json_take_key(values, "makes", service_spellings(unit, car->make));
    enum dms_status st = service_find(
        unit, "after_sales.campaign_scope",
        "{\"where\":{\"make\":{\"in\":\"$makes\"},\"of.state\":{\"ne\":\"closed\"}},"
        "\"sort\":\"-id\",\"limit\":1000}",
        values, &scopes, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(scopes) && budget > 0; i++)
        if (speaks_of(dms_list_at(scopes, i), car))
            st = note_car(unit, dms_record_int(dms_list_at(scopes, i), "of"), car,
                          &budget, error);
    return st;
}

static enum dms_status
hear_car(struct dms_unit *unit, const struct dms_event *event, void *data,
         struct dms_error *error)
{
    const struct dms_record *record = NULL;
    struct seen car = { 0 };
    enum dms_status st = dms_unit_get(unit, event->entity, event->record, &record, error);
    if (st == DMS_OK && data != NULL)
        st = seen_stock(unit, record, &car, error);
    else if (st == DMS_OK)
        car = seen_file(record);
    return st == DMS_OK ? match_late(unit, &car, error) : st;
}

static char stock[] = "stock";

const struct dms_subscriber after_sales_recall_subscribers[] = {
    { .size = sizeof(struct dms_subscriber),
      .name = "after_sales/recall_car",
      .on = "after_sales.car.created",
      .run = hear_car },
    { .size = sizeof(struct dms_subscriber),
      .name = "after_sales/recall_stock",
      .on = "sales.vehicle.created",
      .run = hear_car,
      .data = stock },
    { 0 },
};
