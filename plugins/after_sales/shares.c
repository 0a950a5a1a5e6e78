/* shares.c - each line has one payer, or shares that sum to 100 %; what rounding leaves over is
 * the customer's, or the first payer's when the customer pays nothing. */
#include <inttypes.h>
#include <string.h>

#include "after_sales.h"

#define WHOLE_LINE 10000 /* basis points */

int
service_payer_at(const char *name)
{
    for (int i = 0; name != NULL && service_payers[i] != NULL; i++)
        if (strcmp(service_payers[i], name) == 0)
            return i;
    return -1;
}

static enum dms_status
bad_share(const char *key, const char *payer, int64_t sum, struct dms_error *error)
{
    return dms_fail_field(error, DMS_INVALID, "shares", key,
                          "payer=%s|sum=%" PRId64 ".%02" PRId64, payer, sum / 100,
                          sum % 100);
}

enum dms_status
service_read_shares(const struct dms_record *line, int64_t shares[SERVICE_PAYERS],
                    struct dms_error *error)
{
    memset(shares, 0, SERVICE_PAYERS * sizeof(*shares));
    struct dms_json *given = dms_record_json(line, "shares");
    int64_t sum = 0;
    enum dms_status st = DMS_OK;
    if (dms_json_kind(given) == DMS_JSON_NULL) {
        const char *payer = dms_record_text(line, "payer");
        shares[payer == NULL ? 0 : service_payer_at(payer)] = WHOLE_LINE;
        dms_json_destroy(given);
        return DMS_OK;
    }
    if (dms_json_kind(given) != DMS_JSON_OBJECT)
        st = bad_share("after_sales.shares_form", "", 0, error);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(given); i++) {
        int payer = service_payer_at(dms_json_key_at(given, i));
        int64_t part = dms_json_integer(dms_json_value_at(given, i));
        if (payer < 0)
            st = bad_share("after_sales.shares_payer", dms_json_key_at(given, i), 0,
                           error);
        else if (part <= 0 || part > WHOLE_LINE)
            st =
                bad_share("after_sales.shares_part", dms_json_key_at(given, i), 0, error);
        else
            sum += shares[payer] = part;
    }
    if (st == DMS_OK && sum != WHOLE_LINE)
        st = bad_share("after_sales.shares_sum", "", sum, error);
    dms_json_destroy(given);
    return st;
}

void
service_split(int64_t amount, const int64_t shares[SERVICE_PAYERS],
              int64_t parts[SERVICE_PAYERS])
{
    int rest = 0; /* the customer */
    for (int i = 0; shares[rest] == 0 && i < SERVICE_PAYERS; i++)
        rest = i;
    int64_t left = amount;
    for (int i = 0; i < SERVICE_PAYERS; i++) {
        parts[i] = i == rest ? 0 : dms_money_share(amount, shares[i]);
        left -= parts[i];
    }
    parts[rest] = left;
}
