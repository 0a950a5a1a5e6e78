/* consent.c - the customer says yes to the lines there are now; what is added later waits for a
 * yes of its own (机动车维修管理规定 §16; row 68). */
#include <inttypes.h>
#include <string.h>

#include "after_sales.h"

enum dms_status
service_lines(struct dms_unit *unit, int64_t order, const struct dms_list **lines,
              struct dms_error *error)
{
    return service_find(unit, "after_sales.order_line",
                        "{\"where\":{\"order\":\"$id\"},\"sort\":\"id\",\"limit\":1000}",
                        service_values("id", order), lines, error);
}

/* What the customer is asked to pay: his share of every line that is not declined. */
static enum dms_status
add_up(struct dms_unit *unit, struct dms_record *consent, struct dms_error *error)
{
    const struct dms_list *lines = NULL;
    int64_t shares[SERVICE_PAYERS], parts[SERVICE_PAYERS], amount = 0, last = 0;
    enum dms_status st =
        service_lines(unit, dms_record_int(consent, "order"), &lines, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(lines); i++) {
        const struct dms_record *line = dms_list_at(lines, i);
        last = dms_record_id(line);
        if (service_in_state(line, "declined"))
            continue;
        st = service_read_shares(line, shares, error);
        if (st == DMS_OK)
            service_split(dms_record_int(line, "amount"), shares, parts);
        amount += parts[0];
    }
    struct service_fill fill = { .record = consent, .error = error, .st = st };
    service_put(&fill, "amount", amount);
    service_put(&fill, "up_to_line", last);
    return fill.st;
}

static enum dms_status
count_lines(struct dms_unit *unit, struct dms_record *consent, void *data,
            struct dms_error *error)
{
    (void)data;
    return dms_record_has(consent, "order") ? add_up(unit, consent, error) : DMS_OK;
}

static enum dms_status
note_consent(struct dms_unit *unit, struct dms_record *consent, void *data,
             struct dms_error *error)
{
    (void)data;
    struct service_fill order = service_edit(unit, "after_sales.repair_order",
                                             dms_record_int(consent, "order"), error);
    service_put(&order, "agreed_line", dms_record_int(consent, "up_to_line"));
    service_put(&order, "estimate", dms_record_int(consent, "amount"));
    return service_save(unit, &order);
}

enum dms_status
service_need_consent(const struct dms_record *line, const struct dms_record *order,
                     struct dms_error *error)
{
    if (dms_record_id(line) <= dms_record_int(order, "agreed_line"))
        return DMS_OK;
    const char *text = dms_record_text(line, "text");
    return dms_fail_field(error, DMS_DENIED, "order", "after_sales.consent_needed",
                          "line=%" PRId64 "|text=%s", dms_record_id(line),
                          text == NULL ? "" : text);
}

const struct dms_hook after_sales_consent_hooks[] = {
    DMS_HOOK(.name = "after_sales/consent:count", .on = "after_sales.consent.create",
             .run = count_lines),
    DMS_HOOK(.name = "after_sales/consent:note", .on = "after_sales.consent.create",
             .phase = DMS_AFTER, .run = note_consent),
    { 0 },
};
