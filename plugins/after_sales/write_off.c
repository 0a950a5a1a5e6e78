/* write_off.c - what a payer owes and will not pay any more is written off, by two people, with its
 * reason and day; money that comes after all brings the debt back first (row 170). */
#include <string.h>

#include "after_sales.h"
#include "fields.h"

static const char *const reasons[] = { "unreachable", "bankrupt", "rejected", "disputed",
                                       "expired",     "other",    NULL };

static const struct dms_field fields[] = {
    NUMBER("WO"),
    REF("settlement", "after_sales.settlement", DMS_REQUIRED | DMS_IMMUTABLE | DMS_INDEX),
    CHOICE("payer", service_payers, DMS_READ_ONLY),
    { .name = "amount", .type = DMS_MONEY, .minimum = 1, .maximum = MOST_MONEY },
    CHOICE("reason", reasons, DMS_REQUIRED),
    TEXT("words", 1000, DMS_REQUIRED),
    TEXT("answer", 1000, 0),
    DATE("written_on", DMS_READ_ONLY | DMS_INDEX),
    DATE("recovered_on", DMS_READ_ONLY),
};

const struct dms_entity after_sales_write_off_entity =
    DMS_ENTITY(.name = "after_sales.write_off", .title = "number", DMS_FIELDS(fields));

/* What the house owes itself was never to come in. */
static bool
is_own_cost(const struct dms_record *paper)
{
    return service_is(paper, "payer", "internal") || service_is(paper, "payer", "gift");
}

static enum dms_status
check_amount(struct dms_unit *unit, const struct dms_record *paper, int64_t amount,
             struct dms_error *error)
{
    int64_t due = dms_record_int(paper, "due");
    if (is_own_cost(paper))
        return dms_fail_field(error, DMS_DENIED, "settlement",
                              "after_sales.write_off_own", "number=%s",
                              dms_record_text(paper, "number"));
    if (due <= 0)
        return dms_fail_field(error, DMS_DENIED, "settlement",
                              "after_sales.write_off_nothing", "number=%s",
                              dms_record_text(paper, "number"));
    return amount <= due ? DMS_OK
                         : dms_fail_field(error, DMS_DENIED, "amount",
                                          "after_sales.write_off_too_much", "most=%s",
                                          service_yuan(unit, due));
}

/* All that is due, unless somebody says less. */
static enum dms_status
fill(struct dms_unit *unit, struct dms_record *write_off, void *data,
     struct dms_error *error)
{
    (void)data;
    const struct dms_record *paper = NULL;
    struct service_fill put = { .record = write_off, .error = error };
    if (!dms_record_has(write_off, "settlement"))
        return DMS_OK; /* that it is required, the core says */
    put.st = service_get_here(unit, "after_sales.settlement",
                              dms_record_int(write_off, "settlement"), &paper, error);
    if (put.st != DMS_OK)
        return put.st;
    service_put_same(&put, "payer", paper, "payer");
    if (!dms_record_has(write_off, "amount") && dms_record_int(paper, "due") > 0)
        service_put_same(&put, "amount", paper, "due");
    return put.st == DMS_OK
               ? check_amount(unit, paper, dms_record_int(write_off, "amount"), error)
               : put.st;
}

/* What was decided about stays what it was. */
static enum dms_status
stay(struct dms_unit *unit, struct dms_record *write_off, void *data,
     struct dms_error *error)
{
    static const char *const kept[] = { "amount", "reason", "words" };
    (void)data;
    if (service_in_state(write_off, "asked"))
        return fill(unit, write_off, NULL, error);
    for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
        if (dms_record_changed(write_off, kept[i]))
            return dms_fail_field(error, DMS_DENIED, kept[i],
                                  "after_sales.write_off_frozen", "");
    return DMS_OK;
}

/* Money may have come since it was asked for. */
static enum dms_status
date_it(struct dms_unit *unit, struct dms_record *write_off, void *data,
        struct dms_error *error)
{
    enum dms_status st = fill(unit, write_off, data, error);
    return st == DMS_OK
               ? dms_record_set_int(write_off, "written_on", dms_unit_today(unit), error)
               : st;
}

static enum dms_status
date_recovery(struct dms_unit *unit, struct dms_record *write_off, void *data,
              struct dms_error *error)
{
    (void)data;
    return dms_record_set_int(write_off, "recovered_on", dms_unit_today(unit), error);
}

/* DATA: what stays due, as a sign of the amount. */
static enum dms_status
move_due(struct dms_unit *unit, struct dms_record *write_off, void *data,
         struct dms_error *error)
{
    const int *sign = data;
    int64_t amount = dms_record_int(write_off, "amount") * *sign;
    struct service_fill paper = service_edit(
        unit, "after_sales.settlement", dms_record_int(write_off, "settlement"), error);
    if (paper.st == DMS_OK) {
        service_put(&paper, "due", dms_record_int(paper.record, "due") + amount);
        service_put(&paper, "written_off",
                    dms_record_int(paper.record, "written_off") - amount);
    }
    return service_save(unit, &paper);
}

static const int gone = -1, back = 1;

const struct dms_hook after_sales_write_off_hooks[] = {
    DMS_HOOK(.name = "after_sales/write_off", .on = "after_sales.write_off.create",
             .run = fill),
    DMS_HOOK(.name = "after_sales/write_off:stay", .on = "after_sales.write_off.update",
             .run = stay),
    DMS_HOOK(.name = "after_sales/write_off:date",
             .on = "after_sales.write_off.@written_off", .run = date_it),
    DMS_HOOK(.name = "after_sales/write_off:due",
             .on = "after_sales.write_off.@written_off", .phase = DMS_AFTER,
             .run = move_due, .data = (void *)(uintptr_t)&gone),
    DMS_HOOK(.name = "after_sales/write_off:date_recovery",
             .on = "after_sales.write_off.@recovered", .run = date_recovery),
    DMS_HOOK(.name = "after_sales/write_off:recover",
             .on = "after_sales.write_off.@recovered", .phase = DMS_AFTER,
             .run = move_due, .data = (void *)(uintptr_t)&back),
    { 0 },
};
